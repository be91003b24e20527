//! Where drafts are stored: in the browser's storage, else on the portal, each for one portal, user and call.
//!
//! | part | what it does |
//! |---|---|
//! | [`StorageLocation`] | where a draft is |
//! | `browser` | reads and moves the texts in the browser's storage |
//! | `finished` | what the portal has of the calls that were saved last |
//! | `new_client` | what is entered for a client of an unknown caller |
//! | `user` | whose drafts they are |
//! | `portal` | the few drafts that the portal stores |
//! | `transcript` | the transcripts that are not attached yet |

mod browser;
pub mod finished;
mod location;
pub mod new_client;
mod portal;
pub mod transcript;
mod user;

pub use location::StorageLocation;
pub use portal::Confirmation;
pub use transcript::StoredTranscript;
pub use user::anonymous_id;

use super::now;
use crate::bx24::storage::{self, Refused, StorageArea};
use crate::bx24::{Client, from_json, to_json};
use crate::call::StoredDraft;
use crate::call::stored_draft::{ANONYMOUS, call_of};
use browser::{ASIDE, put_aside, read, rename};
use portal::PortalDrafts;
use user::DraftUser;

/// What the keys of all drafts begin with.
const DRAFT: &str = "call-card.draft";

/// The key under which a page tells the others which draft is being discarded: all they see of the draft itself is that it
/// is gone, as it is when it was saved.
pub const DISCARDED: &str = "call-card.discarded";

/// The drafts of one user on one portal.
pub struct DraftStore {
    client: Client,
    domain: String,
    user: DraftUser,
    portal: PortalDrafts,
}

/// What became of storing a draft.
pub struct Written {
    /// Where the draft is.
    pub location: StorageLocation,
    /// Whether another page had changed it.
    pub changed: bool,
    /// What is left to do on the portal.
    pub confirmation: Option<Confirmation>,
}

/// What is stored in one place.
pub(super) enum Stored {
    /// Nothing.
    Nothing,
    /// A draft.
    Draft(Box<StoredDraft>),
    /// What this version cannot read, with the id of its call; empty where that cannot be read either.
    Unreadable(String),
}

impl Stored {
    fn parse(text: &str) -> Self {
        if text.is_empty() {
            return Self::Nothing;
        }
        match from_json(text) {
            Ok(draft) => Self::Draft(Box::new(draft)),
            Err(_) => Self::Unreadable(call_of(text)),
        }
    }

    fn draft(self) -> Option<StoredDraft> {
        match self {
            Self::Draft(draft) => Some(*draft),
            Self::Nothing | Self::Unreadable(_) => None,
        }
    }
}

impl DraftStore {
    /// The drafts of the agent of this page.
    pub fn new(client: Client) -> Self {
        Self {
            domain: client.domain().unwrap_or_default(),
            user: DraftUser::of_page(&client),
            portal: PortalDrafts::new(client.clone()),
            client,
        }
    }

    /// The draft of a call; nothing where this user has none, or where it is too old. `text` becomes what the browser's
    /// storage holds.
    pub fn read(&self, call_id: &str, text: &mut String) -> Option<StoredDraft> {
        *text = read(&self.key(call_id));
        let mut found = Stored::parse(text).draft();
        if found.is_none() {
            // It is put aside before anything is written.
            text.clear();
        }
        for draft in self.portal.of_call(call_id) {
            match &mut found {
                Some(found) => drop(found.merge(&draft)),
                None => found = Some(draft),
            }
        }
        found.filter(|found| !found.is_empty() && !found.is_old(now()))
    }

    /// Starts to read the drafts that the portal has, where the browser stores nothing: those that the portal's page has
    /// loaded may be older than what another tab has stored. Nothing is stored before [`DraftStore::end_reading`]. The
    /// future returns whether they are known now.
    pub fn read_portal(&self) -> Option<impl Future<Output = bool> + use<>> {
        let is_refused = storage::get(StorageArea::Local, DRAFT).is_err();
        is_refused.then(|| self.portal.refresh())
    }

