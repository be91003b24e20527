use super::*;

fn block(portal: &mut Portal) {
    assert_eq!(portal.command("disableAutoClose", &json!({})).unwrap(), json!([]));
}

fn listen(portal: &mut Portal) {
    portal.receive(
        "placementBindEvent",
        &json!({ "event": "CallCard::BeforeClose" }),
        "event",
        portal.now(),
    );
}

#[test]
fn a_card_that_is_not_blocked_closes_and_its_frame_gets_no_event() {
    let mut portal = open("incoming-known");
    listen(&mut portal);
    portal.request_close();
    let effects = portal.take_effects();
    assert_eq!(effects, [Effect::CardClosed]);
    assert!(!portal.is_card_open(1));
}

#[test]
fn a_blocked_attempt_posts_an_event_and_the_card_stays_for_65_seconds() {
    let mut portal = open("incoming-known");
    block(&mut portal);
    listen(&mut portal);
    portal.request_close();
    assert_eq!(posted(&mut portal, "event"), [json!([])]);
    portal.tick(NOW + 64_999.0);
    assert!(portal.is_card_open(1));
    portal.tick(NOW + 65_000.0);
    assert!(!portal.is_card_open(1));
}

#[test]
fn blocking_again_restarts_the_countdown() {
    let mut portal = open("incoming-known");
    block(&mut portal);
    portal.request_close();
    portal.tick(NOW + 60_000.0);
    block(&mut portal);
    portal.tick(NOW + 124_999.0);
    assert!(portal.is_card_open(1));
    portal.tick(NOW + 125_000.0);
    assert!(!portal.is_card_open(1));
}

#[test]
fn a_second_attempt_leaves_the_first_deadline_running_whatever_is_extended() {
    let mut portal = open("incoming-known");
    block(&mut portal);
    portal.request_close();
    portal.tick(NOW + 10_000.0);
    portal.request_close();
    portal.tick(NOW + 20_000.0);
    block(&mut portal);
    assert_eq!(portal.deadline(), Some(NOW + 65_000.0));
    portal.tick(NOW + 65_000.0);
    assert!(!portal.is_card_open(1));
}

#[test]
fn lifting_the_block_closes_at_once_only_during_a_countdown() {
    let mut portal = open("incoming-known");
    block(&mut portal);
    assert_eq!(portal.command("enableAutoClose", &json!({})).unwrap(), json!([]));
    assert!(portal.is_card_open(1));
    block(&mut portal);
    portal.request_close();
    assert_eq!(portal.command("enableAutoClose", &json!({})), None);
    assert!(!portal.is_card_open(1));
}

#[test]
fn another_call_keeps_the_card_when_the_countdown_ends() {
    let mut portal = open("incoming-known");
    portal.settings.another_call = true;
    block(&mut portal);
    portal.request_close();
    portal.tick(NOW + 70_000.0);
    assert!(portal.is_card_open(1));
    assert_eq!(portal.deadline(), None);
}

#[test]
fn the_agent_and_other_people_close_a_blocked_card() {
    for close in [Portal::force_close, Portal::finish_elsewhere] {
        let mut portal = open("wrap-up");
        block(&mut portal);
        close(&mut portal);
        assert!(!portal.is_card_open(1));
    }
}

#[test]
fn a_closed_card_answers_nothing_any_more() {
    let mut portal = open("incoming-known");
    portal.force_close();
    portal.receive("getStatus", &json!({}), "late", NOW);
    assert!(posted(&mut portal, "late").is_empty());
}

#[test]
fn before_close_can_come_twice() {
    let mut portal = open("incoming-known");
    portal.faults.add(FaultKind::DoubleBeforeClose.into());
    block(&mut portal);
    listen(&mut portal);
    portal.request_close();
    assert_eq!(posted(&mut portal, "event").len(), 2);
}
