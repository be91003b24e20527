//! The interface between the page's own script (`boot.js`) and the program: the keys of `window.callCard`.
//!
//! | key | set by | value |
//! |---|---|---|
//! | `sdk` | the page | a promise of the state of the SDK's script: `ready`, `none`, `failed` |
//! | `lang` | the page | the portal's code of the current language |
//! | `text` | the page | the texts in that language, by key |
//! | `load` | the page | a function that loads the texts in another language; it returns a promise |
//! | `ownPage` | the page | a function that loads and starts the program of the app's own page (`own.js`) |
//! | `titles` | the page | the title of the tab by language, as JSON text; set only for the app's own page |
//! | `page` | the page | the address of the page |
//! | `crashed` | the page | a function that shows the crash card |
//! | `request` | the page | the request that the page has already sent (`early.js`); the program removes it |
//! | `report`, `draft` | the program | what the crash card shows in addition |

use super::answer::get as get_key;
use super::callback::Callback;
use super::{Subscription, from_json};
use js_sys::{Function, Object, Promise, Reflect};
use std::collections::{BTreeMap, HashMap};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Texts by key.
pub type Texts = HashMap<String, String>;

/// The portal's code of the language that the page has chosen; empty if there is none.
pub fn lang() -> String {
    get("lang").as_string().unwrap_or_default()
}

/// The texts that the page has loaded; empty if it has not loaded any.
pub fn texts() -> Texts {
    read_texts(get("text")).unwrap_or_default()
}

/// Loads the texts of another language. `None` if they cannot be loaded.
pub async fn load_texts(lang: &str) -> Option<Texts> {
    let load: Function = get("load").dyn_into().ok()?;
    let promise = load.call1(&JsValue::UNDEFINED, &lang.into()).ok()?;
    let texts = JsFuture::from(promise.dyn_into::<Promise>().ok()?).await;
    read_texts(texts.ok()?)
}

/// The title of the tab in every available language, by the portal's code of the language; empty if the page has not
/// loaded the titles.
pub fn titles() -> BTreeMap<String, String> {
    let titles = get("titles").as_string();
    titles
        .and_then(|titles| from_json(&titles).ok())
        .unwrap_or_default()
}

/// The address of the page; empty if it is not known.
pub fn address() -> String {
    get("page").as_string().unwrap_or_default()
}

/// The promise of the state of the SDK's script: `ready`, `none` or `failed`.
pub(super) fn sdk_script() -> Option<Promise> {
    get("sdk").dyn_into().ok()
}

/// Opens the app's own page: the page's script loads its program, and shows the crash card if that fails. Does nothing if
/// there is no such script.
pub fn open_own_page() {
    if let Ok(open) = get("ownPage").dyn_into::<Function>() {
        // The script itself reports its errors.
        let _ = open.call0(&JsValue::UNDEFINED);
    }
}

/// Shows the crash card. `place` is the place in the code where the program failed.
pub fn show_crash(place: &str) {
    if let Ok(crashed) = get("crashed").dyn_into::<Function>() {
        // If this fails too, nothing is left to do.
        let _ = crashed.call1(&JsValue::UNDEFINED, &place.into());
    }
}

/// Sets the text that *Copy diagnostics* on the crash card adds to the report.
pub fn set_report(report: &str) {
    set("report", report);
}

/// Sets where the draft is stored, for the crash card: `browser`, `portal` or `page`.
pub fn set_draft_location(location: &str) {
    set("draft", location);
}

/// The value of a key of `window.callCard`; `undefined` if there is none.
fn get(key: &str) -> JsValue {
    get_key(&get_key(&js_sys::global(), "callCard"), key)
}

/// Removes a key of `window.callCard` and returns its value; `undefined` if there is none.
pub(super) fn take(key: &str) -> JsValue {
    let value = get(key);
    if !value.is_undefined() {
        let _ = Reflect::delete_property(
            &get_key(&js_sys::global(), "callCard").unchecked_into::<Object>(),
            &key.into(),
        );
    }
    value
}

/// Sets a key of `window.callCard` to a text, if there is such an object.
fn set(key: &str, text: &str) {
    let own = get_key(&js_sys::global(), "callCard");
    if own.is_object() {
        let _ = Reflect::set(&own, &key.into(), &text.into());
    }
}

/// Calls `handler` for each of these events of the window, as long as the returned values live.
pub fn on_window(events: &[&'static str], handler: impl Fn() + Clone + 'static) -> Vec<Subscription> {
    let mut following = Vec::new();
    for event in events {
        let handler = handler.clone();
        let callback = Callback::new(move |_, _| handler());
        if let Some(window) = web_sys::window() {
            following.push(Subscription::listen(window.into(), event, callback));
        }
    }
    following
}

fn read_texts(texts: JsValue) -> Option<Texts> {
    serde_wasm_bindgen::from_value(texts).ok()
}
