//! The portal's names that stay the same for a session: stages, kinds of items, colleagues.
//!
//! A card is opened for every call. Those that one card has loaded, the next one shows at once.

use super::task::Task;
use crate::api::directory::{self, Directory, KINDS, StageId};
use crate::api::php::List;
use crate::api::users::{self, User};
use crate::bx24::storage::{self, StorageArea};
use crate::bx24::{Client, Command, Error, from_json, to_json};
use crate::call::EntityKind;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};

/// Names that are kept for the session. A small handle: copies are the same names.
#[derive(Clone, Copy)]
pub struct SessionNames {
    known: RwSignal<KnownNames>,
    inner: StoredValue<Inner, LocalStorage>,
}

/// What is kept in the browser until its tab is closed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct KnownNames {
    directories: Vec<Directory>,
    people: Vec<(u64, String)>,
}

struct Inner {
    client: Client,
    key: String,
    request: Task,
    busy: Cell<bool>,
    wanted: RefCell<Wanted>,
    /// What was asked for since the page was opened: what the portal does not name is not asked for again and again.
    asked: RefCell<Wanted>,
}

/// What a name is wanted for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wanted {
    directories: Vec<String>,
    people: Vec<u64>,
}

/// How many people the portal names in one answer.
const PEOPLE: usize = 50;

impl SessionNames {
    pub(super) fn new(client: Client) -> Self {
        // The app may stand on one address for several portals.
        let key = format!("call-card.names.{}", client.domain().unwrap_or_default());
        let kept = storage::get(StorageArea::Session, &key).ok().flatten();
        let known = kept.and_then(|kept| from_json(&kept).ok());
        Self {
            known: RwSignal::new(known.unwrap_or_default()),
            inner: StoredValue::new_local(Inner {
                client,
                key,
                request: Task::new(),
                busy: Cell::default(),
                wanted: RefCell::default(),
                asked: RefCell::default(),
            }),
        }
    }

    /// The name of a stage. Nothing as long as it is not known. Tracks it.
    pub fn stage(self, stage: &StageId) -> Option<String> {
        self.code(&stage.directory, &stage.status_id)
    }

    /// The portal's name of a kind of items. Nothing as long as it is not known. Tracks it.
    pub fn kind(self, kind: &EntityKind) -> Option<String> {
        self.code(KINDS, kind.as_str())
    }

    /// A colleague's name. Nothing as long as it is not known. Tracks it.
    pub fn person(self, id: u64) -> Option<String> {
        self.known.with(|known| known.person(id).map(ToOwned::to_owned))
    }

    fn code(self, directory: &str, code: &str) -> Option<String> {
        self.known
            .with(|known| known.code(directory, code).map(ToOwned::to_owned))
    }

    /// Those of the directories that are not known and were not asked for since the page was opened.
    pub(super) fn unknown_directories(self, ids: Vec<String>) -> Vec<String> {
        let unknown = |known: &KnownNames| {
            let mut unknown: Vec<String> = Vec::new();
            for id in ids {
                if !known.directories.iter().any(|known| known.id == id) && !unknown.contains(&id) {
                    unknown.push(id);
                }
            }
            unknown
        };
        let mut unknown = self.known.try_with_untracked(unknown).unwrap_or_default();
        self.inner
            .try_with_value(|inner| unknown.retain(|id| !inner.asked.borrow().directories.contains(id)));
        unknown
    }

    /// Adds what was asked for along with something else, and what was answered of it.
    pub(super) fn add(self, asked: &[String], answered: Vec<Directory>) {
        self.inner.try_with_value(|inner| {
            inner.asked.borrow_mut().directories.extend_from_slice(asked);
        });
        if !answered.is_empty() {
            self.change(|known| known.add(answered, Vec::new()));
        }
    }

