//! What is known of a client besides the names: open deals, planned activities, earlier calls, last notes.

mod changes;
mod history;
mod transcripts;

pub use changes::{ActivityChange, ActivityChanges};
pub use history::{History, PartState};
pub use transcripts::{Transcript, Transcripts};

use super::session_names::SessionNames;
use super::settings::Settings;
use super::task::Task;
use super::{Card, Name, now};
use crate::api::Refusal;
use crate::api::overview::{OverviewQuery, Part, overview};
use crate::bx24::{Client, Error};
use crate::call::{Binding, CallState, EntityKind};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// What is known of the client on the card. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Overview {
    /// What is known.
    pub known: RwSignal<History>,
    /// Names of stages and colleagues.
    pub session: SessionNames,
    settings: Settings,
    /// What the agent does with planned activities.
    pub changes: ActivityChanges,
    /// The texts of earlier calls.
    pub transcripts: Transcripts,
    /// Whom what is known is about.
    pub subject: RwSignal<OverviewSubject>,
    inner: StoredValue<Inner, LocalStorage>,
}

/// Whom it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverviewSubject {
    /// The client's CRM items.
    pub clients: Vec<Binding>,
    /// The client's number; empty where it is not known.
    pub number: String,
}

/// For how many clients the answers are kept while the card is open: a call list goes from client to client.
const KEPT: usize = 8;

/// How many items of a client are asked about. A call has a contact and a company; more are rare.
const MOST_CLIENTS: usize = 4;

/// How old answers may be before they are asked for again when the card comes back to a client, in milliseconds.
/// Colleagues work with the same client, and a call list may bring it back after an hour.
const RENEW_AFTER: f64 = 300_000.0;

struct Inner {
    client: Client,
    request: Task,
    subject: RefCell<OverviewSubject>,
    wanted: RefCell<Vec<Part>>,
    /// When the client was asked about last, in milliseconds since 1970; nothing before that.
    asked_at: Cell<Option<f64>>,
    /// When the agent saved something last, in milliseconds since 1970.
    saved_at: StoredValue<Option<f64>>,
    busy: Cell<bool>,
    statistics: Cell<Option<bool>>,
    answered: RefCell<VecDeque<(OverviewSubject, History)>>,
}

impl OverviewSubject {
    /// The subject of a call: contacts, companies and leads that it is bound to, or else its other items.
    pub fn of(call: &CallState) -> Self {
        let items = call.status.items();
        let is_client = |item: &&Binding| {
            matches!(
                item.kind,
                EntityKind::Contact | EntityKind::Company | EntityKind::Lead
            )
        };
        let mut clients: Vec<Binding> = items.iter().filter(is_client).cloned().collect();
        if clients.is_empty() {
            clients = items;
        }
        clients.truncate(MOST_CLIENTS);
        // Another order is not another client.
        clients.sort();
        Self {
            clients,
            number: call.status.phone.number().unwrap_or_default().to_owned(),
        }
    }

    /// Whether there is nothing to ask about.
    pub fn is_empty(&self) -> bool {
        self.clients.is_empty() && self.number.is_empty()
    }
}

impl Overview {
    /// Nothing is asked yet. `saved_at` says when the agent saved something last.
    pub(super) fn new(
        client: Client,
        session: SessionNames,
        settings: Settings,
        saved_at: StoredValue<Option<f64>>,
    ) -> Self {
        let (known, subject) = (RwSignal::default(), RwSignal::default());
        let inner = StoredValue::new_local(Inner {
            client: client.clone(),
            request: Task::new(),
            subject: RefCell::default(),
            wanted: RefCell::default(),
            asked_at: Cell::default(),
            saved_at,
            busy: Cell::default(),
            statistics: Cell::default(),
            answered: RefCell::default(),
        });
        let change = move |change: &ActivityChange| {
            known.try_update(|known: &mut History| known.change(change));
            inner.try_with_value(|inner: &Inner| {
                let mut answered = inner.answered.borrow_mut();
                answered.iter_mut().for_each(|(_, known)| known.change(change));
            });
        };
        Self {
            known,
            session,
            settings,
            transcripts: Transcripts::new(client.clone()),
            changes: ActivityChanges::new(client, subject, change),
            subject,
            inner,
        }
    }

    /// From now on it is about this client. What was answered before is shown again.
    pub fn look_at(self, subject: &OverviewSubject) {
        let known = self.inner.try_with_value(|inner| {
            if inner.subject.replace(subject.clone()) == *subject {
                return None;
            }
            inner.wanted.borrow_mut().clear();
            let answered = inner.answered.borrow();
            let known = answered.iter().find(|(of, _)| of == subject);
            inner.asked_at.set(known.map(|(_, known)| known.asked_at));
            Some(known.map(|(_, known)| known.clone()))
        });
        let Some(Some(known)) = known else { return };
        self.changes.forget_confirmed();
        self.subject.try_set(subject.clone());
        // Many events in a row name clients of whom nothing is known yet: nothing changes on screen then.
        let is_blank = |known: &History| known.is_unknown() && known.asking.is_empty();
        if known.is_some() || self.known.try_with_untracked(is_blank) == Some(false) {
            self.known.try_set(known.unwrap_or_default());
        }
    }

