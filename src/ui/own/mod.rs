//! The app's own page: its installation, the tab of the call card, a form to register a call, and the calls that were
//! registered here.

mod calls;
mod closing;
mod found;
mod install;
mod register;
mod registered;
mod tab;
mod unsaved;

use super::app::end_waiting;
use super::dom::{View, el, listen_to_window, nothing, switch};
use super::trouble::trouble;
use crate::bx24::boot;
use crate::call::{Binding, EntityKind};
use crate::i18n::{listed, t, tf};
use crate::state::Opened;
use crate::state::own::{Installation, Installed, Own};
use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MouseEvent;

/// The app's own page.
pub fn own_page(page: Opened) -> View {
    end_waiting();
    let Some(installation) = Installation::of(page) else {
        return nothing();
    };
    let stage = move || format!("{:?}", installation.installed.get());
    switch(stage, move |_| match installation.installed.get_untracked() {
        Installed::Asking => waiting(),
        Installed::Yes => Own::of(installation.page).map_or_else(nothing, content),
        Installed::No => install::install(installation.tab),
        Installed::NoAndMayNot => install::may_not_install(),
    })
}

fn waiting() -> View {
    el("article")
        .class("own")
        .attr("aria-busy", "true")
        .child(el("h1").text(t("own.title")))
        .child(
            el("p")
                .class("own-hint")
                .attr("role", "status")
                .text(t("install.checking")),
        )
        .into()
}

/// The app's own page in a program that does not carry it: the page's own script fetches the one that does.
pub fn own_page_elsewhere(_: Opened) -> View {
    if let Ok(fetch) = boot("ownPage").dyn_into::<Function>() {
        // What goes wrong there is said on the crash card.
        let _ = fetch.call0(&JsValue::UNDEFINED);
    }
    nothing()
}

fn content(own: Own) -> View {
    // Another page of this app has changed the list.
    listen_to_window("storage", move |_| {
        own.calls.refresh();
        own.waiting.refresh();
    });
    el("article")
        .class("own")
        .child(el("h1").text(t("own.title")))
        .child(trouble(
            "own.trouble-me",
            move || own.trouble.get(),
            move || own.asking.get(),
            move || own.ask_who(),
        ))
        .child(unsaved::unsaved(own))
        .child(tab::tab(own.tab))
        .child(register::register(own))
        .child(calls::calls(own))
        .into()
}

/// What a CRM item is called as long as its name is not known.
fn item_words(item: &Binding) -> String {
    let kind = match &item.kind {
        EntityKind::Other(_) => t("kind.OTHER"),
        known => t(&format!("kind.{}", known.word())),
    };
    format!("{kind} {}", item.id)
}

/// A link to an item's page. The portal opens it on top of this one, where it can.
fn item_link(own: Own, item: &Binding) -> View {
    let refused = RwSignal::new(false);
    let named = item.clone();
    let name = move || own.name(&named).unwrap_or_else(|| item_words(&named));
    let Some(href) = own.link(item) else {
        return el("bdi").text_of(name).into();
    };
    let item = item.clone();
    let open = move |event: web_sys::Event| {
        // With a modifier the browser opens the link as the agent wants it.
        let plain = event
            .dyn_ref::<MouseEvent>()
            .is_none_or(|click| !(click.ctrl_key() || click.meta_key() || click.shift_key()));
        let failed = move || {
            refused.try_set(true);
        };
        if plain && own.open_item(&item, failed) {
            event.prevent_default();
        }
    };
    let link = el("a")
        .attr("href", &href)
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .on("click", open)
        .child(el("bdi").text_of(name));
    el("span")
        .child(link)
        .child(
            el("span")
                .class("field-wrong")
                .attr("role", "status")
                .text_of(move || {
                    if refused.get() {
                        t("own.open-failed")
                    } else {
                        String::new()
                    }
                }),
        )
        .into()
}

/// Somebody's name, or the id where it is not known. Follows it.
fn person(own: Own, id: u64) -> String {
    match own.people.name(id) {
        name if name.is_empty() => tf("search.user", &[("id", &id.to_string())]),
        name => name,
    }
}

/// The names of people, one after the other. Follows them.
fn persons(own: Own, ids: &[u64]) -> String {
    let names: Vec<String> = ids.iter().map(|id| person(own, *id)).collect();
    listed(names.iter().map(String::as_str))
}
