use super::*;

#[test]
fn get_status_answers_exactly_what_the_documentation_shows() {
    let status = open("seed").command("getStatus", &json!({})).unwrap();
    let documented = json!({
        "CALL_ID": "E45D40253D1C2D2F.1774588815.822533", "PHONE_NUMBER": "+19999999666", "LINE_NUMBER": "reg151083",
        "LINE_NAME": "", "CRM_ENTITY_TYPE": "CONTACT", "CRM_ENTITY_ID": 797, "CRM_ACTIVITY_ID": "",
        "CRM_BINDINGS": [
            { "ENTITY_TYPE": "DEAL", "ENTITY_ID": 4615 },
            { "ENTITY_TYPE": "COMPANY", "ENTITY_ID": 643 },
        ],
        "CALL_DIRECTION": "outgoing", "CALL_STATE": "idle", "CALL_LIST_MODE": false,
    });
    assert_eq!(status, documented);
}

#[test]
fn options_are_strings_and_leave_out_what_there_is_not() {
    let mut portal = open("unknown-number");
    let data = portal.command("getInitData", &json!({})).unwrap();
    let options = &data["PLACEMENT_OPTIONS"];
    assert!(options.items().all(|value| value.as_str().is_some()), "{options}");
    assert_eq!(options["PHONE_NUMBER"], Value::Null);
    assert_eq!(options["CRM_BINDINGS"], Value::Null);
    assert_eq!(options["CRM_ENTITY_ID"].as_str(), Some("0"));
    assert_eq!(options["CRM_ACTIVITY_ID"].as_str(), Some("undefined"));
    assert_eq!(options["CALL_LIST_MODE"].as_str(), Some("false"));
}

#[test]
fn options_can_come_escaped_while_get_status_does_not() {
    let mut portal = open("strange-names");
    let data = portal.command("getInitData", &json!({})).unwrap();
    let line = data["PLACEMENT_OPTIONS"]["LINE_NAME"].clone();
    assert_eq!(
        line.as_str(),
        Some("Tom &amp; Jerry &lt;hotline&gt; &quot;1&quot;")
    );
    let status = portal.command("getStatus", &json!({})).unwrap();
    assert_eq!(status["LINE_NAME"].as_str(), Some("Tom & Jerry <hotline> \"1\""));
}

#[test]
fn a_reload_of_the_frame_gets_the_same_options_again() {
    let mut portal = open("seed");
    let first = portal.command("getInitData", &json!({})).unwrap();
    portal.ring();
    let second = portal.command("getInitData", &json!({})).unwrap();
    assert_eq!(first["PLACEMENT_OPTIONS"], second["PLACEMENT_OPTIONS"]);
    let status = portal.command("getStatus", &json!({})).unwrap();
    assert_eq!(status["CALL_STATE"].as_str(), Some("connecting"));
}

#[test]
fn unknown_commands_and_commands_outside_a_card_are_never_answered() {
    assert_eq!(open("seed").command("getState", &json!({})), None);
    assert_eq!(open("seed").command("setTitle", &json!({})), None);
    assert_eq!(open("other-placement").command("getStatus", &json!({})), None);
    assert_eq!(open("own-page").command("disableAutoClose", &json!({})), None);
}

#[test]
fn the_interface_lists_what_there_is() {
    let interface = open("seed").command("getInterface", &json!({})).unwrap();
    assert_eq!(interface["command"].items().count(), 3);
    assert_eq!(interface["event"].items().count(), 3);
}
