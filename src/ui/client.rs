//! The client: every item the call is bound to.

use super::dom::{View, el, list, nothing, switch, when};
use super::icon::icon;
use super::search::search;
use super::trouble::trouble;
use crate::api::crm::Item;
use crate::call::{Binding, EntityKind};
use crate::i18n::{money, t};
use crate::state::{Card, Name};
use crate::value::{concat, digits, joined};
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::MouseEvent;

/// The client of the call.
pub fn client(card: Card) -> View {
    let items = move || card.call.with(|call| call.status.items());
    let loading = move || !card.call.with(|call| call.bindings_known) && card.trouble.with(Option::is_none);
    let content = move || match (items().is_empty(), loading()) {
        (false, _) => "list".to_owned(),
        (true, false) => "none".to_owned(),
        (true, true) => String::new(),
    };
    let rows = move || items().iter().map(Binding::key).collect();
    let row = move |key: &str| {
        let item = untrack(items).into_iter().find(|item| item.key() == key);
        item.map_or_else(nothing, |item| row(card, item))
    };
    el("section")
        .class("client")
        .attr("aria-labelledby", "client-title")
        .child(el("h2").attr("id", "client-title").text(t("client.title")))
        .child(trouble(
            "trouble.names",
            move || card.names.trouble.get(),
            || false,
            move || card.retry_names(),
        ))
        .child(switch(content, move |content| match content {
            "list" => {
                let name = t("client.bindings");
                el("ul")
                    .class("bindings")
                    .attr("aria-label", &name)
                    .child(list(rows, row))
                    .into()
            }
            "none" => el("p")
                .class("client-none")
                .child(el("strong").text(t("client.none")))
                .child(el("span").text(t("client.none-hint")))
                .into(),
            _ => nothing(),
        }))
        .child(when(
            move || card.call.with(|call| call.bound_to_nobody().is_some()),
            move || search(card),
        ))
        .child(when(loading, || {
            el("p")
                .class("binding binding-loading")
                .attr("aria-busy", "true")
                .children(skeleton(&t("client.loading")))
                .into()
        }))
        .into()
}

/// A grey bar in the place of a text, which a screen reader reads as this one.
fn skeleton(text: &str) -> [View; 2] {
    [
        el("span").class("skeleton").attr("aria-hidden", "true").into(),
        el("span").class("visually-hidden").text(text).into(),
    ]
}

fn row(card: Card, item: Binding) -> View {
    let this = Rc::new(item.clone());
    let name = {
        let this = this.clone();
        move || card.names.of(&this)
    };
    let kind = kind_word(&item.kind);
    let by_id = by_id(&item);
    let refused = RwSignal::new(false);
    let opened = this.clone();
    let open = move |event: web_sys::Event| {
        // With a modifier the browser opens the link as the agent wants it.
        let plain = event
            .dyn_ref::<MouseEvent>()
            .is_none_or(|click| !(click.ctrl_key() || click.meta_key() || click.shift_key()));
        let failed = move || {
            refused.set(true);
        };
        if plain && card.open_item(&opened, failed) {
            event.prevent_default();
        }
    };
    let (title_name, busy_name) = (name.clone(), name.clone());
    let title = switch(
        move || match title_name() {
            Name::Loading => "loading".to_owned(),
            Name::Known(item) => concat(&["=", &item.name]),
            _ => "=".to_owned(),
        },
        move |key| match key.strip_prefix('=') {
            None => el("span").children(skeleton(&by_id)).into(),
            Some("") => el("span").text(by_id.clone()).into(),
            Some(name) => el("bdi").text(name).into(),
        },
    );
    let link = match card.link(&item) {
        Some(href) => el("a")
            .attr("href", &href)
            .attr("target", "_blank")
            .attr("rel", "noopener")
            .on("click", open),
        None => el("span"),
    };
    let is_primary = move || {
        card.call
            .with(|call| call.status.primary.as_ref() == Some(&*this))
    };
    el("li")
        .class("binding")
        .attr_of("aria-busy", move || {
            (busy_name() == Name::Loading).then(|| "true".to_owned())
        })
        .child(icon(kind_icon(&item.kind)))
        .child(el("span").class("binding-kind").text(kind))
        .child(link.class("binding-name").child(title))
        .child(when(is_primary, || {
            el("span").class("badge").text(t("client.primary")).into()
        }))
        .child(el("span").class("binding-more").text_of(move || more(&name())))
        .child(when(
            move || refused.get(),
            || {
                el("span")
                    .class("binding-note")
                    .attr("role", "alert")
                    .text(t("client.open-failed"))
                    .into()
            },
        ))
        .into()
}

impl Card {
    /// What an item is called: its kind and name, or its id until the name is known. Follows it.
    pub fn title(self, item: &Binding) -> String {
        match self.names.of(item) {
            Name::Known(known) if !known.name.is_empty() => {
                concat(&[&kind_word(&item.kind), ": ", &known.name])
            }
            _ => by_id(item),
        }
    }
}

/// What stands under the name.
fn more(name: &Name) -> String {
    match name {
        Name::Loading | Name::Failed => String::new(),
        Name::NoRight => t("client.no-right"),
        Name::Gone => t("client.gone"),
        Name::Known(item) => details(item),
    }
}

fn details(item: &Item) -> String {
    let stage = item.stage.as_ref().unwrap_or(&item.stage_id);
    let amount = item
        .amount
        .as_ref()
        .map(|(amount, currency)| money(*amount, currency))
        .unwrap_or_default();
    let closed = if item.closed {
        t("client.closed")
    } else {
        String::new()
    };
    let parts = [
        item.post.as_str(),
        stage.as_str(),
        amount.as_str(),
        closed.as_str(),
    ];
    joined(parts, " · ")
}

/// An item without a name: its kind and id.
pub fn by_id(item: &Binding) -> String {
    concat(&[&kind_word(&item.kind), " ", &digits(item.id)])
}

/// The kind of an item, in words.
pub fn kind_word(kind: &EntityKind) -> String {
    match kind {
        EntityKind::Other(_) => t("kind.OTHER"),
        known => t(&concat(&["kind.", known.word()])),
    }
}

fn kind_icon(kind: &EntityKind) -> &'static str {
    kind.slug().unwrap_or("item")
}
