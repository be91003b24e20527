//! The calls that were registered here, and their cards on the screens of colleagues.

use super::card_action::{CardAction, CardActionOutcome, outcome};
use super::{People, store};
use crate::api::external_call::{Register, Registered};
use crate::bx24::Client;
use crate::call::RegisteredCall;
use crate::state::action::ExclusiveAction;
use crate::state::now;
use crate::state::task::PageOwner;
use leptos::prelude::*;
use std::cell::RefCell;

/// The calls, newest first. A small handle: copies are the same calls.
#[derive(Clone, Copy)]
pub struct RegisteredCalls {
    rows: RwSignal<Vec<Row>>,
    /// Whether the list will be gone with the page, because this browser keeps nothing for it.
    pub fleeting: ReadSignal<bool>,
    set_fleeting: WriteSignal<bool>,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    client: Client,
    people: People,
    key: RefCell<String>,
    owner: PageOwner,
}

/// A call of the list, and the action on its card.
#[derive(Clone)]
struct Row {
    call: RegisteredCall,
    action: ExclusiveAction<CardAction, bool>,
    /// Whether the portal had no dialog to choose people.
    has_no_dialog: bool,
}

/// A call, and what became of the last action on it.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisteredCallRow {
    /// The call.
    pub call: RegisteredCall,
    /// What became of the last action.
    pub outcome: CardActionOutcome,
}

impl Row {
    /// Takes what another page has stored of the call. One that is finished stays finished.
    fn replace(&mut self, call: RegisteredCall) {
        let is_finished = self.call.finished;
        self.call = call;
        if is_finished || self.call.finished {
            self.call.set_finished();
        }
    }
}

impl RegisteredCalls {
    pub(super) fn new(client: Client, people: People) -> Self {
        let (fleeting, set_fleeting) = signal(false);
        Self {
            rows: RwSignal::default(),
            fleeting,
            set_fleeting,
            inner: StoredValue::new_local(Inner {
                client,
                people,
                key: RefCell::default(),
                owner: PageOwner::current(),
            }),
        }
    }

    /// The ids of all calls, newest first. Tracks them.
    pub fn ids(self) -> Vec<String> {
        self.rows
            .with(|rows| rows.iter().map(|row| row.call.call_id.clone()).collect())
    }

    /// Looks at one call; nothing where it is not in the list. Tracks it.
    pub fn see<T>(self, call_id: &str, look: impl FnOnce(&RegisteredCallRow) -> T) -> Option<T> {
        let find = |rows: &Vec<Row>| rows.iter().find(|row| row.call.call_id == call_id).cloned();
        let row = self.rows.try_with(find)??;
        let outcome = if row.call.finished {
            // What became of its card says nothing any more.
            None
        } else if row.has_no_dialog {
            Some(CardActionOutcome::NoDialog)
        } else {
            row.action.with(outcome)
        };
        Some(look(&RegisteredCallRow {
            call: row.call,
            outcome: outcome.unwrap_or(CardActionOutcome::None),
        }))
    }

    /// Lets the agent choose to whom the card is shown, or from whom it is hidden.
    pub fn choose(self, call_id: &str, action: fn(Vec<u64>) -> CardAction) {
        let chosen = {
            let call_id = call_id.to_owned();
            move |ids: Vec<u64>| {
                self.change(&call_id, |row| row.has_no_dialog = false);
                if let Some(card) = self.action(&call_id) {
                    card.enqueue(action(ids));
                }
            }
        };
        let there = self.inner.try_with_value(|inner| inner.people.choose(chosen));
        if there == Some(false) {
            self.change(call_id, |row| row.has_no_dialog = true);
        }
    }

    /// Shows or hides the card. While that runs, nothing else is started for this call.
    pub fn start(self, call_id: &str, action: CardAction) {
        self.change(call_id, |row| row.has_no_dialog = false);
        if let Some(card) = self.action(call_id) {
            card.start(action);
        }
    }

    /// Tries the last action on a call again.
    pub fn retry(self, call_id: &str) {
        if let Some(card) = self.action(call_id)
            && untrack(|| card.error()).is_some()
        {
            card.retry();
        }
    }

    /// Whether the list is stored under this key.
    pub(super) fn is_key(self, key: &str) -> bool {
        self.inner.try_with_value(|inner| *inner.key.borrow() == key) == Some(true)
    }

    /// Reads the list again: another page has changed it.
    pub(super) fn refresh(self) {
        if let Some(stored) = self.stored() {
            self.add_all(stored, true);
            self.look_up_people();
        }
    }

    /// Brings back the list of this agent.
    pub(super) fn open(self, domain: &str, user: u64) {
        self.inner
            .try_with_value(|inner| inner.key.replace(store::key(domain, user)));
        self.save();
        self.look_up_people();
    }

