//! What became of a registration.

use super::answer::Answer;
use super::register::{SEND, send};
use crate::api::Refusal;
use crate::components::{ActionButton, focus, reason};
use crate::i18n::t;
use crate::state::Error;
use crate::state::own::{Attempt, Own, Registration};
use leptos::prelude::*;

/// The answer to a registration, or why there is none and what to do.
#[component]
pub(super) fn Registered(own: Own) -> impl IntoView {
    let form = own.registration;
    let attempt = Memo::new(move |_| form.attempt.get());
    let answer = move || match attempt.get() {
        Attempt::Running => view! { <p class="own-hint">{t("register.running")}</p> }.into_any(),
        Attempt::Done(done) => view! { <Answer own done /> }.into_any(),
        Attempt::None | Attempt::Failed(_) => ().into_any(),
    };
    let failure = move || match attempt.get() {
        Attempt::Failed(error) => Some(view! { <Failure form error /> }),
        _ => None,
    };
    view! {
        <div class="result">
            <div class="own-answer" role="status">
                {answer}
            </div>
            {failure}
        </div>
    }
}

/// Why a call was not registered, with *Try again* where that may help.
#[component]
fn Failure(form: Registration, error: Error) -> impl IntoView {
    let uncertain = error.is_uncertain();
    let what = if uncertain {
        "register.uncertain"
    } else {
        "register.failed"
    };
    let may_pass = uncertain || Refusal::of(&error).may_pass();
    let retry = move |()| {
        // *Try again* disappears.
        focus(SEND);
        send(form);
    };
    view! {
        <div class="trouble" role="alert">
            <p>{format!("{} {}", reason(&error), t(what))}</p>
            {may_pass.then(|| view! { <ActionButton label="trouble.retry" on_press=retry /> })}
        </div>
    }
}
