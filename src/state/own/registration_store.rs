//! The registration form as the browser tab keeps it: after a reload it is there again, and a registration whose answer
//! the page did not receive is tried again with the same `EXTERNAL_CALL_ID`.

use super::RegistrationForm;
use crate::api::external_call::Register;
use crate::bx24::storage::{self, StorageArea};
use crate::bx24::{Error, MAY_BE_EXECUTED, from_json, to_json};
use crate::state::{now, set_if_changed};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};

/// The stored form. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub(super) struct RegistrationStore {
    form: ReadSignal<RegistrationForm>,
    interrupted: RwSignal<bool>,
    inner: StoredValue<Inner, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    /// Empty until it is known who the agent is: nothing is stored before that.
    key: RefCell<String>,
    /// Whether the agent has changed the form of this page.
    is_edited: Cell<bool>,
    /// The `EXTERNAL_CALL_ID` that was sent, if it is not known whether the portal has registered the call.
    unanswered: RefCell<Option<String>>,
    /// The number that was sent with it; empty where that is not known.
    number: RefCell<String>,
    /// When a page before this one has sent it, in milliseconds since 1970; 0 if none has.
    sent_before: Cell<f64>,
    /// When it was sent last, in milliseconds since 1970.
    sent_at: Cell<f64>,
    /// Each `EXTERNAL_CALL_ID` that this page has sent without getting an answer.
    given_up: RefCell<Vec<String>>,
}

/// What is stored.
#[derive(Serialize, Deserialize)]
struct StoredForm {
    form: RegistrationForm,
    unanswered: Option<String>,
    /// The number that was sent with it.
    #[serde(default)]
    number: String,
    /// When that was sent at the latest, in milliseconds since 1970.
    at: f64,
}

impl RegistrationStore {
    /// Nothing of this form is stored yet.
    pub fn new(form: ReadSignal<RegistrationForm>) -> Self {
        Self {
            form,
            interrupted: RwSignal::new(false),
            inner: StoredValue::new_local(Inner::default()),
        }
    }

    /// Whether a page before this one has sent the form, and has not received the answer. Follows it.
    pub fn is_interrupted(self) -> bool {
        self.interrupted.try_get() == Some(true)
    }

    /// Whether the `EXTERNAL_CALL_ID` in the form was sent, and it is not known whether the portal has registered the call.
    /// Does not follow it.
    pub fn is_unanswered(self) -> bool {
        self.with(|inner| inner.unanswered.borrow().is_some()) == Some(true)
    }

    /// Whether the portal may still execute a request with this `EXTERNAL_CALL_ID`. `is_under_way`: so it may with one of
    /// this page that got no answer.
    pub fn may_be_executed(self, external_id: &str, is_under_way: bool) -> bool {
        let may_be = |inner: &Inner| {
            let is_sent_here = inner.given_up.borrow().iter().any(|id| id == external_id);
            let is_recent = (now() - inner.sent_before.get()).abs() < MAY_BE_EXECUTED;
            let is_same = inner.unanswered.borrow().as_deref() == Some(external_id);
            is_sent_here && is_under_way || is_same && is_recent
        };
        self.with(may_be) == Some(true)
    }

    /// From now on the form is stored for this agent of this portal. Returns what a page before this one has stored,
    /// unless the agent has changed the form of this page already.
    pub fn open(self, domain: &str, user: u64) -> Option<RegistrationForm> {
        let key = format!("call-card.registration.{domain}.{user}");
        let stored = self.with(|inner| {
            inner.key.replace(key.clone());
            let stored = storage::get(StorageArea::Session, &key).ok().flatten();
            let stored = stored.and_then(|stored| from_json::<StoredForm>(&stored).ok());
            let is_unanswered = stored.as_ref().is_some_and(|stored| stored.unanswered.is_some());
            // What was sent comes back all the same: forgotten, it would be registered a second time.
            if inner.is_edited.get() && !is_unanswered {
                self.write(inner);
                return None;
            }
            let stored = stored?;
            inner.sent_before.set(if is_unanswered { stored.at } else { 0.0 });
            inner.sent_at.set(stored.at);
            inner.unanswered.replace(stored.unanswered);
            inner.number.replace(stored.number);
            Some(stored.form)
        });
        let form = stored.flatten()?;
        set_if_changed(self.interrupted, self.is_unanswered());
        Some(form)
    }

    /// The agent has changed the form.
    pub fn edited(self) {
        let external_id = self.form.try_with_untracked(RegistrationForm::external_id);
        self.with(|inner| {
            inner.is_edited.set(true);
            let mut unanswered = inner.unanswered.borrow_mut();
            if *unanswered != external_id {
                // Another one is another call.
                *unanswered = None;
            }
            drop(unanswered);
            self.write(inner);
        });
        if !self.is_unanswered() {
            set_if_changed(self.interrupted, false);
        }
    }

    /// Whether this is another call than the one whose `EXTERNAL_CALL_ID` it has, which was sent and not answered.
    pub fn is_other_call(self, call: &Register) -> bool {
        let is_other = |inner: &Inner| {
            let number = inner.number.borrow();
            call.external_call_id.is_some()
                && *inner.unanswered.borrow() == call.external_call_id
                && !number.is_empty()
                && *number != call.phone_number
        };
        self.with(is_other) == Some(true)
    }

    /// The form is sent with this `EXTERNAL_CALL_ID` for this number. Returns whether the same one was sent before and not
    /// answered.
    pub fn send(self, external_id: &str, number: &str) -> bool {
        let before = self.with(|inner| {
            inner.number.replace(number.to_owned());
            let before = inner.unanswered.replace(Some(external_id.to_owned()));
            inner.sent_before.set(0.0);
            inner.sent_at.set(now());
            self.write(inner);
            before
        });
        set_if_changed(self.interrupted, false);
        before.flatten().as_deref() == Some(external_id)
    }

    /// The portal has registered the call. What is on screen is stored with the next change.
    pub fn registered(self) {
        self.with(|inner| {
            inner.unanswered.take();
            let key = inner.key.borrow();
            if !key.is_empty() {
                // If the storage is closed, nothing was stored.
                let _ = storage::remove(StorageArea::Session, &key);
            }
        });
    }

    /// It failed. `was_unanswered` is what [`RegistrationStore::send`] has returned: a refusal says nothing of the
    /// attempt before it.
    pub fn failed(self, external_id: &str, error: &Error, was_unanswered: bool) {
        self.with(|inner| {
            if error.is_uncertain() {
                inner.given_up.borrow_mut().push(external_id.to_owned());
            } else if !was_unanswered {
                inner.unanswered.take();
            }
            self.write(inner);
        });
    }

    /// Stores the form. If the storage is closed or full, the next page begins with an empty form.
    fn write(self, inner: &Inner) {
        let key = inner.key.borrow();
        if key.is_empty() {
            return;
        }
        let stored = self.form.try_with_untracked(|form| {
            to_json(&StoredForm {
                form: form.clone(),
                unanswered: inner.unanswered.borrow().clone(),
                number: inner.number.borrow().clone(),
                at: inner.sent_at.get(),
            })
        });
        if let Some(Some(stored)) = stored {
            let _ = storage::set(StorageArea::Session, &key, &stored);
        }
    }

    fn with<T>(self, look: impl FnOnce(&Inner) -> T) -> Option<T> {
        self.inner.try_with_value(look)
    }
}
