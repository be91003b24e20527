//! Every documented refusal has its meaning, and a sentence for the agent.

use super::*;
use call_card::api::Refusal;
use call_card::bx24::{Error, ErrorKind};
use call_card::i18n::text_keys::{error_key, refusal_key};
use serde_json::json;
use std::fs;

/// Code, status and description of the documents, and what they mean.
const DOCUMENTED: &str = "
# telephony.externalCall.register and finish
ERROR_CORE | 400 | Call is not found (call should be registered prior to finishing) | CallNotFound
ERROR_CORE | 400 | USER_ID or USER_PHONE_INNER should be set | UserMissing
ERROR_CORE | 400 | User is not found or is not active | UserInactive
ERROR_CORE | 400 | User is not found or is not active. | UserInactive
ERROR_CORE | 400 | Unknown TYPE | UnknownType
ERROR_CORE | 400 | CALL_START_DATE should be in the ISO-8601 format | BadStartDate
ERROR_CORE | 400 | Unsupported phone number format | BadNumber
ERROR_CORE | 400 | Unexpected database error | NotSaved
INVALID_ARGUMENT | 400 | CALL_ID must be a string | BadCallId
WRONG_AUTH_TYPE | 403 | Current authorization type is denied for this method | NoAppContext
WRONG_AUTH_TYPE | 400 | Application context required | NoAppContext
# telephony.externalCall.attachRecord
ERROR_CORE | 400 | Required parameters are not set. Request should contain either URL or FILENAME parameter | RecordMissing
 | 400 | Required parameters are not set. Request should contain either URL or FILENAME parameter | RecordMissing
 | 400 | Call is not found in the statistic table. It looks like it is not finished yet. | CallNotFinished
ERROR_CORE | 400 | File name is empty | RecordMissing
ERROR_CORE | 400 | File content is empty. | RecordMissing
ERROR_CORE | 400 | Wrong file extension. Only wav and mp3 are allowed | RecordType
ERROR_CORE | 400 | File content is not properly encoded. Base64 encoding is expected. | RecordContent
ERROR_CORE | 400 | Server returns HTTP error code 404 | RecordUnreachable
 | 400 | Record URL resolves to a non-public address and was blocked. | RecordBlocked
# telephony.externalCall.searchCrmEntities, voximplant.statistic.get
ERROR_CORE | 400 | PHONE_NUMBER is empty | BadNumber
ERROR_CORE | 400 | CRM is not installed. | NoCrm
ACCESS_DENIED | 403 | Access denied! | NoRight
# crm.timeline.comment.add, crm.activity.todo.add, the lists of the CRM
OWNER_NOT_FOUND | 400 | Owner was not found | ItemGone
NOT_FOUND | 400 | Not found. | ItemGone
 | 400 | Not found | ItemGone
INVALID_ARG_VALUE | 400 | Empty comment | NoteEmpty
WRONG_DATETIME_FORMAT | 400 | Wrong datetime format | BadDeadline
100 | 400 | Could not find value for parameter {fields} | Incomplete
 | 400 | Access denied. | NoRight
400 | 400 | Access denied. | NoRight
# what any method can answer
INTERNAL_SERVER_ERROR | 500 | Internal server error | Failed(Network)
ERROR_UNEXPECTED_ANSWER | 500 | Server returned an unexpected response | Failed(Network)
QUERY_LIMIT_EXCEEDED | 503 | Too many requests | Failed(RateLimited)
OPERATION_TIME_LIMIT | 429 | Method is blocked due to operation time limit. | Failed(MethodBlocked)
OVERLOAD_LIMIT | 503 | REST API is blocked due to overload | Failed(Overloaded)
ERROR_BATCH_METHOD_NOT_ALLOWED | 405 | Method is not allowed for batch usage | BatchRefused
ERROR_BATCH_LENGTH_EXCEEDED | 400 | Max batch length exceeded | BatchRefused
NO_AUTH_FOUND | 401 | Wrong authorization data | SignedOut
expired_token | 401 | The access token provided has expired | SignedOut
INVALID_REQUEST | 400 | Https required | NotHttps
ACCESS_DENIED | 403 | REST API is available only on commercial plans | NotInPlan
ACCESS_DENIED | 403 |  | NoRight
INVALID_CREDENTIALS | 403 | Invalid request credentials | NoRight
insufficient_scope | 403 | The request requires higher privileges | NoScope
user_access_error | 403 | The user does not have access to the application | NoUserAccess
ERROR_MANIFEST_IS_NOT_AVAILABLE | 404 | Manifest is not available | NoAppContext
PORTAL_DELETED | 500 | Portal was deleted | PortalDeleted
ERROR_METHOD_NOT_FOUND | 404 | Method not found! | NoMethod
# inside a batch there is no status
INTERNAL_SERVER_ERROR | 0 | Internal server error | Failed(Network)
PORTAL_DELETED | 0 | Portal was deleted | PortalDeleted
QUERY_LIMIT_EXCEEDED | 0 | Too many requests | Failed(RateLimited)
OPERATION_TIME_LIMIT | 0 | Method is blocked due to operation time limit. | Failed(MethodBlocked)
# and what nobody has documented
ERROR_CORE | 400 | Something new | Other
SOMETHING_NEW | 400 |  | Other
SOMETHING_NEW | 502 | Call is not found | Failed(Network)
";