    /// Asks for everything, unless that was done already. What was answered a while ago, or before something was saved, is
    /// asked for again, and is shown until the new answer is there.
    pub fn ask_once(self) {
        let is_due = self.inner.try_with_value(|inner| {
            let saved_at = inner.saved_at.try_get_value().flatten();
            let is_old = |asked_at: f64| {
                (now() - asked_at).abs() > RENEW_AFTER
                    || saved_at.is_some_and(|saved_at| saved_at >= asked_at)
            };
            !inner.subject.borrow().is_empty() && inner.asked_at.get().is_none_or(is_old)
        });
        if is_due == Some(true) {
            self.again();
        }
    }

    /// Asks for everything again.
    pub fn again(self) {
        self.inner.try_with_value(|inner| inner.asked_at.set(Some(now())));
        self.ask(&Part::ALL);
    }

    /// Asks for one part again.
    pub fn part_again(self, part: Part) {
        self.ask(&[part]);
    }

    /// At most one request is under way; what is wanted meanwhile is asked for in one more after it.
    fn ask(self, parts: &[Part]) {
        self.known
            .try_update(|known| known.asking.extend_from_slice(parts));
        let free = self.inner.try_with_value(|inner| {
            let mut wanted = inner.wanted.borrow_mut();
            for part in parts {
                if !wanted.contains(part) {
                    wanted.push(*part);
                }
            }
            (!inner.busy.replace(true)).then_some(inner.request)
        });
        if let Some(Some(request)) = free {
            request.start(self.ask_all());
        }
    }

    async fn ask_all(self) {
        while let Some(Some((client, subject, parts, statistics))) = self.inner.try_with_value(|inner| {
            let parts = inner.wanted.take();
            (!parts.is_empty()).then(|| {
                let subject = inner.subject.borrow().clone();
                (inner.client.clone(), subject, parts, inner.statistics.get())
            })
        }) {
            let query = OverviewQuery {
                clients: &subject.clients,
                number: &subject.number,
                parts: &parts,
                statistics,
            };
            let besides = self.settings.commands();
            let has_settings = !besides.is_empty();
            let asked_at = now();
            let answer = overview(&client, query, asked_at, besides).await;
            let answer = answer.map(|(answer, besides)| {
                if has_settings {
                    self.settings.take(&besides);
                }
                answer
            });
            if let (Err(error), true) = (&answer, has_settings) {
                self.settings.fail(error.clone());
            }
            self.take(&subject, &parts, asked_at, answer);
        }
        self.inner.try_with_value(|inner| inner.busy.set(false));
    }

    fn take(
        self,
        subject: &OverviewSubject,
        parts: &[Part],
        asked_at: f64,
        answer: Result<crate::api::overview::Overview, Error>,
    ) {
        // Another client may have come in meanwhile; then this is kept for when the card comes back.
        let is_current = self
            .inner
            .try_with_value(|inner| *inner.subject.borrow() == *subject)
            == Some(true);
        if let Ok(Some(statistics)) = answer.as_ref().map(|answer| answer.statistics) {
            self.inner
                .try_with_value(|inner| inner.statistics.set(Some(statistics)));
        }
        let mut known = if is_current {
            self.known.try_get_untracked().unwrap_or_default()
        } else {
            History::default()
        };
        known.take(parts, asked_at, answer);
        if known.is_complete() {
            self.inner.try_with_value(|inner| {
                let mut answered = inner.answered.borrow_mut();
                answered.retain(|(of, _)| of != subject);
                let kept = History {
                    asking: Vec::new(),
                    ..known.clone()
                };
                answered.push_front((subject.clone(), kept));
                answered.truncate(KEPT);
            });
        }
        if is_current {
            let (stages, people) = known.names();
            self.known.try_set(known);
            self.session.want(&stages, &people);
        }
    }
}

/// How far finding out who is calling is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientLookup {
    /// Something is still to come.
    Pending,
    /// All is known of the client that will be.
    Known,
    /// It failed, and whatever else is asked for now would fail as well.
    Failed,
}

impl Card {
    /// How far finding out who is calling is: requests go one after the other, and this comes before everything else.
    /// Follows it.
    pub fn client_lookup(self) -> ClientLookup {
        let (items, nobody, bindings_known) = self.call.with(|call| {
            let status = &call.status;
            (status.items(), call.bound_to_nobody(), call.bindings_known)
        });
        if nobody.is_some() {
            let found = self.search.found.with(Option::is_some);
            // What CRM alone refuses says nothing of calls.
            let refused = |error: &Error| {
                let refusal = Refusal::of(error);
                matches!(
                    refusal,
                    Refusal::NoCrm | Refusal::NoRight | Refusal::NoScope | Refusal::NoMethod
                )
            };
            return match self.search.trouble.with(|trouble| trouble.as_ref().map(refused)) {
                None if !found => ClientLookup::Pending,
                Some(false) if !found => ClientLookup::Failed,
                _ => ClientLookup::Known,
            };
        }
        let has_trouble = || self.trouble.with(Option::is_some);
        if items.is_empty() {
            // The answer to the next request shows it.
            return if has_trouble() {
                ClientLookup::Failed
            } else {
                ClientLookup::Pending
            };
        }
        // So it will where an event has named another client without its bindings.
        if !bindings_known && !has_trouble() {
            return ClientLookup::Pending;
        }
        let any = |name: &Name| items.iter().any(|item| self.names.of(item) == *name);
        if any(&Name::Loading) {
            ClientLookup::Pending
        } else if any(&Name::Failed) {
            ClientLookup::Failed
        } else {
            ClientLookup::Known
        }
    }
}
