//! Where a page can keep something over its own end: the browser's storage, and the portal's options of the user.
//!
//! In a frame of another site the browser's storage may be parted by portal, closed or full; each access may find that
//! out anew. The portal's options are a second place only: see [`Client::set_user_option`].

use super::callback::Callback;
use super::decode::from_js;
use super::{Client, Subscription};
use crate::value::Value;
use js_sys::{JSON, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Storage;

/// Which of the browser's storages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageArea {
    /// The one that stays.
    Local,
    /// The one that ends with the tab.
    Session,
}

/// The browser refused: its storage is closed, or full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

/// What is stored under a key.
pub fn get(kind: StorageArea, key: &str) -> Result<Option<String>, Refused> {
    storage(kind)?.get_item(key).map_err(|_| Refused)
}

/// Stores a text under a key.
pub fn set(kind: StorageArea, key: &str, text: &str) -> Result<(), Refused> {
    storage(kind)?.set_item(key, text).map_err(|_| Refused)
}

/// Removes what is stored under a key.
pub fn remove(kind: StorageArea, key: &str) -> Result<(), Refused> {
    storage(kind)?.remove_item(key).map_err(|_| Refused)
}

/// All keys of the storage that stays; none where it is closed.
pub fn keys() -> Vec<String> {
    let mut keys = Vec::new();
    if let Ok(storage) = storage(StorageArea::Local) {
        for at in 0..storage.length().unwrap_or(0) {
            keys.extend(storage.key(at).ok().flatten());
        }
    }
    keys
}

/// Hears when another page of this app changes the storage that stays: the key, what stood there before, and what
/// stands there now.
pub fn on_change(mut changed: impl FnMut(&str, &str, &str) + 'static) -> Option<Subscription> {
    let callback = Callback::new(move |event, _| {
        let text = |name: &str| {
            let text = Reflect::get(&event, &name.into()).unwrap_or(JsValue::UNDEFINED);
            text.as_string().unwrap_or_default()
        };
        changed(&text("key"), &text("oldValue"), &text("newValue"));
    });
    Some(Subscription::listen(
        web_sys::window()?.into(),
        "storage",
        callback,
    ))
}

/// Hears any of these events of the window.
pub fn on_window(events: &[&'static str], heard: impl Fn() + Clone + 'static) -> Vec<Subscription> {
    let mut following = Vec::new();
    for event in events {
        let heard = heard.clone();
        let callback = Callback::new(move |_, _| heard());
        if let Some(window) = web_sys::window() {
            following.push(Subscription::listen(window.into(), event, callback));
        }
    }
    following
}

/// Reads JSON. Null where it is none.
pub fn parse(text: &str) -> Value {
    let value = JSON::parse(text).ok().and_then(|value| from_js(value).ok());
    value.unwrap_or_default()
}

impl Client {
    /// An option of this user on the portal, as it was when the portal's page was loaded or as this page has set it
    /// since; empty where there is none.
    pub fn user_option(&self, name: &str) -> String {
        let value = self.sdk.user_option().and_then(|options| options.get(name));
        value.ok().and_then(|value| value.as_string()).unwrap_or_default()
    }

    /// Sets an option of this user on the portal. Answers whether the portal's page was told.
    ///
    /// A user who had no option at all when that page was loaded gets none after the frame alone is loaded again: only
    /// the next load of the portal's page brings them back.
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/options/bx24-user-option-set.html>
    pub fn set_user_option(&self, name: &str, value: &str) -> bool {
        let set = self
            .sdk
            .user_option()
            .and_then(|options| options.set(name, value));
        set.is_ok()
    }
}

fn storage(kind: StorageArea) -> Result<Storage, Refused> {
    let window = web_sys::window().ok_or(Refused)?;
    let storage = match kind {
        StorageArea::Local => window.local_storage(),
        StorageArea::Session => window.session_storage(),
    };
    storage.ok().flatten().ok_or(Refused)
}
