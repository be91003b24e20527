//! The wrap-up of a call: what the agent typed, and saving it exactly once ([`save`]).
//!
//! For the agent *Finish call* is one save; for the portal it is up to five requests. Each is a [`StepState`] with a state
//! of its own: what succeeded stays done, what failed can be repeated alone. Where a failure does not tell whether the
//! portal acted, the next attempt asks first: a note and a next step are looked for, and `finish` answers *call not
//! found* where it was finished before.
//!
//! `finish` makes the portal close the card at once. So note and next step go first, and while anything may be left
//! to save afterwards (the record goes last) the card is held open.
//!
//! The same wrap-up serves for a call whose card is not here: [`Subject::whose`] tells.

mod check;
mod entry;
mod follow;
mod hold;
mod keep;
mod pages;
mod progress;
mod save;
mod subject;

pub use keep::DraftStatus;
pub use progress::{SaveProgress, StepState};
pub use save::Work;
pub use subject::{CallOwner, Subject};

use super::{Me, RecordUpload};
use crate::api::dictionary::{self, Choice};
use crate::bx24::{Client, spawn};
use crate::call::wrap_up::{default_status_code, parse_duration};
use crate::value::{concat, digits};
use entry::TimelineEntry;
use hold::Hold;
use keep::Keep;
use leptos::prelude::*;
use std::cell::{Cell, OnceCell, RefCell};

/// What the agent has entered, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct WrapUpForm {
    /// The result code; empty for the one that the call suggests.
    pub result: String,
    /// The note.
    pub note: String,
    /// Which item note and next step go to, by kind and id as the portal writes them; empty for the primary one.
    pub target: String,
    /// The rating, `1` to `5`; empty for none.
    pub rating: String,
    /// Whether no message about the call shall go to the chat.
    pub quiet: bool,
    /// The duration; empty for what the clock shows.
    pub duration: String,
    /// The cost.
    pub cost: String,
    /// The currency of the cost.
    pub currency: String,
    /// Why the call failed.
    pub reason: String,
    /// The title of the next step.
    pub step: String,
    /// When the next step is due, as a date field has it (`2026-03-10T11:19`).
    pub step_at: String,
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Note and next step.
    Note,
    /// These, the call, and its record.
    Call,
    /// The record, of a call that is finished.
    Record,
}

/// The wrap-up of one call. A small handle: copies are the same wrap-up.
#[derive(Clone, Copy)]
pub struct WrapUp {
    /// What was entered.
    pub draft: RwSignal<WrapUpForm>,
    /// Entries that cannot be sent: the field's id and the key of the sentence.
    pub wrong: RwSignal<Vec<(&'static str, &'static str)>>,
    /// Where the save stands.
    pub progress: RwSignal<SaveProgress>,
    /// How safe what was entered is.
    pub safety: RwSignal<DraftStatus>,
    /// The record of the call.
    pub record: RecordUpload,
    /// The portal's currencies; empty until they are known.
    pub currencies: RwSignal<Vec<Choice>>,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    client: Client,
    me: Me,
    subject: Subject,
    last: Cell<Wanted>,
    /// Note and next step whose sending ended uncertain, and since when they may be there.
    sent: RefCell<[Option<(TimelineEntry, f64)>; 2]>,
    finish_uncertain: Cell<bool>,
    hold: Hold,
    keep: OnceCell<Box<Keep>>,
    currencies_asked: Cell<bool>,
}

impl WrapUp {
    /// An empty wrap-up.
    pub fn of_call(client: Client, me: Me, subject: Subject) -> Self {
        Self {
            draft: RwSignal::default(),
            wrong: RwSignal::default(),
            progress: RwSignal::default(),
            safety: RwSignal::default(),
            record: RecordUpload::new(),
            currencies: RwSignal::default(),
            inner: StoredValue::new_local(Inner {
                client,
                me,
                subject,
                last: Cell::new(Wanted::Note),
                sent: RefCell::default(),
                finish_uncertain: Cell::default(),
                hold: Hold::default(),
                keep: OnceCell::new(),
                currencies_asked: Cell::default(),
            }),
        }
    }

