//! The crash card: static HTML that the page's own script shows, for when nothing else works any more.

use crate::bx24::boot;
use js_sys::Function;
use wasm_bindgen::prelude::*;

/// Shows the crash card and tells the console what happened.
pub fn show(message: &str) {
    web_sys::console::error_1(&message.into());
    if let Ok(crashed) = boot("crashed").dyn_into::<Function>() {
        // If this fails, too, there is nothing left to do.
        let _ = crashed.call1(&JsValue::UNDEFINED, &message.into());
    }
}
