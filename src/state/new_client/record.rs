//! What was entered and sent for a call, stored like a draft: it is there again when the card of the call is opened again.

use crate::call::NewClientRecord;
use crate::state::draft_store::anonymous_id;
use crate::state::task::Task;
use crate::state::{DraftStore, Me, WrapUp};
use leptos::prelude::*;
use std::cell::RefCell;

/// The stored record of one call. A small handle: copies are the same record.
#[derive(Clone, Copy)]
pub(super) struct StoredRecord {
    pub record: RwSignal<NewClientRecord>,
    /// Its drafts belong to the same user and call.
    wrap_up: WrapUp,
    me: Me,
    reading: Task,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    call_id: Box<dyn Fn() -> String>,
    /// The call whose record was read.
    read: RefCell<String>,
    /// What this page read or stored last.
    text: RefCell<String>,
    /// What stands for the call until the portal has named it: the next client of a call list has no call at first.
    unnamed: RefCell<String>,
}

impl StoredRecord {
    pub fn new(
        record: RwSignal<NewClientRecord>,
        wrap_up: WrapUp,
        me: Me,
        call_id: Box<dyn Fn() -> String>,
    ) -> Self {
        Self {
            record,
            wrap_up,
            me,
            reading: Task::new(),
            inner: StoredValue::new_local(Inner {
                call_id,
                read: RefCell::default(),
                text: RefCell::default(),
                unnamed: RefCell::default(),
            }),
        }
    }

    /// Reads what is stored of the call, once its name is known. Calls `found` when there was something, at once or once
    /// the user is known.
    pub fn follow_call(self, found: impl Fn() + 'static) {
        let call_id = untrack(|| self.call_id());
        let is_new = self.inner.try_with_value(|inner| {
            let is_new = !call_id.is_empty() && *inner.read.borrow() != call_id;
            if is_new {
                inner.read.replace(call_id.clone());
                inner.text.take();
            }
            is_new
        });
        if is_new != Some(true) {
            return;
        }
        // What is too old, of whomever.
        self.wrap_up.with_drafts(DraftStore::remove_old_new_clients);
        if self.store() {
            found();
        }
        let waits = self
            .wrap_up
            .with_drafts(|drafts| drafts.is_user_unknown() && drafts.has_new_client_of(&call_id));
        if waits != Some(true) {
            return;
        }
        // It is there, and may be another user's.
        self.reading.start(async move {
            if let Ok(user) = self.me.get().await {
                self.wrap_up.set_user(user.id);
                if self.store() {
                    found();
                }
            }
        });
    }

    /// Changes the record, and stores it.
    pub fn update(self, change: impl FnOnce(&mut NewClientRecord)) {
        self.record.try_update(change);
        self.store();
    }

    /// Stores the record, with what another page has stored of the call meanwhile. Returns whether that changed it.
    pub fn store(self) -> bool {
        let mut record = self.record.try_get_untracked().unwrap_or_default();
        let Some(call_id) = self.stored_call_id(record.is_blank()) else {
            return false;
        };
        let number = untrack(|| self.wrap_up.number());
        let changed = self.inner.try_with_value(|inner| {
            let mut text = inner.text.borrow_mut();
            self.wrap_up
                .with_drafts(|drafts| drafts.sync_new_client(&call_id, &number, &mut record, &mut text))
        });
        let is_changed = changed.flatten() == Some(true);
        if is_changed {
            self.record.try_set(record.clone());
        }
        if !record.is_blank() {
            self.wrap_up.identify_user();
        }
        is_changed
    }

    /// What the record is stored for; nothing where the call has no name and nothing was entered.
    fn stored_call_id(self, is_blank: bool) -> Option<String> {
        let call_id = untrack(|| self.call_id());
        let unnamed = self.inner.try_with_value(|inner| inner.unnamed.take())?;
        if !call_id.is_empty() {
            if !unnamed.is_empty() {
                self.wrap_up
                    .with_drafts(|drafts| drafts.remove_new_client(&unnamed));
            }
            return Some(call_id);
        }
        if unnamed.is_empty() && is_blank {
            return None;
        }
        let unnamed = Some(unnamed)
            .filter(|id| !id.is_empty())
            .unwrap_or_else(anonymous_id);
        self.inner
            .try_with_value(|inner| inner.unnamed.replace(unnamed.clone()));
        Some(unnamed)
    }

    fn call_id(self) -> String {
        let call_id = self.inner.try_with_value(|inner| (inner.call_id)());
        call_id.unwrap_or_default()
    }
}
