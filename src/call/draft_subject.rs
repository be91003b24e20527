//! What an unsaved wrap-up is about: text stays with the call and the client it was typed for, until the agent says
//! otherwise.

use super::{StoredDraft, WrapUpForm};

/// What the call on the card means for the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallChange {
    /// The draft is about the call on the card from now on.
    Begin,
    /// The draft is about the call on the card.
    Same,
    /// The save under way is about the call that was on the card when it began.
    Later,
    /// The portal has named the call of the draft.
    Named,
    /// The card shows another call than the one the draft belongs to.
    Other,
}

/// What the client on the card means for the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientChange {
    /// Nothing.
    None,
    /// The text stays with this item, which was the primary one when it was typed.
    StaysWith(String),
    /// The client for whom the text was typed is back.
    Returned,
}

impl StoredDraft {
    /// Compares the call of the draft with the one on the card; an empty `call_id` is not known yet. `saving`: a save
    /// is under way.
    pub fn compare_call(&self, call_id: &str, saving: bool) -> CallChange {
        if self.call_id.is_empty() {
            CallChange::Begin
        } else if self.call_id == call_id || call_id.is_empty() {
            CallChange::Same
        } else if saving {
            CallChange::Later
        } else if self.is_empty() {
            CallChange::Begin
        } else if self.is_anonymous() {
            CallChange::Named
        } else {
            CallChange::Other
        }
    }
}

impl WrapUpForm {
    /// Compares the client of the text with the one on the card, both by the key of the primary item; empty where there
    /// is none.
    pub fn compare_client(&self, before: &str, primary: &str) -> ClientChange {
        if !self.is_for_client() {
            ClientChange::None
        } else if !before.is_empty() && before != primary && self.target.is_empty() {
            ClientChange::StaysWith(before.to_owned())
        } else if !primary.is_empty() && self.target == primary {
            ClientChange::Returned
        } else {
            ClientChange::None
        }
    }
}
