use super::*;

#[test]
fn a_request_needs_the_token_that_is_valid_now() {
    let mut portal = open("seed");
    assert_eq!(portal.rest("app.info", "", NOW).status, 401);
    let old = portal.access_token();
    portal.expire_token();
    let answer = portal.rest("app.info", &format!("auth={old}"), NOW);
    assert_eq!(
        (answer.status, body(&answer)["error"].text().unwrap()),
        (401, "expired_token".into())
    );
}

#[test]
fn a_burst_is_allowed_and_then_two_a_second() {
    let mut portal = open("seed");
    let mut last = 200;
    for _ in 0..50 {
        last = ask(&mut portal, "app.info", json!({})).status;
    }
    assert_eq!(last, 200);
    assert_eq!(
        refusal(&mut portal, "app.info", json!({})).1,
        "QUERY_LIMIT_EXCEEDED"
    );
    portal.tick(NOW + 500.0);
    assert_eq!(ask(&mut portal, "app.info", json!({})).status, 200);
}

#[test]
fn what_may_not_be_read_is_refused_with_an_empty_code() {
    let mut portal = open("no-right");
    let denied = refusal(&mut portal, "crm.contact.get", json!({ "id": 17 }));
    assert_eq!(denied, (400, String::new(), "Access denied.".into()));
    let gone = refusal(&mut portal, "crm.contact.get", json!({ "id": 999 }));
    assert_eq!(gone, (400, String::new(), "Not found".into()));
}

#[test]
fn a_batch_keeps_its_keys_and_refers_to_earlier_results() {
    let mut portal = open("incoming-known");
    let cmd = "cmd[contact]=crm.contact.get?id%3D17&cmd[boss]=user.get?ID%3D$result[contact][ASSIGNED_BY_ID]\
        &cmd[gone]=crm.deal.get?id%3D99999&cmd[nested]=batch?cmd[a]%3Dapp.info";
    let batch = format!("halt=0&{cmd}&auth={}", portal.access_token());
    let answer = &body(&portal.rest("batch", &batch, NOW))["result"];
    assert_eq!(answer["result"]["contact"]["NAME"], "Marta");
    assert_eq!(answer["result"]["boss"][0]["ID"], "2");
    assert_eq!(answer["result_error"]["gone"]["error_description"], "Not found");
    assert_eq!(
        answer["result_error"]["nested"]["error"],
        "ERROR_BATCH_METHOD_NOT_ALLOWED"
    );
    assert_eq!(answer["result_total"]["boss"], 1);
    assert_eq!(answer["result_next"], json!([]));
}

#[test]
fn a_batch_halts_at_the_first_error_and_holds_fifty_at_most() {
    let mut portal = open("incoming-known");
    let cmd = vec!["crm.deal.get?id=99999", "app.info"];
    let answer = result(&mut portal, "batch", json!({ "halt": 1, "cmd": cmd }));
    assert_eq!(answer["result"], json!([]));
    assert_eq!(answer["result_error"].items().count(), 1);
    let answer = refusal(&mut portal, "batch", json!({ "cmd": vec!["app.info"; 51] }));
    assert_eq!(
        (answer.0, answer.1.as_str()),
        (400, "ERROR_BATCH_LENGTH_EXCEEDED")
    );
}

#[test]
fn dictionaries_can_be_asked_for_one_list_at_a_time() {
    let mut portal = open("seed");
    let params = json!({ "filter": { "ENTITY_ID": "SOURCE" }, "order": { "SORT": "DESC" } });
    let sources = result(&mut portal, "crm.status.list", params);
    let codes: Vec<_> = sources
        .items()
        .filter_map(|one| one["STATUS_ID"].text())
        .collect();
    assert_eq!(codes, ["WEB", "EMAIL", "CALLBACK", "CALL"]);
}

#[test]
fn earlier_calls_come_newest_first_with_strings_only() {
    let mut portal = open("incoming-known");
    let params = json!({
        "FILTER": { "PHONE_NUMBER": "+4915112345678" }, "SORT": "CALL_START_DATE", "ORDER": "DESC",
    });
    let calls = result(&mut portal, "voximplant.statistic.get", params.clone());
    let durations: Vec<_> = calls
        .items()
        .map(|call| call["CALL_DURATION"].as_str().unwrap())
        .collect();
    assert_eq!(durations, ["312", "0", "0"]);
    assert_eq!(
        refusal(&mut open("no-right"), "voximplant.statistic.get", params).1,
        "ACCESS_DENIED"
    );
}

