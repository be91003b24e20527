//! How the call of a call follows what is heard of it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use call_card::call::{
    Basis, Binding, CallState, CallStatus, Clock, Direction, EntityKind, Event, Phase, Phone, ReportedState,
    StatusCode,
};
use proptest::prelude::*;

const NOON: f64 = 1_774_600_000_000.0;

fn status(state: ReportedState) -> CallStatus {
    CallStatus {
        call_id: "E45D40253D1C2D2F.1774588815.822533".into(),
        phone: Phone::Known("+19999999666".into()),
        primary: Some(contact(797)),
        bindings: vec![Binding::new(EntityKind::Deal, 4615)],
        direction: Direction::Outgoing,
        state,
        ..CallStatus::default()
    }
}

fn contact(id: u64) -> Binding {
    Binding::new(EntityKind::Contact, id)
}

fn state(state: ReportedState) -> Event {
    Event::StateChanged {
        state,
        failed_code: None,
    }
}

fn failed(code: &str) -> Event {
    Event::StateChanged {
        state: ReportedState::Idle,
        failed_code: StatusCode::parse(code),
    }
}

fn entity(id: u64) -> Event {
    Event::EntityChanged {
        phone: Some(Phone::Known("+19999999666".into())),
        primary: Some(contact(id)),
    }
}

#[test]
fn idle_is_not_started_when_the_card_opens_and_ended_after_a_call() {
    let call = CallState::opened(status(ReportedState::Idle), NOON);
    assert_eq!(call.phase, Phase::NotStarted);
    assert_eq!(
        call.clone().apply(state(ReportedState::Idle), NOON).phase,
        Phase::NotStarted
    );
    let call = call.apply(state(ReportedState::Connecting), NOON + 1.0);
    assert_eq!(call.phase, Phase::Connecting);
    assert_eq!(
        call.apply(state(ReportedState::Idle), NOON + 2.0).phase,
        Phase::Ended(None)
    );
}

#[test]
fn a_whole_call_that_ends_busy_has_the_right_phase_and_clock_at_each_step() {
    let call = CallState::opened(status(ReportedState::Idle), NOON)
        .apply(state(ReportedState::Connecting), NOON + 1_000.0);
    assert_eq!(call.clock, None);
    let call = call.apply(state(ReportedState::Connected), NOON + 5_000.0);
    assert_eq!(call.phase, Phase::Talking);
    let clock = call.clock.expect("a clock");
    assert_eq!(
        (clock.basis, clock.is_running(), clock.seconds(NOON + 70_000.0)),
        (Basis::Connected, true, 65)
    );
    let call = call.apply(failed("486"), NOON + 70_000.0);
    assert_eq!(call.phase, Phase::Ended(StatusCode::parse("486")));
    let clock = call.clock.expect("a clock");
    assert_eq!((clock.is_running(), clock.seconds(NOON + 999_000.0)), (false, 65));
}

#[test]
fn a_talk_that_goes_on_after_idle_keeps_what_was_measured() {
    let call = CallState::opened(status(ReportedState::Idle), NOON)
        .apply(state(ReportedState::Connecting), NOON)
        .apply(state(ReportedState::Connected), NOON)
        .apply(state(ReportedState::Idle), NOON + 5_000.0)
        .apply(state(ReportedState::Connected), NOON + 5_200.0);
    assert_eq!(call.phase, Phase::Talking);
    let call = call.apply(state(ReportedState::Idle), NOON + 6_200.0);
    let clock = call.clock.expect("a clock");
    assert_eq!(
        (clock.basis, clock.seconds(NOON + 60_000.0)),
        (Basis::Connected, 6)
    );
    // A talk that is found again may have gone on in between.
    let found = answered(call.clone(), status(ReportedState::Connected), NOON + 60_000.0);
    let clock = found.clock.expect("a clock");
    assert_eq!((clock.basis, clock.seconds(NOON + 61_000.0)), (Basis::Noticed, 7));
    // Another attempt is another talk.
    let call = call
        .apply(state(ReportedState::Connecting), NOON + 70_000.0)
        .apply(state(ReportedState::Connected), NOON + 71_000.0);
    assert_eq!(call.clock.expect("a clock").seconds(NOON + 73_000.0), 2);
}

