//! The wrap-up outlives its card: every change of it is kept at once, and comes back with the next card of its call.
//!
//! What is kept also tells how far a save got, before each request that must not be sent twice. A page that ends in the
//! middle of a save leaves behind what the next one has to ask first.

use super::{WrapUp, WrapUpForm};
use crate::bx24::storage::{on_change, on_window};
use crate::bx24::{Subscription, tell_boot};
use crate::call::{Binding, StoredDraft};
use crate::state::draft_store::{DraftStore, StorageLocation, anonymous_id, is_key};
use crate::state::now;
use crate::value::Value;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

/// How safe the wrap-up is, and what the agent has to know about it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct DraftStatus {
    /// Where it is kept.
    pub place: StorageLocation,
    /// The seconds that the portal promises to leave the card open, once it wanted to close it.
    pub seconds: Option<u32>,
    /// Whether that can be extended.
    pub can_extend: bool,
    /// The number of the call that the wrap-up belongs to, where the card went on to another call.
    pub elsewhere: Option<String>,
    /// The item that note and next step stay with, by its key, where the card went on to another client.
    pub stays_with: Option<String>,
    /// What stood here before another page of this app changed it.
    pub replaced: Option<WrapUpForm>,
    /// How many wrap-ups of other calls are kept.
    pub others: usize,
}

/// What keeps a wrap-up.
pub(super) struct Keep {
    pub drafts: DraftStore,
    pub number: Box<dyn Fn() -> String>,
    pub unsaved: RefCell<StoredDraft>,
    pub last: RefCell<String>,
    pub primary: RefCell<String>,
    pub pinned: RefCell<String>,
    pub finish: Cell<&'static str>,
    pub edited_here: Cell<f64>,
    pub asked_who: Cell<bool>,
    pub following: RefCell<Vec<Subscription>>,
}

/// How long after the last edit an agent counts as still writing, in milliseconds.
pub(super) const WRITING: f64 = 2_000.0;

/// `finish` was sent, and its answer is not here.
pub(super) const SENT: &str = "sent";
/// The portal has confirmed `finish`.
pub(super) const DONE: &str = "done";

impl WrapUpForm {
    /// The entries by the names under which they are kept.
    pub(super) fn parts(&mut self) -> [(&'static str, &mut String); 10] {
        [
            ("result", &mut self.result),
            ("note", &mut self.note),
            ("target", &mut self.target),
            ("rating", &mut self.rating),
            ("duration", &mut self.duration),
            ("cost", &mut self.cost),
            ("currency", &mut self.currency),
            ("reason", &mut self.reason),
            ("step", &mut self.step),
            ("step-at", &mut self.step_at),
        ]
    }
}

impl WrapUp {
    /// From now on every change is kept, and what was kept of this call earlier is back. `number` is the client's.
    pub fn keep_from(self, number: impl Fn() -> String + 'static) {
        let known = self.with_keep(|_| ()).is_some();
        let Some(client) = self.client().filter(|_| !known) else {
            return;
        };
        let keep = Keep {
            drafts: DraftStore::new(client),
            number: Box::new(number),
            unsaved: RefCell::default(),
            last: RefCell::default(),
            primary: RefCell::default(),
            pinned: RefCell::default(),
            finish: Cell::default(),
            edited_here: Cell::default(),
            asked_who: Cell::default(),
            following: RefCell::default(),
        };
        self.inner
            .try_with_value(|inner| drop(inner.keep.set(Box::new(keep))));
        if self.with_keep(|keep| !keep.drafts.kept().is_empty()) == Some(true) {
            self.follow_now();
        }
        let mut following = on_window(&["pagehide", "visibilitychange"], move || self.keep());
        following.extend(on_change(move |key, old, new| {
            if is_key(key) {
                self.hear(key, old, new);
            }
        }));
        self.with_keep(|keep| keep.following.borrow_mut().extend(following));
        self.record.on_edit(move || self.keep_edit());
    }

    /// Changes the note.
    pub fn write_note(self, note: String) {
        self.edit(move |draft| draft.note = note);
    }

    /// Whether there is something to save. Where the client is bound to says nothing by itself.
    pub(super) fn is_unsaved(self) -> bool {
        let typed = self.draft.try_with_untracked(|draft| {
            let mut draft = draft.clone();
            draft.target.clear();
            draft != WrapUpForm::default()
        });
        typed == Some(true) || !self.record.is_blank()
    }

    /// Keeps what the agent has just changed.
    pub(super) fn keep_edit(self) {
        self.with_keep(|keep| keep.edited_here.set(now()));
        self.keep();
    }

