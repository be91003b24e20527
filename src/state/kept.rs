//! Values that only the page's own thread can hold, behind a handle that is copied freely.
//!
//! Leptos' `StoredValue::new_local` does the same, but checks each access for the thread it comes from, and what finds
//! out about threads weighs 3 KB, with an allocator of its own.

use leptos::prelude::on_cleanup;
use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

thread_local! {
    static KEPT: RefCell<(u32, Values)> = const { RefCell::new((0, Vec::new())) };
}

/// The values by their numbers, which are never given twice and ascend.
type Values = Vec<(u32, Rc<dyn Any>)>;

/// A value that is kept until the owner under which this was made is cleaned up. Copies are the same value.
pub struct Kept<T> {
    number: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kept<T> {}

impl<T: 'static> Kept<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Self {
        Self {
            number: keep(Rc::new(value)),
            of: PhantomData,
        }
    }

    /// Looks at the value; nothing where it is gone.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        kept(self.number)?.downcast_ref().map(look)
    }
}

fn keep(value: Rc<dyn Any>) -> u32 {
    let number = KEPT.with_borrow_mut(|(last, values)| {
        *last = last.wrapping_add(1);
        values.push((*last, value));
        *last
    });
    on_cleanup(move || {
        // The value may own others: it is dropped after the list is free again.
        let _gone = KEPT.with_borrow_mut(|(_, values)| {
            let at = place(values, number)?;
            Some(values.remove(at))
        });
    });
    number
}

fn kept(number: u32) -> Option<Rc<dyn Any>> {
    KEPT.with_borrow(|(_, values)| Some(values.get(place(values, number)?)?.1.clone()))
}

fn place(values: &Values, number: u32) -> Option<usize> {
    values.binary_search_by_key(&number, |(known, _)| *known).ok()
}
