//! What the fields of the registration form read and write.

use crate::i18n::t;
use crate::i18n::text_keys::field_error_key;
use crate::state::own::{Registration, RegistrationError, RegistrationField};
use leptos::prelude::*;

/// What is in a field.
pub(super) fn value(form: Registration, field: RegistrationField) -> Signal<String> {
    Signal::derive(move || form.get(field))
}

/// Puts what was entered into a field.
pub(super) fn entered(form: Registration, field: RegistrationField) -> Callback<String> {
    Callback::new(move |text| form.set(field, text))
}

/// The sentence about what is wrong with a field; empty where nothing is.
pub(super) fn wrong(form: Registration, field: RegistrationField) -> Signal<String> {
    Signal::derive(move || {
        form.error_of(field)
            .map(|error| t(key(error)))
            .unwrap_or_default()
    })
}

/// The text key of what is wrong.
const fn key(error: RegistrationError) -> &'static str {
    match error {
        RegistrationError::Number(error) => field_error_key(error),
        RegistrationError::InnerMissing => "register.inner-missing",
        RegistrationError::ColleagueMissing => "register.colleague-missing",
        RegistrationError::MeUnknown => "register.me-unknown",
        RegistrationError::NoDialog => "own.no-dialog",
        RegistrationError::Item => "register.item-wrong",
        RegistrationError::Start => "register.start-wrong",
        RegistrationError::StartImpossible => "register.start-impossible",
        RegistrationError::CallList => "register.call-list-wrong",
    }
}

/// The id of a field on the page.
pub(super) const fn field_id(field: RegistrationField) -> &'static str {
    match field {
        RegistrationField::Number => "register-number",
        RegistrationField::Type => "register-type",
        RegistrationField::Line => "register-line",
        RegistrationField::Who => "register-who",
        RegistrationField::Colleague => "register-colleague",
        RegistrationField::Inner => "register-inner",
        RegistrationField::ItemKind => "register-kind",
        RegistrationField::ItemId => "register-item",
        RegistrationField::Start => "register-start",
        RegistrationField::Source => "register-source",
        RegistrationField::CallList => "register-call-list",
        RegistrationField::ExternalId => "register-external-id",
    }
}
