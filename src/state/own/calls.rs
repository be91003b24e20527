//! The calls that were registered here, and their cards on the screens of colleagues.

use super::call::LIMIT;
use super::{Call, People, store};
use crate::api::external_call::{self, Audience, Register, Registered};
use crate::bx24::{Client, Error, spawn};
use crate::state::now;
use leptos::prelude::*;
use std::cell::RefCell;

/// The calls, newest first. A small handle: copies are the same calls.
#[derive(Clone, Copy)]
pub struct RegisteredCalls {
    rows: RwSignal<Vec<RegisteredCallRow>>,
    /// Whether the list will be gone with the page, because this browser keeps nothing for it.
    pub fleeting: RwSignal<bool>,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    client: Client,
    people: People,
    key: RefCell<String>,
}

/// A call, and what became of the last action on it.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisteredCallRow {
    /// The call.
    pub call: Call,
    /// What became of the last action.
    pub note: Note,
}

/// What became of an action.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// There was none.
    None,
    /// It is on its way.
    Running(Action),
    /// The portal took it.
    Done(Action),
    /// The portal has no dialog to choose people.
    NoDialog,
    /// It failed; it can be tried again, for showing and hiding only repeat.
    Failed(Action, Error),
}

/// What can be done with the card of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Show it to these people.
    Show(Vec<u64>),
    /// Hide it from these people.
    Hide(Vec<u64>),
}

impl RegisteredCalls {
    pub(super) fn new(client: Client, people: People) -> Self {
        Self {
            rows: RwSignal::default(),
            fleeting: RwSignal::new(false),
            inner: StoredValue::new_local(Inner {
                client,
                people,
                key: RefCell::default(),
            }),
        }
    }

    /// The ids of all calls, newest first. Follows them.
    pub fn ids(self) -> Vec<String> {
        self.rows
            .with(|rows| rows.iter().map(|row| row.call.call_id.clone()).collect())
    }

    /// Looks at one call; nothing where it is not in the list. Follows it.
    pub fn see<T>(self, call_id: &str, look: impl FnOnce(&RegisteredCallRow) -> T) -> Option<T> {
        let find =
            |rows: &Vec<RegisteredCallRow>| rows.iter().find(|row| row.call.call_id == call_id).map(look);
        self.rows.try_with(find).flatten()
    }

    /// Lets the agent choose to whom the card is shown, or from whom it is hidden.
    pub fn choose(self, call_id: &str, action: fn(Vec<u64>) -> Action) {
        let chosen = {
            let call_id = call_id.to_owned();
            move |ids: Vec<u64>| self.start(&call_id, action(ids))
        };
        let there = self.inner.try_with_value(|inner| inner.people.choose(chosen));
        if there == Some(false) {
            self.note(call_id, Note::NoDialog);
        }
    }

    /// Shows or hides the card. While that runs, nothing else is started for this call.
    pub fn start(self, call_id: &str, action: Action) {
        let free = untrack(|| self.see(call_id, |row| !row.note.is_running()));
        if free != Some(true) {
            return;
        }
        self.note(call_id, Note::Running(action.clone()));
        let call_id = call_id.to_owned();
        spawn(async move {
            let note = match self.send(&call_id, &action).await {
                Ok(known) => {
                    self.change(&call_id, |call| after(call, known, &action));
                    if known { Note::Done(action) } else { Note::None }
                }
                Err(error) => Note::Failed(action, error),
            };
            self.note(&call_id, note);
            self.keep();
        });
    }

    /// Tries the last action on a call again.
    pub fn retry(self, call_id: &str) {
        let note = untrack(|| self.see(call_id, |row| row.note.clone()));
        if let Some(Note::Failed(action, _)) = note {
            self.start(call_id, action);
        }
    }

    /// Reads the list again: another page may have changed it.
    pub fn refresh(self) {
        if let Some(stored) = self.stored() {
            self.take_in(stored, true);
        }
    }

    /// Brings back the list of this agent.
    pub(super) fn open(self, domain: &str, user: u64) {
        self.inner
            .try_with_value(|inner| inner.key.replace(store::key(domain, user)));
        self.keep();
        let ids = self.rows.try_with_untracked(|rows| {
            let people = |row: &RegisteredCallRow| {
                row.call
                    .shown
                    .iter()
                    .copied()
                    .chain(row.call.user)
                    .collect::<Vec<_>>()
            };
            rows.iter().flat_map(people).collect()
        });
        self.inner
            .try_with_value(|inner| inner.people.look_up(ids.unwrap_or_default()));
    }

    /// The portal has finished this call, and closed the card of the one it was for.
    pub(super) fn finished(self, call_id: &str) {
        self.change(call_id, |call| {
            call.finished = true;
            call.gone = false;
            call.shown.clear();
        });
        // What was said of its card is over, too.
        if untrack(|| self.see(call_id, |row| !row.note.is_running())) == Some(true) {
            self.note(call_id, Note::None);
        }
        self.keep();
    }

