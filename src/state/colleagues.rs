//! Colleagues and the card: showing it to them, hiding it, handing the call over.

use super::Me;
use super::action::{ActionState, ExclusiveAction};
use crate::api::external_call::{self, Audience};
use crate::bx24::storage::{self, StorageArea};
use crate::bx24::{Client, Error, SelectedUser, Subscription, from_json, to_json};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The key of the [`StoredShown`] of the last calls, newest first.
const SHOWN: &str = "call-card.shown";

/// Of how many calls it is stored who sees their cards.
const STORED_CALLS: usize = 4;

/// The colleagues of one call. A small handle: copies are the same colleagues.
#[derive(Clone, Copy)]
pub struct Colleagues {
    /// Who sees the card because this page showed it to them, as far as it knows.
    pub shown: ReadSignal<Vec<SelectedUser>>,
    /// What the last action came to.
    pub outcome: Signal<ActionOutcome>,
    /// Whether an action runs; no other starts meanwhile.
    pub busy: Signal<bool>,
    /// Whether the call was handed over: its card is a colleague's now, who finishes the call.
    pub is_handed_over: ReadSignal<bool>,
    /// Whether it was, or may have been: the answer to hiding the card here is lost.
    pub may_be_handed_over: ReadSignal<bool>,
    action: ExclusiveAction<ColleagueAction, ColleagueAnswer>,
    portal: StoredValue<Rc<Portal>, LocalStorage>,
    dialog: StoredValue<RefCell<Option<Subscription>>, LocalStorage>,
}

/// What an action came to.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum ActionOutcome {
    /// There was none yet.
    #[default]
    None,
    /// This was done.
    Done(ColleagueAction),
    /// The portal does not know the call.
    UnknownCall,
    /// The agent has chosen themselves to hand the call over to.
    Oneself,
    /// It failed, and can be tried again.
    Failed(Error),
}

/// What can be done with the card.
#[derive(Clone, Debug, PartialEq)]
pub enum ColleagueAction {
    /// Show it to these colleagues.
    Show(Vec<SelectedUser>),
    /// Hide it from this colleague.
    Hide(SelectedUser),
    /// Hide it here.
    HideForMe,
    /// Show it to this colleague, and hide it here once that succeeded.
    HandOver(SelectedUser),
}

/// What the portal answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ColleagueAnswer {
    Done,
    UnknownCall,
    /// There was nothing to do.
    Nothing,
}

struct Portal {
    client: Client,
    me: Me,
    call_id: Box<dyn Fn() -> String>,
    shown: RwSignal<Vec<SelectedUser>>,
    /// Who else may see the card: the portal was asked to show it to them, and it is not known whether it did.
    may_see: RefCell<Vec<u64>>,
    set_handed_over: WriteSignal<bool>,
    set_may_be_handed_over: WriteSignal<bool>,
    /// Whether this page has asked the portal to hide its own card.
    is_hidden_here: Cell<bool>,
}

/// Who was shown the card of a call, or may have been: a card that is loaded again has to hide it from them.
#[derive(Serialize, Deserialize)]
struct StoredShown {
    call_id: String,
    shown: Vec<SelectedUser>,
    #[serde(default)]
    may_see: Vec<u64>,
}

/// What is stored of the last calls.
fn stored_shown() -> Vec<StoredShown> {
    let stored = storage::get(StorageArea::Session, SHOWN).ok().flatten();
    stored
        .and_then(|stored| from_json(&stored).ok())
        .unwrap_or_default()
}

impl Colleagues {
    /// The colleagues of the call that `call_id` names at the time.
    pub fn of_call(client: Client, me: Me, call_id: impl Fn() -> String + 'static) -> Self {
        let shown = RwSignal::new(Vec::new());
        let (is_handed_over, set_handed_over) = signal(false);
        let (may_be_handed_over, set_may_be_handed_over) = signal(false);
        let portal = Rc::new(Portal {
            client,
            me,
            call_id: Box::new(call_id),
            shown,
            may_see: RefCell::default(),
            set_handed_over,
            set_may_be_handed_over,
            is_hidden_here: Cell::new(false),
        });
        let action = ExclusiveAction::new({
            let portal = portal.clone();
            move |action| {
                let portal = portal.clone();
                async move { portal.run(action).await }
            }
        });
        Self {
            shown: shown.read_only(),
            outcome: Signal::derive(move || action.with(outcome).unwrap_or_default()),
            busy: Signal::derive(move || action.is_pending()),
            is_handed_over,
            may_be_handed_over,
            action,
            portal: StoredValue::new_local(portal),
            dialog: StoredValue::new_local(RefCell::default()),
        }
    }

    /// Lets the agent choose colleagues, and shows them the card. If the agent cancels, nothing happens, and nothing
    /// waits.
    pub fn show(self) {
        self.choose(|client| {
            client.select_users(move |users| {
                if !users.is_empty() {
                    self.action.enqueue(ColleagueAction::Show(users));
                }
            })
        });
    }

