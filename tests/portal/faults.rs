use super::*;

#[test]
fn a_fault_happens_as_often_as_asked_and_only_where_asked() {
    let mut portal = open("seed");
    portal
        .faults
        .add(Fault::new(FaultKind::Status503).times(1).only("user.current"));
    assert_eq!(ask(&mut portal, "app.info", json!({})).status, 200);
    assert_eq!(ask(&mut portal, "user.current", json!({})).status, 503);
    assert_eq!(ask(&mut portal, "user.current", json!({})).status, 200);
}

#[test]
fn a_refused_method_inside_a_batch_leaves_the_others_alone() {
    let mut portal = open("seed");
    portal
        .faults
        .add(Fault::status(403, "ACCESS_DENIED").only("crm.deal.get"));
    let cmd = json!({ "deal": "crm.deal.get?id=4615", "app": "app.info" });
    let answer = result(&mut portal, "batch", json!({ "cmd": cmd }));
    assert_eq!(
        answer["result_error"]["deal"]["error"].as_str(),
        Some("ACCESS_DENIED")
    );
    assert_eq!(answer["result"]["app"]["STATUS"].as_str(), Some("L"));
}

#[test]
fn a_batch_can_be_refused_as_a_whole() {
    let mut portal = open("seed");
    portal
        .faults
        .add(Fault::status(403, "insufficient_scope").only("batch"));
    assert_eq!(
        ask(&mut portal, "batch", json!({ "cmd": vec!["app.info"] })).status,
        403
    );
}

#[test]
fn the_portal_acts_although_the_answer_is_lost() {
    let mut portal = open("own-page");
    portal.faults.add(Fault::new(FaultKind::DropAnswer).times(1));
    let call = json!({ "USER_ID": 2, "PHONE_NUMBER": "1", "TYPE": 1 });
    assert_eq!(
        ask(&mut portal, "telephony.externalCall.register", call).status,
        0
    );
    assert_eq!(portal.calls().len(), 1);
}

#[test]
fn an_expired_token_is_replaced_by_a_refresh() {
    let mut portal = open("seed");
    portal.faults.add(Fault::new(FaultKind::ExpiredToken).times(1));
    assert_eq!(ask(&mut portal, "app.info", json!({})).status, 401);
    let fresh = portal.command("refreshAuth", &json!({})).unwrap()["AUTH_ID"]
        .text()
        .unwrap();
    assert_eq!(portal.rest("app.info", &format!("auth={fresh}"), NOW).status, 200);
}

#[test]
fn commands_can_be_answered_twice_late_or_never() {
    let mut portal = open("seed");
    portal.faults.add(Fault::new(FaultKind::DoubleAnswer).times(1));
    portal.receive("getStatus", &json!({}), "answer", NOW);
    assert_eq!(posted(&mut portal, "answer").len(), 2);
    portal.faults.add(Fault::new(FaultKind::Slow(700.0)).times(1));
    portal.receive("getStatus", &json!({}), "answer", NOW);
    assert!(matches!(
        portal.take_effects()[..],
        [Effect::Answer { after: 700.0, .. }]
    ));
    portal.faults.add(FaultKind::Silent.into());
    portal.receive("getStatus", &json!({}), "answer", NOW);
    assert!(posted(&mut portal, "answer").is_empty());
    // What the SDK itself needs is not meant by a fault without a name.
    portal.receive("getInitData", &json!({}), "start", NOW);
    assert_eq!(posted(&mut portal, "start").len(), 1);
}

#[test]
fn a_silent_start_answers_nothing() {
    let mut portal = open("init-silent");
    portal.receive("getInitData", &json!({}), "start", NOW);
    assert!(posted(&mut portal, "start").is_empty());
}
