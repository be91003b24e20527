//! Calls that the app registers: what goes over the wire, and what is read of the answers.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/json.rs"]
mod json;
#[path = "support/portal.rs"]
mod portal;

use call_card::api::external_call::{
    AttachRecord, Attached, Audience, Finish, Finished, Record, Register, Responsible, Timeman,
    decode_attached, decode_candidates, decode_finished, decode_registered, decode_sent, search_params,
};
use call_card::call::{Binding, CallType, EntityKind, StatusCode};
use call_card::preview::portal::form;
use call_card::value::Value;
use json::{any_json, json};
use portal::{ask, open, read_by_php};
use proptest::prelude::*;
use serde_json::json as j;

const REGISTER: &str = "telephony.externalCall.register";
const SHOW: &str = "telephony.externalCall.show";
const HIDE: &str = "telephony.externalCall.hide";
const FINISH: &str = "telephony.externalCall.finish";
const ATTACH: &str = "telephony.externalCall.attachRecord";
const SEARCH: &str = "telephony.externalCall.searchCrmEntities";
const CALL: &str = "externalCall.716f1cb73def9700a23842adf9c4c568.1773130779";

/// What is sent, as JSON that can be compared with the documents.
fn sent(params: &Value) -> serde_json::Value {
    serde_json::from_str(&params.to_string()).expect("JSON")
}

fn every_param_of_register() -> Register {
    Register {
        user_id: Some(1),
        user_phone_inner: Some("101".into()),
        call_start_date: Some("2026-03-10T11:19:38+03:00".into()),
        crm_create: Some(true),
        crm_source: Some("CALL".into()),
        crm_entity: Some(Binding::new(EntityKind::Contact, 797)),
        show: Some(false),
        add_to_chat: Some(false),
        call_list_id: Some(12),
        line_number: Some("3".into()),
        external_call_id: Some("asterisk-1710140185.18441".into()),
        ..Register::new("+7 906", CallType::Incoming)
    }
}

fn every_param_of_finish() -> Finish {
    Finish {
        call_id: CALL.into(),
        user_id: Some(1),
        user_phone_inner: Some("101".into()),
        duration: Some(95),
        cost: Some(3.25),
        cost_currency: Some("EUR".into()),
        status_code: StatusCode::parse("603-s"),
        failed_reason: Some("Declined & gone".into()),
        record_url: Some("https://example.com/a.mp3".into()),
        vote: Some(5),
        add_to_chat: Some(true),
    }
}

#[test]
fn a_registration_is_sent_as_the_documents_show_it() {
    let call = Register {
        user_id: Some(1269),
        crm_entity: Some(Binding::new(EntityKind::Contact, 797)),
        show: Some(true),
        line_number: Some("3".into()),
        external_call_id: Some("asterisk-1710140185.18441".into()),
        ..Register::new("79062195047", CallType::Incoming)
    };
    let documented = j!({
        "USER_ID": 1269, "PHONE_NUMBER": "79062195047", "TYPE": 2, "CRM_ENTITY_TYPE": "CONTACT",
        "CRM_ENTITY_ID": 797, "SHOW": 1, "LINE_NUMBER": "3", "EXTERNAL_CALL_ID": "asterisk-1710140185.18441",
    });
    assert_eq!(sent(&call.params()), documented);
}

