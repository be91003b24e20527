//! The stored draft of the call on the card: every change of the form is stored at once, and comes back with the next
//! card of its call.
//!
//! The draft also holds how far a save got, written before each request that must not be sent twice. A page that ends
//! in the middle of a save leaves behind what the next one has to find out first.

use super::progress::{SaveProgress, SaveStatus};
use super::{AutoCloseHold, FormFields, Subject};
use crate::bx24::{Subscription, page};
use crate::call::{Binding, FinishProgress, SaveStep, SentEntry, StoredDraft, WrapUpForm};
use crate::state::draft_store::{DraftStore, StorageLocation, Written, anonymous_id};
use crate::state::task::{PageOwner, Task};
use crate::state::{Me, RecordUpload, now};
use leptos::prelude::*;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

/// The stored draft of one wrap-up. A small handle: copies are the same draft.
#[derive(Clone, Copy)]
pub struct CallDraft {
    /// Where the draft is stored, and what the agent has to know about it.
    pub state: RwSignal<DraftState>,
    /// The talk as it was when the call was sent for the first time; nothing while it is not.
    pub(super) sent_talk: RwSignal<Option<Talk>>,
    pub(super) parts: DraftParts,
    inner: StoredValue<Inner, LocalStorage>,
}

/// Where a draft is stored, and what the agent has to know about it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct DraftState {
    /// Where it is stored.
    pub location: StorageLocation,
    /// The item that note and next step stay with, by its key, where the card went on to another client.
    pub stays_with: Option<String>,
    /// The form before another page of this app changed it.
    pub replaced: Option<WrapUpForm>,
    /// How many drafts of other calls are stored.
    pub others: usize,
}

/// How long the parties have talked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Talk {
    /// In seconds; nothing where they never talked.
    pub seconds: Option<u64>,
}

/// What is stored, and what depends on it.
#[derive(Clone, Copy)]
pub(super) struct DraftParts {
    pub form: FormFields,
    pub record: RecordUpload,
    pub progress: SaveStatus,
    pub hold: AutoCloseHold,
    pub me: Me,
}

pub(super) struct Inner {
    pub subject: Rc<dyn Subject>,
    pub owner: PageOwner,
    /// When this page made the draft, in milliseconds since 1970.
    pub made_at: f64,
    /// Nothing before the draft is followed.
    pub store: OnceCell<DraftStore>,
    pub stored: RefCell<StoredDraft>,
    /// What this page read or wrote last in the browser's storage.
    pub stored_text: RefCell<String>,
    /// The primary item when the form was looked at last, by its key.
    pub primary: RefCell<String>,
    /// The target that was chosen because the client changed, by its key.
    pub pinned: RefCell<String>,
    /// When the agent changed something on this page, in milliseconds since 1970.
    pub edited_at: Cell<f64>,
    /// When another page changed something here last, in milliseconds since 1970.
    pub replaced_at: Cell<f64>,
    /// Whether another page is discarding the draft of this call.
    pub is_discarded: Cell<bool>,
    /// The number of the client and the items, as this page has known them at its last write.
    pub known_client: RefCell<(String, Vec<String>)>,
    /// Whether the call was handed over, as it was stored or written last.
    pub handed_over: Cell<bool>,
    pub asked_user: Cell<bool>,
    /// When finishing the call was sent that the draft does not hold any more, because it was discarded or another page has
    /// removed it, in milliseconds since 1970; 0 where there is none.
    pub former_finish: Cell<f64>,
    /// Waits for the portal.
    pub confirming: Task,
    pub subscriptions: RefCell<Vec<Subscription>>,
}

impl Inner {
    /// What is stored is removed: when finishing the call was sent is known from now on only here.
    pub fn leave_finish(&self, stored: &StoredDraft) {
        let finish = &stored.fields.finish;
        if *finish.get() == FinishProgress::Sent {
            self.former_finish.set(finish.edited_at());
        }
    }
}

impl CallDraft {
    /// An empty draft, which is not stored before [`CallDraft::follow`].
    pub(super) fn new(parts: DraftParts, subject: Rc<dyn Subject>) -> Self {
        Self {
            state: RwSignal::default(),
            sent_talk: RwSignal::default(),
            parts,
            inner: StoredValue::new_local(Inner {
                subject,
                owner: PageOwner::current(),
                made_at: now(),
                store: OnceCell::new(),
                stored: RefCell::default(),
                stored_text: RefCell::default(),
                primary: RefCell::default(),
                pinned: RefCell::default(),
                edited_at: Cell::default(),
                replaced_at: Cell::default(),
                is_discarded: Cell::default(),
                known_client: RefCell::default(),
                handed_over: Cell::default(),
                asked_user: Cell::default(),
                former_finish: Cell::default(),
                confirming: Task::new(),
                subscriptions: RefCell::default(),
            }),
        }
    }

    /// Stores what the agent has just changed.
    pub fn save_edit(self) {
        self.with(|inner| inner.edited_at.set(now()));
        self.store_form(Self::release_edited);
    }

    /// Stores the form as it is now.
    pub fn save(self) {
        self.store_form(Self::release_unsaved);
    }

