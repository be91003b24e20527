//! Reading what the portal says of a call.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/json.rs"]
mod json;

use call_card::api::card::{EntityChanged, StateChanged, StateDetails, StatusAnswer};
use call_card::api::decode_entities;
use call_card::api::php::First;
use call_card::call::{Binding, CallStatus, Direction, EntityKind, Event, Phone, ReportedState, StatusCode};
use json::{any_json, read};
use proptest::prelude::*;
use serde_json::json as j;

/// The answer to `getStatus`; nothing where it says nothing of a call.
fn decode_status(answer: &serde_json::Value) -> Option<CallStatus> {
    let answer = read::<StatusAnswer>(answer).filter(StatusAnswer::is_call)?;
    Some(answer.status())
}

/// The placement options.
fn decode_options(options: &serde_json::Value) -> CallStatus {
    let options: Option<StatusAnswer> = read(options);
    options.unwrap_or_default().unescaped().status()
}

fn decode_state_changed(first: &serde_json::Value, second: &serde_json::Value) -> Event {
    let changed: StateChanged = read(first).unwrap_or_default();
    let details: StateDetails = read(second).unwrap_or_default();
    changed.event(details)
}

fn decode_entity_changed(payload: &serde_json::Value) -> Event {
    let changed: First<EntityChanged> = read(payload).unwrap_or_default();
    changed.0.event()
}

/// The documented example answer of `getStatus`.
fn documented() -> serde_json::Value {
    j!({
        "CALL_ID": "E45D40253D1C2D2F.1774588815.822533",
        "PHONE_NUMBER": "+19999999666",
        "LINE_NUMBER": "reg151083",
        "LINE_NAME": "",
        "CRM_ENTITY_TYPE": "CONTACT",
        "CRM_ENTITY_ID": 797,
        "CRM_ACTIVITY_ID": "",
        "CRM_BINDINGS": [
            { "ENTITY_TYPE": "DEAL", "ENTITY_ID": 4615 },
            { "ENTITY_TYPE": "COMPANY", "ENTITY_ID": 643 }
        ],
        "CALL_DIRECTION": "outgoing",
        "CALL_STATE": "idle",
        "CALL_LIST_MODE": false
    })
}

#[test]
fn the_documented_answer_is_read_whole() {
    let status = decode_status(&documented()).expect("a status");
    assert_eq!(status.call_id, "E45D40253D1C2D2F.1774588815.822533");
    assert!(!status.is_external());
    assert_eq!(status.phone, Phone::Known("+19999999666".into()));
    assert_eq!(status.line().as_deref(), Some("reg151083"));
    assert_eq!(status.activity_id, None);
    assert_eq!(status.direction, Direction::Outgoing);
    assert_eq!(status.state, ReportedState::Idle);
    assert!(!status.call_list_mode);
    assert_eq!(
        status.items(),
        [
            Binding::new(EntityKind::Contact, 797),
            Binding::new(EntityKind::Deal, 4615),
            Binding::new(EntityKind::Company, 643)
        ]
    );
}

#[test]
fn string_typed_options_say_the_same() {
    let options = j!({
        "CALL_ID": "E45D40253D1C2D2F.1774588815.822533",
        "PHONE_NUMBER": "+19999999666",
        "LINE_NUMBER": "reg151083",
        "LINE_NAME": "",
        "CRM_ENTITY_TYPE": "CONTACT",
        "CRM_ENTITY_ID": "797",
        "CRM_ACTIVITY_ID": "undefined",
        "CALL_DIRECTION": "outgoing",
        "CALL_STATE": "idle",
        "CALL_LIST_MODE": "false"
    });
    let mut expected = decode_status(&documented()).expect("a status");
    expected.bindings.clear();
    assert_eq!(decode_options(&options), expected);
}

#[test]
fn nothing_bound_and_nothing_known_are_told_from_something() {
    let of = |pairs: serde_json::Value| decode_options(&pairs);
    for (kind, id) in [
        ("", "0"),
        ("CONTACT", "0"),
        ("CONTACT", ""),
        ("", "17"),
        ("CONTACT", "undefined"),
    ] {
        assert_eq!(
            of(j!({ "CRM_ENTITY_TYPE": kind, "CRM_ENTITY_ID": id })).primary,
            None,
            "{kind} {id}"
        );
    }
    assert_eq!(of(j!({})).phone, Phone::Unknown);
    assert_eq!(of(j!({ "PHONE_NUMBER": "unknown" })).phone, Phone::Unknown);
    assert_eq!(of(j!({ "PHONE_NUMBER": "hidden" })).phone, Phone::Hidden);
    assert_eq!(
        of(j!({ "PHONE_NUMBER": 19_999_999_666_u64 })).phone,
        Phone::Known("19999999666".into())
    );
    assert_eq!(of(j!({ "CRM_ACTIVITY_ID": "7943" })).activity_id, Some(7943));
    assert!(of(j!({ "CALL_LIST_MODE": "true" })).call_list_mode);
    assert_eq!(
        of(j!({ "CALL_DIRECTION": "incomingTransfer" })).direction,
        Direction::Other("incomingTransfer".into())
    );
    assert_eq!(
        of(j!({ "CRM_BINDINGS": { "1": { "ENTITY_TYPE": "lead", "ENTITY_ID": "9" } } })).bindings,
        [Binding::new(EntityKind::Lead, 9)]
    );
}

