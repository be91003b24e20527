//! What the state of a call goes on with where its card is loaded again, or comes back to it.

use crate::call::{CallState, Clock, Phase, StoredTalk};

/// What is remembered of the call, and of those before it.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Remembered {
    /// The last calls, newest first.
    pub talks: Vec<StoredTalk>,
    /// The clock as it stops where the portal says that a talk that was remembered as running is over; nothing once the
    /// portal has said anything.
    pub at_least: Option<Clock>,
    /// Whether an event may have been about another call, which the next answer names.
    pub may_be_another: bool,
}

impl CallState {
    /// The same call with what this browser tab remembers of it and of others.
    #[must_use]
    pub fn with_talks(mut self, talks: Vec<StoredTalk>, now: f64) -> Self {
        self.remembered.talks = talks;
        self.restore(now);
        self
    }

    /// What is remembered of the last calls, newest first.
    pub fn talks(&self) -> &[StoredTalk] {
        &self.remembered.talks
    }

    /// What is remembered of the call; nothing before it has begun, and where its `CALL_ID` is not known.
    fn talk(&self) -> Option<&StoredTalk> {
        let call_id = self.call_id()?;
        self.remembered.talks.iter().find(|talk| talk.call_id == call_id)
    }

    /// Remembers where the call stands, unless that is not certain.
    pub fn remember(&mut self, now: f64) {
        let is_certain = self.remembered.at_least.is_none() && !self.remembered.may_be_another;
        if let Some(call_id) = self.call_id()
            && self.phase != Phase::NotStarted
            && is_certain
        {
            let talk = StoredTalk {
                call_id: call_id.to_owned(),
                phase: self.phase.clone(),
                clock: self.clock,
                at: now,
                finished: self.is_finished && self.talk().is_some_and(|talk| talk.finished),
            };
            talk.put_into(&mut self.remembered.talks);
        }
    }

    /// Goes on with what is remembered of the call. The placement options may be those of the first load, so the later of
    /// both phases counts until the portal has answered.
    pub(super) fn restore(&mut self, now: f64) {
        let Some(talk) = self.talk() else { return };
        if talk.phase.order() < self.phase.order() {
            return;
        }
        let (phase, clock, at_least) = (talk.phase.clone(), talk.clock(now), talk.at_least());
        self.is_finished = talk.finished;
        (self.phase, self.clock, self.remembered.at_least) = (phase, clock, at_least);
    }

    /// Remembers that the portal has confirmed that the call is finished.
    pub(super) fn remember_finished(&mut self, now: f64) {
        self.remember(now);
        let Some(call_id) = self.call_id().map(ToOwned::to_owned) else {
            return;
        };
        let is_ended =
            |talk: &&mut StoredTalk| talk.call_id == call_id && matches!(talk.phase, Phase::Ended(_));
        if let Some(talk) = self.remembered.talks.iter_mut().find(is_ended) {
            talk.finished = true;
        }
    }
}
