//! Numbers, durations, names, outcomes, batches: small things a person reads or a portal gets.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/json.rs"]
mod json;

use call_card::api::crm::{ItemAnswer, is_gone, is_no_right};
use call_card::api::dictionary::Status;
use call_card::api::external_call::FollowUp;
use call_card::api::php::List;
use call_card::bx24::{Error, ErrorKind};
use call_card::call::clock::duration;
use call_card::call::phone::groups;
use call_card::call::status_code::KNOWN;
use call_card::call::{CallStatus, EntityKind, Phone, StatusCode};
use json::read;
use proptest::prelude::*;
use serde_json::json;

#[test]
fn a_number_reads_in_groups() {
    for number in [
        "+1 999 999 9666",
        "+7 906 219 50 47",
        "+7 701 234 56 78",
        "+49 30 123 456",
        "+49 1511 234 5678",
        "+33 6 12 34 56 78",
        "+34 612 345 678",
        "+39 312 345 6789",
        "+44 7911 123 456",
        "+48 601 234 567",
        "+52 55 1234 5678",
        "+55 11 91234 5678",
        "+57 301 234 5678",
        "+60 12 345 6789",
        "+62 812 3456 7890",
        "+66 81 234 5678",
        "+81 90 1234 5678",
        "+84 912 345 678",
        "+86 138 1234 5678",
        "+886 912 345 678",
        "+90 532 123 45 67",
        "+375 29 123 45 67",
        "+380 50 123 45 67",
        "+966 50 123 4567",
        "+971 50 123 4567",
        // Without the plus, where it is a whole number all the same.
        "7 906 219 50 47",
        "49 1511 234 5678",
        // Of a length that the country has not: threes.
        "+49 301 23",
        "+998 123 456 789 012",
        // A number of the country one calls from.
        "030 765 43 21",
        "906 219 50 47",
    ] {
        assert_eq!(groups(&number.replace(' ', "")).join(" "), number);
    }
    assert_eq!(groups("reg151083@sip"), ["reg151083@sip"]);
    assert_eq!(groups("112"), ["112"]);
}

#[test]
fn diagnostics_show_no_whole_number() {
    assert_eq!(Phone::Known("+19999999666".into()).redacted(), "+•••••••••66");
    assert_eq!(Phone::Known("alice@sip 12".into()).redacted(), "12");
    assert_eq!(Phone::Hidden.redacted(), "hidden");
}

#[test]
fn a_duration_reads_as_a_clock() {
    assert_eq!(
        [0, 65, 3_599, 3_600, 36_061].map(duration),
        ["0:00", "1:05", "59:59", "1:00:00", "10:01:01"]
    );
}

#[test]
fn a_line_is_named_once() {
    let line = |number: &str, name: &str| {
        CallStatus {
            line_number: number.into(),
            line_name: name.into(),
            ..CallStatus::default()
        }
        .line()
    };
    assert_eq!(line("", ""), None);
    assert_eq!(line("reg151083", "").as_deref(), Some("reg151083"));
    assert_eq!(line("3", "3").as_deref(), Some("3"));
    assert_eq!(line("reg1", "Sales").as_deref(), Some("Sales · reg1"));
    assert_eq!(
        line("+49301", "Sales (+49301)").as_deref(),
        Some("Sales (+49301)")
    );
}

#[test]
fn every_documented_code_has_words_and_others_keep_their_code() {
    for (code, key) in KNOWN {
        assert_eq!(StatusCode::parse(code).and_then(|code| code.key()), Some(key));
    }
    assert_eq!(
        StatusCode::parse(" 603-s ")
            .map(|code| code.as_str().to_owned())
            .as_deref(),
        Some("603-S")
    );
    assert_eq!(StatusCode::parse("999").and_then(|code| code.key()), None);
    assert_eq!(StatusCode::parse(""), None);
}

#[test]
fn an_item_is_called_by_its_name() {
    let item = |kind, fields| {
        let fields: ItemAnswer = read(&fields).expect("fields");
        fields.item(&kind, &[]).expect("an item")
    };
    let contact = item(
        EntityKind::Contact,
        json!({ "NAME": "Ada", "SECOND_NAME": "", "LAST_NAME": "Byron", "POST": "CTO" }),
    );
    assert_eq!(
        (contact.name.as_str(), contact.post.as_str()),
        ("Ada Byron", "CTO")
    );
    assert_eq!(item(EntityKind::Company, json!({ "TITLE": "Nord" })).name, "Nord");
    assert_eq!(
        item(
            EntityKind::Lead,
            json!({ "TITLE": "Call", "NAME": "Ada", "LAST_NAME": null })
        )
        .name,
        "Call · Ada"
    );
    assert_eq!(
        item(EntityKind::Lead, json!({ "TITLE": "", "NAME": "Ada" })).name,
        "Ada"
    );
    assert_eq!(
        item(EntityKind::Contact, json!({ "ID": "1", "NAME": null })).name,
        ""
    );
    let nothing: ItemAnswer = read(&json!([])).expect("fields");
    assert!(nothing.item(&EntityKind::Contact, &[]).is_err());
}