#[test]
fn a_card_opened_while_they_talk_says_that_its_clock_started_with_the_card() {
    let call = CallState::opened(status(ReportedState::Connected), NOON);
    assert_eq!(call.phase, Phase::Talking);
    assert_eq!(call.clock.map(|clock| clock.basis), Some(Basis::CardOpened));
    // The portal says `connected` once more: the clock runs on.
    let again = call
        .clone()
        .apply(state(ReportedState::Connected), NOON + 9_000.0);
    assert_eq!(again.clock, call.clock);
}

#[test]
fn a_talk_found_by_asking_says_whether_it_can_be_new() {
    let call = CallState::opened(status(ReportedState::Connecting), NOON);
    let answered = |call: CallState, at| {
        let asked = call.asked();
        call.apply(
            Event::Answered {
                status: status(ReportedState::Connected),
                asked,
            },
            at,
        )
    };
    // A page that is loaded again gets the placement options of its first time.
    let first = answered(call.clone(), NOON + 1_000.0);
    assert_eq!(first.clock.map(|clock| clock.basis), Some(Basis::CardOpened));
    let ringing = call.clone().apply(state(ReportedState::Connecting), NOON);
    let soon = answered(ringing, NOON + 1_000.0);
    assert_eq!(soon.clock.map(|clock| clock.basis), Some(Basis::Connected));
    let late = answered(call, NOON + 60_000.0);
    assert_eq!(late.clock.map(|clock| clock.basis), Some(Basis::Noticed));
    let silent_options = CallState::opened(status(ReportedState::default()), NOON);
    assert_eq!(
        answered(silent_options, NOON + 50.0)
            .clock
            .map(|clock| clock.basis),
        Some(Basis::CardOpened)
    );
}

#[test]
fn a_call_that_was_finished_here_stays_over_until_another_one_comes() {
    let call = CallState::opened(status(ReportedState::Connected), NOON);
    let asked = call.asked();
    let call = call.apply(Event::Finished, NOON + 5_000.0);
    assert_eq!(call.phase, Phase::Ended(None));
    assert_eq!(call.clock.unwrap().seconds(NOON + 60_000.0), 5);
    // The portal calls it connected as long as its card is open.
    let answer = |call_id: &str| Event::Answered {
        status: CallStatus {
            call_id: call_id.to_owned(),
            ..status(ReportedState::Connected)
        },
        asked,
    };
    let same = call.status.call_id.clone();
    let call = call.apply(answer(&same), NOON + 9_000.0);
    assert_eq!(call.phase, Phase::Ended(None));
    let call = call.apply(answer("another"), NOON + 10_000.0);
    assert_eq!(call.phase, Phase::Talking);
}

#[test]
fn the_clock_of_a_registered_call_does_not_run_on_when_its_card_is_hidden() {
    let external = |call_id: &str| of_call(call_id, ReportedState::Connected);
    let call =
        CallState::opened(external("externalCall.a"), NOON).apply(Event::CloseBlocked, NOON + 60_000.0);
    let is_over = |call: &CallState| {
        assert_eq!(call.phase, Phase::Ended(None));
        let clock = call.clock.expect("a clock");
        assert_eq!((clock.is_running(), clock.seconds(NOON + 99_000.0)), (false, 60));
    };
    is_over(&call);
    // The portal calls it connected as long as its card is open.
    let call = call.apply(state(ReportedState::Connected), NOON + 61_000.0);
    is_over(&call);
    let call = answered(call, external("externalCall.a"), NOON + 62_000.0)
        .apply(Event::CloseBlocked, NOON + 63_000.0);
    is_over(&call);
    let call = answered(call, external("externalCall.b"), NOON + 64_000.0);
    assert_eq!(call.phase, Phase::Talking);
}

