//! What the portal has confirmed of the calls that were saved last in this tab. Their drafts are gone by then, and a card
//! that is loaded again while its summary is shown must neither forget it nor offer to finish the call once more.

use super::DraftStore;
use crate::bx24::storage::{self, StorageArea};
use crate::bx24::{from_json, to_json};
use crate::call::StoredSummary;
use crate::call::portal_text::{SUMMARIES_LIMIT, portal_text_within};

/// The key of the summaries.
pub const FINISHED: &str = "call-card.finished";

/// How many summaries are stored: a card can go on to another call and come back.
const COUNT: usize = 4;

impl DraftStore {
    /// Stores what the portal has confirmed of a call: in the browser, or on the portal where the browser stores nothing.
    pub fn write_summary(&self, summary: &StoredSummary) {
        if summary.call_id.is_empty() {
            return;
        }
        let mut all = self.summaries();
        all.retain(|known| known.call_id != summary.call_id);
        all.insert(0, summary.clone());
        all.truncate(COUNT);
        let Some(json) = to_json(&all) else {
            return;
        };
        if storage::set(StorageArea::Session, FINISHED, &json).is_ok() {
            return;
        }
        // A browser whose storage is full would go on to answer with the ones before.
        let _ = storage::remove(StorageArea::Session, FINISHED);
        // As many of the newest as the portal has room for.
        let newest = |count: usize| portal_text_within(&to_json(&all[..count])?, SUMMARIES_LIMIT);
        if let Some(text) = (1..=all.len()).rev().find_map(newest) {
            self.client.set_user_option(FINISHED, &text);
        }
    }

    /// What the portal has confirmed of this call, if it is one of those that were saved last.
    pub fn read_summary(&self, call_id: &str) -> Option<StoredSummary> {
        let mut all = self.summaries().into_iter();
        all.find(|summary| !call_id.is_empty() && summary.call_id == call_id)
    }

    /// The calls that were saved last, newest first.
    fn summaries(&self) -> Vec<StoredSummary> {
        // They are on the portal where the browser stores nothing, and where its storage was full.
        let stored = storage::get(StorageArea::Session, FINISHED).ok().flatten();
        let text = stored.unwrap_or_else(|| self.client.user_option(FINISHED));
        // The id alone was written by an earlier version, once the call was finished.
        from_json(&text).unwrap_or_else(|_| vec![StoredSummary::of_finished(&text)])
    }
}
