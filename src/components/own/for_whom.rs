//! For whom a call is registered.

use super::colleague::Colleague;
use super::field::{entered, value, wrong};
use crate::components::{SelectField, TextField};
use crate::i18n::t;
use crate::state::own::{Field, Own};
use leptos::prelude::*;

/// For whom the call is: the agent, a colleague, or whoever has an internal number.
#[component]
pub(super) fn ForWhom(own: Own) -> impl IntoView {
    let form = own.registration;
    let ways = [
        (Field::ME, "register.me"),
        (Field::COLLEAGUE, "register.by-colleague"),
        (Field::INNER, "register.by-inner"),
    ];
    let ways = ways.map(|(way, key)| (way.to_owned(), t(key))).to_vec();
    view! {
        <div class="own-pair">
            <SelectField
                id=Field::Who.id()
                label=t("register.who")
                options=ways
                value=value(form, Field::Who)
                on_change=entered(form, Field::Who)
                error=wrong(form, Field::Who)
            />
            <Show when=move || form.get(Field::Who) == Field::COLLEAGUE>
                <Colleague own />
            </Show>
            <Show when=move || form.get(Field::Who) == Field::INNER>
                <TextField
                    id=Field::Inner.id()
                    label=t("register.inner")
                    code=true
                    value=value(form, Field::Inner)
                    on_input=entered(form, Field::Inner)
                    error=wrong(form, Field::Inner)
                />
            </Show>
        </div>
    }
}
