//! One callback into one future that settles exactly once.

use super::{Error, ErrorKind};
use crate::value::Value;
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

type Settled = Result<Value, Error>;

/// Settles a [`Pending`]. Clones settle the same one; whoever comes first wins, the rest is dropped.
#[derive(Clone)]
pub struct Settle(Rc<Giver>);

struct Giver(Cell<Weak<Slot>>);

#[derive(Default)]
struct Slot {
    outcome: Cell<Option<Settled>>,
    waker: Cell<Option<Waker>>,
}

impl Settle {
    /// Settles it, and says whether this was the first word and somebody still waits for it.
    pub fn settle(&self, outcome: Settled) -> bool {
        self.0.give(outcome)
    }
}

impl Giver {
    fn give(&self, outcome: Settled) -> bool {
        let Some(slot) = self.0.take().upgrade() else {
            return false;
        };
        slot.outcome.set(Some(outcome));
        if let Some(waker) = slot.waker.take() {
            waker.wake();
        }
        true
    }
}

impl Drop for Giver {
    fn drop(&mut self) {
        self.give(Err(Error::of(ErrorKind::NoAnswer, "given up")));
    }
}

/// A value that comes later: in time, or as an error.
#[must_use = "a future does nothing unless it is awaited"]
pub struct Pending {
    slot: Rc<Slot>,
    timeout: Option<Timeout>,
    /// What must stay alive until then.
    pub keep: Option<super::callback::Callback>,
}

/// A value to wait for, and the way to settle it. After `within` milliseconds it settles as *no answer*; nothing for
/// one that waits as long as it takes.
pub fn pending(within: Option<u32>) -> (Settle, Pending) {
    let slot = Rc::new(Slot::default());
    let settle = Settle(Rc::new(Giver(Cell::new(Rc::downgrade(&slot)))));
    let timeout = within.map(|within| {
        let settle = settle.clone();
        Timeout::new(within, move || {
            settle.settle(Err(Error::of(ErrorKind::NoAnswer, "")));
        })
    });
    (
        settle,
        Pending {
            slot,
            timeout,
            keep: None,
        },
    )
}

impl Future for Pending {
    type Output = Settled;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(outcome) = self.slot.outcome.take() else {
            self.slot.waker.set(Some(context.waker().clone()));
            return Poll::Pending;
        };
        self.timeout = None;
        self.keep = None;
        Poll::Ready(outcome)
    }
}
