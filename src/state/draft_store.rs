//! Where drafts are stored: in the browser's storage, else on the portal, each for one portal, user and call.
//!
//! Who the user is must not be guessed: on a computer of several people nobody may read what another wrote. The portal's
//! options belong to the user alone, so the id is noted there, and the next page knows it at once. Until the portal has
//! said it for the first time, a draft belongs to an anonymous id. That id is noted in the options, too, and for this
//! very frame in the tab's storage; whoever cannot show it does not get the draft.

use super::now;
use crate::bx24::storage::{self, Refused, StorageArea};
use crate::bx24::{Client, from_json, to_json};
use crate::call::StoredDraft;
use crate::call::stored_draft::ANONYMOUS;
use core::fmt::Write;
use std::cell::{Cell, RefCell};

/// Where a draft is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum StorageLocation {
    /// There is nothing to store.
    #[default]
    None,
    /// In this browser.
    Browser,
    /// Only on the portal.
    Portal,
    /// Only in this page: it is gone when the page is.
    Page,
}

impl StorageLocation {
    /// Its name in diagnostics.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Browser => "browser",
            Self::Portal => "portal",
            Self::Page => "page",
        }
    }
}

/// The option of the user that holds their id.
const USER: &str = "call-card.who";

/// What the keys of all drafts begin with.
const DRAFT: &str = "call-card.draft";

/// How many drafts the portal stores for a user, and how many bytes each may take. The portal keeps all options of an
/// app in one text, which holds 65,535 bytes on an old database.
const SLOTS: [&str; 4] = [
    "call-card.draft.0",
    "call-card.draft.1",
    "call-card.draft.2",
    "call-card.draft.3",
];
const SLOT_LIMIT: usize = 14_000;

/// The drafts of one user on one portal.
pub struct DraftStore {
    client: Client,
    portal: String,
    user: RefCell<String>,
    /// Whether the portal's options outlive this frame: a user who had none loses what is set when the frame is loaded
    /// again.
    has_lasting_options: bool,
    is_on_portal: Cell<bool>,
    is_anonymous_id_noted: Cell<bool>,
}

impl DraftStore {
    /// The drafts of the agent of this page.
    pub fn new(client: Client) -> Self {
        let known = client.user_option(USER);
        let is_known = !known.is_empty();
        let user = if is_known {
            Some(known)
        } else {
            noted_anonymous_id()
        };
        Self {
            portal: client.domain().unwrap_or_default(),
            has_lasting_options: is_known,
            is_on_portal: Cell::default(),
            is_anonymous_id_noted: Cell::new(user.is_some()),
            user: RefCell::new(user.unwrap_or_else(anonymous_id)),
            client,
        }
    }

    /// The draft of a call; nothing where this user has none, or where it is too old. `text` becomes what the browser's
    /// storage holds.
    pub fn read(&self, call_id: &str, text: &mut String) -> Option<StoredDraft> {
        let stored = storage::get(StorageArea::Local, &self.key(call_id));
        *text = stored.ok().flatten().unwrap_or_default();
        let mut found = parse(text);
        for slot in SLOTS {
            if let Some(draft) = self.slot(slot).filter(|draft| draft.call_id == call_id) {
                self.is_on_portal.set(true);
                match &mut found {
                    Some(found) => drop(found.merge(&draft)),
                    None => found = Some(draft),
                }
            }
        }
        found.filter(|found| !found.is_empty() && !found.is_old(now()))
    }

    /// Whether anything is stored, of whomever.
    pub fn has_any(&self) -> bool {
        storage::keys().iter().any(|key| is_key(key))
            || SLOTS.iter().any(|slot| !self.client.user_option(slot).is_empty())
    }

    /// Whether a draft of this call is stored in this browser, of whomever.
    pub fn has_draft_of(&self, call_id: &str) -> bool {
        let (start, end) = (format!("{DRAFT} {} ", self.portal), format!(" {call_id}"));
        storage::keys()
            .iter()
            .any(|key| key.starts_with(&start) && key.ends_with(&end))
    }

