//! One opened page: what stage it is in, the card's signals, and the actions an agent can take.
//!
//! `async` ends here: everything that awaits stands in this room, and what is on screen only reads signals.

mod card;
mod diagnostics;
mod kept;
mod names;
mod stage;

pub use card::Card;
pub use kept::Kept;
pub use names::Name;
pub use stage::{Stage, start};

/// Milliseconds since 1970, by the agent's computer.
pub fn now() -> f64 {
    js_sys::Date::now()
}
