//! Where unsaved wrap-ups are kept: in the browser's storage, else on the portal, each for one portal, user and call.
//!
//! Who the user is must not be guessed: on a computer of several people one must never read what another wrote. The
//! portal's options belong to the user alone, so the id is noted there, and the next page knows it at once. Until the
//! portal has told it for the first time, a wrap-up belongs to a name made up on the spot. That name is noted in the
//! options, too, and for this very frame in the tab's storage; whoever cannot show it does not get the wrap-up.

use super::now;
use crate::bx24::Client;
use crate::bx24::storage::{self, Refused, StorageArea};
use crate::call::StoredDraft;
use crate::value::{concat, decimal, digits};
use std::cell::{Cell, RefCell};

/// Where an unsaved wrap-up is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum StorageLocation {
    /// There is nothing to keep.
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
    /// A word for reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Browser => "browser",
            Self::Portal => "portal",
            Self::Page => "page",
        }
    }
}

/// The option of the user that tells who they are.
const WHO: &str = "call-card.who";

/// What the keys of all unsaved wrap-ups begin with.
const DRAFT: &str = "call-card.draft";

/// How many wrap-ups the portal keeps for a user, and how many bytes each may take. The portal keeps all options of an
/// app in one text, which holds 65,535 bytes on an old database.
const SLOTS: [&str; 4] = [
    "call-card.draft.0",
    "call-card.draft.1",
    "call-card.draft.2",
    "call-card.draft.3",
];
const SLOT_LIMIT: usize = 14_000;

/// The unsaved wrap-ups of one user on one portal.
pub struct DraftStore {
    client: Client,
    portal: String,
    who: RefCell<String>,
    /// Whether the portal's options outlive this frame: a user who had none loses what is set when the frame is loaded
    /// again.
    lasting: bool,
    on_portal: Cell<bool>,
    claimed: Cell<bool>,
}

impl DraftStore {
    /// Those of the agent of this page.
    pub fn new(client: Client) -> Self {
        let noted = client.user_option(WHO);
        let lasting = !noted.is_empty();
        let who = if lasting { Some(noted) } else { claim() };
        Self {
            portal: client.domain().unwrap_or_default(),
            lasting,
            on_portal: Cell::default(),
            claimed: Cell::new(who.is_some()),
            who: RefCell::new(who.unwrap_or_else(anonymous_id)),
            client,
        }
    }

    /// The wrap-up of a call; nothing where this user has none, or where it is too old. `last` becomes what stands in
    /// the browser's storage.
    pub fn read(&self, call_id: &str, last: &mut String) -> Option<StoredDraft> {
        let text = storage::get(StorageArea::Local, &self.key(call_id));
        *last = text.ok().flatten().unwrap_or_default();
        let mut found = unsaved(last);
        for slot in SLOTS {
            if let Some(kept) = self.slot(slot).filter(|kept| kept.call_id == call_id) {
                self.on_portal.set(true);
                match &mut found {
                    Some(found) => drop(found.merge(&kept)),
                    None => found = Some(kept),
                }
            }
        }
        found.filter(|found| !found.is_empty() && !found.is_old(now()))
    }

    /// All that may be kept: the browser's keys and the portal's texts, not yet looked into.
    pub fn kept(&self) -> Vec<String> {
        let mut kept = storage::keys();
        kept.retain(|key| is_key(key));
        for slot in SLOTS {
            kept.push(self.client.user_option(slot));
        }
        kept.retain(|kept| !kept.is_empty());
        kept
    }

    /// Keeps a wrap-up in the browser, where nothing else is kept of its call: `last` is what this page wrote last.
    /// Answers where it is now; nothing where more has to be done than that.
    pub fn jot(&self, unsaved: &StoredDraft, last: &mut String) -> Option<StorageLocation> {
        let key = self.key(&unsaved.call_id);
        let Ok(stands) = storage::get(StorageArea::Local, &key) else {
            return Some(StorageLocation::Page);
        };
        if stands.unwrap_or_default() != *last || unsaved.is_empty() {
            return None;
        }
        self.claim();
        let text = unsaved.to_value().to_json();
        storage::set(StorageArea::Local, &key, &text).ok()?;
        *last = text;
        Some(StorageLocation::Browser)
    }

