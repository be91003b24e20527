//! *Register a call*: the form for a call.

use super::choice::{Choice, ChoiceTexts};
use super::field::{entered, field_id, value, wrong};
use super::for_whom::ForWhom;
use super::found::FoundClients;
use super::more::MoreFields;
use super::registered::{OTHER, Registered};
use crate::call::CallType;
use crate::components::{ActionButton, Checkbox, SelectField, TextField, focus};
use crate::i18n::t;
use crate::i18n::text_keys::call_type_key;
use crate::state::own::{Attempt, Own, Registration, RegistrationField};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// The id of *Register*. It gets the keyboard focus when *Try again* disappears.
pub(super) const SEND: &str = "register-send";

/// The form for a call, and what became of registering it.
#[component]
pub(super) fn RegisterForm(
    /// The app's own page.
    own: Own,
) -> impl IntoView {
    let form = own.registration;
    let running = move || form.attempt.with(|attempt| *attempt == Attempt::Running);
    view! {
        <section class="part" aria-labelledby="register-title">
            <h2 id="register-title">{t("register.title")}</h2>
            // The second click of a double click, and Enter held down, would register another call: the first one may
            // be registered by then.
            <form
                class="form"
                novalidate=""
                on:submit=move |event| {
                    event.prevent_default();
                    send(form);
                }
                on:keydown=move |event| {
                    if event.repeat() && event.key() == "Enter" {
                        event.prevent_default();
                    }
                }
            >
                <Number own />
                <div class="own-pair">
                    <Type form />
                    <Choice form field=RegistrationField::Line of=|lists| &lists.lines texts=LINES />
                </div>
                <ForWhom own />
                <Item form />
                <Checkbox
                    id="register-show"
                    label=t("register.show")
                    checked=Signal::derive(move || form.draft.with(|draft| draft.show))
                    on_change=move |on| form.tick(|draft| draft.show = on)
                />
                <Checkbox
                    id="register-create"
                    label=t("register.create")
                    checked=Signal::derive(move || form.draft.with(|draft| draft.crm_create))
                    on_change=move |on| form.tick(|draft| draft.crm_create = on)
                />
                <MoreFields form />
                <div class="buttons">
                    <button
                        class="button button-main"
                        type="submit"
                        id=SEND
                        aria-disabled=move || running().then_some("true")
                        on:click=|event| {
                            if event.detail() > 1 {
                                event.prevent_default();
                            }
                        }
                    >
                        {t("register.button")}
                    </button>
                </div>
            </form>
            <Registered own />
        </section>
    }
}

const LINES: ChoiceTexts = ChoiceTexts {
    label: "register.line",
    none_chosen: "register.no-line",
    unknown: "register.line-unknown",
    empty: "register.line-none",
};

/// Registers the call. Where an entry is wrong, the first such field gets the keyboard focus; where the agent must decide
/// first, what there is to decide.
pub(super) fn send(form: Registration) {
    if let Some(wrong) = form.register(is_half_entered(field_id(RegistrationField::Start))) {
        focus(field_id(wrong));
    } else if form.is_other() {
        focus(OTHER);
    }
}

/// Whether an optional field holds something that is no value for the browser: an incomplete date reads as empty.
fn is_half_entered(id: &str) -> bool {
    document()
        .get_element_by_id(id)
        .and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|field| field.value().is_empty() && !field.check_validity())
}

/// The client's number, and who in CRM has it.
#[component]
fn Number(own: Own) -> impl IntoView {
    let form = own.registration;
    let find = move |()| {
        if !form.find() {
            focus(field_id(RegistrationField::Number));
        }
    };
    view! {
        <div class="own-find">
            <TextField
                id=field_id(RegistrationField::Number)
                label=t("register.number")
                kind="tel"
                code=true
                required=true
                value=value(form, RegistrationField::Number)
                on_input=entered(form, RegistrationField::Number)
                error=wrong(form, RegistrationField::Number)
            />
            <ActionButton
                label="register.find"
                busy=Signal::derive(move || form.is_searching())
                on_press=find
            />
            <FoundClients own />
        </div>
    }
}

/// What kind of call it is.
#[component]
fn Type(form: Registration) -> impl IntoView {
    let types = CallType::ALL
        .map(|kind| (kind.number().to_string(), t(call_type_key(kind))))
        .to_vec();
    view! {
        <SelectField
            id=field_id(RegistrationField::Type)
            label=t("register.type")
            options=types
            value=value(form, RegistrationField::Type)
            on_change=entered(form, RegistrationField::Type)
            error=wrong(form, RegistrationField::Type)
        />
    }
}

/// The CRM item of the call.
#[component]
fn Item(form: Registration) -> impl IntoView {
    let kinds = [
        ("", "register.no-item"),
        ("CONTACT", "kind.CONTACT"),
        ("COMPANY", "kind.COMPANY"),
        ("LEAD", "kind.LEAD"),
    ];
    let kinds = kinds.map(|(kind, key)| (kind.to_owned(), t(key))).to_vec();
    view! {
        <div class="own-pair">
            <SelectField
                id=field_id(RegistrationField::ItemKind)
                label=t("register.kind")
                options=kinds
                value=value(form, RegistrationField::ItemKind)
                on_change=entered(form, RegistrationField::ItemKind)
                error=wrong(form, RegistrationField::ItemKind)
            />
            <Show when=move || !form.get(RegistrationField::ItemKind).is_empty()>
                <TextField
                    id=field_id(RegistrationField::ItemId)
                    label=t("register.item")
                    input_mode="numeric"
                    value=value(form, RegistrationField::ItemId)
                    on_input=entered(form, RegistrationField::ItemId)
                    error=wrong(form, RegistrationField::ItemId)
                />
            </Show>
        </div>
    }
}
