//! The call that was finished last in this tab. Its draft is gone by then, and a card that is loaded again while its
//! summary is shown must not offer to finish it once more.

use crate::bx24::storage::{self, StorageArea};

/// The key of its `CALL_ID`.
const FINISHED: &str = "call-card.finished";

/// Notes that the portal has confirmed the end of this call.
pub fn note_finished(call_id: &str) {
    // Where the browser refuses it, the portal says that there is no such open call.
    let _ = storage::set(StorageArea::Session, FINISHED, call_id);
}

/// Whether this is the call that was finished last in this tab.
pub fn was_finished(call_id: &str) -> bool {
    let finished = storage::get(StorageArea::Session, FINISHED);
    !call_id.is_empty() && finished.ok().flatten().as_deref() == Some(call_id)
}
