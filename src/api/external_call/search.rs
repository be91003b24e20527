//! `telephony.externalCall.searchCrmEntities`
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-search-crm-entities.html>

use crate::api::params::Params;
use crate::api::read::{binding, list, text};
use crate::api::wire;
use crate::bx24::{Client, Error};
use crate::call::Binding;
use crate::value::Value;

/// A CRM item with the number that was looked for. Several people can share a number.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// The colleague who is responsible for an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responsible {
    /// `ID`
    pub id: u64,
    /// `TIMEMAN_STATUS`
    pub timeman_status: Timeman,
    /// `USER_PHONE_INNER`
    pub user_phone_inner: Option<String>,
    /// `WORK_PHONE`
    pub work_phone: Option<String>,
    /// `PERSONAL_PHONE`
    pub personal_phone: Option<String>,
    /// `PERSONAL_MOBILE`
    pub personal_mobile: Option<String>,
}

/// Whether a colleague is at work: `TIMEMAN_STATUS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timeman {
    /// `OPENED`: the workday has started.
    Opened,
    /// `CLOSED`: the workday has ended.
    Closed,
    /// `PAUSED`: a break.
    Paused,
    /// `EXPIRED`: an earlier workday was never ended.
    Expired,
    /// `UNAVAILABLE`: working time is not tracked; and any word the documents do not name.
    Unavailable,
}

impl Timeman {
    /// Reads the portal's word.
    pub fn parse(word: &str) -> Self {
        match word {
            "OPENED" => Self::Opened,
            "CLOSED" => Self::Closed,
            "PAUSED" => Self::Paused,
            "EXPIRED" => Self::Expired,
            _ => Self::Unavailable,
        }
    }

    /// The key of its words in the language files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Opened => "timeman.opened",
            Self::Closed => "timeman.closed",
            Self::Paused => "timeman.paused",
            Self::Expired => "timeman.expired",
            Self::Unavailable => "timeman.unavailable",
        }
    }
}

/// Looks for everybody with a number: contacts, leads and companies. Only reads.
///
/// Fails as refused with *bad number* for an empty one, and *no CRM* ([`crate::api::Refusal`]).
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-search-crm-entities.html>
pub async fn search_crm_entities(client: &Client, phone_number: &str) -> Result<Vec<Candidate>, Error> {
    let method = "telephony.externalCall.searchCrmEntities";
    let answer = wire::query(client, method, search_params(phone_number)).await?;
    Ok(decode_candidates(&answer))
}

/// What is sent to look for a number.
pub fn search_params(phone_number: &str) -> Value {
    Params::of("PHONE_NUMBER", phone_number).done()
}

/// Reads the answer to `searchCrmEntities`. Never fails: what is no item is left out.
pub fn decode_candidates(answer: &Value) -> Vec<Candidate> {
    list(answer, |found| {
        Some(Candidate {
            crm_entity: binding(found, "CRM_ENTITY_TYPE", "CRM_ENTITY_ID")?,
            name: text(found, "NAME"),
            assigned_by_id: found.get("ASSIGNED_BY_ID").id(),
            assigned_by: responsible(found.get("ASSIGNED_BY")),
        })
    })
}

fn responsible(value: &Value) -> Option<Responsible> {
    Some(Responsible {
        id: value.get("ID").id()?,
        timeman_status: Timeman::parse(&text(value, "TIMEMAN_STATUS")),
        user_phone_inner: value.get("USER_PHONE_INNER").text(),
        work_phone: value.get("WORK_PHONE").text(),
        personal_phone: value.get("PERSONAL_PHONE").text(),
        personal_mobile: value.get("PERSONAL_MOBILE").text(),
    })
}
