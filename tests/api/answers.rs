//! Calls that the app registers: what is read of the answers.

use super::*;
use call_card::api::callers;
use call_card::api::duplicates::Duplicates;
use call_card::api::external_call::{
    Attached, Audience, Candidate, Finished, KnownCall, Registered, Responsible, SearchCrmEntities, Timeman,
};
use call_card::api::php::List;
use call_card::bx24::{ErrorAnswer, ErrorKind};
use call_card::i18n::text_keys::timeman_key;

#[test]
fn a_call_that_the_portal_does_not_know_is_no() {
    let audience = Audience {
        call_id: "nobody".into(),
        user_ids: vec![1],
    };
    for method in [SHOW, HIDE] {
        let answer = ask(&mut open("own-page"), method, &sent(&audience)).unwrap();
        assert_eq!(read(&answer), Some(KnownCall(false)));
    }
    let is_known = |answer: serde_json::Value| read::<KnownCall>(&answer).map(|known| known.0);
    assert_eq!([j!(true), j!("1"), j!(1)].map(is_known), [Some(true); 3]);
    assert_eq!([j!(false), j!(""), j!(0)].map(is_known), [Some(false); 3]);
    assert_eq!([j!(null), j!([]), j!({})].map(is_known), [None; 3]);
}

#[test]
fn the_documented_registration_is_read_whole() {
    let answer = j!({
        "CALL_ID": CALL, "CRM_CREATED_LEAD": null, "CRM_CREATED_ENTITIES": [],
        "CRM_ENTITY_TYPE": "CONTACT", "CRM_ENTITY_ID": 797,
    });
    let registered = read::<Registered>(&answer).expect("a call");
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
        "CRM_ENTITY_TYPE": "", "CRM_ENTITY_ID": "0", "LEAD_CREATION_ERROR": "No &quot;right&quot;",
    });
    let registered = read::<Registered>(&answer).expect("a call");
    assert_eq!(registered.crm_created_lead, Some(31));
    assert_eq!(
        registered.crm_created_entities,
        [Binding::new(EntityKind::Lead, 31)]
    );
    assert_eq!(registered.crm_entity, None);
    assert_eq!(registered.lead_creation_error.as_deref(), Some("No \"right\""));
    assert_eq!(read::<Registered>(&j!([])), None);
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
    let finished = read::<Finished>(&documented_end()).expect("a record");
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
        crm_entity_type: Some(EntityKind::Contact),
        crm_entity_id: Some(797),
        errors: Vec::new(),
    };
    assert_eq!(finished, expected);
    assert_eq!(finished.crm_entity(), Some(contact()));
}

#[test]
fn an_end_is_read_in_any_type() {
    let with = |changes: serde_json::Value| {
        let mut answer = documented_end();
        for (key, value) in changes.as_object().unwrap() {
            answer[key] = value.clone();
        }
        read::<Finished>(&answer).expect("a record")
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
        (missed.call_duration, missed.crm_activity_id, missed.crm_entity()),
        (0, None, None)
    );

    let types = ["1", "2", "3", "4", "5", "6", ""].map(|word| with(j!({ "INCOMING": word })).call_type);
    let mut known = CallType::ALL.map(Some).to_vec();
    known.extend([None, None]);
    assert_eq!(types.to_vec(), known);

    let errors = |errors: serde_json::Value| with(j!({ "ERRORS": errors })).errors;
    assert_eq!(errors(j!({ "CRM": "No activity" })), ["CRM: No activity"]);
    assert_eq!(
        errors(j!(["a", { "code": "X" }, [], "b", 5])),
        ["a", "X", "b", "5"]
    );
    assert_eq!(errors(j!({ "0": [{ "message": "Deep" }] })), ["Deep"]);
    assert_eq!(errors(j!("Alone")), ["Alone"]);
    assert!(errors(j!([])).is_empty() && errors(j!(null)).is_empty() && errors(j!({})).is_empty());
    let is_saved =
        |answer: serde_json::Value| read::<Finished>(&answer).is_some_and(|saved| saved.is_saved());
    assert!(!is_saved(j!(true)) && !is_saved(j!([])) && !is_saved(j!({ "ID": 0 })));
    assert!(is_saved(j!({ "ID": "7" })) && is_saved(j!({ "CALL_ID": CALL })));
}

