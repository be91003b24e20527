//! The text keys of what the domain names.

use super::{capitalized, t};
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
