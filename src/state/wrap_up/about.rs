//! Which call and which client the draft is about: what was typed stays with those it was typed for, until the agent
//! says otherwise.

use super::draft::{CallDraft, Inner, or_anonymous};
use crate::call::{Binding, CallChange, ClientChange, StoredDraft, WrapUpForm};
use crate::state::now;
use leptos::prelude::*;

impl Inner {
    /// What is restored was typed for the client of that time. The portal may have bound the call to another one since, and
    /// a frame that is loaded again starts with the client of its first load.
    pub fn restore_client(&self) {
        if let Some(item) = self.stored.borrow().items().first() {
            self.primary.replace(item.key());
        }
    }

    /// What is restored may say that the call was handed over. It is the agent's again where its card is.
    pub fn restore_handover(&self) {
        self.handed_over
            .set(*self.stored.borrow().fields.handed_over.get());
    }
}

impl CallDraft {
    /// The portal may have named the call, or its client may have changed, or a save has ended.
    pub fn follow_call(self) {
        // As long as nothing was typed, there is nothing to be kept apart.
        if self.is_begun() {
            self.compare_with_call();
        }
        if let Some(Some((calls, _))) = self.with(|inner| inner.subject.card()) {
            calls.after_save();
        }
    }

    pub(super) fn compare_with_call(self) {
        let known = untrack(|| {
            self.with(|inner| {
                // Whether it is there or gone: what is known of it does not make it another client.
                let primary = inner.subject.client().items.first().map(Binding::key);
                let is_left = inner.subject.is_left();
                (inner.subject.call_id(), primary.unwrap_or_default(), is_left)
            })
        });
        let Some((call_id, primary, is_left)) = known else {
            return;
        };
        let change = self.with_store(|inner, _| inner.stored.borrow().compare_call(&call_id));
        match change {
            Some(CallChange::Begin) => self.begin(call_id, primary),
            Some(CallChange::Named) => {
                self.set_call_id(&call_id);
                if !is_left {
                    self.follow_client(primary);
                }
            }
            Some(CallChange::Same) if !is_left => self.follow_client(primary),
            None | Some(CallChange::Same) => {}
        }
    }

    /// The client changed under a half-written note: it stays with the one it was written for.
    fn follow_client(self, primary: String) {
        let before = self.with(|inner| inner.primary.replace(primary.clone()));
        let form = self.parts.form.snapshot();
        match form.compare_client(&before.unwrap_or_default(), &primary) {
            ClientChange::None => {}
            ClientChange::StaysWith(item) => {
                self.update_state(|state| state.stays_with = Some(item.clone()));
                self.with(|inner| inner.pinned.replace(item.clone()));
                self.set_target(item);
            }
            ClientChange::Returned => {
                let stays = |state: &super::draft::DraftState| state.stays_with.is_some();
                if self.state.try_with_untracked(stays) == Some(true) {
                    self.update_state(|state| state.stays_with = None);
                    self.set_target(String::new());
                }
            }
        }
    }

    /// Changes the target without the agent: it is no edit of theirs, because it may not be known yet whose draft this is.
    fn set_target(self, target: String) {
        self.parts.form.edit(|form| form.target = target);
        self.save();
    }

    /// Note and next step go to the client who is on the card now.
    pub fn send_to_client(self) {
        self.update_state(|state| state.stays_with = None);
        self.edit(|form| form.target.clear());
    }

    /// Note and next step are saved: what is typed now is for the client on the card.
    pub(super) fn unpin(self) {
        let pinned = self.with(|inner| inner.pinned.take()).unwrap_or_default();
        let mut form = self.parts.form.snapshot();
        if !pinned.is_empty() && form.target == pinned {
            form.target.clear();
            self.parts.form.replace(form);
        }
        self.update_state(|state| state.stays_with = None);
    }

    /// The form is about this call from now on, and shows what was stored of it.
    fn begin(self, call_id: String, primary: String) {
        let call_id = or_anonymous(call_id);
        let needs_user = self.with_store(|inner, store| {
            let found = store.read(&call_id, &mut inner.stored_text.borrow_mut());
            inner
                .stored
                .replace(found.unwrap_or_else(|| StoredDraft::of_call(&call_id)));
            inner.primary.replace(primary.clone());
            inner.pinned.take();
            inner.restore_client();
            inner.restore_handover();
            store.is_user_unknown() && store.has_draft_of(&call_id)
        });
        if needs_user == Some(true) {
            self.identify_user();
        }
        self.restore_summary();
        self.update_state(|state| {
            state.stays_with = None;
            state.replaced = None;
        });
        self.show();
        self.follow_client(primary);
        self.count_others();
    }

