//! Earlier calls with the number on the card.

use super::task::Task;
use super::{Card, Name};
use crate::api::Refusal;
use crate::api::statistics::{EarlierCall, earlier_calls};
use crate::api::users::{self, User};
use crate::bx24::{Client, Error};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// Earlier calls with a number. A small handle: copies are the same calls.
#[derive(Clone, Copy)]
pub struct Earlier {
    /// What is known of them.
    pub known: RwSignal<KnownCalls>,
    inner: StoredValue<Inner, LocalStorage>,
}

/// What is known of earlier calls.
#[derive(Clone, Debug, Default)]
pub struct KnownCalls {
    /// The calls.
    pub calls: EarlierCallList,
    /// Whether they are being asked for.
    pub asking: bool,
    /// Why they could not be asked for, until that succeeds.
    pub trouble: Option<Error>,
    people: Vec<User>,
}

/// What the portal answers about earlier calls.
#[derive(Clone, Debug, Default)]
pub enum EarlierCallList {
    /// Nothing yet.
    #[default]
    Unknown,
    /// The agent has no access to them, as many have not, or the app may not ask.
    NotAllowed,
    /// The newest ones, newest first.
    Known(Vec<EarlierCall>),
}

/// How many are shown.
const SHOWN: usize = 5;

/// For how many numbers the answers are kept while the card is open: a call list goes from client to client.
const KEPT: usize = 8;

struct Inner {
    client: Client,
    request: Task,
    number: RefCell<String>,
    asked: Cell<bool>,
    busy: Cell<bool>,
    answered: RefCell<VecDeque<(String, KnownCalls)>>,
}

impl Earlier {
    /// Nothing is asked yet.
    pub fn new(client: Client) -> Self {
        Self {
            known: RwSignal::default(),
            inner: StoredValue::new_local(Inner {
                client,
                request: Task::new(),
                number: RefCell::default(),
                asked: Cell::default(),
                busy: Cell::default(),
                answered: RefCell::default(),
            }),
        }
    }

    /// From now on it is about this number. What was answered for it before is shown again; an answer for another number
    /// that is on its way is dropped.
    pub fn look_at(self, number: &str) {
        let known = self.inner.try_with_value(|inner| {
            if inner.number.replace(number.to_owned()) == number {
                return None;
            }
            let answered = inner.answered.borrow();
            let known = answered.iter().find(|(of, _)| of == number);
            inner.asked.set(known.is_some());
            Some(known.map(|(_, known)| known.clone()).unwrap_or_default())
        });
        if let Some(Some(known)) = known {
            self.known.try_set(known);
        }
    }

    /// Asks for the calls with the number, unless that was done already.
    pub fn ask_once(self) {
        if self.inner.try_with_value(|inner| inner.asked.replace(true)) == Some(false) {
            self.again();
        }
    }

    /// Asks again. At most one question is under way; after it the newest number is asked for, should that be another.
    pub fn again(self) {
        self.known.try_update(|known| known.asking = true);
        let free = self
            .inner
            .try_with_value(|inner| (!inner.busy.replace(true)).then_some(inner.request));
        let Some(Some(request)) = free else { return };
        request.start(Box::pin(async move {
            while let Some((client, number)) = self
                .inner
                .try_with_value(|inner| (inner.client.clone(), inner.number.borrow().clone()))
            {
                self.ask(&client, &number).await;
                if self.is_about(&number) {
                    break;
                }
            }
            self.known.try_update(|known| known.asking = false);
            self.inner.try_with_value(|inner| inner.busy.set(false));
        }));
    }

    async fn ask(self, client: &Client, number: &str) {
        let answer = earlier_calls(client, number).await;
        let ids = match &answer {
            Ok(Some(calls)) => talked(calls),
            _ => Vec::new(),
        };
        self.take(number, move |known| {
            known.trouble = None;
            match answer {
                Ok(None) => known.calls = EarlierCallList::NotAllowed,
                Ok(Some(calls)) => known.calls = EarlierCallList::Known(calls),
                Err(error) => known.trouble = Some(error),
            }
        });
        // The scope for names may be missing: then the calls stand without them.
        if self.is_about(number)
            && !ids.is_empty()
            && let Ok(people) = users::get(client, &ids).await
        {
            self.take(number, |known| known.people = people);
        }
        self.keep(number);
    }

    /// Keeps what was answered, for when the card comes back to this number.
    fn keep(self, number: &str) {
        let known = self.known.try_with_untracked(|known| {
            (self.is_about(number) && known.trouble.is_none()).then(|| KnownCalls {
                asking: false,
                ..known.clone()
            })
        });
        if let Some(Some(known)) = known {
            self.inner.try_with_value(|inner| {
                let mut answered = inner.answered.borrow_mut();
                answered.retain(|(of, _)| of != number);
                answered.push_front((number.to_owned(), known));
                answered.truncate(KEPT);
            });
        }
    }

    /// Another number may have come in meanwhile; then this is not its answer.
    fn take(self, number: &str, change: impl FnOnce(&mut KnownCalls)) {
        if self.is_about(number) {
            self.known.try_update(change);
        }
    }

    fn is_about(self, number: &str) -> bool {
        self.inner
            .try_with_value(|inner| *inner.number.borrow() == number)
            == Some(true)
    }
}

impl KnownCalls {
    /// Whether nothing has come yet, not even a failure.
    pub fn is_nothing(&self) -> bool {
        matches!(self.calls, EarlierCallList::Unknown) && self.trouble.is_none()
    }

    /// The calls to show: the newest ones without the one that runs.
    pub fn shown(&self, running: &str) -> impl Iterator<Item = &EarlierCall> {
        let earlier = move |call: &&EarlierCall| call.call_id.is_empty() || call.call_id != running;
        self.all().iter().filter(earlier).take(SHOWN)
    }

    /// All calls that are known, newest first.
    pub fn all(&self) -> &[EarlierCall] {
        match &self.calls {
            EarlierCallList::Known(calls) => calls,
            _ => &[],
        }
    }

    /// The name of a colleague who talked; empty where it is not known.
    pub fn name(&self, who: Option<u64>) -> String {
        let found = self.people.iter().find(|user| Some(user.id) == who);
        found.map(User::full_name).unwrap_or_default()
    }
}

/// Who talked in the calls that may be shown.
fn talked(calls: &[EarlierCall]) -> Vec<u64> {
    let mut ids = Vec::new();
    // One of them may be the one that runs.
    for call in calls.iter().take(SHOWN + 1) {
        if let Some(id) = call.portal_user_id
            && !ids.contains(&id)
        {
            ids.push(id);
        }
    }
    ids
}

impl Card {
    /// Whether all is known of the client that will be: requests go one after the other, and who is calling comes before
    /// earlier calls. `Some(false)` where that failed and whatever else is asked for now would fail as well. Follows it.
    pub fn is_client_told(self) -> Option<bool> {
        let (items, nobody) = self
            .call
            .with(|call| (call.status.items(), call.bound_to_nobody()));
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
            let failed = || self.search.trouble.with(|trouble| trouble.as_ref().map(refused));
            return found.then_some(true).or_else(failed);
        }
        if items.is_empty() {
            // The answer to the next question will tell.
            return self.trouble.with(Option::is_some).then_some(false);
        }
        let any = |name: &Name| items.iter().any(|item| self.names.of(item) == *name);
        (!any(&Name::Loading)).then(|| !any(&Name::Failed))
    }
}
