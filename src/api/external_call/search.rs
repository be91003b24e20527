//! `telephony.externalCall.searchCrmEntities`
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-search-crm-entities.html>

use crate::api::fields::{binding, entity_kind};
use crate::api::php;
use crate::bx24::{Command, Error};
use crate::call::{Binding, EntityKind};
use serde::{Deserialize, Deserializer, Serialize};

/// The method.
const SEARCH: &str = "telephony.externalCall.searchCrmEntities";

/// A CRM item with the number that was looked for. Several people can share a number.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "CandidateAnswer")]
pub struct Candidate {
    /// `CRM_ENTITY_TYPE` and `CRM_ENTITY_ID`
    pub crm_entity: Binding,
    /// `NAME`: may be empty.
    pub name: String,
    /// `ASSIGNED_BY_ID`: the responsible colleague.
    pub assigned_by_id: Option<u64>,
    /// `ASSIGNED_BY`: more about that colleague, but for the name.
    pub assigned_by: Option<Responsible>,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct CandidateAnswer {
    #[serde(default, deserialize_with = "entity_kind")]
    crm_entity_type: Option<EntityKind>,
    #[serde(default, deserialize_with = "php::id")]
    crm_entity_id: Option<u64>,
    #[serde(default, deserialize_with = "php::text")]
    name: String,
    #[serde(default, deserialize_with = "php::id")]
    assigned_by_id: Option<u64>,
    #[serde(default, deserialize_with = "php::fitting")]
    assigned_by: Option<Responsible>,
}

impl TryFrom<CandidateAnswer> for Candidate {
    type Error = &'static str;

    fn try_from(answer: CandidateAnswer) -> Result<Self, Self::Error> {
        let item = binding(answer.crm_entity_type.as_ref(), answer.crm_entity_id);
        Ok(Self {
            crm_entity: item.ok_or("no item")?,
            name: answer.name,
            assigned_by_id: answer.assigned_by_id,
            assigned_by: answer.assigned_by,
        })
    }
}

/// The colleague who is responsible for an item.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Responsible {
    /// `ID`
    #[serde(deserialize_with = "php::required_id")]
    pub id: u64,
    /// `TIMEMAN_STATUS`
    #[serde(default, deserialize_with = "timeman")]
    pub timeman_status: Timeman,
    /// `USER_PHONE_INNER`
    #[serde(default, deserialize_with = "php::some_text")]
    pub user_phone_inner: Option<String>,
    /// `WORK_PHONE`
    #[serde(default, deserialize_with = "php::some_text")]
    pub work_phone: Option<String>,
    /// `PERSONAL_PHONE`
    #[serde(default, deserialize_with = "php::some_text")]
    pub personal_phone: Option<String>,
    /// `PERSONAL_MOBILE`
    #[serde(default, deserialize_with = "php::some_text")]
    pub personal_mobile: Option<String>,
}

fn timeman<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timeman, D::Error> {
    Ok(Timeman::parse(&php::text(deserializer)?))
}

/// Whether a colleague is at work: `TIMEMAN_STATUS`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Timeman {
    /// `OPENED`: the workday has started.
    Opened,
    /// `CLOSED`: the workday has ended.
    Closed,
    /// `PAUSED`: a break.
    Paused,
    /// `EXPIRED`: an earlier workday was never ended.
    Expired,
    /// `UNAVAILABLE`: working time is not tracked; and any value the documents do not name.
    #[default]
    Unavailable,
}

impl Timeman {
    /// Reads the portal's value.
    pub fn parse(value: &str) -> Self {
        match value {
            "OPENED" => Self::Opened,
            "CLOSED" => Self::Closed,
            "PAUSED" => Self::Paused,
            "EXPIRED" => Self::Expired,
            _ => Self::Unavailable,
        }
    }
}

/// What is sent to look for a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct SearchCrmEntities<'a> {
    /// `PHONE_NUMBER`
    pub phone_number: &'a str,
}

/// The command that looks for a number, to be read as [`List`](crate::api::php::List) of [`Candidate`]: one contact, one
/// company and one lead at most. [`callers`](crate::api::callers) also finds the others.
///
/// # Errors
/// [`ErrorKind::Refused`](crate::bx24::ErrorKind::Refused) where the params cannot be written as JSON.
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-search-crm-entities.html>
pub fn search_command(phone_number: &str) -> Result<Command, Error> {
    Command::new(SEARCH, SEARCH, &SearchCrmEntities { phone_number })
}
