//! How long the parties have been talking, by wall clock.

use serde::{Deserialize, Serialize};

/// A clock that a page can show: it holds times, it does not tick.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clock {
    /// When it started, in milliseconds since 1970.
    pub started: f64,
    /// When it stopped, in milliseconds since 1970; nothing while it runs.
    pub stopped: Option<f64>,
    /// What `started` really is.
    pub basis: Basis,
}

/// What the start of a [`Clock`] stands for: the portal never gives the start of the talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// The parties were connected at that time: the card saw it happen.
    Connected,
    /// The card was opened at that time, and they were talking already.
    CardOpened,
    /// They were found talking at that time, some time after the last event.
    Noticed,
}

impl Clock {
    /// A clock that runs since `now`.
    pub fn start(now: f64, basis: Basis) -> Self {
        Self {
            started: now,
            stopped: None,
            basis,
        }
    }

    /// The same clock, stopped at `now`; one that has stopped already keeps its time.
    #[must_use]
    pub fn stop(self, now: f64) -> Self {
        Self {
            stopped: self.stopped.or(Some(now)),
            ..self
        }
    }

    /// The clock of a talk that goes on at `now` after it had stopped: it counts on from what it has measured. `basis` is how
    /// that was found out.
    #[must_use]
    pub fn resume(self, now: f64, basis: Basis) -> Self {
        let measured = (self.stopped.unwrap_or(now) - self.started).max(0.0);
        let is_whole = self.basis == Basis::Connected;
        Self::start(now - measured, if is_whole { basis } else { self.basis })
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        self.stopped.is_none()
    }

    /// Whole seconds shown at `now`; never less than zero, even if the computer's time was set back.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn seconds(&self, now: f64) -> u64 {
        ((self.stopped.unwrap_or(now) - self.started).max(0.0) / 1000.0) as u64
    }

    /// Milliseconds from `now` until another second is full; between 1 and 1000.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn until_next_second(&self, now: f64) -> u32 {
        let into = (now - self.started) - ((now - self.started) / 1000.0).floor() * 1000.0;
        ((1000.0 - into).ceil() as u32).clamp(1, 1000)
    }
}

/// Writes seconds as m:ss, or h:mm:ss from one hour on.
pub fn duration(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}
