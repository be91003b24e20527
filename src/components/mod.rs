//! What is on screen: Leptos components, one visible part per file. Nothing here awaits, decodes, or knows the SDK.

mod app;
mod button;
mod candidate;
mod client;
mod clock;
mod colleagues;
mod copy;
pub mod crash;
mod earlier;
mod focus;
mod form;
mod header;
mod icon;
mod item;
mod keys;
mod number;
pub mod own;
mod page;
pub mod recording;
mod scoped_memo;
mod search;
mod trouble;
pub mod wrap_up;

pub use app::{App, OwnPageView, end_waiting, mount, mount_to};
pub use button::ActionButton;
pub use candidate::{Candidate, candidate_name, responsible_name};
pub use copy::CopyButton;
pub use focus::{focus, has_focus};
pub use form::{Checkbox, Field, SelectField, TextAreaField, TextField};
pub use icon::Icon;
pub use item::{ItemLink, item_by_id, item_title, kind_name};
pub use number::GroupedNumber;
pub use own::{OwnPage, OwnPageElsewhere};
pub use scoped_memo::scoped_memo;
pub use trouble::{Trouble, reason};
pub use wrap_up::WrapUpSection;
