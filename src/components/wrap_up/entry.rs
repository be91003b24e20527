//! What connects a field with an entry of the form.

use crate::call::WrapUpField;
use crate::components::{TextField, focus, scoped_memo};
use crate::i18n::t;
use crate::i18n::text_keys::field_error_key;
use crate::state::{WrapUp, WrapUpForm};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent};

/// An entry, as it was typed.
pub fn entry(wrap_up: WrapUp, of: fn(&WrapUpForm) -> &String) -> Signal<String> {
    scoped_memo(move || wrap_up.form.with(|form| of(form).clone())).into()
}

/// Changes an entry.
pub fn edit(wrap_up: WrapUp, of: fn(&mut WrapUpForm) -> &mut String) -> Callback<String> {
    Callback::new(move |text| wrap_up.edit(move |form| *of(form) = text))
}

/// What is wrong with the entry in the field of this id; empty where nothing is.
pub fn error_of(wrap_up: WrapUp, id: &'static str) -> Signal<String> {
    scoped_memo(move || {
        wrap_up
            .errors
            .with(|errors| {
                let mut errors = errors.iter();
                let found = errors.find(|(field, _)| field_id(*field) == id);
                found.map(|(_, error)| t(field_error_key(*error)))
            })
            .unwrap_or_default()
    })
    .into()
}

/// Whether a save runs.
pub fn is_running(wrap_up: WrapUp) -> Signal<bool> {
    scoped_memo(move || wrap_up.progress.with(|progress| progress.running)).into()
}

/// Moves the keyboard focus to the first wrong field, where a save was not accepted because of it.
pub fn focus_error(wrap_up: WrapUp, accepted: bool) {
    let first = wrap_up
        .errors
        .with_untracked(|errors| errors.first().map(|(field, _)| *field));
    if let Some(field) = first.filter(|_| !accepted) {
        focus(field_id(field));
    }
}

/// The id of a field on the page.
const fn field_id(field: WrapUpField) -> &'static str {
    match field {
        WrapUpField::ResultCode => "wrap-up-code",
        WrapUpField::Note => "wrap-up-note",
        WrapUpField::NextStepDeadline => "wrap-up-step-at",
        WrapUpField::Duration => "wrap-up-duration",
        WrapUpField::Cost => "wrap-up-cost",
        WrapUpField::RecordAddress => "record-address",
        WrapUpField::RecordFile => "record-file",
    }
}

/// A line of text that is an entry of the form.
#[component]
pub fn EntryField(
    /// The wrap-up.
    wrap_up: WrapUp,
    /// The id of the field, unique on the page.
    id: &'static str,
    /// The text key of the label.
    label: &'static str,
    /// The type of the input.
    #[prop(default = "text")]
    kind: &'static str,
    /// Reads the entry.
    read: fn(&WrapUpForm) -> &String,
    /// The place of the entry.
    write: fn(&mut WrapUpForm) -> &mut String,
    /// What the agent has to know of the entry; empty where that is nothing.
    #[prop(into, default = String::new().into())]
    hint: Signal<String>,
) -> impl IntoView {
    view! {
        <TextField
            id
            label=t(label)
            kind
            value=entry(wrap_up, read)
            on_input=edit(wrap_up, write)
            error=error_of(wrap_up, id)
            hint
        />
    }
}

/// The fields in which something is typed or chosen.
const TEXT_FIELDS: &str = "input:not([type=radio], [type=checkbox], [type=file]), select, textarea";

/// Checks an entry when the agent goes on to another field. What is pressed, as a button that checks all of them, must not
/// move away under the pointer because a message appears above it.
pub fn check_on_leave(wrap_up: WrapUp, field: WrapUpField) -> impl Fn(FocusEvent) + Copy + 'static {
    move |event| {
        let next = event.related_target();
        let next = next.and_then(|next| next.dyn_into::<Element>().ok());
        if next.is_some_and(|next| next.matches(TEXT_FIELDS) == Ok(true)) {
            wrap_up.check_entry(field);
        }
    }
}

/// Whether the call is saved and the save is over. A save that is repeated does not bring the form back.
pub fn is_saved(wrap_up: WrapUp) -> Memo<bool> {
    Memo::new(move |before: Option<&bool>| {
        wrap_up
            .progress
            .with(|progress| progress.is_finished() && (!progress.running || before == Some(&true)))
    })
}
