//! The crash card: static HTML that the page's own script shows, for when nothing else works any more.

use crate::bx24::boot;
use js_sys::Function;
use wasm_bindgen::prelude::*;

/// From now on a panic ends in the crash card.
pub fn catch_panics() {
    std::panic::set_hook(Box::new(|panic| show(&panic.to_string())));
}

/// Shows the crash card and tells the console what happened.
pub fn show(message: &str) {
    web_sys::console::error_1(&message.into());
    if let Ok(crashed) = boot("crashed").dyn_into::<Function>() {
        // If this fails, too, there is nothing left to do.
        let _ = crashed.call1(&JsValue::UNDEFINED, &message.into());
    }
}
