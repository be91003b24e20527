//! The transcript of a saved call: what the agent pasted, and who is who in it.

use super::draft::CallDraft;
use super::look_up::is_recent;
use super::progress::StepState;
use crate::api::external_call::Message;
use crate::bx24::storage::on_change;
use crate::bx24::{Error, ErrorKind, LocalFile, MAY_BE_EXECUTED, Subscription, from_json, to_json};
use crate::call::SaveStep;
use crate::call::fingerprint;
use crate::call::transcript::{self, Side, TEXT_LIMIT, TranscriptProblem, Utterance};
use crate::state::draft_store::{DraftStore, StoredTranscript};
use crate::state::now;
use crate::state::task::Task;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// The transcript of one call. A small handle: copies are the same transcript.
#[derive(Clone, Copy)]
pub struct TranscriptEntry {
    /// What was pasted, or read from a file.
    pub text: ReadSignal<String>,
    /// What is wrong with the file that was chosen last.
    pub file_problem: ReadSignal<Option<TranscriptProblem>>,
    /// Whether it can be sent once more although it may be attached: that cannot be looked up, and the request that may have
    /// attached it is over.
    pub can_repeat: ReadSignal<bool>,
    set_can_repeat: WriteSignal<bool>,
    set_text: WriteSignal<String>,
    set_file_problem: WriteSignal<Option<TranscriptProblem>>,
    /// The side of each speaker that the agent has chosen.
    sides: RwSignal<Vec<(String, Side)>>,
    /// What was sent without a known answer. It outlives the text: the portal may have it after the agent discarded that.
    sent: StoredValue<Option<SentTranscript>>,
    /// The agent wants it to be sent although it may be attached.
    repeat: StoredValue<bool>,
    draft: CallDraft,
    reading: Task,
    reading_file: Task,
    waiting: Task,
    subscription: StoredValue<Option<Subscription>, LocalStorage>,
}

/// A transcript that was sent, and whose answer is not known.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SentTranscript {
    /// The digest of what was sent.
    digest: String,
    /// When, in milliseconds since 1970.
    at: f64,
}

impl SentTranscript {
    /// These messages are being sent now.
    pub(super) fn now(messages: &[Message]) -> Self {
        Self {
            digest: digest(messages),
            at: now(),
        }
    }

    /// What the page that was closed may have sent is as uncertain as a request whose connection has failed: only the time
    /// tells whether it may still be executed.
    pub(super) fn may_be_executed(&self) -> bool {
        is_recent(self.at)
    }

    /// How long it may still be executed, in milliseconds.
    fn rest(&self) -> f64 {
        MAY_BE_EXECUTED - (now() - self.at).abs()
    }
}

impl TranscriptEntry {
    /// No transcript.
    pub(super) fn new(draft: CallDraft) -> Self {
        let (text, set_text) = signal(String::new());
        let (file_problem, set_file_problem) = signal(None);
        let (can_repeat, set_can_repeat) = signal(false);
        Self {
            text,
            file_problem,
            can_repeat,
            set_can_repeat,
            set_text,
            set_file_problem,
            sides: RwSignal::default(),
            sent: StoredValue::new(None),
            repeat: StoredValue::new(false),
            draft,
            reading: Task::new(),
            reading_file: Task::new(),
            waiting: Task::new(),
            subscription: StoredValue::new_local(None),
        }
    }

    /// Brings back what was pasted for this call earlier. That was after the call was finished; whether it was attached
    /// is not known where the page ended before the answer. What was pasted for any call too long ago is removed.
    pub(super) fn load(self) {
        self.draft.with_store(|_, store| store.remove_old_transcripts());
        if !self.read_stored() {
            // It is there, and may be another user's.
            self.reading.start(self.read_of_user());
        }
        let subscription = on_change(move |key, old, new| self.apply_other_page(key, old, new));
        self.subscription.try_set_value(subscription);
    }

