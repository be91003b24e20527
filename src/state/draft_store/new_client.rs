//! What was entered and sent to create a client for an unknown caller: stored for the user and the call like a draft, in the
//! browser, else on the portal, which has room for that of one call.

use super::{DraftStore, put_aside, read};
use crate::bx24::storage::{self, StorageArea};
use crate::bx24::{from_json, to_json};
use crate::call::portal_text::{NEW_CLIENT_LIMIT, portal_text_within};
use crate::call::{NewClientRecord, StoredNewClient};
use crate::state::now;

/// What the keys begin with, and the name of the option.
pub const NEW_CLIENT: &str = "call-card.new-client";

impl DraftStore {
    /// Stores what is known of a call, or removes it where nothing is left. `text` is what this page read or stored last:
    /// what is found instead is from another page, and joined first. Returns whether that changed the record.
    pub fn sync_new_client(
        &self,
        call_id: &str,
        number: &str,
        record: &mut NewClientRecord,
        text: &mut String,
    ) -> bool {
        let key = self.new_client_key(call_id);
        let mut found = read(&key);
        if found.is_empty() && self.portal_new_client().call_id == call_id {
            found = self.client.user_option(NEW_CLIENT);
        }
        let before = record.clone();
        let other = Some(&found).filter(|found| !found.is_empty() && *found != text);
        match other.map(|found| from_json::<StoredNewClient>(found)) {
            Some(Ok(other)) if !other.is_old(now()) => {
                record.join(other.record.clone());
                if record.to_store() == other.record {
                    // Looking at it does not make it newer.
                    *text = found;
                    return *record != before;
                }
            }
            // Only another version can read it.
            Some(Err(_)) if record.to_store().is_blank() => return false,
            Some(Err(_)) => put_aside(&key),
            None if found.is_empty() && text.is_empty() && record.to_store().is_blank() => return false,
            Some(Ok(_)) | None => {}
        }
        *text = self.put_new_client(&key, call_id, number, record);
        *record != before
    }

    fn put_new_client(&self, key: &str, call_id: &str, number: &str, record: &NewClientRecord) -> String {
        let is_on_portal = self.portal_new_client().call_id == call_id;
        let record = record.to_store();
        if record.is_blank() {
            let _ = storage::remove(StorageArea::Local, key);
            if is_on_portal {
                self.client.set_user_option(NEW_CLIENT, "");
            }
            return String::new();
        }
        self.user.note(&self.client);
        let stored = StoredNewClient {
            call_id: call_id.to_owned(),
            number: number.to_owned(),
            record,
            at: now(),
        };
        let json = to_json(&stored).unwrap_or_default();
        let mut written = storage::set(StorageArea::Local, key, &json);
        if written.is_err() {
            // Room may be found by removing what is too old.
            self.remove_old_new_clients();
            written = storage::set(StorageArea::Local, key, &json);
        }
        if written.is_ok() {
            if is_on_portal {
                self.client.set_user_option(NEW_CLIENT, "");
            }
            return json;
        }
        let known = self.portal_new_client();
        let is_free = known.call_id.is_empty() || known.is_old(now()) || is_on_portal;
        if let Some(text) = portal_text_within(&json, NEW_CLIENT_LIMIT).filter(|_| is_free) {
            self.client.set_user_option(NEW_CLIENT, &text);
            return text;
        }
        // Only the page has it.
        String::new()
    }

    /// Whether anything is stored of a call in this browser, of whomever.
    pub fn has_new_client_of(&self, call_id: &str) -> bool {
        let (start, end) = (format!("{NEW_CLIENT} {} ", self.domain), format!(" {call_id}"));
        let is_of_call = |key: &String| key.starts_with(&start) && key.ends_with(&end);
        !call_id.is_empty() && storage::keys().iter().any(is_of_call)
    }

    /// What this user has entered and not created, newest first.
    pub fn unsaved_new_clients(&self) -> Vec<StoredNewClient> {
        let start = self.new_client_key("");
        let mut texts: Vec<String> = storage::keys()
            .iter()
            .filter(|key| key.starts_with(&start))
            .map(|key| read(key))
            .collect();
        texts.push(self.client.user_option(NEW_CLIENT));
        let mut found: Vec<StoredNewClient> = Vec::new();
        for stored in texts
            .iter()
            .filter_map(|text| from_json::<StoredNewClient>(text).ok())
        {
            let is_known = found.iter().any(|known| known.call_id == stored.call_id);
            if stored.is_unsaved() && !stored.is_old(now()) && !is_known {
                found.push(stored);
            }
        }
        found.sort_by(|one, other| other.at.total_cmp(&one.at));
        found
    }

    /// Removes what is stored of a call.
    pub fn remove_new_client(&self, call_id: &str) {
        let key = self.new_client_key(call_id);
        self.put_new_client(&key, call_id, "", &NewClientRecord::default());
    }

    /// Removes what is too old, of whomever.
    pub fn remove_old_new_clients(&self) {
        for key in storage::keys()
            .into_iter()
            .filter(|key| key.starts_with(NEW_CLIENT))
        {
            // What a newer version has written may be readable again.
            let stored = from_json::<StoredNewClient>(&read(&key));
            if stored.is_ok_and(|stored| stored.is_old(now())) {
                let _ = storage::remove(StorageArea::Local, &key);
            }
        }
    }

    /// The same on the portal, once it is known what the portal has.
    pub(super) fn remove_old_new_client_on_portal(&self) {
        let known = self.portal_new_client();
        if !known.call_id.is_empty() && known.is_old(now()) {
            self.client.set_user_option(NEW_CLIENT, "");
        }
    }

    /// The user was anonymous until now: what was stored for them under that id is theirs.
    pub(super) fn rename_new_clients(&self, anonymous: &str) {
        let start = format!("{NEW_CLIENT} {} {anonymous} ", self.domain);
        for key in storage::keys() {
            let Some(call_id) = key.strip_prefix(&start) else {
                continue;
            };
            let (text, own_key) = (read(&key), self.new_client_key(call_id));
            let _ = storage::remove(StorageArea::Local, &key);
            if read(&own_key).is_empty() {
                // The same text: the page that has stored it knows it again.
                let _ = storage::set(StorageArea::Local, &own_key, &text);
            } else if let Ok(mut stored) = from_json::<StoredNewClient>(&text) {
                self.sync_new_client(call_id, &stored.number, &mut stored.record, &mut String::new());
            }
        }
    }

    /// What the option holds; nothing of any call where it holds nothing that can be read.
    fn portal_new_client(&self) -> StoredNewClient {
        from_json(&self.client.user_option(NEW_CLIENT)).unwrap_or_default()
    }

    fn new_client_key(&self, call_id: &str) -> String {
        format!("{NEW_CLIENT} {} {} {call_id}", self.domain, self.user.id())
    }
}