#[test]
fn the_statistics_compare_numbers_as_texts() {
    let mut portal = open("seed");
    portal.earlier_call("4915112345678", 2, 10.0, 7, "200");
    let mut count = |number: Value| {
        let params = json!({ "FILTER": { "PHONE_NUMBER": number } });
        result(&mut portal, "voximplant.statistic.get", params)
            .items()
            .count()
    };
    assert_eq!(count(json!("+4915112345678")), 3);
    assert_eq!(count(json!("4915112345678")), 1);
    assert_eq!(count(json!("+49 151 12345678")), 0);
    assert_eq!(count(json!(["+4915112345678", "4915112345678"])), 4);
    portal.settings.sees_only_own_calls = true;
    let params = json!({ "FILTER": { "PHONE_NUMBER": "+4915112345678" } });
    let own = result(&mut portal, "voximplant.statistic.get", params);
    assert_eq!(own.items().count(), 2, "one of the three was a colleague's");
}

#[test]
fn a_note_needs_fields_in_small_letters_and_is_found_again() {
    let mut portal = open("seed");
    let note = json!({ "ENTITY_TYPE": "contact", "ENTITY_ID": 797, "COMMENT": "Called back" });
    assert_eq!(
        refusal(
            &mut portal,
            "crm.timeline.comment.add",
            json!({ "FIELDS": note.clone() })
        )
        .0,
        400
    );
    result(&mut portal, "crm.timeline.comment.add", json!({ "fields": note }));
    let filter = json!({ "filter": { "ENTITY_TYPE": "contact", "ENTITY_ID": 797 } });
    let found = result(&mut portal, "crm.timeline.comment.list", filter);
    assert_eq!(
        found.items().next().unwrap()["COMMENT"].as_str(),
        Some("Called back")
    );
}

#[test]
fn a_next_step_is_found_among_the_activities() {
    let mut portal = open("seed");
    let step = json!({
        "ownerTypeId": 3, "ownerId": 797, "deadline": "2026-04-01T10:00:00+02:00", "title": "Send offer",
    });
    let id = result(&mut portal, "crm.activity.todo.add", step)["id"]
        .id()
        .unwrap();
    let filter = json!({ "OWNER_TYPE_ID": 3, "OWNER_ID": 797, ">=CREATED": clock::iso(NOW) });
    let found = result(&mut portal, "crm.activity.list", json!({ "filter": filter }));
    assert_eq!(found.items().next().unwrap()["ID"].id(), Some(id));
}

#[test]
fn a_place_is_bound_once_and_by_administrators_only() {
    let mut portal = open("own-page");
    let place = json!({
        "PLACEMENT": "CALL_CARD", "HANDLER": "https://example.com/", "TITLE": "Card",
        "LANG_ALL": { "de": { "TITLE": "Karte" } }, "OPTIONS": { "a": 1 },
    });
    assert_eq!(
        result(&mut portal, "placement.bind", place.clone()),
        Value::Bool(true)
    );
    assert!(
        refusal(&mut portal, "placement.bind", place.clone())
            .2
            .contains("already binded")
    );
    let http = json!({ "PLACEMENT": "CALL_CARD", "HANDLER": "http://example.com/" });
    assert_eq!(
        refusal(&mut portal, "placement.bind", http).1,
        "ERROR_UNSUPPORTED_PROTOCOL"
    );
    let bound = result(&mut portal, "placement.get", json!({}));
    let bound = &bound[0];
    assert_eq!(bound["langAll"]["de"]["TITLE"].as_str(), Some("Karte"));
    assert_eq!(bound["options"], json!([]));
    portal.settings.is_admin = false;
    assert_eq!(
        refusal(&mut portal, "placement.unbind", place.clone()).1,
        "ACCESS_DENIED"
    );
    portal.settings.is_admin = true;
    assert_eq!(
        result(&mut portal, "placement.unbind", place)["count"].number(),
        Some(1.0)
    );
}

#[test]
fn methods_need_their_scope_and_unknown_ones_are_not_found() {
    let mut portal = open("own-page");
    portal.settings.scopes.retain(|scope| scope != "telephony");
    assert_eq!(
        refusal(&mut portal, "telephony.externalLine.get", json!({})).1,
        "insufficient_scope"
    );
    let place = json!({ "PLACEMENT": "CALL_CARD", "HANDLER": "https://example.com/" });
    assert_eq!(
        refusal(&mut portal, "placement.bind", place).1,
        "ERROR_PLACEMENT_NOT_FOUND"
    );
    assert_eq!(refusal(&mut portal, "no.such", json!({})).0, 404);
}
