//! What the portal says of a call, and the state of the call after that.

use super::{Binding, CallStatus, Phone, ReportedState, StatusCode};
use serde::{Deserialize, Serialize};

/// Where a call stands. `idle` is *not started* when the card opens and *ended* once there was a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Nobody has dialled yet.
    NotStarted,
    /// It rings.
    Connecting,
    /// The parties talk.
    Talking,
    /// The call is over, with the code of its failure where it failed and the portal said so.
    Ended(Option<StatusCode>),
}

impl Event {
    /// Whether it says that the state of the call is another one, and not which.
    pub fn is_unclear(&self) -> bool {
        matches!(
            self,
            Self::StateChanged {
                state: ReportedState::Other(_),
                ..
            }
        )
    }
}

impl Phase {
    /// How far it is in the course of a call.
    pub(super) fn order(&self) -> u8 {
        match self {
            Self::NotStarted => 0,
            Self::Connecting => 1,
            Self::Talking => 2,
            Self::Ended(_) => 3,
        }
    }
}

/// What had been received when a question was asked: how many events about the state, and how many about the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Asked {
    pub(super) state: u32,
    pub(super) client: u32,
}

/// What changes what is known of the call: an event of the card, an answer, or what the portal has confirmed.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// `CallCard::CallStateChanged`
    StateChanged {
        /// The new state.
        state: ReportedState,
        /// `failedCode`, which only a failed call has, and which today's portal mostly drops.
        failed_code: Option<StatusCode>,
    },
    /// `CallCard::EntityChanged`
    EntityChanged {
        /// `PHONE_NUMBER`; nothing where the event had none.
        phone: Option<Phone>,
        /// The primary item; nothing where the call is not bound.
        primary: Option<Binding>,
    },
    /// An answer to `getStatus`.
    Answered {
        /// The call at the time the portal wrote it.
        status: CallStatus,
        /// [`CallState::asked`](super::CallState::asked) at the time of the question.
        asked: Asked,
    },
    /// `getStatus` was not answered: what the events say has to do.
    NotAnswered,
    /// `CallCard::BeforeClose`: the portal wanted to close the card, and it is held open.
    CloseBlocked,
    /// The portal has confirmed `telephony.externalCall.finish`: the call is over, whatever it is called afterwards.
    Finished,
}
