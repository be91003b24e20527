//! The browser's storage.
//!
//! In a frame of another site it may be divided by portal, closed or full, and each access may find that out anew.

use super::Subscription;
use super::answer::get as get_key;
use super::callback::Callback;
pub use super::page::on_window;
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

/// What is stored under a key; nothing where there is none.
///
/// # Errors
/// [`Refused`] where the storage is closed.
pub fn get(kind: StorageArea, key: &str) -> Result<Option<String>, Refused> {
    storage(kind)?.get_item(key).map_err(|_| Refused)
}

/// Stores a text under a key.
///
/// # Errors
/// [`Refused`] where the storage is closed or full.
pub fn set(kind: StorageArea, key: &str, text: &str) -> Result<(), Refused> {
    storage(kind)?.set_item(key, text).map_err(|_| Refused)
}

/// Removes what is stored under a key.
///
/// # Errors
/// [`Refused`] where the storage is closed.
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

/// Calls `changed` when another page of this app changes the storage that stays, with the key, the text before, and the
/// text now. Nothing where there is no window.
pub fn on_change(mut changed: impl FnMut(&str, &str, &str) + 'static) -> Option<Subscription> {
    let callback = Callback::new(move |event, _| {
        let text = |name: &str| get_key(&event, name).as_string().unwrap_or_default();
        changed(&text("key"), &text("oldValue"), &text("newValue"));
    });
    Some(Subscription::listen(
        web_sys::window()?.into(),
        "storage",
        callback,
    ))
}

/// Reads JSON. Null where it is none.
// For the drafts, until they are read by `from_json`.
pub fn parse(text: &str) -> crate::value::Value {
    super::from_json(text).unwrap_or_default()
}

fn storage(kind: StorageArea) -> Result<Storage, Refused> {
    let window = web_sys::window().ok_or(Refused)?;
    let storage = match kind {
        StorageArea::Local => window.local_storage(),
        StorageArea::Session => window.session_storage(),
    };
    storage.ok().flatten().ok_or(Refused)
}
