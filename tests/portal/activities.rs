//! `crm.activity.list`, `.update`, the to-dos and the transcripts.

use super::*;

const LIST: &str = "crm.activity.list";

fn ids(answer: &Value) -> Vec<u64> {
    answer.items().filter_map(|one| one["ID"].id()).collect()
}

fn list(portal: &mut Portal, filter: Value) -> Vec<u64> {
    ids(&result(
        portal,
        LIST,
        json!({ "filter": filter, "order": { "ID": "asc" } }),
    ))
}

fn code(portal: &mut Portal, method: &str, params: Value) -> String {
    refusal(portal, method, params).1
}

#[test]
fn the_activities_of_a_client_are_found_by_their_bindings() {
    let mut portal = open("incoming-known");
    let owner = json!({ "OWNER_TYPE_ID": 3, "OWNER_ID": 17 });
    assert_eq!(
        list(&mut portal, owner.clone()),
        [901, 902, 911, 912],
        "the owner only"
    );
    let bound = json!({ "BINDINGS": [owner] });
    assert_eq!(list(&mut portal, bound), [901, 902, 903, 911, 912]);
    let deals = json!({ "BINDINGS": [{ "OWNER_TYPE_ID": 2 }] });
    assert_eq!(list(&mut portal, deals), [901, 903, 911]);
}

#[test]
fn an_activity_that_matches_two_entries_comes_twice() {
    let mut portal = open("incoming-known");
    let entries = json!([{ "OWNER_TYPE_ID": 3, "OWNER_ID": 17 }, { "OWNER_TYPE_ID": 2, "OWNER_ID": 31 }]);
    let calls = json!({ "BINDINGS": entries, "TYPE_ID": 2 });
    assert_eq!(list(&mut portal, calls), [911, 911, 912]);
}

#[test]
fn planned_and_overdue_activities_are_told_apart() {
    let mut portal = open("incoming-known");
    let planned = json!({ "COMPLETED": "N", "BINDINGS": [{ "OWNER_TYPE_ID": 3, "OWNER_ID": 17 }] });
    assert_eq!(list(&mut portal, planned), [901, 902, 903]);
    assert_eq!(
        list(
            &mut portal,
            json!({ "COMPLETED": "N", "<DEADLINE": clock::iso(NOW) })
        ),
        [902]
    );
    let deadline = portal.activity(903).unwrap().field("DEADLINE").clone();
    assert!(deadline.as_str().unwrap().starts_with("9999-12-31"), "{deadline}");
}

#[test]
fn calls_tell_their_direction_and_on_request_their_number() {
    let mut portal = open("incoming-known");
    let calls =
        |select: Value| json!({ "filter": { "TYPE_ID": 2 }, "order": { "ID": "ASC" }, "select": select });
    let all = result(&mut portal, LIST, calls(json!([])));
    assert_eq!([&all[0]["DIRECTION"], &all[1]["DIRECTION"]], ["1", "2"]);
    assert_eq!(all[0].get("COMMUNICATIONS"), None);
    let named = result(&mut portal, LIST, calls(json!(["ID", "COMMUNICATIONS"])));
    assert_eq!(named[0]["COMMUNICATIONS"][0]["VALUE"], "+4915112345678");
    assert_eq!(named[0].get("SUBJECT"), None);
}

#[test]
fn the_oldest_comes_first_and_what_may_not_be_read_not_at_all() {
    let mut portal = open("incoming-known");
    let answer = result(&mut portal, LIST, json!({}));
    assert_eq!(ids(&answer), [912, 902, 911, 901, 903]);
    portal
        .faults
        .add(Fault::new(FaultKind::NoRight(Item::contact(17))));
    let deals_too = result(&mut portal, LIST, json!({}));
    assert_eq!(ids(&deals_too), [911, 901, 903], "bound to a deal, too");
}

#[test]
fn an_activity_is_completed() {
    let mut portal = open("incoming-known");
    let complete = |id: u64| json!({ "id": id, "fields": { "COMPLETED": "Y" } });
    assert_eq!(
        result(&mut portal, "crm.activity.update", complete(902)),
        Value::Bool(true)
    );
    let todo = portal.activity(902).unwrap();
    assert_eq!([todo.field("COMPLETED"), todo.field("STATUS")], ["Y", "2"]);
    assert_eq!(
        refusal(&mut portal, "crm.activity.update", complete(99)),
        (400, String::new(), "Activity is not found".into())
    );
    portal.faults.add(FaultKind::ReadOnly(Item::contact(17)).into());
    assert_eq!(
        refusal(&mut portal, "crm.activity.update", complete(901)).2,
        "Access denied"
    );
}

#[test]
fn a_to_do_is_changed_and_what_is_left_out_stays() {
    let mut portal = open("incoming-known");
    let update = json!({
        "id": 901, "ownerTypeId": 3, "ownerId": 17, "deadline": "2026-05-01T09:00:00+00:00", "description": "By post",
    });
    assert_eq!(
        result(&mut portal, "crm.activity.todo.update", update),
        json!({ "id": 901 })
    );
    let todo = portal.activity(901).unwrap();
    assert_eq!(todo.field("DEADLINE"), "2026-05-01T09:00:00+00:00");
    assert_eq!(
        [todo.field("SUBJECT"), todo.field("DESCRIPTION")],
        ["Send the offer", "By post"]
    );
    let later = json!({ "id": 901, "ownerTypeId": 2, "ownerId": 31, "value": "2026-05-02T11:00:00+02:00" });
    result(&mut portal, "crm.activity.todo.updateDeadline", later);
    assert_eq!(
        portal.activity(901).unwrap().field("DEADLINE"),
        "2026-05-02T09:00:00+00:00"
    );
}

