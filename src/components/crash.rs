//! The crash card: static HTML that the page's own script shows after a panic.
//!
//! A panic message may contain what an agent typed, so only the place in the code is reported.

use crate::state::{set_report, show_crash};
use leptos::prelude::*;
use std::cell::Cell;
use std::panic::PanicHookInfo;

/// The value ends with the part of the page that has set it.
type Report = StoredValue<Box<dyn Fn() -> String>, LocalStorage>;

thread_local! {
    static REPORT: Cell<Option<Report>> = const { Cell::new(None) };
}

/// Makes every panic from now on show the crash card.
pub fn catch_panics() {
    std::panic::set_hook(Box::new(|panic| {
        show(&place(panic));
        // Last, because it may be what is broken.
        let report = REPORT.take();
        if let Some(report) = report.and_then(|report| report.try_with_value(|report| report())) {
            set_report(&report);
        }
    }));
}

/// Sets what *Copy diagnostics* on the crash card adds to the report, as long as the current owner lives.
pub fn report_with(report: impl Fn() -> String + 'static) {
    REPORT.set(Some(StoredValue::new_local(Box::new(report))));
}

/// Shows the crash card, in the agent's language, and logs the place in the code.
fn show(place: &str) {
    web_sys::console::error_1(&format!("An internal error occurred ({place}).").into());
    show_crash(place);
}

fn place(panic: &PanicHookInfo) -> String {
    match panic.location() {
        Some(at) => format!("{}:{}", at.file(), at.line()),
        None => "?".to_owned(),
    }
}
