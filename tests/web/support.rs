//! What tests of several topics do on a page.

use super::page::{Page, kept_drafts, until};
use call_card::simulator::LogEntry;
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, Event, EventInit, EventTarget, KeyboardEvent, KeyboardEventInit, StorageEvent, StorageEventInit,
};

/// The requests of one method that the portal got, oldest first.
pub fn sent(page: &Page, method: &str) -> Vec<LogEntry> {
    let mut log = page.portal.rest_log();
    log.retain(|entry| entry.name == method);
    log
}

/// Types into the field of this id, and leaves it: at once where it is there, else as soon as it is.
pub async fn fill(page: &Page, id: &str, text: &str) {
    set(page, id, "value", &text.into(), &["input", "change"]).await;
}

/// Ticks the box of this id, or takes its tick away: at once where it is there, else as soon as it is.
pub async fn tick(page: &Page, id: &str, on: bool) {
    set(page, id, "checked", &on.into(), &["change"]).await;
}

async fn set(page: &Page, id: &str, property: &str, value: &JsValue, events: &[&str]) {
    let selector = format!("[id='{id}']");
    until(
        || page.find(&selector).is_some(),
        || format!("no field {id} in:\n{}", page.text()),
    )
    .await;
    let field = page.find(&selector).unwrap();
    js_sys::Reflect::set(&field, &property.into(), value).unwrap();
    let init = EventInit::new();
    init.set_bubbles(true);
    for event in events {
        let event = Event::new_with_event_init_dict(event, &init).unwrap();
        field.dispatch_event(&event).unwrap();
    }
}

/// What a button of this name copies.
pub async fn copied(page: &Page, name: &str) -> String {
    js_sys::eval(
        "document.execCommand = () => { window.copied = document.activeElement.value; return true; }",
    )
    .unwrap();
    page.press(name).await;
    js_sys::eval("delete document.execCommand; window.copied")
        .unwrap()
        .as_string()
        .unwrap()
}

/// The element that has the keyboard focus.
pub fn active_element() -> Option<Element> {
    web_sys::window().unwrap().document().unwrap().active_element()
}

/// The id of the element that has the keyboard focus; empty where it has none.
pub fn focused() -> String {
    active_element().map(|element| element.id()).unwrap_or_default()
}

/// Presses a key in an element. `with` adds what else is pressed. Returns whether the browser is left to do what it does.
pub fn press_key(target: &EventTarget, key: &str, with: impl FnOnce(&KeyboardEventInit)) -> bool {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    with(&init);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    target.dispatch_event(&event).unwrap()
}

/// Opens the card of a call that can be finished, and waits until its client is known.
pub async fn open_wrap_up() -> Page {
    wrap_up_of(Page::open("wrap-up")).await
}

/// Waits until the client of a call that can be finished is known.
pub async fn wrap_up_of(page: Page) -> Page {
    page.shows("Finish call").await;
    page.shows("Ingrid Olsen").await;
    page.settle().await;
    page
}

/// What stands in the field of this id.
pub fn value(page: &Page, id: &str) -> String {
    let field = page.find(&format!("[id='{id}']")).unwrap();
    let value = js_sys::Reflect::get(&field, &"value".into()).unwrap();
    value.as_string().unwrap()
}

/// Another page of this app stores a text under this key, or removes what is stored there.
pub fn stored_elsewhere(key: &str, text: Option<&str>) {
    let window = web_sys::window().unwrap();
    let storage = window.local_storage().unwrap().unwrap();
    let init = StorageEventInit::new();
    init.set_key(Some(key));
    init.set_old_value(storage.get_item(key).unwrap().as_deref());
    init.set_new_value(text);
    match text {
        Some(text) => storage.set_item(key, text).unwrap(),
        None => storage.remove_item(key).unwrap(),
    }
    let event = StorageEvent::new_with_event_init_dict("storage", &init).unwrap();
    window.dispatch_event(&event).unwrap();
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
