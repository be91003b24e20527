//! The app's own page: the tab of the call card, registering calls, and what can be done with those that were
//! registered here.

mod absent_call;
mod calls;
mod card_action;
mod closings;
mod installation;
mod lists;
mod people;
mod registration;
mod registration_form;
mod registration_store;
mod store;
mod tab;
mod unsaved;
mod viewers;

pub use calls::{RegisteredCallRow, RegisteredCalls};
pub use card_action::{CardAction, CardActionOutcome};
pub use closings::{Closings, Form};
pub use installation::{Installation, Installed};
pub use lists::{Choices, Lists};
pub use people::People;
pub use registration::{Attempt, Done, Registration};
pub use registration_form::{RegistrationError, RegistrationField, RegistrationForm};
pub use tab::{Goal, Tab, TabLookup, TabProgress, TabStep};
pub use unsaved::{UnsavedRow, UnsavedWrapUps};

use super::action::ExclusiveAction;
use super::item_pages::ItemPages;
use super::names::{Name, Names};
use super::settings::{ListEditor, OwnPhrases, Settings};
use super::{Me, Opened};
use crate::api::settings::SettingKey;
use crate::bx24::{Client, Error};
use crate::call::Binding;
use leptos::prelude::*;

/// The app's own page. A small handle: copies are the same page.
#[derive(Clone, Copy)]
pub struct Own {
    /// Why it is not known who the agent is, until it is.
    pub trouble: Signal<Option<Error>>,
    /// Whether that is being asked.
    pub asking: Signal<bool>,
    /// The names of people.
    pub people: People,
    /// The form for a call, and what became of it.
    pub registration: Registration,
    /// The calls that were registered here.
    pub calls: RegisteredCalls,
    /// The wrap-ups of these calls.
    pub closings: Closings,
    /// Unsaved wrap-ups and new clients.
    pub unsaved: UnsavedWrapUps,
    /// The tab of the call card.
    pub tab: Tab,
    /// Whether the agent may edit the lists below: administrators may.
    pub may_edit_settings: bool,
    /// The lists as agents use them.
    pub settings: Settings,
    /// The agent's own phrases.
    pub own_phrases: OwnPhrases,
    /// The phrases of all agents.
    pub phrases: ListEditor,
    /// The result codes of the company.
    pub codes: ListEditor,
    /// The call scripts of the company.
    pub scripts: ListEditor,
    /// The pages of CRM items.
    pub pages: ItemPages,
    names: Names,
    identify: ExclusiveAction<(), ()>,
}

impl Own {
    /// Opens the page: asks who the agent is, and for what there is to choose from. Nothing where the page is gone.
    pub fn of(page: Opened) -> Option<Self> {
        page.create(Self::open)
    }

    fn open(client: Client) -> Self {
        let people = People::new(client.clone());
        let calls = RegisteredCalls::new(client.clone(), people);
        let names = Names::new(client.clone());
        let me = Me::new(client.clone());
        let settings = Settings::new(client.clone());
        let closings = Closings::new(client.clone(), me, settings, calls, names);
        let registration = Registration::empty(client.clone(), people, calls, names);
        let unsaved = UnsavedWrapUps::new(client.clone(), closings, names);
        let domain = client.domain().unwrap_or_default();
        let identify = ExclusiveAction::new(move |()| {
            let domain = domain.clone();
            async move {
                let user = me.get().await?;
                people.set_name(user.id, &user.full_name());
                registration.me.try_set(Some(user.id));
                unsaved.open(user.id);
                calls.open(&domain, user.id);
                registration.open(&domain, user.id);
                Ok(())
            }
        });
        let this = Self {
            trouble: Signal::derive(move || identify.error()),
            asking: Signal::derive(move || identify.is_pending()),
            people,
            registration,
            calls,
            closings,
            unsaved,
            tab: Tab::new(client.clone()),
            may_edit_settings: client.is_admin(),
            settings,
            own_phrases: OwnPhrases::new(client.clone(), settings),
            phrases: ListEditor::new(client.clone(), settings, SettingKey::SharedPhrases),
            codes: ListEditor::new(client.clone(), settings, SettingKey::ResultCodes),
            scripts: ListEditor::new(client.clone(), settings, SettingKey::Scripts),
            names,
            pages: ItemPages::new(client),
            identify,
        };
        this.ask_who();
        // What the session remembers may be older than what an administrator has set since.
        this.settings.ask_once();
        this.tab.look();
        this.registration.load_choices();
        this
    }

    /// Another page of this app has changed what the browser stores under this key; nothing where it has removed everything.
    pub fn refresh(self, key: Option<&str>) {
        if key.is_none_or(|key| self.calls.is_key(key)) {
            self.calls.refresh();
        }
        self.unsaved.refresh();
    }

    /// Asks who the agent is: calls are registered for them, and their list is stored for them alone.
    pub fn ask_who(self) {
        if !self.identify.repeat() {
            self.identify.start(());
        }
    }

    /// Opens a form of a call, or closes it: with what was stored of the call, whichever list it is opened from.
    pub fn toggle(self, form: Form, call_id: &str) {
        let (draft, agent) = (self.unsaved.draft(call_id), self.unsaved.agent());
        if let Some(wrap_up) = self.closings.toggle(form, call_id, draft, agent) {
            self.unsaved.follow(wrap_up, call_id.to_owned());
        }
    }

    /// The name of an item of a call. Tracks it.
    pub fn name(self, item: &Binding) -> Option<String> {
        match self.names.of(item) {
            Name::Known(item) if !item.name.is_empty() => Some(item.name),
            _ => None,
        }
    }
}
