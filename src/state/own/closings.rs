//! How calls end whose cards are elsewhere: each has a wrap-up of its own, which lasts as long as the page.

use super::RegisteredCalls;
use crate::bx24::Client;
use crate::state::names::Names;
use crate::state::record::Source;
use crate::state::task::PageOwner;
use crate::state::{CallOwner, Me, Subject, WrapUp};
use leptos::prelude::*;
use std::cell::RefCell;

/// The wrap-ups of this page, by the ids of their calls. A small handle: copies are the same wrap-ups.
#[derive(Clone, Copy)]
pub struct Closings {
    /// The form that is open, and of which call. There is one at a time; what was entered in another stays.
    pub open: RwSignal<Option<(Form, String)>>,
    /// The call whose unsaved wrap-up is open. Its form is another one, of which there is one at a time with the others.
    pub kept: RwSignal<Option<String>>,
    inner: StoredValue<Inner, LocalStorage>,
}

/// A form that ends a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Result, note, rating and the rest.
    Finish,
    /// The record alone, of a call that is finished.
    Record,
}

struct Inner {
    client: Client,
    me: Me,
    calls: RegisteredCalls,
    names: Names,
    owner: PageOwner,
    made: RefCell<Vec<(String, WrapUp)>>,
}

impl Closings {
    pub(super) fn new(client: Client, me: Me, calls: RegisteredCalls, names: Names) -> Self {
        Self {
            open: RwSignal::default(),
            kept: RwSignal::default(),
            inner: StoredValue::new_local(Inner {
                client,
                me,
                calls,
                names,
                owner: PageOwner::current(),
                made: RefCell::default(),
            }),
        }
    }

    /// The wrap-up of a call that was registered here; nothing where it is not in the list.
    pub fn of_call(self, call_id: &str) -> Option<WrapUp> {
        let calls = self.inner.try_with_value(|inner| inner.calls)?;
        let call = untrack(|| calls.see(call_id, |row| row.call.clone()))?;
        let whose = match call.user {
            Some(id) => CallOwner::User(id),
            None => CallOwner::Inner(call.inner),
        };
        self.of(call_id, move || {
            let id = StoredValue::new_local(call.call_id);
            let close = move || {
                id.try_with_value(|id| self.close(id));
            };
            Subject {
                whose,
                call_id: Box::new(move || id.try_with_value(Clone::clone).unwrap_or_default()),
                items: Box::new(move || {
                    let items = id.try_with_value(|id| calls.see(id, |row| row.call.items.clone()));
                    items.flatten().unwrap_or_default()
                }),
                seconds: Box::new(|| None),
                failed: Box::new(|| None),
                hide_from_others: Box::new(move || Box::pin(calls.hide_from_others(id))),
                finished: Box::new(move || {
                    id.try_with_value(|id| calls.finished(id));
                }),
                saved: Box::new(close),
            }
        })
    }

    /// The wrap-up of a call whose card is elsewhere: the one that was made before, or a new one about this.
    pub fn of(self, call_id: &str, subject: impl FnOnce() -> Subject) -> Option<WrapUp> {
        let made = |inner: &Inner| {
            let made = inner.made.borrow();
            let known = made.iter().find(|(id, _)| id == call_id);
            let known = known.map(|(_, wrap_up)| *wrap_up);
            (known, inner.owner, inner.client.clone(), inner.me)
        };
        let (known, owner, client, me) = self.inner.try_with_value(made)?;
        if known.is_some() {
            return known;
        }
        // It outlives the row that asks for it first.
        let wrap_up = owner.with(|| WrapUp::of_call(client, me, subject()))?;
        self.inner
            .try_with_value(|inner| inner.made.borrow_mut().push((call_id.to_owned(), wrap_up)));
        Some(wrap_up)
    }

    /// Opens a form of a call, or closes it.
    pub fn toggle(self, form: Form, call_id: &str) {
        let asked = (form, call_id.to_owned());
        if self.open.with_untracked(|open| open.as_ref() == Some(&asked)) {
            return self.open.set(None);
        }
        let Some(wrap_up) = self.of_call(call_id) else {
            return;
        };
        let record = wrap_up.record;
        if form == Form::Record && !untrack(|| record.is_chosen()) {
            record.choose(Source::File);
        } else if form == Form::Finish && record.is_blank() {
            record.choose(Source::None);
        }
        let number = self
            .inner
            .try_with_value(|inner| inner.calls)
            .and_then(|calls| untrack(|| calls.see(call_id, |row| row.call.number.clone())));
        self.keep(wrap_up, &number.unwrap_or_default());
        self.kept.set(None);
        self.open.set(Some(asked));
    }

    /// Opens the unsaved wrap-up of a call, or closes the one that is open.
    pub fn open_kept(self, call_id: Option<String>) {
        self.open.set(None);
        self.kept.set(call_id);
    }

    /// From now on what is typed is kept, and what was kept is there.
    pub fn keep(self, wrap_up: WrapUp, number: &str) {
        let number = number.to_owned();
        wrap_up.keep_from(move || number.clone());
        self.inner
            .try_with_value(|inner| inner.names.load(untrack(|| wrap_up.items())));
    }

    /// Whether there is a wrap-up of this call already.
    pub fn is_made(self, call_id: &str) -> bool {
        let made = |inner: &Inner| inner.made.borrow().iter().any(|(id, _)| id == call_id);
        self.inner.try_with_value(made) == Some(true)
    }

    /// Whether this form of this call is open. Follows it.
    pub fn is_open(self, form: Form, call_id: &str) -> bool {
        self.open.with(|open| {
            open.as_ref()
                .is_some_and(|(known, id)| *known == form && id == call_id)
        })
    }

    fn close(self, call_id: &str) {
        let here = |open: &Option<(Form, String)>| open.as_ref().is_some_and(|(_, id)| id == call_id);
        if self.open.try_with_untracked(here) == Some(true) {
            self.open.set(None);
        }
    }
}
