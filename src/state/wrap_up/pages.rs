//! What is kept comes back into the form: when the card opens, and when another page of this app changes it.

use super::keep::{DONE, SENT, WRITING};
use super::{StepState, TimelineEntry, WrapUp, WrapUpForm};
use crate::bx24::spawn;
use crate::bx24::storage::parse;
use crate::call::StoredDraft;
use crate::state::draft_store::StorageLocation;
use crate::state::now;
use leptos::prelude::*;

impl WrapUp {
    /// Brings back what another page of this app replaced.
    pub fn bring_back(self) {
        let replaced = self.safety.try_update(|safety| safety.replaced.take());
        if let Some(Some(replaced)) = replaced {
            self.edit(|draft| *draft = replaced);
        }
    }

    /// The agent has read that another page changed something.
    pub fn leave_replaced(self) {
        self.tell(|safety| safety.replaced = None);
    }

    /// Puts what is kept into the form.
    pub(super) fn show(self) {
        let Some(unsaved) = self.with_keep(|keep| keep.unsaved.borrow().clone()) else {
            return;
        };
        self.draft.try_maybe_update(|draft| {
            let before = draft.clone();
            for (name, text) in draft.parts() {
                unsaved.text(name).clone_into(text);
            }
            draft.quiet = unsaved.get("quiet").flag();
            (*draft != before, ())
        });
        let record = unsaved.text("record");
        if record != self.record.address() {
            self.record.put_address(record);
        }
        let sent = ["sent-note", "sent-step"].map(|name| {
            let mut parts = unsaved.get(name).items();
            Some((TimelineEntry::from_value(parts.next()?)?, parts.next()?.number()?))
        });
        let running = self.progress.try_with_untracked(|progress| progress.running);
        if running == Some(false) {
            let finish = unsaved.text("finish");
            self.inner.try_with_value(|inner| {
                inner.sent.replace(sent);
                inner.finish_uncertain.set(finish == SENT);
            });
            let known = [SENT, DONE].into_iter().find(|known| *known == finish);
            self.with_keep(|keep| keep.finish.set(known.unwrap_or_default()));
            if finish == DONE {
                self.progress.update(|progress| progress.finish = StepState::Done);
            }
        }
        if !unsaved.is_empty() {
            self.keep();
            if !self.is_unsaved() {
                self.may_be_held();
            }
        }
    }

    /// Another page of this app has changed what is kept.
    pub(super) fn hear(self, key: &str, old: &str, new: &str) {
        if !self.is_begun() {
            // It is there to be read.
            return self.follow_now();
        }
        let ours = self.with_keep(|keep| keep.drafts.is_key_of(key, &keep.unsaved.borrow().call_id));
        if ours != Some(true) {
            return;
        }
        let told = self.with_keep(|keep| {
            let mut unsaved = keep.unsaved.borrow_mut();
            new.clone_into(&mut keep.last.borrow_mut());
            match StoredDraft::from_value(&parse(new)) {
                Some(mut other) => {
                    let changed = unsaved.merge(&other);
                    (changed, !other.merge(&unsaved).is_empty())
                }
                // Saved or given up there. Who is still writing here is not done.
                None if now() - keep.edited_here.get() < WRITING || keep.drafts.is_unknown() => {
                    (Vec::new(), true)
                }
                None => {
                    let mut gone = StoredDraft::from_value(&parse(old)).unwrap_or_default();
                    gone.empty(now());
                    (unsaved.merge(&gone), false)
                }
            }
        });
        let Some((changed, more)) = told else { return };
        self.take_in(&changed);
        if more {
            self.keep();
        } else if new.is_empty() && !self.is_unsaved() {
            self.put_place(StorageLocation::None);
            spawn(self.release());
        }
    }

    /// Shows what another page has changed, and says so.
    pub(super) fn take_in(self, changed: &[String]) {
        if changed.is_empty() {
            return;
        }
        let before = self.draft.try_with_untracked(Clone::clone).unwrap_or_default();
        self.show();
        let after = self.draft.try_with_untracked(Clone::clone).unwrap_or_default();
        if before != after {
            self.tell(|safety| safety.replaced = Some(before));
        }
    }

    /// Asks who the agent is, once: what is kept belongs to them alone.
    pub(super) fn ask_who(self) {
        if self.with_keep(|keep| keep.asked_who.replace(true)) != Some(false) {
            return;
        }
        spawn(async move {
            match self.my_id().await {
                Ok(id) => self.learn(id),
                // The next change asks again.
                Err(_) => drop(self.with_keep(|keep| keep.asked_who.set(false))),
            }
        });
    }

    pub(super) fn learn(self, id: u64) {
        let empty = self.with_keep(|keep| {
            let call_id = keep.unsaved.borrow().call_id.clone();
            let earlier = keep.drafts.earlier(id, &call_id);
            if keep.drafts.learn(id) && keep.edited_here.get() == 0.0 {
                // What came back is somebody else's.
                keep.unsaved.take();
                return true;
            }
            let mut unsaved = keep.unsaved.borrow_mut();
            if let Some(earlier) = earlier {
                // Both were typed by the same hand, before anybody knew that it was the same.
                let notes = [earlier.text("note"), unsaved.text("note")];
                if !notes.contains(&"") && notes[0] != notes[1] {
                    let both = notes.join("\n");
                    unsaved.put("note", both.into(), now());
                }
            }
            if let Some(found) = keep.drafts.read(&call_id, &mut keep.last.borrow_mut()) {
                unsaved.merge(&found);
            }
            false
        });
        match empty {
            Some(true) => {
                self.draft.set(WrapUpForm::default());
                self.follow_now();
            }
            Some(false) => self.show(),
            None => {}
        }
    }
}
