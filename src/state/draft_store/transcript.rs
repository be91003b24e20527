//! Transcripts that were pasted and are not attached yet.
//!
//! They are stored in this browser alone, for the user and the call: the options of the portal have no room for a text of
//! this length. Whoever opens the card of the call on another computer does not find it there.

use super::{DraftStore, read};
use crate::bx24::storage::{self, StorageArea};
use crate::bx24::{from_json, to_json};
use crate::call::stored_draft::AGE;
use crate::call::transcript::Side;
use crate::state::now;
use serde::{Deserialize, Serialize};

/// What the keys of transcripts begin with.
pub const TRANSCRIPT: &str = "call-card.transcript";

/// A transcript that is not attached yet.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredTranscript {
    /// What was pasted.
    pub text: String,
    /// The client's number; empty where it is not known.
    pub number: String,
    /// The side of each speaker that was chosen.
    pub sides: Vec<(String, Side)>,
    /// One was sent, and its answer is not known. That stays known where the text is discarded.
    pub sent: bool,
    /// The digest of what was sent.
    pub digest: String,
    /// When it was sent, else when it was changed last, in milliseconds since 1970.
    pub at: f64,
}

impl DraftStore {
    /// The transcript of a call; nothing where there is none.
    pub fn read_transcript(&self, call_id: &str) -> Option<StoredTranscript> {
        from_json(&read(&self.transcript_key(call_id))).ok()
    }

    /// The transcripts of this user that can still be attached, each with the id of its call, newest first.
    pub fn unattached_transcripts(&self) -> Vec<(String, StoredTranscript)> {
        let start = self.transcript_key("");
        let stored = |key: String| {
            let call_id = key.strip_prefix(&start)?.to_owned();
            Some((call_id, from_json::<StoredTranscript>(&read(&key)).ok()?))
        };
        let mut found: Vec<_> = storage::keys().into_iter().filter_map(stored).collect();
        found.retain(|(_, stored)| !stored.text.trim().is_empty() && now() - stored.at <= AGE);
        found.sort_by(|(_, one), (_, other)| other.at.total_cmp(&one.at));
        found
    }

    /// Whether a key of the browser's storage is that of the transcript of this call.
    pub fn is_transcript_key_of(&self, key: &str, call_id: &str) -> bool {
        key == self.transcript_key(call_id)
    }

    /// Whether there is a transcript of a call, of whomever.
    pub fn has_transcript_of(&self, call_id: &str) -> bool {
        let (start, end) = (format!("{TRANSCRIPT} {} ", self.domain), format!(" {call_id}"));
        let is_of_call = |key: &String| key.starts_with(&start) && key.ends_with(&end);
        !call_id.is_empty() && storage::keys().iter().any(is_of_call)
    }

    /// Stores the transcript of a call, or removes it where it is empty and none was sent. Where the browser refuses it
    /// stays on the page alone.
    pub fn write_transcript(&self, call_id: &str, transcript: &StoredTranscript) {
        let key = self.transcript_key(call_id);
        if transcript.text.trim().is_empty() && !transcript.sent {
            let _ = storage::remove(StorageArea::Local, &key);
            return;
        }
        self.user.note(&self.client);
        if let Some(json) = to_json(transcript)
            && storage::set(StorageArea::Local, &key, &json).is_err()
        {
            // Room may be found by removing what is too old.
            self.remove_old_transcripts();
            let _ = storage::set(StorageArea::Local, &key, &json);
        }
    }

    /// The user was anonymous until now: what was stored for them under that id is theirs. It is the newest.
    pub(super) fn rename_transcripts(&self, anonymous: &str) {
        let start = format!("{TRANSCRIPT} {} {anonymous} ", self.domain);
        for key in storage::keys() {
            if let Some(call_id) = key.strip_prefix(&start) {
                let text = read(&key);
                if storage::set(StorageArea::Local, &self.transcript_key(call_id), &text).is_ok() {
                    let _ = storage::remove(StorageArea::Local, &key);
                }
            }
        }
    }

    /// Removes the transcripts that are too old, of whomever.
    pub fn remove_old_transcripts(&self) {
        for key in storage::keys() {
            if !key.starts_with(TRANSCRIPT) {
                continue;
            }
            let stored = from_json::<StoredTranscript>(&read(&key)).unwrap_or_default();
            if now() - stored.at > AGE {
                let _ = storage::remove(StorageArea::Local, &key);
            }
        }
    }

    fn transcript_key(&self, call_id: &str) -> String {
        format!("{TRANSCRIPT} {} {} {call_id}", self.domain, self.user.id())
    }
}
