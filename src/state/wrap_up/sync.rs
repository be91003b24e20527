//! The draft and the outside: other pages of this app that change it, and the portal that names its user.

use super::draft::{CallDraft, DraftState, Inner};
use crate::bx24::Client;
use crate::bx24::from_json;
use crate::bx24::page::on_window;
use crate::bx24::storage::on_change;
use crate::call::{FinishProgress, StoredDraft};
use crate::state::draft_store::{Confirmation, DISCARDED, DraftStore, StorageLocation, is_key};
use crate::state::now;
use leptos::prelude::*;

/// How long what is typed waits for the drafts that the portal has before it is stored there: a number for
/// [`Client::pause`].
const LONGEST_READING: u32 = 3;

/// How long after the last edit an agent counts as still writing, in milliseconds.
const WRITING: f64 = 2_000.0;

impl Inner {
    /// Takes over what is stored of the call, and what its user had stored of it before this page knew them.
    fn merge_stored(&self, store: &DraftStore, earlier: Option<StoredDraft>) {
        let mut stored = self.stored.borrow_mut();
        let is_empty = stored.is_empty();
        if let Some(earlier) = earlier {
            stored.join(&earlier, now());
        }
        let found = store.read(&stored.call_id, &mut self.stored_text.borrow_mut());
        if let Some(found) = found {
            stored.merge(&found);
        }
        drop(stored);
        self.restore_handover();
        if is_empty {
            self.restore_client();
        }
    }
}

impl CallDraft {
    /// From now on every change is stored, and what was stored of this call earlier is back.
    pub fn follow(self, client: Client) {
        let is_new = self.with(|inner| inner.store.set(DraftStore::new(client.clone())).is_ok());
        if is_new != Some(true) {
            return;
        }
        match self.with_store(|inner, store| Some((inner.owner, store.read_portal()?))) {
            Some(Some((owner, reading))) => {
                owner.spawn(async move { self.restore_from_portal(reading.await) });
                owner.spawn(async move {
                    loop {
                        client.pause(LONGEST_READING).await;
                        match self
                            .with_store(|inner, store| (store.is_reading(), inner.edited_at.get() > 0.0))
                        {
                            // What was typed must not wait for longer.
                            Some((true, true)) => return self.restore_from_portal(false),
                            Some((true, false)) => {}
                            _ => return,
                        }
                    }
                });
            }
            _ => self.restore(),
        }
        let mut subscriptions = on_window(&["pagehide", "visibilitychange"], move || self.save());
        subscriptions.extend(on_change(move |key, old, new| {
            if key == DISCARDED {
                self.with_store(|inner, store| {
                    if store.is_key_of(new, &inner.stored.borrow().call_id) {
                        inner.is_discarded.set(true);
                    }
                });
            } else if is_key(key) {
                self.apply_other_page(key, old, new);
                // The others do not show it.
                let is_shown = self.with(|inner| inner.subject.is_shown());
                if is_shown == Some(true) {
                    self.count_others();
                }
            }
        }));
        self.with(|inner| inner.subscriptions.borrow_mut().extend(subscriptions));
        self.parts.record.on_edit(move || self.save_edit());
    }

    /// Shows what was stored of this call.
    fn restore(self) {
        if self.with_store(|_, store| store.has_any()) == Some(true) {
            self.compare_with_call();
        }
    }

    /// The drafts that the portal has are known now, or they are not awaited any more.
    fn restore_from_portal(self, is_known: bool) {
        let end = |inner: &Inner, store: &DraftStore| {
            let call_id = inner.stored.borrow().call_id.clone();
            store.end_reading(is_known, &call_id)
        };
        if self.with_store(end) != Some(true) {
            return;
        }
        // A call that was finished in another tab shows its summary.
        self.restore_summary();
        if !self.is_begun() {
            return self.restore();
        }
        // Something was typed meanwhile, and was not stored.
        self.with_store(|inner, store| inner.merge_stored(store, store.take_replaced()));
        self.show();
        self.save();
        self.compare_with_call();
    }

