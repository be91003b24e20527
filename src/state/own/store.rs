//! Where the list of calls is stored over a reload: the browser's storage, which can be missing, closed or full.

use crate::api::php::List;
use crate::bx24::storage::{self, StorageArea};
use crate::bx24::{from_json, to_json};
use crate::call::RegisteredCall;

/// The key of the list of one agent of one portal.
pub fn key(domain: &str, user: u64) -> String {
    format!("call-card.calls.{domain}.{user}")
}

/// The calls that are stored, whatever can be read of them. Nothing where there is no storage.
pub fn read(key: &str) -> Option<Vec<RegisteredCall>> {
    let text = storage::get(StorageArea::Local, key).ok()?.unwrap_or_default();
    Some(match from_json::<List<RegisteredCall>>(&text) {
        Ok(calls) => calls.0,
        Err(_) => text.lines().filter_map(RegisteredCall::from_line).collect(),
    })
}

/// Stores these calls instead. Returns whether that worked.
pub fn write(key: &str, calls: &[&RegisteredCall]) -> bool {
    to_json(calls).is_some_and(|text| storage::set(StorageArea::Local, key, &text).is_ok())
}
