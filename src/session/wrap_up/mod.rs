//! The wrap-up of a call: what the agent typed, and saving it exactly once ([`save`]).
//!
//! For the agent *Finish call* is one save; for the portal it is up to five requests. Each is a [`Step`] with a state
//! of its own: what succeeded stays done, what failed can be repeated alone. Where a failure does not tell whether the
//! portal acted, the next attempt asks first: a note and a next step are looked for, and `finish` answers *call not
//! found* where it was finished before.
//!
//! `finish` makes the portal close this card at once. So note and next step go first, and while anything may be left
//! to save afterwards the card is held open.

mod save;

use super::{Colleagues, Kept, Lasting, Me, Watched};
use crate::api::dictionary::{self, Choice};
use crate::bx24::{Client, Error, spawn};
use crate::call::wrap_up::{check_note, default_status_code, parse_cost, parse_duration};
use crate::call::{Binding, StatusCode};
use leptos::prelude::*;
use save::Entry;
use std::cell::{Cell, RefCell};

/// What the agent has entered, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Draft {
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

/// Where a part of the save stands.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Step {
    /// Not asked for.
    #[default]
    Open,
    /// On its way.
    Running,
    /// Confirmed by the portal.
    Done,
    /// It failed.
    Failed(Error),
}

/// Where the save stands, part by part.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Progress {
    /// Something runs; nothing else starts meanwhile.
    pub running: bool,
    /// The note.
    pub note: Step,
    /// The next step.
    pub next_step: Step,
    /// The call itself.
    pub finish: Step,
    /// The colleagues whose cards are still open.
    pub colleagues: Step,
    /// The activity that the portal made of the call, where it said so.
    pub activity: Option<u64>,
    /// Whether the portal saved the call and reported that something beside it went wrong.
    pub errors: bool,
}

impl Progress {
    /// The first failure, in the order of the save.
    pub fn failure(&self) -> Option<&Error> {
        [&self.note, &self.next_step, &self.finish, &self.colleagues]
            .into_iter()
            .find_map(|step| match step {
                Step::Failed(error) => Some(error),
                _ => None,
            })
    }
}

/// What the wrap-up must know of its call at any time.
pub struct Subject {
    /// `CALL_ID`
    pub call_id: Box<dyn Fn() -> String>,
    /// What note and next step can go to, the primary item first.
    pub items: Box<dyn Fn() -> Vec<Binding>>,
    /// The seconds that the clock shows; nothing where the parties never talked.
    pub seconds: Box<dyn Fn() -> Option<u64>>,
    /// The code with which the call failed.
    pub failed: Box<dyn Fn() -> Option<StatusCode>>,
}

/// The wrap-up of one call. A small handle: copies are the same wrap-up.
pub type WrapUp = Lasting<WrapUpParts>;

/// What the wrap-up of a call consists of.
pub struct WrapUpParts {
    /// What was entered.
    pub draft: Watched<Draft>,
    /// Entries that cannot be sent: the field's id and the key of the sentence.
    pub wrong: Watched<Vec<(&'static str, &'static str)>>,
    /// Where the save stands.
    pub progress: Watched<Progress>,
    /// The portal's currencies; empty until they are known.
    pub currencies: Watched<Vec<Choice>>,
    inner: Kept<Inner>,
}

struct Inner {
    client: Client,
    me: Me,
    colleagues: Colleagues,
    subject: Subject,
    /// Note and next step whose sending ended uncertain, and since when they may be there.
    sent: RefCell<[Option<(Entry, f64)>; 2]>,
    finish_uncertain: Cell<bool>,
    held: Cell<bool>,
    currencies_asked: Cell<bool>,
}

impl WrapUp {
    /// An empty wrap-up.
    pub fn of_call(client: Client, me: Me, colleagues: Colleagues, subject: Subject) -> Self {
        Self::new(WrapUpParts {
            draft: Watched::default(),
            wrong: Watched::default(),
            progress: Watched::default(),
            currencies: Watched::default(),
            inner: Kept::new(Inner {
                client,
                me,
                colleagues,
                subject,
                sent: RefCell::default(),
                finish_uncertain: Cell::default(),
                held: Cell::default(),
                currencies_asked: Cell::default(),
            }),
        })
    }

    /// Changes what was entered.
    pub fn edit(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.wrong.update(Vec::clear);
    }