#[test]
fn an_attempt_to_close_does_not_end_a_call_whose_end_the_portal_tells() {
    let call = CallState::opened(status(ReportedState::Connected), NOON);
    let attempt = call.clone().apply(Event::CloseBlocked, NOON + 60_000.0);
    assert_eq!(attempt, call);
}

#[test]
fn an_end_that_no_event_told_of_is_found_by_asking() {
    let call = CallState::opened(status(ReportedState::Connected), NOON);
    let asked = call.asked();
    let call = call.apply(
        Event::Answered {
            status: status(ReportedState::Idle),
            asked,
        },
        NOON + 30_000.0,
    );
    assert_eq!(call.phase, Phase::Ended(None));
    assert_eq!(call.clock.map(|clock| clock.is_running()), Some(false));
}

#[test]
fn an_event_during_the_question_stands_against_the_answer() {
    let call = CallState::opened(status(ReportedState::Connecting), NOON);
    let asked = call.asked();
    let call = call.apply(state(ReportedState::Connected), NOON + 100.0);
    assert!(call.outran(asked));
    let old = Event::Answered {
        status: status(ReportedState::Connecting),
        asked,
    };
    let call = call.apply(old, NOON + 200.0);
    assert_eq!(
        (call.phase.clone(), call.status.state.clone()),
        (Phase::Talking, ReportedState::Connected)
    );
    // Asked again with nothing new in between, the answer counts.
    let asked = call.asked();
    assert!(!call.outran(asked));
    let call = call.apply(
        Event::Answered {
            status: status(ReportedState::Idle),
            asked,
        },
        NOON + 300.0,
    );
    assert_eq!(call.phase, Phase::Ended(None));
}

#[test]
fn another_client_takes_the_old_bindings_away_until_they_are_known() {
    let call = CallState::opened(status(ReportedState::Connected), NOON);
    let asked = call.asked();
    let call = call.apply(entity(5), NOON);
    assert_eq!(call.status.items(), [contact(5)]);
    assert!(!call.bindings_known);
    // An answer from before the change brings neither the old client nor their bindings back.
    let call = call.apply(
        Event::Answered {
            status: status(ReportedState::Connected),
            asked,
        },
        NOON,
    );
    assert_eq!(call.status.items(), [contact(5)]);
    assert!(!call.bindings_known);
    let fresh = CallStatus {
        primary: Some(contact(5)),
        bindings: vec![contact(6)],
        ..status(ReportedState::Connected)
    };
    let asked = call.asked();
    let call = call.apply(Event::Answered { status: fresh, asked }, NOON);
    assert_eq!(call.status.items(), [contact(5), contact(6)]);
    assert!(call.bindings_known);
}

#[test]
fn the_same_client_again_changes_nothing() {
    let call = CallState::opened(status(ReportedState::Connected), NOON);
    let same = call.clone().apply(entity(797), NOON);
    assert_eq!((same.status, same.bindings_known), (call.status, true));
}

#[test]
fn the_next_client_of_a_call_list_starts_anew() {
    let list = CallStatus {
        call_list_mode: true,
        ..status(ReportedState::Idle)
    };
    let call = CallState::opened(list, NOON)
        .apply(state(ReportedState::Connecting), NOON)
        .apply(failed("304"), NOON)
        .apply(
            Event::EntityChanged {
                phone: Some(Phone::Known("+4930111".into())),
                primary: Some(contact(8)),
            },
            NOON + 1.0,
        );
    assert_eq!((call.phase.clone(), call.clock), (Phase::NotStarted, None));
    assert_eq!(
        call.apply(state(ReportedState::Connecting), NOON + 2.0).phase,
        Phase::Connecting
    );
}

fn of_call(call_id: &str, state: ReportedState) -> CallStatus {
    CallStatus {
        call_id: call_id.into(),
        ..status(state)
    }
}

