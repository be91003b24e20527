//! The CRM of the simulated portal: items, their names, the dictionaries.

use super::answer::{Answer, RestError};
use super::php::{PhpValue, field};
use super::{Portal, list};
use serde_json::{Value, json};

/// The kinds of CRM items that a call can be bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// A lead.
    Lead,
    /// A deal.
    Deal,
    /// A contact.
    Contact,
    /// A company.
    Company,
}

impl ItemKind {
    /// All of them, by their numbers in the portal.
    pub const ALL: [Self; 4] = [Self::Lead, Self::Deal, Self::Contact, Self::Company];

    /// `CONTACT`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Lead => "LEAD",
            Self::Deal => "DEAL",
            Self::Contact => "CONTACT",
            Self::Company => "COMPANY",
        }
    }

    /// The number of the kind: 1 lead, 2 deal, 3 contact, 4 company.
    pub const fn number(self) -> u64 {
        match self {
            Self::Lead => 1,
            Self::Deal => 2,
            Self::Contact => 3,
            Self::Company => 4,
        }
    }

    /// The kind with this code, in whatever case.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code().eq_ignore_ascii_case(code))
    }

    /// The kind with this number.
    pub fn from_number(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }
}

/// One item of the CRM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its identifier.
    pub id: u64,
}

impl Item {
    /// A contact.
    pub const fn contact(id: u64) -> Self {
        Self {
            kind: ItemKind::Contact,
            id,
        }
    }

    /// A company.
    pub const fn company(id: u64) -> Self {
        Self {
            kind: ItemKind::Company,
            id,
        }
    }

    /// A lead.
    pub const fn lead(id: u64) -> Self {
        Self {
            kind: ItemKind::Lead,
            id,
        }
    }

    /// A deal.
    pub const fn deal(id: u64) -> Self {
        Self {
            kind: ItemKind::Deal,
            id,
        }
    }
}

/// What the CRM holds.
#[derive(Debug, Default)]
pub struct Crm {
    items: Vec<(Item, Value)>,
    next_phone: u64,
}

impl Crm {
    /// A contact with a number, cared for by `assigned`.
    pub fn contact(&mut self, id: u64, name: &str, last_name: &str, phone: &str, assigned: u64) {
        let phones = self.phones(phone);
        let record = json!({
            "ID": id.to_string(),
            "POST": "",
            "NAME": name,
            "SECOND_NAME": "",
            "LAST_NAME": last_name,
            "PHOTO": Value::Null,
            "TYPE_ID": "CLIENT",
            "COMPANY_ID": Value::Null,
        });
        self.put(Item::contact(id), record, assigned, phones);
    }

    /// A company.
    pub fn company(&mut self, id: u64, title: &str, phone: &str, assigned: u64) {
        let phones = self.phones(phone);
        let record = json!({ "ID": id.to_string(), "TITLE": title, "COMPANY_TYPE": "CUSTOMER" });
        self.put(Item::company(id), record, assigned, phones);
    }

    /// A lead.
    pub fn lead(&mut self, id: u64, title: &str, phone: &str, assigned: u64) {
        let phones = self.phones(phone);
        let record = json!({
            "ID": id.to_string(),
            "TITLE": title,
            "NAME": "",
            "LAST_NAME": "",
            "STATUS_ID": "NEW",
            "SOURCE_ID": "CALL",
            "OPPORTUNITY": "0.00",
            "CURRENCY_ID": "EUR",
        });
        self.put(Item::lead(id), record, assigned, phones);
    }

    /// A deal at a stage, with its amount.
    pub fn deal(&mut self, id: u64, title: &str, stage: &str, amount: f64, currency: &str) {
        let record = json!({
            "ID": id.to_string(),
            "TITLE": title,
            "STAGE_ID": stage,
            "CATEGORY_ID": "0",
            "OPPORTUNITY": format!("{amount:.2}"),
            "CURRENCY_ID": currency,
            "IS_MANUAL_OPPORTUNITY": "N",
            "CLOSED": if matches!(stage, "WON" | "LOSE") { "Y" } else { "N" },
        });
        self.put(Item::deal(id), record, 1, Vec::new());
    }

