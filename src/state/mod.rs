//! One opened page: what stage it is in, the card's signals, and the actions an agent can take.
//!
//! `async` ends here: everything that awaits stands in this room, and what is on screen only reads signals.

mod card;
mod colleagues;
mod diagnostics;
mod drafts;
mod earlier;
mod kept;
mod lasting;
mod me;
mod names;
pub mod own;
pub mod record;
mod search;
mod stage;
mod watched;
pub mod wrap_up;

pub use card::Card;
pub use colleagues::{Colleagues, Outcome};
pub use drafts::{Drafts, Place};
pub use earlier::{Calls, Earlier, KnownCalls};
pub use kept::Kept;
pub use lasting::Lasting;
pub use me::Me;
pub use names::Name;
pub use record::RecordUpload;
pub use search::{Found, Search};
pub use stage::{Opened, Stage, start};
pub use watched::Watched;
pub use wrap_up::{Draft, Progress, Safety, Step, Subject, Whose, Work, WrapUp};

/// Milliseconds since 1970, by the agent's computer.
pub fn now() -> f64 {
    js_sys::Date::now()
}
