//! The registration form as the browser tab keeps it: after a reload it is there again, and a registration whose answer
//! the page did not receive is tried again with the same `EXTERNAL_CALL_ID`.

use super::RegistrationForm;
use crate::bx24::storage::{self, StorageArea};
use crate::bx24::{Error, from_json, to_json};
use crate::state::now;
use crate::state::wrap_up::look_up::is_recent;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};

/// For how long the portal answers a repeated registration with the same call, in milliseconds. When the call began does
/// not count: <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-register.html>.
const SAME_CALL: f64 = 30.0 * 60_000.0;

/// The stored form. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub(super) struct RegistrationStore {
    form: ReadSignal<RegistrationForm>,
    unanswered: RwSignal<Option<Unanswered>>,
    inner: StoredValue<Inner, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    /// Empty until it is known who the agent is: nothing is stored before that.
    key: RefCell<String>,
    /// Whether the agent has changed the form of this page.
    is_edited: Cell<bool>,
    /// Each `EXTERNAL_CALL_ID` that this page has sent without getting an answer.
    given_up: RefCell<Vec<String>>,
}

/// A registration that was sent, and it is not known whether the portal has executed it.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Unanswered {
    /// The form as it was sent.
    pub form: RegistrationForm,
    /// When it was sent first, in milliseconds since 1970.
    since: f64,
    /// When it was sent last, in milliseconds since 1970.
    sent_at: f64,
    /// Whether a page before this one has sent it last.
    #[serde(skip)]
    is_from_before: bool,
    /// Whether the portal would take the same form for another call by now.
    #[serde(skip)]
    pub is_late: bool,
}

/// What is stored.
#[derive(Serialize, Deserialize)]
struct StoredForm {
    form: RegistrationForm,
    unanswered: Option<Unanswered>,
}

impl RegistrationStore {
    /// Nothing of this form is stored yet.
    pub fn new(form: ReadSignal<RegistrationForm>) -> Self {
        Self {
            form,
            unanswered: RwSignal::new(None),
            inner: StoredValue::new_local(Inner::default()),
        }
    }

    /// Looks at the registration of which it is not known whether the portal has executed it. Tracks it.
    pub fn unanswered<T>(self, look: impl FnOnce(&Unanswered) -> T) -> Option<T> {
        self.unanswered.try_with(|sent| sent.as_ref().map(look)).flatten()
    }

    /// Notices when the portal would take the unanswered registration for another call.
    pub fn check_time(self) {
        let is_late = |sent: &Unanswered| {
            sent.form.external_id().is_empty() || !(0.0..SAME_CALL).contains(&(now() - sent.since))
        };
        if untrack(|| self.unanswered(is_late)) == Some(true) {
            self.unanswered
                .try_update(|sent| sent.as_mut().map(|sent| sent.is_late = true));
        }
    }

    /// Whether the portal may still execute a request with this `EXTERNAL_CALL_ID`. `is_under_way`: so it may with one of
    /// this page that got no answer.
    pub fn may_be_executed(self, external_id: &str, is_under_way: bool) -> bool {
        let is_sent_here = |inner: &Inner| inner.given_up.borrow().iter().any(|id| id == external_id);
        let is_recent = |sent: &Unanswered| {
            sent.is_from_before && sent.form.external_id() == external_id && is_recent(sent.sent_at)
        };
        is_under_way && self.with(is_sent_here) == Some(true)
            || untrack(|| self.unanswered(is_recent)) == Some(true)
    }

    /// From now on the form is stored for this agent of this portal. Returns what a page before this one has stored,
    /// unless the agent has changed the form of this page already.
    pub fn open(self, domain: &str, user: u64) -> Option<RegistrationForm> {
        let key = format!("call-card.registration.{domain}.{user}");
        let stored = storage::get(StorageArea::Session, &key).ok().flatten();
        let stored = stored.and_then(|stored| from_json::<StoredForm>(&stored).ok());
        let (form, unanswered) = stored.map(|stored| (stored.form, stored.unanswered)).unzip();
        // What was sent comes back also to a form that the agent has changed: forgotten, it would be registered a second
        // time.
        if let Some(sent) = unanswered.flatten() {
            self.unanswered.try_set(Some(Unanswered {
                is_from_before: true,
                ..sent
            }));
        }
        let is_edited = self.with(|inner| {
            inner.key.replace(key);
            if inner.is_edited.get() {
                self.write(inner);
            }
            inner.is_edited.get()
        });
        form.filter(|_| is_edited == Some(false))
    }

    /// The agent has changed the form. `is_renewed`: with another `EXTERNAL_CALL_ID`, so that it is another call.
    pub fn edited(self, is_renewed: bool) {
        if is_renewed {
            self.unanswered.try_set(None);
        }
        self.with(|inner| {
            inner.is_edited.set(true);
            self.write(inner);
        });
    }

    /// The form is sent. Returns whether the same call was sent before and not answered.
    pub fn send(self, form: RegistrationForm) -> bool {
        let external_id = form.external_id();
        let before = untrack(|| {
            self.unanswered(|sent| (sent.form.external_id() == external_id).then_some(sent.since))
        });
        let before = before.flatten();
        self.unanswered.try_set(Some(Unanswered {
            form,
            since: before.unwrap_or_else(now),
            sent_at: now(),
            is_from_before: false,
            is_late: false,
        }));
        self.with(|inner| self.write(inner));
        before.is_some()
    }

    /// The portal has registered the call. What is on screen is stored with the next change.
    pub fn registered(self) {
        self.unanswered.try_set(None);
        self.with(|inner| {
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
        if !error.is_uncertain() && !was_unanswered {
            self.unanswered.try_set(None);
        }
        self.with(|inner| {
            if error.is_uncertain() {
                inner.given_up.borrow_mut().push(external_id.to_owned());
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
                unanswered: self.unanswered.try_get_untracked().flatten(),
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