#[test]
fn a_record_is_attached_or_waited_for() {
    assert_eq!(read(&j!({ "FILE_ID": 9079 })), Some(Attached::File(9079)));
    assert_eq!(read(&j!({ "FILE_ID": "9079" })), Some(Attached::File(9079)));
    let upload =
        j!({ "uploadUrl": "https://test.bitrix24.com/rest/upload.json?auth=1", "fieldName": "file" });
    assert_eq!(
        read(&upload),
        Some(Attached::Upload {
            upload_url: "https://test.bitrix24.com/rest/upload.json?auth=1".into(),
            field_name: "file".into(),
        })
    );
    assert_eq!(read::<Attached>(&j!({ "uploadUrl": "https://x" })), None);
}

#[test]
fn somebody_who_is_answered_twice_is_one_possible_caller() {
    let candidate = |kind: &str, id: u64| -> Candidate {
        let answer = j!({ "CRM_ENTITY_TYPE": kind, "CRM_ENTITY_ID": id, "NAME": "John Doe" });
        read(&answer).expect("a candidate")
    };
    let answered = [
        ("CONTACT", 797),
        ("CONTACT", 797),
        ("LEAD", 797),
        ("CONTACT", 797),
    ];
    let candidates = callers::each_once(answered.map(|(kind, id)| candidate(kind, id)).to_vec());
    let items = candidates.into_iter().map(|candidate| candidate.crm_entity);
    assert!(items.eq([contact(), Binding::new(EntityKind::Lead, 797)]));

    let answer = j!({ "CONTACT": [797, 52, "797", 797] });
    let found: Duplicates = read(&answer).expect("an answer");
    assert_eq!(found.of(&EntityKind::Contact), [797, 52]);
}

#[test]
fn everybody_with_the_number_is_read() {
    let params = SearchCrmEntities {
        phone_number: "+49 40 111222",
    };
    assert_eq!(sent(&params), j!({ "PHONE_NUMBER": "+49 40 111222" }));
    let found = ask(&mut open("several-clients"), SEARCH, &sent(&params)).unwrap();
    let List(found) = read::<List<Candidate>>(&found).expect("a list");
    assert_eq!(found.len(), 2);

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
    let List(found) = read::<List<Candidate>>(&answer).expect("a list");
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
        words.map(|word| timeman_key(Timeman::parse(word)).rsplit('.').next().unwrap()),
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

#[test]
fn a_command_fails_in_two_ways_that_look_like_data() {
    let error = |answer: serde_json::Value| read::<ErrorAnswer>(&answer).unwrap().command_error();
    let undefined =
        error(j!({ "result": "error", "errorCode": "Call card is undefined" })).expect("an error");
    assert_eq!(
        (undefined.kind, undefined.code.as_str()),
        (ErrorKind::Refused, "Call card is undefined")
    );
    let denied = error(j!({ "error": "ACCESS_DENIED", "error_description": "No" })).expect("an error");
    assert_eq!(
        (denied.kind, denied.code.as_str(), denied.detail.as_str()),
        (ErrorKind::Refused, "ACCESS_DENIED", "No")
    );
    // Some codes are empty.
    let unnamed = error(j!({ "error": "", "error_description": "Not found" })).expect("an error");
    assert_eq!(
        (unnamed.code.as_str(), unnamed.detail.as_str()),
        ("", "Not found")
    );
    for answer in [
        j!({}),
        j!({ "CALL_ID": "1" }),
        j!({ "result": "close" }),
        j!({ "error": null }),
        j!({ "error": false }),
    ] {
        assert_eq!(error(answer), None);
    }
}

proptest! {
    #[test]
    fn what_surrounds_a_call_does_not_hide_it(answer in any_json(), inner in any_json()) {
        let named = j!({
            "CALL_ID": "x", "ERRORS": answer.clone(), "CRM_CREATED_ENTITIES": inner, "CRM_ENTITY_ID": answer.clone(),
            "INCOMING": answer.clone(), "COST": answer.clone(), "CALL_VOTE": answer.clone(), "ID": answer,
        });
        prop_assert!(read::<Finished>(&named).is_some_and(|finished| finished.is_saved()));
        prop_assert_eq!(read::<Registered>(&named).map(|call| call.call_id), Some("x".to_owned()));
    }
}