    /// What note and next step can go to.
    pub fn items(self) -> Vec<Binding> {
        self.inner
            .with(|inner| (inner.subject.items)())
            .unwrap_or_default()
    }

    /// The result code: the one chosen, else the one the call failed with, else by duration as the portal does it.
    pub fn result(self) -> String {
        let chosen = self.draft.with(|draft| draft.result.clone());
        if !chosen.is_empty() {
            return chosen;
        }
        let failed = self.inner.with(|inner| (inner.subject.failed)()).flatten();
        if let Some(code) = failed {
            return code.as_str().to_owned();
        }
        // A talk that has just begun has lasted no second yet, and is a talk.
        let entered = parse_duration(&self.draft.with(|draft| draft.duration.clone()))
            .ok()
            .flatten();
        let talked = self
            .inner
            .with(|inner| (inner.subject.seconds)())
            .flatten()
            .map(|seconds| seconds.max(1));
        default_status_code(entered.or(talked).unwrap_or_default()).to_owned()
    }

    /// Asks for the portal's currencies, once.
    pub fn load_currencies(self) {
        let new = self
            .inner
            .with(|inner| (!inner.currencies_asked.replace(true)).then(|| inner.client.clone()));
        if let Some(Some(client)) = new {
            spawn(async move {
                match dictionary::currencies(&client).await {
                    Ok(currencies) => self.currencies.set(currencies),
                    // The code can be typed, and the next look asks again.
                    Err(_) => drop(self.inner.with(|inner| inner.currencies_asked.set(false))),
                }
            });
        }
    }

    /// Saves everything: note, next step, the call. `false` where an entry cannot be sent; then nothing was.
    pub fn finish(self) -> bool {
        self.start(true)
    }

    /// Saves note and next step alone.
    pub fn save_note(self) -> bool {
        self.start(false)
    }

    /// The duration in seconds: what was entered, else what the clock shows.
    fn seconds(self) -> Option<u64> {
        let entered = parse_duration(&self.draft.with(|draft| draft.duration.clone())).ok()?;
        entered.or_else(|| self.inner.with(|inner| (inner.subject.seconds)()).flatten())
    }

    fn start(self, with_call: bool) -> bool {
        if self.progress.with_untracked(|progress| progress.running) {
            return true;
        }
        let wrong = untrack(|| self.check(with_call));
        let fine = wrong.is_empty();
        self.wrong.set(wrong);
        if fine {
            self.progress.update(|progress| progress.running = true);
            spawn(async move {
                self.save(with_call).await;
                let _ = self.progress.try_update(|progress| progress.running = false);
            });
        }
        fine
    }

    fn check(self, with_call: bool) -> Vec<(&'static str, &'static str)> {
        let draft = self.draft.get();
        let mut wrong = Vec::new();
        if let Err(error) = check_note(&draft.note) {
            wrong.push(("wrap-up-note", error.key()));
        }
        let has_note = !draft.note.trim().is_empty();
        let has_step = !draft.step.trim().is_empty() || !draft.step_at.is_empty();
        if (has_note || has_step) && self.target(&draft).is_none() {
            wrong.push(("wrap-up-note", "wrap-up.no-target"));
        }
        if !with_call && !has_note && !has_step {
            wrong.push(("wrap-up-note", "refusal.note-empty"));
        }
        if has_step && iso(&draft.step_at).is_none() {
            wrong.push(("wrap-up-step-at", "refusal.deadline"));
        }
        if with_call {
            if let Err(error) = parse_duration(&draft.duration) {
                wrong.push(("wrap-up-duration", error.key()));
            }
            if let Err(error) = parse_cost(&draft.cost) {
                wrong.push(("wrap-up-cost", error.key()));
            }
        }
        wrong
    }

    fn target(self, draft: &Draft) -> Option<Binding> {
        let items = self.items();
        let chosen = items
            .iter()
            .position(|item| item.key() == draft.target)
            .unwrap_or_default();
        items.into_iter().nth(chosen)
    }
}

/// The moment that a date field shows, in the agent's own time zone, as ISO 8601.
fn iso(local: &str) -> Option<String> {
    let date = js_sys::Date::new(&local.into());
    (!local.is_empty() && !date.get_time().is_nan()).then(|| date.to_iso_string().into())
}
