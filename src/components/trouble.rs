//! What failed and why, at the place where it failed.

use super::{ActionButton, scoped_memo};
use crate::i18n::text_keys::error_key;
use crate::i18n::{t, tf};
use crate::state::Error;
use leptos::prelude::*;

/// An error message with *Try again*; nothing while there is no error.
#[component]
pub fn Trouble(
    /// The text key of what failed and what was kept.
    what: &'static str,
    /// The text key for an error that leaves open whether it was done; `what` where there is none.
    #[prop(optional)]
    uncertain: Option<&'static str>,
    /// What it is about, where several such messages may stand beside each other.
    #[prop(into, optional)]
    about: Option<String>,
    /// The error.
    #[prop(into)]
    error: Signal<Option<Error>>,
    /// Whether it is being tried again.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// Tries again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    // The same reason twice is announced once.
    let sentence = scoped_memo(move || {
        error.with(|error| {
            error.as_ref().map(|error| {
                let what = uncertain.filter(|_| error.is_uncertain()).unwrap_or(what);
                format!("{} {}", t(what), reason(error))
            })
        })
    });
    let retry = t("trouble.retry");
    let name = about.map_or_else(|| retry.clone(), |about| format!("{retry}: {about}"));
    move || {
        let name = name.clone();
        sentence.get().map(|sentence| {
            view! {
                <div class="trouble" role="alert">
                    <p>{sentence}</p>
                    <ActionButton label="trouble.retry" name busy on_press=on_retry />
                </div>
            }
        })
    }
}

/// The reason of an error, as a sentence for the agent.
pub fn reason(error: &Error) -> String {
    if error.code == "SDK" {
        return t("reason.script");
    }
    tf(error_key(error), &[("code", &error.code)])
}
