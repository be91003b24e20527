//! The outcome of saving a wrap-up.

use super::{focus_error, is_running};
use crate::components::{ActionButton, reason};
use crate::i18n::{t, tf};
use crate::state::{SaveProgress, StepState, WrapUp};
use leptos::prelude::*;

/// The outcome of a save: what the portal has confirmed, what failed and why, and *Try again*.
#[component]
pub fn SaveResult(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let progress = wrap_up.progress;
    let saved = Memo::new(move |_| progress.with(saved_parts));
    let activity = Memo::new(move |_| progress.with(|progress| progress.activity));
    let failure = Memo::new(move |_| progress.with(failure));
    let on_retry = Callback::new(move |()| focus_error(wrap_up, wrap_up.retry()));
    view! {
        <div class="result" aria-live="polite">
            <Show when=move || saved.with(|saved| !saved.is_empty())>
                <p class="good">{move || saved.get()}</p>
            </Show>
            {move || activity.get().map(|id| view! { <ActivityLink wrap_up id /> })}
            <Show when=move || progress.with(|progress| progress.errors)>
                <p class="trouble" role="alert">
                    {t("wrap-up.errors")}
                </p>
            </Show>
            <Show when=move || failure.with(Option::is_some)>
                <div class="trouble" role="alert">
                    <p>{move || failure.get()}</p>
                    <ActionButton label="trouble.retry" busy=is_running(wrap_up) on_press=on_retry />
                </div>
            </Show>
        </div>
    }
}

/// A link to the activity that the portal made of the call.
#[component]
fn ActivityLink(wrap_up: WrapUp, id: u64) -> impl IntoView {
    wrap_up.activity_link(id).map(|href| {
        view! {
            <p>
                <a href=href target="_blank" rel="noopener">
                    {tf("wrap-up.activity", &[("id", &id.to_string())])}
                </a>
            </p>
        }
    })
}

/// A sentence for each part that the portal has confirmed; empty where there is none.
fn saved_parts(progress: &SaveProgress) -> String {
    let parts = [
        (&progress.finish, "wrap-up.saved-call"),
        (&progress.note, "wrap-up.saved-note"),
        (&progress.next_step, "wrap-up.saved-step"),
        (&progress.record, "wrap-up.saved-record"),
    ];
    let saved = parts.iter().filter(|(step, _)| **step == StepState::Done);
    saved.map(|(_, key)| t(key)).collect::<Vec<_>>().join(" ")
}

/// What could not be saved, why, and that it is still here.
fn failure(progress: &SaveProgress) -> Option<String> {
    let parts = [
        (&progress.note, "wrap-up.failed-note"),
        (&progress.next_step, "wrap-up.failed-step"),
        (&progress.finish, "wrap-up.failed-call"),
        (&progress.colleagues, "wrap-up.failed-colleagues"),
        (&progress.record, "wrap-up.failed-record"),
    ];
    parts.into_iter().find_map(|(step, key)| match step {
        StepState::Failed(error) => Some(format!("{} {} {}", t(key), reason(error), t("wrap-up.kept"))),
        _ => None,
    })
}
