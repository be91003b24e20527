//! Numbers, durations, names, outcomes, batches: small things a person reads or a portal gets.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/json.rs"]
mod json;

use call_card::api::crm::{Item, ItemAnswer, is_gone, is_no_right, is_unreadable_kind};
use call_card::api::directory::{Directory, DirectoryEntry, DirectoryGet, KINDS, StageId};
use call_card::api::external_call::FollowUp;
use call_card::api::php::List;
use call_card::bx24::{Error, ErrorKind};
use call_card::call::clock::duration;
use call_card::call::phone::groups;
use call_card::call::status_code::KNOWN;
use call_card::call::{Binding, CallStatus, EntityKind, Phone, StatusCode};
use call_card::i18n::text_keys::status_code_key;
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
    for code in KNOWN {
        let key = StatusCode::parse(code).and_then(|code| status_code_key(&code));
        assert_eq!(key, Some(format!("outcome.{code}")));
    }
    assert_eq!(
        StatusCode::parse(" 603-s ")
            .map(|code| code.as_str().to_owned())
            .as_deref(),
        Some("603-S")
    );
    assert_eq!(
        StatusCode::parse("999").and_then(|code| status_code_key(&code)),
        None
    );
    assert_eq!(StatusCode::parse(""), None);
}

fn item(kind: &EntityKind, fields: &serde_json::Value) -> Item {
    let fields: ItemAnswer = read(fields).expect("fields");
    fields.item(kind).expect("an item")
}

#[test]
fn an_item_is_called_by_its_name() {
    let contact = item(
        &EntityKind::Contact,
        &json!({ "name": "Ada", "secondName": "", "lastName": "Byron", "post": "CTO" }),
    );
    assert_eq!(
        (contact.name.as_str(), contact.post.as_str()),
        ("Ada Byron", "CTO")
    );
    let name = |kind, fields| item(&kind, &fields).name;
    assert_eq!(name(EntityKind::Company, json!({ "title": "Nord" })), "Nord");
    assert_eq!(
        name(
            EntityKind::Lead,
            json!({ "title": "Call", "name": "Ada", "lastName": null })
        ),
        "Call · Ada"
    );
    assert_eq!(
        name(EntityKind::Lead, json!({ "title": "", "name": "Ada" })),
        "Ada"
    );
    assert_eq!(name(EntityKind::Contact, json!({ "id": "1", "name": null })), "");
    let nothing: ItemAnswer = read(&json!([])).expect("fields");
    assert!(nothing.item(&EntityKind::Contact).is_err());
}

#[test]
fn a_deal_has_a_stage_of_its_pipeline_and_an_amount() {
    let fields = json!({ "title": "Big", "categoryId": 0, "stageId": "NEW", "stageSemanticId": "P",
        "opportunity": "12000.50", "currencyId": "EUR", "closed": "N", "assignedById": 7 });
    let deal = item(&EntityKind::Deal, &fields);
    let stage = |directory: &str, status_id: &str| {
        Some(StageId {
            directory: directory.into(),
            status_id: status_id.into(),
        })
    };
    assert_eq!(deal.stage, stage("DEAL_STAGE", "NEW"));
    assert_eq!(deal.amount, Some((12_000.5, "EUR".into())));
    assert_eq!((deal.closed, deal.assigned_by_id), (false, Some(7)));
    let of = |kind: &str, category: u64| {
        let fields = json!({ "title": "x", "categoryId": category, "stageId": "C10:PREPAYMENT_INVOIC" });
        item(&EntityKind::parse(kind).expect("a kind"), &fields).stage
    };
    for (kind, directory) in [
        ("DEAL", "DEAL_STAGE_10"),
        ("LEAD", "STATUS"),
        ("DYNAMIC_177", "DYNAMIC_177_STAGE_10"),
        ("SMART_INVOICE", "SMART_INVOICE_STAGE_10"),
        ("QUOTE", "QUOTE_STATUS"),
    ] {
        // The portal cuts the codes: they are compared as they come.
        assert_eq!(of(kind, 10), stage(directory, "C10:PREPAYMENT_INVOIC"), "{kind}");
    }
    assert_eq!(of("CONTACT", 10), None);
    let won = json!({ "title": "x", "stageId": "CONVERTED", "stageSemanticId": "S" });
    assert!(item(&EntityKind::Lead, &won).closed);
}

