//! `telephony.externalCall.finish`
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-finish.html>

use crate::api::fields::{binding, call_type, entity_kind, status_code, vote};
use crate::api::php;
use crate::bx24::{Client, Error};
use crate::call::{Binding, CallType, EntityKind, StatusCode};
use serde::{Deserialize, Serialize, Serializer};

/// The method that finishes a call.
pub const FINISH: &str = "telephony.externalCall.finish";

/// How a call ended. What is nothing is not sent.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Finish {
    /// `CALL_ID`
    pub call_id: String,
    /// `USER_ID`: who ends the call and becomes responsible for what it created. Either this or the internal number is
    /// required. The card of this user is closed, before the answer comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<u64>,
    /// `USER_PHONE_INNER`: who ends it, by internal number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_phone_inner: Option<String>,
    /// `DURATION`: in seconds; the portal's default is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u64>,
    /// `COST`: not below zero, four decimals at most; the portal's default is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    /// `COST_CURRENCY`: a code of `crm.currency.list`; the portal's default is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_currency: Option<String>,
    /// `STATUS_CODE`: the portal's default is 200 with a duration, else 304.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "code")]
    pub status_code: Option<StatusCode>,
    /// `FAILED_REASON`: why it failed, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_reason: Option<String>,
    /// `RECORD_URL`: the vendor advises against it; attach the recording afterwards ([`super::attach_record`]).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_url: Option<String>,
    /// `VOTE`: 1 to 5; any other number is not sent.
    #[serde(skip_serializing_if = "is_no_vote")]
    pub vote: Option<u8>,
    /// `ADD_TO_CHAT`: a message to the employee's chat; the portal's default is to.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "php::one_or_zero")]
    pub add_to_chat: Option<bool>,
}

#[allow(clippy::ref_option)]
fn code<S: Serializer>(code: &Option<StatusCode>, serializer: S) -> Result<S::Ok, S::Error> {
    code.as_ref().map(StatusCode::as_str).serialize(serializer)
}

#[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref)]
fn is_no_vote(vote: &Option<u8>) -> bool {
    !matches!(vote, Some(1..=5))
}

/// The saved record of a finished call.
#[derive(Clone, Debug, PartialEq, Default, Deserialize)]
#[serde(default, rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Finished {
    /// `ID`: of the record in the statistics.
    #[serde(deserialize_with = "php::id")]
    pub id: Option<u64>,
    /// `CALL_ID`
    #[serde(deserialize_with = "php::text")]
    pub call_id: String,
    /// `EXTERNAL_CALL_ID`
    #[serde(deserialize_with = "php::some_text")]
    pub external_call_id: Option<String>,
    /// `PORTAL_USER_ID`: who finished it.
    #[serde(deserialize_with = "php::id")]
    pub portal_user_id: Option<u64>,
    /// `PHONE_NUMBER`: the client's number; may be empty.
    #[serde(deserialize_with = "php::text")]
    pub phone_number: String,
    /// `PORTAL_NUMBER`: the line's number; may be empty.
    #[serde(deserialize_with = "php::text")]
    pub portal_number: String,
    /// `INCOMING`: nothing for a type the documents do not name.
    #[serde(rename = "INCOMING", deserialize_with = "call_type")]
    pub call_type: Option<CallType>,
    /// `CALL_DURATION`: in seconds.
    #[serde(deserialize_with = "php::whole")]
    pub call_duration: u64,
    /// `CALL_START_DATE`: as the portal writes it, where it does.
    #[serde(deserialize_with = "php::some_text")]
    pub call_start_date: Option<String>,
    /// `CALL_STATUS`: whether they talked.
    #[serde(rename = "CALL_STATUS", deserialize_with = "php::flag")]
    pub talked: bool,
    /// `CALL_VOTE`: 1 to 5.
    #[serde(deserialize_with = "vote")]
    pub call_vote: Option<u8>,
    /// `COST`
    #[serde(deserialize_with = "php::number")]
    pub cost: Option<f64>,
    /// `COST_CURRENCY`: may be empty.
    #[serde(deserialize_with = "php::text")]
    pub cost_currency: String,
    /// `CALL_FAILED_CODE`
    #[serde(deserialize_with = "status_code")]
    pub call_failed_code: Option<StatusCode>,
    /// `CALL_FAILED_REASON`: may be empty.
    #[serde(deserialize_with = "php::text")]
    pub call_failed_reason: String,
    /// `REST_APP_ID`: may be empty.
    #[serde(deserialize_with = "php::text")]
    pub rest_app_id: String,
    /// `REST_APP_NAME`: may be empty.
    #[serde(deserialize_with = "php::text")]
    pub rest_app_name: String,
    /// `CRM_ACTIVITY_ID`: the activity that the call left behind, where there is one.
    #[serde(deserialize_with = "php::id")]
    pub crm_activity_id: Option<u64>,
    /// `COMMENT`
    #[serde(deserialize_with = "php::some_text")]
    pub comment: Option<String>,
    /// `CRM_ENTITY_TYPE`
    #[serde(deserialize_with = "entity_kind")]
    pub crm_entity_type: Option<EntityKind>,
    /// `CRM_ENTITY_ID`
    #[serde(deserialize_with = "php::id")]
    pub crm_entity_id: Option<u64>,
    /// `ERRORS`: the follow-up steps that failed, in the portal's words: for diagnostics, never for the agent. The
    /// documents leave its shape open, so it is every text in it, after the key it stands under.
    #[serde(deserialize_with = "php::texts")]
    pub errors: Vec<String>,
}

