//! What a wrap-up must know of its call.

use super::Work;
use crate::call::{Binding, StatusCode};

/// CallOwner call it is, which `finish` must be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallOwner {
    /// The agent's, and this page is its card: it is held open as long as there is something to save.
    Here,
    /// This user's, wherever its card is.
    User(u64),
    /// That of the user with this internal number.
    Inner(String),
}

/// What the wrap-up must know of its call at any time.
pub struct Subject {
    /// CallOwner it is.
    pub whose: CallOwner,
    /// `CALL_ID`
    pub call_id: Box<dyn Fn() -> String>,
    /// What note and next step can go to, the primary item first.
    pub items: Box<dyn Fn() -> Vec<Binding>>,
    /// The seconds that the clock shows; nothing where the parties never talked.
    pub seconds: Box<dyn Fn() -> Option<u64>>,
    /// The code with which the call failed.
    pub failed: Box<dyn Fn() -> Option<StatusCode>>,
    /// Hides the cards that `finish` leaves on the screens of others.
    pub hide_from_others: Box<dyn Fn() -> Work>,
    /// Hears that the portal has saved the call.
    pub finished: Box<dyn Fn()>,
    /// Hears that nothing is left to save.
    pub saved: Box<dyn Fn()>,
}
