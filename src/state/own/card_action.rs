//! What can be done with the card of a registered call, and what became of it.

use super::Call;
use crate::bx24::Error;
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

    /// Who may see the card by now, although the portal has not said so.
    pub(super) fn being_shown(&self) -> &[u64] {
        match self {
            Self::Running(CardAction::Show(ids)) => ids,
            Self::Failed(CardAction::Show(ids), error) if error.is_uncertain() => ids,
            _ => &[],
        }
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
pub(super) fn after(call: &mut Call, known: bool, action: &CardAction) {
    call.gone = !known;
    call.shown.retain(|id| known && !action.people().contains(id));
    if let (true, CardAction::Show(ids)) = (known, action) {
        call.shown.extend(ids);
    }
}
