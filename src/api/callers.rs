//! Who in CRM has a number: two methods in one request, because neither is enough.
//!
//! `telephony.externalCall.searchCrmEntities` answers names, and one item of each kind at most.
//! `crm.duplicate.findbycomm` answers everybody, and ids alone.

use super::crm::{self, Item};
use super::duplicates;
use super::external_call::{Candidate, search_command};
use super::php::List;
use crate::bx24::{Client, Error};
use crate::call::{Binding, EntityKind};

/// Everybody with a number: first those whom the portal names itself, then the others. A name that cannot be read is
/// empty; leads that are closed are not among the others.
///
/// One request, and a second one for the names of the others. Where the others cannot be asked for, there are none.
///
/// # Errors
/// Those of `searchCrmEntities`: refusals of the portal mean [`Refusal::BadNumber`](super::Refusal::BadNumber) for an
/// empty number, and [`Refusal::NoCrm`](super::Refusal::NoCrm).
pub async fn with_number(client: &Client, number: &str) -> Result<Vec<Candidate>, Error> {
    let mut commands = vec![search_command(number)?];
    commands.extend(duplicates::commands(number)?);
    let mut answers = client.batch(commands).await?.into_iter();
    let named = answers.next().ok_or_else(|| Error::not_understood("batch"))?.1?;
    let mut candidates = each_once(named.read::<List<Candidate>>()?.0);
    let mut others: Vec<Binding> = duplicates::read(answers)
        .filter_map(Result::ok)
        .flatten()
        .collect();
    others.retain(|item| candidates.iter().all(|known| known.crm_entity != *item));
    if !others.is_empty() {
        candidates.extend(named_others(client, others).await);
    }
    Ok(candidates)
}

/// Each item once: the portal may answer one twice, for example where it has the number twice.
pub fn each_once(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut unique: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        if unique
            .iter()
            .all(|known| known.crm_entity != candidate.crm_entity)
        {
            unique.push(candidate);
        }
    }
    unique
}

async fn named_others(client: &Client, items: Vec<Binding>) -> Vec<Candidate> {
    let answers = crm::names(client, &items, &[]).await;
    let mut answers = answers
        .map(|answers| answers.items)
        .unwrap_or_default()
        .into_iter();
    let others = items
        .into_iter()
        .map(|item| (item, answers.next().and_then(Result::ok).unwrap_or_default()));
    // A closed lead has become a contact or a deal, or is no client.
    let is_open = |(item, known): &(Binding, Item)| item.kind != EntityKind::Lead || !known.closed;
    others
        .filter(is_open)
        .map(|(item, known)| Candidate {
            crm_entity: item,
            name: known.name,
            assigned_by_id: known.assigned_by_id,
            assigned_by: None,
        })
        .collect()
}
