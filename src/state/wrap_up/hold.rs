//! The card is held open as long as there is something to save, and not a moment longer: a held card cannot be folded.

use super::WrapUp;
use crate::api::card;
use crate::bx24::storage::on_window;
use crate::bx24::{Error, spawn};
use crate::call::CloseCountdown;
use crate::state::now;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

/// How a card is held.
#[derive(Default)]
pub(super) struct Hold {
    state: Cell<State>,
    asked_at: Cell<f64>,
    promise: RefCell<CloseCountdown>,
    tick: RefCell<Option<Timeout>>,
    active_at: Cell<f64>,
    watching: Cell<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Free,
    /// The portal was asked to, and may have done it.
    Asked,
    Held,
}

/// How many seconds before the end of a countdown the card is held anew, while the agent is active.
const IN_TIME: u32 = 10;

/// How long after the last key or touch an agent counts as active, in milliseconds.
const ACTIVE: f64 = 20_000.0;

/// How long the portal is left in peace after it did not answer, in milliseconds.
const PEACE: f64 = 5_000.0;

impl WrapUp {
    /// Something unsaved is there: the card has to stay.
    pub(super) fn hold_on(self) {
        if !self.is_here() {
            return;
        }
        let free = self.with_hold(|hold| {
            hold.active_at.set(now());
            let free = hold.state.get() == State::Free && now() - hold.asked_at.get() > PEACE;
            if free {
                hold.state.set(State::Asked);
            }
            free
        });
        if free == Some(true) {
            self.watch();
            spawn(async move {
                // Without it the card may close, and what was typed is kept all the same.
                let _ = self.block().await;
            });
        }
    }

    /// The page before this one may have held the card.
    pub(super) fn may_be_held(self) {
        self.with_hold(|hold| {
            if hold.state.get() == State::Free {
                hold.state.set(State::Asked);
            }
        });
    }

    /// Whether the card is held, or may be.
    pub(super) fn is_held(self) -> bool {
        self.with_hold(|hold| hold.state.get() != State::Free) == Some(true)
    }

    /// Blocks the automatic closing of the card, if this is one: elsewhere such a command is never answered.
    pub(super) async fn hold(self) -> Result<(), Error> {
        if self.with_hold(|hold| hold.state.get()) == Some(State::Held) {
            return Ok(());
        }
        self.block().await
    }

    async fn block(self) -> Result<(), Error> {
        let Some(client) = self.client().filter(|_| self.is_here()) else {
            return Ok(());
        };
        self.with_hold(|hold| {
            hold.asked_at.set(now());
            if hold.state.get() == State::Free {
                hold.state.set(State::Asked);
            }
        });
        let blocked = card::disable_auto_close(&client).await;
        self.with_hold(|hold| match (&blocked, hold.state.get()) {
            (Ok(()), State::Asked) => hold.state.set(State::Held),
            (Err(_), State::Asked) => hold.state.set(State::Free),
            // It was let go meanwhile.
            _ => {}
        });
        blocked
    }

    /// Lifts the block, if nothing is left to save. Where the call is over the portal may close the card at once.
    pub(super) async fn release(self) {
        if self.is_unsaved() {
            return;
        }
        let held = self.with_hold(|hold| {
            hold.promise.borrow_mut().end();
            hold.tick.take();
            hold.asked_at.set(0.0);
            hold.state.replace(State::Free) != State::Free
        });
        self.show_promise();
        if let Some(client) = self.client().filter(|_| held == Some(true) && self.is_here()) {
            // If this fails, the card stays until the agent closes it.
            let _ = card::enable_auto_close(&client).await;
        }
    }

    /// The portal wanted to close the card.
    pub fn before_close(self) {
        self.keep();
        let running = self.progress.try_with_untracked(|progress| progress.running);
        if running == Some(false) && !self.is_unsaved() {
            // What was typed is gone again.
            return spawn(self.release());
        }
        self.with_hold(|hold| hold.promise.borrow_mut().attempted(now()));
        self.tick();
    }

    /// Has the portal count anew.
    pub fn extend(self) {
        self.with_hold(|hold| hold.active_at.set(now()));
        spawn(async move {
            let asked_at = now();
            if self.block().await.is_ok() {
                self.with_hold(|hold| hold.promise.borrow_mut().extended(asked_at));
                self.tick();
            }
        });
    }

    fn tick(self) {
        let left = self.show_promise();
        // A record can be on its way for minutes, with nobody's hand on the card.
        let running = self.progress.try_with_untracked(|progress| progress.running) == Some(true);
        let active = self.with_hold(|hold| {
            (running || now() - hold.active_at.get() < ACTIVE) && now() - hold.asked_at.get() > PEACE
        });
        if left.is_some_and(|(left, can_extend)| can_extend && left <= IN_TIME)
            && active == Some(true)
            && self.is_unsaved()
        {
            self.extend();
        }
        let next = left
            .filter(|(left, _)| *left > 0)
            .map(|_| Timeout::new(1_000, move || self.tick()));
        self.with_hold(|hold| hold.tick.replace(next));
    }

    fn show_promise(self) -> Option<(u32, bool)> {
        let left = self.with_hold(|hold| {
            let promise = hold.promise.borrow();
            Some((promise.seconds_left(now())?, promise.can_extend(now())))
        });
        let left = left.flatten();
        self.tell(|safety| {
            safety.seconds = left.map(|(seconds, _)| seconds);
            safety.can_extend = left.is_some_and(|(_, can_extend)| can_extend);
        });
        left
    }

    /// Notices what the agent's hands do.
    fn watch(self) {
        if self.with_hold(|hold| hold.watching.replace(true)) == Some(false) {
            let active = move || {
                self.with_hold(|hold| hold.active_at.set(now()));
            };
            let following = on_window(&["keydown", "pointerdown", "pointermove"], active);
            self.with_keep(|keep| keep.following.borrow_mut().extend(following));
        }
    }

    fn with_hold<T>(self, look: impl FnOnce(&Hold) -> T) -> Option<T> {
        self.inner.try_with_value(|inner| look(&inner.hold))
    }
}
