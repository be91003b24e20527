//! What the agent asks to be saved, and what is asked or refused before anything is sent.

use super::form::deadline;
use super::{Inner, StepState, WrapUp, WrapUpForm, ZeroDuration};
use crate::call::{FormContext, SavePlan, SaveRequest, SaveStep, WrapUpField};
use crate::state::record::Source;
use leptos::prelude::*;

impl WrapUp {
    /// Saves everything: note, next step, the call, its recording. Returns `false` where an entry cannot be sent; then
    /// nothing was.
    pub fn finish(self) -> bool {
        self.start(SaveRequest::Call)
    }

    /// Saves note and next step alone.
    pub fn save_note(self) -> bool {
        self.start(SaveRequest::Note)
    }

    /// Attaches the recording alone, to a call that is finished.
    pub fn attach_record(self) -> bool {
        self.start(SaveRequest::Recording)
    }

    /// Asks again for what was asked for last, and for what failed before that. What is done stays done.
    pub fn retry(self) -> bool {
        let finish = self.progress.with_untracked(|progress| progress.finish.clone());
        let is_finished = finish == StepState::Done;
        let request = match (self.save.last_request(), finish) {
            (Some(last), StepState::Done) => self
                .progress
                .with_untracked(|progress| SavePlan::again(last, |steps| progress.has_failed(steps))),
            // An earlier page has left something behind.
            (None, StepState::Done) => SaveRequest::Call,
            // What was entered meanwhile is not to be saved yet, nor is the call of a colleague to be finished.
            (_, StepState::Unknown(_))
                if !self.has_failed_entries() && (self.is_entered() || self.is_handed_over()) =>
            {
                SaveRequest::LookUp
            }
            (_, StepState::Unknown(_) | StepState::Failed(_)) if !self.has_failed_entries() => {
                SaveRequest::Call
            }
            // A call that is not finished yet is finished only by its own button.
            (Some(last), _) => last,
            (None, _) => return true,
        };
        if is_finished && request == SaveRequest::Call && self.record.is_blank() {
            // The field of the recording is open, and that is all.
            self.record.choose(Source::None);
        }
        self.start(request)
    }

    /// Finds out what became of finishing the call where the page that was doing so has ended.
    pub(super) fn look_up_interrupted(self) {
        let progress = self.progress;
        let is_interrupted = Memo::new(move |_| progress.with(|progress| progress.interrupted));
        Effect::new(move |_| {
            if is_interrupted.get() {
                self.save_status.update(|progress| progress.interrupted = false);
                self.save.start(SaveRequest::LookUp);
            }
        });
    }

    /// Checks the duration or the cost when the agent goes on to another field.
    pub fn check_entry(self, field: WrapUpField) {
        self.fields.check_entry(field);
    }

    /// Whether note, next step or result code failed, or are not known to be saved.
    fn has_failed_entries(self) -> bool {
        let steps = [SaveStep::Note, SaveStep::NextStep, SaveStep::CodeField];
        self.progress
            .with_untracked(|progress| progress.has_failed(&steps))
    }

    /// Whether a note or a next step is entered.
    fn is_entered(self) -> bool {
        self.form.with_untracked(WrapUpForm::is_for_client)
    }

    /// Whether the call was handed over to a colleague.
    fn is_handed_over(self) -> bool {
        let is_handed_over = |inner: &Inner| untrack(|| inner.subject.handed_over());
        self.inner.try_with_value(is_handed_over) == Some(true)
    }

    /// Saves everything, an answered call with a duration of 0.
    pub fn finish_with_zero(self) -> bool {
        self.fields.set_zero_duration(ZeroDuration::Confirmed);
        self.finish()
    }

    /// The agent wants to enter another duration than 0.
    pub fn leave_zero(self) {
        self.fields.set_zero_duration(ZeroDuration::NotAsked);
    }

    pub(super) fn start(self, request: SaveRequest) -> bool {
        if self.progress.with_untracked(|progress| progress.running) {
            return true;
        }
        if request == SaveRequest::Recording && !self.record.is_chosen() {
            // The field that is missing something is on screen then.
            self.record.choose(Source::File);
        }
        let is_fine = untrack(|| {
            let recording = match request {
                SaveRequest::Note | SaveRequest::Binding | SaveRequest::Transcript => None,
                _ => self.record.check(),
            };
            let has_target = self.draft.target().is_some();
            let has_failed = |step| self.progress.with(|progress| progress.has_failed(&[step]));
            let is_sent = |step| self.draft.sent(step).is_some();
            let context = FormContext {
                has_target,
                has_deadline: self.form.with(|form| deadline(&form.step_at).is_some()),
                needs_code: has_target && self.needs_code(),
                needs_field: has_failed(SaveStep::CodeField),
                has_sent: is_sent(SaveStep::Note) || is_sent(SaveStep::NextStep),
            };
            self.fields.check(request, context, recording)
        });
        if is_fine && self.is_doubtful(request) {
            self.fields.set_zero_duration(ZeroDuration::Asked);
        } else if is_fine {
            self.save.start(request);
        } else if request == SaveRequest::Call && self.draft.was_finish_sent() {
            // What became of the call can be found out without what is missing.
            self.save.start(SaveRequest::LookUp);
        }
        is_fine
    }

    /// Whether the call would be saved as answered and without a duration, and the agent has not confirmed that.
    fn is_doubtful(self, request: SaveRequest) -> bool {
        // Where it is not known whether the call was saved, that is looked up first.
        let is_open = self.progress.with_untracked(|progress| {
            !progress.is_finished() && !matches!(progress.finish, StepState::Unknown(_))
        });
        let is_confirmed = self.zero_duration.get_untracked() == ZeroDuration::Confirmed;
        let is_zero = || untrack(|| self.result().is_answered() && self.duration().unwrap_or_default() == 0);
        request == SaveRequest::Call && is_open && !is_confirmed && is_zero()
    }
}
