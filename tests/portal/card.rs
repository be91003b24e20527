use super::*;

#[test]
fn get_status_answers_word_for_word_what_the_documentation_shows() {
    let status = open("seed").command("getStatus", &object! {}).unwrap();
    let documented = concat!(
        r#"{"CALL_ID":"E45D40253D1C2D2F.1774588815.822533","PHONE_NUMBER":"+19999999666","#,
        r#""LINE_NUMBER":"reg151083","LINE_NAME":"","CRM_ENTITY_TYPE":"CONTACT","CRM_ENTITY_ID":797,"#,
        r#""CRM_ACTIVITY_ID":"","CRM_BINDINGS":[{"ENTITY_TYPE":"DEAL","ENTITY_ID":4615},"#,
        r#"{"ENTITY_TYPE":"COMPANY","ENTITY_ID":643}],"CALL_DIRECTION":"outgoing","CALL_STATE":"idle","#,
        r#""CALL_LIST_MODE":false}"#,
    );
    assert_eq!(status.to_string(), documented);
}

#[test]
fn options_are_strings_and_leave_out_what_there_is_not() {
    let mut portal = open("unknown-number");
    let data = portal.command("getInitData", &object! {}).unwrap();
    let options = data.get("PLACEMENT_OPTIONS");
    assert!(options.items().all(|value| value.as_str().is_some()), "{options}");
    assert_eq!(*options.get("PHONE_NUMBER"), Value::Null);
    assert_eq!(*options.get("CRM_BINDINGS"), Value::Null);
    assert_eq!(options.get("CRM_ENTITY_ID").as_str(), Some("0"));
    assert_eq!(options.get("CRM_ACTIVITY_ID").as_str(), Some("undefined"));
    assert_eq!(options.get("CALL_LIST_MODE").as_str(), Some("false"));
}

#[test]
fn options_can_come_escaped_while_get_status_does_not() {
    let mut portal = open("strange-names");
    let data = portal.command("getInitData", &object! {}).unwrap();
    let line = data.get("PLACEMENT_OPTIONS").get("LINE_NAME").clone();
    assert_eq!(
        line.as_str(),
        Some("Tom &amp; Jerry &lt;hotline&gt; &quot;1&quot;")
    );
    let status = portal.command("getStatus", &object! {}).unwrap();
    assert_eq!(
        status.get("LINE_NAME").as_str(),
        Some("Tom & Jerry <hotline> \"1\"")
    );
}

#[test]
fn a_reload_of_the_frame_gets_the_same_options_again() {
    let mut portal = open("seed");
    let first = portal.command("getInitData", &object! {}).unwrap();
    portal.ring();
    let second = portal.command("getInitData", &object! {}).unwrap();
    assert_eq!(first.get("PLACEMENT_OPTIONS"), second.get("PLACEMENT_OPTIONS"));
    let status = portal.command("getStatus", &object! {}).unwrap();
    assert_eq!(status.get("CALL_STATE").as_str(), Some("connecting"));
}

#[test]
fn unknown_commands_and_commands_outside_a_card_are_met_with_silence() {
    assert_eq!(open("seed").command("getState", &object! {}), None);
    assert_eq!(open("seed").command("setTitle", &object! {}), None);
    assert_eq!(open("other-placement").command("getStatus", &object! {}), None);
    assert_eq!(open("own-page").command("disableAutoClose", &object! {}), None);
}

#[test]
fn the_interface_lists_what_there_is() {
    let interface = open("seed").command("getInterface", &object! {}).unwrap();
    assert_eq!(interface.get("command").items().count(), 3);
    assert_eq!(interface.get("event").items().count(), 3);
}
