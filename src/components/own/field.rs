//! What the fields of the registration form read and write.

use crate::i18n::t;
use crate::state::own::{Field, Registration};
use leptos::prelude::*;

/// What is in a field.
pub(super) fn value(form: Registration, field: Field) -> Signal<String> {
    Signal::derive(move || form.get(field))
}

/// Puts what was entered into a field.
pub(super) fn entered(form: Registration, field: Field) -> Callback<String> {
    Callback::new(move |text| form.set(field, text))
}

/// The sentence about what is wrong with a field; empty where nothing is.
pub(super) fn wrong(form: Registration, field: Field) -> Signal<String> {
    Signal::derive(move || match form.wrong_with(field) {
        key if key.is_empty() => key,
        key => t(&key),
    })
}
