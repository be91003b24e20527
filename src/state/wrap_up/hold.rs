//! The card is held open as long as there is something to save, and no longer, because a held card cannot be folded.

use crate::api::card;
use crate::bx24::page::on_window;
use crate::bx24::{Client, Error, Subscription};
use crate::call::CloseCountdown;
use crate::call::close_countdown::COUNTDOWN;
use crate::state::task::PageOwner;
use crate::state::{now, set_if_changed};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

/// Keeps the card from closing by itself. A small handle: copies are the same hold.
///
/// Where the page is not a card it does nothing: elsewhere such a command is never answered.
#[derive(Clone, Copy)]
pub struct AutoCloseHold {
    /// How long the portal leaves the card open, once it wanted to close it.
    pub countdown: ReadSignal<Option<HoldCountdown>>,
    /// Whether the card is held, or may be.
    pub held: ReadSignal<bool>,
    set_countdown: WriteSignal<Option<HoldCountdown>>,
    set_held: WriteSignal<bool>,
    inner: StoredValue<Inner, LocalStorage>,
}

/// How long a held card stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldCountdown {
    /// Whole seconds; 0 where the card may close at any time.
    pub seconds: u32,
    /// Whether that can be extended.
    pub can_extend: bool,
}

/// Why a card has to stay open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct HoldReason {
    /// Something entered is not saved, or nobody knows whether the call is finished.
    pub unsaved: bool,
    /// A save is under way.
    pub saving: bool,
    /// The summary of a saved call is shown, and the agent has not closed it. The portal's countdown is not extended for
    /// that.
    pub summary: bool,
}

struct Inner {
    /// Nothing where the page is not a card.
    client: Option<Client>,
    owner: PageOwner,
    reason: Box<dyn Fn() -> HoldReason>,
    state: Cell<State>,
    asked_at: Cell<f64>,
    countdown: RefCell<CloseCountdown>,
    tick: RefCell<Option<Timeout>>,
    /// Until when the portal counts down for a call that is not on the card any more, in milliseconds since 1970.
    left_countdown: Cell<f64>,
    later_release: RefCell<Option<Timeout>>,
    active_at: Cell<f64>,
    activity: RefCell<Vec<Subscription>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Free,
    /// The page before this one may have held it, or the portal has not answered this one.
    MayBeHeld,
    /// The portal was asked to, and may have done it.
    Asked,
    Held,
}

/// How long after the last user input an agent counts as active, in milliseconds.
const ACTIVE: f64 = 20_000.0;

/// How long after a request the portal is not asked again, in milliseconds.
const PAUSE: f64 = 5_000.0;

/// How much later than by this page's clock a countdown of the portal may end, in milliseconds: browsers slow down the
/// timers of a page that is in the background.
const COUNTDOWN_DELAY: f64 = 5_000.0;

impl AutoCloseHold {
    /// A card that is not held. `reason` tells why it has to stay open; `client` is nothing where the page is not a
    /// card.
    pub fn new(client: Option<Client>, reason: impl Fn() -> HoldReason + 'static) -> Self {
        let (countdown, set_countdown) = signal(None);
        let (held, set_held) = signal(false);
        Self {
            countdown,
            held,
            set_countdown,
            set_held,
            inner: StoredValue::new_local(Inner {
                client,
                owner: PageOwner::current(),
                reason: Box::new(reason),
                state: Cell::default(),
                asked_at: Cell::default(),
                countdown: RefCell::default(),
                tick: RefCell::default(),
                left_countdown: Cell::default(),
                later_release: RefCell::default(),
                active_at: Cell::default(),
                activity: RefCell::default(),
            }),
        }
    }

    /// Something unsaved is there: the card has to stay.
    pub fn require(self) {
        let owner = self.with(|inner| {
            if !(inner.reason)().unsaved {
                // It is unsaved in a wrap-up that was put aside.
                return None;
            }
            inner.active_at.set(now());
            if inner.client.is_some() && inner.activity.borrow().is_empty() {
                inner.activity.replace(self.follow_activity());
            }
            let is_open = matches!(inner.state.get(), State::Free | State::MayBeHeld);
            if !is_open || now() - inner.asked_at.get() <= PAUSE || inner.client.is_none() {
                return None;
            }
            self.set_state(inner, State::Asked);
            Some(inner.owner)
        });
        if let Some(Some(owner)) = owner {
            owner.spawn(async move {
                // Without it the card may close, and what was typed is stored all the same.
                let _ = self.block().await;
            });
        }
    }

    /// The page before this one may have held the card.
    pub fn may_be_held(self) {
        self.with(|inner| {
            if inner.state.get() == State::Free {
                self.set_state(inner, State::MayBeHeld);
            }
        });
    }

    /// Whether the card is held, or may be.
    pub fn is_held(self) -> bool {
        self.with(|inner| inner.state.get() != State::Free) == Some(true)
    }

    /// Whether a save is under way that needs the card.
    pub fn is_saving(self) -> bool {
        self.with(|inner| (inner.reason)().saving) == Some(true)
    }

    /// Makes sure that the card is held.
    pub async fn ensure(self) -> Result<(), Error> {
        if self.with(|inner| inner.state.get()) == Some(State::Held) {
            return Ok(());
        }
        self.block().await
    }