    /// Another page of this app has changed a stored transcript from `old` to `new`: the same call can be open on the app's
    /// own page, and a transcript must not be attached by both.
    fn apply_other_page(self, key: &str, old: &str, new: &str) {
        let call_id = untrack(|| self.draft.call_id());
        let is_key = |store: &DraftStore| store.is_transcript_key_of(key, &call_id);
        if self.draft.with_store(|_, store| is_key(store)) != Some(true) {
            return;
        }
        if let Ok(stored) = from_json::<StoredTranscript>(new) {
            self.draft.parts.progress.update(|progress| {
                if matches!(progress.transcript, StepState::Unknown(_)) {
                    progress.transcript = StepState::Open;
                }
            });
            self.show(stored);
            return;
        }
        // Attached or discarded there. What was entered here since is not.
        let gone = from_json::<StoredTranscript>(old).unwrap_or_default();
        if self.text.try_with_untracked(|text| *text == gone.text) == Some(true) {
            self.sent.try_set_value(None);
            self.discard();
        }
    }

    /// Shows what is stored. Returns `false` where it depends on the user, who is not known yet.
    fn read_stored(self) -> bool {
        let call_id = untrack(|| self.draft.call_id());
        let stored = self.draft.with_store(|_, store| store.read_transcript(&call_id));
        if let Some(Some(stored)) = stored {
            self.show(stored);
            return true;
        }
        !self.is_user_awaited()
    }

    pub(super) async fn read_of_user(self) {
        if let Ok(user) = self.draft.parts.me.get().await {
            let call_id = untrack(|| self.draft.call_id());
            self.draft.with_store(|_, store| {
                if store.is_user_unknown() {
                    // What was entered until now is stored for the user below.
                    store.write_transcript(&call_id, &StoredTranscript::default());
                }
            });
            self.draft.set_user(user.id);
            let entered = self.text.try_get_untracked().unwrap_or_default();
            let sides = self.sides.try_get_untracked().unwrap_or_default();
            self.read_stored();
            if !entered.trim().is_empty() {
                // It is newer than what was stored.
                self.set_text.try_set(entered);
                self.sides.try_set(sides);
            }
            self.store();
        }
    }

    /// Whether what is stored depends on the user, who is not known yet.
    pub(super) fn is_user_awaited(self) -> bool {
        let call_id = untrack(|| self.draft.call_id());
        let waits = |store: &DraftStore| store.is_user_unknown() && store.has_transcript_of(&call_id);
        self.draft.with_store(|_, store| waits(store)) == Some(true)
    }

    fn show(self, stored: StoredTranscript) {
        let sent = SentTranscript {
            digest: stored.digest,
            at: stored.at,
        };
        self.sent.try_set_value(stored.sent.then_some(sent));
        let progress = self.draft.parts.progress;
        progress.set_step(SaveStep::Finish, StepState::Done);
        if stored.text.trim().is_empty() {
            // It was discarded.
            return;
        }
        self.sides.try_set(stored.sides);
        if stored.sent {
            let error = Error::of(ErrorKind::NoAnswer, "");
            progress.set_step(SaveStep::Transcript, StepState::Unknown(error));
        }
        self.set_text.try_set(stored.text);
        self.draft.parts.hold.require();
    }

    /// Takes what was pasted. It is stored in this browser alone: it would be too long for the options of the portal.
    pub fn enter(self, text: String) {
        // A file that is still being read does not replace what was entered meanwhile.
        self.reading_file.cancel();
        self.take(text);
    }

    fn take(self, text: String) {
        self.set_file_problem.try_set(None);
        self.set_text.try_set(text);
        self.store();
        if self.is_blank() {
            self.draft.release_edited();
        } else {
            self.draft.parts.hold.require();
        }
    }

    /// Takes the text of a file.
    pub fn choose_file(self, file: LocalFile) {
        self.set_file_problem.try_set(None);
        self.reading_file.start(async move {
            #[allow(clippy::cast_precision_loss)]
            let read = if file.size() > TEXT_LIMIT as f64 {
                Err(TranscriptProblem::TooLong)
            } else {
                let bytes = file.start(file.size()).await;
                let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
                text.ok_or(TranscriptProblem::File)
            };
            match read {
                Ok(text) => self.take(text),
                Err(problem) => drop(self.set_file_problem.try_set(Some(problem))),
            }
        });
    }

    /// Notes the side of a speaker; nothing for one that is not known.
    pub fn assign(self, speaker: &str, side: Option<Side>) {
        self.sides.try_update(|sides| {
            sides.retain(|(known, _)| known != speaker);
            sides.extend(side.map(|side| (speaker.to_owned(), side)));
        });
        self.store();
    }

