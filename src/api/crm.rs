//! Names of CRM items.
//!
//! <https://apidocs.bitrix24.com/api-reference/crm/index.html>

use crate::bx24::{Client, Command, Error, ErrorKind};
use crate::call::{Binding, EntityKind};
use crate::object;
use crate::value::{Value, concat, contains, digits, joined};

/// What an agent reads of a CRM item.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Item {
    /// The person's name or the title; empty where the item has none.
    pub name: String,
    /// A person's position at work.
    pub post: String,
    /// `STAGE_ID` of a deal.
    pub stage_id: String,
    /// The stage in words, where the portal told it.
    pub stage: Option<String>,
    /// `OPPORTUNITY` and `CURRENCY_ID` of a deal, unless it is zero; the code may be empty.
    pub amount: Option<(f64, String)>,
    /// `CLOSED` of a deal.
    pub closed: bool,
}

/// Asks for the names of `items` in one batch (one request for up to 49 items, with the stages of deals).
///
/// Answers one result for each item in their order: *refused* where the agent may not read it or it was deleted. Fails
/// as a whole where the batch does. Kinds that have no known method are answered as refused without asking.
pub async fn names(client: &Client, items: &[Binding]) -> Result<Vec<Result<Item, Error>>, Error> {
    let mut commands = Vec::new();
    for item in items {
        commands.extend(name_command(item));
    }
    if commands.is_empty() {
        return Ok(items
            .iter()
            .map(|_| Err(Error::refused("UNKNOWN_KIND")))
            .collect());
    }
    if items.iter().any(|item| item.kind == EntityKind::Deal) {
        commands.push(Command::new(
            STAGES,
            "crm.status.list",
            object! { "filter" => object! { "ENTITY_ID" => "DEAL_STAGE" } },
        ));
    }
    let answers = client.batch(commands).await?;
    let answer = |key: &str| {
        answers
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, answer)| answer)
    };
    let stages = answer(STAGES).and_then(|stages| stages.as_ref().ok());
    Ok(items
        .iter()
        .map(|item| match answer(&key(item)) {
            Some(Ok(fields)) => decode_item(&item.kind, fields, stages),
            Some(Err(error)) => Err(error.clone()),
            None => Err(Error::refused("UNKNOWN_KIND")),
        })
        .collect())
}

const STAGES: &str = "stages";

fn key(item: &Binding) -> String {
    concat(&[item.kind.word(), "_", &digits(item.id)])
}

fn name_command(item: &Binding) -> Option<Command> {
    let method = match item.kind {
        EntityKind::Contact => "crm.contact.get",
        EntityKind::Company => "crm.company.get",
        EntityKind::Lead => "crm.lead.get",
        EntityKind::Deal => "crm.deal.get",
        EntityKind::Other(_) => return None,
    };
    Some(Command::new(&key(item), method, object! { "id" => item.id }))
}

/// Reads the fields of an item, as `crm.*.get` answers them. `stages` is the answer of `crm.status.list`.
///
/// Fails with *not understood* where the answer is no item at all.
pub fn decode_item(kind: &EntityKind, fields: &Value, stages: Option<&Value>) -> Result<Item, Error> {
    if fields.entries().is_empty() {
        return Err(Error::not_understood("crm"));
    }
    let text = |key| fields.get(key).text().unwrap_or_default();
    let person = || {
        let parts = [text("NAME"), text("SECOND_NAME"), text("LAST_NAME")];
        joined(parts.iter().map(|part| part.trim()), " ")
    };
    let name = match kind {
        EntityKind::Contact => person(),
        EntityKind::Lead => match (text("TITLE"), person()) {
            (title, person) if title.is_empty() => person,
            (title, person) if person.is_empty() || contains(&title, &person) => title,
            (title, person) => joined([title.as_str(), &person], " · "),
        },
        _ => text("TITLE"),
    };
    let stage_id = text("STAGE_ID");
    let stage = stages.and_then(|stages| {
        stages
            .items()
            .find(|stage| stage.get("STATUS_ID").text().as_ref() == Some(&stage_id))
    });
    Ok(Item {
        name: name.trim().to_owned(),
        post: text("POST"),
        stage: stage.and_then(|stage| stage.get("NAME").text()),
        stage_id,
        amount: fields
            .get("OPPORTUNITY")
            .number()
            .filter(|amount| *kind == EntityKind::Deal && *amount != 0.0)
            .map(|amount| (amount, text("CURRENCY_ID"))),
        closed: fields.get("CLOSED").flag(),
    })
}

/// Whether this error of one item says that the agent may not read it (and not that it is gone).
///
/// The portal's code for it differs by method and age and can be empty, so its description counts too.
pub fn is_no_right(error: &Error) -> bool {
    let says = |text: &str| contains(&text.to_ascii_lowercase(), "access");
    error.kind == ErrorKind::Refused && (error.status == 403 || says(&error.code) || says(&error.detail))
}
