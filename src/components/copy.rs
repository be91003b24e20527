//! Copying a text.

use super::Icon;
use crate::i18n::t;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement};

/// A button that copies a text and says so.
#[component]
pub fn CopyButton(
    /// The text key of the label.
    label: &'static str,
    /// The text key of what is said after copying.
    done: &'static str,
    /// Whether only the icon is shown; the label is then the button's name.
    #[prop(optional)]
    icon_only: bool,
    /// The text to copy.
    #[prop(into)]
    text: Callback<(), String>,
) -> impl IntoView {
    let said = RwSignal::new(None);
    let label = t(label);
    view! {
        <span class="copy">
            <button
                type="button"
                class=if icon_only { "button button-icon" } else { "button" }
                aria-label=icon_only.then(|| label.clone())
                title=icon_only.then(|| label.clone())
                on:click=move |_| {
                    let copied = copy(&text.run(())).unwrap_or(false);
                    said.set(Some(if copied { done } else { "copy.failed" }));
                }
                on:blur=move |_| said.set(None)
            >
                <Icon name="copy" />
                {(!icon_only).then(|| label.clone())}
            </button>
            <span class="said" aria-live="polite">
                {move || said.get().map(t)}
            </span>
        </span>
    }
}

/// Copies a text. In a frame of another origin the clipboard API is closed to scripts, but the copy command works on a
/// click. Nothing or `false` where it does not.
fn copy(text: &str) -> Option<bool> {
    let document: HtmlDocument = document().dyn_into().ok()?;
    let focused = document.active_element();
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_class_name("visually-hidden");
    field.set_value(text);
    document.body()?.append_child(&field).ok()?;
    field.select();
    let copied = document.exec_command("copy").ok();
    field.remove();
    // The keyboard focus goes back to where it was.
    if let Some(focused) = focused.and_then(|focused| focused.dyn_into::<HtmlElement>().ok()) {
        let _ = focused.focus();
    }
    copied
}
