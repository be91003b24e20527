//! The crash card: static HTML that the page's own script shows, for when nothing else works any more.
//!
//! What a panic says may hold what an agent typed, so nobody is told but the place in the code.

use crate::bx24::{boot, tell_boot};
use js_sys::Function;
use std::cell::RefCell;
use std::panic::PanicHookInfo;
use wasm_bindgen::prelude::*;

type Report = Box<dyn Fn() -> String>;

thread_local! {
    static REPORT: RefCell<Option<Report>> = const { RefCell::new(None) };
}

/// From now on a panic ends in the crash card.
pub fn catch_panics() {
    std::panic::set_hook(Box::new(|panic| {
        show(&place(panic));
        // Last: this may be what is broken.
        if let Some(report) = REPORT.take() {
            tell_boot("report", &report());
        }
    }));
}

/// What *Copy diagnostics* on the crash card copies besides.
pub fn report_with(report: impl Fn() -> String + 'static) {
    REPORT.set(Some(Box::new(report)));
}

/// Shows the crash card and tells the console where it happened. The page says it in the agent's language.
fn show(place: &str) {
    web_sys::console::error_1(&format!("Something went wrong inside ({place}).").into());
    if let Ok(crashed) = boot("crashed").dyn_into::<Function>() {
        // If this fails, too, there is nothing left to do.
        let _ = crashed.call1(&JsValue::UNDEFINED, &place.into());
    }
}

fn place(panic: &PanicHookInfo) -> String {
    match panic.location() {
        Some(at) => format!("{}:{}", at.file(), at.line()),
        None => "?".to_owned(),
    }
}
