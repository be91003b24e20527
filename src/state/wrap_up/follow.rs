//! Which call and which client the form is about: what was typed stays with those it was typed for, until the agent says
//! otherwise.

use super::{StepState, WrapUp, WrapUpForm};
use crate::bx24::spawn;
use crate::call::{Binding, StoredDraft};
use crate::state::draft_store::anonymous_id;
use crate::state::now;
use leptos::prelude::*;

impl WrapUp {
    /// The portal told something new about the call on the card. What was typed for another call stays with that.
    pub fn follow_call(self) {
        // As long as nothing was typed, there is nothing to be kept apart.
        if self.is_begun() {
            self.follow_now();
        }
    }

    pub(super) fn follow_now(self) {
        let (call_id, primary) = untrack(|| {
            let call_id = self.inner.try_with_value(|inner| (inner.subject.call_id)());
            let items = self.inner.try_with_value(|inner| (inner.subject.items)());
            let primary = items.and_then(|items| items.first().map(Binding::key));
            (call_id.unwrap_or_default(), primary.unwrap_or_default())
        });
        let known = self.with_keep(|keep| {
            let unsaved = keep.unsaved.borrow();
            (unsaved.call_id.clone(), unsaved.is_empty())
        });
        let running = self.progress.try_with_untracked(|progress| progress.running);
        let (Some((known, empty)), Some(running)) = (known, running) else {
            return;
        };
        if known.is_empty() {
            self.begin(call_id, primary);
        } else if known == call_id || call_id.is_empty() {
            self.tell(move |safety| safety.elsewhere = None);
            self.follow_client(primary);
        } else if running {
            // What is under way is about the call that was here when it began.
        } else if empty {
            self.begin(call_id, primary);
        } else if known.starts_with('?') {
            self.rename(&call_id);
        } else {
            let number = self.with_keep(|keep| keep.unsaved.borrow().text("number").to_owned());
            self.tell(move |safety| safety.elsewhere = number);
        }
    }

    /// The client changed under a half-written note: it stays with the one it was written for.
    pub(super) fn follow_client(self, primary: String) {
        let before = self.with_keep(|keep| keep.primary.replace(primary.clone()));
        let before = before.filter(|before| !before.is_empty() && *before != primary);
        let written = self.draft.try_with_untracked(|draft| {
            let written = !draft.note.is_empty() || !draft.step.is_empty() || !draft.step_at.is_empty();
            (written, draft.target.clone())
        });
        match (before, written) {
            (Some(before), Some((true, target))) if target.is_empty() => {
                self.tell(|safety| safety.stays_with = Some(before.clone()));
                self.with_keep(|keep| keep.pinned.replace(before.clone()));
                self.edit(|draft| draft.target = before);
            }
            // It came back.
            (_, Some((true, target))) if target == primary && !primary.is_empty() => {
                let stays = self
                    .safety
                    .try_with_untracked(|safety| safety.stays_with.is_some());
                if stays == Some(true) {
                    self.send_to_client();
                }
            }
            _ => {}
        }
    }

    /// Note and next step go to the client who is on the card now.
    pub fn send_to_client(self) {
        self.tell(|safety| safety.stays_with = None);
        self.edit(|draft| draft.target.clear());
    }

    /// Note and next step are saved: what is typed now is for the client on the card.
    pub(super) fn unpin(self) {
        let pinned = self.with_keep(|keep| keep.pinned.take()).unwrap_or_default();
        self.draft.update(|draft| {
            if !pinned.is_empty() && draft.target == pinned {
                draft.target.clear();
            }
        });
        self.tell(|safety| safety.stays_with = None);
    }

    /// The agent has read that note and next step stay where they belong.
    pub fn leave_with_client(self) {
        self.tell(|safety| safety.stays_with = None);
    }

    /// What was typed for the call before goes to the one that is on the card now.
    pub fn use_here(self) {
        let Some(mut draft) = self.draft.try_with_untracked(Clone::clone) else {
            return;
        };
        self.forget();
        draft.target.clear();
        self.edit(|new| *new = draft);
    }

    /// What was typed for the call before stays kept, and the form is there for the call on the card.
    pub fn put_aside(self) {
        self.with_keep(|keep| keep.unsaved.take());
        self.draft.set(WrapUpForm::default());
        self.follow_now();
        self.count_others();
    }

    /// Forgets all that was typed, because the agent does not want it.
    pub fn discard(self) {
        self.record.clear();
        self.forget();
        spawn(self.release());
    }

    pub(super) fn forget(self) {
        self.draft.set(WrapUpForm::default());
        self.inner.try_with_value(|inner| inner.sent.take());
        self.with_keep(|keep| keep.finish.set(""));
        self.wrong.set(Vec::new());
        self.keep();
        self.follow_call();
    }

    /// The form is about this call from now on, and shows what was kept of it.
    pub(super) fn begin(self, call_id: String, primary: String) {
        self.with_keep(|keep| {
            let call_id = if call_id.is_empty() {
                anonymous_id()
            } else {
                call_id
            };
            let found = keep.drafts.read(&call_id, &mut keep.last.borrow_mut());
            keep.primary.replace(primary);
            keep.unsaved
                .replace(found.unwrap_or_else(|| StoredDraft::of_call(&call_id)));
            if keep.drafts.is_unknown() && keep.drafts.is_somewhere(&call_id) {
                self.ask_who();
            }
        });
        self.progress.update(|progress| {
            progress.finish = StepState::Open;
            progress.activity = None;
            progress.errors = false;
        });
        self.tell(|safety| {
            safety.elsewhere = None;
            safety.stays_with = None;
            safety.replaced = None;
        });
        self.show();
        self.count_others();
    }

    /// The call has an identifier now.
    pub(super) fn rename(self, call_id: &str) {
        self.with_keep(|keep| {
            let mut nameless = keep.unsaved.take();
            let mut named = nameless.clone();
            call_id.clone_into(&mut named.call_id);
            nameless.empty(now());
            keep.drafts.write(&mut nameless, &mut keep.last.borrow_mut());
            if let Some(known) = keep.drafts.read(call_id, &mut keep.last.borrow_mut()) {
                named.merge(&known);
            }
            keep.unsaved.replace(named);
        });
        self.show();
        self.keep();
    }

    /// Counts the wrap-ups of other calls.
    pub(super) fn count_others(self) {
        let others = self.with_keep(|keep| {
            let call_id = keep.unsaved.borrow().call_id.clone();
            let all = keep.drafts.all();
            all.iter().filter(|one| one.call_id != call_id).count()
        });
        self.tell(|safety| safety.others = others.unwrap_or_default());
    }
}
