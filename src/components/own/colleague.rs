//! The colleague for whom a call is registered.

use super::field::{field_id, wrong};
use super::names::person;
use crate::components::ActionButton;
use crate::i18n::{t, tf};
use crate::state::own::{Own, RegistrationField};
use leptos::prelude::*;

/// The chosen colleague, and the button that opens the portal's dialog to choose one.
#[component]
pub(super) fn Colleague(own: Own) -> impl IntoView {
    let form = own.registration;
    let wrong = wrong(form, RegistrationField::Colleague);
    let chosen = move || match form.get(RegistrationField::Colleague).parse() {
        Ok(id) => tf("register.chosen", &[("name", &person(own, id))]),
        Err(_) => t("register.nobody"),
    };
    view! {
        <div class="field" role="group" aria-label=t("register.by-colleague")>
            <p class="own-chosen" aria-live="polite">
                {chosen}
            </p>
            <ActionButton
                label="register.choose"
                on_press=move |()| form.choose_colleague()
                attr:id=field_id(RegistrationField::Colleague)
                attr:aria-describedby="register-colleague-wrong"
            />
            <p class="field-wrong" id="register-colleague-wrong">
                {move || wrong.get()}
            </p>
        </div>
    }
}
