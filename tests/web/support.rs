//! What tests of several topics do on a page.

use super::page::{Page, kept_drafts};
use call_card::simulator::LogEntry;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventInit};

/// The requests of one method that the portal got, oldest first.
pub fn sent(page: &Page, method: &str) -> Vec<LogEntry> {
    let mut log = page.portal.rest_log();
    log.retain(|entry| entry.name == method);
    log
}

/// Types into the field of this id, and leaves it.
pub fn fill(page: &Page, id: &str, text: &str) {
    let field = page
        .find(&format!("[id='{id}']"))
        .unwrap_or_else(|| panic!("no field {id}"));
    js_sys::Reflect::set(&field, &"value".into(), &text.into()).unwrap();
    let init = EventInit::new();
    init.set_bubbles(true);
    for event in ["input", "change"] {
        let event = Event::new_with_event_init_dict(event, &init).unwrap();
        field.dispatch_event(&event).unwrap();
    }
}

/// What stands in the field of this id.
pub fn value(page: &Page, id: &str) -> String {
    let field = page.find(&format!("[id='{id}']")).unwrap();
    let value = js_sys::Reflect::get(&field, &"value".into()).unwrap();
    value.as_string().unwrap()
}

/// All that the app keeps of unsaved wrap-ups in this browser, as one text.
pub fn kept_text() -> String {
    kept_drafts().into_iter().map(|(_, text)| text).collect()
}

/// Makes it later by the clock of the computer for as long as it lives.
pub struct Later(js_sys::Function);

impl Later {
    /// By so many milliseconds.
    pub fn by(ms: f64) -> Self {
        let shift = js_sys::Function::new_with_args(
            "ms",
            "const real = Date.now; Date.now = () => real.call(Date) + ms; return () => { Date.now = real; };",
        );
        Self(shift.call1(&JsValue::NULL, &ms.into()).unwrap().unchecked_into())
    }
}

impl Drop for Later {
    fn drop(&mut self) {
        self.0.call0(&JsValue::NULL).unwrap();
    }
}
