//! `crm.item.get`, `.list` and `.fields`.

use super::super::answer::{Answer, RestError};
use super::super::php::{PhpValue, field};
use super::super::{Portal, list};
use super::{Item, ItemKind, Record, fields, filter};
use serde_json::{Value, json};

/// The type that a request names.
pub(super) fn entity_type(params: &Value) -> Result<ItemKind, RestError> {
    let number = field(params, "entityTypeId")
        .id()
        .ok_or_else(|| RestError::missing("entityTypeId"))?;
    if number == 5 {
        let text = "Entity type `INVOICE` is not supported";
        return Err(RestError::new(400, "ENTITY_TYPE_NOT_SUPPORTED", text));
    }
    ItemKind::from_number(number).ok_or_else(|| RestError::new(400, "NOT_FOUND", "SPA not found"))
}

/// The item that a request names, if it is there.
pub(super) fn existing(portal: &Portal, params: &Value) -> Result<Item, RestError> {
    let kind = entity_type(params)?;
    let id = field(params, "id").id().ok_or_else(|| RestError::missing("id"))?;
    let item = Item { kind, id };
    if portal.crm.has(item) {
        Ok(item)
    } else {
        Err(RestError::new(400, "NOT_FOUND", "Element not found"))
    }
}

impl Portal {
    /// `crm.item.get`
    pub(in crate::simulator::portal) fn item_get(&self, params: &Value) -> Result<Answer, RestError> {
        let item = existing(self, params)?;
        if self.faults.denies_reading(item) || self.crm.hidden_kinds.contains(&item.kind) {
            return Err(denied());
        }
        Ok(self.item_answer(item))
    }

    /// An item as `crm.item.get`, `.add` and `.update` answer it: complete.
    pub(super) fn item_answer(&self, item: Item) -> Answer {
        json!({ "item": self.crm.record(item) }).into()
    }

    /// `crm.item.list`: items that the agent may not read are left out; a type of which none may be read is refused.
    pub(in crate::simulator::portal) fn item_list(&self, params: &Value) -> Result<Answer, RestError> {
        let kind = entity_type(params)?;
        let conditions = field(params, "filter");
        filter::check(kind, conditions)?;
        let order = order(kind, field(params, "order"))?;
        if self.crm.hidden_kinds.contains(&kind) {
            return Err(denied());
        }
        let readable = self.crm.items.iter().filter(|(item, record)| {
            item.kind == kind && !self.faults.denies_reading(*item) && filter::passes(record, conditions)
        });
        let mut found: Vec<Value> = readable
            .map(|(_, record)| Value::Object(record.clone()))
            .collect();
        list::sort(&mut found, "id", "ASC");
        for (name, direction) in order.iter().rev() {
            list::sort(&mut found, name, direction);
        }
        let mut answer = list::page(found, params);
        let select = list::selected_names(params);
        let items: Value = answer
            .result
            .items()
            .map(|item| selected(kind, item, &select))
            .collect();
        answer.result = json!({ "items": items });
        Ok(answer)
    }

    /// `crm.item.fields`
    pub(in crate::simulator::portal) fn item_fields(&self, params: &Value) -> Result<Answer, RestError> {
        let kind = entity_type(params)?;
        let fields: Record = fields::of(kind)
            .map(|field| {
                let required = self.crm.required.contains(&(kind, field.name.to_owned()));
                (field.name.to_owned(), field.describe(kind, required))
            })
            .collect();
        Ok(json!({ "fields": fields }).into())
    }
}

fn denied() -> RestError {
    RestError::new(
        400,
        "ACCESS_DENIED",
        "You do not have permission to view this item",
    )
}

/// The named fields of an item, or all. Unknown names are dropped, and so is `fm`: it comes with all fields only.
fn selected(kind: ItemKind, item: &Value, select: &[String]) -> Value {
    if select.is_empty() || select.iter().any(|name| name == "*") {
        return item.clone();
    }
    list::select(item, |name| {
        name != "fm" && fields::find(kind, name).is_some() && select.iter().any(|one| one == name)
    })
}

fn order(kind: ItemKind, order: &Value) -> Result<Vec<(String, String)>, RestError> {
    let refuse = |text: String| RestError::new(400, "INVALID_ARG_VALUE", &text);
    order
        .entries()
        .map(|(name, direction)| {
            if fields::find(kind, name).is_none_or(|field| field.multiple) {
                return Err(refuse(format!("Invalid order: field '{name}' is not allowed in order")));
            }
            let direction = direction.text().unwrap_or_default();
            if !["ASC", "DESC"].contains(&direction.to_uppercase().as_str()) {
                return Err(refuse(format!(
                    "Invalid order: allowed sort directions are `ASC, DESC`. But got '{direction}' for field '{name}'"
                )));
            }
            Ok((name.clone(), direction))
        })
        .collect()
}