    /// Whether somebody's wrap-up of this call is kept in this browser.
    pub fn is_somewhere(&self, call_id: &str) -> bool {
        let (start, end) = (format!("{DRAFT} {} ", self.portal), format!(" {call_id}"));
        storage::keys()
            .iter()
            .any(|key| key.starts_with(&start) && key.ends_with(&end))
    }

    /// All wrap-ups of this user. What is too old is removed.
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
            if unsaved(&text).is_none_or(|found| found.is_old(now())) {
                let _ = storage::remove(StorageArea::Local, &key);
            } else if key.starts_with(&start) {
                texts.push(text);
            }
        }
        for slot in SLOTS {
            texts.push(self.client.user_option(slot));
        }
        for found in texts.iter().filter_map(|text| unsaved(text)) {
            match all.iter_mut().find(|known| known.call_id == found.call_id) {
                Some(known) => drop(known.merge(&found)),
                None => all.push(found),
            }
        }
        all.retain(|found| !found.is_empty() && !found.is_old(now()));
        all
    }

    /// Keeps a wrap-up, and tells where. `last` is what this page read or wrote last in the browser's storage: what is
    /// found there instead is from another page, and taken in first. Answers what that changed.
    pub fn write(&self, unsaved: &mut StoredDraft, last: &mut String) -> (StorageLocation, Vec<String>) {
        let key = self.key(&unsaved.call_id);
        let mut changed = Vec::new();
        if let Ok(Some(text)) = storage::get(StorageArea::Local, &key)
            && text != *last
            && let Some(other) = self::unsaved(&text)
        {
            changed = unsaved.merge(&other);
        }
        if unsaved.is_empty() {
            let was_here = !core::mem::take(last).is_empty();
            self.remove(unsaved, &key, was_here);
            return (StorageLocation::None, changed);
        }
        self.claim();
        let text = unsaved.to_value().to_json();
        let mut kept = storage::set(StorageArea::Local, &key, &text);
        if kept.is_err() {
            // Room may be found by removing what is too old.
            self.all();
            kept = storage::set(StorageArea::Local, &key, &text);
        }
        if kept == Ok(()) {
            *last = text;
            if self.on_portal.get() {
                self.put_on_portal(&unsaved.call_id, "");
            }
            return (StorageLocation::Browser, changed);
        }
        let on_portal = self.put_on_portal(&unsaved.call_id, &text);
        let place = if on_portal && self.lasting {
            StorageLocation::Portal
        } else {
            StorageLocation::Page
        };
        (place, changed)
    }

    /// Removes a wrap-up wherever it is kept: it is saved, or given up. `unsaved` is what is left of it: empty, with the
    /// times of its last edits.
    fn remove(&self, unsaved: &StoredDraft, key: &str, was_here: bool) {
        let gone = storage::remove(StorageArea::Local, key);
        if gone == Err(Refused) && was_here {
            // An older version may come back with the storage. What is left overrules it then.
            self.put_on_portal(&unsaved.call_id, &unsaved.to_value().to_json());
        } else if self.on_portal.get() {
            self.put_on_portal(&unsaved.call_id, "");
        }
    }

    /// What this user had kept of a call before this page, which did not know yet who they are.
    pub fn earlier(&self, id: u64, call_id: &str) -> Option<StoredDraft> {
        let key = format!("{DRAFT} {} {id} {call_id}", self.portal);
        let text = storage::get(StorageArea::Local, &key).ok().flatten();
        unsaved(&text.filter(|_| self.is_unknown())?)
    }

    /// The portal has told who the user is. Answers whether that is somebody else than this page took them for.
    pub fn learn(&self, id: u64) -> bool {
        let id = digits(id);
        let before = self.who.replace(id.clone());
        if self.client.user_option(WHO) != id {
            self.client.set_user_option(WHO, &id);
        }
        let anonymous_id = before.starts_with('?');
        if anonymous_id {
            let _ = storage::remove(StorageArea::Session, WHO);
            let start = format!("{DRAFT} {} {before} ", self.portal);
            for key in storage::keys() {
                if let Some(call_id) = key.strip_prefix(&start) {
                    rename(&key, &self.key(call_id));
                }
            }
        }
        !anonymous_id && before != id
    }

    /// Whether nobody knows yet who the user is.
    pub fn is_unknown(&self) -> bool {
        self.who.borrow().starts_with('?')
    }

    /// Whether a key of the browser's storage is that of this call.
    pub fn is_key_of(&self, key: &str, call_id: &str) -> bool {
        key == self.key(call_id)
    }

    fn key(&self, call_id: &str) -> String {
        concat(&[DRAFT, " ", &self.portal, " ", &self.who.borrow(), " ", call_id])
    }

    /// A name that was made up is noted where only this user, or this very frame, finds it.
    fn claim(&self) {
        let who = self.who.borrow();
        if !self.claimed.replace(true) {
            self.client.set_user_option(WHO, &who);
            let _ = storage::set(StorageArea::Session, WHO, &concat(&[&frame(), " ", &who]));
        }
    }

    fn slot(&self, name: &str) -> Option<StoredDraft> {
        unsaved(&self.client.user_option(name)).filter(|kept| !kept.is_old(now()))
    }

    /// Keeps a text on the portal for a call: in the call's own place, or in a free one.
    fn put_on_portal(&self, call_id: &str, text: &str) -> bool {
        let slots = SLOTS.map(|name| (name, self.slot(name)));
        let own = slots
            .iter()
            .find(|(_, kept)| kept.as_ref().is_some_and(|kept| kept.call_id == call_id));
        let free = slots.iter().find(|(_, kept)| kept.is_none());
        let (Some((name, _)), true) = (own.or(free), text.len() <= SLOT_LIMIT) else {
            return false;
        };
        self.on_portal.set(!text.is_empty());
        self.client.set_user_option(name, &plain(text))
    }
}