#[test]
fn a_registration_sends_every_param_it_was_given_and_no_other() {
    let all = every_param_of_register().params();
    assert_eq!(
        sent(&all),
        j!({
            "USER_ID": 1, "USER_PHONE_INNER": "101", "PHONE_NUMBER": "+7 906", "TYPE": 2,
            "CALL_START_DATE": "2026-03-10T11:19:38+03:00", "CRM_CREATE": 1, "CRM_SOURCE": "CALL",
            "CRM_ENTITY_TYPE": "CONTACT", "CRM_ENTITY_ID": 797, "SHOW": 0, "ADD_TO_CHAT": 0,
            "CALL_LIST_ID": 12, "LINE_NUMBER": "3", "EXTERNAL_CALL_ID": "asterisk-1710140185.18441",
        })
    );
    assert_eq!(
        form::encode(&all),
        "USER_ID=1&USER_PHONE_INNER=101&PHONE_NUMBER=%2B7%20906&TYPE=2\
         &CALL_START_DATE=2026-03-10T11%3A19%3A38%2B03%3A00&CRM_CREATE=1&CRM_SOURCE=CALL\
         &CRM_ENTITY_TYPE=CONTACT&CRM_ENTITY_ID=797&SHOW=0&ADD_TO_CHAT=0&CALL_LIST_ID=12&LINE_NUMBER=3\
         &EXTERNAL_CALL_ID=asterisk-1710140185.18441"
    );
    let least = Register::new("123", CallType::Informational).params();
    assert_eq!(sent(&least), j!({ "PHONE_NUMBER": "123", "TYPE": 5 }));
}

#[test]
fn the_portal_reads_a_registration_as_it_was_meant() {
    let mut portal = open("own-page");
    let read = read_by_php(&mut portal, REGISTER, &every_param_of_register().params());
    let read: serde_json::Value = serde_json::from_str(&read).unwrap();
    assert_eq!(read["PHONE_NUMBER"], "+7 906");
    assert_eq!(read["CALL_START_DATE"], "2026-03-10T11:19:38+03:00");
    assert_eq!(read["SHOW"], "0");
    let call = portal.calls().first().expect("a call");
    assert_eq!((call.kind, call.user, call.call_list), (2, 1, Some(12)));
    assert!(!portal.is_card_open(1));
}

#[test]
fn only_kinds_that_the_method_takes_are_bound() {
    let bound = |kind| {
        let call = Register {
            crm_entity: Some(Binding::new(kind, 7)),
            ..Register::new("1", CallType::Outgoing)
        };
        sent(&call.params()).get("CRM_ENTITY_TYPE").cloned()
    };
    assert_eq!(bound(EntityKind::Lead), Some(j!("LEAD")));
    assert_eq!(bound(EntityKind::Company), Some(j!("COMPANY")));
    assert_eq!(bound(EntityKind::Deal), None);
    assert_eq!(bound(EntityKind::Other("QUOTE".into())), None);
}

#[test]
fn types_of_calls_are_numbers_from_one_to_five_with_words() {
    assert_eq!(CallType::ALL.map(CallType::number), [1, 2, 3, 4, 5]);
    for kind in CallType::ALL {
        assert_eq!(CallType::from_number(kind.number()), Some(kind));
    }
    assert_eq!(
        [0, 6].map(CallType::from_number),
        [None, None],
        "the documents name five"
    );
}

#[test]
fn one_user_is_a_number_and_several_are_a_list() {
    let form = |user_ids: &[u64]| {
        let audience = Audience {
            call_id: "1773".into(),
            user_ids: user_ids.to_vec(),
        };
        (sent(&audience.params()), form::encode(&audience.params()))
    };
    assert_eq!(form(&[]), (j!({ "CALL_ID": "1773" }), "CALL_ID=1773".into()));
    assert_eq!(
        form(&[1269]),
        (
            j!({ "CALL_ID": "1773", "USER_ID": 1269 }),
            "CALL_ID=1773&USER_ID=1269".into()
        )
    );
    assert_eq!(
        form(&[2, 3]),
        (
            j!({ "CALL_ID": "1773", "USER_ID": [2, 3] }),
            "CALL_ID=1773&USER_ID[0]=2&USER_ID[1]=3".into()
        )
    );
}

#[test]
fn an_end_is_sent_as_the_documents_show_it() {
    let call = Finish {
        call_id: CALL.into(),
        user_id: Some(1269),
        duration: Some(95),
        status_code: StatusCode::parse("200"),
        vote: Some(5),
        add_to_chat: Some(false),
        ..Finish::default()
    };
    let documented = j!({
        "CALL_ID": CALL, "USER_ID": 1269, "DURATION": 95, "STATUS_CODE": "200", "VOTE": 5, "ADD_TO_CHAT": 0,
    });
    assert_eq!(sent(&call.params()), documented);
}

