//! The BX24 JS SDK made safe.
//!
//! The SDK (<https://apidocs.bitrix24.com/sdk/bx24-js-sdk/index.html>) promises little: a callback can come late, twice
//! or never, a failed request only throws inside the SDK, and nothing ever times out. Here every call ends in exactly
//! one of: a value, a typed [`Error`], a timeout. No JS value leaves this module: requests and answers are types that derive
//! serde's traits, and an [`Answer`] is read into one of them.

mod answer;
mod batch;
mod callback;
mod client;
mod dialogs;
mod early_request;
mod error;
mod install;
mod json;
mod options;
pub mod page;
mod pending;
pub mod protocol;
mod queue;
mod scalar;
mod start;
pub mod storage;
mod subscription;
mod sys;
mod trace;
mod upload;

pub use answer::Answer;
pub use batch::{Command, MAX_COMMANDS};
#[cfg(any(debug_assertions, feature = "preview"))]
pub use callback::alive as callbacks_alive;
pub use client::{Client, Limits, Placement};
pub use dialogs::{OpenPath, SelectedUser};
pub use error::{Details, Error, ErrorAnswer, ErrorKind};
pub use json::{from_json, to_json};
pub use queue::MAY_BE_EXECUTED;
pub use scalar::{MAX_ID, Scalar};
pub use start::Start;
pub use subscription::Subscription;
pub use trace::RequestRecord;
pub use upload::{LocalFile, Upload};