fn answered(call: CallState, status: CallStatus, now: f64) -> CallState {
    let asked = call.asked();
    call.apply(Event::Answered { status, asked }, now)
}

#[test]
fn the_clock_of_a_call_does_not_run_on_at_the_next() {
    let call = CallState::opened(of_call("a", ReportedState::Connected), NOON);
    let call = answered(call, of_call("b", ReportedState::Connected), NOON + 600_000.0);
    assert_eq!((call.call_id(), &call.phase), (Some("b"), &Phase::Talking));
    let clock = call.clock.expect("a clock");
    assert_eq!(
        (clock.basis, clock.seconds(NOON + 601_000.0)),
        (Basis::Noticed, 1)
    );
}

#[test]
fn the_failure_of_a_call_is_not_that_of_the_next() {
    let call = CallState::opened(of_call("a", ReportedState::Connecting), NOON).apply(failed("486"), NOON);
    let call = answered(call, of_call("b", ReportedState::Idle), NOON + 1.0);
    assert_eq!((&call.phase, call.failed_code()), (&Phase::NotStarted, None));
}

#[test]
fn an_event_that_outran_the_answer_does_not_keep_the_clock_of_the_former_call() {
    let call = CallState::opened(of_call("a", ReportedState::Connected), NOON);
    let asked = call.asked();
    let call = call
        .apply(state(ReportedState::Connected), NOON + 60_000.0)
        .apply(
            Event::Answered {
                status: of_call("b", ReportedState::Idle),
                asked,
            },
            NOON + 60_100.0,
        );
    assert_eq!(call.call_id(), Some("b"));
    assert_eq!(call.clock.map(|clock| clock.seconds(NOON + 60_100.0)), Some(0));
}

#[test]
fn another_client_counts_for_the_wrap_up_when_the_portal_has_named_the_call_with_it() {
    let call = CallState::opened(of_call("a", ReportedState::Connected), NOON).apply(entity(8), NOON);
    assert_eq!(call.client().items[0], contact(797));
    let other = CallStatus {
        primary: Some(contact(8)),
        ..of_call("a", ReportedState::Connected)
    };
    let named = answered(call.clone(), other, NOON + 1.0);
    assert_eq!(named.client().items[0], contact(8));
    // Where the portal does not answer, the event has to do.
    let alone = call.apply(Event::NotAnswered, NOON + 1.0);
    assert_eq!(alone.client().items, [contact(8)]);
}

#[test]
fn the_next_client_of_a_call_list_while_they_talk_has_no_call_until_the_portal_names_it() {
    let next = Event::EntityChanged {
        phone: Some(Phone::Known("+4930111".into())),
        primary: Some(contact(8)),
    };
    let list = |call_id: &str| CallStatus {
        call_list_mode: true,
        ..of_call(call_id, ReportedState::Connected)
    };
    let next_list = |call_id: &str| CallStatus {
        phone: Phone::Known("+4930111".into()),
        primary: Some(contact(8)),
        ..list(call_id)
    };
    let before = CallState::opened(list("a"), NOON);
    let asked = before.asked();
    let call = before.clone().apply(next, NOON + 60_000.0);
    assert_eq!(
        (call.call_id(), &call.phase, call.clock),
        (None, &Phase::NotStarted, None)
    );
    assert_eq!(call.client().number, "+4930111");
    // What is kept of the former call is not mixed with the next client.
    let left = before.left(NOON + 60_000.0);
    assert_eq!((left.seconds, left.client.items[0].id), (Some(60), 797));
    // An answer from before the change does not name the next call.
    let old = Event::Answered {
        status: list("a"),
        asked,
    };
    assert_eq!(call.clone().apply(old, NOON + 60_100.0).call_id(), None);
    let named = answered(call.clone(), next_list("b"), NOON + 60_200.0);
    assert_eq!((named.call_id(), &named.phase), (Some("b"), &Phase::Talking));
    assert_eq!(named.clock.map(|clock| clock.seconds(NOON + 61_200.0)), Some(1));
    assert_eq!(named.client().number, "+4930111");
    // It is the same call, of which only the number has changed.
    let same = answered(call, next_list("a"), NOON + 60_200.0);
    assert_eq!((same.call_id(), same.clock), (Some("a"), before.clock));
}

