//! The browser's storage.
//!
//! In a frame of another site, the storage may be separate for each portal, closed or full. Any access may fail.

use super::Subscription;
use super::callback::Callback;
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent};

/// One of the browser's two storages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageArea {
    /// `localStorage`: stays until the browser's data is deleted.
    Local,
    /// `sessionStorage`: is deleted when the tab is closed.
    Session,
}

/// The browser refused the access: its storage is closed or full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

/// The text that is stored under a key; `None` if there is none.
///
/// # Errors
/// [`Refused`] if the storage is closed.
pub fn get(kind: StorageArea, key: &str) -> Result<Option<String>, Refused> {
    storage(kind)?.get_item(key).map_err(|_| Refused)
}

/// Stores a text under a key.
///
/// # Errors
/// [`Refused`] if the storage is closed or full.
pub fn set(kind: StorageArea, key: &str, text: &str) -> Result<(), Refused> {
    storage(kind)?.set_item(key, text).map_err(|_| Refused)
}

/// Removes the text that is stored under a key.
///
/// # Errors
/// [`Refused`] if the storage is closed.
pub fn remove(kind: StorageArea, key: &str) -> Result<(), Refused> {
    storage(kind)?.remove_item(key).map_err(|_| Refused)
}

/// All keys of `localStorage`; none if it is closed.
pub fn keys() -> Vec<String> {
    let mut keys = Vec::new();
    if let Ok(storage) = storage(StorageArea::Local) {
        for at in 0..storage.length().unwrap_or(0) {
            keys.extend(storage.key(at).ok().flatten());
        }
    }
    keys
}

/// Calls `changed` when another page of this app changes the storage, with the key, the former text and the new text.
/// `None` if there is no window.
pub fn on_change(mut changed: impl FnMut(&str, &str, &str) + 'static) -> Option<Subscription> {
    let callback = Callback::new(move |event, _| {
        let event: StorageEvent = event.unchecked_into();
        let [key, old, new] =
            [event.key(), event.old_value(), event.new_value()].map(Option::unwrap_or_default);
        changed(&key, &old, &new);
    });
    Some(Subscription::listen(
        web_sys::window()?.into(),
        "storage",
        callback,
    ))
}

fn storage(kind: StorageArea) -> Result<Storage, Refused> {
    let window = web_sys::window().ok_or(Refused)?;
    let storage = match kind {
        StorageArea::Local => window.local_storage(),
        StorageArea::Session => window.session_storage(),
    };
    storage.ok().flatten().ok_or(Refused)
}
