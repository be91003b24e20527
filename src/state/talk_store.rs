//! What this browser tab has measured of the calls whose cards it had last, in `sessionStorage`: a new frame of the same
//! tab reads it. Where the browser stores nothing, nothing is remembered.

use crate::bx24::storage::{self, StorageArea};
use crate::bx24::{from_json, to_json};
use crate::call::StoredTalk;

/// The key of the talks.
pub const TALK: &str = "call-card.talk";

/// The talks of the last calls, newest first.
pub(super) fn read() -> Vec<StoredTalk> {
    let text = storage::get(StorageArea::Session, TALK).ok().flatten();
    text.and_then(|text| from_json(&text).ok()).unwrap_or_default()
}

/// Stores those talks that have changed since `before`; of other calls, another frame may have stored some meanwhile.
pub(super) fn write(talks: &[StoredTalk], before: &[StoredTalk]) {
    let changed: Vec<&StoredTalk> = talks.iter().filter(|talk| !before.contains(talk)).collect();
    if changed.is_empty() {
        return;
    }
    let mut talks = read();
    for talk in changed.into_iter().rev() {
        talk.clone().put_into(&mut talks);
    }
    if let Some(json) = to_json(&talks) {
        let _ = storage::set(StorageArea::Session, TALK, &json);
    }
}
