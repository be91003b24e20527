//! The drafts that the portal stores, where the browser's storage is closed or full.

use super::{Stored, now};
use crate::api::settings;
use crate::bx24::{Client, Error, to_json};
use crate::call::StoredDraft;
use crate::call::portal_text::{SLOTS, portal_text};
use gloo_timers::future::TimeoutFuture;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The names of the options.
const NAMES: [&str; SLOTS] = [
    "call-card.draft.0",
    "call-card.draft.1",
    "call-card.draft.2",
    "call-card.draft.3",
];

/// The drafts of one user on the portal.
pub(super) struct PortalDrafts {
    client: Client,
    is_used: Cell<bool>,
    is_requested: Rc<Cell<bool>>,
    /// Whether what the portal has is being read: what is stored before that could replace a newer draft.
    pub is_reading: Cell<bool>,
    /// What another tab had stored, and this page has replaced because the answer came too late.
    replaced: Rc<RefCell<Vec<StoredDraft>>>,
}

/// What is left to do for a draft that was sent to the portal by the SDK, which does not tell whether it is stored: the
/// same text is stored once more by a request.
///
/// A request can arrive after what the SDK sends later. So it always stores what the option is to hold at that moment,
/// also when that is nothing any more, and it is repeated until the option has not changed meanwhile.
pub struct Confirmation {
    client: Client,
    name: &'static str,
    /// Whether a request was sent that may still replace what the option holds.
    is_requested: Rc<Cell<bool>>,
}

impl Confirmation {
    /// Whether a request is under way, or its outcome is not known: it could bring back what was removed.
    pub(super) fn is_requested(&self) -> bool {
        self.is_requested.get()
    }

    /// Waits before the request, so that not every key press sends one.
    pub async fn pause(&self) {
        self.client.pause(1).await;
    }

    /// Stores what the option is to hold at this moment. Nothing where that has changed meanwhile: then it is to be stored
    /// again.
    pub async fn store(&self) -> Option<Result<(), Error>> {
        let text = self.client.user_option(self.name);
        if text.is_empty() && !self.is_requested() {
            return Some(Ok(()));
        }
        self.is_requested.set(true);
        let stored = settings::set_user_option(&self.client, self.name, &text).await;
        if self.client.user_option(self.name) != text {
            return None;
        }
        let is_uncertain = stored.as_ref().is_err_and(Error::is_uncertain);
        self.is_requested.set(is_uncertain);
        Some(stored)
    }
}

impl PortalDrafts {
    pub fn new(client: Client) -> Self {
        Self {
            client,
            is_used: Cell::default(),
            is_requested: Rc::default(),
            is_reading: Cell::default(),
            replaced: Rc::default(),
        }
    }

    /// Reads what the portal has: another tab may have changed it since the portal's page was loaded.
    pub fn refresh(&self) -> impl Future<Output = bool> + use<> {
        self.is_reading.set(true);
        let (client, replaced) = (self.client.clone(), self.replaced.clone());
        async move {
            // The names of the client come first: their request may be sent already.
            TimeoutFuture::new(0).await;
            let Ok(known) = settings::refresh_user_options(&client).await else {
                return false;
            };
            for name in NAMES {
                let text = known.get(name).map(String::as_str).unwrap_or_default();
                // What this page has removed meanwhile stays removed.
                let own = client.user_option(name);
                if !own.is_empty() && own != text {
                    replaced.borrow_mut().extend(Stored::parse(text).draft());
                }
            }
            true
        }
    }

    /// Stores the drafts of other calls again that this page has replaced.
    pub fn restore_replaced(&self, call_id: &str) {
        let replaced = self.replaced.take();
        let (own, others): (Vec<_>, Vec<_>) =
            replaced.into_iter().partition(|draft| draft.call_id == call_id);
        for draft in others {
            let known = self.of_call(&draft.call_id);
            if let Some(json) = to_json(&draft).filter(|_| known.is_empty()) {
                self.put(&draft.call_id, &json);
            }
        }
        self.replaced.replace(own);
    }

    /// The version of this call's draft that this page has replaced, once.
    pub fn take_replaced(&self) -> Option<StoredDraft> {
        self.replaced.borrow_mut().pop()
    }

    /// Removes what is too old. Only when it is known what the portal has: a newer draft may have taken the slot.
    pub fn remove_old(&self) {
        for name in NAMES {
            let stored = self.read(name).draft();
            if stored.is_some_and(|draft| draft.is_old(now())) {
                self.client.set_user_option(name, "");
            }
        }
    }

    /// What the slots hold.
    pub fn all(&self) -> impl Iterator<Item = Stored> {
        NAMES.into_iter().map(|name| self.read(name))
    }

    /// The versions of the draft of this call.
    pub fn of_call(&self, call_id: &str) -> Vec<StoredDraft> {
        let found: Vec<StoredDraft> = self.all().filter_map(Stored::draft).collect();
        let found: Vec<StoredDraft> = found
            .into_iter()
            .filter(|draft| draft.call_id == call_id && !draft.is_old(now()))
            .collect();
        if !found.is_empty() {
            self.is_used.set(true);
        }
        found
    }

    /// Whether anything is stored.
    pub fn has_any(&self) -> bool {
        NAMES.iter().any(|name| !self.client.user_option(name).is_empty())
    }

    /// Whether this page has found or stored a draft here.
    pub fn is_used(&self) -> bool {
        self.is_used.get()
    }

    /// Stores JSON for a call: in the call's own slot, or in a free one; an empty text empties the slot. Nothing where
    /// there is no room, or the portal's page is not reached, or what it has is being read; else how the portal confirms
    /// it.
    pub fn put(&self, call_id: &str, json: &str) -> Option<Confirmation> {
        if self.is_reading.get() {
            return None;
        }
        let slots = NAMES.map(|name| (name, self.read(name)));
        let is_own = |stored: &Stored| matches!(stored, Stored::Draft(draft) if draft.call_id == call_id);
        let is_free = |stored: &Stored| match stored {
            Stored::Nothing => true,
            Stored::Draft(draft) => draft.is_old(now()),
            // Another version can read it.
            Stored::Unreadable(_) => false,
        };
        let own = slots.iter().find(|(_, stored)| is_own(stored));
        let (name, _) = own.or_else(|| slots.iter().find(|(_, stored)| is_free(stored)))?;
        let text = portal_text(json)?;
        self.is_used.set(!text.is_empty());
        let is_sent = self.client.set_user_option(name, &text);
        is_sent.then(|| Confirmation {
            client: self.client.for_own_writes(),
            name,
            is_requested: self.is_requested.clone(),
        })
    }

    /// Removes what this version cannot read of a call.
    pub fn discard_unreadable(&self, call_id: &str) {
        for name in NAMES {
            if matches!(self.read(name), Stored::Unreadable(id) if id == call_id) {
                self.client.set_user_option(name, "");
            }
        }
    }

    fn read(&self, name: &str) -> Stored {
        Stored::parse(&self.client.user_option(name))
    }
}
