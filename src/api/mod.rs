//! The portal's vocabulary as typed functions, one file per family.
//!
//! What comes in is read with tolerance ([`crate::value::Value`]); what goes out is exactly what the documents say.

pub mod activity;
pub mod card;
pub mod crm;
pub mod dictionary;
mod entities;
pub mod external_call;
pub mod line;
mod params;
mod read;
pub mod refusal;
pub mod statistics;
pub mod timeline;
pub mod users;
pub mod widget;
mod wire;

pub use entities::decode_entities;
pub use refusal::Refusal;