fn documented() -> Vec<(Error, &'static str)> {
    let rows = DOCUMENTED
        .lines()
        .filter(|row| !row.is_empty() && !row.starts_with('#'));
    rows.map(|row| {
        let mut columns = row.split('|').map(str::trim);
        let mut next = || columns.next().expect("four columns");
        let (code, status, detail) = (next(), next().parse().expect("a status"), next());
        (Error::answered(code, status, detail), next())
    })
    .collect()
}

#[test]
fn every_documented_refusal_has_its_meaning() {
    let cases = documented();
    assert_eq!(cases.len(), 56);
    for (error, meaning) in cases {
        assert_eq!(format!("{:?}", Refusal::of(&error)), meaning, "{error:?}");
    }
}

#[test]
fn every_meaning_has_a_sentence() {
    let texts: serde_json::Value =
        serde_json::from_str(&fs::read_to_string("locales/en.json").unwrap()).unwrap();
    for (error, _) in documented() {
        let meaning = Refusal::of(&error);
        let sentence = texts[refusal_key(meaning)].as_str().unwrap_or_default();
        assert!(sentence.ends_with('.'), "{meaning:?}: {sentence}");
    }
}

#[test]
fn a_refusal_without_a_code_names_none() {
    let key = |code: &str| error_key(&Error::answered(code, 400, "Unknown error"));
    assert_eq!(["", "0"].map(key), ["reason.refused-without-code"; 2]);
    assert_eq!(key("CAN_NOT_UPDATE_COMPLETED_TODO"), "reason.refused");
    // What the description says counts more.
    assert_eq!(
        error_key(&Error::answered("0", 400, "Access denied")),
        "reason.access"
    );
}

#[test]
fn what_never_reached_the_portal_is_told_by_its_kind() {
    for kind in [
        ErrorKind::NotInBitrix24,
        ErrorKind::NoAnswer,
        ErrorKind::Network,
        ErrorKind::NotUnderstood,
    ] {
        let meaning = Refusal::of(&Error::of(kind, "call is not found"));
        assert_eq!(meaning, Refusal::Failed(kind));
        assert_eq!(refusal_key(meaning), format!("reason.{}", kind.as_str()));
    }
}

#[test]
fn trying_again_is_offered_only_where_it_can_help() {
    assert!(Refusal::NotSaved.may_pass());
    assert!(Refusal::Failed(ErrorKind::RateLimited).may_pass());
    assert!(Refusal::Failed(ErrorKind::MethodBlocked).may_pass());
    assert!(!Refusal::Failed(ErrorKind::Overloaded).may_pass());
    assert!(!Refusal::CallNotFound.may_pass());
    assert!(!Refusal::NoRight.may_pass());
}

#[test]
fn the_portal_s_own_refusals_are_understood() {
    let refused = |method: &str, params| {
        let mut portal = open("own-page");
        Refusal::of(&ask(&mut portal, method, &params).expect_err("a refusal"))
    };
    let register = "telephony.externalCall.register";
    let finish = "telephony.externalCall.finish";
    let attach = "telephony.externalCall.attachRecord";
    assert_eq!(
        refused(register, json!({ "TYPE": 1, "PHONE_NUMBER": "1" })),
        Refusal::UserMissing
    );
    assert_eq!(
        refused(register, json!({ "USER_ID": 5, "TYPE": 1, "PHONE_NUMBER": "1" })),
        Refusal::UserInactive
    );
    assert_eq!(
        refused(register, json!({ "USER_ID": 1, "TYPE": 6, "PHONE_NUMBER": "1" })),
        Refusal::UnknownType
    );
    assert_eq!(
        refused(
            register,
            json!({ "USER_ID": 1, "TYPE": 1, "PHONE_NUMBER": "none" })
        ),
        Refusal::BadNumber
    );
    let start = json!({ "USER_ID": 1, "TYPE": 1, "PHONE_NUMBER": "1", "CALL_START_DATE": "now" });
    assert_eq!(refused(register, start), Refusal::BadStartDate);
    assert_eq!(refused(finish, json!({ "USER_ID": 1 })), Refusal::BadCallId);
    assert_eq!(
        refused(finish, json!({ "USER_ID": 1, "CALL_ID": "x" })),
        Refusal::CallNotFound
    );
    assert_eq!(refused(attach, json!({ "CALL_ID": "x" })), Refusal::RecordMissing);
    assert_eq!(
        refused("crm.timeline.comment.add", json!({})),
        Refusal::Incomplete
    );
    assert_eq!(refused("no.such.method", json!({})), Refusal::NoMethod);
}

proptest! {
    #[test]
    fn every_failure_means_something(code in any::<String>(), status in any::<u16>(), detail in any::<String>()) {
        let meaning = Refusal::of(&Error::answered(&code, status, &detail));
        prop_assert!(refusal_key(meaning).contains('.'));
    }
}
