//! What can be done with the card of a registered call, and what became of it.

use super::Call;
use crate::bx24::Error;
use crate::state::action::ActionState;

/// What became of an action.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// There was none.
    None,
    /// It is on its way.
    Running(Action),
    /// The portal took it.
    Done(Action),
    /// The portal has no dialog to choose people.
    NoDialog,
    /// It failed; it can be tried again, for showing and hiding only repeat.
    Failed(Action, Error),
}

/// What can be done with the card of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Show it to these people.
    Show(Vec<u64>),
    /// Hide it from these people.
    Hide(Vec<u64>),
}

impl Note {
    /// Whether an action is on its way.
    pub const fn is_running(&self) -> bool {
        matches!(self, Self::Running(_))
    }

    /// Who may see the card by now, although the portal has not said so.
    pub(super) fn being_shown(&self) -> &[u64] {
        match self {
            Self::Running(Action::Show(ids)) => ids,
            Self::Failed(Action::Show(ids), error) if error.is_uncertain() => ids,
            _ => &[],
        }
    }
}

impl Action {
    /// For whom it is.
    pub fn people(&self) -> &[u64] {
        match self {
            Self::Show(ids) | Self::Hide(ids) => ids,
        }
    }
}

/// What became of the last action.
pub(super) fn note(state: &ActionState<Action, bool>) -> Note {
    match (&state.input, &state.result) {
        (Some(action), _) if state.pending => Note::Running(action.clone()),
        (Some(action), Some(Ok(true))) => Note::Done(action.clone()),
        (Some(action), Some(Err(error))) => Note::Failed(action.clone(), error.clone()),
        _ => Note::None,
    }
}

/// What is known of a call after an action on it.
pub(super) fn after(call: &mut Call, known: bool, action: &Action) {
    call.gone = !known;
    call.shown.retain(|id| known && !action.people().contains(id));
    if let (true, Action::Show(ids)) = (known, action) {
        call.shown.extend(ids);
    }
}
