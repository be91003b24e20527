//! The text keys of what the domain and the portal name.

use super::{capitalized, t};
use crate::api::Refusal;
use crate::api::external_call::Timeman;
use crate::bx24::{Error, ErrorKind};
use crate::call::wrap_up::FieldError;
use crate::call::{CallType, StatusCode};

/// The text key of a result code. Nothing for one that the documents do not name.
pub fn status_code_key(code: &StatusCode) -> Option<String> {
    code.is_documented().then(|| format!("outcome.{}", code.as_str()))
}

/// What a documented result code is called in a list of all of them: *Busy (486)*.
pub fn status_code_label(code: &str) -> String {
    format!("{} ({code})", capitalized(&t(&format!("outcome.{code}"))))
}

/// The usual results: their codes, and the text keys of the agent's words for them.
pub const USUAL_RESULTS: [(&str, &str); 4] = [
    ("200", "result.answered"),
    ("304", "result.no-answer"),
    ("486", "result.busy"),
    ("603", "result.declined"),
];

/// The text key of a result in the agent's words; nothing for a code that the documents do not name.
pub fn result_key(code: &StatusCode) -> Option<String> {
    let usual = USUAL_RESULTS.iter().find(|(usual, _)| *usual == code.as_str());
    usual.map_or_else(|| status_code_key(code), |(_, key)| Some((*key).to_owned()))
}

/// The text key of a type of call.
pub const fn call_type_key(call_type: CallType) -> &'static str {
    match call_type {
        CallType::Outgoing => "direction.outgoing",
        CallType::Incoming => "direction.incoming",
        CallType::Redirected => "call-type.redirected",
        CallType::Callback => "direction.callback",
        CallType::Informational => "call-type.informational",
    }
}

/// The text key of what is wrong with an entry.
pub const fn field_error_key(error: FieldError) -> &'static str {
    match error {
        FieldError::Duration => "field.duration",
        FieldError::DurationLong => "field.duration-long",
        FieldError::Cost => "field.cost",
        FieldError::CostNegative => "field.cost-negative",
        FieldError::CostDecimals => "field.cost-decimals",
        FieldError::Thousands => "field.thousands",
        FieldError::CostLarge => "field.cost-large",
        FieldError::RecordAddress => "field.record-address",
        FieldError::RecordName => "field.record-name",
        FieldError::RecordContent => "field.record-content",
        FieldError::RecordEmpty => "field.record-empty",
        FieldError::NumberMissing => "field.number-missing",
        FieldError::Number => "field.number",
        FieldError::NumberLong => "field.number-long",
        FieldError::NoteLong => "field.note-long",
        FieldError::ResultCodeMissing => "code.missing",
        FieldError::NoteEmpty => "refusal.note-empty",
        FieldError::NoTarget => "wrap-up.no-target",
        FieldError::Deadline => "field.deadline",
        FieldError::FileMissing => "record.no-file",
        FieldError::FileUnreadable => "record.unreadable",
    }
}

/// The text key of whether a colleague is at work.
pub const fn timeman_key(status: Timeman) -> &'static str {
    match status {
        Timeman::Opened => "timeman.opened",
        Timeman::Closed => "timeman.closed",
        Timeman::Paused => "timeman.paused",
        Timeman::Expired => "timeman.expired",
        Timeman::Unavailable => "timeman.unavailable",
    }
}

/// The text key of a failure. Its text may have a place for the `{code}`.
pub fn error_key(error: &Error) -> &'static str {
    match refusal_key(Refusal::of(error)) {
        // What the portal answers where it has no code.
        "reason.refused" if matches!(error.code.as_str(), "" | "0") => "reason.refused-without-code",
        key => key,
    }
}

/// The text key of what a failure means. The text of [`Refusal::Other`] has a place for the `{code}`.
pub const fn refusal_key(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::CallNotFound => "refusal.call-not-found",
        Refusal::CallNotFinished => "refusal.call-not-finished",
        Refusal::UserMissing => "refusal.user-missing",
        Refusal::UserInactive => "refusal.user-inactive",
        Refusal::UnknownType => "refusal.type",
        Refusal::BadStartDate => "refusal.start-date",
        Refusal::BadNumber => "refusal.number",
        Refusal::BadCallId => "refusal.call-id",
        Refusal::NotSaved => "refusal.not-saved",
        Refusal::NoAppContext => "refusal.app",
        Refusal::NoCrm => "refusal.no-crm",
        Refusal::RecordMissing => "refusal.record-missing",
        Refusal::RecordType => "refusal.record-type",
        Refusal::RecordContent => "refusal.record-content",
        Refusal::RecordUnreachable => "refusal.record-unreachable",
        Refusal::RecordBlocked => "refusal.record-blocked",
        Refusal::ItemGone => "refusal.item-gone",
        Refusal::NoteEmpty => "refusal.note-empty",
        Refusal::BadDeadline => "refusal.deadline",
        Refusal::Incomplete => "refusal.incomplete",
        Refusal::FieldValue => "refusal.field-value",
        Refusal::NotInPlan => "refusal.plan",
        Refusal::SignedOut => "refusal.signed-out",
        Refusal::NotHttps => "refusal.https",
        Refusal::PortalDeleted => "refusal.portal",
        Refusal::BatchRefused => "refusal.batch",
        Refusal::NoRight => "reason.access",
        Refusal::NoScope => "reason.scope",
        Refusal::NoMethod => "reason.method",
        Refusal::NoUserAccess => "reason.user-access",
        Refusal::Other | Refusal::Failed(ErrorKind::Refused) => "reason.refused",
        Refusal::Failed(ErrorKind::NotInBitrix24) => "reason.not-in-bitrix24",
        Refusal::Failed(ErrorKind::NoAnswer) => "reason.no-answer",
        Refusal::Failed(ErrorKind::NotSent) => "reason.not-sent",
        Refusal::Failed(ErrorKind::UnderWay) => "reason.under-way",
        Refusal::Failed(ErrorKind::Cancelled) => "reason.cancelled",
        Refusal::Failed(ErrorKind::NotVisible) => "reason.not-visible",
        Refusal::Failed(ErrorKind::RateLimited) => "reason.rate-limited",
        Refusal::Failed(ErrorKind::MethodBlocked) => "reason.method-blocked",
        Refusal::Failed(ErrorKind::Overloaded) => "reason.overloaded",
        Refusal::Failed(ErrorKind::Network) => "reason.network",
        Refusal::Failed(ErrorKind::NotUnderstood) => "reason.not-understood",
    }
}
