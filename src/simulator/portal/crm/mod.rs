//! The CRM of the simulated portal. Items are stored as `crm.item.*` shows them.

pub(super) mod directories;
mod fields;
mod filter;
mod item;
mod kind;
mod legacy;
mod phones;
mod pipelines;
mod search;
mod write;

use super::php::{PhpValue, number};
use fields::Field;
pub use kind::{Item, ItemKind};
use phones::Phones;
pub use phones::digits;
use pipelines::Stage;
use serde_json::{Map, Value, json};

/// When the items of the fixtures were created.
const CREATED: &str = "2026-01-15T09:00:00+00:00";

/// The fields of an item, by their names in `crm.item.*`.
type Record = Map<String, Value>;

/// What the CRM holds.
#[derive(Debug, Default)]
pub struct Crm {
    items: Vec<(Item, Record)>,
    phones: Phones,
    /// Types of items that the agent may not read at all.
    pub hidden_kinds: Vec<ItemKind>,
    /// Pipelines that the agent may not read.
    pub hidden_pipelines: Vec<(ItemKind, u64)>,
    /// Fields that this portal requires although the documentation does not, by their names in `crm.item.*`.
    pub required: Vec<(ItemKind, String)>,
}

impl Crm {
    /// Adds a contact with a number; `assigned` is the user responsible.
    pub fn contact(&mut self, id: u64, name: &str, last_name: &str, phone: &str, assigned: u64) {
        let fields = json!({ "name": name, "secondName": "", "lastName": last_name, "typeId": "CLIENT" });
        self.put(Item::contact(id), fields, phone, assigned);
    }

    /// Adds a company.
    pub fn company(&mut self, id: u64, title: &str, phone: &str, assigned: u64) {
        let fields = json!({ "title": title, "typeId": "CUSTOMER" });
        self.put(Item::company(id), fields, phone, assigned);
    }

    /// Adds a lead.
    pub fn lead(&mut self, id: u64, title: &str, phone: &str, assigned: u64) {
        let fields = json!({ "title": title, "name": "", "lastName": "", "sourceId": "CALL" });
        self.put(Item::lead(id), fields, phone, assigned);
    }

    /// Adds a deal at a stage, with its amount. The pipeline follows from the stage: `NEW` is in 0, `C7:NEW` in 7.
    pub fn deal(&mut self, id: u64, title: &str, stage: &str, amount: f64, currency: &str) {
        let fields = json!({
            "title": title,
            "stageId": stage,
            "categoryId": pipelines::of_stage(stage),
            "opportunity": number(amount),
            "currencyId": currency,
        });
        self.put(Item::deal(id), fields, "", 1);
    }

    /// Adds an item of the smart process.
    pub fn rental(&mut self, id: u64, title: &str, stage: &str, assigned: u64) {
        let fields = json!({ "title": title, "stageId": stage, "categoryId": pipelines::of_stage(stage) });
        self.put(Item::rental(id), fields, "", assigned);
    }

    /// Changes one field of an item, whatever it is; nothing for an item that does not exist.
    pub fn set(&mut self, item: Item, field: &str, value: impl Into<Value>) {
        if let Some(record) = self.record_mut(item) {
            record.insert(field.to_owned(), value.into());
            derive(item.kind, record);
        }
    }

    /// Whether there is such an item.
    pub fn has(&self, item: Item) -> bool {
        self.record(item).is_some()
    }

    /// A field of an item by its name in `crm.item.*`; null where there is none.
    pub fn field(&self, item: Item, name: &str) -> &Value {
        self.record(item)
            .and_then(|record| record.get(name))
            .unwrap_or(&Value::Null)
    }

    /// Takes an item away.
    pub fn delete(&mut self, item: Item) {
        self.items.retain(|(known, _)| *known != item);
    }

    /// What a person would call the item.
    pub fn name(&self, item: Item) -> String {
        let part = |name| self.field(item, name).as_str().unwrap_or_default();
        match self.field(item, "title").text() {
            Some(title) => title,
            None => format!("{} {}", part("name"), part("lastName")).trim().to_owned(),
        }
    }

    /// All items.
    pub fn items(&self) -> impl Iterator<Item = Item> {
        self.items.iter().map(|(item, _)| *item)
    }

    /// An identifier that no item has.
    pub(super) fn free_id(&self) -> u64 {
        self.items.iter().map(|(item, _)| item.id).max().unwrap_or(0) + 1
    }

    fn record(&self, item: Item) -> Option<&Record> {
        let found = self.items.iter().find(|(known, _)| *known == item);
        found.map(|(_, record)| record)
    }

    fn record_mut(&mut self, item: Item) -> Option<&mut Record> {
        let found = self.items.iter_mut().find(|(known, _)| *known == item);
        found.map(|(_, record)| record)
    }

    fn put(&mut self, item: Item, fields: Value, phone: &str, assigned: u64) {
        let mut record = empty(item, CREATED);
        record.extend(fields.as_object().cloned().unwrap_or_default());
        record.insert("assignedById".to_owned(), assigned.into());
        if !phone.is_empty() {
            let row = json!({ "typeId": "PHONE", "valueType": "WORK", "value": phone });
            self.phones.write(&mut record, &json!([row]));
        }
        self.insert(item, record);
    }

    fn insert(&mut self, item: Item, mut record: Record) {
        derive(item.kind, &mut record);
        self.delete(item);
        self.items.push((item, record));
    }
}

/// An item with all the fields of its type and nothing in them.
fn empty(item: Item, created: &str) -> Record {
    let mut record: Record = fields::of(item.kind)
        .map(|field| (field.name.to_owned(), field.empty()))
        .collect();
    record.insert("id".to_owned(), item.id.into());
    record.insert("entityTypeId".to_owned(), item.kind.number().into());
    for name in ["createdTime", "updatedTime", "lastActivityTime"] {
        record.insert(name.to_owned(), created.into());
    }
    pipelines::start(item.kind, &mut record);
    record
}

/// Brings the fields up to date that follow from others.
fn derive(kind: ItemKind, record: &mut Record) {
    let category = record.get("categoryId").and_then(PhpValue::id).unwrap_or(0);
    let stage = record.get("stageId").and_then(Value::as_str).unwrap_or_default();
    let semantics = Stage::find(kind, category, stage).map_or("P", |stage| stage.semantics.unwrap_or("P"));
    let contact = record.get("contactIds").and_then(|ids| ids.get(0)).cloned();
    let derived = [
        ("stageSemanticId", json!(semantics)),
        ("closed", json!(if semantics == "P" { "N" } else { "Y" })),
        ("contactId", contact.unwrap_or_else(|| json!(0))),
    ];
    for (name, value) in derived {
        if fields::find(kind, name).is_some() {
            record.insert(name.to_owned(), value);
        }
    }
    phones::derive(record);
}
