//! The result of the call, and the reason of a failure.

use super::entry::{EntryField, edit};
use crate::call::status_code::KNOWN;
use crate::components::SelectField;
use crate::i18n::t;
use crate::state::WrapUp;
use leptos::prelude::*;

/// The result: the one that was chosen, else the one that the call suggests.
#[component]
pub fn ResultField(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let options: Vec<_> = KNOWN
        .iter()
        .map(|code| {
            let words = t(&format!("outcome.{code}"));
            ((*code).to_owned(), format!("{words} ({code})"))
        })
        .collect();
    view! {
        <SelectField
            id="wrap-up-result"
            label=t("wrap-up.result")
            options
            value=Memo::new(move |_| wrap_up.result().as_str().to_owned())
            on_change=edit(wrap_up, |form| &mut form.result)
        />
    }
}

/// Why the call failed; nothing where it was answered.
#[component]
pub fn ReasonField(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    view! {
        <Show when=move || !wrap_up.result().is_answered()>
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
