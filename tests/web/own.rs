//! The app's own page.

mod calls;
mod choosing;
mod closing;
mod form;
mod install;
mod settings;
mod tab;
mod unsaved;

use super::page::{Page, settle, until};
use call_card::simulator::{Fault, FaultKind, LogEntry, PhpValue, Portal, Scenario, Simulator};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::{Event, EventInit};

const REGISTER: &str = "telephony.externalCall.register";

/// Opens the page with nothing kept from before.
async fn own() -> Page {
    own_in(|_| {}).await
}

/// The same in a portal that a test has changed.
async fn own_in(change: impl FnOnce(&mut Portal)) -> Page {
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    storage.clear().unwrap();
    opened(change).await
}

/// Opens the page in a portal that a test has changed, and waits until it knows its lists.
async fn opened(change: impl FnOnce(&mut Portal)) -> Page {
    let portal = Simulator::here(Scenario::named("own-page"));
    portal.change(change);
    let page = Page::with(portal);
    page.shows("Register a call").await;
    until(|| sent(&page, "batch").len() == 1, || page.text()).await;
    settle(&page.portal).await;
    page
}

/// The requests of one method that the portal got, oldest first.
fn sent(page: &Page, method: &str) -> Vec<LogEntry> {
    let log = page.portal.rest_log().into_iter();
    log.filter(|entry| entry.name == method).collect()
}

fn fill(page: &Page, id: &str, text: &str) {
    set(page, id, "value", &text.into(), "input");
}

fn choose(page: &Page, id: &str, value: &str) {
    set(page, id, "value", &value.into(), "change");
}

fn tick(page: &Page, id: &str, on: bool) {
    set(page, id, "checked", &on.into(), "change");
}

fn set(page: &Page, id: &str, property: &str, value: &JsValue, event: &str) {
    let field = page
        .find(&format!("#{id}"))
        .unwrap_or_else(|| panic!("no field {id}"));
    js_sys::Reflect::set(&field, &property.into(), value).unwrap();
    let init = EventInit::new();
    init.set_bubbles(true);
    let event = Event::new_with_event_init_dict(event, &init).unwrap();
    field.dispatch_event(&event).unwrap();
}

fn entered(page: &Page, id: &str) -> String {
    let field = page
        .find(&format!("#{id}"))
        .unwrap_or_else(|| panic!("no field {id}"));
    js_sys::Reflect::get(&field, &"value".into())
        .unwrap()
        .as_string()
        .unwrap()
}

/// Where the keyboard is.
fn focused() -> String {
    let document = web_sys::window().unwrap().document().unwrap();
    document
        .active_element()
        .map(|element| element.id())
        .unwrap_or_default()
}

/// Registers a call for the agent with this number.
async fn register(page: &Page, number: &str) {
    let before = sent(page, REGISTER).len();
    fill(page, "register-number", number);
    page.press("Register");
    until(|| sent(page, REGISTER).len() > before, || page.text()).await;
    page.stops_showing("Registering the call…").await;
}

fn params(entry: &LogEntry) -> Vec<(String, String)> {
    let text = |value: &Value| value.text().unwrap_or_default();
    let params = entry.payload.entries();
    params.map(|(name, value)| (name.clone(), text(value))).collect()
}

/// The app is served from this address.
fn serve_from(address: &str) {
    let page = js_sys::Reflect::get(&js_sys::global(), &"callCard".into()).unwrap();
    js_sys::Reflect::set(&page, &"page".into(), &address.into()).unwrap();
}
