//! What the portal has confirmed of a wrap-up. The form is empty by then.

use super::progress::SaveStatus;
use crate::call::moment::parse_iso;
use crate::call::{Binding, StatusCode, TimelineEntry};

/// What the portal has confirmed, as far as this page knows it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SavedEntries {
    /// The call; nothing where it is only known that it was finished.
    pub call: Option<SavedCall>,
    /// The item that the last note went to.
    pub note: Option<Binding>,
    /// The last next step.
    pub next_step: Option<SavedStep>,
    /// The item that the activity of the call was bound to last.
    pub bound: Option<Binding>,
}

/// A call as the portal has saved it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedCall {
    /// How it ended; nothing where the portal does not say so.
    pub result: Option<StatusCode>,
    /// How long it lasted, in seconds.
    pub seconds: u64,
}

/// A next step that the portal has.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedStep {
    /// The item it belongs to.
    pub item: Binding,
    /// Its title; may be empty.
    pub title: String,
    /// When it is due, in milliseconds since 1970.
    pub due: Option<f64>,
}

impl SaveStatus {
    /// The portal has this entry.
    pub(super) fn add_saved(self, entry: &TimelineEntry) {
        self.update(|progress| match entry {
            TimelineEntry::Note { item, .. } => progress.saved.note = Some(item.clone()),
            TimelineEntry::NextStep {
                item,
                title,
                deadline,
                ..
            } => {
                progress.saved.next_step = Some(SavedStep {
                    item: item.clone(),
                    title: title.clone(),
                    due: parse_iso(deadline),
                });
            }
        });
    }
}
