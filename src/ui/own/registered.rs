//! What became of a registration.

use super::register::go;
use super::{Own, item_link};
use crate::api::Refusal;
use crate::call::Binding;
use crate::i18n::{moment, t, tf};
use crate::state::own::{Attempt, Done};
use crate::ui::copy::copy_icon;
use crate::ui::dom::{El, View, el, focus, nothing, switch};
use crate::ui::form::button;
use crate::ui::trouble::reason;
use leptos::prelude::*;

/// The answer, or why there is none and what to do.
pub fn registered(own: Own) -> View {
    let attempt = own.registration.attempt;
    let state = move || {
        attempt.with(|attempt| match attempt {
            Attempt::None => String::new(),
            Attempt::Running => "running".to_owned(),
            Attempt::Done(done) => format!("done {}", done.registered.call_id),
            Attempt::Failed(error) => format!("failed {error}"),
        })
    };
    let answer = move |_: &str| match attempt.get_untracked() {
        Attempt::Running => el("p").class("own-hint").text(t("register.running")).into(),
        Attempt::Done(done) => answer(own, &done),
        _ => nothing(),
    };
    let failure = move |_: &str| match attempt.get_untracked() {
        Attempt::Failed(error) => {
            let uncertain = error.is_uncertain();
            let what = t(if uncertain {
                "register.uncertain"
            } else {
                "register.failed"
            });
            let again = uncertain || Refusal::of(&error).may_pass();
            let trouble = el("div")
                .class("trouble")
                .attr("role", "alert")
                .child(el("p").text(format!("{} {what}", reason(&error))));
            let retry = || {
                button(
                    "trouble.retry",
                    || false,
                    move || {
                        // This button goes.
                        focus("register-send");
                        go(own.registration);
                    },
                )
            };
            if again { trouble.child(retry()) } else { trouble }.into()
        }
        _ => nothing(),
    };
    el("div")
        .class("result")
        .child(
            el("div")
                .class("own-answer")
                .attr("role", "status")
                .child(switch(state, answer)),
        )
        .child(switch(state, failure))
        .into()
}

fn answer(own: Own, done: &Done) -> View {
    let call = &done.registered;
    let said = match done.known_since {
        None => el("p").class("good").text(t("register.done")),
        Some(at) => el("p").text(tf("register.known", &[("time", &moment(at))])),
    };
    let created = match call.crm_created_entities.as_slice() {
        // An older portal names the lead alone.
        [] => call
            .crm_created_lead
            .map(|id| Binding::new(crate::call::EntityKind::Lead, id))
            .into_iter()
            .collect(),
        items => items.to_vec(),
    };
    let id = call.call_id.clone();
    let mut facts = el("dl").class("own-facts").child(fact(
        "register.call-id",
        el("dd")
            .child(el("bdi").attr("dir", "ltr").text(&id))
            .child(copy_icon("register.copy", "register.copied", move || id.clone())),
    ));
    facts = facts.child(fact(
        "register.created",
        match created.as_slice() {
            [] => el("dd").text(t("register.created-nothing")),
            items => items
                .iter()
                .fold(el("dd"), |dd, item| dd.child(item_link(own, item))),
        },
    ));
    facts = facts.child(fact(
        "register.primary",
        match &call.crm_entity {
            None => el("dd").text(t("register.primary-none")),
            Some(item) => el("dd").child(item_link(own, item)),
        },
    ));
    let all = el("div").child(said).child(facts);
    match &call.lead_creation_error {
        None => all,
        Some(error) => all.child(el("p").class("own-warning").text(tf(
            "register.lead-failed",
            &[("reason", crate::api::decode_entities(error).trim())],
        ))),
    }
    .into()
}

fn fact(key: &str, value: El) -> View {
    el("div").child(el("dt").text(t(key))).child(value).into()
}
