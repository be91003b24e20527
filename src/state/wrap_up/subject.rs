//! What a wrap-up has to know of its call.

use crate::bx24::Error;
use crate::call::{Binding, CallClient, StatusCode};
use crate::state::CardCalls;
use std::future::Future;
use std::pin::Pin;

/// A step that was carried out: whether there was something to do, and it was done.
pub type Work = Pin<Box<dyn Future<Output = Result<bool, Error>>>>;

/// Whose call it is: `finish` needs the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallOwner {
    /// The agent's, and this page is its card: it is held open as long as there is something to save.
    Here,
    /// This user's, wherever its card is.
    User(u64),
    /// That of the user with this internal number.
    Inner(String),
}

/// What the wrap-up has to know of its call at any time.
pub trait Subject {
    /// Whose call it is.
    fn whose(&self) -> &CallOwner;

    /// The calls of the card that this one is on, or was, and its place among them; nothing where the page is not a card.
    fn card(&self) -> Option<(CardCalls, usize)>;

    /// `CALL_ID`; empty as long as the portal has not named the call. It never changes after that. Tracks it.
    fn call_id(&self) -> String;

    /// Whose call it is, as it is stored with the draft. Tracks it.
    fn client(&self) -> CallClient;

    /// Whether an item is known to be gone. Tracks it.
    fn is_gone(&self, item: &Binding) -> bool;

    /// What the agent has created or chosen for the call, the last one first. The call may not be bound to it yet. Tracks it.
    fn own_items(&self) -> Vec<Binding>;

    /// The seconds that the clock shows; nothing where the parties never talked. Tracks when that began and ended.
    fn seconds(&self) -> Option<u64>;

    /// The code with which the call failed. Tracks it.
    fn failed(&self) -> Option<StatusCode>;

    /// Whether the call was handed over to a colleague, who finishes it. Tracks it.
    fn handed_over(&self) -> bool;

    /// Hides the cards that `finish` leaves on the screens of others.
    fn hide_from_others(&self) -> Work;

    /// Called when the portal has saved the call.
    fn finished(&self);

    /// Called when nothing is left to save: it is saved, here or by another page, or discarded.
    fn saved(&self);

    /// What note and next step can go to, the primary item first. Tracks it.
    fn items(&self) -> Vec<Binding> {
        let mut items = self.client().items;
        items.retain(|item| self.takes_notes(item));
        items
    }

    /// Whether note and next step can go to an item. Not if it has no timeline, and not if it is gone: the portal confirms a
    /// note to an item that is not there, too, and nobody finds it again. Tracks it.
    fn takes_notes(&self, item: &Binding) -> bool {
        item.kind.has_timeline() && !self.is_gone(item)
    }

    /// Whether it is the call whose wrap-up the card shows. Does not track it.
    fn is_shown(&self) -> bool {
        self.card().is_some_and(|(calls, at)| calls.is_shown(at))
    }

    /// Whether the card has gone on to another call. Tracks it.
    fn is_left(&self) -> bool {
        self.card().is_some_and(|(calls, at)| calls.is_left(at))
    }
}