    /// Asks for the names of those who have the cards, or for whom a call was registered.
    fn look_up_people(self) {
        let ids = self.rows.try_with_untracked(|rows| {
            let people = |row: &Row| {
                row.call
                    .shown
                    .iter()
                    .chain(&row.call.may_see)
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
        self.change(call_id, |row| {
            row.call.set_finished();
            row.has_no_dialog = false;
        });
        // The message about its card is out of date, too.
        if let Some(card) = self.action(call_id) {
            card.clear();
        }
        self.save();
    }

    /// Adds a call. If it is in the list already: returns since when.
    pub(super) fn add(self, call: &Register, registered: &Registered) -> Option<f64> {
        let call_id = registered.call_id.as_str();
        let known = untrack(|| self.see(call_id, |row| row.call.at));
        if known.is_none() {
            let shown = call.user_id.filter(|_| call.show != Some(false));
            let call = RegisteredCall {
                call_id: call_id.to_owned(),
                number: call.phone_number.clone(),
                call_type: call.call_type,
                at: now(),
                user: call.user_id,
                inner: call.user_phone_inner.clone().unwrap_or_default(),
                shown: shown.into_iter().collect(),
                may_see: Vec::new(),
                gone: false,
                finished: false,
                items: registered.items(),
            };
            self.add_all(vec![call], false);
            self.save();
        }
        known
    }

    /// What requests to the portal are sent with.
    pub(super) fn client(self) -> Option<Client> {
        self.inner.try_with_value(|inner| inner.client.clone())
    }

    /// The action on the card of a call.
    pub(super) fn action(self, call_id: &str) -> Option<ExclusiveAction<CardAction, bool>> {
        let find = |rows: &Vec<Row>| {
            let row = rows.iter().find(|row| row.call.call_id == call_id);
            row.map(|row| row.action)
        };
        self.rows.try_with_untracked(find)?
    }

    /// Changes what is known of a call: what another page has stored of it meanwhile, where this browser stores it.
    pub(super) fn change_call(self, call_id: &str, change: impl FnOnce(&mut RegisteredCall)) {
        let is_stored = self.fleeting.try_get_untracked() == Some(false);
        let stored = self.stored().filter(|_| is_stored).unwrap_or_default();
        let stored = stored.into_iter().find(|call| call.call_id == call_id);
        self.change(call_id, |row| {
            if let Some(stored) = stored {
                row.replace(stored);
            }
            change(&mut row.call);
        });
        self.look_up_people();
    }

    fn change(self, call_id: &str, change: impl FnOnce(&mut Row)) {
        self.rows.try_update(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| row.call.call_id == call_id) {
                change(row);
            }
        });
    }

    /// Adds calls to the list. Those that are in it already stay as they are, or become the same as these; one that is
    /// finished stays finished.
    fn add_all(self, calls: Vec<RegisteredCall>, replace: bool) {
        let Some(owner) = self.inner.try_with_value(|inner| inner.owner) else {
            return;
        };
        self.rows.try_update(|rows| {
            for call in calls {
                match rows.iter_mut().find(|row| row.call.call_id == call.call_id) {
                    Some(row) if replace && !untrack(|| row.action.is_pending()) => row.replace(call),
                    Some(row) if call.finished => row.call.set_finished(),
                    Some(_) => {}
                    None => rows.extend(owner.with(|| self.row(call))),
                }
            }
            rows.retain(|row| !row.call.is_old(now()));
            rows.sort_by(|one, other| other.call.at.total_cmp(&one.call.at));
            while rows.len() > RegisteredCall::LIMIT {
                // This list is the only place where an open call can be finished.
                let oldest = rows.iter().rposition(|row| row.call.is_over());
                rows.remove(oldest.unwrap_or(rows.len() - 1));
            }
        });
    }

    fn row(self, call: RegisteredCall) -> Row {
        let call_id = call.call_id.clone();
        let action = ExclusiveAction::new(move |action: CardAction| {
            let call_id = call_id.clone();
            async move { self.run(&call_id, &action).await }
        });
        Row {
            call,
            action,
            has_no_dialog: false,
        }
    }

    /// Stores the list, with what another page has added to it meanwhile.
    pub(super) fn save(self) {
        let key = self.inner.try_with_value(|inner| inner.key.borrow().clone());
        let Some(key) = key.filter(|key| !key.is_empty()) else {
            return;
        };
        let kept = store::read(&key).is_some_and(|stored| {
            self.add_all(stored, false);
            let write = |rows: &Vec<Row>| {
                let calls: Vec<_> = rows.iter().map(|row| &row.call).collect();
                store::write(&key, &calls)
            };
            self.rows.try_with_untracked(write).unwrap_or(true)
        });
        self.set_fleeting.try_set(!kept);
    }

    fn stored(self) -> Option<Vec<RegisteredCall>> {
        let key = self.inner.try_with_value(|inner| inner.key.borrow().clone())?;
        store::read(&key)
    }
}
