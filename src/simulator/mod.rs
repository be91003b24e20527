//! A simulated portal behind `window.BX24`, for `trunk serve` and for the browser tests.
//!
//! [`Simulator::here`] puts a portal and its SDK into this window, for tests; [`page::mount`] builds the preview page
//! with the card in a frame and the portal's side beside it. Both use the same [`Portal`].
//! Compiled in debug builds or with the feature `preview`; never part of a release.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc)]

mod fixtures;
mod host;
mod link;
#[cfg(feature = "leptos")]
pub mod page;
pub mod portal;
mod scenario;
mod scenarios;

pub use host::Simulator;
pub use portal::card::{Card, Client, StatusForm};
pub use portal::crm::{Item, ItemKind};
pub use portal::fault::{Fault, FaultKind, Scope};
pub use portal::log::{Channel, LogEntry};
pub use portal::php::PhpValue;
pub use portal::{Effect, Portal};
pub use scenario::Scenario;

/// The SDK of the simulated portal, as a classic script.
pub const SDK: &str = include_str!("sdk.js");

/// The query parameter of the application inside the frame of the preview page.
const FRAME_WORD: &str = "preview-frame";

/// Whether this page has to show the preview: it is not in a frame, and its query does not name the application.
pub fn wants_host() -> bool {
    let window = web_sys::window().unwrap();
    let top = window.top().ok().flatten();
    let query = window.location().search().unwrap_or_default();
    let is_frame = web_sys::UrlSearchParams::new_with_str(&query).is_ok_and(|query| query.has(FRAME_WORD));
    top.as_ref() == Some(&window) && !is_frame
}