#[test]
fn an_end_sends_every_param_it_was_given_and_no_other() {
    let all = every_param_of_finish().params();
    assert_eq!(
        sent(&all),
        j!({
            "CALL_ID": CALL, "USER_ID": 1, "USER_PHONE_INNER": "101", "DURATION": 95, "COST": 3.25,
            "COST_CURRENCY": "EUR", "STATUS_CODE": "603-S", "FAILED_REASON": "Declined & gone",
            "RECORD_URL": "https://example.com/a.mp3", "VOTE": 5, "ADD_TO_CHAT": 1,
        })
    );
    let encoded = form::encode(&all);
    assert_eq!(
        encoded,
        format!(
            "CALL_ID={CALL}&USER_ID=1&USER_PHONE_INNER=101&DURATION=95&COST=3.25&COST_CURRENCY=EUR\
             &STATUS_CODE=603-S&FAILED_REASON=Declined%20%26%20gone\
             &RECORD_URL=https%3A%2F%2Fexample.com%2Fa.mp3&VOTE=5&ADD_TO_CHAT=1"
        )
    );
    let digits = Finish {
        call_id: "1773".into(),
        vote: Some(6),
        ..Finish::default()
    };
    assert_eq!(digits.params(), call_card::object! { "CALL_ID" => "1773" });
}

#[test]
fn a_record_is_sent_in_three_ways() {
    let sent_as = |record| {
        let call_id = CALL.into();
        sent(&AttachRecord { call_id, record }.params())
    };
    let record_url = "https://example.com/a.mp3".to_owned();
    let filename = "call-001.mp3".to_owned();
    let address = Record::Address {
        record_url: record_url.clone(),
        filename: None,
    };
    assert_eq!(
        sent_as(address),
        j!({ "CALL_ID": CALL, "RECORD_URL": "https://example.com/a.mp3" })
    );
    let named = Record::Address {
        record_url,
        filename: Some(filename.clone()),
    };
    assert_eq!(
        sent_as(named),
        j!({ "CALL_ID": CALL, "RECORD_URL": "https://example.com/a.mp3", "FILENAME": "call-001.mp3" })
    );
    let content = Record::Content {
        filename: filename.clone(),
        file_content: "SUQz+/8=".into(),
    };
    assert_eq!(
        sent_as(content),
        j!({ "CALL_ID": CALL, "FILENAME": "call-001.mp3", "FILE_CONTENT": "SUQz+/8=" })
    );
    assert_eq!(
        sent_as(Record::Upload { filename }),
        j!({ "CALL_ID": CALL, "FILENAME": "call-001.mp3" })
    );
}

#[test]
fn a_whole_call_goes_through_the_portal() {
    let mut portal = open("own-page");
    let call = Register {
        user_id: Some(1),
        show: Some(false),
        line_number: Some("3".into()),
        crm_create: Some(true),
        external_call_id: Some("card-1".into()),
        ..Register::new("+4912345", CallType::Incoming)
    };
    let registered = decode_registered(&ask(&mut portal, REGISTER, &call.params()).unwrap()).unwrap();
    assert_eq!(
        registered.crm_created_entities,
        registered.crm_entity.clone().into_iter().collect::<Vec<_>>()
    );
    let lead = registered.crm_created_lead.expect("a lead");
    assert_eq!(registered.crm_entity, Some(Binding::new(EntityKind::Lead, lead)));

    let mut audience = Audience {
        call_id: registered.call_id.clone(),
        user_ids: vec![2, 3],
    };
    let shown = ask(&mut portal, SHOW, &audience.params()).unwrap();
    assert_eq!(decode_sent(&shown), Some(true));
    assert!(portal.is_card_open(2) && portal.is_card_open(3));
    audience.user_ids = vec![3];
    ask(&mut portal, HIDE, &audience.params()).unwrap();
    assert!(portal.is_card_open(2) && !portal.is_card_open(3));

    let end = Finish {
        call_id: registered.call_id.clone(),
        user_id: Some(2),
        duration: Some(95),
        cost: Some(0.35),
        vote: Some(4),
        ..Finish::default()
    };
    let finished = decode_finished(&ask(&mut portal, FINISH, &end.params()).unwrap()).unwrap();
    assert_eq!(finished.call_duration, 95);
    assert_eq!((finished.cost, finished.call_vote), (Some(0.35), Some(4)));
    assert_eq!(finished.crm_entity, registered.crm_entity);
    assert!(finished.talked && finished.crm_activity_id.is_some());

    let mut attach = AttachRecord {
        call_id: registered.call_id,
        record: Record::Content {
            filename: "a.mp3".into(),
            file_content: "SUQz".into(),
        },
    };
    let attached = decode_attached(&ask(&mut portal, ATTACH, &attach.params()).unwrap());
    assert!(matches!(attached, Some(Attached::File(_))));
    attach.record = Record::Upload {
        filename: "a.wav".into(),
    };
    let attached = decode_attached(&ask(&mut portal, ATTACH, &attach.params()).unwrap());
    assert!(matches!(attached, Some(Attached::Upload { .. })));
}

