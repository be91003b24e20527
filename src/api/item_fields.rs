//! The fields that a portal requires of a new item: `crm.item.fields`.
//!
//! <https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-fields.html>

use super::dictionary::{self, DictionaryEntry};
use super::directory;
use super::php::{self, Fitting};
use crate::bx24::{Client, Command, Error};
use crate::call::{FieldType, NewKind, RequiredField};
use core::fmt;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

pub(super) const FIELDS: &str = "crm.item.fields";

/// The fields that the card fills in itself.
const FILLED_IN: [&str; 4] = ["fm", "contactId", "contactIds", "contacts"];

/// The fields that the portal fills in itself where nothing is sent, by the page of `crm.item.add`.
const WITH_DEFAULT: [&str; 6] = [
    "opened",
    "assignedById",
    "stageId",
    "categoryId",
    "currencyId",
    "isManualOpportunity",
];

/// What is sent to ask for the fields of a kind.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldsGet {
    /// `entityTypeId`
    pub entity_type_id: u64,
}

/// The answer to [`FieldsGet`], in the portal's order.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct FieldsAnswer {
    /// `fields`
    #[serde(deserialize_with = "entries")]
    pub fields: Vec<(String, FieldAnswer)>,
}

/// The description of a field.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct FieldAnswer {
    #[serde(rename = "type", deserialize_with = "php::text")]
    pub(super) kind: String,
    #[serde(deserialize_with = "php::flag")]
    is_required: bool,
    #[serde(deserialize_with = "php::flag")]
    pub(super) is_read_only: bool,
    #[serde(deserialize_with = "php::flag")]
    pub(super) is_multiple: bool,
    #[serde(deserialize_with = "php::text")]
    title: String,
    /// The directory of a `crm_status`.
    #[serde(deserialize_with = "php::text")]
    status_type: String,
    /// The values of an `enumeration`.
    #[serde(deserialize_with = "php::list")]
    pub(super) items: Vec<FieldItem>,
}

/// A value of an `enumeration`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) struct FieldItem {
    #[serde(deserialize_with = "php::required_text")]
    pub id: String,
    #[serde(deserialize_with = "php::required_text")]
    pub value: String,
}

impl FieldsAnswer {
    /// The fields that have to be entered for an item of this kind. What stands in a directory of the portal has no choices
    /// yet, and money no currency ([`required`] asks for both); with each field its directory, empty where it has none.
    pub fn required(self, kind: NewKind) -> Vec<(RequiredField, String)> {
        let is_asked = |(name, field): &(String, FieldAnswer)| {
            let is_ours = FILLED_IN.contains(&name.as_str()) || WITH_DEFAULT.contains(&name.as_str());
            field.is_required && !field.is_read_only && !is_ours
        };
        let fields = self.fields.into_iter().filter(is_asked);
        fields
            .map(|(name, field)| {
                let value = match field.kind.as_str() {
                    "string" | "text" => FieldType::Text,
                    "double" => FieldType::Number,
                    "integer" => FieldType::Whole,
                    "money" => FieldType::Money(String::new()),
                    "date" => FieldType::Date,
                    "boolean" => FieldType::Flag,
                    "enumeration" if !field.items.is_empty() => {
                        let items = field.items.into_iter();
                        FieldType::Choice(items.map(|item| (item.id, item.value)).collect())
                    }
                    "crm_status" if !field.status_type.is_empty() => FieldType::Choice(Vec::new()),
                    _ => FieldType::Unsupported,
                };
                let title = if field.title.is_empty() {
                    name.clone()
                } else {
                    field.title
                };
                let required = RequiredField {
                    kind,
                    name,
                    title,
                    value,
                    is_multiple: field.is_multiple,
                };
                (required, field.status_type)
            })
            .collect()
    }
}

/// The fields that the portal requires for an item of this kind besides name, title and number.
///
/// # Errors
/// Refusals of the portal mean [`Refusal::NoRight`](super::Refusal::NoRight). A list of choices that fails alone makes its
/// field [`FieldType::Unsupported`].
///
/// <https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-fields.html>
pub async fn required(client: &Client, kind: NewKind) -> Result<Vec<RequiredField>, Error> {
    let params = FieldsGet {
        entity_type_id: kind.type_id(),
    };
    let answer: FieldsAnswer = client.query(FIELDS, &params).await?;
    let mut fields = answer.required(kind);
    let commands = list_commands(&fields)?;
    if !commands.is_empty() {
        let answers = client.batch(commands).await?;
        let answer = |key: &str| {
            answers
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, answer)| answer)
        };
        let currency = answer(CURRENCIES).and_then(|answer| {
            let currencies = dictionary::read_currencies(answer.clone()).ok()?;
            base_currency(currencies)
        });
        for (field, directory) in &mut fields {
            let value = match &field.value {
                FieldType::Money(_) => currency.clone().map(FieldType::Money),
                FieldType::Choice(choices) if choices.is_empty() => answer(directory)
                    .and_then(|answer| directory::read(directory, answer))
                    .filter(|directory| !directory.entries.is_empty())
                    .map(|directory| FieldType::Choice(directory.entries)),
                _ => continue,
            };
            field.value = value.unwrap_or(FieldType::Unsupported);
        }
    }
    Ok(fields.into_iter().map(|(field, _)| field).collect())
}

const CURRENCIES: &str = "currencies";

/// What the fields need besides: each directory once, and the currencies.
fn list_commands(fields: &[(RequiredField, String)]) -> Result<Vec<Command>, Error> {
    let mut directories: Vec<&str> = Vec::new();
    let mut commands = Vec::new();
    for (field, directory) in fields {
        match &field.value {
            FieldType::Money(_) if !directories.contains(&CURRENCIES) => {
                directories.push(CURRENCIES);
                commands.push(dictionary::currencies_command(CURRENCIES)?);
            }
            FieldType::Choice(choices)
                if choices.is_empty() && !directories.contains(&directory.as_str()) =>
            {
                directories.push(directory);
                commands.push(directory::command(directory)?);
            }
            _ => {}
        }
    }
    Ok(commands)
}

fn base_currency(currencies: Vec<DictionaryEntry>) -> Option<String> {
    let base = currencies.iter().position(|currency| currency.base);
    let currency = currencies.into_iter().nth(base.unwrap_or_default());
    currency.map(|currency| currency.code)
}

/// The entries of an object in its order. What is not of this shape is left out; what is no object is an empty one.
fn entries<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, FieldAnswer)>, D::Error> {
    deserializer.deserialize_map(EntriesVisitor)
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Vec<(String, FieldAnswer)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<serde::de::IgnoredAny>()?.is_some() {}
        Ok(Vec::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((name, field)) = map.next_entry::<String, Fitting<FieldAnswer>>()? {
            entries.extend(field.0.map(|field| (name, field)));
        }
        Ok(entries)
    }
}
