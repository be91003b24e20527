//! Names of CRM items.
//!
//! <https://apidocs.bitrix24.com/api-reference/crm/universal/index.html>

use super::Refusal;
use super::directory::{self, Directory, StageId};
use super::fields::{joined, moment};
use super::php;
use crate::bx24::{Client, Command, Error};
use crate::call::{Binding, EntityKind};
use serde::{Deserialize, Serialize};

/// What an agent reads of a CRM item.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Item {
    /// The person's name or the title; empty where the item has none.
    pub name: String,
    /// A person's position at work.
    pub post: String,
    /// The stage that it is at.
    pub stage: Option<StageId>,
    /// Amount and currency, unless the amount is zero; the code may be empty.
    pub amount: Option<(f64, String)>,
    /// Whether it is at one of its last stages.
    pub closed: bool,
    /// When it was created, in milliseconds since 1970.
    pub created: Option<f64>,
    /// The id of the responsible colleague.
    pub assigned_by_id: Option<u64>,
    /// The id of the colleague who created it.
    pub created_by_id: Option<u64>,
}

/// The fields of an item, as the methods `crm.item.*` answer them. Each kind has some of them.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ItemAnswer {
    /// `id`
    #[serde(deserialize_with = "php::id")]
    pub id: Option<u64>,
    #[serde(deserialize_with = "php::text")]
    title: String,
    #[serde(deserialize_with = "php::text")]
    name: String,
    #[serde(deserialize_with = "php::text")]
    second_name: String,
    #[serde(deserialize_with = "php::text")]
    last_name: String,
    #[serde(deserialize_with = "php::text")]
    post: String,
    #[serde(deserialize_with = "php::id")]
    category_id: Option<u64>,
    #[serde(deserialize_with = "php::text")]
    stage_id: String,
    #[serde(deserialize_with = "php::text")]
    stage_semantic_id: String,
    #[serde(deserialize_with = "php::number")]
    opportunity: Option<f64>,
    #[serde(deserialize_with = "php::text")]
    currency_id: String,
    #[serde(deserialize_with = "php::flag")]
    closed: bool,
    #[serde(deserialize_with = "moment")]
    created_time: Option<f64>,
    #[serde(deserialize_with = "php::id")]
    assigned_by_id: Option<u64>,
    #[serde(deserialize_with = "php::id")]
    created_by: Option<u64>,
}

impl ItemAnswer {
    /// The item.
    ///
    /// # Errors
    /// [`ErrorKind::NotUnderstood`](crate::bx24::ErrorKind::NotUnderstood) where the answer has none of the fields.
    pub fn item(self, kind: &EntityKind) -> Result<Item, Error> {
        if self == Self::default() {
            return Err(Error::not_understood("crm"));
        }
        let has_amount = matches!(kind, EntityKind::Deal | EntityKind::Other(_));
        let amount = self.opportunity.filter(|amount| has_amount && *amount != 0.0);
        Ok(Item {
            name: self.full_name(kind).trim().to_owned(),
            post: self.post,
            stage: StageId::of(kind, self.category_id, self.stage_id),
            amount: amount.map(|amount| (amount, self.currency_id)),
            // `S` succeeded, `F` failed.
            closed: self.closed || matches!(self.stage_semantic_id.as_str(), "S" | "F"),
            created: self.created_time,
            assigned_by_id: self.assigned_by_id,
            created_by_id: self.created_by,
        })
    }

    fn full_name(&self, kind: &EntityKind) -> String {
        let parts = [&self.name, &self.second_name, &self.last_name].map(|part| part.trim());
        let person = joined(&parts, " ");
        match kind {
            EntityKind::Contact => person,
            EntityKind::Lead if self.title.is_empty() => person,
            // The title often repeats the name.
            EntityKind::Lead if self.title.contains(&person) => self.title.clone(),
            EntityKind::Lead => joined(&[&self.title, &person], " · "),
            _ => self.title.clone(),
        }
    }
}

/// The answer to [`ItemGet`].
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ItemEnvelope {
    /// `item`
    #[serde(deserialize_with = "php::fitting")]
    pub item: Option<ItemAnswer>,
}

/// What is sent to ask for an item.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemGet {
    /// `entityTypeId`
    pub entity_type_id: u64,
    /// `id`
    pub id: u64,
}

/// The answer to [`names`].
#[derive(Clone, Debug)]
pub struct NamesAnswer {
    /// One result for each item, in the order they were asked for.
    pub items: Vec<Result<Item, Error>>,
    /// The directories that were asked for and answered.
    pub directories: Vec<Directory>,
}

/// Asks for the names of `items`, and for `directories` along with them: one request for up to 50 of both together.
///
/// The result of an item is a refusal where the agent may not read it or it was deleted. Kinds that the portal's methods
/// do not read are refused (`UNKNOWN_KIND`) without asking.
///
/// # Errors
/// Those of [`ErrorKind`](crate::bx24::ErrorKind), where a whole request fails.
///
/// <https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-get.html>
pub async fn names(client: &Client, items: &[Binding], directories: &[String]) -> Result<NamesAnswer, Error> {
    let mut commands = Vec::with_capacity(items.len() + directories.len());
    for item in items {
        if let Some(entity_type_id) = item.kind.type_id() {
            let params = ItemGet {
                entity_type_id,
                id: item.id,
            };
            commands.push(Command::new(&key(item), "crm.item.get", &params)?);
        }
    }
    for id in directories {
        commands.push(directory::command(id)?);
    }
    let answers = client.batch(commands).await?;
    let answer = |key: &str| {
        let found = answers.iter().find(|(name, _)| name == key);
        found.map(|(_, answer)| answer)
    };
    let read = |item: &Binding| match answer(&key(item)) {
        Some(Ok(fields)) => fields
            .read::<ItemEnvelope>()?
            .item
            .unwrap_or_default()
            .item(&item.kind),
        Some(Err(error)) => Err(error.clone()),
        None => Err(Error::refused(UNKNOWN_KIND)),
    };
    let directories = directories
        .iter()
        .filter_map(|id| directory::read(id, answer(id)?));
    Ok(NamesAnswer {
        items: items.iter().map(read).collect(),
        directories: directories.collect(),
    })
}

/// The code of a refusal, without asking, for a kind that the portal's methods do not read.
const UNKNOWN_KIND: &str = "UNKNOWN_KIND";

fn key(item: &Binding) -> String {
    format!("{}_{}", item.kind.as_str(), item.id)
}

/// Whether this error of one item means that items of its kind cannot be read at all.
pub fn is_unreadable_kind(error: &Error) -> bool {
    matches!(error.code.as_str(), UNKNOWN_KIND | "ENTITY_TYPE_NOT_SUPPORTED")
}

/// Whether this error of one item means that there is no such item. Too many requests, a missing method and the like say
/// nothing about it.
pub fn is_gone(error: &Error) -> bool {
    Refusal::of(error) == Refusal::ItemGone
}

/// Whether this error of one item means that the agent has no access to it (and not that it is gone).
///
/// The portal's code for it differs by method and age and can be empty, so its description counts too.
pub fn is_no_right(error: &Error) -> bool {
    let says = |text: &str| text.to_ascii_lowercase().contains("access");
    match Refusal::of(error) {
        Refusal::NoRight => true,
        Refusal::Other => error.status == 403 || says(&error.code) || says(&error.detail),
        _ => false,
    }
}
