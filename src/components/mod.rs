//! What is on screen: Leptos components, one visible part per file. Nothing here awaits, decodes, or knows the SDK.

mod button;
mod candidate;
mod copy;
mod form;
mod icon;
pub mod own;
mod show_to;
mod trouble;

pub use button::ActionButton;
pub use candidate::{Candidate, candidate_name};
pub use copy::CopyButton;
pub use form::{Checkbox, Field, SelectField, TextAreaField, TextField};
pub use icon::Icon;
pub use show_to::ShowToButton;
pub use trouble::{Trouble, reason};
