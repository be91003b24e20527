//! Names of the items a call is bound to: asked for once, all together.

use super::session_names::SessionNames;
use super::task::Task;
use super::{now, set_if_changed};
use crate::api::crm::{self, Item, NamesAnswer};
use crate::api::directory::{KINDS, StageId};
use crate::bx24::{Client, Error};
use crate::call::{Binding, EntityKind};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

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
    /// It could not be asked for.
    Failed(Error),
}

/// The names of a card. A small handle: copies are the same names.
#[derive(Clone, Copy)]
pub struct Names {
    /// Why names are missing, until a request succeeds or none is missing any more. One of them stands for all.
    pub trouble: ReadSignal<Option<Error>>,
    /// Names of stages, kinds and colleagues.
    pub session: SessionNames,
    /// Every name that was ever wanted.
    known: RwSignal<Vec<(Binding, Name)>>,
    set_trouble: WriteSignal<Option<Error>>,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    client: Client,
    request: Task,
    loading: Cell<bool>,
    wanted: Cell<Vec<Binding>>,
    changed: Cell<bool>,
    /// When each name was answered, in milliseconds since 1970.
    loaded_at: RefCell<Vec<(Binding, f64)>>,
}

/// How old names may be when the portal says that CRM data changed, in milliseconds. It says so each time a card
/// opens, too, and then they are new.
const FRESH: f64 = 30_000.0;

impl Names {
    pub(super) fn new(client: Client) -> Self {
        let (trouble, set_trouble) = signal(None);
        Self {
            known: RwSignal::default(),
            trouble,
            set_trouble,
            session: SessionNames::new(client.clone()),
            inner: StoredValue::new_local(Inner {
                client: client.for_names(),
                request: Task::new(),
                loading: Cell::default(),
                wanted: Cell::default(),
                changed: Cell::default(),
                loaded_at: RefCell::default(),
            }),
        }
    }

    /// The name of one item. Tracks it.
    pub fn of(self, item: &Binding) -> Name {
        self.known
            .with(|known| find(known, item).cloned().unwrap_or(Name::Loading))
    }

    /// Whether every name that was ever wanted is answered, and there was one. Tracks it.
    pub fn are_answered(self) -> bool {
        let loading = |(_, name): &(Binding, Name)| *name == Name::Loading;
        self.known
            .with(|known| !known.is_empty() && !known.iter().any(loading))
    }

    /// Makes sure that these names are known or asked for. After a change in CRM those that are old are asked for again;
    /// until the answer comes they stay.
    pub(super) fn load(self, items: Vec<Binding>) {
        let changed = self.inner.try_with_value(|inner| {
            if inner.loading.get() {
                inner.wanted.set(items.clone());
                return None;
            }
            Some(inner.changed.take())
        });
        let Some(Some(changed)) = changed else { return };
        let missing = self.known.try_with_untracked(|known| {
            let mut missing = items.clone();
            missing.retain(|item| is_missing(known, item));
            missing
        });
        let Some(missing) = missing else { return };
        if missing.is_empty() {
            // What failed belongs to another call.
            set_if_changed(self.set_trouble, None);
        } else {
            self.known.try_update(|known| {
                for item in &missing {
                    put(known, item.clone(), Name::Loading);
                }
            });
        }
        let is_old = |item: &Binding| self.inner.try_with_value(|inner| inner.is_old(item)) == Some(true);
        let mut wanted = items;
        wanted.retain(|item| missing.contains(item) || changed && is_old(item));
        if !wanted.is_empty() {
            self.request(wanted);
        }
    }

    /// The same for items besides those that wait to be asked for already.
    pub(super) fn load_besides(self, mut items: Vec<Binding>) {
        let waiting = self.inner.try_with_value(|inner| inner.wanted.take());
        items.extend(waiting.into_iter().flatten());
        self.load(items);
    }

    /// The portal says that CRM data changed: the next [`Names::load`] asks again for what is old.
    pub(super) fn note_change(self) {
        self.inner.try_with_value(|inner| inner.changed.set(true));
    }

    /// Takes the name that another answer has given, where none is known. Where that answer had none, it is asked for.
    pub(super) fn add_known(self, item: Binding, name: &Item) {
        let is_new = self
            .known
            .try_with_untracked(|known| find(known, &item).is_none());
        if is_new != Some(true) {
            return;
        }
        if name.name.is_empty() {
            return self.load_besides(vec![item]);
        }
        self.inner.try_with_value(|inner| inner.set_loaded(&item));
        self.known
            .try_update(|known| put(known, item, Name::Known(name.clone())));
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
                let failed = self.known.try_update(|known| {
                    let mut failed = items;
                    failed.retain(|item| is_missing(known, item));
                    for item in &failed {
                        put(known, item.clone(), Name::Failed(error.clone()));
                    }
                    failed
                });
                if failed.is_some_and(|failed| !failed.is_empty()) {
                    self.set_trouble.try_set(Some(error));
                }
                return;
            }
        };
        self.session.add(directories, answer.directories);
        let found = answer.items.iter().filter_map(|item| item.as_ref().ok());
        let stages: Vec<StageId> = found.filter_map(|item| item.stage.clone()).collect();
        let mut trouble = None;
        let _ = self.known.try_update(|known| {
            for (item, answer) in items.into_iter().zip(answer.items) {
                let name = Name::from(answer);
                let Name::Failed(error) = &name else {
                    self.inner.try_with_value(|inner| inner.set_loaded(&item));
                    put(known, item, name);
                    continue;
                };
                if is_missing(known, &item) {
                    // What fails for one item mostly fails for the others for the same reason.
                    trouble.get_or_insert(error.clone());
                    put(known, item, name);
                }
            }
        });
        self.set_trouble.try_set(trouble);
        self.session.want(&stages, &[]);
    }
}

impl Inner {
    /// The portal has just answered this name.
    fn set_loaded(&self, item: &Binding) {
        let mut loaded_at = self.loaded_at.borrow_mut();
        loaded_at.retain(|(known, _)| known != item);
        loaded_at.push((item.clone(), now()));
    }

    fn is_old(&self, item: &Binding) -> bool {
        let loaded_at = self.loaded_at.borrow();
        let loaded = loaded_at.iter().find(|(known, _)| known == item);
        loaded.is_some_and(|(_, at)| now() - at > FRESH)
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

/// Whether nothing is known of the item: neither its name nor why it has none.
fn is_missing(known: &[(Binding, Name)], item: &Binding) -> bool {
    matches!(find(known, item), None | Some(Name::Loading | Name::Failed(_)))
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
            Err(error) => Self::Failed(error),
        }
    }
}
