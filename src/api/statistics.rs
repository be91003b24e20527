//! Earlier calls.
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/voximplant/voximplant-statistic-get.html>

use super::Refusal;
use super::fields::{binding, call_type, entity_kind, status_code, vote};
use super::php::{self, List};
use crate::bx24::{Client, Error};
use crate::call::new_client::number_forms;
use crate::call::{Binding, CallType, EntityKind, StatusCode};
use serde::{Deserialize, Serialize};

/// The method that answers the statistics of calls.
pub const GET: &str = "voximplant.statistic.get";

/// An earlier call, of the statistics or of its activity in CRM.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct EarlierCall {
    /// `ID`; that of the activity where the call is not in the statistics. So two calls may have the same one.
    #[serde(deserialize_with = "php::required_id")]
    pub id: u64,
    /// `CALL_ID`: may be empty.
    #[serde(default, deserialize_with = "php::text")]
    pub call_id: String,
    /// `PHONE_NUMBER`: may be empty.
    #[serde(default, deserialize_with = "php::text")]
    pub phone_number: String,
    /// `PORTAL_NUMBER`: the line's number; may be empty.
    #[serde(default, deserialize_with = "php::text")]
    pub portal_number: String,
    /// `CALL_TYPE`: nothing for one the documents do not name.
    #[serde(default, deserialize_with = "call_type")]
    pub call_type: Option<CallType>,
    /// `CALL_DURATION`: seconds.
    #[serde(default, deserialize_with = "php::whole")]
    pub call_duration: u64,
    /// `CALL_START_DATE`: ISO 8601 with offset, as the portal writes it.
    #[serde(default, deserialize_with = "php::some_text")]
    pub call_start_date: Option<String>,
    /// `CALL_FAILED_CODE`: how it ended; 200 if it was answered.
    #[serde(default, deserialize_with = "status_code")]
    pub call_failed_code: Option<StatusCode>,
    /// `CALL_VOTE`: 1 to 5.
    #[serde(default, deserialize_with = "vote")]
    pub call_vote: Option<u8>,
    /// `PORTAL_USER_ID`: the colleague who talked.
    #[serde(default, deserialize_with = "php::id")]
    pub portal_user_id: Option<u64>,
    /// `CRM_ENTITY_TYPE`
    #[serde(default, deserialize_with = "entity_kind")]
    pub crm_entity_type: Option<EntityKind>,
    /// `CRM_ENTITY_ID`
    #[serde(default, deserialize_with = "php::id")]
    pub crm_entity_id: Option<u64>,
    /// `CRM_ACTIVITY_ID`
    #[serde(default, deserialize_with = "php::id")]
    pub crm_activity_id: Option<u64>,
    /// `CALL_RECORD_URL`
    #[serde(default, deserialize_with = "php::some_text")]
    pub call_record_url: Option<String>,
    /// `COMMENT`
    #[serde(default, deserialize_with = "php::some_text")]
    pub comment: Option<String>,
    /// `TRANSCRIPT_ID`
    #[serde(default, deserialize_with = "php::id")]
    pub transcript_id: Option<u64>,
}

impl EarlierCall {
    /// The item that the call belongs to.
    pub fn crm_entity(&self) -> Option<Binding> {
        binding(self.crm_entity_type.as_ref(), self.crm_entity_id)
    }
}

/// What is sent to ask for calls.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct StatisticGet<'a> {
    filter: Filter<'a>,
    sort: &'static str,
    order: &'static str,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Filter<'a> {
    /// One of these: the portal compares a number exactly, with or without its plus sign, as the line wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    phone_number: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    call_id: Option<&'a str>,
}

impl<'a> StatisticGet<'a> {
    /// The calls with a number, in each way in which it may be stored, the newest first.
    pub fn newest(phone_number: &str) -> Self {
        Self {
            filter: Filter {
                phone_number: number_forms(phone_number),
                call_id: None,
            },
            sort: "CALL_START_DATE",
            order: "DESC",
        }
    }

    /// The call with a `CALL_ID`.
    pub const fn of_call(call_id: &'a str) -> Self {
        Self {
            filter: Filter {
                phone_number: Vec::new(),
                call_id: Some(call_id),
            },
            sort: "ID",
            order: "DESC",
        }
    }
}

/// The call with this `CALL_ID`, once it was finished; `Some(None)` where the statistics do not have it. Nothing where the
/// agent has no access to the statistics, or the app may not ask for them.
///
/// # Errors
/// Those of [`ErrorKind`](crate::bx24::ErrorKind), except for a missing right.
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/voximplant/voximplant-statistic-get.html>
pub async fn finished_call(client: &Client, call_id: &str) -> Result<Option<Option<EarlierCall>>, Error> {
    let params = StatisticGet::of_call(call_id);
    let calls = visible(client.query(GET, &params).await)?;
    // An older portal might not know the filter.
    let same = |calls: Vec<EarlierCall>| calls.into_iter().find(|call| call.call_id == call_id);
    Ok(calls.map(same))
}

/// An answer of the statistics, where a missing right is no failure but nothing: many agents have no access to them.
///
/// # Errors
/// Every other failure, unchanged.
pub fn visible(answer: Result<List<EarlierCall>, Error>) -> Result<Option<Vec<EarlierCall>>, Error> {
    match answer {
        Ok(calls) => Ok(Some(calls.0)),
        Err(error) => match Refusal::of(&error) {
            Refusal::NoRight | Refusal::NoScope | Refusal::NoMethod => Ok(None),
            _ => Err(error),
        },
    }
}
