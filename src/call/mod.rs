//! The domain in plain Rust: what a call is, the phases it goes through, and the words of its end.
//!
//! Nothing here knows JavaScript or the screen; all of it is tested on the host.

pub mod binding;
pub mod call_type;
pub mod clock;
pub mod moment;
pub mod outcome;
pub mod phone;
pub mod picture;
pub mod promise;
pub mod status;
pub mod unsaved;
pub mod wrap_up;

pub use binding::{Binding, EntityKind};
pub use call_type::CallType;
pub use clock::{Basis, Clock};
pub use outcome::StatusCode;
pub use phone::Phone;
pub use picture::{Asked, Event, Phase, Picture};
pub use promise::Promise;
pub use status::{CallState, CallStatus, Direction};
pub use unsaved::Unsaved;
