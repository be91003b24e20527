use super::*;

const REGISTER: &str = "telephony.externalCall.register";
const FINISH: &str = "telephony.externalCall.finish";

#[test]
fn within_thirty_minutes_the_same_registration_is_the_same_call() {
    let mut portal = open("own-page");
    let first = register(&mut portal, "a");
    assert_eq!(register(&mut portal, "a"), first);
    assert_ne!(register(&mut portal, "b"), first);
    portal.tick(NOW + 30.0 * 60_000.0);
    assert_ne!(register(&mut portal, "a"), first);
}

#[test]
fn what_is_missing_or_wrong_is_refused_with_the_documented_texts() {
    let mut portal = open("own-page");
    let call = |user: Value, kind: i32, number: &str, start: &str| json!({ "USER_ID": user, "TYPE": kind, "PHONE_NUMBER": number, "CALL_START_DATE": start });
    let cases = [
        (
            call(Value::Null, 1, "123", ""),
            "USER_ID or USER_PHONE_INNER should be set",
        ),
        (call(1.into(), 9, "123", ""), "Unknown TYPE"),
        (call(1.into(), 1, "none", ""), "Unsupported phone number format"),
        (
            call(1.into(), 1, "123", "yesterday"),
            "CALL_START_DATE should be in the ISO-8601 format",
        ),
        (
            call(99.into(), 1, "123", ""),
            "User is not found or is not active",
        ),
        (call(5.into(), 1, "123", ""), "User is not found or is not active"),
    ];
    for (params, text) in cases {
        assert_eq!(
            refusal(&mut portal, REGISTER, params),
            (400, "ERROR_CORE".into(), text.into())
        );
    }
}

#[test]
fn a_lead_is_created_for_an_unknown_number_when_asked_for() {
    let mut portal = open("own-page");
    let call = json!({ "USER_PHONE_INNER": "102", "PHONE_NUMBER": "+491", "TYPE": 2, "CRM_CREATE": 1 });
    let answer = result(&mut portal, REGISTER, call);
    assert_eq!(answer["CRM_ENTITY_TYPE"].as_str(), Some("LEAD"));
    assert_eq!(answer["CRM_CREATED_LEAD"], answer["CRM_ENTITY_ID"]);
    assert!(portal.is_card_open(2));
}

#[test]
fn show_and_hide_reach_the_users_named_unless_they_are_busy() {
    let mut portal = open("own-page");
    let call = register(&mut portal, "a");
    portal.user_mut(3).unwrap().busy = true;
    let params = json!({ "CALL_ID": call.as_str(), "USER_ID": vec![2, 3] });
    assert_eq!(
        result(&mut portal, "telephony.externalCall.show", params.clone()),
        Value::Bool(true)
    );
    assert!(portal.is_card_open(2));
    assert!(!portal.is_card_open(3));
    result(&mut portal, "telephony.externalCall.hide", params);
    assert!(!portal.is_card_open(2));
}

#[test]
fn a_card_that_opens_leaves_the_applications_own_page_alone() {
    let mut portal = open("own-page");
    portal.receive("selectUser", &json!({ "mult": true }), "picked", NOW);
    let call = json!({ "USER_ID": 1, "PHONE_NUMBER": "+491", "TYPE": 2 });
    result(&mut portal, REGISTER, call);
    assert!(portal.is_card_open(1));
    assert!(portal.is_picking_users());
    assert_eq!(portal.take_effects(), []);
}

#[test]
fn an_unknown_call_is_false_and_not_an_error() {
    let mut portal = open("own-page");
    for method in ["telephony.externalCall.show", "telephony.externalCall.hide"] {
        assert_eq!(
            result(&mut portal, method, json!({ "CALL_ID": "nobody" })),
            Value::Bool(false)
        );
    }
}

#[test]
fn finish_answers_the_saved_record_and_works_only_once() {
    let mut portal = open("wrap-up");
    let id = portal.card().unwrap().call_id.clone();
    portal.command("disableAutoClose", &json!({}));
    let params = json!({ "CALL_ID": id, "USER_ID": 1, "DURATION": 95, "VOTE": 5 });
    let saved = result(&mut portal, FINISH, params.clone());
    assert_eq!(saved["CALL_FAILED_CODE"].as_str(), Some("200"));
    assert_eq!(saved["CALL_START_DATE"].to_string(), "{}");
    assert_eq!(saved["INCOMING"].as_str(), Some("2"));
    let activity = &saved["CRM_ACTIVITY_ID"];
    assert!(activity.id().is_some());
    assert_eq!(
        portal.command("getStatus", &json!({})).unwrap()["CRM_ACTIVITY_ID"],
        *activity
    );
    let listed = result(
        &mut portal,
        "crm.activity.list",
        json!({ "filter": { "TYPE_ID": 2 } }),
    );
    assert_eq!(listed.items().last().unwrap()["ID"].id(), activity.id());
    let text = "Call is not found (call should be registered prior to finishing)";
    assert_eq!(
        refusal(&mut portal, FINISH, params),
        (400, "ERROR_CORE".into(), text.into())
    );
}

#[test]
fn a_call_with_a_duration_counts_as_a_talk_whatever_its_code() {
    for (duration, code, status) in [(8, "304", 1), (0, "200", 0)] {
        let mut portal = open("wrap-up");
        let id = portal.card().unwrap().call_id.clone();
        let params = json!({ "CALL_ID": id, "USER_ID": 1, "DURATION": duration, "STATUS_CODE": code });
        let saved = result(&mut portal, FINISH, params);
        assert_eq!(saved["CALL_FAILED_CODE"], code);
        assert_eq!(saved["CALL_STATUS"], status, "{code}");
    }
}

