//! What is on screen, one file per visible part. Nothing here awaits, decodes, or knows the SDK.

mod app;
mod client;
mod clock;
mod copy;
pub mod crash;
mod dom;
mod header;
mod icon;
mod page;
mod trouble;

pub use app::{mount, mount_to};
