//! What a browser tab has measured of a call, for a card that is loaded or opened again: the portal never gives the start
//! of a talk, and calls one that is over idle, like one that has not started.

use super::{Basis, Clock, Phase};
use serde::{Deserialize, Serialize};

/// How many calls are remembered: a card can go on to another call and come back.
const COUNT: usize = 4;

/// How long a talk may run before its beginning is not believed any more, in milliseconds: 12 hours.
const LONGEST: f64 = 12.0 * 3_600_000.0;

/// Where a call stood, and how long the parties had talked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredTalk {
    /// `CALL_ID`
    #[serde(rename = "call")]
    pub call_id: String,
    /// Where the call stood.
    pub phase: Phase,
    /// The clock of the talk; nothing where they never talked.
    pub clock: Option<Clock>,
    /// When that was known for the last time, in milliseconds since 1970.
    pub at: f64,
    /// Whether the portal had confirmed that the call is finished.
    pub finished: bool,
}

impl StoredTalk {
    /// Puts this call before the others, in place of what was known of it. The oldest one too many is forgotten.
    pub fn put_into(self, talks: &mut Vec<Self>) {
        talks.retain(|known| known.call_id != self.call_id);
        talks.insert(0, self);
        talks.truncate(COUNT);
    }

    /// The clock for a card that goes on with it at `now`. Where the time of the computer was changed, or the talk would be
    /// longer than anybody believes, it counts on from what was measured.
    pub(super) fn clock(&self, now: f64) -> Option<Clock> {
        let clock = self.clock?;
        if !clock.is_running() || (0.0..=LONGEST).contains(&(now - clock.started)) {
            return Some(clock);
        }
        Some(clock.stop(self.at).resume(now, Basis::Noticed))
    }

    /// The clock of a talk that ended while no card was open: the talk lasted until the last known moment at least. It was
    /// measured only while the card was open.
    pub(super) fn at_least(&self) -> Option<Clock> {
        let clock = self.clock.filter(Clock::is_running)?;
        let basis = match clock.basis {
            Basis::Connected => Basis::CardOpened,
            basis => basis,
        };
        Some(Clock {
            basis,
            ..clock.stop(self.at)
        })
    }
}
