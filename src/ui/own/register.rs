//! The form for a call, in the words of the portal's documentation.

use super::found::found;
use super::registered::registered;
use super::{Own, person};
use crate::call::CallType;
use crate::i18n::{t, tf};
use crate::state::own::{Attempt, Choices, Field, Lists, Registration};
use crate::ui::dom::{El, View, el, focus, switch, when};
use crate::ui::form::{button, checkbox, field, hinted, input, select};
use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, KeyboardEvent, MouseEvent};

/// *Register a call*.
pub fn register(own: Own) -> View {
    let form = own.registration;
    let fields = el("form")
        .class("form")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            go(form);
        })
        .on("keydown", only_the_first)
        .child(number(own))
        .child(
            el("div")
                .class("own-pair")
                .child(of(form, Field::Type, "register.type", types(form)))
                .child(choice(form, Field::Line, |lists| &lists.lines, "line")),
        )
        .child(who(own))
        .child(item(form))
        .child(checkbox(
            "register-show",
            "register.show",
            move || form.draft.with(|draft| draft.show),
            move |on| form.tick(|draft| draft.show = on),
        ))
        .child(checkbox(
            "register-create",
            "register.create",
            move || form.draft.with(|draft| draft.crm_create),
            move |on| form.tick(|draft| draft.crm_create = on),
        ))
        .child(more(form))
        .child(
            el("div").class("buttons").child(
                el("button")
                    .class("button button-main")
                    .attr("type", "submit")
                    .attr("id", "register-send")
                    .attr_of("aria-disabled", move || {
                        form.attempt
                            .with(|attempt| *attempt == Attempt::Running)
                            .then(|| "true".to_owned())
                    })
                    .on("click", only_the_first)
                    .text(t("register.button")),
            ),
        );
    el("section")
        .class("part")
        .attr("aria-labelledby", "register-title")
        .child(el("h2").attr("id", "register-title").text(t("register.title")))
        .child(fields)
        .child(registered(own))
        .into()
}

/// Registers the call. After a check that failed, the keyboard goes to the first wrong field.
pub(super) fn go(form: Registration) {
    if let Some(wrong) = form.register(is_half_entered(Field::Start.id())) {
        focus(wrong.id());
    }
}

/// The second click of a double click, and Enter held down, would register another call: the first may be done by then.
fn only_the_first(event: Event) {
    let repeated = match event.dyn_ref::<KeyboardEvent>() {
        Some(pressed) => pressed.repeat() && pressed.key() == "Enter",
        None => event
            .dyn_ref::<MouseEvent>()
            .is_some_and(|click| click.detail() > 1),
    };
    if repeated {
        event.prevent_default();
    }
}

/// Whether a field holds something of which the browser makes no value: half a date looks like none.
fn is_half_entered(id: &str) -> bool {
    let get = |object: &JsValue, key: &str| Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED);
    let Some(field) = document().get_element_by_id(id) else {
        return false;
    };
    let validity = get(&field, "validity");
    validity.is_object() && get(&validity, "badInput").is_truthy()
}

fn of(form: Registration, at: Field, label: &str, control: El) -> El {
    field(at.id(), label, control, move || form.wrong_with(at))
}

fn of_hinted(form: Registration, at: Field, label: &str, control: El, hint: &str) -> El {
    hinted(at.id(), label, control, move || form.wrong_with(at), hint)
}

fn entry(form: Registration, at: Field, kind: &str) -> El {
    input(kind, move || form.get(at), move |text| form.set(at, text))
}

fn options(form: Registration, at: Field, options: Vec<(String, String)>) -> El {
    select(options, move || form.get(at), move |text| form.set(at, text))
}

fn number(own: Own) -> El {
    let form = own.registration;
    let find = move || {
        if !form.find() {
            focus(Field::Number.id());
        }
    };
    let control = entry(form, Field::Number, "tel")
        .attr("dir", "ltr")
        .attr("aria-required", "true");
    el("div")
        .class("own-find")
        .child(of(form, Field::Number, "register.number", control))
        .child(button("register.find", move || form.is_searching(), find))
        .child(found(own))
}

fn types(form: Registration) -> El {
    let words = |kind: CallType| (kind.number().to_string(), t(kind.key()));
    options(form, Field::Type, CallType::ALL.map(words).to_vec())
}

