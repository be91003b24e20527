//! Why adding or removing the tab failed.

use crate::components::{ActionButton, focus, reason};
use crate::i18n::{t, tf};
use crate::state::Error;
use crate::state::ErrorKind;
use crate::state::own::{Tab, TabProgress, TabStep};
use leptos::prelude::*;

/// What failed, what it left behind, and *Try again*; nothing while nothing failed, or where the user may not change the
/// tab: the page then says whom to ask.
#[component]
pub(super) fn TabFailure(
    /// The tab.
    tab: Tab,
    /// The id of the element that gets the keyboard focus when *Try again* disappears.
    next: &'static str,
) -> impl IntoView {
    let sentence = Memo::new(move |_| match tab.progress.get() {
        TabProgress::Failed(_, step, error) if !tab.is_not_allowed() => {
            let is_doubtful = tab.address().is_ok_and(|tab| tab.doubt.is_some());
            Some(explain(step, &error, is_doubtful))
        }
        _ => None,
    });
    let retry = move |()| {
        focus(next);
        tab.retry();
    };
    move || {
        sentence.get().map(|sentence| {
            view! {
                <div class="trouble" role="alert">
                    <p>{sentence}</p>
                    <ActionButton label="trouble.retry" on_press=retry />
                </div>
            }
        })
    }
}

/// `is_doubtful`: nobody knows whether the portal takes the address, so its own answer is shown.
fn explain(step: TabStep, error: &Error, is_doubtful: bool) -> String {
    let what = match step {
        TabStep::Look => "tab.failed-look",
        TabStep::Bind | TabStep::Unbind if error.is_uncertain() => "tab.uncertain",
        TabStep::Bind => "tab.failed-bind",
        TabStep::Unbind => "tab.failed-unbind",
        // Bitrix24 has said so itself; any other failure leaves it open.
        TabStep::Finish if error.kind == ErrorKind::UnderWay => "tab.failed-finish",
        TabStep::Finish => "tab.uncertain",
    };
    let why = match error.code.as_str() {
        "ERROR_PLACEMENT_NOT_FOUND" => t("tab.no-telephony"),
        "ERROR_HANDLER_URL_MATCH" | "ERROR_WRONG_HANDLER_URL" | "ERROR_UNSUPPORTED_PROTOCOL" => {
            t("tab.bad-address")
        }
        _ => reason(error),
    };
    let answer = format!("{} {}", error.code, error.detail);
    if is_doubtful && step == TabStep::Bind && !answer.trim().is_empty() {
        let answer = tf("tab.answered", &[("text", answer.trim())]);
        return format!("{} {answer}", t(what));
    }
    format!("{} {why}", t(what))
}
