//! Futures that end with the page they belong to.
//!
//! A future belongs to the owner under which the state was created, never to the event handler or the component that
//! happens to start it: a save goes on when its button is taken off the screen, and ends when the page does.

use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use leptos::task::spawn_local_scoped_with_cancellation;
use std::future::Future;
use std::pin::Pin;

/// The owner of a page's state. Copies are the same owner.
#[derive(Clone, Copy)]
pub struct PageOwner(StoredValue<WeakOwner>);

impl PageOwner {
    /// The current owner.
    pub fn current() -> Self {
        Self(StoredValue::new(Owner::current().unwrap_or_default().downgrade()))
    }

    /// Runs a function under this owner; nothing where the page is gone.
    pub fn with<T>(self, run: impl FnOnce() -> T) -> Option<T> {
        let owner = self.0.try_get_value()?.upgrade()?;
        Some(owner.with(run))
    }

    /// Runs a future until it is done or the page is gone. For what happens a few times in the life of a page: the
    /// owner remembers every future. What happens again and again is a [`Task`].
    ///
    /// State that the future creates ends with it, unless it is created by [`PageOwner::with`].
    pub fn spawn(self, future: impl Future<Output = ()> + 'static) {
        // A future holds its owner: under one of its own it does not keep the page alive.
        if let Some(owner) = self.with(Owner::new) {
            run(&owner, Box::pin(future));
        }
    }
}

/// A piece of work of which one runs at a time: starting it again gives up the one before. Copies are the same task.
#[derive(Clone, Copy)]
pub struct Task(StoredValue<Owner>);

impl Task {
    /// A task of the current owner that was not started yet.
    pub fn new() -> Self {
        Self(StoredValue::new(Owner::new()))
    }

    /// Gives up what runs.
    pub fn cancel(self) {
        if let Some(owner) = self.0.try_get_value() {
            owner.cleanup();
        }
    }

    /// Runs a future until it is done, the page is gone, or another one is started.
    pub fn start(self, future: impl Future<Output = ()> + 'static) {
        if let Some(owner) = self.0.try_get_value() {
            owner.cleanup();
            run(&owner, Box::pin(future));
        }
    }
}

fn run(owner: &Owner, future: Pin<Box<dyn Future<Output = ()>>>) {
    // Whoever starts a future in an effect does not follow what the future reads.
    owner.with(|| untrack(|| spawn_local_scoped_with_cancellation(future)));
}
