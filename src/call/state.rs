//! The state of a call, and the one function that changes it.
//!
//! The state of a call comes from the placement options, from events and from answers to `getStatus`. They can cross
//! each other: an answer may have been written before an event that is already here. So every question notes what had
//! been received when it was asked ([`CallState::asked`]), and what was received since stands against the answer.

mod former;
mod talks;

use super::{
    Asked, Basis, CallClient, CallKey, CallLine, CallStatus, Clock, Direction, Event, LeftCall, Phase,
    ReportedState, StatusCode,
};
use former::FormerClient;
use talks::Remembered;

/// Everything known of the call in an opened card.
#[derive(Clone, Debug, PartialEq)]
pub struct CallState {
    /// The call in the portal's words, the newest for each.
    pub status: CallStatus,
    /// Where it stands.
    pub phase: Phase,
    /// The time of the talk; nothing before it starts.
    pub clock: Option<Clock>,
    /// Whether `status.bindings` belong to the primary item: after another client came in they are unknown until the
    /// next answer.
    pub bindings_known: bool,
    received: Asked,
    last_update: f64,
    /// Whether an event or an answer has said where the call stands. The placement options do not count: a page that is
    /// loaded again gets those of its first time.
    is_state_known: bool,
    /// What had been received about the client when the question of the last answer was asked.
    answered: u32,
    /// The client and the items when the last answer was newer than every event of the client: while it is older,
    /// `status` may name the former call beside the client of the next one.
    agreed: CallClient,
    /// The former client of a call list, as long as the portal has not named the call of the next one.
    former: Option<FormerClient>,
    /// How many clients have come in whose calls the portal had not named yet.
    unnamed: u32,
    /// Whether the call was finished, or the portal wanted to close its card. It goes on to call it connected as long as its
    /// card is open.
    is_finished: bool,
    remembered: Remembered,
}

/// How long after the last event a talk that is found running may be taken to have just begun, in milliseconds.
const JUST_NOW: f64 = 3_000.0;

impl CallState {
    /// The call when the card opens, from the placement options. `now` in milliseconds since 1970.
    pub fn opened(status: CallStatus, now: f64) -> Self {
        let (phase, clock) = match &status.state {
            ReportedState::Connecting => (Phase::Connecting, None),
            ReportedState::Connected => (Phase::Talking, Some(Clock::start(now, Basis::CardOpened))),
            ReportedState::Idle | ReportedState::Other(_) => (Phase::NotStarted, None),
        };
        Self {
            agreed: CallClient::of(&status),
            status,
            phase,
            clock,
            bindings_known: true,
            received: Asked::default(),
            last_update: now,
            is_state_known: false,
            answered: 0,
            former: None,
            unnamed: 0,
            is_finished: false,
            remembered: Remembered::default(),
        }
    }

    /// `CALL_ID`; nothing where it is not known, as between the next client of a call list and the portal's
    /// name for their call.
    pub fn call_id(&self) -> Option<&str> {
        let is_known = self.former.is_none() && !self.status.call_id.is_empty();
        is_known.then_some(&self.status.call_id)
    }

    /// What the call on the card is known by: its `CALL_ID`, or a name of our own for each call without one.
    pub fn key(&self) -> CallKey {
        match self.call_id() {
            Some(call_id) => CallKey::Named(call_id.to_owned()),
            None => CallKey::Unnamed(self.unnamed),
        }
    }

    /// Whose call it is, as far as call and client are known to belong together: what an event says of the client counts
    /// when the portal has named the call with it.
    pub fn client(&self) -> CallClient {
        if self.former.is_some() {
            CallClient::of(&self.status)
        } else {
            self.agreed.clone()
        }
    }

    /// What is kept of the call when the card goes on to another one. `now` in milliseconds since 1970.
    pub fn left(&self, now: f64) -> LeftCall {
        LeftCall {
            client: self.client(),
            seconds: self.clock.map(|clock| clock.seconds(now)),
            failed: self.failed_code(),
            line: CallLine::of(&self.status),
        }
    }

    /// What to note when `getStatus` is asked.
    pub fn asked(&self) -> Asked {
        self.received
    }

