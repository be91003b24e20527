//! Pipelines and their stages.

use super::super::Portal;
use super::super::answer::{Answer, RestError};
use super::item::entity_type;
use super::{ItemKind, Record};
use crate::simulator::portal::php::PhpValue;
use serde_json::{Value, json};

/// A stage of a pipeline, or an entry of another directory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stage {
    /// `STATUS_ID`
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) color: &'static str,
    /// `S` won, `F` lost; none while it is under way.
    pub(super) semantics: Option<&'static str>,
}

/// A pipeline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pipeline {
    pub(super) kind: ItemKind,
    pub(super) id: u64,
    pub(super) name: &'static str,
    sort: u64,
    is_default: bool,
    /// The directory of its stages: `ENTITY_ID`.
    pub(super) directory: &'static str,
    pub(super) stages: &'static [Stage],
}

pub(super) const fn entry(
    id: &'static str,
    name: &'static str,
    color: &'static str,
    semantics: Option<&'static str>,
) -> Stage {
    Stage {
        id,
        name,
        color,
        semantics,
    }
}

/// The pipelines of deals and of the smart process. That of deals with the number 0 is the default one.
pub(super) const PIPELINES: &[Pipeline] = &[
    Pipeline {
        kind: ItemKind::Deal,
        id: 7,
        name: "Service",
        sort: 200,
        is_default: false,
        directory: "DEAL_STAGE_7",
        stages: &[
            entry("C7:NEW", "Request received", "#39A8EF", None),
            entry("C7:EXECUTING", "Technician on site", "#55D0E0", None),
            entry("C7:WON", "Repaired", "#7BD500", Some("S")),
            entry("C7:LOSE", "Not repaired", "#FF5752", Some("F")),
        ],
    },
    Pipeline {
        kind: ItemKind::Deal,
        id: 0,
        name: "General",
        sort: 300,
        is_default: true,
        directory: "DEAL_STAGE",
        stages: &[
            entry("NEW", "New", "#39A8EF", None),
            entry("PREPARATION", "Prepare documents", "#2FC6F6", None),
            entry("EXECUTING", "In progress", "#55D0E0", None),
            entry("WON", "Deal won", "#7BD500", Some("S")),
            entry("LOSE", "Deal lost", "#FF5752", Some("F")),
        ],
    },
    Pipeline {
        kind: ItemKind::Deal,
        id: 10,
        name: "Partners",
        sort: 400,
        is_default: false,
        directory: "DEAL_STAGE_10",
        stages: &[
            entry("C10:NEW", "New partner", "#39A8EF", None),
            // The portal cuts identifiers at 21 characters.
            entry("C10:PREPAYMENT_INVOIC", "Prepayment invoice", "#2FC6F6", None),
            entry("C10:WON", "Contract signed", "#7BD500", Some("S")),
            entry("C10:LOSE", "No contract", "#FF5752", Some("F")),
            entry("C10:APOLOGY", "Analysis of the failure", "#FF5752", Some("F")),
        ],
    },
    Pipeline {
        kind: ItemKind::Rental,
        id: 5,
        name: "Rental",
        sort: 100,
        is_default: true,
        directory: "DYNAMIC_177_STAGE_5",
        stages: &[
            entry("DT177_5:NEW", "Reserved", "#39A8EF", None),
            entry("DT177_5:CLIENT", "With the client", "#2FC6F6", None),
            entry("DT177_5:SUCCESS", "Returned", "#7BD500", Some("S")),
            entry("DT177_5:FAIL", "Cancelled", "#FF5752", Some("F")),
        ],
    },
];

/// The statuses of leads.
pub(super) const LEAD_STATUSES: &[Stage] = &[
    entry("NEW", "Unassigned", "#39A8EF", None),
    entry("IN_PROCESS", "In progress", "#2FC6F6", None),
    entry("CONVERTED", "Good lead", "#7BD500", Some("S")),
    entry("JUNK", "Junk lead", "#FF5752", Some("F")),
];

impl Stage {
    /// The stage of an item with this identifier; none where its pipeline has no such stage.
    pub(super) fn find(kind: ItemKind, category: u64, id: &str) -> Option<&'static Self> {
        stages(kind, category)?.iter().find(|stage| stage.id == id)
    }
}

/// The stages that an item of this type can have in this pipeline; none where the type or the pipeline has no stages.
pub(super) fn stages(kind: ItemKind, category: u64) -> Option<&'static [Stage]> {
    if kind == ItemKind::Lead {
        return Some(LEAD_STATUSES);
    }
    let known = PIPELINES
        .iter()
        .find(|one| one.kind == kind && one.id == category);
    known.map(|pipeline| pipeline.stages)
}

/// The pipeline that a new item of this type is in.
pub(super) fn default_of(kind: ItemKind) -> Option<u64> {
    let default = PIPELINES.iter().find(|one| one.kind == kind && one.is_default);
    default.map(|pipeline| pipeline.id)
}

/// The pipeline that the identifier of a stage names: `C7:NEW` is in 7, `DT177_5:NEW` in 5, `NEW` in 0.
pub(super) fn of_stage(stage: &str) -> u64 {
    let known = PIPELINES
        .iter()
        .find(|one| one.stages.iter().any(|known| known.id == stage));
    known.map_or(0, |pipeline| pipeline.id)
}

/// Puts an item at the first stage of its pipeline.
pub(super) fn start(kind: ItemKind, record: &mut Record) {
    let category = record.get("categoryId").and_then(PhpValue::id).unwrap_or(0);
    if let Some(first) = stages(kind, category).and_then(<[Stage]>::first) {
        record.insert("stageId".to_owned(), first.id.into());
    }
}

impl Portal {
    /// `crm.category.list`: the pipelines of a type that the agent may read.
    pub(in crate::simulator::portal) fn category_list(&self, params: &Value) -> Result<Answer, RestError> {
        let kind = entity_type(params)?;
        if default_of(kind).is_none() {
            let text = format!("Entity type `{}` is not supported", kind.code());
            return Err(RestError::new(400, "ENTITY_TYPE_NOT_SUPPORTED", &text));
        }
        let readable = PIPELINES
            .iter()
            .filter(|one| one.kind == kind && !self.crm.hidden_pipelines.contains(&(kind, one.id)));
        let categories: Vec<Value> = readable
            .map(|one| {
                json!({
                    "id": one.id,
                    "name": one.name,
                    "sort": one.sort,
                    "entityTypeId": kind.number(),
                    "isDefault": if one.is_default { "Y" } else { "N" },
                })
            })
            .collect();
        let total = categories.len() as u64;
        Ok(Answer {
            result: json!({ "categories": categories }),
            total: Some(total),
            next: None,
        })
    }
}