    /// Hides the cards of a call that finishing it leaves open. Answers whether there are any.
    pub(super) async fn hide_from_others(
        self,
        call_id: StoredValue<String, LocalStorage>,
    ) -> Result<bool, Error> {
        let Some(call_id) = call_id.try_with_value(Clone::clone) else {
            return Ok(false);
        };
        let others = untrack(|| self.see(&call_id, |row| row.call.others(row.note.being_shown())));
        let Some(others) = others.filter(|others| !others.is_empty()) else {
            return Ok(false);
        };
        let action = Action::Hide(others);
        let known = self.send(&call_id, &action).await?;
        self.change(&call_id, |call| after(call, known, &action));
        self.keep();
        Ok(true)
    }

    /// Adds a call. If it is in the list already: answers since when.
    pub(super) fn add(self, call: &Register, registered: &Registered) -> Option<f64> {
        let call_id = registered.call_id.as_str();
        let known = untrack(|| self.see(call_id, |row| row.call.at));
        if known.is_none() {
            let shown = call.user_id.filter(|_| call.show != Some(false));
            let call = Call {
                call_id: call_id.to_owned(),
                number: call.phone_number.clone(),
                call_type: call.call_type,
                at: now(),
                user: call.user_id,
                inner: call.user_phone_inner.clone().unwrap_or_default(),
                shown: shown.into_iter().collect(),
                gone: false,
                finished: false,
                items: registered.items(),
            };
            self.take_in(vec![call], false);
            self.keep();
        }
        known
    }

    async fn send(self, call_id: &str, action: &Action) -> Result<bool, Error> {
        let Some(client) = self.inner.try_with_value(|inner| inner.client.clone()) else {
            return Ok(false);
        };
        let call_id = call_id.to_owned();
        let user_ids = action.people().to_vec();
        let audience = Audience { call_id, user_ids };
        match action {
            Action::Show(_) => external_call::show(&client, &audience).await,
            Action::Hide(_) => external_call::hide(&client, &audience).await,
        }
    }

    fn note(self, call_id: &str, note: Note) {
        let _ = self.rows.try_update(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| row.call.call_id == call_id) {
                row.note = note;
            }
        });
    }

    fn change(self, call_id: &str, change: impl FnOnce(&mut Call)) {
        let _ = self.rows.try_update(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| row.call.call_id == call_id) {
                change(&mut row.call);
            }
        });
    }

    /// Adds calls to the list. Those that are in it already stay as they are, or become the same as these.
    fn take_in(self, calls: Vec<Call>, replace: bool) {
        let _ = self.rows.try_update(|rows| {
            for call in calls {
                match rows.iter_mut().find(|row| row.call.call_id == call.call_id) {
                    Some(row) if replace && !row.note.is_running() => row.call = call,
                    Some(_) => {}
                    None => rows.push(RegisteredCallRow {
                        call,
                        note: Note::None,
                    }),
                }
            }
            rows.retain(|row| !row.call.is_old(now()));
            rows.sort_by(|one, other| other.call.at.total_cmp(&one.call.at));
            rows.truncate(LIMIT);
        });
    }

    /// Keeps the list, with what another page has added to it meanwhile.
    fn keep(self) {
        let key = self.inner.try_with_value(|inner| inner.key.borrow().clone());
        let Some(key) = key.filter(|key| !key.is_empty()) else {
            return;
        };
        let kept = store::read(&key).is_some_and(|stored| {
            self.take_in(stored, false);
            let write = |rows: &Vec<RegisteredCallRow>| store::write(&key, rows.iter().map(|row| &row.call));
            self.rows.try_with_untracked(write).unwrap_or(true)
        });
        self.fleeting.try_set(!kept);
    }

    fn stored(self) -> Option<Vec<Call>> {
        let key = self.inner.try_with_value(|inner| inner.key.borrow().clone())?;
        store::read(&key)
    }
}

impl Note {
    /// Whether an action is on its way.
    pub const fn is_running(&self) -> bool {
        matches!(self, Self::Running(_))
    }

    /// Who may see the card by now, although the portal has not said so.
    fn being_shown(&self) -> &[u64] {
        match self {
            Self::Running(Action::Show(ids)) => ids,
            Self::Failed(Action::Show(ids), error) if error.is_uncertain() => ids,
            _ => &[],
        }
    }
}

impl Action {
    /// For whom it is.
    pub fn people(&self) -> &[u64] {
        match self {
            Self::Show(ids) | Self::Hide(ids) => ids,
        }
    }
}

/// What is known of a call after an action on it.
fn after(call: &mut Call, known: bool, action: &Action) {
    call.gone = !known;
    call.shown.retain(|id| known && !action.people().contains(id));
    if let (true, Action::Show(ids)) = (known, action) {
        call.shown.extend(ids);
    }
}