    /// The drafts that the portal has are known now, or they are not awaited any more. `call_id` is the call of this page;
    /// empty where it has none. Returns whether that makes a difference.
    pub fn end_reading(&self, is_known: bool, call_id: &str) -> bool {
        let was_reading = self.portal.is_reading.replace(false);
        if is_known {
            // They are read again when the frame is loaded again.
            self.user.has_lasting_options.set(true);
            self.portal.restore_replaced(call_id);
            self.portal.remove_old();
            self.remove_old_new_client_on_portal();
        }
        was_reading || is_known
    }

    /// Whether the drafts that the portal has are awaited.
    pub fn is_reading(&self) -> bool {
        self.portal.is_reading.get()
    }

    /// What another tab had stored of this page's call, where this page has replaced it before it knew that; once.
    pub fn take_replaced(&self) -> Option<StoredDraft> {
        self.portal.take_replaced()
    }

    /// Whether anything is stored, of whomever.
    pub fn has_any(&self) -> bool {
        storage::keys().iter().any(|key| is_key(key)) || self.portal.has_any()
    }

    /// Whether a draft of this call is stored in this browser, of whomever.
    pub fn has_draft_of(&self, call_id: &str) -> bool {
        let (start, end) = (format!("{DRAFT} {} ", self.domain), format!(" {call_id}"));
        storage::keys()
            .iter()
            .any(|key| key.starts_with(&start) && key.ends_with(&end))
    }

    /// All drafts of this user. What is too old is removed.
    pub fn all(&self) -> Vec<StoredDraft> {
        let start = self.key("");
        let mut all: Vec<StoredDraft> = Vec::new();
        let mut add = |found: StoredDraft| match all.iter_mut().find(|known| known.call_id == found.call_id) {
            Some(known) => drop(known.merge(&found)),
            None => all.push(found),
        };
        for key in storage::keys().into_iter().filter(|key| is_key(key)) {
            match Stored::parse(&read(&key)) {
                Stored::Draft(found) if found.is_old(now()) => {
                    let _ = storage::remove(StorageArea::Local, &key);
                }
                Stored::Draft(found) if key.starts_with(&start) => add(*found),
                // Another version can read it.
                Stored::Draft(_) | Stored::Unreadable(_) | Stored::Nothing => {}
            }
        }
        self.portal.all().filter_map(Stored::draft).for_each(&mut add);
        all.retain(|found| !found.is_empty() && !found.is_old(now()));
        all
    }

    /// The calls of this user of which something is stored that this version cannot read, by `CALL_ID`.
    pub fn unreadable(&self) -> Vec<String> {
        let mut calls: Vec<String> = self
            .unreadable_keys()
            .into_iter()
            .map(|(_, call_id)| call_id)
            .collect();
        calls.extend(self.portal.all().filter_map(|stored| match stored {
            Stored::Unreadable(call_id) => Some(call_id),
            Stored::Nothing | Stored::Draft(_) => None,
        }));
        calls.sort();
        calls.dedup();
        calls
    }

    /// Removes what this version cannot read of a call.
    pub fn discard_unreadable(&self, call_id: &str) {
        for (key, of) in self.unreadable_keys() {
            if of == call_id {
                let _ = storage::remove(StorageArea::Local, &key);
            }
        }
        self.portal.discard_unreadable(call_id);
    }

    /// Stores a draft, or removes it where it is empty. `text` is what this page read or wrote last in the browser's
    /// storage: what is found there instead is from another page, and merged first. What cannot be read is put aside.
    pub fn write(&self, draft: &mut StoredDraft, text: &mut String) -> Written {
        let key = self.key(&draft.call_id);
        let mut changed = false;
        let found = read(&key);
        if found != *text {
            match Stored::parse(&found) {
                Stored::Draft(other) => changed = draft.merge(&other),
                Stored::Unreadable(_) => put_aside(&key),
                Stored::Nothing => {}
            }
        }
        let (location, confirmation) = if draft.is_empty() {
            let was_here = !core::mem::take(text).is_empty();
            (StorageLocation::None, self.remove(draft, &key, was_here))
        } else {
            self.put(draft, &key, text)
        };
        Written {
            location,
            changed,
            confirmation,
        }
    }

