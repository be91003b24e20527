//! The page as a whole.

use super::client::client;
use super::colleagues::colleagues;
use super::copy::copy_button;
use super::crash;
use super::dom::{View, el, listen_to_window, nothing, switch};
use super::earlier::earlier;
use super::header::header;
use super::keys::keys;
use super::page::{other_placement, outside};
use super::trouble::trouble;
use super::wrap_up::wrap_up;
use crate::bx24::Limits;
use crate::i18n;
use crate::state::{self, Card, Opened, Stage};
use crate::value::concat;
use leptos::mount::{UnmountHandle, mount_to_renderer};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Shows the app in the page's `#app`, for as long as the page lives. `own_page` shows the app's own page: the program
/// of the card does not carry it.
pub fn mount(own_page: fn(Opened) -> View) {
    i18n::install_from_page();
    let root = document()
        .get_element_by_id("app")
        .and_then(|root| root.dyn_into().ok());
    if let Some(root) = root.or_else(|| document().body()) {
        mount_to(root, Limits::default(), own_page).forget();
    }
}

/// Shows the app in an element until the handle is dropped.
pub fn mount_to(
    root: HtmlElement,
    limits: Limits,
    own_page: fn(Opened) -> View,
) -> UnmountHandle<impl Mountable> {
    mount_to_renderer(&root, move || app(limits, own_page))
}

fn app(limits: Limits, own_page: fn(Opened) -> View) -> View {
    let (stage, lang) = state::start(limits);
    let page = move |_: &str| {
        let stage = stage.get_untracked();
        if !matches!(stage, Stage::Starting | Stage::OwnPage(_)) {
            end_waiting();
        }
        match stage {
            Stage::Starting => nothing(),
            Stage::Card(card) => call_card(card),
            Stage::OwnPage(page) => own_page(page),
            Stage::OtherPlacement(name) => other_placement(&name),
            Stage::Outside => outside(),
            Stage::Failed(error) => {
                let trouble = trouble("trouble.start", move || Some(error.clone()), || false, reload);
                el("div").class("card").child(trouble).into()
            }
        }
    };
    switch(move || concat(&[&lang.get(), " ", &stage.with(Stage::key)]), page)
}

fn call_card(card: Card) -> View {
    for event in ["focus", "visibilitychange"] {
        listen_to_window(event, move |_| card.look_again());
    }
    let status = trouble(
        "trouble.status",
        move || card.trouble.get(),
        move || card.asking.get(),
        move || card.retry(),
    );
    crash::report_with(move || card.diagnostics());
    el("div")
        .class("card")
        .child(header(card))
        .child(status)
        .child(client(card))
        .child(colleagues(card))
        .child(wrap_up(card))
        .child(earlier(card))
        .child(
            el("footer")
                .class("card-foot")
                .child(copy_button("diagnostics.copy", "diagnostics.copied", move || {
                    card.diagnostics()
                }))
                .child(keys()),
        )
        .into()
}

/// The page comes with a skeleton of the card; it goes when there is something to say.
pub fn end_waiting() {
    if let Some(skeleton) = document().get_element_by_id("skeleton") {
        skeleton.remove();
    }
}

/// The portal posts the same data again.
fn reload() {
    let _ = window().location().reload();
}
