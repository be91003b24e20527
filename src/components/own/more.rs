//! The fields of the registration form that are rarely needed.

use super::choice::{Choice, ChoiceTexts};
use super::field::{entered, field_id, value, wrong};
use crate::components::{ActionButton, Checkbox, TextField};
use crate::i18n::t;
use crate::state::own::{Registration, RegistrationField};
use leptos::prelude::*;

const SOURCES: ChoiceTexts = ChoiceTexts {
    label: "register.source",
    none_chosen: "register.no-source",
    unknown: "register.source-unknown",
    empty: "register.source-none",
};

/// The rarely needed fields, folded.
#[component]
pub(super) fn MoreFields(form: Registration) -> impl IntoView {
    view! {
        <details class="more">
            <summary>{t("register.more")}</summary>
            <div class="own-pair">
                <TextField
                    id=field_id(RegistrationField::Start)
                    label=t("register.start")
                    kind="datetime-local"
                    step="1"
                    value=value(form, RegistrationField::Start)
                    on_input=entered(form, RegistrationField::Start)
                    error=wrong(form, RegistrationField::Start)
                />
                <Choice form field=RegistrationField::Source of=|lists| &lists.sources texts=SOURCES />
            </div>
            <Checkbox
                id="register-chat"
                label=t("register.chat")
                checked=Signal::derive(move || form.draft.with(|draft| draft.add_to_chat))
                on_change=move |on| form.tick(|draft| draft.add_to_chat = on)
            />
            <TextField
                id=field_id(RegistrationField::CallList)
                label=t("register.call-list")
                input_mode="numeric"
                value=value(form, RegistrationField::CallList)
                on_input=entered(form, RegistrationField::CallList)
                error=wrong(form, RegistrationField::CallList)
            />
            <TextField
                id=field_id(RegistrationField::ExternalId)
                label=t("register.external-id")
                code=true
                hint=t("register.external-id-hint")
                value=value(form, RegistrationField::ExternalId)
                on_input=entered(form, RegistrationField::ExternalId)
                error=wrong(form, RegistrationField::ExternalId)
            />
            <div class="buttons">
                <ActionButton label="register.renew" on_press=move |()| form.renew_external_id() />
            </div>
        </details>
    }
}
