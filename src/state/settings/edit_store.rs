//! The changes of a list that are not saved yet, kept in the browser until its tab is closed.

use crate::bx24::storage::{self, StorageArea};
use crate::bx24::{from_json, to_json};
use crate::call::SettingList;
use serde::{Deserialize, Serialize};

/// A list that was changed, and what it was before.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredEdit {
    /// What the portal had when the changes began.
    pub base: SettingList,
    /// The list as it was typed.
    pub edited: SettingList,
}

/// What was kept under a key; nothing where there is nothing.
pub(super) fn read(key: &str) -> Option<StoredEdit> {
    from_json(&storage::get(StorageArea::Session, key).ok()??).ok()
}

/// Keeps the changes, or forgets them where there are none. Where the storage is closed they are only in the page.
pub(super) fn write(key: &str, edit: Option<&StoredEdit>) {
    let _ = match edit.and_then(to_json) {
        Some(text) => storage::set(StorageArea::Session, key, &text),
        None => storage::remove(StorageArea::Session, key),
    };
}
