//! The call that was finished last in this tab. Its draft is gone by then, and a card that is loaded again while its
//! summary is shown must not offer to finish it once more.

use crate::bx24::Client;
use crate::bx24::storage::{self, StorageArea};

/// The key of its `CALL_ID`.
pub const FINISHED: &str = "call-card.finished";

/// Notes that the portal has confirmed the end of this call: in the browser, or on the portal where the browser stores
/// nothing.
pub fn note_finished(client: &Client, call_id: &str) {
    if storage::set(StorageArea::Session, FINISHED, call_id).is_err() {
        client.set_user_option(FINISHED, call_id);
    }
}

/// Whether this is the call that was finished last.
pub fn was_finished(client: &Client, call_id: &str) -> bool {
    let finished = match storage::get(StorageArea::Session, FINISHED) {
        Ok(finished) => finished.unwrap_or_default(),
        Err(_) => client.user_option(FINISHED),
    };
    !call_id.is_empty() && finished == call_id
}
