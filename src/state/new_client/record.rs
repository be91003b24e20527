//! What was entered and sent for a call, stored in the browser until its tab is closed: it is there again when the card is
//! loaded again.

use crate::bx24::storage::{self, StorageArea};
use crate::bx24::{Client, from_json, to_json};
use crate::call::NewClientRecord;
use leptos::prelude::*;
use std::cell::RefCell;

/// The stored record of one call. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub(super) struct StoredRecord {
    pub record: RwSignal<NewClientRecord>,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    call_id: Box<dyn Fn() -> String>,
    domain: String,
    /// The call whose record was read.
    read: RefCell<String>,
}

impl StoredRecord {
    pub fn new(record: RwSignal<NewClientRecord>, client: &Client, call_id: Box<dyn Fn() -> String>) -> Self {
        Self {
            record,
            inner: StoredValue::new_local(Inner {
                call_id,
                // The app may stand on one address for several portals.
                domain: client.domain().unwrap_or_default(),
                read: RefCell::default(),
            }),
        }
    }

    /// Reads what is stored of the call, once its name is known. Returns whether there was something.
    pub fn follow_call(self) -> bool {
        let found = self.inner.try_with_value(|inner| {
            let call_id = untrack(|| (inner.call_id)());
            if call_id.is_empty() || *inner.read.borrow() == call_id {
                return None;
            }
            let text = storage::get(StorageArea::Session, &inner.key(&call_id));
            inner.read.replace(call_id);
            from_json::<NewClientRecord>(&text.ok()??).ok()
        });
        let found = found.flatten();
        let is_found = found.is_some();
        if let Some(found) = found {
            self.record.try_update(|record| record.join(found));
        }
        if !self.record.with_untracked(NewClientRecord::is_blank) {
            self.store();
        }
        is_found
    }

    /// Changes the record, and stores it.
    pub fn update(self, change: impl FnOnce(&mut NewClientRecord)) {
        self.record.try_update(change);
        self.store();
    }

    fn store(self) {
        self.inner.try_with_value(|inner| {
            let call_id = untrack(|| (inner.call_id)());
            if call_id.is_empty() {
                return;
            }
            let key = inner.key(&call_id);
            let record = self.record.try_get_untracked().unwrap_or_default();
            // Where the browser refuses, the page alone has it.
            let _ = match to_json(&record).filter(|_| !record.is_blank()) {
                Some(json) => storage::set(StorageArea::Session, &key, &json),
                None => storage::remove(StorageArea::Session, &key),
            };
        });
    }
}

impl Inner {
    fn key(&self, call_id: &str) -> String {
        format!("call-card.new-client {} {call_id}", self.domain)
    }
}
