//! Copying a text.

use super::dom::{View, el};
use super::icon::icon;
use crate::i18n::t;

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// A button that copies a text, and says so. `label` and `done` are keys.
pub fn copy_button(label: &str, done: &'static str, text: impl Fn() -> String + 'static) -> View {
    button(label, done, false, Box::new(text))
}

/// A button that shows its icon alone; the label is its name.
pub fn copy_icon(label: &str, done: &'static str, text: impl Fn() -> String + 'static) -> View {
    button(label, done, true, Box::new(text))
}

fn button(label: &str, done: &'static str, quiet: bool, text: Box<dyn Fn() -> String>) -> View {
    let said = RwSignal::new(String::new());
    let label = t(label);
    let mut button = el("button")
        .attr("type", "button")
        .class(if quiet { "button button-icon" } else { "button" })
        .on("click", move |_| {
            let copied = copy(&text()).unwrap_or(false);
            said.set(t(if copied { done } else { "copy.failed" }));
        })
        .on("blur", move |_| said.set(String::new()))
        .child(icon("copy"));
    button = if quiet {
        button.attr("aria-label", &label).attr("title", &label)
    } else {
        button.text(label)
    };
    el("span")
        .class("copy")
        .child(button)
        .child(
            el("span")
                .class("said")
                .attr("aria-live", "polite")
                .text_of(move || said.get()),
        )
        .into()
}

/// Copies a text. In a frame of another origin the clipboard is closed to scripts, but the copy command works on a
/// click. Nothing or `false` where it does not.
fn copy(text: &str) -> Option<bool> {
    let document = document();
    let before = document.active_element();
    let field = document.create_element("textarea").ok()?;
    field.set_class_name("visually-hidden");
    field.set_text_content(Some(text));
    document.body()?.append_child(&field).ok()?;
    let call = |target: &JsValue, name: &str, argument: &str| {
        let function: Function = Reflect::get(target, &name.into()).ok()?.dyn_into().ok()?;
        function.call1(target, &argument.into()).ok()
    };
    call(&field, "select", "");
    let copied = call(&document, "execCommand", "copy");
    field.remove();
    // The agent's place on the page is theirs.
    if let Some(before) = before.and_then(|before| before.dyn_into::<HtmlElement>().ok()) {
        let _ = before.focus();
    }
    Some(copied?.is_truthy())
}
