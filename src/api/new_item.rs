//! New CRM items: `crm.item.add`, and what became of one whose answer is lost.
//!
//! Nothing distinguishes an item that was created twice from two items: after an uncertain failure look for it
//! ([`find`]) before it is sent again.
//!
//! <https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-add.html>

use super::crm::{self, Item, ItemAnswer, ItemEnvelope};
use super::duplicates;
use super::timeline::{CLOCKS_DIFFER, same_text};
use super::{NewestItems, php};
use crate::bx24::{Client, Error};
use crate::call::{Binding, CreateAttempt, EntityKind, NewClientForm, NewKind, RequiredField};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

/// The method that creates an item.
pub const ADD: &str = "crm.item.add";

/// What is sent to create an item.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemAdd {
    entity_type_id: u64,
    fields: NewItem,
}

/// A new item. What is empty is not sent.
#[derive(Clone, Debug, PartialEq)]
pub struct NewItem {
    /// What it is.
    pub kind: NewKind,
    /// `title`: for leads and deals.
    pub title: String,
    /// `name`: the first name, for contacts and leads.
    pub name: String,
    /// `lastName`: for contacts and leads.
    pub last_name: String,
    /// The phone number (`fm`), for contacts and leads: a deal has none.
    pub phone: String,
    /// The contact (`contactIds`) or company (`companyId`) of a deal.
    pub client: Option<Binding>,
    /// Other fields, by their names in `crm.item.*`.
    pub others: Vec<(String, FieldValue)>,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FieldValue {
    /// One value.
    One(String),
    /// The only value of a field that holds several.
    Only([String; 1]),
}

/// A row of `fm`. Without `typeId` the portal saves the item without the number, and reports no error.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhoneRow<'a> {
    type_id: &'static str,
    value_type: &'static str,
    value: &'a str,
}

impl NewItem {
    /// The item of this kind from what was entered; `fields` are those that the portal requires, of any kind, and `client`
    /// is the contact or company of a deal.
    pub fn of(
        kind: NewKind,
        form: &NewClientForm,
        fields: &[RequiredField],
        number: &str,
        client: Option<Binding>,
    ) -> Self {
        let has_person = kind != NewKind::Deal;
        let text = |text: &str, is_there: bool| {
            if is_there {
                text.trim().to_owned()
            } else {
                String::new()
            }
        };
        let others = fields
            .iter()
            .filter(|field| field.kind == kind && !field.is_own());
        let others = others.map(|field| {
            let value = field.value.to_send(form.required(kind, &field.name));
            let value = if field.is_multiple {
                FieldValue::Only([value])
            } else {
                FieldValue::One(value)
            };
            (field.name.clone(), value)
        });
        Self {
            kind,
            title: text(&form.title, kind.has_title()),
            name: text(&form.name, has_person),
            last_name: text(&form.last_name, has_person),
            phone: text(number, has_person),
            client,
            others: others.collect(),
        }
    }
}

impl Serialize for NewItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        for (name, value) in [
            ("title", &self.title),
            ("name", &self.name),
            ("lastName", &self.last_name),
        ] {
            if !value.is_empty() {
                fields.serialize_entry(name, value)?;
            }
        }
        if !self.phone.is_empty() {
            let row = PhoneRow {
                type_id: "PHONE",
                value_type: "WORK",
                value: &self.phone,
            };
            fields.serialize_entry("fm", &[row])?;
        }
        match &self.client {
            Some(client) if client.kind == EntityKind::Contact => {
                fields.serialize_entry("contactIds", &[client.id])?;
            }
            Some(client) => fields.serialize_entry("companyId", &client.id)?,
            None => {}
        }
        for (name, value) in &self.others {
            fields.serialize_entry(name, value)?;
        }
        fields.end()
    }
}

impl From<NewItem> for ItemAdd {
    fn from(fields: NewItem) -> Self {
        Self {
            entity_type_id: fields.kind.type_id(),
            fields,
        }
    }
}

