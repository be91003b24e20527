//! The app's own page.

mod again;
mod calls;
mod choosing;
mod closing;
mod form;
mod install;
mod others;
mod settings;
mod tab;
mod unsaved;

use super::page::{Page, until};
use super::support::{active_element, fill, focused, sent, tick, value};
use call_card::simulator::{Fault, FaultKind, LogEntry, PhpValue, Portal, Scenario, Simulator};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

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
    until(|| sent(&page, "batch").len() >= 2, || page.text()).await;
    page.settle().await;
    page
}

/// Loads the page again: the portal and the browser keep what they have.
async fn loaded_again(page: Page) -> Page {
    let portal = page.portal.clone();
    drop(page);
    portal.load_again();
    let page = Page::again(portal);
    page.shows("Register a call").await;
    page.settle().await;
    page
}

/// Registers a call for the agent with this number.
async fn register(page: &Page, number: &str) {
    let before = sent(page, REGISTER).len();
    fill(page, "register-number", number).await;
    page.press("Register").await;
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
