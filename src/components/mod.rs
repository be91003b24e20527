//! What is on screen: Leptos components, one visible part per file. Nothing here awaits, decodes, or knows the SDK.

mod button;
mod copy;
mod form;
mod icon;
pub mod own;
pub mod recording;
mod trouble;
pub mod wrap_up;

pub use button::ActionButton;
pub use copy::CopyButton;
pub use form::{Checkbox, Field, SelectField, TextAreaField, TextField};
pub use icon::Icon;
pub use trouble::{Trouble, reason};