    /// Changes what was entered.
    pub fn edit(self, change: impl FnOnce(&mut WrapUpForm) + 'static) {
        self.draft.update(change);
        self.wrong.update(Vec::clear);
        self.keep_edit();
    }

    /// The result code: the one chosen, else the one the call failed with, else by duration as the portal does it.
    pub fn result(self) -> String {
        let chosen = self.draft.with(|draft| draft.result.clone());
        if !chosen.is_empty() {
            return chosen;
        }
        let entered = parse_duration(&self.draft.with(|draft| draft.duration.clone()))
            .ok()
            .flatten();
        match entered {
            Some(seconds) => self.result_of(seconds),
            None => self.result_after(self.clock_seconds()),
        }
    }

    /// A talk that has just begun has lasted no second yet, and is a talk.
    fn result_after(self, talked: Option<u64>) -> String {
        self.result_of(talked.map_or(0, |seconds| seconds.max(1)))
    }

    fn result_of(self, seconds: u64) -> String {
        match self
            .inner
            .try_with_value(|inner| (inner.subject.failed)())
            .flatten()
        {
            Some(code) => code.as_str().to_owned(),
            None => default_status_code(seconds).to_owned(),
        }
    }

    /// Asks for the portal's currencies, once.
    pub fn load_currencies(self) {
        let new = self
            .inner
            .try_with_value(|inner| (!inner.currencies_asked.replace(true)).then(|| inner.client.clone()));
        if let Some(Some(client)) = new {
            spawn(async move {
                match dictionary::currencies(&client).await {
                    Ok(currencies) => self.currencies.set(currencies),
                    // The code can be typed, and the next look asks again.
                    Err(_) => drop(
                        self.inner
                            .try_with_value(|inner| inner.currencies_asked.set(false)),
                    ),
                }
            });
        }
    }

    /// Whether this page is the card of the call, with its clock.
    pub fn is_here(self) -> bool {
        self.inner
            .try_with_value(|inner| inner.subject.whose == CallOwner::Here)
            == Some(true)
    }

    /// The address of an activity, for a link.
    pub fn activity_link(self, id: u64) -> Option<String> {
        let path = concat(&["/crm/activity/?open_view=", &digits(id)]);
        self.inner
            .try_with_value(|inner| inner.client.address(&path))
            .flatten()
    }

    /// Saves everything: note, next step, the call, its record. `false` where an entry cannot be sent; then nothing
    /// was.
    pub fn finish(self) -> bool {
        self.start(Wanted::Call)
    }

    /// Saves note and next step alone.
    pub fn save_note(self) -> bool {
        self.start(Wanted::Note)
    }

    /// Attaches the record alone, to a call that is finished.
    pub fn attach_record(self) -> bool {
        self.start(Wanted::Record)
    }

    /// Asks again for what was asked for. What is done stays done.
    pub fn retry(self) -> bool {
        self.inner
            .try_with_value(|inner| inner.last.get())
            .is_none_or(|last| self.start(last))
    }

    /// The duration in seconds: what was entered, else what the clock shows.
    fn seconds(self) -> Option<u64> {
        let entered = parse_duration(&self.draft.with(|draft| draft.duration.clone())).ok()?;
        entered.or_else(|| self.clock_seconds())
    }

    fn start(self, wanted: Wanted) -> bool {
        if self.progress.with_untracked(|progress| progress.running) {
            return true;
        }
        let wrong = untrack(|| self.check(wanted));
        let fine = wrong.is_empty();
        self.wrong.set(wrong);
        if fine {
            self.inner.try_with_value(|inner| inner.last.set(wanted));
            self.progress.update(|progress| progress.running = true);
            spawn(async move {
                self.save(wanted).await;
                let _ = self.progress.try_update(|progress| progress.running = false);
                self.follow_call();
            });
        }
        fine
    }
}