/// A follow-up step of a saved call that can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUp {
    /// The call in CRM: its activity, and the items it belongs to or creates.
    Crm,
    /// The message to the chat.
    Chat,
    /// The recording.
    Recording,
    /// Something else.
    Other,
}

/// Words of an error in `ERRORS`, in small letters, and the step that it is about. The first one that is found counts.
const FOLLOW_UPS: [(&str, FollowUp); 14] = [
    ("recording", FollowUp::Recording),
    ("record_url", FollowUp::Recording),
    ("audio", FollowUp::Recording),
    ("file", FollowUp::Recording),
    ("chat", FollowUp::Chat),
    ("message", FollowUp::Chat),
    ("crm", FollowUp::Crm),
    ("activity", FollowUp::Crm),
    ("owner", FollowUp::Crm),
    ("entity", FollowUp::Crm),
    ("lead", FollowUp::Crm),
    ("deal", FollowUp::Crm),
    ("contact", FollowUp::Crm),
    ("company", FollowUp::Crm),
];

impl FollowUp {
    /// What an error in `ERRORS` is about. The documents do not name the errors.
    pub fn of(error: &str) -> Self {
        let error = error.to_ascii_lowercase();
        let mut words = FOLLOW_UPS.iter();
        words
            .find(|(word, _)| error.contains(word))
            .map_or(Self::Other, |(_, step)| *step)
    }
}

/// The key in `ERRORS` of an activity that could not be created.
const ACTIVITY_CREATION: &str = "ACTIVITY_CREATION: ";

impl Finished {
    /// Whether the call has no activity because nobody in CRM has its number: then the portal reports that as an error.
    /// The documents do not tell; this is how the telephony module of the portal does it.
    pub fn has_no_client(&self) -> bool {
        let is_about_activity = |error: &String| error.starts_with(ACTIVITY_CREATION);
        let is_without = self.crm_activity_id.is_none() && self.crm_entity().is_none();
        is_without && !self.errors.is_empty() && self.errors.iter().all(is_about_activity)
    }

    /// Whether this is a record at all: it has an `ID` or a `CALL_ID`.
    pub fn is_saved(&self) -> bool {
        self.id.is_some() || !self.call_id.is_empty()
    }

    /// The item that the call belongs to.
    pub fn crm_entity(&self) -> Option<Binding> {
        binding(self.crm_entity_type.as_ref(), self.crm_entity_id)
    }
}

/// Finishes a call: it goes into the statistics and becomes an activity of the CRM.
///
/// The card of the named user closes at once, and this page with it, unless automatic closing is blocked: whatever
/// else must be saved goes first.
///
/// # Errors
/// [`ErrorKind::NotUnderstood`](crate::bx24::ErrorKind::NotUnderstood) where the answer is no record. Refusals of the portal
/// mean [`Refusal::CallNotFound`](crate::api::Refusal::CallNotFound) (also when it was finished already),
/// [`Refusal::UserMissing`](crate::api::Refusal::UserMissing),
/// [`Refusal::UserInactive`](crate::api::Refusal::UserInactive),
/// [`Refusal::BadCallId`](crate::api::Refusal::BadCallId), [`Refusal::NotSaved`](crate::api::Refusal::NotSaved) or
/// [`Refusal::NoAppContext`](crate::api::Refusal::NoAppContext).
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-finish.html>
pub async fn finish(client: &Client, call: &Finish) -> Result<Finished, Error> {
    let finished: Finished = client.call(FINISH, call).await?;
    if finished.is_saved() {
        Ok(finished)
    } else {
        Err(Error::not_understood(FINISH))
    }
}