    /// The portal has named the call.
    fn set_call_id(self, call_id: &str) {
        let replaced = self.with_store(|inner, store| {
            let mut text = inner.stored_text.borrow_mut();
            let mut draft = inner.stored.take();
            let is_empty = draft.is_empty();
            let mut unnamed_text = core::mem::take(&mut *text);
            let known = store.read(call_id, &mut text);
            let mut named = draft.name(call_id, known.as_ref(), now());
            store.write(&mut named.unnamed, &mut unnamed_text);
            inner.stored.replace(draft);
            inner.restore_handover();
            if is_empty {
                inner.restore_client();
            }
            named.replaced
        });
        if let Some(Some(replaced)) = replaced {
            self.update_state(|state| state.replaced = Some(replaced));
        }
        self.show();
        self.save();
    }

    /// Lets the card go, if nothing is left to save. Where it has gone on to another call, a countdown does not close it.
    pub fn release_card(self) {
        let is_left = untrack(|| self.with(|inner| inner.subject.is_left()));
        if is_left == Some(true) {
            self.parts.hold.go_on();
        } else {
            self.parts.hold.release();
        }
    }

    /// The same where nothing was saved. A save under way needs the card, and lets it go at its end.
    pub fn release_unsaved(self) {
        if !self.parts.hold.is_saving() {
            self.release_card();
        }
    }

    /// The same where the agent has taken back what was entered. While the portal counts down, it would close the card at
    /// once, under the hands of who is about to enter something else: it does so at the end anyway.
    pub fn release_edited(self) {
        if self.parts.hold.countdown.try_with_untracked(Option::is_none) == Some(true) {
            self.release_unsaved();
        }
    }

    /// Counts the drafts of other calls.
    pub fn count_others(self) {
        let others = self.with_store(|inner, store| {
            let stored = inner.stored.borrow();
            let is_other = |draft: &&StoredDraft| draft.call_id != stored.call_id;
            let new_clients = inner.subject.card().map(|(calls, _)| calls.left_new_clients());
            let others = store.all().iter().filter(is_other).count() + new_clients.unwrap_or_default();
            (others, store.is_user_unknown() && store.has_any())
        });
        let (others, needs_user) = others.unwrap_or_default();
        if needs_user {
            self.identify_user();
        }
        self.update_state(|state| state.others = others);
    }

    /// `CALL_ID`; empty as long as the portal has not named the call. Tracks it.
    pub fn call_id(self) -> String {
        self.with(|inner| inner.subject.call_id()).unwrap_or_default()
    }

    /// What note and next step can go to, the primary item first. Tracks it.
    pub fn items(self) -> Vec<Binding> {
        let mut items = self.with(|inner| inner.subject.items()).unwrap_or_default();
        // What was chosen stays a choice, even where the call is not bound to it any more.
        let chosen = self.parts.form.entered.with(|form| Binding::parse(&form.target));
        let own = self.with(|inner| inner.subject.own_items()).unwrap_or_default();
        for item in chosen.into_iter().chain(own) {
            if !items.contains(&item) {
                items.push(item);
            }
        }
        items
    }

    /// What note and next step go to; nothing where it is gone or has no timeline: they do not go to another one in silence.
    /// Tracks it.
    pub fn target(self) -> Option<Binding> {
        let items = self.items();
        // What was chosen is among them, whatever became of the call.
        let chosen = self.parts.form.entered.with(|form| {
            let mut items = items.iter();
            items.position(|item| item.key() == form.target)
        });
        let target = items.into_iter().nth(chosen.unwrap_or_default())?;
        let takes_notes = self.with(|inner| inner.subject.takes_notes(&target));
        (takes_notes != Some(false)).then_some(target)
    }

    /// The seconds that the parties talked, as far as that was measured; nothing where they never did. Tracks it.
    ///
    /// A clock that began when the card was opened is short, so a longer time that was stored of the call counts. What comes
    /// after the call was sent is waiting.
    pub fn seconds(self) -> Option<u64> {
        if let Some(talk) = self.sent_talk.get() {
            return talk.seconds;
        }
        let seconds = self.with(|inner| {
            let stored = *inner.stored.borrow().fields.seconds.get();
            inner.subject.seconds().max(stored)
        })?;
        // A talk that has just begun has lasted no second yet, and is a talk.
        Some(seconds?.max(1))
    }

    /// Changes the form, and stores it.
    pub fn edit(self, change: impl FnOnce(&mut WrapUpForm)) {
        self.parts.form.edit(change);
        self.save_edit();
    }
}