/// A call of a call list.
fn of_list(call_id: &str, state: ReportedState) -> CallStatus {
    CallStatus {
        call_list_mode: true,
        ..of_call(call_id, state)
    }
}

/// The next client of a call list, as the portal answers: it goes on to name the former call and its state.
fn next_of_list(call_id: &str, state: ReportedState) -> CallStatus {
    CallStatus {
        phone: Phone::Known("+4930111".into()),
        primary: Some(contact(8)),
        ..of_list(call_id, state)
    }
}

fn next_client() -> Event {
    Event::EntityChanged {
        phone: Some(Phone::Known("+4930111".into())),
        primary: Some(contact(8)),
    }
}

#[test]
fn the_next_client_of_a_call_list_does_not_get_the_former_call_that_the_portal_still_names() {
    let call = CallState::opened(of_list("a", ReportedState::Connected), NOON)
        .apply(state(ReportedState::Idle), NOON + 60_000.0)
        .apply(next_client(), NOON + 70_000.0);
    let unnamed = call.key();
    let is_untouched = |call: &CallState| {
        assert_eq!(
            (call.call_id(), &call.phase, call.clock),
            (None, &Phase::NotStarted, None)
        );
        assert_eq!(
            (call.key(), call.client().number.as_str()),
            (unnamed.clone(), "+4930111")
        );
    };
    is_untouched(&call);
    let call = answered(call, next_of_list("a", ReportedState::Idle), NOON + 70_100.0);
    is_untouched(&call);
    let call = answered(call, next_of_list("a", ReportedState::Idle), NOON + 90_000.0);
    is_untouched(&call);
    // Dialled, and then named.
    let call = call.apply(state(ReportedState::Connecting), NOON + 91_000.0);
    let call = answered(
        call,
        next_of_list("a", ReportedState::Connecting),
        NOON + 91_100.0,
    );
    assert_eq!((call.call_id(), &call.phase), (None, &Phase::Connecting));
    assert_eq!(call.key(), unnamed);
    let call = answered(
        call,
        next_of_list("b", ReportedState::Connecting),
        NOON + 92_000.0,
    );
    assert_eq!((call.call_id(), &call.phase), (Some("b"), &Phase::Connecting));
    let call = call.apply(state(ReportedState::Connected), NOON + 95_000.0);
    assert_eq!(call.clock.map(|clock| clock.seconds(NOON + 96_000.0)), Some(1));
}

#[test]
fn the_next_client_of_a_call_list_with_the_same_number_is_not_the_former_one() {
    let same_number = |call_id: &str, state| CallStatus {
        primary: Some(contact(8)),
        ..of_list(call_id, state)
    };
    let call = CallState::opened(of_list("a", ReportedState::Connected), NOON)
        .apply(state(ReportedState::Idle), NOON + 60_000.0)
        .apply(entity(8), NOON + 70_000.0);
    let call = answered(call, same_number("a", ReportedState::Idle), NOON + 70_100.0);
    assert_eq!((call.call_id(), &call.phase), (None, &Phase::NotStarted));
    let first = call.key();
    // And the one after that.
    let call = call.apply(entity(9), NOON + 80_000.0);
    assert_eq!(call.call_id(), None);
    assert_ne!(call.key(), first);
    // The portal binds a call that is being dialled to another item of the same client.
    let second = call.key();
    let call = call
        .apply(state(ReportedState::Connecting), NOON + 81_000.0)
        .apply(entity(10), NOON + 82_000.0);
    assert_eq!((call.key(), call.phase), (second, Phase::Connecting));
}

