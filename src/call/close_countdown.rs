//! How long the portal leaves a held card open.
//!
//! A blocked attempt to close the card starts a countdown. Blocking again sets the countdown back; a second attempt
//! starts another one and leaves the first running where nothing can stop it any more. So what counts is the
//! earliest end of all that run.
//!
//! <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/call-card/disable-auto-close.html>

/// How long a blocked card stays, in milliseconds.
pub const COUNTDOWN: f64 = 65_000.0;

/// How many seconds before its end a countdown is extended while the agent is active.
pub const EXTEND_BEFORE: u32 = 10;

/// The countdowns that run against an open card.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct CloseCountdown {
    running: Option<f64>,
    out_of_reach: Option<f64>,
}

impl CloseCountdown {
    /// An attempt to close the card was blocked. `now` in milliseconds since 1970.
    pub fn attempted(&mut self, now: f64) {
        self.forget(now);
        self.out_of_reach = self.out_of_reach.or(self.running);
        self.running = Some(now + COUNTDOWN);
    }

    /// The card was blocked again.
    pub fn extended(&mut self, now: f64) {
        self.forget(now);
        if self.running.is_some() {
            self.running = Some(now + COUNTDOWN);
        }
    }

    /// Whole seconds until the card may close: 0 where it may close at any time; nothing where no attempt was made.
    pub fn seconds_left(&self, now: f64) -> Option<u32> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(((self.first_end()? - now).clamp(0.0, COUNTDOWN) / 1000.0).ceil() as u32)
    }

    fn first_end(&self) -> Option<f64> {
        match (self.running, self.out_of_reach) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    /// When the last of all that run ends, in milliseconds since 1970; nothing where none runs.
    pub fn latest_end(&self) -> Option<f64> {
        self.running
            .into_iter()
            .chain(self.out_of_reach)
            .max_by(f64::total_cmp)
    }

    /// Whether blocking again would give more time.
    pub fn can_extend(&self, now: f64) -> bool {
        self.running.is_some() && self.out_of_reach.is_none_or(|end| end <= now)
    }

    /// Whether it ends so soon that an active agent needs more time. It may, where the clock was set back since it began.
    pub fn ends_soon(&self, now: f64) -> bool {
        let is_set_back = self.first_end().is_some_and(|end| end - now > COUNTDOWN);
        let is_soon = self.seconds_left(now).is_some_and(|left| left <= EXTEND_BEFORE);
        self.can_extend(now) && (is_soon || is_set_back)
    }

    /// The end of the call, or the end of the need to hold the card: no countdown matters any more.
    pub fn end(&mut self) {
        *self = Self::default();
    }

    /// A card that is still there after a countdown has outlived it.
    fn forget(&mut self, now: f64) {
        for end in [&mut self.running, &mut self.out_of_reach] {
            *end = end.filter(|end| *end > now);
        }
    }
}