    fn put(
        &self,
        draft: &StoredDraft,
        key: &str,
        text: &mut String,
    ) -> (StorageLocation, Option<Confirmation>) {
        self.user.note(&self.client);
        let Some(json) = to_json(draft) else {
            return (StorageLocation::Page, None);
        };
        let mut stored = storage::set(StorageArea::Local, key, &json);
        if stored.is_err() {
            // Room may be found by removing what is too old.
            self.all();
            stored = storage::set(StorageArea::Local, key, &json);
        }
        if stored == Ok(()) {
            *text = json;
            // What is left there is older, and loses against this one.
            return (StorageLocation::Browser, self.empty_on_portal(draft));
        }
        match self.portal.put(&draft.call_id, &json) {
            Some(confirmation) if self.user.has_lasting_options.get() => {
                (StorageLocation::Sending, Some(confirmation))
            }
            _ => (StorageLocation::Page, None),
        }
    }

    /// Removes a draft wherever it is stored: it is saved, or discarded. `draft` is what is left of it: empty, with the
    /// times of its last edits.
    fn remove(&self, draft: &StoredDraft, key: &str, was_here: bool) -> Option<Confirmation> {
        let removed = storage::remove(StorageArea::Local, key);
        if removed == Err(Refused) && was_here {
            // An older version may come back with the storage. What is left overrules it then.
            let left = to_json(draft).unwrap_or_default();
            let sent = self.portal.put(&draft.call_id, &left);
            return sent.filter(Confirmation::is_requested);
        }
        self.empty_on_portal(draft)
    }

    /// Removes a draft from the portal, where this page has one there.
    fn empty_on_portal(&self, draft: &StoredDraft) -> Option<Confirmation> {
        let sent = self
            .portal
            .is_used()
            .then(|| self.portal.put(&draft.call_id, ""))?;
        sent.filter(Confirmation::is_requested)
    }

    /// What this user had stored of a call before this page, which did not know yet who they are.
    pub fn read_of_user(&self, id: u64, call_id: &str) -> Option<StoredDraft> {
        if !self.is_user_unknown() {
            return None;
        }
        Stored::parse(&read(&format!("{DRAFT} {} {id} {call_id}", self.domain))).draft()
    }

    /// The portal has said who the user is. Returns whether this page took them for somebody else.
    pub fn set_user(&self, id: u64) -> bool {
        let id = id.to_string();
        let before = self.user.set(&self.client, &id);
        let was_anonymous = before.starts_with(ANONYMOUS);
        if was_anonymous {
            let start = format!("{DRAFT} {} {before} ", self.domain);
            for key in storage::keys() {
                if let Some(call_id) = key.strip_prefix(&start) {
                    rename(&key, &self.key(call_id));
                }
            }
            self.rename_new_clients(&before);
            self.rename_transcripts(&before);
        }
        !was_anonymous && before != id
    }

    /// Whether it is not known yet who the user is.
    pub fn is_user_unknown(&self) -> bool {
        self.user.is_unknown()
    }

    /// Whether a key of the browser's storage is that of this call.
    pub fn is_key_of(&self, key: &str, call_id: &str) -> bool {
        key == self.key(call_id)
    }

    /// Tells the other pages that the draft of this call is being discarded.
    pub fn announce_discard(&self, call_id: &str) {
        let _ = storage::set(StorageArea::Local, DISCARDED, &self.key(call_id));
        let _ = storage::remove(StorageArea::Local, DISCARDED);
    }

    /// Whether such a key is that of this call, of this user; as long as they are not known, of any user.
    pub fn may_be_key_of(&self, key: &str, call_id: &str) -> bool {
        self.is_key_of(key, call_id) || self.is_user_unknown() && key.ends_with(&format!(" {call_id}"))
    }

    fn key(&self, call_id: &str) -> String {
        format!("{DRAFT} {} {} {call_id}", self.domain, self.user.id())
    }

    /// The keys of this user in the browser's storage whose texts this version cannot read, each with the id of its call.
    fn unreadable_keys(&self) -> Vec<(String, String)> {
        let start = self.key("");
        let keys = storage::keys().into_iter().filter_map(|key| {
            let call_id = key.strip_prefix(&start)?;
            let call_id = call_id.split(ASIDE).next().unwrap_or_default().to_owned();
            matches!(Stored::parse(&read(&key)), Stored::Unreadable(_)).then_some((key, call_id))
        });
        keys.collect()
    }
}

/// Whether this is the key of a draft.
pub fn is_key(key: &str) -> bool {
    key.starts_with(DRAFT)
}
