use super::*;

#[test]
fn the_portal_is_controlled_by_names() {
    let mut portal = open("incoming-known");
    portal.drive("ring", &json!({})).unwrap();
    let client =
        json!({ "number": "1", "type": "DEAL", "id": 31, "bindings": [{ "type": "LEAD", "id": 41 }] });
    portal.drive("setClient", &client).unwrap();
    let fault =
        json!({ "kind": "status", "status": 429, "code": "X", "scope": "rest", "times": 2, "only": "batch" });
    portal.drive("fault", &fault).unwrap();
    portal.drive("set", &json!({ "isAdmin": false })).unwrap();
    let card = portal.card().unwrap();
    assert_eq!(card.state, "connecting");
    assert_eq!(
        card.client,
        Client::number("1").bound(Item::deal(31), &[Item::lead(41)])
    );
    assert_eq!(
        portal.faults.all(),
        [Fault::status(429, "X").rest().times(2).only("batch")]
    );
    assert!(!portal.settings.is_admin);
    assert_eq!(portal.drive("isCardOpen", &json!({})), Ok(Value::Bool(true)));
    assert!(portal.drive("nonsense", &json!({})).is_err());
    assert!(portal.drive("fault", &json!({ "kind": "nonsense" })).is_err());
}

#[test]
fn a_cancelled_dialog_is_silent_and_a_second_opening_works() {
    let mut portal = open("seed");
    portal.receive("selectUser", &json!({ "mult": true }), "first", NOW);
    portal.cancel_dialog();
    portal.receive("selectUser", &json!({ "mult": true }), "second", NOW);
    portal.pick_users(&[2, 3]);
    let effects = portal.take_effects();
    let [
        Effect::Answer {
            callback,
            value: Some(people),
            ..
        },
    ] = &effects[..]
    else {
        panic!("{effects:?}")
    };
    assert_eq!(callback, "second");
    assert_eq!(people.items().next().unwrap()["id"].as_str(), Some("2"));
}

#[test]
fn a_page_answers_when_it_is_closed_and_other_paths_at_once() {
    let mut portal = open("seed");
    portal.receive(
        "openPath",
        &json!({ "path": "/crm/contact/details/797/" }),
        "page",
        NOW,
    );
    assert!(posted(&mut portal, "page").is_empty());
    portal.close_page();
    assert_eq!(posted(&mut portal, "page"), [json!({ "result": "close" })]);
    portal.receive("openPath", &json!({ "path": "/evil/" }), "page", NOW);
    assert_eq!(
        posted(&mut portal, "page"),
        [json!({ "result": "error", "errorCode": "PATH_NOT_AVAILABLE" })]
    );
}

#[test]
fn options_of_a_user_who_has_none_are_lost_when_only_the_frame_is_reloaded() {
    let mut portal = open("seed");
    let options =
        |portal: &mut Portal| portal.command("getInitData", &json!({})).unwrap()["USER_OPTIONS"].clone();
    assert_eq!(options(&mut portal), json!([]));
    portal.command("setUserOption", &json!({ "name": "draft", "value": "Hello" }));
    assert_eq!(options(&mut portal), json!([]));
    portal.reload_page();
    assert_eq!(options(&mut portal), json!({ "draft": "Hello" }));
}

#[test]
fn no_token_is_in_the_log() {
    let mut portal = open("seed");
    portal.receive("getInitData", &json!({}), "start", NOW);
    portal.receive("refreshAuth", &json!({}), "fresh", NOW);
    let request = json!({ "method": "app.info", "body": "", "token": portal.access_token() });
    portal.receive("rest", &request, "answer", NOW);
    let text = |entry: &LogEntry| format!("{entry:?}");
    assert_eq!(portal.log().len(), 3);
    assert!(
        !portal
            .log()
            .iter()
            .any(|entry| text(entry).contains("preview-token"))
    );
}

#[test]
fn every_scenario_opens_and_has_a_name_of_its_own() {
    let mut names: Vec<_> = Scenario::all().iter().map(|scenario| scenario.id).collect();
    for scenario in Scenario::all() {
        let portal = scenario.portal(NOW);
        assert_eq!(
            portal.card().is_some(),
            !portal.is_frame_gone() && portal.settings.placement == "CALL_CARD"
        );
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Scenario::all().len());
}
