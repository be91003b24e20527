//! Who in CRM has the number that was entered. Nobody is picked automatically.

use super::{Own, item_words, person};
use crate::i18n::{t, tf};
use crate::state::FoundClient;
use crate::ui::dom::{View, el, list, nothing, switch};
use crate::ui::form::button;
use crate::ui::icon::icon;
use crate::ui::trouble::trouble;
use leptos::prelude::*;

/// What was found, once it was asked for.
pub fn found(own: Own) -> View {
    let form = own.registration;
    let search = form.search;
    let all = move || search.found.get().unwrap_or_default();
    let state = move || match search.found.with(|found| found.as_ref().map(Vec::is_empty)) {
        _ if !form.is_searched() => "",
        Some(true) => "nobody",
        Some(false) => "some",
        None if form.is_searching() => "searching",
        None => "",
    };
    let taken = RwSignal::new(String::new());
    let rows = move || all().iter().map(key).collect();
    let row = move |key: &str| {
        let found = untrack(all).into_iter().find(|found| self::key(found) == key);
        found.map_or_else(nothing, |found| candidate(own, found, taken))
    };
    el("div")
        .class("own-found")
        .child(trouble(
            "search.trouble",
            move || search.trouble.get().filter(|_| form.is_searched()),
            || false,
            move || {
                form.find();
            },
        ))
        .child(
            el("div")
                .attr("role", "status")
                .child(switch(
                    move || state().to_owned(),
                    move |state| {
                        taken.set(String::new());
                        let key = match state {
                            "" => return nothing(),
                            "searching" => "register.searching",
                            "nobody" => "register.found-nobody",
                            _ => "register.found",
                        };
                        el("p").class("own-hint").text(t(key)).into()
                    },
                ))
                .child(el("p").class("good").text_of(move || taken.get())),
        )
        .child(switch(
            move || (state() == "some").to_string(),
            move |some| match some {
                "true" => el("ul")
                    .class("own-list")
                    .attr("aria-label", &t("search.list"))
                    .child(list(rows, row))
                    .into(),
                _ => nothing(),
            },
        ))
        .into()
}

fn key(found: &FoundClient) -> String {
    found.candidate.crm_entity.key()
}

fn candidate(own: Own, found: FoundClient, taken: RwSignal<String>) -> View {
    let item = &found.candidate.crm_entity;
    let by_id = item_words(item);
    let name = match &found.candidate.name {
        name if name.is_empty() => by_id.clone(),
        name => name.clone(),
    };
    let responsible = found.responsible.as_ref().map(|user| match &user.name {
        name if name.is_empty() => person(own, user.id),
        name => name.clone(),
    });
    let about = responsible.clone().map(|who| {
        let at_work = found.candidate.assigned_by.as_ref();
        let about = match at_work.map(|person| t(person.timeman_status.key())) {
            Some(at_work) => format!("{who} · {at_work}"),
            None => who,
        };
        tf("search.responsible", &[("name", &about)])
    });
    let slug = item.kind.slug().unwrap_or("item");
    let label = tf("register.use-this", &[("name", &name)]);
    let take = move || {
        own.registration.take(&found);
        taken.set(match &responsible {
            Some(who) => tf("register.taken-for", &[("item", &by_id), ("name", who)]),
            None => tf("register.taken", &[("item", &by_id)]),
        });
    };
    let kind = item_kind(slug);
    el("li")
        .class("own-candidate")
        .child(icon(slug))
        .child(
            el("div")
                .child(el("p").class("own-hint").text(kind))
                .child(el("p").child(el("bdi").text(&name)))
                .child(el("p").class("own-hint").text(about.unwrap_or_default())),
        )
        .child(button("register.use", || false, take).attr("aria-label", &label))
        .into()
}

fn item_kind(slug: &str) -> String {
    match slug {
        "contact" => t("kind.CONTACT"),
        "company" => t("kind.COMPANY"),
        "lead" => t("kind.LEAD"),
        _ => t("kind.OTHER"),
    }
}