#[test]
fn a_call_that_the_portal_does_not_know_is_no() {
    let audience = Audience {
        call_id: "nobody".into(),
        user_ids: vec![1],
    };
    for method in [SHOW, HIDE] {
        let answer = ask(&mut open("own-page"), method, &audience.params()).unwrap();
        assert_eq!(decode_sent(&answer), Some(false));
    }
    let read = |answer| decode_sent(&json(&answer));
    assert_eq!([read(j!(true)), read(j!("1")), read(j!(1))], [Some(true); 3]);
    assert_eq!([read(j!(false)), read(j!("")), read(j!(0))], [Some(false); 3]);
    assert_eq!([read(j!(null)), read(j!([])), read(j!({}))], [None; 3]);
}

#[test]
fn the_documented_registration_is_read_whole() {
    let answer = j!({
        "CALL_ID": CALL, "CRM_CREATED_LEAD": null, "CRM_CREATED_ENTITIES": [],
        "CRM_ENTITY_TYPE": "CONTACT", "CRM_ENTITY_ID": 797,
    });
    let registered = decode_registered(&json(&answer)).expect("a call");
    assert_eq!(registered.call_id, CALL);
    assert_eq!(registered.crm_created_lead, None);
    assert_eq!(registered.crm_created_entities, []);
    assert_eq!(
        registered.crm_entity,
        Some(Binding::new(EntityKind::Contact, 797))
    );
    assert_eq!(registered.lead_creation_error, None);
}

#[test]
fn what_a_registration_created_is_read_in_any_type() {
    let answer = j!({
        "CALL_ID": CALL, "CRM_CREATED_LEAD": "31",
        "CRM_CREATED_ENTITIES": { "0": { "ENTITY_TYPE": "LEAD", "ENTITY_ID": "31" }, "2": { "ENTITY_TYPE": "" } },
        "CRM_ENTITY_TYPE": "", "CRM_ENTITY_ID": "0", "LEAD_CREATION_ERROR": "No right",
    });
    let registered = decode_registered(&json(&answer)).expect("a call");
    assert_eq!(registered.crm_created_lead, Some(31));
    assert_eq!(
        registered.crm_created_entities,
        [Binding::new(EntityKind::Lead, 31)]
    );
    assert_eq!(registered.crm_entity, None);
    assert_eq!(registered.lead_creation_error.as_deref(), Some("No right"));
    assert_eq!(decode_registered(&json(&j!([]))), None);
}

/// The documented example answer of `finish`.
fn documented_end() -> serde_json::Value {
    j!({
        "CALL_ID": CALL, "EXTERNAL_CALL_ID": null, "PORTAL_USER_ID": 1269, "PHONE_NUMBER": "19062195047",
        "PORTAL_NUMBER": "3", "INCOMING": "2", "CALL_DURATION": 95, "CALL_START_DATE": {}, "CALL_STATUS": 1,
        "CALL_VOTE": 5, "COST": 0, "COST_CURRENCY": "", "CALL_FAILED_CODE": "200", "CALL_FAILED_REASON": "",
        "REST_APP_ID": "3", "REST_APP_NAME": "REST API Documentation", "CRM_ACTIVITY_ID": 7943,
        "COMMENT": null, "CRM_ENTITY_TYPE": "CONTACT", "CRM_ENTITY_ID": 797, "ID": 7,
    })
}