#[test]
fn finish_closes_only_the_card_of_the_user_it_names() {
    let mut portal = open("wrap-up");
    let id = portal.card().unwrap().call_id.clone();
    result(
        &mut portal,
        "telephony.externalCall.show",
        json!({ "CALL_ID": id.as_str(), "USER_ID": 2 }),
    );
    result(&mut portal, FINISH, json!({ "CALL_ID": id, "USER_ID": 1 }));
    assert!(!portal.is_card_open(1));
    assert!(portal.is_card_open(2));
}

#[test]
fn a_blocked_card_stays_after_its_own_finish_until_it_is_released() {
    let mut portal = open("wrap-up");
    let id = portal.card().unwrap().call_id.clone();
    portal.command("disableAutoClose", &json!({}));
    result(&mut portal, FINISH, json!({ "CALL_ID": id, "USER_ID": 1 }));
    assert!(portal.is_card_open(1));
    portal.command("enableAutoClose", &json!({}));
    assert!(!portal.is_card_open(1));
}

#[test]
fn the_answer_to_a_finish_that_closed_the_card_never_arrives() {
    let mut portal = open("wrap-up");
    let id = portal.card().unwrap().call_id.clone();
    let body = form::encode(&json!({ "CALL_ID": id, "USER_ID": 1 }));
    let request = json!({ "method": FINISH, "body": body, "token": portal.access_token() });
    portal.receive("rest", &request, "answer", NOW);
    assert!(posted(&mut portal, "answer").is_empty());
    assert!(portal.calls().is_empty());
}

#[test]
fn finish_wants_a_string_for_the_call_and_somebody_who_ended_it() {
    let mut portal = open("wrap-up");
    let answer = refusal(&mut portal, FINISH, json!({ "USER_ID": 1 }));
    assert_eq!(
        answer,
        (400, "INVALID_ARGUMENT".into(), "CALL_ID must be a string".into())
    );
    let answer = refusal(&mut portal, FINISH, json!({ "CALL_ID": "x" }));
    assert_eq!(answer.2, "USER_ID or USER_PHONE_INNER should be set");
}

#[test]
fn a_record_is_attached_after_finish_by_address_content_or_upload() {
    const ATTACH: &str = "telephony.externalCall.attachRecord";
    let mut portal = open("own-page");
    let id = register(&mut portal, "a");
    let with = |rest: Value| {
        let mut params = rest;
        params["CALL_ID"] = id.as_str().into();
        params
    };
    assert_eq!(
        refusal(&mut portal, ATTACH, with(json!({ "FILENAME": "a.mp3" }))).1,
        "ERROR_CORE"
    );
    result(
        &mut portal,
        FINISH,
        json!({ "CALL_ID": id.as_str(), "USER_ID": 1 }),
    );
    let first = result(
        &mut portal,
        ATTACH,
        with(json!({ "RECORD_URL": "https://example.com/a.mp3" })),
    );
    let second = result(
        &mut portal,
        ATTACH,
        with(json!({ "FILENAME": "a.mp3", "FILE_CONTENT": "AAAA" })),
    );
    assert_ne!(first["FILE_ID"], second["FILE_ID"]);
    let upload = result(&mut portal, ATTACH, with(json!({ "FILENAME": "a.wav" })));
    assert!(upload["uploadUrl"].as_str().is_some());
    assert!(
        refusal(&mut portal, ATTACH, with(json!({})))
            .2
            .starts_with("Required parameters are not set")
    );
}

#[test]
fn a_record_with_its_ending_in_capitals_is_refused() {
    const REFUSED: &str = "Wrong file extension. Only wav and mp3 are allowed";
    let mut portal = open("own-page");
    let id = register(&mut portal, "a");
    result(
        &mut portal,
        FINISH,
        json!({ "CALL_ID": id.as_str(), "USER_ID": 1 }),
    );
    let params = json!({ "CALL_ID": id, "FILENAME": "REC0001.MP3", "FILE_CONTENT": "AAAA" });
    let inline = refusal(&mut portal, "telephony.externalCall.attachRecord", params);
    assert_eq!(inline, (400, "ERROR_CORE".into(), REFUSED.into()));
    let params = json!({ "CALL_ID": id, "FILENAME": "REC0001.MP3" });
    let upload = result(&mut portal, "telephony.externalCall.attachRecord", params);
    let address = upload["uploadUrl"].as_str().unwrap();
    let token = address.split_once("token=").unwrap().1;
    let file = json!({ "token": token, "field": "file", "name": "REC0001.MP3", "size": 4 });
    assert_eq!(refusal(&mut portal, "upload", file).2, REFUSED);
    assert_eq!(portal.records(), [] as [Value; 0]);
}

#[test]
fn one_of_each_kind_with_the_number_is_found() {
    let mut portal = open("several-clients");
    let found = result(
        &mut portal,
        "telephony.externalCall.searchCrmEntities",
        json!({ "PHONE_NUMBER": "+49 40 111222" }),
    );
    let ids: Vec<_> = found
        .items()
        .filter_map(|item| item["CRM_ENTITY_ID"].id())
        .collect();
    // Contact 52 has the number, too.
    assert_eq!(ids, [51, 53]);
    let first = found.items().next().unwrap();
    assert_eq!(first["ASSIGNED_BY"]["TIMEMAN_STATUS"].as_str(), Some("PAUSED"));
}