    /// Whether something was received since `asked`: then its answer may be older, and only asking again shows the state.
    pub fn outran(&self, asked: Asked) -> bool {
        self.received != asked
    }

    /// The code with which the call failed, where it did and the portal said so.
    pub fn failed_code(&self) -> Option<StatusCode> {
        match &self.phase {
            Phase::Ended(code) => code.clone(),
            _ => None,
        }
    }

    /// The number of the other party, once it is known what the call is bound to; nothing for a hidden one.
    pub fn bound_number(&self) -> Option<&str> {
        self.status.phone.number().filter(|_| self.bindings_known)
    }

    /// Whether `event` says that a call is under way which the portal has not named yet: one of a call list that is
    /// dialled, or another one after the end of this one, which may be missed.
    pub fn begins_with(&self, event: &Event) -> bool {
        let is_under_way = matches!(
            event,
            Event::StateChanged {
                state: ReportedState::Connecting | ReportedState::Connected,
                ..
            }
        );
        let is_dialled = matches!(
            event,
            Event::StateChanged {
                state: ReportedState::Connecting,
                ..
            }
        );
        let is_over = matches!(self.phase, Phase::Ended(_)) || is_dialled && self.phase == Phase::Talking;
        is_under_way && (self.call_id().is_none() || is_over)
    }

    /// The call after `event`. `now` in milliseconds since 1970.
    #[must_use]
    pub fn apply(mut self, event: Event, now: f64) -> Self {
        self.remembered.may_be_another |= self.begins_with(&event);
        let is_unclear = event.is_unclear();
        match event {
            Event::StateChanged { state, failed_code } => {
                if !is_unclear {
                    self.remembered.at_least = None;
                }
                self.received.state = self.received.state.wrapping_add(1);
                self.enter(state, failed_code, Basis::Connected, now);
                self.is_state_known = true;
                self.remember(now);
            }
            Event::EntityChanged { phone, primary } => {
                self.received.client = self.received.client.wrapping_add(1);
                self.apply_client(phone, primary);
            }
            Event::Answered { status, asked } => {
                self.refine(status, asked, now);
                if self.received == asked {
                    self.remembered.may_be_another = false;
                    self.remember(now);
                }
            }
            Event::NotAnswered => {
                self.remembered.may_be_another = false;
                self.remember(now);
                self.answered = self.received.client;
                self.agreed = CallClient::of(&self.status);
                return self;
            }
            Event::CloseBlocked => {
                // Nothing else tells of the end of a call that an app registered: its card is hidden.
                if self.call_id().is_some() && self.status.is_external() {
                    self.finish(now);
                    self.remember(now);
                }
                return self;
            }
            Event::Finished => {
                self.finish(now);
                self.remember_finished(now);
                return self;
            }
        }
        if self.received.client == self.answered {
            self.agreed = CallClient::of(&self.status);
        }
        self.last_update = now;
        self
    }

    fn finish(&mut self, now: f64) {
        self.is_finished = true;
        if !matches!(self.phase, Phase::Ended(_)) {
            self.phase = Phase::Ended(None);
            self.stop_clock(now);
        }
    }

    fn stop_clock(&mut self, now: f64) {
        let ended_before = self.remembered.at_least.take();
        self.clock = ended_before.or(self.clock.map(|clock| clock.stop(now)));
    }

    fn enter(&mut self, state: ReportedState, failed_code: Option<StatusCode>, basis: Basis, now: f64) {
        if self.is_finished {
            self.status.state = state;
            return;
        }
        match (&state, &self.phase) {
            (ReportedState::Connecting, Phase::NotStarted | Phase::Talking | Phase::Ended(_)) => {
                self.phase = Phase::Connecting;
                self.clock = None;
            }
            (ReportedState::Connected, Phase::NotStarted | Phase::Connecting | Phase::Ended(_)) => {
                self.phase = Phase::Talking;
                // Nobody has dialled since the end: it is the same talk.
                let before = self.clock.map(|clock| clock.resume(now, basis));
                self.clock = before.or(Some(Clock::start(now, basis)));
            }
            (ReportedState::Idle, Phase::Connecting | Phase::Talking) => {
                self.phase = Phase::Ended(failed_code);
                self.stop_clock(now);
            }
            // The code of the failure may come in a second event.
            (ReportedState::Idle, Phase::Ended(None)) => self.phase = Phase::Ended(failed_code),
            // A call that could not even ring.
            (ReportedState::Idle, Phase::NotStarted) if failed_code.is_some() => {
                self.phase = Phase::Ended(failed_code);
            }
            // The same word again, or one that nobody documented: the phase stays.
            _ => {}
        }
        self.status.state = state;
    }