    /// Stores the form, and has the card held as long as something in it is not saved, else released.
    fn store_form(self, release: impl FnOnce(Self)) {
        let is_untouched = self.parts.form.is_untouched() && self.parts.record.is_blank();
        if is_untouched && !self.is_begun() && !self.is_stored() {
            return;
        }
        let (form, record) = (self.parts.form.snapshot(), self.parts.record.address());
        let saved = untrack(|| self.with(|inner| Self::write(inner, form, record)));
        let Some(Some(Written {
            location,
            changed,
            confirmation,
        })) = saved
        else {
            return;
        };
        self.set_location(location);
        self.confirm(confirmation);
        if changed {
            self.show_replaced(false);
        }
        if location != StorageLocation::None {
            self.identify_user();
        }
        if self.is_form_unsaved() {
            self.parts.hold.require();
        } else {
            release(self);
        }
    }

    /// Writes the form into the store.
    fn write(inner: &Inner, form: WrapUpForm, record: String) -> Option<Written> {
        let store = inner.store.get()?;
        let (subject, now) = (&inner.subject, now());
        let client = subject.client();
        let items: Vec<String> = client.items.iter().map(Binding::key).collect();
        let mut stored = inner.stored.borrow_mut();
        if stored.call_id.is_empty() {
            // The first change.
            stored.call_id = or_anonymous(subject.call_id());
            inner.primary.replace(items.first().cloned().unwrap_or_default());
        }
        stored.set_form(form, now);
        stored.fields.record.set(record, now);
        if !stored.is_empty() {
            // Two pages of the same call can differ in what they know of its client: if each wrote its own over that of the
            // other, that would never end. What another page has emptied with what it saved is written again.
            let known = (client.number, items);
            let is_new = *inner.known_client.borrow() != known;
            if is_new || stored.fields.number.is_blank() && !known.0.is_empty() {
                stored.fields.number.set(known.0.clone(), now);
            }
            if is_new || stored.fields.items.is_blank() && !known.1.is_empty() {
                stored.fields.items.set(known.1.clone(), now);
            }
            inner.known_client.replace(known);
            let handed_over = subject.handed_over();
            if inner.handed_over.replace(handed_over) != handed_over {
                stored.fields.handed_over.set(handed_over, now);
            }
            let longest = subject.seconds().max(*stored.fields.seconds.get());
            stored.fields.seconds.set(longest, now);
        }
        Some(store.write(&mut stored, &mut inner.stored_text.borrow_mut()))
    }

    /// Puts what is stored into the form. Returns the former form where it was different.
    pub(super) fn show(self) -> Option<WrapUpForm> {
        let stored = self.with(|inner| inner.stored.borrow().clone())?;
        let before = self.parts.form.replace(stored.form());
        let record = stored.fields.record.get();
        if *record != self.parts.record.address() {
            self.parts.record.put_address(record);
        }
        if !self.parts.progress.is_running() {
            self.parts.progress.restore(*stored.fields.finish.get());
            if self.is_interrupted() {
                self.parts.progress.set_interrupted();
                self.parts.hold.require();
            }
            self.restore_code_field();
        }
        if !stored.is_empty() {
            self.save();
            if !self.needs_card() {
                self.parts.hold.may_be_held();
            }
        }
        before
    }

    /// Shows what another page has changed or discarded, and offers the former form to the agent.
    pub(super) fn show_replaced(self, is_discarded: bool) {
        // The other page may change it with every key: what the agent had entered is the form before the first change.
        let Some(before) = self.show().filter(|before| !before.is_blank()) else {
            return;
        };
        // What is being saved here, or is saved with the call, must not be brought back and saved once more.
        if self.parts.progress.is_running() || self.parts.progress.is_finished() {
            return;
        }
        // What was not entered on this page is in the other one still.
        let is_edited = self.with(|inner| {
            let replaced_at = inner.replaced_at.replace(now());
            inner.edited_at.get() > replaced_at
        });
        if is_edited == Some(true) || is_discarded {
            self.update_state(|state| state.replaced = Some(before));
        }
    }

    /// Empties the form after everything was saved. Returns `false` where something else was typed meanwhile; that
    /// stays.
    pub fn clear_saved(self, saved: &WrapUpForm) -> bool {
        let is_saved = self.parts.form.snapshot().is_saved_by(saved);
        if is_saved {
            self.parts.form.replace(WrapUpForm::default());
            self.save();
        }
        is_saved
    }

    /// Empties what is sent with the call, once that is finished.
    pub(super) fn clear_call_entries(self) {
        let mut form = self.parts.form.snapshot();
        let has_failed = |step| {
            self.parts
                .progress
                .0
                .with_untracked(|progress| progress.has_failed(&[step]))
        };
        // It stands at the head of the note that is not saved yet.
        let is_of_note = (has_failed(SaveStep::Note) || form.has_note()) && !form.open_code().is_empty();
        let is_code_open = has_failed(SaveStep::CodeField) || is_of_note;
        form.clear_call_entries(is_code_open);
        if self.parts.form.replace(form).is_some() {
            self.save();
        }
    }