#[test]
fn a_client_of_a_call_list_that_no_event_told_of_does_not_get_what_was_typed_for_the_one_before() {
    let call = CallState::opened(of_list("a", ReportedState::Connected), NOON)
        .apply(state(ReportedState::Idle), NOON + 60_000.0)
        .apply(next_client(), NOON + 70_000.0);
    let before = call.key();
    let after_next = CallStatus {
        phone: Phone::Known("+4930222".into()),
        primary: Some(contact(9)),
        ..of_list("a", ReportedState::Idle)
    };
    let call = answered(call, after_next, NOON + 80_000.0);
    assert_eq!(call.call_id(), None);
    assert_ne!(call.key(), before);
}

#[test]
fn a_client_who_is_loaded_again_after_the_end_of_a_call_is_no_next_one() {
    let call = CallState::opened(of_list("a", ReportedState::Connected), NOON)
        .apply(state(ReportedState::Idle), NOON + 60_000.0)
        .apply(entity(797), NOON + 61_000.0);
    assert_eq!((call.call_id(), &call.phase), (Some("a"), &Phase::Ended(None)));
}

#[test]
fn a_lead_that_becomes_a_contact_after_the_call_is_no_next_client() {
    let lead = CallStatus {
        primary: Some(Binding::new(EntityKind::Lead, 7)),
        ..of_list("a", ReportedState::Connected)
    };
    let call = CallState::opened(lead, NOON)
        .apply(state(ReportedState::Idle), NOON + 60_000.0)
        .apply(entity(8), NOON + 61_000.0);
    assert_eq!((call.call_id(), &call.phase), (Some("a"), &Phase::Ended(None)));
    assert_eq!(call.status.primary, Some(contact(8)));
}

#[test]
fn a_finished_call_of_a_call_list_that_the_portal_calls_connected_does_not_run_on_at_the_next_client() {
    let call = CallState::opened(of_list("a", ReportedState::Connected), NOON)
        .apply(Event::Finished, NOON + 60_000.0)
        .apply(next_client(), NOON + 70_000.0);
    let call = answered(call, next_of_list("a", ReportedState::Connected), NOON + 70_100.0);
    assert_eq!(
        (call.call_id(), &call.phase, call.clock),
        (None, &Phase::NotStarted, None)
    );
}

#[test]
fn the_first_call_of_a_call_list_is_named_when_it_is_dialled() {
    let call = CallState::opened(of_list("", ReportedState::Idle), NOON);
    let first = call.key();
    let call = call.apply(next_client(), NOON + 1_000.0);
    assert_ne!(call.key(), first);
    let call = answered(call, next_of_list("", ReportedState::Idle), NOON + 1_100.0)
        .apply(state(ReportedState::Connecting), NOON + 2_000.0);
    let call = answered(call, next_of_list("a", ReportedState::Connecting), NOON + 3_000.0);
    assert_eq!((call.call_id(), &call.phase), (Some("a"), &Phase::Connecting));
}

#[test]
fn a_call_that_could_not_even_ring_ends_with_its_code() {
    let call = CallState::opened(status(ReportedState::Idle), NOON).apply(failed("404"), NOON);
    assert_eq!(call.phase, Phase::Ended(StatusCode::parse("404")));
}

#[test]
fn a_state_nobody_documented_changes_no_phase() {
    let call = CallState::opened(status(ReportedState::Connected), NOON);
    let odd = call.clone().apply(state(ReportedState::parse("onHold")), NOON);
    assert_eq!((odd.phase, odd.clock), (call.phase, call.clock));
}

#[test]
fn the_clock_is_right_after_sleep_and_never_below_zero() {
    let clock = Clock::start(NOON, Basis::Connected);
    assert_eq!(clock.seconds(NOON + 8.0 * 3_600_000.0), 28_800);
    assert_eq!(clock.seconds(NOON - 60_000.0), 0);
    assert_eq!(clock.until_next_second(NOON), 1_000);
    assert_eq!(clock.until_next_second(NOON + 250.0), 750);
    assert_eq!(
        clock
            .stop(NOON + 2_500.0)
            .stop(NOON + 9_000.0)
            .seconds(NOON + 20_000.0),
        2
    );
}

