//! For whom a call is registered.

use super::colleague::Colleague;
use super::field::{entered, field_id, value, wrong};
use crate::components::{SelectField, TextField};
use crate::i18n::t;
use crate::state::own::{Own, RegistrationField};
use leptos::prelude::*;

/// For whom the call is: the agent, a colleague, or whoever has an internal number.
#[component]
pub(super) fn ForWhom(own: Own) -> impl IntoView {
    let form = own.registration;
    let ways = [
        (RegistrationField::ME, "register.me"),
        (RegistrationField::COLLEAGUE, "register.by-colleague"),
        (RegistrationField::INNER, "register.by-inner"),
    ];
    let ways = ways.map(|(way, key)| (way.to_owned(), t(key))).to_vec();
    view! {
        <div class="own-pair">
            <SelectField
                id=field_id(RegistrationField::Who)
                label=t("register.who")
                options=ways
                value=value(form, RegistrationField::Who)
                on_change=entered(form, RegistrationField::Who)
                error=wrong(form, RegistrationField::Who)
            />
            <Show when=move || form.get(RegistrationField::Who) == RegistrationField::COLLEAGUE>
                <Colleague own />
            </Show>
            <Show when=move || form.get(RegistrationField::Who) == RegistrationField::INNER>
                <TextField
                    id=field_id(RegistrationField::Inner)
                    label=t("register.inner")
                    code=true
                    value=value(form, RegistrationField::Inner)
                    on_input=entered(form, RegistrationField::Inner)
                    error=wrong(form, RegistrationField::Inner)
                />
            </Show>
        </div>
    }
}
