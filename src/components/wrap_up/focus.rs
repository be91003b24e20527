//! The keyboard focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Moves the keyboard focus to the element of this id, and opens the `<details>` around it. Nothing happens where there
/// is no such element.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        if let Ok(Some(details)) = element.closest("details") {
            let _ = details.set_attribute("open", "");
        }
        enter(element);
    }
}

/// Whether the element of this id has the keyboard focus.
pub fn has_focus(id: &str) -> bool {
    document()
        .active_element()
        .is_some_and(|active| active.id() == id)
}

/// A directive for what may disappear while it has the keyboard focus (`use:keep_focus`): the focus then moves to the
/// nearest row or section around it. Without it the browser would start again at the top of the page.
pub fn keep_focus(element: Element) {
    let element = StoredValue::new_local(element);
    // Runs before the element is removed from the page.
    on_cleanup(move || {
        let Some(element) = element.try_get_value() else {
            return;
        };
        let document = document();
        // Where the focus is in the portal around this page, it stays there.
        let focused =
            document.has_focus() == Ok(true) && element.contains(document.active_element().as_deref());
        let around = element.parent_element();
        if let Some(Ok(Some(part))) = around
            .filter(|_| focused)
            .map(|around| around.closest("[tabindex='-1'], section, main"))
        {
            let _ = part.set_attribute("tabindex", "-1");
            enter(part);
        }
    });
}

fn enter(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let _ = element.focus();
    }
}
