//! What a failure means to the agent.
//!
//! The methods of telephony answer nearly everything with one code (`ERROR_CORE`), or with an empty one, and only the
//! description differs; so the meaning comes from both.

use crate::bx24::{Error, ErrorKind};

/// The meaning of a failure, by a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `finish`: the call was finished already, or no app registered it, or another one did.
    CallNotFound,
    /// `attachRecord`, `attachTranscription`: the call is not in the statistics yet.
    CallNotFinished,
    /// Neither `USER_ID` nor `USER_PHONE_INNER`.
    UserMissing,
    /// The user does not exist or was dismissed.
    UserInactive,
    /// `TYPE` is none of 1 to 5.
    UnknownType,
    /// `CALL_START_DATE` is not ISO 8601.
    BadStartDate,
    /// The phone number is empty or not one.
    BadNumber,
    /// `CALL_ID` was not a string.
    BadCallId,
    /// The portal's database failed.
    NotSaved,
    /// Not called as an app, or the app is not installed as one.
    NoAppContext,
    /// The portal has no CRM.
    NoCrm,
    /// `attachRecord`: neither an address nor a file name, or an empty file.
    RecordMissing,
    /// `attachRecord`: neither WAV nor MP3.
    RecordType,
    /// `attachRecord`: the content was not Base64.
    RecordContent,
    /// `attachRecord`: the portal could not download the file.
    RecordUnreachable,
    /// `attachRecord`: the address is in a private network.
    RecordBlocked,
    /// The item of the CRM does not exist.
    ItemGone,
    /// The note has no text.
    NoteEmpty,
    /// The date of the next step is not one.
    BadDeadline,
    /// A required parameter was not sent.
    Incomplete,
    /// A field of the item does not take the value.
    FieldValue,
    /// The agent has no right to it.
    NoRight,
    /// The portal's plan has no REST.
    NotInPlan,
    /// The app was not granted the scope.
    NoScope,
    /// The portal has no such method, or hides it from an app without the scope.
    NoMethod,
    /// The app is not open to this agent.
    NoUserAccess,
    /// The access of this page is over.
    SignedOut,
    /// Not asked over https.
    NotHttps,
    /// The portal was closed or deleted.
    PortalDeleted,
    /// The portal takes this batch not at all.
    BatchRefused,
    /// A code that the documents do not name: the failure's own code is all there is to say.
    Other,
    /// Not a refusal of the portal; its kind is the meaning.
    Failed(ErrorKind),
}

/// What a code means by itself.
const CODES: [(&str, Refusal); 24] = [
    ("WRONG_AUTH_TYPE", Refusal::NoAppContext),
    ("ERROR_MANIFEST_IS_NOT_AVAILABLE", Refusal::NoAppContext),
    ("ACCESS_DENIED", Refusal::NoRight),
    ("AccessException", Refusal::NoRight),
    ("INVALID_CREDENTIALS", Refusal::NoRight),
    ("insufficient_scope", Refusal::NoScope),
    ("ERROR_METHOD_NOT_FOUND", Refusal::NoMethod),
    ("user_access_error", Refusal::NoUserAccess),
    ("NO_AUTH_FOUND", Refusal::SignedOut),
    ("expired_token", Refusal::SignedOut),
    ("INVALID_REQUEST", Refusal::NotHttps),
    ("PORTAL_DELETED", Refusal::PortalDeleted),
    ("ERROR_BATCH_METHOD_NOT_ALLOWED", Refusal::BatchRefused),
    ("ERROR_BATCH_LENGTH_EXCEEDED", Refusal::BatchRefused),
    ("INTERNAL_SERVER_ERROR", Refusal::Failed(ErrorKind::Network)),
    ("ERROR_UNEXPECTED_ANSWER", Refusal::Failed(ErrorKind::Network)),
    ("QUERY_LIMIT_EXCEEDED", Refusal::Failed(ErrorKind::RateLimited)),
    ("OVERLOAD_LIMIT", Refusal::Failed(ErrorKind::Overloaded)),
    ("OWNER_NOT_FOUND", Refusal::ItemGone),
    ("NOT_FOUND", Refusal::ItemGone),
    ("INVALID_ARG_VALUE", Refusal::NoteEmpty),
    ("WRONG_DATETIME_FORMAT", Refusal::BadDeadline),
    ("CRM_FIELD_ERROR_VALUE_NOT_VALID", Refusal::FieldValue),
    ("100", Refusal::Incomplete),
];

/// What a description means where the code means nothing: parts of the documented texts in small letters. The first one
/// that is found counts.
const DESCRIPTIONS: [(&str, Refusal); 24] = [
    ("is it finished", Refusal::CallNotFinished),
    ("not finished yet", Refusal::CallNotFinished),
    ("call is not found", Refusal::CallNotFound),
    ("user_phone_inner should be set", Refusal::UserMissing),
    ("user is not found", Refusal::UserInactive),
    ("unknown type", Refusal::UnknownType),
    ("iso-8601", Refusal::BadStartDate),
    ("phone number format", Refusal::BadNumber),
    ("phone_number is", Refusal::BadNumber),
    ("call_id must be a string", Refusal::BadCallId),
    ("database error", Refusal::NotSaved),
    ("crm is not installed", Refusal::NoCrm),
    ("either url or filename", Refusal::RecordMissing),
    ("file name is empty", Refusal::RecordMissing),
    ("file content is empty", Refusal::RecordMissing),
    ("file extension", Refusal::RecordType),
    ("file type", Refusal::RecordType),
    ("base64", Refusal::RecordContent),
    ("http error code", Refusal::RecordUnreachable),
    ("non-public address", Refusal::RecordBlocked),
    ("message is empty", Refusal::NoteEmpty),
    ("could not find value for parameter", Refusal::Incomplete),
    ("access denied", Refusal::NoRight),
    ("not found", Refusal::ItemGone),
];

impl Refusal {
    /// What this failure means.
    pub fn of(error: &Error) -> Self {
        let detail = error.detail.to_ascii_lowercase();
        let by_code = CODES.iter().find(|(code, _)| *code == error.code);
        match by_code {
            // The same code for a plan without REST and for a right that is missing.
            Some((_, Self::NoRight)) if detail.contains("commercial plan") => return Self::NotInPlan,
            Some((_, meaning)) => return *meaning,
            None if error.kind != ErrorKind::Refused => return Self::Failed(error.kind),
            None => {}
        }
        DESCRIPTIONS
            .iter()
            .find(|(text, _)| detail.contains(text))
            .map_or(Self::Other, |(_, meaning)| *meaning)
    }

    /// Whether the same request may do better later, with nothing changed.
    pub const fn may_pass(self) -> bool {
        matches!(
            self,
            Self::NotSaved
                | Self::CallNotFinished
                | Self::RecordUnreachable
                | Self::Other
                | Self::Failed(
                    ErrorKind::NoAnswer
                        | ErrorKind::NotSent
                        | ErrorKind::UnderWay
                        | ErrorKind::RateLimited
                        | ErrorKind::MethodBlocked
                        | ErrorKind::Network
                        | ErrorKind::NotUnderstood
                )
        )
    }
}
