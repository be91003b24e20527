//! `telephony.externalCall.finish`
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-finish.html>

use crate::api::params::Params;
use crate::api::read::{binding, list, text, vote, whole};
use crate::api::wire;
use crate::bx24::{Client, Error};
use crate::call::{Binding, CallType, StatusCode};
use crate::value::Value;

const METHOD: &str = "telephony.externalCall.finish";

/// How a call ended. What is nothing is not sent.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Finish {
    /// `CALL_ID`
    pub call_id: String,
    /// `USER_ID`: who ends the call and becomes responsible for what it created. Either this or the internal number is
    /// required. The card of this user is closed, before the answer comes.
    pub user_id: Option<u64>,
    /// `USER_PHONE_INNER`: who ends it, by internal number.
    pub user_phone_inner: Option<String>,
    /// `DURATION`: seconds; the portal's default is 0.
    pub duration: Option<u64>,
    /// `COST`: not below zero, four decimals at most; the portal's default is 0.
    pub cost: Option<f64>,
    /// `COST_CURRENCY`: a code of `crm.currency.list`; the portal's default is none.
    pub cost_currency: Option<String>,
    /// `STATUS_CODE`: the portal's default is 200 with a duration, else 304.
    pub status_code: Option<StatusCode>,
    /// `FAILED_REASON`: why it failed, in words.
    pub failed_reason: Option<String>,
    /// `RECORD_URL`: the vendor advises against it; attach the record afterwards ([`super::attach_record`]).
    pub record_url: Option<String>,
    /// `VOTE`: 1 to 5; any other number is not sent.
    pub vote: Option<u8>,
    /// `ADD_TO_CHAT`: a message to the employee's chat; the portal's default is to.
    pub add_to_chat: Option<bool>,
}

impl Finish {
    /// What is sent.
    pub fn params(&self) -> Value {
        let mut params = Params::new();
        params.text("CALL_ID", Some(&self.call_id));
        params.number("USER_ID", self.user_id);
        params.text("USER_PHONE_INNER", self.user_phone_inner.as_deref());
        params.number("DURATION", self.duration);
        params.put("COST", self.cost.into());
        params.text("COST_CURRENCY", self.cost_currency.as_deref());
        params.text("STATUS_CODE", self.status_code.as_ref().map(StatusCode::as_str));
        params.text("FAILED_REASON", self.failed_reason.as_deref());
        params.text("RECORD_URL", self.record_url.as_deref());
        let vote = self.vote.filter(|vote| (1..=5).contains(vote));
        params.number("VOTE", vote.map(u64::from));
        params.flag("ADD_TO_CHAT", self.add_to_chat);
        params.done()
    }
}

/// The saved record of a finished call.
#[derive(Clone, Debug, PartialEq)]
pub struct Finished {
    /// `ID`: of the record in the statistics.
    pub id: Option<u64>,
    /// `CALL_ID`
    pub call_id: String,
    /// `EXTERNAL_CALL_ID`
    pub external_call_id: Option<String>,
    /// `PORTAL_USER_ID`: who finished it.
    pub portal_user_id: Option<u64>,
    /// `PHONE_NUMBER`: the client's number; may be empty.
    pub phone_number: String,
    /// `PORTAL_NUMBER`: the line's number; may be empty.
    pub portal_number: String,
    /// `INCOMING`: nothing for a type the documents do not name.
    pub call_type: Option<CallType>,
    /// `CALL_DURATION`: seconds.
    pub call_duration: u64,
    /// `CALL_START_DATE`: as the portal writes it, where it does.
    pub call_start_date: Option<String>,
    /// `CALL_STATUS`: whether they talked.
    pub talked: bool,
    /// `CALL_VOTE`: 1 to 5.
    pub call_vote: Option<u8>,
    /// `COST`
    pub cost: Option<f64>,
    /// `COST_CURRENCY`: may be empty.
    pub cost_currency: String,
    /// `CALL_FAILED_CODE`
    pub call_failed_code: Option<StatusCode>,
    /// `CALL_FAILED_REASON`: may be empty.
    pub call_failed_reason: String,
    /// `REST_APP_ID`: may be empty.
    pub rest_app_id: String,
    /// `REST_APP_NAME`: may be empty.
    pub rest_app_name: String,
    /// `CRM_ACTIVITY_ID`: the activity that the call left behind, where there is one.
    pub crm_activity_id: Option<u64>,
    /// `COMMENT`
    pub comment: Option<String>,
    /// `CRM_ENTITY_TYPE` and `CRM_ENTITY_ID`: the item that the call belongs to.
    pub crm_entity: Option<Binding>,
    /// `ERRORS`: what went wrong besides, in the portal's words: for diagnostics, never for the agent's eyes.
    pub errors: Vec<String>,
}

/// Finishes a call: it goes into the statistics and becomes an activity of the CRM.
///
/// The card of the named user closes at once, and this page with it, unless automatic closing is blocked: whatever
/// else must be saved goes first. Fails as refused with *call not found* (also when it was finished already), *user
/// missing*, *user inactive*, *bad call id*, *not saved* or *no app context* ([`crate::api::Refusal`]).
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-finish.html>
pub async fn finish(client: &Client, call: &Finish) -> Result<Finished, Error> {
    let answer = wire::call(client, METHOD, call.params()).await?;
    decode_finished(&answer).ok_or_else(|| Error::not_understood(METHOD))
}

/// Reads the answer to `finish`. Nothing where it has neither `CALL_ID` nor `ID`: that is no record.
pub fn decode_finished(answer: &Value) -> Option<Finished> {
    let (id, call_id) = (answer.get("ID").id(), text(answer, "CALL_ID"));
    if id.is_none() && call_id.is_empty() {
        return None;
    }
    Some(Finished {
        id,
        call_id,
        external_call_id: answer.get("EXTERNAL_CALL_ID").text(),
        portal_user_id: answer.get("PORTAL_USER_ID").id(),
        phone_number: text(answer, "PHONE_NUMBER"),
        portal_number: text(answer, "PORTAL_NUMBER"),
        call_type: CallType::from_number(whole(answer, "INCOMING")),
        call_duration: whole(answer, "CALL_DURATION"),
        call_start_date: answer.get("CALL_START_DATE").text(),
        talked: answer.get("CALL_STATUS").flag(),
        call_vote: vote(answer, "CALL_VOTE"),
        cost: answer.get("COST").number(),
        cost_currency: text(answer, "COST_CURRENCY"),
        call_failed_code: StatusCode::parse(&text(answer, "CALL_FAILED_CODE")),
        call_failed_reason: text(answer, "CALL_FAILED_REASON"),
        rest_app_id: text(answer, "REST_APP_ID"),
        rest_app_name: text(answer, "REST_APP_NAME"),
        crm_activity_id: answer.get("CRM_ACTIVITY_ID").id(),
        comment: answer.get("COMMENT").text(),
        crm_entity: binding(answer, "CRM_ENTITY_TYPE", "CRM_ENTITY_ID"),
        errors: messages(answer.get("ERRORS")),
    })
}

/// The texts of `ERRORS`, whose shape the documents leave open: one text, several, or objects that hold one.
fn messages(errors: &Value) -> Vec<String> {
    let mut messages = list(errors, |error| {
        error
            .text()
            .or_else(|| list(error, Value::text).into_iter().next())
    });
    messages.extend(errors.as_str().map(str::to_owned));
    messages
}
