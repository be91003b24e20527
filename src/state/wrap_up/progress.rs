//! Where a save stands.

use crate::bx24::Error;

/// Where a part of the save stands.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum StepState {
    /// Not asked for.
    #[default]
    Open,
    /// On its way.
    Running,
    /// Confirmed by the portal.
    Done,
    /// It failed.
    Failed(Error),
}

/// Where the save stands, part by part.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SaveProgress {
    /// Something runs; nothing else starts meanwhile.
    pub running: bool,
    /// The note.
    pub note: StepState,
    /// The next step.
    pub next_step: StepState,
    /// The call itself.
    pub finish: StepState,
    /// The colleagues whose cards are still open.
    pub colleagues: StepState,
    /// The record.
    pub record: StepState,
    /// The activity that the portal made of the call, where it said so.
    pub activity: Option<u64>,
    /// Whether the portal saved the call and reported that something beside it went wrong.
    pub errors: bool,
}

impl SaveProgress {
    /// The first failure, in the order of the save.
    pub fn failure(&self) -> Option<&Error> {
        let steps = [
            &self.note,
            &self.next_step,
            &self.finish,
            &self.colleagues,
            &self.record,
        ];
        steps.into_iter().find_map(|step| match step {
            StepState::Failed(error) => Some(error),
            _ => None,
        })
    }
}
