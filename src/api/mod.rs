//! The portal's vocabulary as typed functions, one file per family.
//!
//! What comes in is read with tolerance ([`crate::value::Value`]); what goes out is exactly what the documents say.

pub mod card;
pub mod crm;
mod entities;

pub use entities::decode_entities;
