//! The portal's vocabulary as typed functions, one file per family.
//!
//! Answers are read with tolerance ([`php`]); what is sent is exactly what the documents say. Both are structs that derive
//! serde's traits and have the portal's names of their fields.

pub mod activity;
pub mod bbcode;
pub mod call_card_tab;
pub mod callers;
pub mod card;
pub mod confirmed;
pub mod crm;
pub mod dictionary;
pub mod directory;
pub mod duplicates;
mod entities;
pub mod external_call;
mod fields;
pub mod item_fields;
pub mod line;
pub mod new_item;
pub mod overview;
pub mod php;
pub mod refusal;
pub mod result_field;
pub mod settings;
pub mod statistics;
pub mod timeline;
pub mod users;
pub mod widget;

pub use entities::decode_entities;
pub use refusal::Refusal;

use serde::Serialize;

/// The order of a list of `crm.item.list` by id, the newest first.
#[derive(Clone, Copy, Debug, Serialize)]
struct NewestItems {
    id: &'static str,
}

impl Default for NewestItems {
    fn default() -> Self {
        Self { id: "DESC" }
    }
}

/// The order of other lists by id, the newest first.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Newest {
    id: &'static str,
}

impl Default for Newest {
    fn default() -> Self {
        Self { id: "DESC" }
    }
}
