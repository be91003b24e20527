//! Writing the company's result code into a custom field of a CRM item: `crm.item.fields` and `crm.item.update`.

use super::item_fields::{FieldsAnswer, FieldsGet};
use super::new_item::FieldValue;
use crate::bx24::{Client, Error, ErrorKind, Scalar};
use crate::call::Binding;
use crate::call::setting_list::same_field;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The method that changes an item.
pub const UPDATE: &str = "crm.item.update";

/// The code of a failure that the value causes: the portal's own, and that of [`write`].
pub const NOT_VALID: &str = "CRM_FIELD_ERROR_VALUE_NOT_VALID";

/// What is sent to change a field of an item.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemUpdate {
    entity_type_id: u64,
    id: u64,
    fields: BTreeMap<String, FieldValue>,
}

/// The item as it is after the change.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct UpdatedItem {
    item: BTreeMap<String, Scalar>,
}

/// A custom field that takes a result code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultField {
    /// Its name in `crm.item.*`.
    pub name: String,
    /// The choices of a list, by their ids; nothing where any text can be written.
    pub choices: Option<Vec<(String, String)>>,
    /// Whether it holds several values; one is written.
    pub is_multiple: bool,
}

impl FieldsAnswer {
    /// The custom field that an administrator calls `name`: `UF_CRM_RESULT` and `ufCrmResult` are the same one.
    pub fn result_field(self, name: &str) -> Option<ResultField> {
        let (name, field) = self.fields.into_iter().find(|(known, field)| {
            known.starts_with("uf") && !field.is_read_only && same_field(known, name)
        })?;
        let choices = field.items.into_iter().map(|item| (item.id, item.value));
        Some(ResultField {
            name,
            choices: (field.kind == "enumeration").then(|| choices.collect()),
            is_multiple: field.is_multiple,
        })
    }
}

impl ResultField {
    /// The code as it is sent; nothing where a list has no such choice.
    pub fn value(&self, code: &str) -> Option<String> {
        match &self.choices {
            None => Some(code.to_owned()),
            Some(choices) => {
                let mut choices = choices.iter();
                let choice = choices.find(|(_, value)| value.trim() == code);
                choice.map(|(id, _)| id.clone())
            }
        }
    }
}

impl UpdatedItem {
    /// Whether the item has this value now: the portal drops in silence what it does not know. Of a field with several
    /// values it is only known that the item has the field.
    pub fn has(self, field: &ResultField, value: &str) -> bool {
        let mut entries = self.item.into_iter();
        let found = entries.find(|(name, _)| *name == field.name);
        found.is_some_and(|(_, found)| field.is_multiple || found.text().as_deref() == Some(value))
    }
}

/// Writes a result code into the custom field of an item. Doing it twice changes nothing. Returns `false` where items of
/// this kind have no such field: then nothing was sent.
///
/// # Errors
/// Refusals of the portal mean [`Refusal::NoRight`](super::Refusal::NoRight),
/// [`Refusal::ItemGone`](super::Refusal::ItemGone) or, where the field does not take the code,
/// [`Refusal::FieldValue`](super::Refusal::FieldValue).
///
/// <https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-update.html>
pub async fn write(client: &Client, item: &Binding, field: &str, code: &str) -> Result<bool, Error> {
    let Some(entity_type_id) = item.kind.type_id() else {
        return Ok(false);
    };
    let fields: FieldsAnswer = client
        .query(super::item_fields::FIELDS, &FieldsGet { entity_type_id })
        .await?;
    let Some(field) = fields.result_field(field) else {
        return Ok(false);
    };
    let refused = |what: &str| Error::new(ErrorKind::Refused, NOT_VALID, 0, what);
    let value = field.value(code).ok_or_else(|| refused("no such choice"))?;
    let sent = if field.is_multiple {
        FieldValue::Only([value.clone()])
    } else {
        FieldValue::One(value.clone())
    };
    let update = ItemUpdate {
        entity_type_id,
        id: item.id,
        fields: BTreeMap::from([(field.name.clone(), sent)]),
    };
    let updated: UpdatedItem = client.call(UPDATE, &update).await?;
    if updated.has(&field, &value) {
        Ok(true)
    } else {
        Err(refused("not written"))
    }
}