fn any_state() -> impl Strategy<Value = ReportedState> {
    prop_oneof![
        Just(ReportedState::Idle),
        Just(ReportedState::Connecting),
        Just(ReportedState::Connected),
        Just(ReportedState::parse("onHold")),
    ]
}

#[derive(Clone, Debug)]
enum StepState {
    State(ReportedState, Option<&'static str>),
    Entity(u64),
    Ask,
    Answer,
}

fn any_step() -> impl Strategy<Value = StepState> {
    prop_oneof![
        (
            any_state(),
            prop::option::of(prop::sample::select(vec!["486", "304", "603-S"]))
        )
            .prop_map(|(state, code)| StepState::State(state, code)),
        (0_u64..4).prop_map(StepState::Entity),
        Just(StepState::Ask),
        Just(StepState::Answer),
    ]
}

proptest! {
    /// A portal that tells the truth in order: answers are written when the question arrives and can be late.
    #[test]
    fn in_any_order_of_events_and_late_answers_the_newest_word_wins(steps in prop::collection::vec(any_step(), 0..60)) {
        let mut portal = status(ReportedState::Idle);
        let mut call = CallState::opened(portal.clone(), NOON);
        let mut answers = std::collections::VecDeque::new();
        let mut now = NOON;
        for step in steps {
            now += 500.0;
            match step {
                StepState::State(state, code) => {
                    portal.state = state.clone();
                    call = call.apply(Event::StateChanged { state, failed_code: code.and_then(StatusCode::parse) }, now);
                }
                StepState::Entity(id) => {
                    portal.primary = (id > 0).then(|| contact(id));
                    portal.bindings = vec![contact(id + 10)];
                    call = call.apply(
                        Event::EntityChanged { phone: None, primary: portal.primary.clone() },
                        now,
                    );
                }
                StepState::Ask => answers.push_back((portal.clone(), call.asked())),
                StepState::Answer => {
                    if let Some((status, asked)) = answers.pop_front() {
                        call = call.apply(Event::Answered { status, asked }, now);
                    }
                }
            }
            prop_assert_eq!(&call.status.state, &portal.state);
            prop_assert_eq!(&call.status.primary, &portal.primary);
            let running = call.clock.is_some_and(|clock| clock.is_running());
            prop_assert_eq!(running, call.phase == Phase::Talking);
        }
        // Asked once more with nothing in between, the call is the portal's.
        let asked = call.asked();
        let call = call.apply(Event::Answered { status: portal.clone(), asked }, now);
        prop_assert_eq!(&call.status.items(), &portal.items());
        prop_assert!(call.bindings_known);
        match portal.state {
            ReportedState::Connecting => prop_assert_eq!(call.phase, Phase::Connecting),
            ReportedState::Connected => prop_assert_eq!(call.phase, Phase::Talking),
            ReportedState::Idle => prop_assert!(matches!(call.phase, Phase::NotStarted | Phase::Ended(_))),
            ReportedState::Other(_) => {}
        }
    }
}

#[test]
fn a_call_under_way_may_be_another_one_where_it_begins_or_has_no_name() {
    let talks = CallState::opened(status(ReportedState::Connected), NOON);
    let connecting = state(ReportedState::Connecting);
    assert!(!talks.begins_with(&state(ReportedState::Connected)));
    // The end of the call before was missed.
    assert!(talks.begins_with(&connecting));
    let ended = talks.apply(state(ReportedState::Idle), NOON);
    assert!(ended.begins_with(&connecting));
    assert!(ended.begins_with(&state(ReportedState::Connected)));
    assert!(!ended.begins_with(&state(ReportedState::Idle)));
    let unnamed = CallState::opened(CallStatus::default(), NOON);
    assert!(unnamed.begins_with(&connecting));
}