    /// Lets the agent choose one colleague, shows them the card, and hides it here once that succeeded.
    pub fn hand_over(self) {
        self.choose(|client| {
            client.select_user(move |user| {
                self.action.enqueue(ColleagueAction::HandOver(user));
            })
        });
    }

    /// Shows the card to these colleagues.
    pub fn show_to(self, users: Vec<SelectedUser>) {
        self.action.start(ColleagueAction::Show(users));
    }

    /// Hides the card from a colleague.
    pub fn hide(self, user: SelectedUser) {
        self.action.start(ColleagueAction::Hide(user));
    }

    /// Hides the card here.
    pub fn hide_for_me(self) {
        self.action.start(ColleagueAction::HideForMe);
    }

    /// Does the last action again. Showing and hiding only repeat.
    pub fn retry(self) {
        self.action.retry();
    }

    /// The portal may have named the call: it is known again to whom a page before this one has shown its card.
    pub(super) fn follow_call(self) {
        if let Some(portal) = self.portal.try_get_value()
            && portal.viewers().is_empty()
        {
            portal.restore();
        }
    }

    /// Whether this page has asked the portal to hide its own card: then that the card is about to close says nothing of
    /// the call.
    pub(super) fn is_hidden_here(self) -> bool {
        self.portal.try_with_value(|portal| portal.is_hidden_here.get()) == Some(true)
    }

    /// Hides the card from everybody else it was shown to, before the call is finished. Returns whether there was anybody.
    ///
    /// # Errors
    /// That of [`unknown_call`] if the portal does not know the call any more: whoever has its card keeps it.
    pub(super) async fn hide_from_all(self) -> Result<bool, Error> {
        // Nobody is shown the card of a call that is over.
        self.action.forget_waiting();
        let portal = self.portal.try_get_value();
        let Some(portal) = portal.filter(|portal| !portal.viewers().is_empty()) else {
            return Ok(false);
        };
        // The own card closes when the call is finished, not before.
        let me = portal.me.get().await?.id;
        let mut user_ids = portal.viewers();
        user_ids.retain(|id| *id != me);
        if user_ids.is_empty() {
            return Ok(false);
        }
        match portal.hide(user_ids).await? {
            ColleagueAnswer::UnknownCall => Err(unknown_call()),
            ColleagueAnswer::Done | ColleagueAnswer::Nothing => Ok(true),
        }
    }

    /// Opens a dialog of the portal. The one that was opened before has no effect any more.
    fn choose(self, open: impl FnOnce(&Client) -> Option<Subscription>) {
        let opened = self.portal.try_with_value(|portal| open(&portal.client));
        self.dialog
            .try_with_value(|dialog| dialog.replace(opened.flatten()));
    }
}

impl Portal {
    async fn run(&self, action: ColleagueAction) -> Result<ColleagueAnswer, Error> {
        match action {
            ColleagueAction::Show(users) => self.show(users).await,
            ColleagueAction::Hide(user) => self.hide(vec![user.id]).await,
            ColleagueAction::HideForMe => self.hide_for_me().await,
            ColleagueAction::HandOver(user) => {
                if user.id == self.me.get().await?.id {
                    return Ok(ColleagueAnswer::Nothing);
                }
                let id = user.id;
                let answer = self.show(vec![user]).await?;
                if answer == ColleagueAnswer::UnknownCall {
                    return Ok(answer);
                }
                // This card may close before the answer comes.
                self.set_handed_over.try_set(true);
                self.set_may_be_handed_over.try_set(true);
                let answer = self.hide_for_me().await;
                let is_done = answer == Ok(ColleagueAnswer::Done);
                if is_done {
                    // The card is theirs: nothing that happens here takes it away from them.
                    self.remove_viewers(&[id]);
                }
                self.set_handed_over.try_set(is_done);
                // Where the answer is lost the card may close yet, and the colleague has the call.
                let may_be_done = answer.as_ref().is_err_and(Error::is_uncertain);
                self.set_may_be_handed_over.try_set(is_done || may_be_done);
                answer
            }
        }
    }

    async fn hide_for_me(&self) -> Result<ColleagueAnswer, Error> {
        let id = self.me.get().await?.id;
        // `CallCard::BeforeClose` comes before the answer.
        self.is_hidden_here.set(true);
        let answer = self.hide(vec![id]).await;
        let is_hidden = match &answer {
            Ok(answer) => *answer == ColleagueAnswer::Done,
            Err(error) => error.is_uncertain(),
        };
        self.is_hidden_here.set(is_hidden);
        answer
    }

