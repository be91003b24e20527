//! What the portal has confirmed of a call, for its summary.

use super::{Binding, StatusCode};
use serde::{Deserialize, Serialize};

/// What the portal has confirmed, as far as this page knows it.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedEntries {
    /// The call; nothing where it is only known that it was finished.
    pub call: Option<SavedCall>,
    /// The item that the last note went to.
    pub note: Option<Binding>,
    /// The last next step.
    pub next_step: Option<SavedStep>,
    /// The result code that was written into a field last.
    pub code: Option<SavedCode>,
    /// The item that the activity of the call was bound to last.
    pub bound: Option<Binding>,
}

/// A call as the portal has saved it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedCall {
    /// How it ended; nothing where the portal does not say so.
    pub result: Option<StatusCode>,
    /// How long it lasted, in seconds.
    pub seconds: u64,
}

/// A next step that the portal has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedStep {
    /// The item it belongs to.
    pub item: Binding,
    /// Its title; may be empty.
    pub title: String,
    /// When it is due, in milliseconds since 1970.
    pub due: Option<f64>,
}

/// A result code in a field of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedCode {
    /// The item.
    pub item: Binding,
    /// The title of the code.
    pub code: String,
}

/// What the portal has confirmed of one call, as it is stored for a card that is loaded again.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredSummary {
    /// `CALL_ID`
    #[serde(rename = "call")]
    pub call_id: String,
    /// Whether the call is finished.
    pub finished: bool,
    /// The activity that the portal made of the call, where it named one.
    pub activity: Option<u64>,
    /// `ERRORS` of the saved call: the follow-up steps that failed, in the portal's words.
    pub errors: Vec<String>,
    /// What was saved.
    pub saved: SavedEntries,
    /// Whether the recording is attached.
    pub record: bool,
    /// Whether the transcript is attached.
    pub transcript: bool,
}

impl SavedEntries {
    /// The items that something was saved to.
    pub fn items(&self) -> Vec<Binding> {
        let next_step = self.next_step.as_ref().map(|saved| &saved.item);
        let code = self.code.as_ref().map(|saved| &saved.item);
        let items = [self.note.as_ref(), next_step, code, self.bound.as_ref()];
        items.into_iter().flatten().cloned().collect()
    }
}

impl StoredSummary {
    /// The summary of a finished call of which nothing else is known.
    pub fn of_finished(call_id: &str) -> Self {
        Self {
            call_id: call_id.to_owned(),
            finished: true,
            ..Self::default()
        }
    }

    /// Whether nothing is saved of the call.
    pub fn is_empty(&self) -> bool {
        !self.finished && self.saved == SavedEntries::default()
    }
}
