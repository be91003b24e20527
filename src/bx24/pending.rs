//! One callback into one future that settles exactly once.

use super::{Error, ErrorKind};
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

/// Settles a [`Pending`]. Clones settle the same one: the first outcome counts, the others are dropped.
pub struct Settle<T>(Rc<Sender<T>>);

struct Sender<T>(Cell<Weak<Slot<T>>>);

struct Slot<T> {
    outcome: Cell<Option<Result<T, Error>>>,
    waker: Cell<Option<Waker>>,
}

impl<T> Settle<T> {
    /// Settles it. Answers whether this was the first outcome and somebody still waits for it.
    pub fn settle(&self, outcome: Result<T, Error>) -> bool {
        self.0.send(outcome)
    }
}

impl<T> Clone for Settle<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Sender<T> {
    fn send(&self, outcome: Result<T, Error>) -> bool {
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

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.send(Err(Error::of(ErrorKind::NoAnswer, "given up")));
    }
}

/// A value that comes later: in time, or as an error.
#[must_use = "a future does nothing unless it is awaited"]
pub struct Pending<T> {
    slot: Rc<Slot<T>>,
    timeout: Option<Timeout>,
    /// What must stay alive until then.
    pub keep: Option<super::callback::Callback>,
}

/// A value to wait for, and what settles it. After `within` milliseconds it settles as [`ErrorKind::NoAnswer`]; without
/// a limit it waits as long as it takes.
pub fn pending<T: 'static>(within: Option<u32>) -> (Settle<T>, Pending<T>) {
    let slot = Rc::new(Slot {
        outcome: Cell::default(),
        waker: Cell::default(),
    });
    let settle = Settle(Rc::new(Sender(Cell::new(Rc::downgrade(&slot)))));
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

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

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