#[test]
fn a_directory_names_stages_and_kinds() {
    let entries = |list: serde_json::Value| {
        let List(entries) = read::<List<DirectoryEntry>>(&list).expect("a list");
        let entries = entries.into_iter().map(|entry| (entry.code, entry.name));
        Directory {
            id: KINDS.into(),
            entries: entries.collect(),
        }
    };
    let stages = json!([{ "NAME": "New", "SORT": 10, "STATUS_ID": "C7:NEW" }, { "STATUS_ID": "" }]);
    assert_eq!(entries(stages).name("C7:NEW"), Some("New"));
    let kinds =
        json!([{ "ID": 177, "NAME": "Rental", "SYMBOL_CODE": "DYNAMIC_177", "SYMBOL_CODE_SHORT": "Tb1" }]);
    let kinds = entries(kinds);
    assert_eq!(
        (kinds.name("DYNAMIC_177"), kinds.name("DEAL")),
        (Some("Rental"), None)
    );
    let sent = |entity_id| json::sent(&DirectoryGet { entity_id });
    assert_eq!(
        (sent(Some("DEAL_STAGE_7")), sent(None)),
        (json!({ "entityId": "DEAL_STAGE_7" }), json!({}))
    );
}

#[test]
fn a_kind_has_a_number_where_its_items_can_be_read() {
    let number = |word: &str| EntityKind::parse(word).and_then(|kind| kind.type_id());
    assert_eq!(
        [
            "LEAD",
            "DEAL",
            "CONTACT",
            "COMPANY",
            "QUOTE",
            "SMART_INVOICE",
            "DYNAMIC_177"
        ]
        .map(number),
        [1, 2, 3, 4, 7, 31, 177].map(Some)
    );
    assert_eq!(
        ["INVOICE", "DYNAMIC_5", "DYNAMIC_X", "ORDER"].map(number),
        [None; 4]
    );
    let path = |word: &str| Binding::new(EntityKind::parse(word).expect("a kind"), 71).path();
    assert_eq!(path("DEAL").as_deref(), Some("/crm/deal/details/71/"));
    assert_eq!(path("DYNAMIC_177").as_deref(), Some("/crm/type/177/details/71/"));
    assert_eq!(path("INVOICE"), None);
}

#[test]
fn no_name_has_one_reason() {
    let reasons = |error: &Error| [is_unreadable_kind(error), is_no_right(error), is_gone(error)];
    let refused = |code: &str| reasons(&Error::answered(code, 400, ""));
    assert_eq!(refused("ENTITY_TYPE_NOT_SUPPORTED"), [true, false, false]);
    assert_eq!(reasons(&Error::refused("UNKNOWN_KIND")), [true, false, false]);
    assert_eq!(refused("ACCESS_DENIED"), [false, true, false]);
    assert_eq!(refused("NOT_FOUND"), [false, false, true]);
    assert_eq!(refused("QUERY_LIMIT_EXCEEDED"), [false; 3]);
}

#[test]
fn a_refusal_is_told_from_a_missing_item() {
    let refusal = |code: &str, detail: &str| Error::answered(code, 0, detail);
    assert!(is_no_right(&refusal("ACCESS_DENIED", "")));
    assert!(is_no_right(&refusal("", "Access denied.")));
    assert!(!is_no_right(&refusal("", "Not found")));
    assert!(is_gone(&refusal("", "Not found")));
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
    for known in KNOWN {
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
