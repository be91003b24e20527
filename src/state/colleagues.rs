//! Colleagues and the card: showing it to them, hiding it, handing the call over.

use super::Me;
use crate::api::external_call::{self, Audience};
use crate::bx24::{Client, Error, SelectedUser, Subscription, spawn};
use leptos::prelude::*;
use std::cell::RefCell;

/// The colleagues of one call. A small handle: copies are the same colleagues.
#[derive(Clone, Copy)]
pub struct Colleagues {
    /// Who sees the card because this page showed it to them, as far as it knows.
    pub shown: RwSignal<Vec<SelectedUser>>,
    /// What the last action came to.
    pub outcome: RwSignal<ActionOutcome>,
    /// Whether an action runs; no other starts meanwhile.
    pub busy: RwSignal<bool>,
    inner: StoredValue<Inner, LocalStorage>,
}

/// What an action came to.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum ActionOutcome {
    /// There was none yet.
    #[default]
    None,
    /// It worked: the key of the words for it, and the names in them.
    Done(&'static str, String),
    /// The portal does not know the call.
    UnknownCall,
    /// It failed, and can be tried again.
    Failed(Error),
}

struct Inner {
    client: Client,
    me: Me,
    call_id: Box<dyn Fn() -> String>,
    dialog: RefCell<Option<Subscription>>,
    last: RefCell<Option<Action>>,
}

#[derive(Clone)]
enum Action {
    Show(Vec<SelectedUser>),
    Hide(SelectedUser),
    HideForMe,
    HandOver(SelectedUser),
}

impl Colleagues {
    /// The colleagues of the call that `call_id` names at the time.
    pub fn of_call(client: Client, me: Me, call_id: impl Fn() -> String + 'static) -> Self {
        Self {
            shown: RwSignal::default(),
            outcome: RwSignal::default(),
            busy: RwSignal::new(false),
            inner: StoredValue::new_local(Inner {
                client,
                me,
                call_id: Box::new(call_id),
                dialog: RefCell::default(),
                last: RefCell::default(),
            }),
        }
    }

    /// Lets the agent choose colleagues, and shows them the card. If the agent cancels, nothing happens, and nothing
    /// waits.
    pub fn show(self) {
        self.choose(move |users| self.start(Action::Show(users)));
    }

    /// Lets the agent choose one colleague, shows them the card, and hides it here once that succeeded.
    pub fn hand_over(self) {
        self.choose_one(move |user| self.start(Action::HandOver(user)));
    }

    /// Shows the card to these colleagues.
    pub fn show_to(self, users: Vec<SelectedUser>) {
        self.start(Action::Show(users));
    }

    /// Hides the card from a colleague.
    pub fn hide(self, user: SelectedUser) {
        self.start(Action::Hide(user));
    }

    /// Hides the card here.
    pub fn hide_for_me(self) {
        self.start(Action::HideForMe);
    }

    /// Does the last action again. Showing and hiding only repeat.
    pub fn retry(self) {
        if let Some(action) = self
            .inner
            .try_with_value(|inner| inner.last.borrow().clone())
            .flatten()
        {
            self.start(action);
        }
    }

    /// Hides the card from everybody it was shown to, before the call is finished. Answers whether there was anybody.
    pub(super) async fn hide_from_all(self) -> Result<bool, Error> {
        let mut user_ids: Vec<u64> = self
            .shown
            .with_untracked(|shown| shown.iter().map(|user| user.id).collect());
        // Some may see it although the portal has not said so, or will by the time this is sent.
        let uncertain = self.outcome.with_untracked(
            |outcome| matches!(outcome, ActionOutcome::Failed(error) if error.is_uncertain()),
        );
        if (uncertain || self.busy.get_untracked())
            && let Some(Some(Action::Show(users))) =
                self.inner.try_with_value(|inner| inner.last.borrow().clone())
        {
            user_ids.extend(ids(&users));
        }
        if user_ids.is_empty() {
            return Ok(false);
        }
        if let Some((client, call_id)) = self
            .inner
            .try_with_value(|inner| (inner.client.clone(), (inner.call_id)()))
        {
            // `false`: the portal does not know the call any more, so nothing can be hidden.
            external_call::hide(&client, &Audience { call_id, user_ids }).await?;
            self.shown.set(Vec::new());
        }
        Ok(true)
    }

    fn choose(self, chosen: impl Fn(Vec<SelectedUser>) + 'static) {
        self.inner.try_with_value(|inner| {
            let dialog = inner.client.select_users(move |users| {
                if !users.is_empty() {
                    chosen(users);
                }
            });
            inner.dialog.replace(dialog);
        });
    }

    fn choose_one(self, chosen: impl Fn(SelectedUser) + 'static) {
        self.inner
            .try_with_value(|inner| inner.dialog.replace(inner.client.select_user(chosen)));
    }

    fn start(self, action: Action) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.outcome.set(ActionOutcome::None);
        self.inner
            .try_with_value(|inner| inner.last.replace(Some(action.clone())));
        spawn(async move {
            let outcome = self.act(action).await;
            self.outcome.set(outcome.unwrap_or_else(ActionOutcome::Failed));
            self.busy.set(false);
        });
    }

    async fn act(self, action: Action) -> Result<ActionOutcome, Error> {
        match action {
            Action::Show(users) => {
                if !self.send(true, ids(&users)).await? {
                    return Ok(ActionOutcome::UnknownCall);
                }
                let names = names(&users);
                self.add(users);
                Ok(ActionOutcome::Done("colleagues.shown", names))
            }
            Action::Hide(user) => {
                if !self.send(false, vec![user.id]).await? {
                    return Ok(ActionOutcome::UnknownCall);
                }
                let _ = self
                    .shown
                    .try_update(|shown| shown.retain(|other| other.id != user.id));
                Ok(ActionOutcome::Done("colleagues.hidden", user.name))
            }
            Action::HideForMe => self.hide_me("colleagues.hidden-for-me", String::new()).await,
            Action::HandOver(user) => {
                if !self.send(true, vec![user.id]).await? {
                    return Ok(ActionOutcome::UnknownCall);
                }
                let name = user.name.clone();
                self.add(vec![user]);
                self.hide_me("colleagues.handed-over", name).await
            }
        }
    }

    async fn hide_me(self, done: &'static str, name: String) -> Result<ActionOutcome, Error> {
        let Some(me) = self.inner.try_with_value(|inner| inner.me) else {
            return Ok(ActionOutcome::None);
        };
        let id = me.get().await?.id;
        Ok(if self.send(false, vec![id]).await? {
            ActionOutcome::Done(done, name)
        } else {
            ActionOutcome::UnknownCall
        })
    }

    async fn send(self, show: bool, user_ids: Vec<u64>) -> Result<bool, Error> {
        let Some((client, call_id)) = self
            .inner
            .try_with_value(|inner| (inner.client.clone(), (inner.call_id)()))
        else {
            return Ok(false);
        };
        let audience = Audience { call_id, user_ids };
        if show {
            external_call::show(&client, &audience).await
        } else {
            external_call::hide(&client, &audience).await
        }
    }

    fn add(self, users: Vec<SelectedUser>) {
        let _ = self.shown.try_update(|shown| {
            for user in users {
                if !shown.iter().any(|other| other.id == user.id) {
                    shown.push(user);
                }
            }
        });
    }
}

fn ids(users: &[SelectedUser]) -> Vec<u64> {
    users.iter().map(|user| user.id).collect()
}

fn names(users: &[SelectedUser]) -> String {
    crate::i18n::listed(users.iter().map(|user| user.name.as_str()))
}
