//! The transcript of a saved call: what the agent pasted, who is who in it, and its way to the portal.
//!
//! The portal cannot be asked for a transcript that an app attached. Where the agent sees the call statistics they tell
//! whether the call has one; elsewhere a lost answer stays unknown, and nothing is sent a second time.

use super::draft::CallDraft;
use super::look_up::{LOOKS, Presence, StepFailure, look_up};
use super::progress::StepState;
use super::save::SaveParts;
use crate::api::external_call::{ATTACH_TRANSCRIPTION, AttachTranscription, Message, attach_transcription};
use crate::api::statistics;
use crate::bx24::{Error, ErrorKind, LocalFile, MAY_BE_EXECUTED, from_json};
use crate::call::SaveStep;
use crate::call::transcript::{self, Side, TEXT_LIMIT, TranscriptProblem, Utterance};
use crate::state::draft_store::StoredTranscript;
use crate::state::now;
use crate::state::task::Task;
use leptos::prelude::*;

/// The transcript of one call. A small handle: copies are the same transcript.
#[derive(Clone, Copy)]
pub struct TranscriptEntry {
    /// What was pasted, or read from a file.
    pub text: ReadSignal<String>,
    /// What is wrong with the file that was chosen last.
    pub file_problem: ReadSignal<Option<TranscriptProblem>>,
    set_text: WriteSignal<String>,
    set_file_problem: WriteSignal<Option<TranscriptProblem>>,
    /// The side of each speaker that the agent has chosen.
    sides: RwSignal<Vec<(String, Side)>>,
    /// It was sent, and its answer is not known.
    sent: StoredValue<bool>,
    /// It was changed after it was sent.
    changed: StoredValue<bool>,
    /// When it was sent by a page before this one, or on a connection that has failed, at the latest, in milliseconds since
    /// 1970; 0 where it was not.
    sent_before: StoredValue<f64>,
    draft: CallDraft,
    reading: Task,
}

impl TranscriptEntry {
    /// No transcript.
    pub(super) fn new(draft: CallDraft) -> Self {
        let (text, set_text) = signal(String::new());
        let (file_problem, set_file_problem) = signal(None);
        Self {
            text,
            file_problem,
            set_text,
            set_file_problem,
            sides: RwSignal::default(),
            sent: StoredValue::new(false),
            changed: StoredValue::new(false),
            sent_before: StoredValue::new(0.0),
            draft,
            reading: Task::new(),
        }
    }

    /// Brings back what was pasted for this call earlier. That was after the call was finished; whether it was attached
    /// is not known where the page ended before the answer. What was pasted for any call too long ago is removed.
    pub(super) fn load(self) {
        self.draft.with_store(|_, store| store.remove_old_transcripts());
        let call_id = untrack(|| self.draft.call_id());
        let read = move || {
            let stored = self.draft.with_store(|_, store| store.read_transcript(&call_id));
            if let Some(Some(stored)) = stored {
                self.show(stored);
                return true;
            }
            let waits = self
                .draft
                .with_store(|_, store| store.is_user_unknown() && store.has_transcript_of(&call_id));
            waits != Some(true)
        };
        if read() {
            return;
        }
        // It is there, and may be another user's.
        self.reading.start(async move {
            if let Ok(user) = self.draft.parts.me.get().await {
                self.draft.set_user(user.id);
                read();
            }
        });
    }

    fn show(self, stored: StoredTranscript) {
        self.sides.try_set(stored.sides);
        self.sent.try_set_value(stored.sent);
        self.changed.try_set_value(stored.changed);
        self.sent_before
            .try_set_value(if stored.sent { stored.at } else { 0.0 });
        let progress = self.draft.parts.progress;
        progress.set_step(SaveStep::Finish, StepState::Done);
        if stored.sent {
            let error = Error::of(ErrorKind::NoAnswer, "");
            progress.set_step(SaveStep::Transcript, StepState::Unknown(error));
        }
        self.set_text.try_set(stored.text);
        self.draft.parts.hold.require();
    }

    /// Takes what was pasted. It is stored in this browser alone: it would be too long for the options of the portal.
    pub fn enter(self, text: String) {
        self.set_file_problem.try_set(None);
        self.set_text.try_set(text);
        self.changed.try_set_value(self.is_sent());
        self.store();
        self.draft.parts.hold.require();
    }

