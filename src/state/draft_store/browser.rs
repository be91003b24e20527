//! The texts in the browser's storage.

use super::Stored;
use crate::bx24::storage::{self, StorageArea};
use crate::bx24::to_json;

/// What the keys of texts end with that this version cannot read, once the call has a newer draft.
pub(super) const ASIDE: &str = " aside";

/// Makes room for a draft of this version, without a text that only another version can read.
pub(super) fn put_aside(key: &str) {
    let mut aside = format!("{key}{ASIDE}");
    while !read(&aside).is_empty() {
        aside.push_str(ASIDE);
    }
    rename(key, &aside);
}

/// Moves a text to another key, and merges it with the draft that is there.
pub(super) fn rename(from: &str, to: &str) {
    let text = read(from);
    if text.is_empty() {
        return;
    }
    let merged = match (Stored::parse(&text), Stored::parse(&read(to))) {
        (Stored::Draft(one), Stored::Draft(mut other)) => {
            other.merge(&one);
            to_json(&*other)
        }
        _ => None,
    };
    let _ = storage::remove(StorageArea::Local, from);
    if storage::set(StorageArea::Local, to, merged.as_ref().unwrap_or(&text)).is_err() {
        let _ = storage::set(StorageArea::Local, from, &text);
    }
}

/// What the browser's storage holds under a key; empty where there is nothing, or it is closed.
pub(super) fn read(key: &str) -> String {
    let text = storage::get(StorageArea::Local, key);
    text.ok().flatten().unwrap_or_default()
}
