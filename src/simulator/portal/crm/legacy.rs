//! `crm.contact.get` and its siblings: the same items in upper case, with strings for everything.

use super::super::answer::{Answer, RestError};
use super::super::php::{PhpValue, field};
use super::super::{Portal, list};
use super::{Item, ItemKind, Record};
use serde_json::{Value, json};

/// An item as the older methods show it.
fn record(item: Item, fields: &Record) -> Value {
    let value = |name: &str| fields.get(name).unwrap_or(&Value::Null);
    let text = |name: &str| value(name).text().unwrap_or_default();
    let id = |name: &str| value(name).id().map(|id| id.to_string());
    let amount = || format!("{:.2}", value("opportunity").number().unwrap_or(0.0));
    let mut record = match item.kind {
        ItemKind::Contact => json!({
            "POST": text("post"),
            "NAME": text("name"),
            "SECOND_NAME": text("secondName"),
            "LAST_NAME": text("lastName"),
            "PHOTO": null,
            "TYPE_ID": value("typeId"),
            "COMPANY_ID": id("companyId"),
        }),
        ItemKind::Company => json!({ "TITLE": text("title"), "COMPANY_TYPE": value("typeId") }),
        ItemKind::Lead => json!({
            "TITLE": text("title"),
            "NAME": text("name"),
            "LAST_NAME": text("lastName"),
            "STATUS_ID": value("stageId"),
            "SOURCE_ID": value("sourceId"),
            "OPPORTUNITY": amount(),
            "CURRENCY_ID": value("currencyId").text().unwrap_or_else(|| "EUR".to_owned()),
        }),
        ItemKind::Deal | ItemKind::Rental | ItemKind::Invoice => json!({
            "TITLE": text("title"),
            "STAGE_ID": value("stageId"),
            "STAGE_SEMANTIC_ID": value("stageSemanticId"),
            "CATEGORY_ID": value("categoryId").text(),
            "OPPORTUNITY": amount(),
            "CURRENCY_ID": value("currencyId"),
            "IS_MANUAL_OPPORTUNITY": "N",
            "CLOSED": value("closed"),
            "COMPANY_ID": id("companyId"),
            "CONTACT_ID": id("contactId"),
        }),
    };
    record["ID"] = item.id.to_string().into();
    record["ASSIGNED_BY_ID"] = text("assignedById").into();
    if item.kind.has_phones() {
        record["HAS_PHONE"] = value("hasPhone").clone();
        record["HAS_EMAIL"] = value("hasEmail").clone();
    }
    // The portal leaves fields with several values out where they have none.
    for kind in ["PHONE", "EMAIL"] {
        let rows: Vec<Value> = value("fm")
            .items()
            .filter(|row| row["typeId"] == kind)
            .map(|row| {
                json!({
                    "ID": row["id"].text(),
                    "VALUE_TYPE": row["valueType"],
                    "VALUE": row["value"],
                    "TYPE_ID": kind,
                })
            })
            .collect();
        if !rows.is_empty() {
            record[kind] = rows.into();
        }
    }
    record
}

impl Portal {
    pub(in crate::simulator::portal) fn crm_get(
        &self,
        kind: ItemKind,
        params: &Value,
    ) -> Result<Answer, RestError> {
        let id = field(params, "id")
            .id()
            .ok_or_else(|| RestError::crm("ID is not defined or invalid."))?;
        let item = Item { kind, id };
        if self.faults.denies_reading(item) {
            return Err(RestError::crm("Access denied."));
        }
        let fields = self.crm.record(item).ok_or_else(|| RestError::crm("Not found"))?;
        Ok(record(item, fields).into())
    }

    pub(in crate::simulator::portal) fn crm_list(&self, kind: ItemKind, params: &Value) -> Answer {
        let readable = self
            .crm
            .items
            .iter()
            .filter(|(item, _)| item.kind == kind && !self.faults.denies_reading(*item));
        list::query(
            readable.map(|(item, fields)| record(*item, fields)).collect(),
            params,
        )
    }
}