#[test]
fn a_to_do_is_refused_by_the_documented_codes() {
    const UPDATE: &str = "crm.activity.todo.updateDeadline";
    let mut portal = open("incoming-known");
    let with = |id: u64, owner: u64, value: &str| json!({ "id": id, "ownerTypeId": 3, "ownerId": owner, "value": value });
    let moment = "2026-05-02T11:00:00+02:00";
    assert_eq!(code(&mut portal, UPDATE, json!({ "id": 901 })), "100");
    assert_eq!(
        code(&mut portal, UPDATE, with(901, 17, "tomorrow")),
        "WRONG_DATETIME_FORMAT"
    );
    assert_eq!(
        code(&mut portal, UPDATE, with(901, 999, moment)),
        "OWNER_NOT_FOUND"
    );
    assert_eq!(code(&mut portal, UPDATE, with(999, 17, moment)), "NOT_FOUND");
    assert_eq!(
        code(&mut portal, UPDATE, with(911, 17, moment)),
        "NOT_FOUND",
        "a call"
    );
    let done = json!({ "id": 902, "fields": { "COMPLETED": "Y" } });
    result(&mut portal, "crm.activity.update", done);
    assert_eq!(
        code(&mut portal, UPDATE, with(902, 17, moment)),
        "CAN_NOT_UPDATE_COMPLETED_TODO"
    );
    portal.faults.add(FaultKind::ReadOnly(Item::contact(17)).into());
    assert_eq!(code(&mut portal, UPDATE, with(901, 17, moment)), "ACCESS_DENIED");
}

#[test]
fn a_to_do_after_a_call_names_it() {
    let mut portal = open("incoming-known");
    let todo = json!({
        "ownerTypeId": 3, "ownerId": 17, "deadline": "2026-05-01T09:00:00+00:00", "parentActivityId": 911,
    });
    let id = result(&mut portal, "crm.activity.todo.add", todo)["id"]
        .id()
        .unwrap();
    assert_eq!(portal.activity(id).unwrap().field("ASSOCIATED_ENTITY_ID"), "911");
}

#[test]
fn a_transcript_is_there_is_not_ready_or_is_denied() {
    const GET: &str = "crm.activity.call.getTranscript";
    let mut portal = open("incoming-known");
    let of = |id: u64| json!({ "activityId": id });
    let text = result(&mut portal, GET, of(911))["transcription"].clone();
    assert!(text.as_str().unwrap().contains("Thursday"), "{text}");
    assert_eq!(result(&mut portal, GET, of(912)), Value::Null);
    assert_eq!(code(&mut portal, GET, of(901)), "NOT_FOUND", "no call");
    portal.settings.call_ai = false;
    assert_eq!(
        refusal(&mut portal, GET, of(911)),
        (403, "ACCESS_DENIED".into(), "Access denied".into())
    );
}

#[test]
fn a_transcription_is_attached_to_a_finished_call() {
    const ATTACH: &str = "telephony.call.attachTranscription";
    let mut portal = open("own-page");
    let call = register(&mut portal, "a");
    let message = json!({ "SIDE": "Client", "START_TIME": 0, "STOP_TIME": 4, "MESSAGE": "Hello" });
    let attach = |message: &Value| json!({ "CALL_ID": call, "MESSAGES": [message] });
    assert_eq!(
        refusal(&mut portal, ATTACH, attach(&message)).2,
        format!("Call {call} is not found. Is it finished?")
    );
    let finish = json!({ "CALL_ID": call, "USER_ID": 1 });
    result(&mut portal, "telephony.externalCall.finish", finish);
    let id = result(&mut portal, ATTACH, attach(&message))["TRANSCRIPT_ID"].clone();
    assert!(id.is_u64());
    let earlier = json!({ "FILTER": { "CALL_ID": call } });
    let record = result(&mut portal, "voximplant.statistic.get", earlier)[0].clone();
    assert_eq!(record["TRANSCRIPT_ID"], id.to_string());
    for (field, value, text) in [
        (
            "SIDE",
            json!("Agent"),
            "MESSAGES[0][SIDE] should be either Client or User",
        ),
        (
            "START_TIME",
            json!(-1),
            "MESSAGES[0][START_TIME] should be greater or equal to zero",
        ),
        (
            "STOP_TIME",
            json!(0),
            "MESSAGES[0][STOP_TIME] should be greater than zero",
        ),
        ("MESSAGE", json!(""), "MESSAGES[0][MESSAGE] is empty"),
    ] {
        let mut wrong = message.clone();
        wrong[field] = value;
        assert_eq!(
            refusal(&mut portal, ATTACH, attach(&wrong)),
            (400, "ERROR_CORE".into(), text.into())
        );
    }
}
