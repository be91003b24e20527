//! The directories of the CRM: stages, sources and types, and what the types of items are called.

use super::super::answer::{Answer, RestError};
use super::super::list;
use super::super::php::{PhpValue, field};
use super::ItemKind;
use super::pipelines::{LEAD_STATUSES, PIPELINES, Stage, entry};
use serde_json::{Value, json};

const SOURCES: &[Stage] = &[
    entry("CALL", "Call", "", None),
    entry("CALLBACK", "Callback", "", None),
    entry("EMAIL", "E-Mail", "", None),
    entry("WEB", "Website", "", None),
];

const CONTACT_TYPES: &[Stage] = &[
    entry("CLIENT", "Client", "", None),
    entry("SUPPLIER", "Supplier", "", None),
];

const COMPANY_TYPES: &[Stage] = &[
    entry("CUSTOMER", "Client", "", None),
    entry("SUPPLIER", "Supplier", "", None),
];

/// A directory: `ENTITY_ID`, the pipeline whose stages it holds, and its entries.
struct Directory {
    id: &'static str,
    pipeline: Option<u64>,
    entries: &'static [Stage],
}

fn directories() -> impl Iterator<Item = Directory> {
    let stages = PIPELINES.iter().map(|pipeline| Directory {
        id: pipeline.directory,
        pipeline: Some(pipeline.id).filter(|id| *id > 0),
        entries: pipeline.stages,
    });
    let others = [
        ("STATUS", LEAD_STATUSES),
        ("SOURCE", SOURCES),
        ("CONTACT_TYPE", CONTACT_TYPES),
        ("COMPANY_TYPE", COMPANY_TYPES),
    ];
    stages.chain(others.map(|(id, entries)| Directory {
        id,
        pipeline: None,
        entries,
    }))
}

/// The entries of the directory that a field takes its values from.
pub(super) fn entries(id: &str) -> &'static [Stage] {
    let found = directories().find(|directory| directory.id == id);
    found.map_or(&[], |directory| directory.entries)
}

/// `SORT`: 10, 20, …
fn sort(index: usize) -> usize {
    (index + 1) * 10
}

fn statuses() -> Vec<Value> {
    let mut records = Vec::new();
    for directory in directories() {
        for (index, stage) in directory.entries.iter().enumerate() {
            let mut record = json!({
                "ID": (records.len() + 101).to_string(),
                "ENTITY_ID": directory.id,
                "STATUS_ID": stage.id,
                "NAME": stage.name,
                "NAME_INIT": stage.name,
                "SORT": sort(index).to_string(),
                "SYSTEM": "Y",
                "COLOR": stage.color,
                "SEMANTICS": stage.semantics,
                "CATEGORY_ID": directory.pipeline.map(|id| id.to_string()),
            });
            if directory.id == "STATUS" || directory.id.starts_with("DEAL_STAGE") {
                record["EXTRA"] = json!({ "SEMANTICS": progress(stage), "COLOR": stage.color });
            }
            records.push(record);
        }
    }
    records
}

fn progress(stage: &Stage) -> &'static str {
    match stage.semantics {
        None => "process",
        Some("S") => "success",
        Some(_) if stage.id.ends_with("APOLOGY") => "apology",
        Some(_) => "failure",
    }
}

/// `crm.status.list`
pub(in crate::simulator::portal) fn status_list(params: &Value) -> Result<Answer, RestError> {
    let wanted = field(field(params, "filter"), "ENTITY_ID");
    if wanted.is_array() || wanted.is_object() {
        return Err(RestError::crm("Filter by ENTITY_ID must be a string"));
    }
    Ok(list::query(statuses(), params))
}

/// `crm.status.entity.items`: the names of one directory, for any user.
pub(in crate::simulator::portal) fn status_entity_items(params: &Value) -> Result<Answer, RestError> {
    let id = field(params, "entityId")
        .text()
        .ok_or_else(|| RestError::crm("The parameter entityId is not defined or invalid."))?;
    let item = |(index, stage): (usize, &Stage)| json!({ "NAME": stage.name, "SORT": sort(index), "STATUS_ID": stage.id });
    let items: Value = entries(&id).iter().enumerate().map(item).collect();
    Ok(items.into())
}

/// `crm.enum.ownertype`: the types of items, smart processes included.
pub(in crate::simulator::portal) fn owner_types() -> Answer {
    let known = |kind: ItemKind, short: &str| json!({ "ID": kind.number(), "NAME": kind.title(), "SYMBOL_CODE": kind.code(), "SYMBOL_CODE_SHORT": short });
    json!([
        known(ItemKind::Lead, "L"),
        known(ItemKind::Deal, "D"),
        known(ItemKind::Contact, "C"),
        known(ItemKind::Company, "CO"),
        { "ID": 5, "NAME": "Invoice (old version)", "SYMBOL_CODE": "INVOICE", "SYMBOL_CODE_SHORT": "I" },
        { "ID": 31, "NAME": "Invoice", "SYMBOL_CODE": "SMART_INVOICE", "SYMBOL_CODE_SHORT": "SI" },
        { "ID": 7, "NAME": "Quote", "SYMBOL_CODE": "QUOTE", "SYMBOL_CODE_SHORT": "Q" },
        known(ItemKind::Rental, "Tb1"),
    ])
    .into()
}
