//! A signal: a value, and who must hear when it changes.
//!
//! Leptos' `RwSignal<T>` brings its locks and guards along once for every `T`, 0.3 KB each. Here only the value has a
//! type; who follows it is Leptos' [`Trigger`].

use super::Kept;
use leptos::prelude::*;
use std::cell::RefCell;

/// A value that effects can follow. A small handle: copies are the same value. It lives until the owner under which it
/// was made is cleaned up; after that it cannot be changed any more.
pub struct Watched<T> {
    value: Kept<RefCell<T>>,
    changed: Trigger,
}

impl<T> Clone for Watched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Watched<T> {}

impl<T: 'static> Watched<T> {
    /// A value to start with.
    pub fn new(value: T) -> Self {
        Self {
            value: Kept::new(RefCell::new(value)),
            changed: Trigger::new(),
        }
    }

    /// Looks at the value and follows it.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        self.changed.track();
        self.with_untracked(look)
    }

    /// Looks at the value.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        self.try_with_untracked(look).unwrap_or_else(|| gone())
    }

    /// Looks at the value; nothing where it is gone.
    pub fn try_with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        self.value.with(|value| look(&value.borrow()))
    }

    /// Changes the value, and tells who follows it if `change` answers `true` first. Nothing where it is gone.
    pub fn try_maybe_update<R>(self, change: impl FnOnce(&mut T) -> (bool, R)) -> Option<R> {
        let (changed, answer) = self.value.with(|value| change(&mut value.borrow_mut()))?;
        if changed {
            self.changed.notify();
        }
        Some(answer)
    }

    /// Changes the value. Nothing where it is gone.
    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.try_maybe_update(|value| (true, change(value)))
    }

    /// Changes the value, if it is still there.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// Sets the value, if it is still there.
    pub fn set(self, value: T) {
        self.try_update(|old| *old = value);
    }
}

impl<T: Clone + 'static> Watched<T> {
    /// A copy of the value. Follows it.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// A copy of the value.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

impl<T: Default + 'static> Default for Watched<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// What follows a value ends with it, so nothing that still runs can come here.
#[cold]
fn gone() -> ! {
    panic!("the page is gone")
}