fn who(own: Own) -> El {
    let form = own.registration;
    let ways = [
        (Field::ME, "register.me"),
        (Field::COLLEAGUE, "register.by-colleague"),
        (Field::INNER, "register.by-inner"),
    ];
    let ways = ways.map(|(way, key)| (way.to_owned(), t(key))).to_vec();
    let control = options(form, Field::Who, ways);
    el("div")
        .class("own-pair")
        .child(of(form, Field::Who, "register.who", control))
        .child(switch(
            move || form.get(Field::Who),
            move |way| match way {
                Field::COLLEAGUE => colleague(own),
                Field::INNER => {
                    let control = entry(form, Field::Inner, "text").attr("dir", "ltr");
                    of(form, Field::Inner, "register.inner", control).into()
                }
                _ => el("div").into(),
            },
        ))
}

fn colleague(own: Own) -> View {
    let form = own.registration;
    let chosen = move || form.get(Field::Colleague).parse().ok();
    let wrong = move || form.wrong_with(Field::Colleague);
    el("div")
        .class("field")
        .attr("role", "group")
        .attr("aria-label", &t("register.by-colleague"))
        .child(
            el("p")
                .class("own-chosen")
                .attr("aria-live", "polite")
                .text_of(move || match chosen() {
                    Some(id) => tf("register.chosen", &[("name", &person(own, id))]),
                    None => t("register.nobody"),
                }),
        )
        .child(
            button("register.choose", || false, move || form.choose_colleague())
                .attr("id", Field::Colleague.id())
                .attr("aria-describedby", "register-colleague-wrong"),
        )
        .child(
            el("p")
                .class("field-wrong")
                .attr("id", "register-colleague-wrong")
                .text_of(move || words(&wrong())),
        )
        .into()
}

fn item(form: Registration) -> El {
    let kinds = ["", "CONTACT", "COMPANY", "LEAD"].map(|kind| {
        let words = match kind {
            "" => t("register.no-item"),
            kind => t(&format!("kind.{kind}")),
        };
        (kind.to_owned(), words)
    });
    let kind = options(form, Field::ErrorKind, kinds.to_vec());
    el("div")
        .class("own-pair")
        .child(of(form, Field::ErrorKind, "register.kind", kind))
        .child(when(
            move || !form.get(Field::ErrorKind).is_empty(),
            move || {
                let control = entry(form, Field::Item, "text").attr("inputmode", "numeric");
                of(form, Field::Item, "register.item", control).into()
            },
        ))
}

/// What is rarely needed.
fn more(form: Registration) -> El {
    let start = entry(form, Field::Start, "datetime-local").attr("step", "1");
    let list = entry(form, Field::CallList, "text").attr("inputmode", "numeric");
    let external = entry(form, Field::ExternalId, "text")
        .attr("dir", "ltr")
        .attr("spellcheck", "false");
    el("details")
        .class("more")
        .child(el("summary").text(t("register.more")))
        .child(
            el("div")
                .class("own-pair")
                .child(of(form, Field::Start, "register.start", start))
                .child(choice(form, Field::Source, |lists| &lists.sources, "source")),
        )
        .child(checkbox(
            "register-chat",
            "register.chat",
            move || form.draft.with(|draft| draft.add_to_chat),
            move |on| form.tick(|draft| draft.add_to_chat = on),
        ))
        .child(of(form, Field::CallList, "register.call-list", list))
        .child(
            of_hinted(
                form,
                Field::ExternalId,
                "register.external-id",
                external,
                &t("register.external-id-hint"),
            )
            .child(el("div").class("buttons").child(button(
                "register.renew",
                || false,
                move || {
                    form.renew_external_id();
                },
            ))),
        )
}

/// A list of the portal's to choose from; a field to type into where the portal did not give it, or has nothing in it.
fn choice(form: Registration, at: Field, of_all: fn(&Lists) -> &Choices, name: &'static str) -> View {
    let state = move || {
        form.lists.with(|lists| match of_all(lists) {
            Choices::Loading => "loading",
            Choices::Unknown => "unknown",
            Choices::These(these) if these.is_empty() => "none",
            Choices::These(_) => "these",
        })
    };
    switch(
        move || state().to_owned(),
        move |state| {
            let label = format!("register.{name}");
            let typed = |why: &str| {
                let control = entry(form, at, "text").attr("dir", "ltr");
                of_hinted(form, at, &label, control, &t(&format!("register.{name}-{why}")))
            };
            match state {
                "unknown" | "none" => typed(state),
                _ => {
                    let mut all = vec![(String::new(), t(&format!("register.no-{name}")))];
                    if let Choices::These(these) = form.lists.with_untracked(|lists| of_all(lists).clone()) {
                        all.extend(these);
                    }
                    let control = options(form, at, all);
                    let loading = state == "loading";
                    of(form, at, &label, control)
                        .attr_of("aria-busy", move || loading.then(|| "true".to_owned()))
                }
            }
            .into()
        },
    )
}

fn words(key: &str) -> String {
    if key.is_empty() { String::new() } else { t(key) }
}
