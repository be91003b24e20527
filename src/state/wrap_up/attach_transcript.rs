//! The transcript on its way to the portal.
//!
//! The portal cannot be asked for a transcript that an app attached. Where the agent sees the call statistics they tell
//! whether the call has one; elsewhere a lost answer stays unknown, and nothing is sent a second time unless the agent
//! wants that.

use super::look_up::{LOOKS, Presence, StepFailure, look_up};
use super::progress::StepState;
use super::save::SaveParts;
use super::transcript::SentTranscript;
use crate::api::external_call::{ATTACH_TRANSCRIPTION, AttachTranscription, attach_transcription};
use crate::api::statistics;
use crate::bx24::{Error, ErrorKind};
use crate::call::SaveStep;
use leptos::prelude::untrack;

impl SaveParts {
    /// Attaches the transcript, if there is one. What may have been attached is looked up first.
    pub(super) async fn attach_transcript(&self) -> Result<bool, StepFailure> {
        let entry = self.transcript;
        let repeat = entry.take_repeat();
        if entry.is_user_awaited() {
            // A page before this one may have sent one.
            entry.read_of_user().await;
        }
        if let Some(sent) = entry.sent()
            && self.find_sent_transcript(&sent, repeat).await?
        {
            entry.clear_attached();
            return Ok(true);
        }
        let Some(messages) = entry.messages() else {
            return Ok(false);
        };
        let sent = SentTranscript::now(&messages);
        entry.set_sent(Some(sent.clone()));
        let call_id = untrack(|| self.draft.call_id());
        let transcription = AttachTranscription { call_id, messages };
        match attach_transcription(&self.client, &transcription).await {
            Ok(_) => {}
            Err(error) if error.is_uncertain() => {
                self.progress.set_step(SaveStep::Transcript, StepState::LookingUp);
                match self.look_up_transcript(LOOKS).await {
                    Ok(Presence::There) => {}
                    // What failed on its way may still be executed: the next attempt looks first.
                    Ok(Presence::NotThere) if sent.may_be_executed() => return Err(StepFailure::under_way()),
                    Ok(Presence::NotThere) => return Err(StepFailure::NotDone(error)),
                    Ok(Presence::Unknown) | Err(_) => return Err(StepFailure::Unknown(error)),
                }
            }
            Err(error) => {
                entry.set_sent(None);
                return Err(StepFailure::NotDone(error));
            }
        }
        entry.clear_attached();
        Ok(true)
    }

    /// Whether what was sent before is attached. `repeat`: it is sent again where nobody knows.
    async fn find_sent_transcript(&self, sent: &SentTranscript, repeat: bool) -> Result<bool, StepFailure> {
        self.progress.set_step(SaveStep::Transcript, StepState::LookingUp);
        match self.look_up_transcript(1).await {
            Ok(Presence::There) => Ok(true),
            Ok(Presence::NotThere) if !sent.may_be_executed() => {
                self.transcript.set_sent(None);
                Ok(false)
            }
            Ok(Presence::NotThere | Presence::Unknown) => Err(StepFailure::under_way()),
            Err(error) if error.kind == ErrorKind::NotVisible && repeat && !sent.may_be_executed() => {
                Ok(false)
            }
            Err(error) => Err(StepFailure::Unknown(error)),
        }
    }

    /// Looks in the statistics whether the call has a transcript. [`ErrorKind::NotVisible`] where they do not show that to the
    /// agent, who may then repeat it.
    async fn look_up_transcript(&self, looks: u32) -> Result<Presence, Error> {
        let call_id = untrack(|| self.draft.call_id());
        let look = async || {
            let seen = statistics::finished_call(&self.client, &call_id).await?;
            match seen.flatten() {
                Some(call) if call.transcript_id.is_some() => Ok(Presence::There),
                Some(_) => Ok(Presence::NotThere),
                None => Err(Error::of(ErrorKind::NotVisible, ATTACH_TRANSCRIPTION)),
            }
        };
        let seen = look_up(&self.client, ATTACH_TRANSCRIPTION, looks, look).await;
        if seen
            .as_ref()
            .is_err_and(|error| error.kind == ErrorKind::NotVisible)
        {
            self.transcript.offer_to_repeat();
        }
        seen
    }
}
