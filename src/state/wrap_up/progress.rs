//! Where a save stands.

use super::look_up::StepFailure;
use crate::bx24::Error;
use crate::call::{FinishProgress, SaveStep, SavedEntries};
use leptos::prelude::*;

/// Where a step of the save stands.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum StepState {
    /// Not asked for.
    #[default]
    Open,
    /// Under way.
    Running,
    /// Its answer is lost, and it is being looked up.
    LookingUp,
    /// Confirmed by the portal.
    Done,
    /// It failed: the portal is known not to have done it.
    Failed(Error),
    /// It was sent, and nobody knows whether the portal has done it.
    Unknown(Error),
}

impl StepState {
    /// Why it is not known to be done.
    pub const fn error(&self) -> Option<&Error> {
        match self {
            Self::Failed(error) | Self::Unknown(error) => Some(error),
            _ => None,
        }
    }
}

impl From<StepFailure> for StepState {
    fn from(failure: StepFailure) -> Self {
        match failure {
            StepFailure::NotDone(error) => Self::Failed(error),
            StepFailure::Unknown(error) => Self::Unknown(error),
        }
    }
}

/// Where the save stands, step by step.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(clippy::struct_excessive_bools)] // Each is a fact of its own.
pub struct SaveProgress {
    /// A save is under way; no other starts meanwhile.
    pub running: bool,
    /// A page before this one was finishing the call when it ended, and what became of that was not looked up yet.
    pub interrupted: bool,
    /// The note.
    pub note: StepState,
    /// The next step.
    pub next_step: StepState,
    /// The result code in a field of the CRM item.
    pub code_field: StepState,
    /// The call itself.
    pub finish: StepState,
    /// The colleagues whose cards are still open.
    pub colleagues: StepState,
    /// The binding of the call's activity to the item that the agent chose.
    pub binding: StepState,
    /// The recording.
    pub record: StepState,
    /// The transcript.
    pub transcript: StepState,
    /// The activity that the portal made of the call, where it named one.
    pub activity: Option<u64>,
    /// The agent chose an item for the call, and nobody names an activity that could be bound to it.
    pub is_unbound: bool,
    /// Nobody in CRM has the number of the saved call, so it has no activity.
    pub has_no_client: bool,
    /// The portal had saved the call before, without what the agent has entered for it since then.
    pub is_saved_before: bool,
    /// `ERRORS` of the saved call: the follow-up steps that failed, in the portal's words. Never shown to the agent.
    pub errors: Vec<String>,
    /// What the portal has confirmed, for the summary.
    pub saved: SavedEntries,
    /// The agent has asked for the card to be closed: the summary does not hold it any more.
    pub closing: bool,
}

impl SaveProgress {
    /// Whether the portal has confirmed the call.
    pub fn is_finished(&self) -> bool {
        self.finish == StepState::Done
    }

    /// Whether any of these steps failed, or is not known to be done.
    pub fn has_failed(&self, steps: &[SaveStep]) -> bool {
        steps.iter().any(|step| self.step(*step).error().is_some())
    }

    /// What was entered is discarded: the failure to save it, and to finish the call with it, says nothing any more. Binding
    /// a finished call depends on nothing that was entered.
    pub(super) fn forget_failed_entries(&mut self) {
        for step in [
            SaveStep::Note,
            SaveStep::NextStep,
            SaveStep::CodeField,
            SaveStep::Finish,
            SaveStep::Recording,
        ] {
            let state = self.step_mut(step);
            if state.error().is_some() {
                *state = StepState::Open;
            }
        }
    }

    /// The first failure, in the order of the save.
    pub fn failure(&self) -> Option<&Error> {
        let steps = [
            &self.note,
            &self.next_step,
            &self.code_field,
            &self.finish,
            &self.colleagues,
            &self.binding,
            &self.record,
            &self.transcript,
        ];
        steps.into_iter().find_map(StepState::error)
    }

    /// The state of a step.
    fn step(&self, step: SaveStep) -> &StepState {
        match step {
            SaveStep::Note => &self.note,
            SaveStep::NextStep => &self.next_step,
            SaveStep::CodeField => &self.code_field,
            SaveStep::HideFromColleagues => &self.colleagues,
            SaveStep::Hold | SaveStep::Finish => &self.finish,
            SaveStep::Binding => &self.binding,
            SaveStep::Recording => &self.record,
            SaveStep::Transcript => &self.transcript,
        }
    }

    /// The state of a step.
    fn step_mut(&mut self, step: SaveStep) -> &mut StepState {
        match step {
            SaveStep::Note => &mut self.note,
            SaveStep::NextStep => &mut self.next_step,
            SaveStep::CodeField => &mut self.code_field,
            SaveStep::HideFromColleagues => &mut self.colleagues,
            // The card is held so that the call can be finished.
            SaveStep::Hold | SaveStep::Finish => &mut self.finish,
            SaveStep::Binding => &mut self.binding,
            SaveStep::Recording => &mut self.record,
            SaveStep::Transcript => &mut self.transcript,
        }
    }
}

/// The progress of the saves of one call. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub struct SaveStatus(pub RwSignal<SaveProgress>);

impl SaveStatus {
    /// Nothing was saved yet.
    pub fn new() -> Self {
        Self(RwSignal::default())
    }

    /// Whether a save is under way. Does not track it; `true` where the page is gone.
    pub fn is_running(self) -> bool {
        self.0.try_with_untracked(|progress| progress.running) != Some(false)
    }

    /// Whether the portal has confirmed the call. Does not track it.
    pub fn is_finished(self) -> bool {
        self.0.try_with_untracked(SaveProgress::is_finished) == Some(true)
    }

    /// What was restored is another user's.
    pub fn reset(self) {
        self.update(|progress| *progress = SaveProgress::default());
    }

    /// An earlier page may have finished the call.
    pub fn restore(self, finish: FinishProgress) {
        if finish == FinishProgress::Done {
            self.set_step(SaveStep::Finish, StepState::Done);
        }
    }

    /// A page before this one was finishing the call when it ended. What is known of that by now stays.
    pub fn set_interrupted(self) {
        self.update(|progress| progress.interrupted |= progress.finish == StepState::Open);
    }

    /// Another page has removed the draft of a call that was being finished, because it was discarded there, or was saved:
    /// then that can be found out now.
    pub fn settle_finish(self, is_discarded: bool) {
        self.update(|progress| {
            if progress.has_failed(&[SaveStep::Finish]) {
                progress.finish = StepState::Open;
                progress.interrupted = !is_discarded;
            }
        });
    }

    /// Sets the state of a step. Returns the former one.
    pub fn set_step(self, step: SaveStep, state: StepState) -> Option<StepState> {
        self.0
            .try_update(|progress| core::mem::replace(progress.step_mut(step), state))
    }

    /// Changes the progress.
    pub fn update(self, change: impl FnOnce(&mut SaveProgress)) {
        self.0.try_update(change);
    }
}