    fn refine(&mut self, answer: CallStatus, asked: Asked, now: f64) {
        let state = answer.state.clone();
        let mut status = answer;
        let is_new = self.received.client == asked.client;
        if is_new {
            self.answered = asked.client;
            self.bindings_known = true;
        } else {
            if status.primary == self.status.primary {
                self.bindings_known = true;
            } else {
                status.bindings.clone_from(&self.status.bindings);
            }
            status.primary.clone_from(&self.status.primary);
            status.phone.clone_from(&self.status.phone);
        }
        // An answer from before the last client came in may name the call of the one before.
        if status.call_id.is_empty() || !is_new && !self.status.call_id.is_empty() {
            status.call_id.clone_from(&self.status.call_id);
        }
        let another_call = !self.status.call_id.is_empty() && status.call_id != self.status.call_id;
        if status.direction == Direction::default() {
            status.direction.clone_from(&self.status.direction);
        }
        let newest = self.received.state == asked.state;
        let state = if newest { state } else { self.status.state.clone() };
        status.state.clone_from(&self.status.state);
        let is_named = another_call || self.status.call_id.is_empty();
        let former = self
            .former
            .take_if(|former| is_new && (is_named || former.is_under_way()));
        let is_other_number = status.phone != self.status.phone;
        if is_new && self.former.is_some() && self.is_next_client(is_other_number, status.primary.as_ref()) {
            // There was no event for this client.
            self.leave_call();
        }
        if another_call && former.is_none() {
            self.remember(now);
            self.begin(status);
            self.restore(now);
            return self.find(state, Basis::Noticed, now);
        }
        let is_new_call = status.call_id != self.status.call_id;
        self.status = status;
        if is_new_call {
            self.restore(now);
        }
        let is_same = |former: &FormerClient| former.is_under_way() && former.state == self.received.state;
        if let Some(former) = former.filter(|former| !another_call && is_same(former)) {
            // It is the same call: only the number of its client has changed.
            (self.phase, self.clock) = (former.phase, former.clock);
            self.is_finished = former.is_finished;
        }
        // As long as the answer is about the former call, so is its state.
        let is_former = |former: &FormerClient| former.state == self.received.state;
        if newest && !self.former.as_ref().is_some_and(is_former) {
            let basis = if now - self.last_update > JUST_NOW {
                Basis::Noticed
            } else if self.is_state_known {
                Basis::Connected
            } else {
                Basis::CardOpened
            };
            self.is_state_known |= state != ReportedState::default();
            self.find(state, basis, now);
        }
    }

    /// The card is about another call: nothing of the former one stays. Every field stands here, so that a new one is not
    /// forgotten.
    fn begin(&mut self, status: CallStatus) {
        *self = Self {
            remembered: Remembered {
                talks: core::mem::take(&mut self.remembered.talks),
                ..Remembered::default()
            },
            agreed: CallClient::default(),
            phase: Phase::NotStarted,
            clock: None,
            bindings_known: true,
            former: None,
            is_finished: false,
            status,
            // These are about the order of events and answers.
            received: self.received,
            answered: self.answered,
            last_update: self.last_update,
            is_state_known: self.is_state_known,
            unnamed: self.unnamed,
        };
    }

    /// The state that the portal has answered.
    fn find(&mut self, state: ReportedState, basis: Basis, now: f64) {
        if !matches!(state, ReportedState::Other(_)) {
            self.enter(state, None, basis, now);
            self.remembered.at_least = None;
        }
    }
}
