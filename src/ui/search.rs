//! Who an unknown caller may be.

use super::client::{by_id, kind_word};
use super::dom::{El, View, el, list, nothing, when};
use super::form::button;
use super::icon::icon;
use super::trouble::trouble;
use crate::i18n::{t, tf};
use crate::state::{Card, FoundClient};
use leptos::prelude::*;

/// Every candidate for the caller's number. Nobody is picked automatically.
pub fn search(card: Card) -> View {
    let search = card.search;
    el("div")
        .class("search")
        .child(trouble(
            "search.trouble",
            move || search.trouble.get(),
            || false,
            move || search.again(),
        ))
        .also(move |place| content(card, place))
        .into()
}

fn content(card: Card, place: El) -> El {
    let search = card.search;
    let found = move || search.found.get().unwrap_or_default();
    let rows = move || found().iter().map(key).collect();
    let row = move |key: &str| {
        let found = untrack(found).into_iter().find(|found| self::key(found) == key);
        found.map_or_else(nothing, |found| candidate(card, &found))
    };
    place.child(when(
        move || !found().is_empty(),
        move || {
            el("div")
                .child(el("p").text(t("search.found")))
                .child(
                    el("ul")
                        .class("bindings")
                        .attr("aria-label", &t("search.list"))
                        .child(list(rows, row)),
                )
                .into()
        },
    ))
}

fn key(found: &FoundClient) -> String {
    found.candidate.crm_entity.key()
}

fn candidate(card: Card, found: &FoundClient) -> View {
    let item = found.candidate.crm_entity.clone();
    let kind = kind_word(&item.kind);
    let name = if found.candidate.name.is_empty() {
        by_id(&item)
    } else {
        found.candidate.name.clone()
    };
    let mut row = el("li")
        .class("binding")
        .child(icon(item.kind.slug().unwrap_or("item")))
        .child(el("span").class("binding-kind").text(kind));
    row = match card.link(&item) {
        Some(href) => row.child(
            el("a")
                .class("binding-name")
                .attr("href", &href)
                .attr("target", "_blank")
                .attr("rel", "noopener")
                .on("click", move |event| {
                    if card.open_item(&item, || {}) {
                        event.prevent_default();
                    }
                })
                .child(el("bdi").text(&name)),
        ),
        None => row.child(el("span").class("binding-name").text(&name)),
    };
    if let Some(user) = found.responsible.clone() {
        let who = if user.name.is_empty() {
            tf("search.user", &[("id", &user.id.to_string())])
        } else {
            user.name.clone()
        };
        let at_work = found
            .candidate
            .assigned_by
            .as_ref()
            .map(|person| t(person.timeman_status.key()));
        let about = match at_work {
            Some(at_work) => format!("{who} · {at_work}"),
            None => who.clone(),
        };
        row = row.child(
            el("span")
                .class("binding-more")
                .text(tf("search.responsible", &[("name", &about)])),
        );
        let external = move || card.call.with(|call| call.status.is_external());
        row = row.child(when(external, move || {
            let user = user.clone();
            let label = tf("search.show-to", &[("name", &who)]);
            button(
                &label,
                move || card.colleagues.busy.get(),
                move || card.colleagues.show_to(vec![user.clone()]),
            )
            .into()
        }));
    }
    row.into()
}
