//! What became of a registration.

use super::answer::RegistrationAnswer;
use super::register::{SEND, send};
use crate::api::Refusal;
use crate::components::{ActionButton, SentenceWithNumber, focus, reason};
use crate::i18n::t;
use crate::state::own::{Attempt, Own, Registration};
use crate::state::{Error, ErrorKind};
use leptos::prelude::*;

/// The answer to a registration, or why there is none and what to do.
#[component]
pub(super) fn Registered(own: Own) -> impl IntoView {
    let form = own.registration;
    let attempt = Memo::new(move |_| form.attempt.get());
    let answer = move || match attempt.get() {
        Attempt::Running => view! { <p class="own-hint">{t("register.running")}</p> }.into_any(),
        Attempt::Done(done) => view! { <RegistrationAnswer own done /> }.into_any(),
        Attempt::None | Attempt::Failed(_) | Attempt::Unanswered | Attempt::Other { .. } => ().into_any(),
    };
    let failure = move || match attempt.get() {
        Attempt::Failed(error) => view! { <Failure form error=Some(error) /> }.into_any(),
        Attempt::Unanswered => view! { <Failure form error=None /> }.into_any(),
        Attempt::Other { number, is_changed } => view! { <Other form number is_changed /> }.into_any(),
        Attempt::None | Attempt::Running | Attempt::Done(_) => ().into_any(),
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

/// Why a call was not registered, or is not known to be, with *Try again* where that may help.
#[component]
fn Failure(
    form: Registration,
    /// The error; `None` if all that is known is that the form was sent.
    error: Option<Error>,
) -> impl IntoView {
    // A refusal says nothing of an attempt before it.
    let is_unanswered = form.is_unanswered();
    let is_uncertain = error
        .as_ref()
        .is_none_or(|error| is_unanswered || error.is_uncertain() || error.kind == ErrorKind::UnderWay);
    let what = if is_uncertain {
        "register.uncertain"
    } else {
        "register.failed"
    };
    let may_pass = is_uncertain || error.as_ref().is_some_and(|error| Refusal::of(error).may_pass());
    let sentence = match &error {
        Some(error) if error.kind == ErrorKind::UnderWay => {
            format!("{} {}", t(what), t("register.under-way"))
        }
        Some(error) => format!("{} {}", reason(error), t(what)),
        None => t(what),
    };
    let retry = move |()| {
        // *Try again* disappears.
        focus(SEND);
        send(form);
    };
    view! {
        <div class="trouble" role="alert">
            <p>{sentence}</p>
            {may_pass.then(|| view! { <ActionButton label="trouble.retry" on_press=retry /> })}
        </div>
    }
}

/// The id of the warning that the portal may have one call already.
pub(super) const OTHER: &str = "register-other";

/// The portal may have registered a call, and would take what is entered now for another one: the agent decides.
#[component]
fn Other(
    form: Registration,
    /// The number of the call that the portal may have.
    number: String,
    /// Whether the form can become what was sent.
    is_changed: bool,
) -> impl IntoView {
    let back = move |()| {
        // The buttons disappear.
        focus(SEND);
        form.restore_unanswered();
    };
    let register = move |()| {
        focus(SEND);
        form.renew_external_id();
        send(form);
    };
    view! {
        <div class="trouble" role="alert" id=OTHER tabindex="-1">
            <p>
                <SentenceWithNumber text="register.other" number />
            </p>
            {is_changed.then(|| view! { <ActionButton label="register.back" on_press=back /> })}
            <ActionButton label="register.another" on_press=register />
        </div>
    }
}
