//! When a card closes by itself, including the known irregularities of the portal.

/// How long a blocked card stays after an attempt to close it, in milliseconds.
pub const COUNTDOWN: f64 = 65_000.0;

/// The block, and the countdowns that run against it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Closing {
    blocked: bool,
    countdown: Option<f64>,
    // A second attempt starts another countdown and does not stop the first one.
    earlier: Vec<f64>,
}

impl Closing {
    /// Whether automatic closing is blocked.
    pub const fn is_blocked(&self) -> bool {
        self.blocked
    }

    /// The next moment at which the card closes whatever is blocked.
    pub fn deadline(&self) -> Option<f64> {
        self.countdown
            .iter()
            .chain(&self.earlier)
            .copied()
            .min_by(f64::total_cmp)
    }

    /// `disableAutoClose`: blocks, and restarts the countdown. Those of earlier attempts run on.
    pub(super) fn disable(&mut self, now: f64, countdown: f64) {
        self.blocked = true;
        if self.countdown.is_some() {
            self.countdown = Some(now + countdown);
        }
    }

    /// `enableAutoClose`: lifts the block. True if a countdown was running, so the card closes at once.
    pub(super) fn enable(&mut self) -> bool {
        self.blocked = false;
        self.countdown.is_some()
    }

    /// The portal wants to close the card. False if that is blocked, and a countdown starts.
    pub(super) fn attempt(&mut self, now: f64, countdown: f64) -> bool {
        if !self.blocked {
            return true;
        }
        self.earlier.extend(self.countdown.replace(now + countdown));
        false
    }

    /// Whether a countdown has run out. It is removed then: with another call active the card stays.
    pub(super) fn ran_out(&mut self, now: f64) -> bool {
        let due = self.deadline().is_some_and(|deadline| deadline <= now);
        self.countdown = self.countdown.filter(|deadline| *deadline > now);
        self.earlier.retain(|deadline| *deadline > now);
        due
    }
}
