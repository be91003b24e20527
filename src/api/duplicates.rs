//! Who in CRM has a number already: `crm.duplicate.findbycomm`.
//!
//! <https://apidocs.bitrix24.com/api-reference/crm/duplicates/crm-duplicate-find-by-comm.html>

use super::php::{self, First};
use crate::bx24::{Answer, Client, Command, Error};
use crate::call::new_client::number_forms;
use crate::call::{Binding, EntityKind};
use serde::{Deserialize, Serialize};

/// The method.
pub const FIND: &str = "crm.duplicate.findbycomm";

/// The kinds that have phone numbers.
const KINDS: [EntityKind; 3] = [EntityKind::Contact, EntityKind::Company, EntityKind::Lead];

/// What is sent to look for a number.
#[derive(Clone, Debug, Serialize)]
pub struct FindByComm<'a> {
    /// `type`: `PHONE`
    #[serde(rename = "type")]
    pub communication: &'static str,
    /// `values`: the number, in each way in which it may be stored.
    pub values: Vec<String>,
    /// `entity_type`: 20 hits of one kind would hide those of the others, so each is asked for by itself.
    pub entity_type: &'a str,
}

impl<'a> FindByComm<'a> {
    /// Those of this kind with this number.
    pub fn with_number(kind: &'a EntityKind, number: &str) -> Self {
        Self {
            communication: "PHONE",
            values: number_forms(number),
            entity_type: kind.as_str(),
        }
    }
}

/// The answer: ids by kind. The portal leaves out a kind without hits, and answers `[]` where there is none at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "UPPERCASE")]
pub struct Duplicates {
    #[serde(deserialize_with = "php::list")]
    contact: Vec<DuplicateId>,
    #[serde(deserialize_with = "php::list")]
    company: Vec<DuplicateId>,
    #[serde(deserialize_with = "php::list")]
    lead: Vec<DuplicateId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
struct DuplicateId(#[serde(deserialize_with = "php::required_id")] u64);

impl Duplicates {
    /// The ids of one kind, each once: the portal may answer one twice.
    pub fn of(&self, kind: &EntityKind) -> Vec<u64> {
        let ids: &[DuplicateId] = match kind {
            EntityKind::Contact => &self.contact,
            EntityKind::Company => &self.company,
            EntityKind::Lead => &self.lead,
            EntityKind::Deal | EntityKind::Other(_) => &[],
        };
        let mut unique = Vec::with_capacity(ids.len());
        for DuplicateId(id) in ids {
            if !unique.contains(id) {
                unique.push(*id);
            }
        }
        unique
    }
}

/// The commands that look for everybody with a number, to be read by [`read`]: one for each kind.
///
/// # Errors
/// [`ErrorKind::Refused`](crate::bx24::ErrorKind::Refused) where the params cannot be written as JSON.
pub fn commands(number: &str) -> Result<Vec<Command>, Error> {
    let command =
        |kind: &EntityKind| Command::new(kind.as_str(), FIND, &FindByComm::with_number(kind, number));
    KINDS.iter().map(command).collect()
}

/// Who has the number, from the answers to [`commands`]: contacts, companies, leads. A kind that could not be searched is
/// an error.
pub fn read(
    answers: impl IntoIterator<Item = (String, Result<Answer, Error>)>,
) -> impl Iterator<Item = Result<Vec<Binding>, Error>> {
    KINDS.iter().zip(answers).map(|(kind, (_, answer))| {
        let found: First<Duplicates> = answer?.read()?;
        let ids = found.0.of(kind).into_iter();
        Ok(ids.map(|id| Binding::new(kind.clone(), id)).collect())
    })
}

/// Everybody with a number: contacts, companies and leads, in one request.
///
/// # Errors
/// Those of [`ErrorKind`](crate::bx24::ErrorKind); also where only one of the kinds could not be searched: then it is not
/// known whether somebody has the number.
pub async fn with_number(client: &Client, number: &str) -> Result<Vec<Binding>, Error> {
    let answers = client.batch(commands(number)?).await?;
    let found: Result<Vec<_>, _> = read(answers).collect();
    Ok(found?.concat())
}

/// The ids of those of one kind with a number.
///
/// # Errors
/// Those of [`ErrorKind`](crate::bx24::ErrorKind).
pub async fn ids_with_number(client: &Client, kind: &EntityKind, number: &str) -> Result<Vec<u64>, Error> {
    let found: First<Duplicates> = client.query(FIND, &FindByComm::with_number(kind, number)).await?;
    Ok(found.0.of(kind))
}
