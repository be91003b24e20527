//! What is known of a client besides the names: open deals, planned activities, earlier calls, last notes.

mod changes;
mod client_lookup;
mod history;
mod transcripts;

pub use changes::{ActivityChange, ActivityChanges};
pub use client_lookup::ClientLookup;
pub use history::{History, PartState};
pub use transcripts::{Transcript, Transcripts};

use super::now;
use super::session_names::SessionNames;
use super::settings::Settings;
use super::task::Task;
use crate::api::overview::{OverviewAnswer, OverviewQuery, Part, overview};
use crate::bx24::{Client, Error};
use crate::call::{Binding, CallState, EntityKind};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// What is known of the client on the card. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Overview {
    /// What is known.
    pub known: ReadSignal<History>,
    /// Names of stages and colleagues.
    pub session: SessionNames,
    settings: Settings,
    /// What the agent does with planned activities.
    pub changes: ActivityChanges,
    /// The texts of earlier calls.
    pub transcripts: Transcripts,
    /// Whom what is known is about.
    pub subject: ReadSignal<OverviewSubject>,
    set_known: WriteSignal<History>,
    set_subject: WriteSignal<OverviewSubject>,
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
    wanted: RefCell<Vec<Part>>,
    /// When the client was asked about last, in milliseconds since 1970; nothing before that.
    asked_at: Cell<Option<f64>>,
    /// When the agent saved something last, in milliseconds since 1970.
    saved_at: StoredValue<Option<f64>>,
    busy: Cell<bool>,
    statistics: Cell<Option<bool>>,
    answered: RefCell<VecDeque<(OverviewSubject, History)>>,
}

impl Inner {
    /// Notes the parts that are to be asked for next.
    fn want(&self, parts: &[Part]) {
        let mut wanted = self.wanted.borrow_mut();
        for part in parts {
            if !wanted.contains(part) {
                wanted.push(*part);
            }
        }
    }
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
        let (known, set_known) = signal(History::default());
        let (subject, set_subject) = signal(OverviewSubject::default());
        let inner = StoredValue::new_local(Inner {
            client: client.clone(),
            request: Task::new(),
            wanted: RefCell::default(),
            asked_at: Cell::default(),
            saved_at,
            busy: Cell::default(),
            statistics: Cell::default(),
            answered: RefCell::default(),
        });
        let change = move |change: &ActivityChange| {
            set_known.try_update(|known| known.change(change));
            inner.try_with_value(|inner: &Inner| {
                let mut answered = inner.answered.borrow_mut();
                answered.iter_mut().for_each(|(_, known)| known.change(change));
                if inner.busy.get() {
                    // What is on its way may have been read before the change.
                    inner.want(&[Part::Planned]);
                }
            });
        };
        let this = Self {
            known,
            set_known,
            session,
            settings,
            transcripts: Transcripts::new(client.clone()),
            changes: ActivityChanges::new(client, subject, change),
            subject,
            set_subject,
            inner,
        };
        Effect::watch(
            move || this.changes.uncertain(),
            move |subject, _, _| {
                if let Some(subject) = subject {
                    this.read_planned(subject);
                }
            },
            false,
        );
        this
    }

    /// The portal may have made a change of which it is not known: the list shows whether it has.
    fn read_planned(self, subject: &OverviewSubject) {
        if self.is_about(subject) {
            self.part_again(Part::Planned);
            return;
        }
        // As soon as the card is back at this client.
        self.inner.try_with_value(|inner| {
            let mut answered = inner.answered.borrow_mut();
            if let Some((_, known)) = answered.iter_mut().find(|(of, _)| of == subject) {
                known.asked_at = 0.0;
            }
        });
    }

    /// From now on it is about this client. What was answered before is shown again.
    fn look_at(self, subject: &OverviewSubject) {
        if self.is_about(subject) {
            return;
        }
        let known = self.inner.try_with_value(|inner| {
            inner.wanted.borrow_mut().clear();
            let answered = inner.answered.borrow();
            let known = answered.iter().find(|(of, _)| of == subject);
            inner.asked_at.set(known.map(|(_, known)| known.asked_at));
            known.map(|(_, known)| known.clone())
        });
        let Some(known) = known else { return };
        self.changes.forget_confirmed();
        self.set_subject.try_set(subject.clone());
        // Many events in a row name clients of whom nothing is known yet: nothing changes on screen then.
        let is_blank = |known: &History| known.is_unknown() && known.asking.is_empty();
        if known.is_some() || self.known.try_with_untracked(is_blank) == Some(false) {
            self.set_known.try_set(known.unwrap_or_default());
        }
    }

    fn is_about(self, subject: &OverviewSubject) -> bool {
        self.subject.try_with_untracked(|current| current == subject) == Some(true)
    }

    /// Asks for everything, unless that was done already. What was answered a while ago, or before something was saved, is
    /// asked for again, and is shown until the new answer is there.
    pub fn ask_once(self) {
        let is_empty = self.subject.try_with_untracked(OverviewSubject::is_empty);
        let is_due = self.inner.try_with_value(|inner| {
            let saved_at = inner.saved_at.try_get_value().flatten();
            let is_old = |asked_at: f64| {
                (now() - asked_at).abs() > RENEW_AFTER
                    || saved_at.is_some_and(|saved_at| saved_at >= asked_at)
            };
            is_empty == Some(false) && inner.asked_at.get().is_none_or(is_old)
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
        self.set_known
            .try_update(|known| known.asking.extend_from_slice(parts));
        let free = self.inner.try_with_value(|inner| {
            inner.want(parts);
            (!inner.busy.replace(true)).then_some(inner.request)
        });
        if let Some(Some(request)) = free {
            request.start(self.ask_all());
        }
    }

    async fn ask_all(self) {
        while let Some(Some((client, parts, statistics))) = self.inner.try_with_value(|inner| {
            let parts = inner.wanted.take();
            (!parts.is_empty()).then(|| (inner.client.clone(), parts, inner.statistics.get()))
        }) {
            let Some(subject) = self.subject.try_get_untracked() else {
                return;
            };
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
        answer: Result<OverviewAnswer, Error>,
    ) {
        // Another client may have come in meanwhile; then this is kept for when the card comes back.
        let is_current = self.is_about(subject);
        if let Ok(Some(statistics)) = answer.as_ref().map(|answer| answer.statistics) {
            self.inner
                .try_with_value(|inner| inner.statistics.set(Some(statistics)));
        }
        let mut known = if is_current {
            self.known.try_get_untracked().unwrap_or_default()
        } else {
            History::default()
        };
        // What is to be asked for once more was answered too early.
        let is_wanted = |part: &Part| {
            let is_wanted = |inner: &Inner| inner.wanted.borrow().contains(part);
            is_current && self.inner.try_with_value(is_wanted) == Some(true)
        };
        let mut parts = parts.to_vec();
        parts.retain(|part| !is_wanted(part));
        known.take(&parts, asked_at, answer);
        if let (true, PartState::Known(planned)) = (parts.contains(&Part::Planned), &known.planned) {
            self.changes.forget_made(subject, planned);
        }
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
            self.set_known.try_set(known);
            self.session.want(&stages, &people);
        }
    }
}