    /// Takes the text of a file.
    pub fn choose_file(self, file: LocalFile) {
        self.set_file_problem.try_set(None);
        self.reading.start(async move {
            #[allow(clippy::cast_precision_loss)]
            let read = if file.size() > TEXT_LIMIT as f64 {
                Err(TranscriptProblem::TooLong)
            } else {
                let bytes = file.start(file.size()).await;
                let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
                text.ok_or(TranscriptProblem::File)
            };
            match read {
                Ok(text) => self.enter(text),
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
        self.changed.try_set_value(self.is_sent());
        self.store();
    }

    /// The side of a speaker: the chosen one, or the one that the name says. Follows it.
    pub fn side(self, speaker: &str) -> Option<Side> {
        let chosen = self.sides.with(|sides| {
            let chosen = sides.iter().find(|(known, _)| known == speaker);
            chosen.map(|(_, side)| *side)
        });
        chosen.or_else(|| Side::of_name(speaker))
    }

    /// What was pasted, as it is understood. Follows it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(self) -> Result<Vec<Utterance>, TranscriptProblem> {
        self.text
            .with(|text| transcript::read(text, |text| from_json(text).ok()))
    }

    /// Whether nothing was pasted. Does not follow it.
    pub fn is_blank(self) -> bool {
        self.text.try_with_untracked(|text| text.trim().is_empty()) != Some(false)
    }

    /// Forgets all of it, because the agent does not want it. A transcript that is attached stays attached.
    pub fn discard(self) {
        self.clear();
        self.draft.parts.progress.update(|progress| {
            if progress.transcript != StepState::Done {
                progress.transcript = StepState::Open;
            }
        });
        self.draft.release_unsaved();
    }

    /// Forgets all of it.
    fn clear(self) {
        self.sides.try_update(Vec::clear);
        self.set_file_problem.try_set(None);
        self.sent.try_set_value(false);
        self.changed.try_set_value(false);
        self.set_text.try_set(String::new());
        self.store();
    }

    /// What is sent; nothing where it is not complete.
    fn messages(self) -> Option<Vec<Message>> {
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

    fn is_sent(self) -> bool {
        self.sent.try_get_value() == Some(true)
    }

    /// Whether what a page before this one has sent may still be executed.
    fn may_be_executed(self) -> bool {
        let is_recent = |sent_at: &f64| (now() - sent_at).abs() < MAY_BE_EXECUTED;
        self.sent_before.try_with_value(is_recent) == Some(true)
    }

    fn entered(self) -> (String, Vec<(String, Side)>) {
        let text = self.text.try_get_untracked().unwrap_or_default();
        (text, self.sides.try_get_untracked().unwrap_or_default())
    }

    /// It is attached. What was entered meanwhile is not, and stays.
    fn clear_attached(self, attached: &(String, Vec<(String, Side)>)) {
        if self.entered() == *attached && self.changed.try_get_value() != Some(true) {
            self.clear();
        } else {
            self.set_sent(false);
        }
    }

    fn set_sent(self, sent: bool) {
        self.sent.try_set_value(sent);
        self.changed.try_set_value(false);
        self.sent_before.try_set_value(0.0);
        self.store();
    }

    fn store(self) {
        let (text, sides) = self.entered();
        let stored = StoredTranscript {
            text,
            sides,
            sent: self.is_sent(),
            changed: self.changed.try_get_value() == Some(true),
            at: now(),
        };
        let call_id = untrack(|| self.draft.call_id());
        self.draft
            .with_store(|_, store| store.write_transcript(&call_id, &stored));
    }
}

impl SaveParts {
    /// Attaches the transcript, if that is wanted and there is one. What may have been attached is looked up first.
    pub(super) async fn attach_transcript(&self, is_wanted: bool) -> Result<bool, StepFailure> {
        let entry = self.transcript;
        let Some(messages) = entry.messages().filter(|_| is_wanted) else {
            return Ok(false);
        };
        let entered = entry.entered();
        if entry.is_sent() {
            self.progress.set_step(SaveStep::Transcript, StepState::LookingUp);
            match self.look_up_transcript(1).await {
                Ok(Presence::There) => {
                    entry.clear_attached(&entered);
                    return Ok(true);
                }
                Ok(Presence::NotThere) if entry.may_be_executed() => return Err(StepFailure::under_way()),
                Ok(Presence::NotThere) => {}
                Ok(Presence::Unknown) => {
                    return Err(StepFailure::Unknown(Error::of(ErrorKind::NoAnswer, "")));
                }
                Err(error) => return Err(StepFailure::Unknown(error)),
            }
        }
        entry.set_sent(true);
        let sent_at = now();
        let call_id = untrack(|| self.draft.call_id());
        let transcription = AttachTranscription { call_id, messages };
        if let Err(error) = attach_transcription(&self.client, &transcription).await {
            if error.is_uncertain() {
                self.progress.set_step(SaveStep::Transcript, StepState::LookingUp);
                match self.look_up_transcript(LOOKS).await {
                    Ok(Presence::There) => {}
                    // What failed on its way may still be executed: the next attempt looks first.
                    Ok(Presence::NotThere) => {
                        entry.sent_before.try_set_value(sent_at);
                        return Err(if entry.may_be_executed() {
                            StepFailure::under_way()
                        } else {
                            StepFailure::NotDone(error)
                        });
                    }
                    Ok(Presence::Unknown) | Err(_) => return Err(StepFailure::Unknown(error)),
                }
            } else {
                entry.set_sent(false);
                return Err(StepFailure::NotDone(error));
            }
        }
        entry.clear_attached(&entered);
        Ok(true)
    }

    /// Looks in the statistics whether the call has a transcript.
    async fn look_up_transcript(&self, looks: u32) -> Result<Presence, Error> {
        let call_id = untrack(|| self.draft.call_id());
        let look = async || {
            let seen = statistics::finished_call(&self.client, &call_id).await?;
            Ok(match seen {
                Some(Some(call)) if call.transcript_id.is_some() => Presence::There,
                Some(Some(_)) => Presence::NotThere,
                Some(None) | None => Presence::Unknown,
            })
        };
        look_up(&self.client, ATTACH_TRANSCRIPTION, looks, look).await
    }
}
