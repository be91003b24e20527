//! Where the list of calls is kept over a reload: the browser's storage, which can be missing, closed or full.

use super::call::Call;
use crate::bx24::storage::{self, StorageArea};

/// The name of the list of one agent of one portal.
pub fn key(domain: &str, user: u64) -> String {
    format!("call-card.calls.{domain}.{user}")
}

/// The calls that are kept, whatever can be read of them. Nothing where there is no storage.
pub fn read(key: &str) -> Option<Vec<Call>> {
    let text = storage::get(StorageArea::Local, key).ok()?.unwrap_or_default();
    Some(text.lines().filter_map(Call::parse).collect())
}

/// Keeps these calls instead. Returns whether that worked.
pub fn write<'a>(key: &str, calls: impl Iterator<Item = &'a Call>) -> bool {
    let mut text = String::new();
    for call in calls {
        text.push_str(&call.to_line());
        text.push('\n');
    }
    storage::set(StorageArea::Local, key, &text).is_ok()
}