    /// Keeps the wrap-up as it is now.
    pub(super) fn keep(self) {
        let Some(mut draft) = self.draft.try_with_untracked(Clone::clone) else {
            return;
        };
        if draft == WrapUpForm::default() && !self.is_begun() && self.record.is_blank() {
            return;
        }
        let now = now();
        let sent = self.inner.try_with_value(|inner| {
            let sent = inner.sent.borrow();
            sent.each_ref().map(|sent| {
                let sent = sent.as_ref();
                sent.map(|(entry, since)| Value::List(vec![entry.to_value(), (*since).into()]))
            })
        });
        let [note, step] = sent.unwrap_or_default();
        let about = untrack(|| {
            self.inner.try_with_value(|inner| {
                let items: Vec<String> = (inner.subject.items)().iter().map(Binding::key).collect();
                ((inner.subject.call_id)(), items, self.clock_seconds())
            })
        });
        let Some((call_id, items, seconds)) = about else {
            return;
        };
        let here = !self.is_elsewhere();
        let kept = self.with_keep(|keep| {
            let mut unsaved = keep.unsaved.borrow_mut();
            if unsaved.call_id.is_empty() {
                // The first change.
                unsaved.call_id = if call_id.is_empty() {
                    anonymous_id()
                } else {
                    call_id
                };
                keep.primary.replace(items.first().cloned().unwrap_or_default());
            }
            for (name, text) in draft.parts() {
                unsaved.put(name, core::mem::take(text).into(), now);
            }
            unsaved.put("record", self.record.address().into(), now);
            unsaved.put("quiet", draft.quiet.into(), now);
            unsaved.put("sent-note", note.into(), now);
            unsaved.put("sent-step", step.into(), now);
            unsaved.put("finish", keep.finish.get().into(), now);
            if here && !unsaved.is_empty() {
                unsaved.put("number", (keep.number)().into(), now);
                unsaved.put("items", items.into(), now);
                unsaved.put("seconds", seconds.into(), now);
            }
            keep.drafts.write(&mut unsaved, &mut keep.last.borrow_mut())
        });
        let Some((place, changed)) = kept else { return };
        self.put_place(place);
        if !changed.is_empty() {
            self.take_in(&changed);
        }
        self.follow_up();
    }

    /// What else a change brings about.
    pub(super) fn follow_up(self) {
        if self
            .safety
            .try_with_untracked(|safety| safety.place != StorageLocation::None)
            == Some(true)
        {
            self.ask_who();
        }
        if self.is_unsaved() {
            self.hold_on();
        }
    }

    /// Notes how far `finish` got.
    pub(super) fn note_finish(self, how: &'static str) {
        self.with_keep(|keep| keep.finish.set(how));
        self.keep();
    }

    /// Whether a page that ends now would leave something to be saved behind.
    pub(super) fn is_kept(self) -> bool {
        self.with_keep(|keep| !keep.unsaved.borrow().is_empty()) == Some(true)
    }

    /// The call that the form is about.
    pub(super) fn call_id(self) -> String {
        let kept = self.with_keep(|keep| keep.unsaved.borrow().call_id.clone());
        kept.filter(|id| !id.is_empty() && !id.starts_with('?'))
            .or_else(|| untrack(|| self.inner.try_with_value(|inner| (inner.subject.call_id)())))
            .unwrap_or_default()
    }

    /// What note and next step can go to. Follows it.
    pub fn items(self) -> Vec<Binding> {
        let elsewhere = self.safety.with(|safety| safety.elsewhere.is_some());
        let mut items = if elsewhere {
            self.with_keep(|keep| keep.unsaved.borrow().items())
        } else {
            self.inner.try_with_value(|inner| (inner.subject.items)())
        }
        .unwrap_or_default();
        // What was chosen stays a choice, even where the call is not bound to it any more.
        let chosen = self
            .draft
            .with(|draft| crate::call::stored_draft::binding(&draft.target));
        if let Some(chosen) = chosen.filter(|chosen| !items.contains(chosen)) {
            items.push(chosen);
        }
        items
    }

    /// The seconds that the clock of the call shows. Follows it.
    pub(super) fn clock_seconds(self) -> Option<u64> {
        if self.safety.with(|safety| safety.elsewhere.is_some()) {
            let kept = self.with_keep(|keep| keep.unsaved.borrow().get("seconds").id());
            return kept.flatten();
        }
        self.subject_seconds()
    }

    /// Those of the call on the card.
    pub(super) fn subject_seconds(self) -> Option<u64> {
        self.inner
            .try_with_value(|inner| (inner.subject.seconds)())
            .flatten()
    }

    pub(super) fn with_keep<T>(self, look: impl FnOnce(&Keep) -> T) -> Option<T> {
        self.inner
            .try_with_value(|inner| inner.keep.get().map(|keep| look(keep)))
            .flatten()
    }

    pub(super) fn tell(self, change: impl FnOnce(&mut DraftStatus)) {
        self.safety.try_maybe_update(|safety| {
            let before = safety.clone();
            change(safety);
            (*safety != before, ())
        });
    }

    pub(super) fn put_place(self, place: StorageLocation) {
        self.safety.try_maybe_update(|safety| {
            let before = core::mem::replace(&mut safety.place, place);
            if before != place {
                // For the crash card.
                tell_boot("draft", place.word());
            }
            (before != place, ())
        });
    }

    /// Where the wrap-up is kept.
    pub fn place(self) -> StorageLocation {
        let place = self.safety.try_with_untracked(|safety| safety.place);
        place.unwrap_or_default()
    }

    /// Whether anything was typed or came back.
    pub(super) fn is_begun(self) -> bool {
        self.with_keep(|keep| !keep.unsaved.borrow().call_id.is_empty()) == Some(true)
    }

    pub(super) fn is_elsewhere(self) -> bool {
        self.safety
            .try_with_untracked(|safety| safety.elsewhere.is_some())
            == Some(true)
    }
}
