//! Who has this number.

use super::super::Portal;
use super::super::answer::{Answer, RestError};
use super::super::people::User;
use super::super::php::{PhpValue, field};
use super::phones::{digits, values};
use super::{Crm, Item, ItemKind};
use serde_json::{Map, Value, json};

/// How many values one request may ask for.
const VALUES: usize = 20;

/// From so many hits on in one type the types after it are not searched any more.
const HITS: usize = 20;

impl Crm {
    /// The items with this number, however it is written.
    pub fn by_phone(&self, number: &str) -> Vec<Item> {
        let wanted = digits(number);
        let found = self.items.iter().filter(|(_, record)| {
            !wanted.is_empty() && values(record, "PHONE").any(|value| digits(value) == wanted)
        });
        found.map(|(item, _)| *item).collect()
    }
}

impl Portal {
    /// `telephony.externalCall.searchCrmEntities`: of each kind, the first item with the number.
    pub(in crate::simulator::portal) fn search_crm_entities(
        &self,
        params: &Value,
    ) -> Result<Answer, RestError> {
        let number = field(params, "PHONE_NUMBER")
            .text()
            .ok_or_else(|| RestError::core("PHONE_NUMBER is not specified"))?;
        let candidate = |item: Item| {
            let assigned = self
                .crm
                .field(item, "assignedById")
                .id()
                .and_then(|id| self.user(id));
            json!({
                "CRM_ENTITY_TYPE": item.kind.code(),
                "CRM_ENTITY_ID": item.id,
                "ASSIGNED_BY_ID": assigned.map(|user| user.id),
                "NAME": self.crm.name(item),
                "ASSIGNED_BY": assigned.map_or(Value::Null, User::responsible),
            })
        };
        let mut found = Vec::<Item>::new();
        for item in self.crm.by_phone(&number) {
            if found.iter().all(|known| known.kind != item.kind) {
                found.push(item);
            }
        }
        let found: Value = found.into_iter().map(candidate).collect();
        Ok(found.into())
    }

    /// `crm.duplicate.findbycomm`: only values that are written as they are stored are found.
    pub(in crate::simulator::portal) fn find_by_communication(
        &self,
        params: &Value,
    ) -> Result<Answer, RestError> {
        let refuse = |text: &str| Err(RestError::new(400, text, text));
        let Some(kind) = field(params, "type").text() else {
            return refuse("Communication type is not defined");
        };
        if kind != "PHONE" && kind != "EMAIL" {
            return refuse(&format!(
                "Communication type '{kind}' is not supported in current context"
            ));
        }
        let wanted: Vec<&str> = field(params, "values")
            .items()
            .filter_map(Value::as_str)
            .take(VALUES)
            .collect();
        if wanted.is_empty() {
            return refuse("Communication values is not defined");
        }
        let only = field(params, "entity_type").text();
        let mut found = Map::new();
        for owner in [ItemKind::Lead, ItemKind::Contact, ItemKind::Company] {
            if only.as_deref().is_some_and(|only| only != owner.code()) {
                continue;
            }
            let hits = self.crm.items.iter().filter(|(item, record)| {
                item.kind == owner
                    && !self.faults.denies_reading(*item)
                    && values(record, &kind).any(|value| wanted.contains(&value))
            });
            let ids: Vec<u64> = hits.map(|(item, _)| item.id).collect();
            let full = ids.len() >= HITS;
            if !ids.is_empty() {
                found.insert(owner.code().to_owned(), ids.into());
            }
            if full {
                break;
            }
        }
        Ok(super::super::php::object_or_list(found).into())
    }
}
