//! What is on screen, one file per visible part. Nothing here awaits, decodes, or knows the SDK.

mod app;
mod client;
mod clock;
mod colleagues;
mod copy;
pub mod crash;
mod dom;
mod earlier;
mod form;
mod header;
mod icon;
mod keys;
mod own;
mod page;
pub mod record;
mod search;
mod trouble;
mod wrap_up;

pub use app::{mount, mount_to};
pub use own::{own_page, own_page_elsewhere};
