//! `crm.item.add` and `.update`.

use super::super::Portal;
use super::super::answer::{Answer, RestError};
use super::super::clock::iso;
use super::super::php::{PhpValue, field, number};
use super::item::{entity_type, existing};
use super::pipelines::{self, Stage};
use super::{Field, Item, ItemKind, Record, derive, directories, empty, fields};
use serde_json::{Value, json};

impl Portal {
    /// `crm.item.add`
    pub(in crate::simulator::portal) fn item_add(&mut self, params: &Value) -> Result<Answer, RestError> {
        let kind = entity_type(params)?;
        let given = given(params)?;
        let item = Item {
            kind,
            id: self.crm.free_id(),
        };
        let mut record = empty(item, &iso(self.now));
        let user = json!(self.settings.user);
        for name in ["createdBy", "updatedBy", "assignedById"] {
            record.insert(name.to_owned(), user.clone());
        }
        if fields::find(kind, "title").is_some() {
            record.insert(
                "title".to_owned(),
                format!("{} #{}", kind.title(), item.id).into(),
            );
        }
        if let Some(pipeline) = pipelines::default_of(kind) {
            record.insert("categoryId".to_owned(), pipeline.into());
        }
        pipelines::start(kind, &mut record);
        self.write(kind, &mut record, given)?;
        for (_, name) in self.crm.required.iter().filter(|(owner, _)| *owner == kind) {
            if record.get(name).is_none_or(is_empty) {
                let title = fields::find(kind, name).map_or(name.as_str(), |field| field.title);
                let text = format!("The \"{title}\" field is required");
                return Err(RestError::new(400, "CRM_FIELD_ERROR_REQUIRED", &text));
            }
        }
        self.crm.insert(item, record);
        Ok(self.item_answer(item))
    }

    /// `crm.item.update`
    pub(in crate::simulator::portal) fn item_update(&mut self, params: &Value) -> Result<Answer, RestError> {
        let item = existing(self, params)?;
        if self.faults.denies_changing(item) {
            return Err(RestError::new(400, "ACCESS_DENIED", "Access denied"));
        }
        let given = given(params)?;
        let mut record = self.crm.record(item).cloned().unwrap_or_default();
        self.write(item.kind, &mut record, given)?;
        record.insert("updatedTime".to_owned(), iso(self.now).into());
        record.insert("updatedBy".to_owned(), self.settings.user.into());
        derive(item.kind, &mut record);
        if let Some(stored) = self.crm.record_mut(item) {
            *stored = record;
        }
        Ok(self.item_answer(item))
    }

    /// Writes the given fields. Unknown and read-only ones are dropped.
    fn write(&mut self, kind: ItemKind, record: &mut Record, given: &Value) -> Result<(), RestError> {
        if let Some(pipeline) = given["categoryId"].text() {
            let pipeline = pipeline.parse().unwrap_or(u64::MAX);
            if fields::find(kind, "categoryId").is_some() {
                pipelines::stages(kind, pipeline).ok_or_else(|| invalid("categoryId"))?;
                let moved = record.insert("categoryId".to_owned(), pipeline.into()) != Some(pipeline.into());
                if moved {
                    pipelines::start(kind, record);
                }
            }
        }
        for (name, value) in given.entries() {
            let Some(field) = fields::find(kind, name).filter(|field| !field.read_only) else {
                continue;
            };
            if name == "fm" {
                self.crm.phones.write(record, value);
                continue;
            }
            if name == "categoryId" {
                continue;
            }
            let value = self.accepted(kind, record, field, value)?;
            record.insert(name.clone(), value);
        }
        Ok(())
    }

    /// The value as it is stored.
    fn accepted(
        &self,
        kind: ItemKind,
        record: &Record,
        field: &Field,
        value: &Value,
    ) -> Result<Value, RestError> {
        let wrong = || invalid(field.name);
        if field.multiple {
            if !value.is_array() && !value.is_object() {
                let text = "Expected iterable value for multiple field, but got `string` instead";
                return Err(RestError::new(400, "100", text));
            }
            if field.kind == "string" {
                return Ok(value.items().filter_map(PhpValue::text).collect());
            }
            let ids: Option<Vec<u64>> = value.items().map(PhpValue::id).collect();
            return ids.map(Value::from).ok_or_else(wrong);
        }
        match field.kind {
            "user" => value
                .id()
                .filter(|id| self.user(*id).is_some())
                .map(Value::from)
                .ok_or_else(wrong),
            "double" if is_empty(value) => Ok(json!(0)),
            "double" => value.number().map(number).ok_or_else(wrong),
            "boolean" => Ok(json!(if value.flag() { "Y" } else { "N" })),
            "crm_status" if field.name == "stageId" => {
                let category = record.get("categoryId").and_then(PhpValue::id).unwrap_or(0);
                let stage = Stage::find(kind, category, value.as_str().unwrap_or_default());
                stage.map(|stage| stage.id.into()).ok_or_else(wrong)
            }
            "crm_status" if !is_empty(value) => {
                let entries = field.directory(kind).map_or(&[][..], directories::entries);
                let known = entries.iter().find(|entry| value == entry.id);
                known.map(|entry| entry.id.into()).ok_or_else(wrong)
            }
            "enumeration" if !is_empty(value) => {
                let known = field.items.iter().find(|(id, _)| value == id);
                known.map(|(id, _)| (*id).into()).ok_or_else(wrong)
            }
            _ if field.is_reference() && is_empty(value) => Ok(json!(0)),
            _ if field.is_reference() => value.id().map(Value::from).ok_or_else(wrong),
            _ => Ok(value.text().into()),
        }
    }
}

/// The `fields` of a request.
fn given(params: &Value) -> Result<&Value, RestError> {
    let given = field(params, "fields");
    if given.is_null() {
        return Err(RestError::missing("fields"));
    }
    Ok(given)
}

fn invalid(field: &str) -> RestError {
    let text = format!("Invalid value for field \"{field}\"");
    RestError::new(400, "CRM_FIELD_ERROR_VALUE_NOT_VALID", &text)
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty() || text == "0",
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}
