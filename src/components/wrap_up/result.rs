//! The result of the call, and the reason of a failure.

use super::entry::{EntryField, edit};
use crate::call::status_code::KNOWN;
use crate::components::{SelectField, scoped_memo};
use crate::i18n::t;
use crate::i18n::text_keys::{USUAL_RESULTS, status_code_label};
use crate::state::WrapUp;
use leptos::prelude::*;

/// The result: the one that was chosen, else the one that the call suggests. A button for each usual one, and a list of
/// all with their codes.
#[component]
pub fn ResultField(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let options = KNOWN.map(|code| (code.to_owned(), status_code_label(code)));
    let options = options.to_vec();
    let value = scoped_memo(move || wrap_up.result().as_str().to_owned());
    let on_change = edit(wrap_up, |form| &mut form.result);
    let usual = USUAL_RESULTS.map(|(code, key)| {
        view! {
            <button
                type="button"
                class="button"
                aria-description=t("wrap-up.result")
                aria-pressed=move || value.with(|value| value == code).to_string()
                on:click=move |_| on_change.run(code.to_owned())
            >
                {t(key)}
            </button>
        }
    });
    view! {
        <div class="result-choice">
            <div class="buttons">{usual}</div>
            <SelectField id="wrap-up-result" label=t("wrap-up.result") options value on_change />
        </div>
    }
}

/// Why the call failed; nothing where it was answered.
#[component]
pub fn ReasonField(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let is_answered = scoped_memo(move || wrap_up.result().is_answered());
    view! {
        <Show when=move || !is_answered.get()>
            <EntryField
                wrap_up
                id="wrap-up-reason"
                label="wrap-up.reason"
                read=|form| &form.reason
                write=|form| &mut form.reason
            />
        </Show>
    }
}
