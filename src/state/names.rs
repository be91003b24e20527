//! Names of the items a call is bound to: asked for once, all together.

use super::now;
use super::session_names::SessionNames;
use super::task::Task;
use crate::api::crm::{self, Item, NamesAnswer};
use crate::api::directory::{KINDS, StageId};
use crate::bx24::{Client, Error};
use crate::call::{Binding, EntityKind};
use leptos::prelude::*;
use std::cell::Cell;

/// What is known of an item's name.
#[derive(Clone, Debug, PartialEq)]
pub enum Name {
    /// It is being asked for.
    Loading,
    /// The portal answered it.
    Known(Item),
    /// The agent has no access to it.
    NoRight,
    /// There is no such item (any more), or it has no name that can be asked for.
    Gone,
    /// The portal's methods do not read items of its kind.
    UnreadableKind,
    /// It could not be asked for; [`Names::trouble`] says why.
    Failed,
}

/// The names of a card. A small handle: copies are the same names.
#[derive(Clone, Copy)]
pub struct Names {
    /// Every name that was ever wanted.
    pub known: RwSignal<Vec<(Binding, Name)>>,
    /// Why the last request for names failed, until one succeeds.
    pub trouble: RwSignal<Option<Error>>,
    /// Names of stages, kinds and colleagues.
    pub session: SessionNames,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    client: Client,
    request: Task,
    loading: Cell<bool>,
    wanted: Cell<Vec<Binding>>,
    loaded_at: Cell<f64>,
}

/// How old names may be when the portal says that CRM data changed, in milliseconds. It says so each time a card
/// opens, too, and then they are new.
const FRESH: f64 = 30_000.0;

impl Names {
    pub(super) fn new(client: Client) -> Self {
        Self {
            known: RwSignal::default(),
            trouble: RwSignal::new(None),
            session: SessionNames::new(client.clone()),
            inner: StoredValue::new_local(Inner {
                client: client.for_names(),
                request: Task::new(),
                loading: Cell::default(),
                wanted: Cell::default(),
                loaded_at: Cell::default(),
            }),
        }
    }

    /// The name of one item. Follows it.
    pub fn of(self, item: &Binding) -> Name {
        self.known
            .with(|known| find(known, item).cloned().unwrap_or(Name::Loading))
    }

    /// Makes sure that these names are known or asked for.
    pub(super) fn load(self, items: Vec<Binding>) {
        let busy = self.inner.try_with_value(|inner| inner.loading.get());
        if busy != Some(false) {
            let _ = self.inner.try_with_value(|inner| inner.wanted.set(items));
            return;
        }
        let missing = self.known.try_with_untracked(|known| {
            let known_well = |item: &Binding| find(known, item).is_some_and(|name| *name != Name::Failed);
            items
                .into_iter()
                .filter(|item| !known_well(item))
                .collect::<Vec<_>>()
        });
        if let Some(missing) = missing.filter(|missing| !missing.is_empty()) {
            self.known.try_update(|known| {
                for item in &missing {
                    put(known, item.clone(), Name::Loading);
                }
            });
            self.request(missing);
        }
    }

    /// Takes the name that another answer has given, where none is known.
    pub(super) fn add_known(self, item: Binding, name: &Item) {
        self.known.try_update(|known| {
            if find(known, &item).is_none() {
                put(known, item, Name::Known(name.clone()));
            }
        });
    }

    /// Asks again for what is known, if that is old; until the answer comes the old names stay.
    pub(super) fn refresh_if_old(self) {
        let old = self.inner.try_with_value(|inner| {
            !inner.loading.get() && inner.loaded_at.get() > 0.0 && now() - inner.loaded_at.get() > FRESH
        });
        if old == Some(true)
            && let Some(items) = self
                .known
                .try_with_untracked(|known| known.iter().map(|(item, _)| item.clone()).collect())
        {
            self.request(items);
        }
    }

    fn request(self, items: Vec<Binding>) {
        let request = self.inner.try_with_value(|inner| {
            inner.loading.set(true);
            (inner.client.clone(), inner.request)
        });
        let Some((client, request)) = request else { return };
        request.start(async move {
            // What is most likely needed comes along with the names; other pipelines take one more request.
            let directories = self.session.unknown_directories(likely_directories(&items));
            let result = crm::names(&client, &items, &directories).await;
            let asked = items.clone();
            self.take(items, &directories, result);
            let wanted = self.inner.try_with_value(|inner| {
                inner.loading.set(false);
                // What has just been asked for is not asked for again: where that failed, the agent decides.
                let mut wanted = inner.wanted.take();
                wanted.retain(|item| !asked.contains(item));
                wanted
            });
            if let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty()) {
                self.load(wanted);
            }
        });
    }

    fn take(self, items: Vec<Binding>, directories: &[String], result: Result<NamesAnswer, Error>) {
        let answer = match result {
            Ok(answer) => answer,
            Err(error) => {
                // What was known before stays.
                let _ = self.known.try_update(|known| {
                    let loading = known.iter_mut().filter(|(_, name)| *name == Name::Loading);
                    loading.for_each(|(_, name)| *name = Name::Failed);
                });
                self.trouble.try_set(Some(error));
                return;
            }
        };
        // One of them stands for all: what fails for one item mostly fails for the others for the same reason.
        let trouble = answer.items.iter().find_map(|item| {
            let error = item.as_ref().err()?;
            (Name::from(Err(error.clone())) == Name::Failed).then(|| error.clone())
        });
        self.session.add(directories, answer.directories);
        let found = answer.items.iter().filter_map(|item| item.as_ref().ok());
        let stages: Vec<StageId> = found.filter_map(|item| item.stage.clone()).collect();
        let _ = self.known.try_update(|known| {
            for (item, answer) in items.into_iter().zip(answer.items) {
                put(known, item, answer.into());
            }
        });
        let _ = self.inner.try_with_value(|inner| inner.loaded_at.set(now()));
        self.trouble.try_set(trouble);
        self.session.want(&stages, &[]);
    }
}

/// The directories that the names of these items most likely need: most deals are in the first pipeline.
fn likely_directories(items: &[Binding]) -> Vec<String> {
    let directory = |item: &Binding| match item.kind {
        EntityKind::Deal => Some("DEAL_STAGE"),
        EntityKind::Lead => Some("STATUS"),
        EntityKind::Other(_) => Some(KINDS),
        EntityKind::Contact | EntityKind::Company => None,
    };
    let directories = items.iter().filter_map(directory);
    directories.map(ToOwned::to_owned).collect()
}

fn find<'a>(known: &'a [(Binding, Name)], item: &Binding) -> Option<&'a Name> {
    known
        .iter()
        .find(|(known, _)| known == item)
        .map(|(_, name)| name)
}

fn put(known: &mut Vec<(Binding, Name)>, item: Binding, name: Name) {
    match known.iter_mut().find(|(known, _)| *known == item) {
        Some((_, old)) => *old = name,
        None => known.push((item, name)),
    }
}

impl From<Result<Item, Error>> for Name {
    fn from(answer: Result<Item, Error>) -> Self {
        match answer {
            Ok(item) => Self::Known(item),
            Err(error) if crm::is_no_right(&error) => Self::NoRight,
            Err(error) if crm::is_unreadable_kind(&error) => Self::UnreadableKind,
            Err(error) if crm::is_gone(&error) => Self::Gone,
            Err(_) => Self::Failed,
        }
    }
}