/// Moves what is kept to another key.
fn rename(from: &str, to: &str) {
    let read = |key| storage::get(StorageArea::Local, key).ok().flatten();
    let Some(text) = read(from) else { return };
    let text = match (unsaved(&text), read(to).and_then(|text| unsaved(&text))) {
        (Some(one), Some(mut other)) => {
            other.merge(&one);
            other.to_value().to_json()
        }
        _ => text,
    };
    let _ = storage::remove(StorageArea::Local, from);
    if storage::set(StorageArea::Local, to, &text).is_err() {
        let _ = storage::set(StorageArea::Local, from, &text);
    }
}

/// Whether this is the key of a wrap-up.
pub fn is_key(key: &str) -> bool {
    key.starts_with(DRAFT)
}

/// Reads what was kept.
fn unsaved(text: &str) -> Option<StoredDraft> {
    StoredDraft::from_value(&storage::parse(text))
}

/// A name for a user whom nobody knows yet, or for a call that the portal has not named.
pub fn anonymous_id() -> String {
    concat(&["?", &decimal((js_sys::Math::random() * 1e15).floor())])
}

/// The name that was made up earlier in this very frame.
fn claim() -> Option<String> {
    let noted = storage::get(StorageArea::Session, WHO).ok()??;
    let (of, who) = noted.split_once(' ')?;
    (of == frame()).then(|| who.to_owned())
}

/// The frame by the name that the portal gave it, which another one does not have. Only a fingerprint of it: the name
/// itself is the portal's key to the frame.
fn frame() -> String {
    let name = web_sys::window().and_then(|window| window.name().ok());
    let mix = |print: u32, byte: u8| (print ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    digits(name.unwrap_or_default().bytes().fold(0x811c_9dc5, mix).into())
}

/// JSON without characters that an old database cuts a text off at: those outside the basic plane.
fn plain(json: &str) -> String {
    let mut plain = String::with_capacity(json.len());
    for c in json.chars() {
        if c.len_utf8() < 4 {
            plain.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            plain.push_str("\\u");
            plain.extend(
                (0..4)
                    .rev()
                    .filter_map(|place| char::from_digit(u32::from(*unit) >> (place * 4) & 0xf, 16)),
            );
        }
    }
    plain
}