    /// Another page of this app has changed a stored draft from `old` to `new`.
    fn apply_other_page(self, key: &str, old: &str, new: &str) {
        if !self.is_begun() {
            let is_of_call = untrack(|| {
                self.with_store(|inner, store| store.may_be_key_of(key, &inner.subject.call_id()))
            });
            if is_of_call == Some(true) && !self.parts.progress.is_running() {
                self.compare_with_call();
            }
            return;
        }
        // All that was entered here was known there.
        let (mut is_done, mut is_discarded, mut was_finishing) = (false, false, false);
        let merged = self.with_store(|inner, store| {
            let mut stored = inner.stored.borrow_mut();
            if !store.is_key_of(key, &stored.call_id) {
                return None;
            }
            new.clone_into(&mut inner.stored_text.borrow_mut());
            let is_writing = now() - inner.edited_at.get() < WRITING;
            let was_discarded = inner.is_discarded.take();
            Some(match from_json::<StoredDraft>(new) {
                Ok(mut other) => {
                    let changed = stored.merge(&other);
                    (changed, other.merge(&stored))
                }
                // Another version wrote it; the next change here puts it aside.
                Err(_) if !new.is_empty() => {
                    inner.stored_text.borrow_mut().clear();
                    return None;
                }
                // Saved or discarded there. Who is still writing here is not done.
                Err(_) if is_writing || store.is_user_unknown() => (false, true),
                Err(_) => {
                    let mut gone = from_json::<StoredDraft>(old).unwrap_or_default();
                    // What was saved. What was discarded can be brought back.
                    is_discarded = was_discarded;
                    inner.leave_finish(&stored);
                    was_finishing = *stored.fields.finish.get() == FinishProgress::Sent;
                    is_done = !is_discarded && gone.form() == stored.form();
                    gone.clear(now());
                    (stored.merge(&gone), false)
                }
            })
        });
        let Some(Some((changed, has_more))) = merged else {
            return;
        };
        if changed && is_done {
            // What is saved must not be brought back, and saved once more.
            self.show();
        } else if changed {
            self.show_replaced(is_discarded);
        }
        if was_finishing && !self.parts.progress.is_running() {
            self.parts.progress.settle_finish(is_discarded);
        }
        if has_more {
            self.save();
        } else if new.is_empty() && !self.is_form_unsaved() {
            self.set_location(StorageLocation::None);
            if is_discarded {
                // It may be brought back.
                self.release_edited();
            } else {
                self.release_unsaved();
            }
            self.with(|inner| inner.subject.saved());
        }
    }

    /// Waits until the portal has confirmed what was sent last.
    pub(super) fn confirm(self, confirmation: Option<Confirmation>) {
        let (Some(confirmation), Some(task)) = (confirmation, self.with(|inner| inner.confirming)) else {
            return;
        };
        task.start(async move {
            let confirmed = loop {
                confirmation.pause().await;
                // A request that waits behind those of a save could bring back what the save removes.
                if !self.parts.progress.is_running()
                    && let Some(confirmed) = confirmation.store().await
                {
                    break confirmed;
                }
            };
            let location = match confirmed {
                Ok(()) => StorageLocation::Portal,
                Err(_) => StorageLocation::Page,
            };
            // It may be stored elsewhere by now.
            let is_sending = |state: &DraftState| state.location == StorageLocation::Sending;
            if self.state.try_with_untracked(is_sending) == Some(true) {
                self.set_location(location);
            }
        });
    }

    /// Asks who the agent is, once: a draft belongs to its user alone.
    pub(super) fn identify_user(self) {
        let owner = self.with(|inner| (!inner.asked_user.replace(true)).then_some(inner.owner));
        let Some(Some(owner)) = owner else { return };
        owner.spawn(async move {
            match self.parts.me.get().await {
                Ok(user) => self.set_user(user.id),
                // The next change asks again.
                Err(_) => drop(self.with(|inner| inner.asked_user.set(false))),
            }
        });
    }

    /// The portal has said who the agent is.
    pub(super) fn set_user(self, id: u64) {
        let is_of_other = self.with_store(|inner, store| {
            let call_id = inner.stored.borrow().call_id.clone();
            let earlier = store.read_of_user(id, &call_id);
            if store.set_user(id) && inner.edited_at.get() <= 0.0 {
                inner.stored.take();
                return true;
            }
            inner.merge_stored(store, earlier);
            false
        });
        match is_of_other {
            Some(true) => {
                self.parts.form.clear();
                if !self.parts.progress.is_running() {
                    self.parts.progress.reset();
                }
                self.compare_with_call();
            }
            Some(false) => {
                self.show();
                if self.is_begun() {
                    self.compare_with_call();
                }
            }
            None => return,
        }
        self.count_others();
    }
}