    /// All drafts of this user. What is too old is removed.
    pub fn all(&self) -> Vec<StoredDraft> {
        let start = self.key("");
        let mut all: Vec<StoredDraft> = Vec::new();
        let mut texts = Vec::new();
        for key in storage::keys() {
            if !is_key(&key) {
                continue;
            }
            let text = storage::get(StorageArea::Local, &key)
                .ok()
                .flatten()
                .unwrap_or_default();
            if parse(&text).is_none_or(|found| found.is_old(now())) {
                let _ = storage::remove(StorageArea::Local, &key);
            } else if key.starts_with(&start) {
                texts.push(text);
            }
        }
        for slot in SLOTS {
            texts.push(self.client.user_option(slot));
        }
        for found in texts.iter().filter_map(|text| parse(text)) {
            match all.iter_mut().find(|known| known.call_id == found.call_id) {
                Some(known) => drop(known.merge(&found)),
                None => all.push(found),
            }
        }
        all.retain(|found| !found.is_empty() && !found.is_old(now()));
        all
    }

    /// Stores a draft, or removes it where it is empty. `text` is what this page read or wrote last in the browser's
    /// storage: what is found there instead is from another page, and merged first.
    ///
    /// Returns where the draft is now, and whether the other page had changed it.
    pub fn write(&self, draft: &mut StoredDraft, text: &mut String) -> (StorageLocation, bool) {
        let key = self.key(&draft.call_id);
        let mut changed = false;
        if let Ok(Some(found)) = storage::get(StorageArea::Local, &key)
            && found != *text
            && let Some(other) = parse(&found)
        {
            changed = draft.merge(&other);
        }
        if draft.is_empty() {
            let was_here = !core::mem::take(text).is_empty();
            self.remove(draft, &key, was_here);
            return (StorageLocation::None, changed);
        }
        (self.put(draft, &key, text), changed)
    }

    fn put(&self, draft: &StoredDraft, key: &str, text: &mut String) -> StorageLocation {
        self.note_anonymous_id();
        let Some(json) = to_json(draft) else {
            return StorageLocation::Page;
        };
        let mut stored = storage::set(StorageArea::Local, key, &json);
        if stored.is_err() {
            // Room may be found by removing what is too old.
            self.all();
            stored = storage::set(StorageArea::Local, key, &json);
        }
        if stored == Ok(()) {
            *text = json;
            if self.is_on_portal.get() {
                self.put_on_portal(&draft.call_id, "");
            }
            return StorageLocation::Browser;
        }
        if self.put_on_portal(&draft.call_id, &json) && self.has_lasting_options {
            StorageLocation::Portal
        } else {
            StorageLocation::Page
        }
    }

    /// Removes a draft wherever it is stored: it is saved, or discarded. `draft` is what is left of it: empty, with the
    /// times of its last edits.
    fn remove(&self, draft: &StoredDraft, key: &str, was_here: bool) {
        let removed = storage::remove(StorageArea::Local, key);
        if removed == Err(Refused) && was_here {
            // An older version may come back with the storage. What is left overrules it then.
            self.put_on_portal(&draft.call_id, &to_json(draft).unwrap_or_default());
        } else if self.is_on_portal.get() {
            self.put_on_portal(&draft.call_id, "");
        }
    }

    /// What this user had stored of a call before this page, which did not know yet who they are.
    pub fn read_of_user(&self, id: u64, call_id: &str) -> Option<StoredDraft> {
        let key = format!("{DRAFT} {} {id} {call_id}", self.portal);
        let text = storage::get(StorageArea::Local, &key).ok().flatten();
        parse(&text.filter(|_| self.is_user_unknown())?)
    }

    /// The portal has said who the user is. Returns whether this page took them for somebody else.
    pub fn set_user(&self, id: u64) -> bool {
        let id = id.to_string();
        let before = self.user.replace(id.clone());
        if self.client.user_option(USER) != id {
            self.client.set_user_option(USER, &id);
        }
        let was_anonymous = before.starts_with(ANONYMOUS);
        if was_anonymous {
            let _ = storage::remove(StorageArea::Session, USER);
            let start = format!("{DRAFT} {} {before} ", self.portal);
            for key in storage::keys() {
                if let Some(call_id) = key.strip_prefix(&start) {
                    rename(&key, &self.key(call_id));
                }
            }
        }
        !was_anonymous && before != id
    }

