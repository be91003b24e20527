//! The drafts that the portal stores, where the browser's storage is closed or full.

use super::{Stored, now};
use crate::bx24::{Client, Confirmation};
use crate::call::StoredDraft;
use crate::call::portal_text::{SLOTS, portal_text};
use std::cell::Cell;

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
}

impl PortalDrafts {
    pub fn new(client: Client) -> Self {
        Self {
            client,
            is_used: Cell::default(),
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
    /// there is no room, or the portal's page is not reached; else what ends when the portal has confirmed it.
    pub fn put(&self, call_id: &str, json: &str) -> Option<Confirmation> {
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
        self.client.store_user_option(name, &text)
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
