//! One callback into one future that settles exactly once.

use super::{Error, ErrorKind};
use futures_channel::oneshot;
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

type Sender<T> = oneshot::Sender<Result<T, Error>>;
type Receiver<T> = oneshot::Receiver<Result<T, Error>>;

/// Settles a [`Pending`]. Clones settle the same one: the first outcome counts, the others are dropped. When the last
/// clone is dropped before that, it settles as [`ErrorKind::NoAnswer`].
pub struct Settle<T>(Rc<Cell<Option<Sender<T>>>>);

impl<T> Settle<T> {
    /// Settles it. Returns whether this was the first outcome and somebody still waits for it.
    pub fn settle(&self, outcome: Result<T, Error>) -> bool {
        self.0.take().is_some_and(|sender| sender.send(outcome).is_ok())
    }
}

impl<T> Clone for Settle<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// A value that comes later: in time, or as an error.
#[must_use = "a future does nothing unless it is awaited"]
pub struct Pending<T> {
    receiver: Receiver<T>,
    timeout: Option<Timeout>,
    /// What must stay alive until then.
    pub keep: Option<super::callback::Callback>,
}

/// A value to wait for, and what settles it. After `within` milliseconds it settles as [`ErrorKind::NoAnswer`]; without
/// a limit it waits as long as it takes.
pub fn pending<T: 'static>(within: Option<u32>) -> (Settle<T>, Pending<T>) {
    let (sender, receiver) = oneshot::channel();
    let settle = Settle(Rc::new(Cell::new(Some(sender))));
    let timeout = within.map(|within| {
        let settle = settle.clone();
        Timeout::new(within, move || {
            settle.settle(Err(Error::of(ErrorKind::NoAnswer, "")));
        })
    });
    (
        settle,
        Pending {
            receiver,
            timeout,
            keep: None,
        },
    )
}

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(Pin::new(&mut self.receiver).poll(context));
        self.timeout = None;
        self.keep = None;
        Poll::Ready(outcome.unwrap_or_else(|_| Err(Error::of(ErrorKind::NoAnswer, "given up"))))
    }
}
