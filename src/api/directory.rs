//! The portal's names of its codes: stages and statuses, and the kinds of CRM items.

use super::php::{self, List};
use crate::bx24::{Answer, Command, Error};
use crate::call::EntityKind;
use serde::{Deserialize, Serialize};

/// The directory of the kinds of CRM items: `crm.enum.ownertype`. The portal has none of this name.
pub const KINDS: &str = "KINDS";

/// A stage of an item. The same `STATUS_ID` can stand for different stages in different directories.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StageId {
    /// `ENTITY_ID` of the directory that has the stage.
    pub directory: String,
    /// `STATUS_ID`, as the item has it: the portal cuts long ones, so none can be built.
    pub status_id: String,
}

impl StageId {
    /// The stage of an item of this kind in this pipeline (`categoryId`). Nothing for an item without a stage.
    pub fn of(kind: &EntityKind, category_id: Option<u64>, status_id: String) -> Option<Self> {
        let pipeline = category_id.unwrap_or(0);
        let directory = match kind {
            EntityKind::Lead => "STATUS".to_owned(),
            // The first pipeline has no number: `DEAL_STAGE_0` is empty.
            EntityKind::Deal if pipeline == 0 => "DEAL_STAGE".to_owned(),
            EntityKind::Deal => format!("DEAL_STAGE_{pipeline}"),
            EntityKind::Other(word) if word == "QUOTE" => "QUOTE_STATUS".to_owned(),
            EntityKind::Other(word) => format!("{word}_STAGE_{pipeline}"),
            EntityKind::Contact | EntityKind::Company => return None,
        };
        (!status_id.is_empty()).then_some(Self { directory, status_id })
    }
}

/// The names of the codes of one directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    /// `ENTITY_ID`, or [`KINDS`].
    pub id: String,
    /// The codes with their names.
    pub entries: Vec<(String, String)>,
}

impl Directory {
    /// The name of a code.
    pub fn name(&self, code: &str) -> Option<&str> {
        let entry = self.entries.iter().find(|(known, _)| known == code);
        entry.map(|(_, name)| name.as_str())
    }
}

/// An entry of `crm.status.entity.items`, or of `crm.enum.ownertype`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DirectoryEntry {
    /// `STATUS_ID` of a stage, `SYMBOL_CODE` of a kind.
    #[serde(
        rename = "STATUS_ID",
        alias = "SYMBOL_CODE",
        deserialize_with = "php::required_text"
    )]
    pub code: String,
    /// `NAME`
    #[serde(rename = "NAME", deserialize_with = "php::required_text")]
    pub name: String,
}

/// What is sent to ask for a directory.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryGet<'a> {
    /// `entityId`; nothing for [`KINDS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_id: Option<&'a str>,
}

/// The command of a batch that asks for the names of a directory, under the directory's id. Every user may ask.
///
/// # Errors
/// None in practice: an id can be written as JSON.
///
/// <https://apidocs.bitrix24.com/api-reference/crm/status/crm-status-entity-items.html>
pub fn command(id: &str) -> Result<Command, Error> {
    let (method, entity_id) = match id {
        KINDS => ("crm.enum.ownertype", None),
        _ => ("crm.status.entity.items", Some(id)),
    };
    Command::new(id, method, &DirectoryGet { entity_id })
}

/// Reads the answer to such a command. Nothing where it failed.
pub fn read(id: &str, answer: &Result<Answer, Error>) -> Option<Directory> {
    let entries: List<DirectoryEntry> = answer.as_ref().ok()?.read().ok()?;
    let entries = entries.0.into_iter().map(|entry| (entry.code, entry.name));
    Some(Directory {
        id: id.to_owned(),
        entries: entries.collect(),
    })
}
