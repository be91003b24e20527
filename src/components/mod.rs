//! What is on screen: Leptos components, one visible part per file. Nothing here awaits, decodes, or knows the SDK.

mod app;
mod button;
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
mod page;
mod scoped_memo;
mod search;
mod stubs;
mod trouble;

pub use app::{App, OwnPageView, end_waiting, mount, mount_to};
pub use button::ActionButton;
pub use copy::CopyButton;
pub use focus::{focus, has_focus};
pub use form::{Checkbox, Field, SelectField, TextAreaField, TextField};
pub use icon::Icon;
pub use item::{ItemLink, item_by_id, item_title, kind_name};
pub use number::GroupedNumber;
pub use page::open_own_page;
pub use scoped_memo::scoped_memo;
pub use stubs::{OwnPage, WrapUpSection};
pub use trouble::{Trouble, reason};