#[test]
fn a_deal_has_a_stage_and_an_amount() {
    let stages = json!([{ "STATUS_ID": "NEW", "NAME": "New" }, { "STATUS_ID": "WON", "NAME": "Won" }]);
    let List(stages) = read::<List<Status>>(&stages).expect("a list");
    let fields = json!({ "TITLE": "Big", "STAGE_ID": "NEW", "OPPORTUNITY": "12000.50", "CURRENCY_ID": "EUR", "CLOSED": "N" });
    let fields: ItemAnswer = read(&fields).expect("fields");
    let deal = fields.item(&EntityKind::Deal, &stages).expect("a deal");
    assert_eq!(deal.stage.as_deref(), Some("New"));
    assert_eq!(deal.amount, Some((12_000.5, "EUR".into())));
    assert!(!deal.closed);
}

#[test]
fn a_refusal_is_told_from_a_missing_item() {
    let refusal = |code: &str, detail: &str| Error::answered(code, 0, detail);
    assert!(is_no_right(&refusal("ACCESS_DENIED", "")));
    assert!(is_no_right(&refusal("", "Access denied.")));
    assert!(!is_no_right(&refusal("", "Not found")));
    assert!(is_gone(&refusal("", "Not found")) && is_gone(&refusal("UNKNOWN_KIND", "")));
}

#[test]
fn what_says_nothing_of_an_item_is_neither_a_missing_right_nor_a_missing_item() {
    for (code, detail) in [
        ("QUERY_LIMIT_EXCEEDED", "Too many requests"),
        ("OVERLOAD_LIMIT", "REST API is blocked due to overload."),
        ("ERROR_METHOD_NOT_FOUND", "Method not found!"),
        (
            "insufficient_scope",
            "higher privileges than provided by the access token",
        ),
        ("expired_token", "The access token provided has expired."),
        ("INTERNAL_SERVER_ERROR", "Internal server error"),
        ("SOMETHING_NEW", ""),
    ] {
        let error = Error::answered(code, 0, detail);
        assert!(!is_no_right(&error) && !is_gone(&error), "{code}");
    }
}

#[test]
fn a_code_that_the_documents_do_not_name_is_other() {
    let code = |code: &str| StatusCode::parse(code).expect("a code").documented();
    assert_eq!(code("487").as_str(), "OTHER");
    for (known, _) in KNOWN {
        assert_eq!(code(known).as_str(), known);
    }
    assert!(code("200").is_answered() && !code("304").is_answered());
}

#[test]
fn a_failed_follow_up_step_is_known_by_its_words() {
    for (error, step) in [
        ("Activity owner is not found", FollowUp::Crm),
        ("Could not create the lead", FollowUp::Crm),
        ("Chat message was not sent", FollowUp::Chat),
        ("Could not download the file of the call", FollowUp::Recording),
        ("42", FollowUp::Other),
    ] {
        assert_eq!(FollowUp::of(error), step, "{error}");
    }
}

#[test]
fn a_code_decides_the_kind_of_an_error() {
    assert_eq!(
        Error::answered("QUERY_LIMIT_EXCEEDED", 503, "").kind,
        ErrorKind::RateLimited
    );
    assert_eq!(
        Error::answered("OVERLOAD_LIMIT", 503, "").kind,
        ErrorKind::Overloaded
    );
    assert_eq!(
        Error::answered("INTERNAL_SERVER_ERROR", 500, "").kind,
        ErrorKind::Network
    );
    assert_eq!(Error::answered("ACCESS_DENIED", 403, "").kind, ErrorKind::Refused);
    assert!(Error::answered("INTERNAL_SERVER_ERROR", 500, "").is_uncertain());
    assert!(!Error::answered("ERROR_CORE", 400, "").is_uncertain());
}

proptest! {
    #[test]
    fn the_groups_joined_are_the_number_unchanged(number in "\\PC{0,20}|\\+?[0-9]{0,20}") {
        prop_assert_eq!(groups(&number).concat(), number);
    }
}
