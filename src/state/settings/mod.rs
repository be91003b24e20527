//! Phrases, result codes and call scripts: what is known of them, and how agents and administrators change them.
//!
//! A card asks for them once, along with the client's history. Until then it has what the portal's page has loaded, or
//! what a card before it in this browser tab was answered.

mod edit_store;
mod edited_list;
mod editor;
mod own_phrases;
mod sent_list;
mod write;

pub use edited_list::{EditedItem, ListError};
pub use editor::ListEditor;
pub use own_phrases::{OwnPhrases, PhraseChange};
pub use write::ListOutcome;

use super::set_if_changed;
use super::task::Task;
use crate::api::settings::{self, SettingKey};
use crate::bx24::storage::{self, StorageArea};
use crate::bx24::{Answer, Client, Command, Error, from_json, to_json};
use crate::call::{Setting, SettingList};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::Cell;

/// Phrases, result codes and call scripts. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Settings {
    known: RwSignal<KnownSettings>,
    /// Why they could not be asked for, until that succeeds.
    pub trouble: ReadSignal<Option<Error>>,
    set_trouble: WriteSignal<Option<Error>>,
    inner: StoredValue<Inner, LocalStorage>,
}

/// What is known of the lists.
#[derive(Clone, Debug, Default)]
struct KnownSettings {
    shared: Setting,
    codes: Setting,
    scripts: Setting,
    own: Setting,
}

/// What the browser keeps until its tab is closed. Own phrases are for their user alone.
#[derive(Debug, Serialize, Deserialize)]
struct StoredSettings {
    phrases: SettingList,
    codes: SettingList,
    #[serde(default)]
    scripts: SettingList,
}

struct Inner {
    client: Client,
    storage_key: String,
    request: Task,
    is_asked: Cell<bool>,
}

impl KnownSettings {
    const fn of(&self, key: SettingKey) -> &Setting {
        match key {
            SettingKey::SharedPhrases => &self.shared,
            SettingKey::ResultCodes => &self.codes,
            SettingKey::Scripts => &self.scripts,
            SettingKey::OwnPhrases => &self.own,
        }
    }

    const fn of_mut(&mut self, key: SettingKey) -> &mut Setting {
        match key {
            SettingKey::SharedPhrases => &mut self.shared,
            SettingKey::ResultCodes => &mut self.codes,
            SettingKey::Scripts => &mut self.scripts,
            SettingKey::OwnPhrases => &mut self.own,
        }
    }
}

impl Settings {
    /// What is known without asking.
    pub(super) fn new(client: Client) -> Self {
        // The app may stand on one address for several portals.
        let storage_key = format!("call-card.settings.{}", client.domain().unwrap_or_default());
        let app = |key: SettingKey| settings::parse(&client.app_option(key.option()).unwrap_or_default());
        let own = settings::parse(&client.user_option(SettingKey::OwnPhrases.option()));
        let stored = storage::get(StorageArea::Session, &storage_key).ok().flatten();
        let stored = stored.and_then(|stored| from_json::<StoredSettings>(&stored).ok());
        let known = match stored {
            Some(stored) => KnownSettings {
                shared: Setting::Known(stored.phrases),
                codes: Setting::Known(stored.codes),
                scripts: Setting::Known(stored.scripts),
                own,
            },
            None => KnownSettings {
                shared: app(SettingKey::SharedPhrases),
                codes: app(SettingKey::ResultCodes),
                scripts: app(SettingKey::Scripts),
                own,
            },
        };
        let (trouble, set_trouble) = signal(None);
        Self {
            known: RwSignal::new(known),
            trouble,
            set_trouble,
            inner: StoredValue::new_local(Inner {
                client,
                storage_key,
                request: Task::new(),
                is_asked: Cell::default(),
            }),
        }
    }

    /// A list. Tracks it.
    pub fn get(self, key: SettingKey) -> Setting {
        self.with(key, Clone::clone).unwrap_or_default()
    }

    /// Looks at a list. Tracks it. The page may be gone by now; then there is nothing to see.
    pub fn with<T>(self, key: SettingKey, look: impl FnOnce(&Setting) -> T) -> Option<T> {
        self.known.try_with(|known| look(known.of(key)))
    }

    /// The commands that ask for all of it, for the batch of another request; none where it was asked for already.
    pub(super) fn commands(self) -> Vec<Command> {
        let asked = self.inner.try_with_value(|inner| inner.is_asked.replace(true));
        if asked != Some(false) {
            return Vec::new();
        }
        let commands = SettingKey::ALL.into_iter().map(SettingKey::command);
        commands.filter_map(Result::ok).collect()
    }

    /// Takes the answers to [`Settings::commands`]. A failure is shown to whoever needs a list.
    pub(super) fn take(self, answers: &[(String, Result<Answer, Error>)]) {
        let mut trouble = None;
        for (key, answer) in answers {
            let Some(key) = SettingKey::ALL
                .into_iter()
                .find(|known| known.command_key() == key)
            else {
                continue;
            };
            match answer.clone().and_then(|answer| answer.read()) {
                Ok(value) => self.set_known(key, settings::parse_value(value)),
                Err(error) => trouble = Some(error),
            }
        }
        match trouble {
            Some(error) => self.fail(error),
            None => self.settle(None),
        }
    }

    /// They could not be asked for.
    pub(super) fn fail(self, error: Error) {
        self.inner.try_with_value(|inner| inner.is_asked.set(false));
        self.settle(Some(error));
    }

    fn settle(self, trouble: Option<Error>) {
        set_if_changed(self.set_trouble, trouble);
    }

    /// Asks for them, unless that was done: where there is no other request to go along with.
    pub fn ask_once(self) {
        if let Some(client) = self.inner.try_with_value(|inner| inner.client.clone()) {
            self.ask(client);
        }
    }

    /// Asks for them before what the page asks by itself, unless they are known: an agent waits for them.
    pub fn ask_now(self) {
        if let Some(client) = self.inner.try_with_value(|inner| inner.client.for_actions()) {
            self.ask(client);
        }
    }

    fn ask(self, client: Client) {
        let commands = self.commands();
        let request = self.inner.try_with_value(|inner| inner.request);
        let Some(request) = request.filter(|_| !commands.is_empty()) else {
            return;
        };
        request.start(async move {
            match client.batch(commands).await {
                Ok(answers) => self.take(&answers),
                Err(error) => self.fail(error),
            }
        });
    }

    /// The portal has said what a list is.
    pub(super) fn set_known(self, key: SettingKey, setting: Setting) {
        self.known.try_maybe_update(|known| {
            let known = known.of_mut(key);
            let changes = *known != setting;
            *known = setting;
            (changes, ())
        });
        if key.is_own() {
            return;
        }
        let stored = self.known.try_with_untracked(|known| StoredSettings {
            phrases: known.shared.list(),
            codes: known.codes.list(),
            scripts: known.scripts.list(),
        });
        self.inner.try_with_value(|inner| {
            if let Some(text) = stored.and_then(|stored| to_json(&stored)) {
                // Where the storage is closed or full, they are known for this page.
                let _ = storage::set(StorageArea::Session, &inner.storage_key, &text);
            }
        });
    }
}
