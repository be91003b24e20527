use super::*;

const STATE: &str = "CallCard::CallStateChanged";

fn listen(portal: &mut Portal, event: &str) {
    portal.receive("placementBindEvent", &json!({ "event": event }), "event", NOW);
}

#[test]
fn a_state_is_posted_once_and_only_when_it_really_changes() {
    let mut portal = open("seed");
    listen(&mut portal, STATE);
    portal.ring();
    portal.ring();
    portal.connect();
    assert_eq!(posted(&mut portal, "event"), ["connecting", "connected"]);
}

#[test]
fn the_code_of_a_failure_arrives_only_where_events_have_two_arguments() {
    let mut portal = open("outgoing");
    listen(&mut portal, STATE);
    portal.fail("486");
    assert_eq!(posted(&mut portal, "event"), ["idle"]);

    let mut portal = open("outgoing");
    portal.settings.two_arguments = true;
    listen(&mut portal, STATE);
    portal.fail("486");
    assert_eq!(
        posted(&mut portal, "event"),
        [json!(["idle", { "failedCode": "486" }])]
    );
}

#[test]
fn a_new_client_is_posted_without_its_bindings() {
    let mut portal = open("seed");
    listen(&mut portal, "CallCard::EntityChanged");
    portal.set_client(Client::default().bound(Item::lead(41), &[Item::lead(41)]));
    let entity = json!({ "PHONE_NUMBER": "unknown", "CRM_ENTITY_TYPE": "LEAD", "CRM_ENTITY_ID": 41 });
    assert_eq!(posted(&mut portal, "event"), [entity]);
}

#[test]
fn a_call_list_names_the_former_call_until_the_next_one_is_dialled() {
    let mut portal = open("call-list");
    let status = |portal: &mut Portal| portal.command("getStatus", &json!({})).unwrap();
    portal.ring();
    portal.connect();
    portal.hang_up();
    let former = status(&mut portal);
    listen(&mut portal, "CallCard::EntityChanged");
    portal.next_in_call_list();
    let next = status(&mut portal);
    for key in ["CALL_ID", "CALL_STATE"] {
        assert_eq!(next[key], former[key], "{key}");
    }
    for key in ["PHONE_NUMBER", "CRM_ENTITY_ID", "CRM_BINDINGS"] {
        assert_ne!(next[key], former[key], "{key}");
    }
    assert_eq!(posted(&mut portal, "event").len(), 1);
    portal.ring();
    assert_ne!(status(&mut portal)["CALL_ID"], former["CALL_ID"]);
    assert_eq!(posted(&mut portal, "event").len(), 1);
}

#[test]
fn unknown_events_and_events_of_other_places_are_ignored() {
    let mut portal = open("seed");
    listen(&mut portal, "CallCard::Nonsense");
    portal.emit("CallCard::Nonsense", &[]);
    assert!(posted(&mut portal, "event").is_empty());
}

#[test]
fn a_lost_event_is_not_replayed() {
    let mut portal = open("seed");
    portal.faults.add(Fault::new(FaultKind::LostEvent).times(1));
    listen(&mut portal, STATE);
    portal.ring();
    portal.connect();
    assert_eq!(posted(&mut portal, "event"), ["connected"]);
}

#[test]
fn a_busy_line_fails_once_the_frame_has_subscribed() {
    let mut portal = open("busy-486");
    portal.tick(NOW + 60_000.0);
    assert_eq!(portal.card().unwrap().state, "connecting");
    portal.receive(
        "placementBindEvent",
        &json!({ "event": STATE }),
        "event",
        NOW + 60_000.0,
    );
    portal.tick(portal.deadline().unwrap());
    assert_eq!(
        posted(&mut portal, "event"),
        [json!(["idle", { "failedCode": "486" }])]
    );
}