    /// The fields of an item.
    pub fn get(&self, item: Item) -> Option<&Value> {
        self.items
            .iter()
            .find(|(known, _)| *known == item)
            .map(|(_, record)| record)
    }

    /// Takes an item away.
    pub fn delete(&mut self, item: Item) {
        self.items.retain(|(known, _)| *known != item);
    }

    /// What a person would call the item.
    pub fn name(&self, item: Item) -> String {
        let record = self.get(item).unwrap_or(&Value::Null);
        let part = |key| record[key].as_str().unwrap_or_default();
        match record["TITLE"].text() {
            Some(title) => title,
            None => format!("{} {}", part("NAME"), part("LAST_NAME"))
                .trim()
                .to_owned(),
        }
    }

    /// All items.
    pub fn items(&self) -> impl Iterator<Item = Item> {
        self.items.iter().map(|(item, _)| *item)
    }

    /// Those with this number; contacts, leads and companies have numbers of their own.
    pub fn by_phone(&self, number: &str) -> Vec<Item> {
        let wanted = digits(number);
        let has = |record: &Value| {
            record["PHONE"]
                .items()
                .any(|phone| digits(phone["VALUE"].as_str().unwrap_or_default()) == wanted)
        };
        let found = self
            .items
            .iter()
            .filter(|(_, record)| !wanted.is_empty() && has(record));
        found.map(|(item, _)| *item).collect()
    }

    pub(super) fn free_id(&self) -> u64 {
        self.items.iter().map(|(item, _)| item.id).max().unwrap_or(0) + 1
    }

    fn phones(&mut self, number: &str) -> Vec<Value> {
        if number.is_empty() {
            return Vec::new();
        }
        self.next_phone += 1;
        vec![json!({
            "ID": (150 + self.next_phone).to_string(),
            "VALUE_TYPE": "WORK",
            "VALUE": number,
            "TYPE_ID": "PHONE",
        })]
    }

    fn put(&mut self, item: Item, mut record: Value, assigned: u64, phones: Vec<Value>) {
        record["ASSIGNED_BY_ID"] = assigned.to_string().into();
        record["HAS_PHONE"] = if phones.is_empty() { "N" } else { "Y" }.into();
        // The portal leaves fields with several values out where they have none.
        if !phones.is_empty() {
            record["PHONE"] = phones.into();
        }
        self.delete(item);
        self.items.push((item, record));
    }
}

/// The digits of a number, by which numbers are compared.
pub fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

impl Portal {
    pub(super) fn crm_get(&self, kind: ItemKind, params: &Value) -> Result<Answer, RestError> {
        let id = field(params, "id")
            .id()
            .ok_or_else(|| RestError::crm("ID is not defined or invalid."))?;
        let item = Item { kind, id };
        if self.faults.deny(item) {
            return Err(RestError::crm("Access denied."));
        }
        self.crm
            .get(item)
            .cloned()
            .map(Into::into)
            .ok_or_else(|| RestError::crm("Not found"))
    }

    pub(super) fn crm_list(&self, kind: ItemKind, params: &Value) -> Answer {
        let readable = self
            .crm
            .items
            .iter()
            .filter(|(item, _)| item.kind == kind && !self.faults.deny(*item));
        list::query(readable.map(|(_, record)| record.clone()).collect(), params)
    }

    pub(super) fn search_crm_entities(&self, params: &Value) -> Result<Answer, RestError> {
        let number = field(params, "PHONE_NUMBER")
            .text()
            .ok_or_else(|| RestError::core("PHONE_NUMBER is not specified"))?;
        let candidate = |item: Item| {
            let record = self.crm.get(item).unwrap_or(&Value::Null);
            let assigned = record["ASSIGNED_BY_ID"].id().and_then(|id| self.user(id));
            json!({
                "CRM_ENTITY_TYPE": item.kind.code(),
                "CRM_ENTITY_ID": item.id,
                "ASSIGNED_BY_ID": assigned.map(|user| user.id),
                "NAME": self.crm.name(item),
                "ASSIGNED_BY": assigned.map_or(Value::Null, super::people::User::responsible),
            })
        };
        let found = self
            .crm
            .by_phone(&number)
            .into_iter()
            .filter(|item| item.kind != ItemKind::Deal);
        Ok(Value::Array(found.map(candidate).collect()).into())
    }
}