    /// The card is to be closed: lets it go, if nothing is left to save.
    pub fn close(self) {
        self.with(|inner| inner.left_countdown.set(0.0));
        self.release();
    }

    /// Lets the card go, if nothing is left to save. Where the call is over the portal may close the card at once. As long
    /// as it counts down for a call before, it would do so during this one: the card is let go after that.
    pub fn release(self) {
        let held = self.with(|inner| {
            let reason = (inner.reason)();
            if reason.unsaved || reason.summary {
                return None;
            }
            // It may be more where the clock was set back.
            let wait = (inner.left_countdown.get() - now()).min(COUNTDOWN + COUNTDOWN_DELAY);
            if wait > 0.0 {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let later = Timeout::new(wait.ceil() as u32, move || {
                    // A save lets the card go at its end.
                    if !self.is_saving() {
                        self.release();
                    }
                });
                inner.later_release.replace(Some(later));
                return None;
            }
            inner.countdown.borrow_mut().end();
            inner.tick.take();
            inner.asked_at.set(0.0);
            let was_held = inner.state.get() != State::Free;
            self.set_state(inner, State::Free);
            Some((inner.client.clone().filter(|_| was_held), inner.owner))
        });
        let Some(Some((client, owner))) = held else { return };
        self.show_countdown();
        if let Some(client) = client {
            owner.spawn(async move {
                // If this fails, the card stays until the agent closes it.
                let _ = card::enable_auto_close(&client).await;
            });
        }
    }

    /// The card goes on to another call, and nothing is left to save of the one before. While the portal counts down, it
    /// would close the card at once if the block were lifted, and with it the call that is on it now: it stays held until
    /// then.
    pub fn go_on(self) {
        let is_free = self.with(|inner| {
            let reason = (inner.reason)();
            if reason.unsaved || reason.summary {
                return None;
            }
            let mut countdown = inner.countdown.borrow_mut();
            if let Some(end) = countdown.latest_end() {
                inner.left_countdown.set(end + COUNTDOWN_DELAY);
                countdown.end();
                inner.tick.take();
            }
            Some(())
        });
        if is_free.flatten().is_some() {
            self.show_countdown();
            self.release();
        }
    }

    /// The portal wanted to close the card.
    pub fn before_close(self) {
        let is_needed = self.with(|inner| {
            let reason = (inner.reason)();
            reason.saving || reason.unsaved || reason.summary
        });
        if is_needed == Some(false) {
            // What was typed is gone again.
            return self.close();
        }
        self.with(|inner| inner.countdown.borrow_mut().attempted(now()));
        self.tick();
    }

    /// Has the portal start its countdown anew.
    pub fn extend(self) {
        let owner = self.with(|inner| {
            inner.active_at.set(now());
            inner.owner
        });
        let Some(owner) = owner else { return };
        owner.spawn(async move {
            let asked_at = now();
            if self.block().await.is_ok() {
                self.with(|inner| inner.countdown.borrow_mut().extended(asked_at));
                self.tick();
            }
        });
    }

    async fn block(self) -> Result<(), Error> {
        let client = self.with(|inner| {
            let client = inner.client.clone()?;
            inner.asked_at.set(now());
            if inner.state.get() != State::Held {
                self.set_state(inner, State::Asked);
            }
            Some(client)
        });
        let Some(Some(client)) = client else { return Ok(()) };
        let blocked = card::disable_auto_close(&client).await;
        self.with(|inner| match (&blocked, inner.state.get()) {
            (Ok(()), State::Asked | State::MayBeHeld) => self.set_state(inner, State::Held),
            (Err(error), State::Asked) if error.is_uncertain() => self.set_state(inner, State::MayBeHeld),
            (Err(_), State::Asked) => self.set_state(inner, State::Free),
            // It was let go meanwhile.
            _ => {}
        });
        blocked
    }

    fn tick(self) {
        let left = self.show_countdown();
        let extends = self.with(|inner| {
            let reason = (inner.reason)();
            // A recording can be on its way for minutes, without any input of the agent.
            let is_active = reason.saving || now() - inner.active_at.get() < ACTIVE;
            let is_due = inner.countdown.borrow().ends_soon(now());
            is_due && is_active && reason.unsaved && now() - inner.asked_at.get() > PAUSE
        });
        if extends == Some(true) {
            self.extend();
        }
        let next = left
            .filter(|left| left.seconds > 0)
            .map(|_| Timeout::new(1_000, move || self.tick()));
        self.with(|inner| inner.tick.replace(next));
    }

    fn show_countdown(self) -> Option<HoldCountdown> {
        let left = self.with(|inner| {
            let countdown = inner.countdown.borrow();
            Some(HoldCountdown {
                seconds: countdown.seconds_left(now())?,
                can_extend: countdown.can_extend(now()),
            })
        });
        let left = left.flatten();
        set_if_changed(self.set_countdown, left);
        left
    }

    /// Notes the input of the agent from now on.
    fn follow_activity(self) -> Vec<Subscription> {
        on_window(&["keydown", "pointerdown", "pointermove"], move || {
            self.with(|inner| inner.active_at.set(now()));
        })
    }

    fn set_state(self, inner: &Inner, state: State) {
        inner.state.set(state);
        set_if_changed(self.set_held, state != State::Free);
    }

    fn with<T>(self, look: impl FnOnce(&Inner) -> T) -> Option<T> {
        self.inner.try_with_value(look)
    }
}
