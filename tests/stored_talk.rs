//! What a card that is loaded or opened again goes on with.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use call_card::call::{Basis, CallState, CallStatus, Event, Phase, ReportedState, StatusCode, StoredTalk};

const NOON: f64 = 1_774_600_000_000.0;
const HOUR: f64 = 3_600_000.0;

fn of_call(call_id: &str, state: ReportedState) -> CallStatus {
    CallStatus {
        call_id: call_id.to_owned(),
        state,
        ..CallStatus::default()
    }
}

/// The card of the only call, as it is opened with these options.
fn opened(options: ReportedState, talks: Vec<StoredTalk>, now: f64) -> CallState {
    CallState::opened(of_call("A", options), now).with_talks(talks, now)
}

fn state(call: CallState, state: ReportedState, now: f64) -> CallState {
    let failed_code = None;
    call.apply(Event::StateChanged { state, failed_code }, now)
}

fn answered(call: CallState, call_id: &str, state: ReportedState, now: f64) -> CallState {
    let (status, asked) = (of_call(call_id, state), call.asked());
    call.apply(Event::Answered { status, asked }, now)
}

/// What is stored, as the next card reads it.
fn stored(call: &CallState) -> Vec<StoredTalk> {
    let text = serde_json::to_string(call.talks()).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The seconds that the clock shows at `now`, and what it began with.
fn clock(call: &CallState, now: f64) -> Option<(u64, Basis)> {
    call.clock.map(|clock| (clock.seconds(now), clock.basis))
}

/// The parties have talked since noon.
fn talking() -> CallState {
    let call = state(
        opened(ReportedState::Idle, Vec::new(), NOON - 3_000.0),
        ReportedState::Connecting,
        NOON - 2_000.0,
    );
    state(call, ReportedState::Connected, NOON)
}

#[test]
fn a_call_that_has_ended_is_still_ended_after_a_reload() {
    let call = state(talking(), ReportedState::Idle, NOON + 6_000.0);
    let call = opened(ReportedState::Idle, stored(&call), NOON + HOUR);
    let call = answered(call, "A", ReportedState::Idle, NOON + HOUR);
    assert_eq!(call.phase, Phase::Ended(None));
    assert_eq!(clock(&call, NOON + HOUR), Some((6, Basis::Connected)));
    // A call of which nothing is stored has not started.
    let other = CallState::opened(of_call("B", ReportedState::Idle), NOON).with_talks(stored(&call), NOON);
    assert_eq!((other.phase, other.clock), (Phase::NotStarted, None));
}

#[test]
fn a_call_that_has_failed_keeps_its_code_after_a_reload() {
    let busy = StatusCode::parse("486");
    let rings = state(
        opened(ReportedState::Idle, Vec::new(), NOON),
        ReportedState::Connecting,
        NOON,
    );
    let event = Event::StateChanged {
        state: ReportedState::Idle,
        failed_code: busy.clone(),
    };
    let call = rings.apply(event, NOON + 1_000.0);
    let call = opened(ReportedState::Connecting, stored(&call), NOON + 9_000.0);
    let call = answered(call, "A", ReportedState::Idle, NOON + 9_000.0);
    assert_eq!((call.failed_code(), call.clock), (busy, None));
}

#[test]
fn a_call_that_rang_has_ended_when_the_next_card_finds_it_idle() {
    let rings = state(
        opened(ReportedState::Idle, Vec::new(), NOON),
        ReportedState::Connecting,
        NOON,
    );
    let call = opened(ReportedState::Idle, stored(&rings), NOON + 9_000.0);
    let call = answered(call, "A", ReportedState::Idle, NOON + 9_000.0);
    assert_eq!((call.phase.clone(), call.clock), (Phase::Ended(None), None));
}

#[test]
fn a_talk_goes_on_with_the_next_card_of_the_call() {
    // The options are those of the first load, or of this moment.
    for options in [
        ReportedState::Idle,
        ReportedState::Connecting,
        ReportedState::Connected,
    ] {
        let call = opened(options, stored(&talking()), NOON + 10_000.0);
        let call = answered(call, "A", ReportedState::Connected, NOON + 10_500.0);
        assert_eq!(call.phase, Phase::Talking);
        let call = state(call, ReportedState::Idle, NOON + 11_000.0);
        assert_eq!(clock(&call, NOON + HOUR), Some((11, Basis::Connected)));
    }
}

#[test]
fn a_talk_that_ended_between_two_cards_lasted_until_the_last_known_moment_at_least() {
    let mut call = talking();
    call.remember(NOON + 7_000.0);
    let again = opened(ReportedState::Idle, stored(&call), NOON + HOUR);
    let again = answered(again, "A", ReportedState::Idle, NOON + HOUR);
    assert_eq!(again.phase, Phase::Ended(None));
    assert_eq!(clock(&again, NOON + HOUR), Some((7, Basis::CardOpened)));
    // So it did where an event has said nothing that can be read.
    let odd = state(
        opened(ReportedState::Idle, stored(&call), NOON + HOUR),
        ReportedState::parse("onHold"),
        NOON + HOUR,
    );
    let odd = answered(odd, "A", ReportedState::Idle, NOON + HOUR);
    assert_eq!(clock(&odd, NOON + HOUR), Some((7, Basis::CardOpened)));
    // An event comes at the moment of the end.
    let again = opened(ReportedState::Idle, stored(&call), NOON + 8_000.0);
    let again = state(again, ReportedState::Idle, NOON + 9_000.0);
    assert_eq!(clock(&again, NOON + HOUR), Some((9, Basis::Connected)));
}

#[test]
fn what_the_portal_says_counts_more_than_what_is_stored() {
    let ended = state(talking(), ReportedState::Idle, NOON + 6_000.0);
    // It rings again: another attempt, and nothing of the former one is left.
    for before in [talking(), ended.clone()] {
        let call = opened(ReportedState::Connecting, stored(&before), NOON + 20_000.0);
        let call = answered(call, "A", ReportedState::Connecting, NOON + 20_000.0);
        assert_eq!((call.phase.clone(), call.clock), (Phase::Connecting, None));
        let call = opened(ReportedState::Connecting, stored(&call), NOON + 21_000.0);
        assert_eq!((call.phase.clone(), call.clock), (Phase::Connecting, None));
    }
    // They talk again: at least as long as was measured, and perhaps longer.
    let call = opened(ReportedState::Connected, stored(&ended), NOON + 20_000.0);
    let call = answered(call, "A", ReportedState::Connected, NOON + 20_000.0);
    assert_eq!(call.phase, Phase::Talking);
    assert_eq!(clock(&call, NOON + 22_000.0), Some((8, Basis::CardOpened)));
}

#[test]
fn a_call_that_is_finished_does_not_run_on_with_the_next_card() {
    let call = talking().apply(Event::Finished, NOON + 6_000.0);
    let call = opened(ReportedState::Connected, stored(&call), NOON + 20_000.0);
    // The portal calls it connected as long as its card is open.
    let call = answered(call, "A", ReportedState::Connected, NOON + 21_000.0);
    assert_eq!(call.phase, Phase::Ended(None));
    assert_eq!(clock(&call, NOON + HOUR), Some((6, Basis::Connected)));
}

#[test]
fn a_call_keeps_what_was_measured_while_another_one_is_on_the_card() {
    let ended = state(talking(), ReportedState::Idle, NOON + 6_000.0);
    // The event may be about the next call, which the portal names later.
    for event in [ReportedState::Connecting, ReportedState::Connected] {
        let call = state(ended.clone(), event.clone(), NOON + 9_000.0);
        let call = answered(call, "B", event, NOON + 9_500.0);
        assert_eq!(clock(&call, NOON + 9_500.0).map_or(0, |(seconds, _)| seconds), 0);
        let call = answered(call, "A", ReportedState::Idle, NOON + 30_000.0);
        assert_eq!(call.phase, Phase::Ended(None));
        assert_eq!(clock(&call, NOON + HOUR), Some((6, Basis::Connected)));
    }
    // They talked when the card went on, and still do when it is back.
    let call = answered(talking(), "B", ReportedState::Connected, NOON + 9_000.0);
    let call = answered(call, "A", ReportedState::Connected, NOON + 30_000.0);
    assert_eq!(clock(&call, NOON + 31_000.0), Some((31, Basis::Connected)));
}

#[test]
fn a_call_is_known_again_when_the_portal_names_it() {
    let talks = stored(&talking());
    let options = CallStatus::default();
    let call = CallState::opened(options, NOON + 9_000.0).with_talks(talks, NOON + 9_000.0);
    assert_eq!(call.phase, Phase::NotStarted);
    let call = answered(call, "A", ReportedState::Connected, NOON + 9_000.0);
    assert_eq!(clock(&call, NOON + 10_000.0), Some((10, Basis::Connected)));
}

#[test]
fn a_computer_whose_time_is_changed_gives_no_absurd_duration() {
    let mut call = talking();
    call.remember(NOON + 7_000.0);
    for now in [NOON - HOUR, NOON + 24.0 * HOUR] {
        let again = opened(ReportedState::Connected, stored(&call), now);
        let again = answered(again, "A", ReportedState::Connected, now);
        assert_eq!(again.phase, Phase::Talking);
        assert_eq!(clock(&again, now + 1_000.0), Some((8, Basis::Noticed)));
        // It was over.
        let again = opened(ReportedState::Idle, stored(&call), now);
        let again = answered(again, "A", ReportedState::Idle, now);
        assert_eq!(clock(&again, now), Some((7, Basis::CardOpened)));
    }
}

#[test]
fn the_last_four_calls_are_stored_and_none_without_a_name() {
    let mut call = CallState::opened(CallStatus::default(), NOON);
    call = state(call, ReportedState::Connected, NOON);
    assert!(call.talks().is_empty());
    for (at, call_id) in [1.0, 2.0, 3.0, 4.0, 5.0]
        .into_iter()
        .zip(["B", "C", "D", "E", "F"])
    {
        call = answered(call, call_id, ReportedState::Connected, NOON + at * 1_000.0);
    }
    let ids: Vec<&str> = call.talks().iter().map(|talk| talk.call_id.as_str()).collect();
    assert_eq!(ids, ["F", "E", "D", "C"]);
}
