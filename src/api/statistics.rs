//! Earlier calls.

use super::Refusal;
use super::params::Params;
use super::read::{binding, list, text, vote, whole};
use super::wire;
use crate::bx24::{Client, Error};
use crate::call::{Binding, CallType, StatusCode};
use crate::value::Value;

/// A call of the statistics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierCall {
    /// `ID`
    pub id: u64,
    /// `CALL_ID`: may be empty.
    pub call_id: String,
    /// `PHONE_NUMBER`: may be empty.
    pub phone_number: String,
    /// `PORTAL_NUMBER`: the line's number; may be empty.
    pub portal_number: String,
    /// `CALL_TYPE`: nothing for one the documents do not name.
    pub call_type: Option<CallType>,
    /// `CALL_DURATION`: seconds.
    pub call_duration: u64,
    /// `CALL_START_DATE`: ISO 8601 with offset, as the portal writes it.
    pub call_start_date: Option<String>,
    /// `CALL_FAILED_CODE`: how it ended; 200 if it went well.
    pub call_failed_code: Option<StatusCode>,
    /// `CALL_VOTE`: 1 to 5.
    pub call_vote: Option<u8>,
    /// `PORTAL_USER_ID`: the colleague who talked.
    pub portal_user_id: Option<u64>,
    /// `CRM_ENTITY_TYPE` and `CRM_ENTITY_ID`
    pub crm_entity: Option<Binding>,
    /// `CRM_ACTIVITY_ID`
    pub crm_activity_id: Option<u64>,
    /// `CALL_RECORD_URL`
    pub call_record_url: Option<String>,
    /// `COMMENT`
    pub comment: Option<String>,
}

/// The newest calls with a number, 50 at most. Nothing where the agent may not see statistics, as many may not, or where
/// the app may not ask for them.
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/voximplant/voximplant-statistic-get.html>
pub async fn earlier_calls(client: &Client, phone_number: &str) -> Result<Option<Vec<EarlierCall>>, Error> {
    let params = earlier_params(phone_number);
    visible(wire::query(client, "voximplant.statistic.get", params).await)
}

/// What is sent to ask for earlier calls.
pub fn earlier_params(phone_number: &str) -> Value {
    let mut params = Params::new();
    params.inside("FILTER", Params::of("PHONE_NUMBER", phone_number));
    params.text("SORT", Some("CALL_START_DATE"));
    params.text("ORDER", Some("DESC"));
    params.done()
}

/// Reads an answer of the statistics, where a missing right is no failure.
pub fn visible(answer: Result<Value, Error>) -> Result<Option<Vec<EarlierCall>>, Error> {
    match answer {
        Ok(answer) => Ok(Some(decode_calls(&answer))),
        Err(error) if matches!(Refusal::of(&error), Refusal::NoRight | Refusal::NoScope) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads a list of calls. Never fails: what has no id is left out.
pub fn decode_calls(answer: &Value) -> Vec<EarlierCall> {
    list(answer, |found| {
        Some(EarlierCall {
            id: found.get("ID").id()?,
            call_id: text(found, "CALL_ID"),
            phone_number: text(found, "PHONE_NUMBER"),
            portal_number: text(found, "PORTAL_NUMBER"),
            call_type: CallType::from_number(whole(found, "CALL_TYPE")),
            call_duration: whole(found, "CALL_DURATION"),
            call_start_date: found.get("CALL_START_DATE").text(),
            call_failed_code: StatusCode::parse(&text(found, "CALL_FAILED_CODE")),
            call_vote: vote(found, "CALL_VOTE"),
            portal_user_id: found.get("PORTAL_USER_ID").id(),
            crm_entity: binding(found, "CRM_ENTITY_TYPE", "CRM_ENTITY_ID"),
            crm_activity_id: found.get("CRM_ACTIVITY_ID").id(),
            call_record_url: found.get("CALL_RECORD_URL").text(),
            comment: found.get("COMMENT").text(),
        })
    })
}