    /// Whether it is not known yet who the user is.
    pub fn is_user_unknown(&self) -> bool {
        self.user.borrow().starts_with(ANONYMOUS)
    }

    /// Whether a key of the browser's storage is that of this call.
    pub fn is_key_of(&self, key: &str, call_id: &str) -> bool {
        key == self.key(call_id)
    }

    fn key(&self, call_id: &str) -> String {
        format!("{DRAFT} {} {} {call_id}", self.portal, self.user.borrow())
    }

    /// Notes an anonymous id where only this user, or this very frame, finds it.
    fn note_anonymous_id(&self) {
        let user = self.user.borrow();
        if !self.is_anonymous_id_noted.replace(true) {
            self.client.set_user_option(USER, &user);
            let _ = storage::set(StorageArea::Session, USER, &format!("{} {user}", frame()));
        }
    }

    fn slot(&self, name: &str) -> Option<StoredDraft> {
        parse(&self.client.user_option(name)).filter(|draft| !draft.is_old(now()))
    }

    /// Stores a text on the portal for a call: in the call's own slot, or in a free one.
    fn put_on_portal(&self, call_id: &str, text: &str) -> bool {
        let slots = SLOTS.map(|name| (name, self.slot(name)));
        let own = slots
            .iter()
            .find(|(_, draft)| draft.as_ref().is_some_and(|draft| draft.call_id == call_id));
        let free = slots.iter().find(|(_, draft)| draft.is_none());
        let (Some((name, _)), true) = (own.or(free), text.len() <= SLOT_LIMIT) else {
            return false;
        };
        self.is_on_portal.set(!text.is_empty());
        self.client.set_user_option(name, &basic_plane(text))
    }
}

/// Moves a draft to another key.
fn rename(from: &str, to: &str) {
    let read = |key| storage::get(StorageArea::Local, key).ok().flatten();
    let Some(text) = read(from) else { return };
    let merged = match (parse(&text), read(to).and_then(|text| parse(&text))) {
        (Some(one), Some(mut other)) => {
            other.merge(&one);
            to_json(&other)
        }
        _ => None,
    };
    let text = merged.unwrap_or(text);
    let _ = storage::remove(StorageArea::Local, from);
    if storage::set(StorageArea::Local, to, &text).is_err() {
        let _ = storage::set(StorageArea::Local, from, &text);
    }
}

/// Whether this is the key of a draft.
pub fn is_key(key: &str) -> bool {
    key.starts_with(DRAFT)
}

fn parse(text: &str) -> Option<StoredDraft> {
    from_json(text).ok()
}

/// An id for a user who is not known yet, or for a call that the portal has not named.
pub fn anonymous_id() -> String {
    format!("{ANONYMOUS}{}", random(1e15))
}

/// A random whole number below `limit`.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn random(limit: f64) -> u64 {
    (js_sys::Math::random() * limit) as u64
}

/// The anonymous id that was noted earlier in this very frame.
fn noted_anonymous_id() -> Option<String> {
    let noted = storage::get(StorageArea::Session, USER).ok()??;
    let (of, user) = noted.split_once(' ')?;
    (of == frame()).then(|| user.to_owned())
}

/// The frame by the name that the portal gave it, which another one does not have. Only a fingerprint of it: the name
/// itself is the portal's key to the frame.
fn frame() -> String {
    let name = web_sys::window().and_then(|window| window.name().ok());
    let mix = |print: u32, byte: u8| (print ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let print = name.unwrap_or_default().bytes().fold(0x811c_9dc5, mix);
    print.to_string()
}

/// JSON without characters that an old database cuts a text off at: those outside the basic plane.
fn basic_plane(json: &str) -> String {
    let mut plain = String::with_capacity(json.len());
    for c in json.chars() {
        if c.len_utf8() < 4 {
            plain.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(plain, "\\u{unit:04x}");
        }
    }
    plain
}
