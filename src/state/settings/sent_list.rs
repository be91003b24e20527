//! The list that was sent last, until it is known what became of it.

use crate::api::settings::SettingKey;
use crate::bx24::storage::{self, StorageArea};
use crate::bx24::{Client, from_json, to_json};
use crate::call::{Setting, SettingList};
use crate::state::now;
use crate::state::wrap_up::look_up::is_recent;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The list that was sent last; nothing once it is known whether the portal has stored it. The browser keeps it until its
/// tab is closed: the portal may execute a request after the page that has sent it. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub(super) struct SentList {
    storage_key: StoredValue<String>,
    /// The same, where the storage is closed.
    here: StoredValue<Option<SentSettings>>,
}

/// A list, and when it was sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct SentSettings {
    list: SettingList,
    /// When it was sent, or given up, in milliseconds since 1970 by the clock of the computer.
    at: f64,
}

impl SentList {
    /// The one of this list. The app may stand on one address for several portals.
    pub fn new(client: &Client, key: SettingKey) -> Self {
        let domain = client.domain().unwrap_or_default();
        Self {
            storage_key: StoredValue::new(format!("call-card.sent.{domain}.{}", key.command_key())),
            here: StoredValue::default(),
        }
    }

    /// This list is being sent, or was given up.
    pub fn set(self, list: &SettingList) {
        let sent = SentSettings {
            list: list.clone(),
            at: now(),
        };
        let text = to_json(&sent).unwrap_or_default();
        self.here.try_set_value(Some(sent));
        self.storage_key.try_with_value(|key| {
            // Where the storage is closed or full, this page alone knows it.
            let _ = storage::set(StorageArea::Session, key, &text);
        });
    }

    /// It is known what became of it.
    pub fn clear(self) {
        self.here.try_set_value(None);
        self.storage_key.try_with_value(|key| {
            let _ = storage::remove(StorageArea::Session, key);
        });
    }

    /// Whether it is what the portal has: then it was executed, and nobody else has changed the list.
    pub fn is_stored(self, stored: &Setting) -> bool {
        self.get()
            .is_some_and(|sent| *stored == Setting::Known(sent.list))
    }

    /// Whether the portal may still execute it, and would then replace what it has.
    pub fn may_be_executed(self) -> bool {
        self.get().is_some_and(|sent| is_recent(sent.at))
    }

    fn get(self) -> Option<SentSettings> {
        let kept = self.storage_key.try_with_value(|key| {
            let text = storage::get(StorageArea::Session, key).ok()??;
            from_json(&text).ok()
        });
        kept.flatten().or_else(|| self.here.try_get_value().flatten())
    }
}
