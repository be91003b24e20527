//! The app's own page: the tab of the call card, registering calls, and what can be done with those that were
//! registered here.

mod call;
mod calls;
mod closings;
mod installation;
mod people;
pub mod plan;
mod registration;
mod registration_form;
mod store;
mod tab;
mod unsaved;

pub use call::Call;
pub use calls::{Action, Note, RegisteredCallRow, RegisteredCalls};
pub use closings::{Closings, Form};
pub use installation::{Installation, Installed};
pub use people::People;
pub use registration::{Attempt, Choices, Done, Lists, Registration};
pub use registration_form::{Field, RegistrationForm};
pub use tab::{Goal, Known, Tab, TabProgress, TabStep};
pub use unsaved::{UnsavedRow, Waiting};

use super::names::{Name, Names};
use super::{Me, Opened};
use crate::bx24::{Client, Error, OpenPath, spawn};
use crate::call::Binding;
use leptos::prelude::*;
use std::cell::Cell;

/// The app's own page. A small handle: copies are the same page.
#[derive(Clone, Copy)]
pub struct Own {
    /// Why the portal did not tell who the agent is, until it does.
    pub trouble: RwSignal<Option<Error>>,
    /// Whether that is being asked.
    pub asking: RwSignal<bool>,
    /// The names of people.
    pub people: People,
    /// The form for a call, and what became of it.
    pub registration: Registration,
    /// The calls that were registered here.
    pub calls: RegisteredCalls,
    /// How these end.
    pub closings: Closings,
    /// What was not saved.
    pub waiting: Waiting,
    /// The tab of the call card.
    pub tab: Tab,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    names: Names,
    client: Client,
    me: Me,
    opens_beside: Cell<bool>,
}

impl Own {
    /// Opens the page: asks who the agent is, and for what there is to choose from. Nothing where the page is gone.
    pub fn of(page: Opened) -> Option<Self> {
        Some(Self::open(page.client()?))
    }

    fn open(client: Client) -> Self {
        let people = People::new(client.clone());
        let calls = RegisteredCalls::new(client.clone(), people);
        let names = Names::new(client.clone());
        let me = Me::new(client.clone());
        let closings = Closings::new(client.clone(), me, calls, names);
        let this = Self {
            trouble: RwSignal::new(None),
            asking: RwSignal::new(false),
            people,
            registration: Registration::empty(client.clone(), people, calls, names),
            calls,
            closings,
            waiting: Waiting::new(client.clone(), closings),
            tab: Tab::new(client.clone()),
            inner: StoredValue::new_local(Inner {
                names,
                me,
                opens_beside: Cell::new(true),
                client,
            }),
        };
        this.ask_who();
        this.tab.look();
        this.registration.load_choices();
        this
    }

    /// Asks who the agent is: calls are registered for them, and their list is kept for them alone.
    pub fn ask_who(self) {
        if self.asking.get_untracked() {
            return;
        }
        self.asking.set(true);
        spawn(async move {
            let Some((client, me)) = self
                .inner
                .try_with_value(|inner| (inner.client.clone(), inner.me))
            else {
                return;
            };
            let answer = me.get().await;
            self.asking.try_set(false);
            self.trouble.try_set(answer.as_ref().err().cloned());
            if let Ok(user) = answer {
                self.people.learn(user.id, &user.full_name());
                self.registration.me.try_set(Some(user.id));
                self.waiting.open(user.id);
                self.calls.open(&client.domain().unwrap_or_default(), user.id);
            }
        });
    }

    /// The name of an item that a registration named. Follows it.
    pub fn name(self, item: &Binding) -> Option<String> {
        match self.inner.try_with_value(|inner| inner.names)?.of(item) {
            Name::Known(item) if !item.name.is_empty() => Some(item.name),
            _ => None,
        }
    }

    /// The address of an item's page, for a link. Nothing for a kind that has no known page.
    pub fn link(self, item: &Binding) -> Option<String> {
        let path = item.path()?;
        self.inner
            .try_with_value(|inner| inner.client.address(&path))
            .flatten()
    }

    /// Opens an item's page on top of this one. Answers whether that is tried: if not, the link itself must serve.
    /// Where the portal turns out not to do it, the next try answers so, and `refused` hears of it.
    pub fn open_item(self, item: &Binding, refused: impl Fn() + 'static) -> bool {
        let Some(path) = item.path() else { return false };
        let tried = self.inner.try_with_value(|inner| {
            if inner.opens_beside.get() {
                inner.client.open_path(&path, move |outcome| {
                    if outcome == OpenPath::NotAvailable {
                        self.inner.try_with_value(|inner| inner.opens_beside.set(false));
                        refused();
                    }
                });
            }
            // The SDK of an older portal refuses at once.
            inner.opens_beside.get()
        });
        tried.unwrap_or(false)
    }
}