    /// Shows the card. Who may see it is noted before the portal is asked: neither a lost answer nor a reload makes this
    /// page forget them.
    async fn show(&self, users: Vec<SelectedUser>) -> Result<ColleagueAnswer, Error> {
        let user_ids = ids(&users);
        let added = self.add_may_see(&user_ids);
        let known = external_call::show(&self.client, &self.audience(user_ids.clone())).await;
        match &known {
            Ok(true) => self.add_shown(users),
            Ok(false) => self.change(|_, may_see| may_see.retain(|id| !user_ids.contains(id))),
            Err(error) if error.is_uncertain() => {}
            // A refusal says nothing of an attempt before it.
            Err(_) => self.change(|_, may_see| may_see.retain(|id| !added.contains(id))),
        }
        known.map(ColleagueAnswer::of)
    }

    async fn hide(&self, user_ids: Vec<u64>) -> Result<ColleagueAnswer, Error> {
        let known = external_call::hide(&self.client, &self.audience(user_ids.clone())).await?;
        if known {
            self.remove_viewers(&user_ids);
        }
        Ok(ColleagueAnswer::of(known))
    }

    /// Who sees the card, or may see it.
    fn viewers(&self) -> Vec<u64> {
        let shown = self.shown.try_with_untracked(|shown| ids(shown));
        let mut user_ids = shown.unwrap_or_default();
        user_ids.extend(self.may_see.borrow().iter());
        user_ids
    }

    /// Notes that these users may see the card from now on. Returns those of whom that is new.
    fn add_may_see(&self, user_ids: &[u64]) -> Vec<u64> {
        let mut added = Vec::new();
        self.change(|shown, may_see| {
            for id in user_ids {
                if !shown.iter().any(|user| user.id == *id) && !may_see.contains(id) {
                    may_see.push(*id);
                    added.push(*id);
                }
            }
        });
        added
    }

    fn add_shown(&self, users: Vec<SelectedUser>) {
        self.change(|shown, may_see| {
            for user in users {
                may_see.retain(|id| *id != user.id);
                if !shown.iter().any(|other| other.id == user.id) {
                    shown.push(user);
                }
            }
        });
    }

    fn remove_viewers(&self, user_ids: &[u64]) {
        if !self.viewers().iter().any(|id| user_ids.contains(id)) {
            return;
        }
        self.change(|shown, may_see| {
            shown.retain(|user| !user_ids.contains(&user.id));
            may_see.retain(|id| !user_ids.contains(id));
        });
    }

    /// Changes who sees the card and who may see it, and stores both.
    fn change(&self, change: impl FnOnce(&mut Vec<SelectedUser>, &mut Vec<u64>)) {
        let shown = self.shown.try_update(|shown| {
            change(shown, &mut self.may_see.borrow_mut());
            shown.clone()
        });
        let Some(shown) = shown else { return };
        let own = StoredShown {
            call_id: (self.call_id)(),
            shown,
            may_see: self.may_see.borrow().clone(),
        };
        let mut all = stored_shown();
        all.retain(|stored| stored.call_id != own.call_id);
        if !own.shown.is_empty() || !own.may_see.is_empty() {
            all.insert(0, own);
        }
        all.truncate(STORED_CALLS);
        // A browser that stores nothing forgets it with the page.
        let _ = to_json(&all).map(|all| storage::set(StorageArea::Session, SHOWN, &all));
    }

    fn restore(&self) {
        let call_id = (self.call_id)();
        let of_call = |stored: &StoredShown| !call_id.is_empty() && stored.call_id == call_id;
        if let Some(stored) = stored_shown().into_iter().find(of_call) {
            self.may_see.replace(stored.may_see);
            self.shown.try_set(stored.shown);
        }
    }

    fn audience(&self, user_ids: Vec<u64>) -> Audience {
        let call_id = (self.call_id)();
        Audience { call_id, user_ids }
    }
}

impl ColleagueAnswer {
    const fn of(known: bool) -> Self {
        if known { Self::Done } else { Self::UnknownCall }
    }
}

/// The error for a call that the portal does not know any more: its cards cannot be hidden.
pub(super) fn unknown_call() -> Error {
    Error::answered("", 0, "Call is not found")
}

fn outcome(state: &ActionState<ColleagueAction, ColleagueAnswer>) -> ActionOutcome {
    match (&state.result, &state.input) {
        (Some(Ok(ColleagueAnswer::UnknownCall)), _) => ActionOutcome::UnknownCall,
        (Some(Ok(ColleagueAnswer::Done)), Some(action)) => ActionOutcome::Done(action.clone()),
        (Some(Ok(ColleagueAnswer::Nothing)), Some(ColleagueAction::HandOver(_))) => ActionOutcome::Oneself,
        (Some(Err(error)), _) => ActionOutcome::Failed(error.clone()),
        _ => ActionOutcome::None,
    }
}

fn ids(users: &[SelectedUser]) -> Vec<u64> {
    users.iter().map(|user| user.id).collect()
}
