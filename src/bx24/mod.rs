//! The BX24 JS SDK made safe.
//!
//! The SDK (<https://apidocs.bitrix24.com/sdk/bx24-js-sdk/index.html>) promises little: a callback can come late, twice
//! or never, a failed request only throws inside the SDK, and nothing ever times out. Here every call ends in exactly
//! one of: a value, a typed [`Error`], a timeout. No JS value leaves this room: what comes and goes is
//! [`crate::value::Value`].

mod batch;
mod callback;
mod client;
mod decode;
mod error;
mod json;
mod pending;
mod queue;
mod start;
pub mod storage;
mod subscription;
mod sys;
mod task;
mod trace;
mod upload;
mod window;

pub use batch::{Command, MAX_COMMANDS};
#[cfg(any(debug_assertions, feature = "preview"))]
pub use callback::alive as callbacks_alive;
pub use client::{Client, Limits, Placement};
pub use error::{Details, Error, ErrorKind};
pub use json::{from_json, to_json};
pub use start::Start;
pub use subscription::Subscription;
pub(crate) use task::spawn;
pub use trace::RequestRecord;
pub use upload::{LocalFile, Upload};
pub use window::{OpenPath, SelectedUser};
pub(crate) use window::{boot, tell_boot};
