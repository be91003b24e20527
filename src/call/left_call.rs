//! What a wrap-up needs of its call, and keeps when the card goes on to another one.

use super::{Binding, CallLine, CallStatus, StatusCode};

/// Whose call it is.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CallClient {
    /// The client's phone number; empty where it is not known.
    pub number: String,
    /// The bound items, the primary one first.
    pub items: Vec<Binding>,
}

/// What an opened card keeps of a call when it goes on to another one.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct LeftCall {
    /// Whose call it was.
    pub client: CallClient,
    /// The seconds that the clock showed at the end; nothing where the parties never talked.
    pub seconds: Option<u64>,
    /// The code with which it failed.
    pub failed: Option<StatusCode>,
    /// What decides which scripts fit it.
    pub line: CallLine,
}

impl CallClient {
    /// The client that the portal names.
    pub fn of(status: &CallStatus) -> Self {
        Self {
            number: status.phone.number().unwrap_or_default().to_owned(),
            items: status.items(),
        }
    }
}