/// Creates an item; answers it as the portal has saved it.
///
/// # Errors
/// Refusals of the portal mean [`Refusal::NoRight`](super::Refusal::NoRight), or a field that is required or whose value
/// is not accepted ([`is_field_missing`]).
///
/// <https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-add.html>
pub async fn add(client: &Client, item: NewItem) -> Result<(Binding, Item), Error> {
    let kind = item.kind.entity();
    let answer: ItemEnvelope = client.call(ADD, &ItemAdd::from(item)).await?;
    let answer = answer.item.unwrap_or_default();
    read(&kind, answer).ok_or_else(|| Error::not_understood(ADD))
}

/// Whether the portal has refused an item because a field is empty that it requires.
pub fn is_field_missing(error: &Error) -> bool {
    error.code == "CRM_FIELD_ERROR_REQUIRED"
}

/// What is sent to look for deals with a title that a user has created, the newest first.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedDeals<'a> {
    entity_type_id: u64,
    filter: CreatedFilter<'a>,
    select: [&'static str; 4],
    order: NewestItems,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CreatedFilter<'a> {
    created_by: u64,
    title: &'a str,
}

impl<'a> CreatedDeals<'a> {
    /// The deals with this title that the user has created.
    pub fn by(created_by: u64, title: &'a str) -> Self {
        Self {
            entity_type_id: NewKind::Deal.type_id(),
            filter: CreatedFilter { created_by, title },
            select: ["id", "title", "createdBy", "createdTime"],
            order: NewestItems::default(),
        }
    }
}

/// The answer to [`CreatedDeals`].
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct CreatedAnswer {
    /// `items`
    #[serde(deserialize_with = "php::list")]
    pub items: Vec<ItemAnswer>,
}

/// Looks for the item of an attempt: created by the user `me` since it was sent; a contact or lead with its number that
/// was not there before, or a deal with its title.
///
/// # Errors
/// Those of [`ErrorKind`](crate::bx24::ErrorKind): then it is not known whether the item is there.
///
/// <https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-list.html>
pub async fn find(
    client: &Client,
    attempt: &CreateAttempt,
    me: u64,
) -> Result<Option<(Binding, Item)>, Error> {
    let kind = attempt.kind.entity();
    if attempt.kind == NewKind::Deal {
        let deals: CreatedAnswer = client
            .query("crm.item.list", &CreatedDeals::by(me, &attempt.title))
            .await?;
        let mut deals = deals.items.into_iter().filter_map(|deal| read(&kind, deal));
        return Ok(deals.find(|(_, deal)| is_of(attempt, me, deal) && same_text(&deal.name, &attempt.title)));
    }
    let ids = duplicates::ids_with_number(client, &kind, &attempt.number).await?;
    let new = ids.into_iter().filter(|id| !attempt.known.contains(id));
    let new: Vec<_> = new.map(|id| Binding::new(kind.clone(), id)).collect();
    if new.is_empty() {
        return Ok(None);
    }
    let answers = crm::names(client, &new, &[]).await?;
    for (binding, answer) in new.into_iter().zip(answers.items) {
        // Who may not read it did not create it just now.
        match answer {
            Ok(item) if is_of(attempt, me, &item) => return Ok(Some((binding, item))),
            Err(error) if !crm::is_no_right(&error) && !crm::is_gone(&error) => return Err(error),
            Ok(_) | Err(_) => {}
        }
    }
    Ok(None)
}

/// Whether an item can be the one of this attempt.
pub fn is_of(attempt: &CreateAttempt, me: u64, item: &Item) -> bool {
    let is_since = |created: f64| created >= attempt.since - CLOCKS_DIFFER;
    item.created_by_id == Some(me) && item.created.is_some_and(is_since)
}

fn read(kind: &EntityKind, answer: ItemAnswer) -> Option<(Binding, Item)> {
    let id = answer.id?;
    let item = answer.item(kind).ok()?;
    Some((Binding::new(kind.clone(), id), item))
}