    /// Makes sure that the names of these stages and people are known or asked for: all that are not in one request,
    /// one request at a time.
    pub(super) fn want(self, stages: &[StageId], people: &[u64]) {
        let known = self.known.try_with_untracked(|known| {
            let unnamed = |stage: &&StageId| known.code(&stage.directory, &stage.status_id).is_none();
            let directories = stages.iter().filter(unnamed).map(|stage| stage.directory.clone());
            let people = people.iter().filter(|id| known.person(**id).is_none());
            (
                directories.collect::<Vec<_>>(),
                people.copied().collect::<Vec<_>>(),
            )
        });
        let Some((directories, people)) = known else {
            return;
        };
        let free = self.inner.try_with_value(|inner| {
            let (mut wanted, asked) = (inner.wanted.borrow_mut(), inner.asked.borrow());
            for id in directories {
                if !asked.directories.contains(&id) && !wanted.directories.contains(&id) {
                    wanted.directories.push(id);
                }
            }
            for id in people {
                if !asked.people.contains(&id) && !wanted.people.contains(&id) {
                    wanted.people.push(id);
                }
            }
            let has_work = *wanted != Wanted::default();
            (has_work && !inner.busy.replace(true)).then_some(inner.request)
        });
        if let Some(Some(request)) = free {
            request.start(self.ask());
        }
    }

    async fn ask(self) {
        while let Some(Some((client, wanted))) = self.inner.try_with_value(|inner| {
            let mut next = inner.wanted.borrow_mut();
            let first = next.people.len().min(PEOPLE);
            let rest = next.people.split_off(first);
            let wanted = std::mem::take(&mut *next);
            next.people = rest;
            (wanted != Wanted::default()).then(|| (inner.client.clone(), wanted))
        }) {
            // Without these names the rest stands: a failure is no message, and the next card asks again.
            let answer = fetch(&client, &wanted).await;
            self.inner.try_with_value(|inner| {
                let mut asked = inner.asked.borrow_mut();
                asked.directories.extend(wanted.directories);
                asked.people.extend(wanted.people);
            });
            if let Ok((directories, people)) = answer {
                self.change(|known| known.add(directories, people));
            }
        }
        self.inner.try_with_value(|inner| inner.busy.set(false));
    }

    fn change(self, change: impl FnOnce(&mut KnownNames)) {
        self.known.try_update(change);
        self.known.try_with_untracked(|known| {
            self.inner.try_with_value(|inner| {
                if let Some(text) = to_json(known) {
                    // Where the storage is closed or full, the names are known for this page.
                    let _ = storage::set(StorageArea::Session, &inner.key, &text);
                }
            })
        });
    }
}

impl KnownNames {
    fn code(&self, directory: &str, code: &str) -> Option<&str> {
        let directory = self.directories.iter().find(|known| known.id == directory);
        directory.and_then(|directory| directory.name(code))
    }

    fn person(&self, id: u64) -> Option<&str> {
        let person = self.people.iter().find(|(known, _)| *known == id);
        person.map(|(_, name)| name.as_str())
    }

    fn add(&mut self, directories: Vec<Directory>, people: Vec<User>) {
        for directory in directories {
            self.directories.retain(|known| known.id != directory.id);
            self.directories.push(directory);
        }
        for user in people {
            let name = user.full_name();
            self.people.retain(|(known, _)| *known != user.id);
            if !name.is_empty() {
                self.people.push((user.id, name));
            }
        }
    }
}

/// Asks for all of it in one request.
async fn fetch(client: &Client, wanted: &Wanted) -> Result<(Vec<Directory>, Vec<User>), Error> {
    let mut commands = Vec::with_capacity(wanted.directories.len() + 1);
    for id in &wanted.directories {
        commands.push(directory::command(id)?);
    }
    if !wanted.people.is_empty() {
        commands.push(Command::new(
            users::GET,
            users::GET,
            &users::UserGet { id: &wanted.people },
        )?);
    }
    let (mut directories, mut people) = (Vec::new(), Vec::new());
    for (key, answer) in client.batch(commands).await? {
        if key == users::GET {
            let found = answer.and_then(|answer| answer.read::<List<User>>());
            people = found.map(|found| found.0).unwrap_or_default();
        } else {
            directories.extend(directory::read(&key, &answer));
        }
    }
    Ok((directories, people))
}