    /// The side of a speaker: the chosen one, or the one that the name says. Tracks it.
    pub fn side(self, speaker: &str) -> Option<Side> {
        let chosen = self.sides.with(|sides| {
            let chosen = sides.iter().find(|(known, _)| known == speaker);
            chosen.map(|(_, side)| *side)
        });
        chosen.or_else(|| Side::of_name(speaker))
    }

    /// What was pasted, as it is understood. Tracks it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(self) -> Result<Vec<Utterance>, TranscriptProblem> {
        self.text
            .with(|text| transcript::read(text, |text| from_json(text).ok()))
    }

    /// Whether nothing was pasted. Does not track it.
    pub fn is_blank(self) -> bool {
        self.text.try_with_untracked(|text| text.trim().is_empty()) != Some(false)
    }

    /// Forgets the text, because the agent does not want it. A transcript that is attached stays attached, and one that may
    /// be is looked up before another one is sent.
    pub fn discard(self) {
        self.reading_file.cancel();
        self.clear();
        self.draft.parts.progress.update(|progress| {
            if progress.transcript != StepState::Done {
                progress.transcript = StepState::Open;
            }
        });
        self.draft.release_unsaved();
        // The card may have gone on to another call.
        self.draft.follow_call();
        if !self.draft.is_stored() {
            self.draft.with(|inner| inner.subject.saved());
        }
    }

    /// Forgets the text.
    fn clear(self) {
        self.sides.try_update(Vec::clear);
        self.set_file_problem.try_set(None);
        self.set_text.try_set(String::new());
        self.store();
    }

    /// What is sent; nothing where it is not complete.
    pub(super) fn messages(self) -> Option<Vec<Message>> {
        let utterances = untrack(|| self.read()).ok()?;
        let message = |utterance: Utterance| {
            Some(Message {
                side: untrack(|| self.side(&utterance.speaker))?,
                start_time: utterance.start,
                stop_time: utterance.stop,
                message: utterance.text,
            })
        };
        utterances.into_iter().map(message).collect()
    }

    /// What was sent, while its answer is not known.
    pub(super) fn sent(self) -> Option<SentTranscript> {
        self.sent.try_get_value().flatten()
    }

    /// What was sent is attached. What was entered meanwhile is not, and stays.
    pub(super) fn clear_attached(self) {
        let attached = self.sent().map(|sent| sent.digest);
        self.set_sent(None);
        if attached == self.messages().as_deref().map(digest) {
            self.clear();
        }
    }

    pub(super) fn set_sent(self, sent: Option<SentTranscript>) {
        self.sent.try_set_value(sent);
        self.set_can_repeat.try_set(false);
        self.store();
    }

    /// The agent wants it to be sent although it may be attached.
    pub(super) fn repeat(self) {
        self.repeat.try_set_value(true);
    }

    /// Whether the agent wants that, once.
    pub(super) fn take_repeat(self) -> bool {
        self.repeat.try_update_value(core::mem::take) == Some(true)
    }

    /// It cannot be looked up: the agent may repeat it as soon as the request that may have attached it is over.
    pub(super) fn offer_to_repeat(self) {
        let Some(sent) = self.sent() else { return };
        if !sent.may_be_executed() {
            self.set_can_repeat.try_set(true);
            return;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rest = sent.rest().ceil() as u32;
        self.waiting.start(async move {
            TimeoutFuture::new(rest).await;
            if self.sent() == Some(sent) {
                self.set_can_repeat.try_set(true);
            }
        });
    }

    fn store(self) {
        let sent = self.sent();
        let number = untrack(|| self.draft.with(|inner| inner.subject.client().number));
        let stored = StoredTranscript {
            text: self.text.try_get_untracked().unwrap_or_default(),
            number: number.unwrap_or_default(),
            sides: self.sides.try_get_untracked().unwrap_or_default(),
            at: sent.as_ref().map_or_else(now, |sent| sent.at),
            sent: sent.is_some(),
            digest: sent.map(|sent| sent.digest).unwrap_or_default(),
        };
        let call_id = untrack(|| self.draft.call_id());
        self.draft
            .with_store(|_, store| store.write_transcript(&call_id, &stored));
        let is_user_unknown = self.draft.with_store(|_, store| store.is_user_unknown());
        if is_user_unknown == Some(true) && !stored.text.is_empty() {
            self.draft.identify_user();
        }
    }
}

/// What tells one transcript from another one.
fn digest(messages: &[Message]) -> String {
    fingerprint(&to_json(messages).unwrap_or_default())
}