#[test]
fn the_documented_end_is_read_whole() {
    let read = decode_finished(&json(&documented_end())).expect("a record");
    let expected = Finished {
        id: Some(7),
        call_id: CALL.into(),
        external_call_id: None,
        portal_user_id: Some(1269),
        phone_number: "19062195047".into(),
        portal_number: "3".into(),
        call_type: Some(CallType::Incoming),
        call_duration: 95,
        call_start_date: None,
        talked: true,
        call_vote: Some(5),
        cost: Some(0.0),
        cost_currency: String::new(),
        call_failed_code: StatusCode::parse("200"),
        call_failed_reason: String::new(),
        rest_app_id: "3".into(),
        rest_app_name: "REST API Documentation".into(),
        crm_activity_id: Some(7943),
        comment: None,
        crm_entity: Some(Binding::new(EntityKind::Contact, 797)),
        errors: Vec::new(),
    };
    assert_eq!(read, expected);
}

#[test]
fn an_end_is_read_in_any_type() {
    let with = |changes: serde_json::Value| {
        let mut answer = documented_end();
        for (key, value) in changes.as_object().unwrap() {
            answer[key] = value.clone();
        }
        decode_finished(&json(&answer)).expect("a record")
    };
    let strings = with(j!({
        "EXTERNAL_CALL_ID": "card-1", "PORTAL_USER_ID": "1269", "CALL_DURATION": "95", "CALL_STATUS": "1",
        "CALL_START_DATE": "2026-03-10T11:19:38+01:00", "CALL_VOTE": "0", "COST": "1.2500", "REST_APP_ID": 3,
        "CRM_ACTIVITY_ID": "7943", "COMMENT": "Hello", "CRM_ENTITY_ID": "797", "ID": "7",
    }));
    assert_eq!(strings.external_call_id.as_deref(), Some("card-1"));
    assert_eq!((strings.portal_user_id, strings.call_duration), (Some(1269), 95));
    assert_eq!(
        strings.call_start_date.as_deref(),
        Some("2026-03-10T11:19:38+01:00")
    );
    assert_eq!((strings.call_vote, strings.cost), (None, Some(1.25)));
    assert_eq!((strings.crm_activity_id, strings.id), (Some(7943), Some(7)));
    assert_eq!(
        (strings.comment.as_deref(), strings.rest_app_id.as_str()),
        (Some("Hello"), "3")
    );

    let missed =
        with(j!({ "CALL_STATUS": 0, "CALL_DURATION": 0, "CRM_ACTIVITY_ID": null, "CRM_ENTITY_TYPE": "" }));
    assert!(!missed.talked);
    assert_eq!(
        (missed.call_duration, missed.crm_activity_id, missed.crm_entity),
        (0, None, None)
    );

    let types = ["1", "2", "3", "4", "5", "6", ""].map(|word| with(j!({ "INCOMING": word })).call_type);
    let mut known = CallType::ALL.map(Some).to_vec();
    known.extend([None, None]);
    assert_eq!(types.to_vec(), known);

    let errors = |errors: serde_json::Value| with(j!({ "ERRORS": errors })).errors;
    assert_eq!(errors(j!({ "CRM": "No activity" })), ["No activity"]);
    assert_eq!(errors(j!(["a", { "code": "X" }, [], "b"])), ["a", "X", "b"]);
    assert_eq!(errors(j!("Alone")), ["Alone"]);
    assert!(errors(j!([])).is_empty() && errors(j!(null)).is_empty() && errors(j!({})).is_empty());
    assert_eq!(decode_finished(&json(&j!(true))), None);
}