    /// Empties form and draft.
    pub(super) fn clear(self) {
        if self.is_stored() {
            self.with_store(|inner, store| store.announce_discard(&inner.stored.borrow().call_id));
        }
        self.parts.form.clear();
        self.with(|inner| {
            let mut stored = inner.stored.borrow_mut();
            inner.leave_finish(&stored);
            let (fields, now) = (&mut stored.fields, now());
            fields.sent_note.clear(now);
            fields.sent_step.clear(now);
            fields.finish.clear(now);
        });
        self.with(|inner| inner.pinned.take());
        self.update_state(|state| {
            state.stays_with = None;
            state.replaced = None;
        });
        self.save();
        self.follow_call();
    }

    /// The entry of this step that was sent, while its answer is not known.
    pub fn sent(self, step: SaveStep) -> Option<SentEntry> {
        self.with(|inner| {
            let fields = &inner.stored.borrow().fields;
            match step {
                SaveStep::NextStep => fields.sent_step.get().clone(),
                _ => fields.sent_note.get().clone(),
            }
        })?
    }

    /// Notes what is being sent, or that its answer is known. It is stored by [`CallDraft::save`].
    pub fn set_sent(self, step: SaveStep, sent: Option<SentEntry>) {
        self.with(|inner| {
            let fields = &mut inner.stored.borrow_mut().fields;
            match step {
                SaveStep::NextStep => fields.sent_step.set(sent, now()),
                _ => fields.sent_note.set(sent, now()),
            }
        });
    }

    /// How far finishing the call got.
    pub fn finish(self) -> FinishProgress {
        self.with(|inner| *inner.stored.borrow().fields.finish.get())
            .unwrap_or_default()
    }

    /// Stores how far finishing the call got.
    pub fn save_finish(self, finish: FinishProgress) {
        self.with(|inner| inner.stored.borrow_mut().fields.finish.set(finish, now()));
        self.save();
    }

    /// Whether a page that ends now would leave something to be saved behind.
    pub fn is_stored(self) -> bool {
        self.with(|inner| inner.store.get().is_some() && !inner.stored.borrow().is_empty()) == Some(true)
    }

    /// Whether the form has something to save.
    pub(super) fn is_form_unsaved(self) -> bool {
        !self.parts.form.is_blank() || !self.parts.record.is_blank()
    }

    /// Whether the card has to stay: something is entered that is not saved, or the call was to be finished, and that failed
    /// or nobody knows whether it is.
    pub(super) fn needs_card(self) -> bool {
        let has_failed =
            |progress: &SaveProgress| progress.interrupted || progress.has_failed(&[SaveStep::Finish]);
        let has_failed = self.parts.progress.0.try_with_untracked(has_failed) == Some(true);
        let is_sent = self.finish() == FinishProgress::Sent && !self.parts.progress.is_finished();
        has_failed || is_sent || self.is_form_unsaved()
    }

    /// Whether finishing the call was sent, by this page or by one before it.
    pub(super) fn was_finish_sent(self) -> bool {
        let was_sent = self.with(|inner| inner.former_finish.get() > 0.0);
        self.finish() == FinishProgress::Sent || was_sent == Some(true)
    }

    /// Whether a page before this one was finishing the call when it ended.
    fn is_interrupted(self) -> bool {
        let is_earlier = |inner: &Inner| inner.stored.borrow().fields.finish.edited_at() < inner.made_at;
        self.finish() == FinishProgress::Sent && self.with(is_earlier) == Some(true)
    }

    /// Whether anything was typed or restored.
    pub(super) fn is_begun(self) -> bool {
        self.with(|inner| inner.store.get().is_some() && !inner.stored.borrow().call_id.is_empty())
            == Some(true)
    }

    /// The number of the call, where the card has gone on to another one; empty where the number is not known. Tracks it.
    pub(super) fn left_number(self) -> Option<String> {
        self.with(|inner| {
            let is_left = inner.subject.is_left();
            is_left.then(|| inner.subject.client().number)
        })?
    }

    pub(super) fn set_location(self, location: StorageLocation) {
        self.update_state(|state| {
            if core::mem::replace(&mut state.location, location) != location {
                page::set_draft_location(location.as_str());
            }
        });
    }

    /// Changes what the agent has to know. Whoever follows it is notified only of a difference.
    pub(super) fn update_state(self, change: impl FnOnce(&mut DraftState)) {
        self.state.try_maybe_update(|state| {
            let before = state.clone();
            change(state);
            (*state != before, ())
        });
    }

    pub(super) fn with<T>(self, look: impl FnOnce(&Inner) -> T) -> Option<T> {
        self.inner.try_with_value(look)
    }

    /// Looks at the draft once it is stored somewhere.
    pub(super) fn with_store<T>(self, look: impl FnOnce(&Inner, &DraftStore) -> T) -> Option<T> {
        self.with(|inner| inner.store.get().map(|store| look(inner, store)))?
    }
}

/// The id of a call; one of our own where the portal has not named it yet.
pub(super) fn or_anonymous(call_id: String) -> String {
    if call_id.is_empty() {
        anonymous_id()
    } else {
        call_id
    }
}
