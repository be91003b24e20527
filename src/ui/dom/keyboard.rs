//! Where the keyboard is, and where it goes.

use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::Node;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Puts the keyboard into a field, where there is one of this id. What hides it is opened.
pub fn focus(id: &str) {
    if let Some(field) = field(id) {
        enter(&field);
    }
}

/// Whether the keyboard is in the field of this id.
pub fn has_focus(id: &str) -> bool {
    document().active_element().is_some_and(|at| at.id() == id)
}

/// What has the keyboard: nothing where that is in the portal around the page.
pub(super) fn keyboard() -> Option<Element> {
    let document = document();
    let at = document.active_element()?;
    (document.has_focus() == Ok(true) && at.tag_name() != "BODY").then_some(at)
}

/// What had the keyboard is gone: it goes on from what was made in its place, by the same id, or else from the part of
/// the page that it was in.
pub(super) fn catch_keyboard(held: &Element, near: &Node) {
    let part = || {
        let parent: Element = Rndr::get_parent(near)?.dyn_into().ok()?;
        let part = parent.closest("section, main").ok()??;
        let _ = part.set_attribute("tabindex", "-1");
        part.dyn_into().ok()
    };
    if let Some(next) = field(&held.id()).or_else(part) {
        enter(&next);
    }
}

fn field(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn enter(field: &HtmlElement) {
    if let Ok(Some(details)) = field.closest("details") {
        let _ = details.set_attribute("open", "");
    }
    let _ = field.focus();
}
