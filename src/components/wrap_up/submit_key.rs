//! Saving by keyboard.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// A handler of `keydown`: Ctrl+Enter, or Cmd+Enter, in any field of a form runs its action. A button, a link or a
/// summary has an action of its own.
pub fn on_submit_key(action: Callback<()>) -> impl Fn(KeyboardEvent) + 'static {
    move |event: KeyboardEvent| {
        let is_field = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA"));
        let is_key = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
        // A key that is held down repeats.
        if is_field && is_key && !event.repeat() && !event.default_prevented() {
            event.prevent_default();
            action.run(());
        }
    }
}
