//! The crash card: static HTML that the page's own script shows after a panic.
//!
//! A panic message may contain what an agent typed, so only the place in the code is reported.

use crate::state::{set_report, show_crash};
use std::cell::RefCell;
use std::panic::PanicHookInfo;

type Report = Box<dyn Fn() -> String>;

thread_local! {
    static REPORT: RefCell<Option<Report>> = const { RefCell::new(None) };
}

/// Makes every panic from now on show the crash card.
pub fn catch_panics() {
    std::panic::set_hook(Box::new(|panic| {
        show(&place(panic));
        // Last, because it may be what is broken.
        if let Some(report) = REPORT.take() {
            set_report(&report());
        }
    }));
}

/// Sets what *Copy diagnostics* on the crash card adds to the report.
pub fn report_with(report: impl Fn() -> String + 'static) {
    REPORT.set(Some(Box::new(report)));
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
