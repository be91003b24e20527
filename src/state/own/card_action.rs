//! What can be done with the card of a registered call, and what became of it.

use crate::bx24::Error;
use crate::call::RegisteredCall;
use crate::state::action::ActionState;

/// What became of an action.
#[derive(Clone, Debug, PartialEq)]
pub enum CardActionOutcome {
    /// There was none.
    None,
    /// It is on its way.
    Running(CardAction),
    /// The portal took it.
    Done(CardAction),
    /// The portal has no dialog to choose people.
    NoDialog,
    /// It failed; it can be tried again, for showing and hiding only repeat.
    Failed(CardAction, Error),
}

/// What can be done with the card of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardAction {
    /// Show it to these people.
    Show(Vec<u64>),
    /// Hide it from these people.
    Hide(Vec<u64>),
}

impl CardActionOutcome {
    /// Whether an action is on its way.
    pub const fn is_running(&self) -> bool {
        matches!(self, Self::Running(_))
    }
}

impl CardAction {
    /// For whom it is.
    pub fn people(&self) -> &[u64] {
        match self {
            Self::Show(ids) | Self::Hide(ids) => ids,
        }
    }
}

/// What became of the last action.
pub(super) fn outcome(state: &ActionState<CardAction, bool>) -> CardActionOutcome {
    match (&state.input, &state.result) {
        (Some(action), _) if state.pending => CardActionOutcome::Running(action.clone()),
        (Some(action), Some(Ok(true))) => CardActionOutcome::Done(action.clone()),
        (Some(action), Some(Err(error))) => CardActionOutcome::Failed(action.clone(), error.clone()),
        _ => CardActionOutcome::None,
    }
}

/// What is known of a call after an action on it.
pub(super) fn after(call: &mut RegisteredCall, known: bool, action: &CardAction) {
    match (known, action) {
        // It was finished meanwhile: whoever has its card keeps it.
        (true, CardAction::Show(ids)) if call.finished => drop(call.add_may_see(ids)),
        (false, _) if call.finished => {}
        (true, CardAction::Show(ids)) => {
            call.gone = false;
            call.remove_viewers(ids);
            call.shown.extend(ids);
        }
        (true, CardAction::Hide(ids)) => {
            call.gone = false;
            call.remove_viewers(ids);
        }
        (false, _) => {
            call.gone = true;
            call.shown.clear();
            call.may_see.clear();
        }
    }
}
