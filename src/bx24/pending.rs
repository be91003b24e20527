//! One callback into one future that settles exactly once.

use super::{Error, Kind};
use futures_channel::oneshot;
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// Settles a [`Pending`]. Clones settle the same one; whoever comes first wins, the rest is dropped.
pub struct Settle<T>(Rc<Cell<Option<Sender<T>>>>);

type Sender<T> = oneshot::Sender<Result<T, Error>>;

impl<T> Clone for Settle<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Settle<T> {
    /// Settles it, and says whether this was the first word and somebody still waits for it.
    pub fn settle(&self, result: Result<T, Error>) -> bool {
        self.0.take().is_some_and(|sender| sender.send(result).is_ok())
    }
}

/// A value that comes later: in time, or as an error.
#[must_use = "a future does nothing unless it is awaited"]
pub struct Pending<T> {
    receiver: oneshot::Receiver<Result<T, Error>>,
    timeout: Option<Timeout>,
    /// What must stay alive until then.
    pub keep: Option<super::callback::Callback>,
}

/// A value to wait for, and the way to settle it. After `within` milliseconds it settles as *no answer*; nothing for
/// one that waits as long as it takes.
pub fn pending<T: 'static>(within: Option<u32>) -> (Settle<T>, Pending<T>) {
    let (sender, receiver) = oneshot::channel();
    let settle = Settle(Rc::new(Cell::new(Some(sender))));
    let timeout = within.map(|within| {
        let settle = settle.clone();
        Timeout::new(within, move || {
            settle.settle(Err(Error::of(Kind::NoAnswer, "")));
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
        let result = Pin::new(&mut self.receiver).poll(context);
        result.map(|result| {
            self.timeout = None;
            self.keep = None;
            result.unwrap_or_else(|_| Err(Error::of(Kind::NoAnswer, "given up")))
        })
    }
}
