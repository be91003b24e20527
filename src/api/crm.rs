//! Names of CRM items.
//!
//! <https://apidocs.bitrix24.com/api-reference/crm/index.html>

use super::Refusal;
use super::dictionary::{STATUS_LIST, Status, StatusList};
use super::fields::joined;
use super::php::{self, List};
use crate::bx24::{Answer, Client, Command, Error};
use crate::call::{Binding, EntityKind};
use serde::{Deserialize, Serialize};

/// What an agent reads of a CRM item.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Item {
    /// The person's name or the title; empty where the item has none.
    pub name: String,
    /// A person's position at work.
    pub post: String,
    /// `STAGE_ID` of a deal.
    pub stage_id: String,
    /// The name of the stage, where the portal has it.
    pub stage: Option<String>,
    /// `OPPORTUNITY` and `CURRENCY_ID` of a deal, unless it is zero; the code may be empty.
    pub amount: Option<(f64, String)>,
    /// `CLOSED` of a deal.
    pub closed: bool,
}

/// The fields of an item, as `crm.contact.get`, `crm.company.get`, `crm.lead.get` and `crm.deal.get` answer them. Each
/// kind has some of them.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "SCREAMING_SNAKE_CASE")]
pub struct ItemAnswer {
    #[serde(deserialize_with = "php::id")]
    id: Option<u64>,
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
    #[serde(deserialize_with = "php::text")]
    stage_id: String,
    #[serde(deserialize_with = "php::number")]
    opportunity: Option<f64>,
    #[serde(deserialize_with = "php::text")]
    currency_id: String,
    #[serde(deserialize_with = "php::flag")]
    closed: bool,
}

impl ItemAnswer {
    /// The item, with the name of its stage from `stages`.
    ///
    /// # Errors
    /// [`ErrorKind::NotUnderstood`](crate::bx24::ErrorKind::NotUnderstood) where the answer has none of the fields.
    pub fn item(self, kind: &EntityKind, stages: &[Status]) -> Result<Item, Error> {
        if self == Self::default() {
            return Err(Error::not_understood("crm"));
        }
        let stage = stages.iter().find(|stage| stage.status_id == self.stage_id);
        let is_deal = *kind == EntityKind::Deal;
        let amount = self.opportunity.filter(|amount| is_deal && *amount != 0.0);
        Ok(Item {
            name: self.full_name(kind).trim().to_owned(),
            post: self.post,
            stage: stage.and_then(|stage| stage.name.clone()),
            stage_id: self.stage_id,
            amount: amount.map(|amount| (amount, self.currency_id)),
            closed: self.closed,
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

/// What is sent to ask for an item.
#[derive(Clone, Copy, Debug, Serialize)]
struct Get {
    id: u64,
}

/// Asks for the names of `items` in one batch (one request for up to 49 items, with the stages of deals).
///
/// Answers one result for each item in their order: refused where the agent may not read it or it was deleted. Kinds
/// that have no known method are answered as refused (`UNKNOWN_KIND`) without asking.
///
/// # Errors
/// Those of [`ErrorKind`](crate::bx24::ErrorKind), where the whole batch fails.
///
/// <https://apidocs.bitrix24.com/api-reference/crm/contacts/crm-contact-get.html>
pub async fn names(client: &Client, items: &[Binding]) -> Result<Vec<Result<Item, Error>>, Error> {
    let mut commands = Vec::new();
    for item in items {
        if let Some(method) = method(&item.kind) {
            commands.push(Command::new(&key(item), method, &Get { id: item.id })?);
        }
    }
    if !commands.is_empty() && items.iter().any(|item| item.kind == EntityKind::Deal) {
        commands.push(Command::new(STAGES, STATUS_LIST, &StatusList::DEAL_STAGES)?);
    }
    let answers = client.batch(commands).await?;
    let answer = |key: &str| {
        let found = answers.iter().find(|(name, _)| name == key);
        found.map(|(_, answer)| answer.as_ref())
    };
    let stages = answer(STAGES)
        .and_then(Result::ok)
        .map(Answer::read::<List<Status>>);
    let stages = stages.and_then(Result::ok).map(|stages| stages.0);
    let read = |item: &Binding| match answer(&key(item)) {
        Some(Ok(fields)) => fields
            .read::<ItemAnswer>()?
            .item(&item.kind, stages.as_deref().unwrap_or_default()),
        Some(Err(error)) => Err(error.clone()),
        None => Err(Error::refused("UNKNOWN_KIND")),
    };
    Ok(items.iter().map(read).collect())
}

const STAGES: &str = "stages";

fn key(item: &Binding) -> String {
    format!("{}_{}", item.kind.word(), item.id)
}

const fn method(kind: &EntityKind) -> Option<&'static str> {
    match kind {
        EntityKind::Contact => Some("crm.contact.get"),
        EntityKind::Company => Some("crm.company.get"),
        EntityKind::Lead => Some("crm.lead.get"),
        EntityKind::Deal => Some("crm.deal.get"),
        EntityKind::Other(_) => None,
    }
}

/// Whether this error of one item means that there is no such item, or no method that reads its kind. Everything else
/// (too many requests, a method that is missing, …) says nothing about the item.
pub fn is_gone(error: &Error) -> bool {
    error.code == "UNKNOWN_KIND" || Refusal::of(error) == Refusal::ItemGone
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