#[test]
fn a_record_is_attached_or_waited_for() {
    assert_eq!(
        decode_attached(&json(&j!({ "FILE_ID": 9079 }))),
        Some(Attached::File(9079))
    );
    assert_eq!(
        decode_attached(&json(&j!({ "FILE_ID": "9079" }))),
        Some(Attached::File(9079))
    );
    let upload =
        j!({ "uploadUrl": "https://test.bitrix24.com/rest/upload.json?auth=1", "fieldName": "file" });
    assert_eq!(
        decode_attached(&json(&upload)),
        Some(Attached::Upload {
            upload_url: "https://test.bitrix24.com/rest/upload.json?auth=1".into(),
            field_name: "file".into(),
        })
    );
    assert_eq!(decode_attached(&json(&j!({ "uploadUrl": "https://x" }))), None);
}

#[test]
fn everybody_with_the_number_is_read() {
    let params = search_params("+49 40 111222");
    assert_eq!(sent(&params), j!({ "PHONE_NUMBER": "+49 40 111222" }));
    let found = decode_candidates(&ask(&mut open("several-clients"), SEARCH, &params).unwrap());
    assert_eq!(found.len(), 3);

    let answer = j!([
        {
            "CRM_ENTITY_TYPE": "CONTACT", "CRM_ENTITY_ID": 651, "ASSIGNED_BY_ID": 99, "NAME": "John Doe",
            "ASSIGNED_BY": {
                "ID": "99", "TIMEMAN_STATUS": "CLOSED", "USER_PHONE_INNER": null, "WORK_PHONE": "1",
                "PERSONAL_PHONE": null, "PERSONAL_MOBILE": "19062195047",
            },
        },
        { "CRM_ENTITY_TYPE": "COMPANY", "CRM_ENTITY_ID": "643", "NAME": null, "ASSIGNED_BY": [] },
        { "CRM_ENTITY_TYPE": "", "CRM_ENTITY_ID": 0 },
    ]);
    let found = decode_candidates(&json(&answer));
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].crm_entity, Binding::new(EntityKind::Contact, 651));
    assert_eq!(
        (found[0].name.as_str(), found[0].assigned_by_id),
        ("John Doe", Some(99))
    );
    assert_eq!(
        found[0].assigned_by,
        Some(Responsible {
            id: 99,
            timeman_status: Timeman::Closed,
            user_phone_inner: None,
            work_phone: Some("1".into()),
            personal_phone: None,
            personal_mobile: Some("19062195047".into()),
        })
    );
    assert_eq!((found[1].name.as_str(), &found[1].assigned_by), ("", &None));
    let words = [
        "OPENED",
        "CLOSED",
        "PAUSED",
        "EXPIRED",
        "UNAVAILABLE",
        "NOT_INSTALLED",
    ];
    assert_eq!(
        words.map(|word| Timeman::parse(word).key().rsplit('.').next().unwrap()),
        [
            "opened",
            "closed",
            "paused",
            "expired",
            "unavailable",
            "unavailable"
        ]
    );
}

proptest! {
    #[test]
    fn no_answer_is_too_strange(answer in any_json(), inner in any_json()) {
        let named = j!({
            "CALL_ID": "x", "ERRORS": answer.clone(), "CRM_CREATED_ENTITIES": inner, "CRM_ENTITY_ID": answer.clone(),
            "INCOMING": answer.clone(), "COST": answer.clone(), "CALL_VOTE": answer.clone(), "ID": answer.clone(),
        });
        for answer in [json(&answer), json(&named)] {
            decode_registered(&answer);
            decode_finished(&answer);
            decode_attached(&answer);
            decode_candidates(&answer);
            decode_sent(&answer);
        }
        prop_assert!(decode_finished(&json(&named)).is_some());
    }

    #[test]
    fn the_portal_reads_back_every_text_it_was_sent(number in any::<String>(), reason in any::<String>()) {
        let call = Register { external_call_id: Some(reason.clone()), ..Register::new(&number, CallType::Callback) };
        let read = form::parse(&form::encode(&call.params()));
        prop_assert_eq!(read.get("PHONE_NUMBER").as_str(), Some(number.as_str()));
        prop_assert_eq!(read.get("EXTERNAL_CALL_ID").as_str(), Some(reason.as_str()));
    }
}