#[test]
fn an_answer_that_says_nothing_of_a_call_is_not_a_status() {
    for answer in [
        j!([]),
        j!({}),
        j!(null),
        j!(""),
        j!("getStatus"),
        j!([{ "result": "error" }]),
        j!({ "other": 1 }),
    ] {
        assert_eq!(decode_status(&answer), None, "{answer}");
    }
}

#[test]
fn options_are_unescaped_once_and_answers_are_taken_as_they_are() {
    let escaped = j!({ "CALL_ID": "1", "LINE_NAME": "R&amp;D &quot;Nord&quot; &lt;b&gt; &amp;lt;" });
    assert_eq!(decode_options(&escaped).line_name, "R&D \"Nord\" <b> &lt;");
    assert_eq!(
        decode_status(&escaped).expect("a status").line_name,
        escaped["LINE_NAME"].as_str().unwrap()
    );
}

#[test]
fn entities_are_decoded_and_everything_else_stays() {
    assert_eq!(decode_entities("&#43;7 &#x41;&apos;&nbsp;"), "+7 A'\u{a0}");
    for same in [
        "",
        "&",
        "&&",
        "a & b;",
        "&unknown;",
        "&#0;",
        "&#x110000;",
        "&#xfffffffff;",
        "&ampamp",
        "&;",
        "ü&ö;ß",
    ] {
        assert_eq!(decode_entities(same), same);
    }
}

#[test]
fn a_state_event_is_read_with_one_argument_with_two_and_with_both_in_an_array() {
    let event = |state, code: Option<&str>| Event::StateChanged {
        state,
        failed_code: code.and_then(StatusCode::parse),
    };
    let read = |first: serde_json::Value, second: serde_json::Value| decode_state_changed(&first, &second);
    assert_eq!(
        read(j!("connecting"), j!(null)),
        event(ReportedState::Connecting, None)
    );
    assert_eq!(
        read(j!("idle"), j!({ "failedCode": 486 })),
        event(ReportedState::Idle, Some("486"))
    );
    assert_eq!(
        read(j!("idle"), j!({ "failedCode": "603-S" })),
        event(ReportedState::Idle, Some("603-S"))
    );
    assert_eq!(
        read(j!(["idle", { "failedCode": "486" }]), j!(null)),
        event(ReportedState::Idle, Some("486"))
    );
    assert_eq!(read(j!("idle"), j!([])), event(ReportedState::Idle, None));
    assert_eq!(
        read(j!("idle"), j!({ "failedCode": null })),
        event(ReportedState::Idle, None)
    );
}

#[test]
fn an_entity_event_may_have_an_unknown_number_or_nothing_bound() {
    let read = |payload: serde_json::Value| decode_entity_changed(&payload);
    assert_eq!(
        read(j!({ "PHONE_NUMBER": "unknown", "CRM_ENTITY_TYPE": "LEAD", "CRM_ENTITY_ID": "5" })),
        Event::EntityChanged {
            phone: Some(Phone::Unknown),
            primary: Some(Binding::new(EntityKind::Lead, 5))
        }
    );
    assert_eq!(
        read(j!({ "PHONE_NUMBER": "+1", "CRM_ENTITY_TYPE": "", "CRM_ENTITY_ID": 0 })),
        Event::EntityChanged {
            phone: Some(Phone::Known("+1".into())),
            primary: None
        }
    );
    assert_eq!(
        read(j!([{ "PHONE_NUMBER": "hidden", "CRM_ENTITY_TYPE": "DEAL", "CRM_ENTITY_ID": 4 }])),
        Event::EntityChanged {
            phone: Some(Phone::Hidden),
            primary: Some(Binding::new(EntityKind::Deal, 4))
        }
    );
    assert_eq!(
        read(j!([])),
        Event::EntityChanged {
            phone: None,
            primary: None
        }
    );
}

proptest! {
    #[test]
    fn whatever_comes_is_read_without_a_fault(value in any_json()) {
        decode_status(&value);
        decode_options(&value);
        decode_entity_changed(&value);
        decode_state_changed(&value, &value);
    }

    #[test]
    fn any_value_under_a_known_key_is_read_without_a_fault(
        key in prop::sample::select(vec![
            "CALL_ID", "PHONE_NUMBER", "LINE_NUMBER", "LINE_NAME", "CRM_ENTITY_TYPE", "CRM_ENTITY_ID",
            "CRM_ACTIVITY_ID", "CRM_BINDINGS", "CALL_DIRECTION", "CALL_STATE", "CALL_LIST_MODE",
        ]),
        value in any_json(),
    ) {
        let mut status = documented();
        status[key] = value;
        let read = decode_options(&status);
        prop_assert!(read.items().iter().all(|item| item.id > 0));
        // What the other keys say does not suffer.
        prop_assert!(key == "LINE_NUMBER" || read.line_number == "reg151083");
    }

    #[test]
    fn escaping_and_decoding_gives_the_text_back(text in any::<String>()) {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        prop_assert_eq!(decode_entities(&escaped), text);
    }
}
