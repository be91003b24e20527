//! The wrap-up of a call: what the agent typed, and saving it exactly once.
//!
//! For the agent *Finish call* is one save; for the portal it is up to five requests. Each is a [`Step`] with a state
//! of its own: what succeeded stays done, what failed can be repeated alone. Where a failure does not tell whether the
//! portal acted, the next attempt asks first: a note and a next step are looked for, and `finish` answers *call not
//! found* where it was finished before.
//!
//! `finish` makes the portal close this card at once. So note and next step go first, and while anything may be left
//! to save afterwards the card is held open.

use super::{Colleagues, Kept, Me, now};
use crate::api::activity::{self, Todo};
use crate::api::dictionary::{self, Choice};
use crate::api::external_call::{self, Finish, Finished};
use crate::api::{Refusal, card, timeline};
use crate::bx24::{Client, Error, spawn};
use crate::call::wrap_up::{check_note, default_status_code, parse_cost, parse_duration};
use crate::call::{Binding, StatusCode};
use leptos::prelude::*;
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
    /// What the portal saved of the call, once it is finished. Nothing where that is only known from *call not found*.
    pub saved: Option<Finished>,
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
#[derive(Clone, Copy)]
pub struct WrapUp {
    /// What was entered.
    pub draft: RwSignal<Draft>,
    /// Entries that cannot be sent: the field's id and the key of the sentence.
    pub wrong: RwSignal<Vec<(&'static str, &'static str)>>,
    /// Where the save stands.
    pub progress: RwSignal<Progress>,
    /// The portal's currencies; empty until they are known.
    pub currencies: RwSignal<Vec<Choice>>,
    inner: Kept<Inner>,
}

struct Inner {
    client: Client,
    me: Me,
    colleagues: Colleagues,
    subject: Subject,
    /// A note or step whose sending ended uncertain: what, where, since when.
    note_sent: RefCell<Option<(Binding, String, f64)>>,
    step_sent: RefCell<Option<(Todo, f64)>>,
    finish_uncertain: Cell<bool>,
    held: Cell<bool>,
    currencies_asked: Cell<bool>,
}

impl WrapUp {
    /// An empty wrap-up.
    pub fn new(client: Client, me: Me, colleagues: Colleagues, subject: Subject) -> Self {
        Self {
            draft: RwSignal::default(),
            wrong: RwSignal::default(),
            progress: RwSignal::default(),
            currencies: RwSignal::default(),
            inner: Kept::new(Inner {
                client,
                me,
                colleagues,
                subject,
                note_sent: RefCell::default(),
                step_sent: RefCell::default(),
                finish_uncertain: Cell::default(),
                held: Cell::default(),
                currencies_asked: Cell::default(),
            }),
        }
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
                    Ok(currencies) => self.currencies.try_set(currencies),
                    // The code can be typed, and the next look asks again.
                    Err(_) => {
                        self.inner.with(|inner| inner.currencies_asked.set(false));
                        None
                    }
                };
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
            .position(|item| key(item) == draft.target)
            .unwrap_or_default();
        items.into_iter().nth(chosen)
    }

    async fn save(self, with_call: bool) {
        let draft = self.draft.get_untracked();
        let note = self
            .step(|progress| &mut progress.note, self.save_the_note(&draft))
            .await;
        let next = self
            .step(|progress| &mut progress.next_step, self.save_next_step(&draft))
            .await;
        if !with_call {
            return;
        }
        let done = self
            .progress
            .with_untracked(|progress| progress.finish == Step::Done);
        let colleagues = self.inner.with(|inner| inner.colleagues);
        // Before the end: afterwards the portal does not know the call any more, and the cards of others stay open.
        let hide = async move {
            match colleagues {
                Some(colleagues) => colleagues.hide_from_all().await,
                None => Ok(false),
            }
        };
        let hidden = self.step(|progress| &mut progress.colleagues, hide).await;
        let all = note && next && hidden;
        if !done {
            // Whatever is left to save afterwards must find the card still there. Without that nothing typed is risked.
            if !all && !self.hold().await && !(note && next) {
                return;
            }
            if !self
                .step(|progress| &mut progress.finish, self.finish_the_call(&draft))
                .await
            {
                return;
            }
        }
        if all {
            self.draft.try_set(Draft::default());
            self.release().await;
        }
    }

    /// Runs one part of the save, and keeps what became of it. Answers whether nothing of it is left to do.
    async fn step(
        self,
        of: fn(&mut Progress) -> &mut Step,
        work: impl Future<Output = Result<bool, Error>>,
    ) -> bool {
        let put = |step| {
            let _ = self.progress.try_update(|progress| *of(progress) = step);
        };
        put(Step::Running);
        match work.await {
            Ok(true) => put(Step::Done),
            // There was nothing to do.
            Ok(false) => put(Step::Open),
            Err(error) => {
                put(Step::Failed(error));
                return false;
            }
        }
        true
    }

    async fn save_the_note(self, draft: &Draft) -> Result<bool, Error> {
        let Some((client, me)) = self.inner.with(|inner| (inner.client.clone(), inner.me)) else {
            return Ok(false);
        };
        let sent = self
            .inner
            .with(|inner| inner.note_sent.borrow().clone())
            .flatten();
        if let Some((item, text, since)) = sent {
            // The last attempt may have worked although no answer came.
            let author = me.get().await?.id;
            let there =
                timeline::find(&timeline::comments(&client, &item).await?, author, &text, since).is_some();
            self.inner.with(|inner| inner.note_sent.replace(None));
            if there && text == draft.note {
                self.clear_note(&text);
                return Ok(true);
            }
        }
        let Some(item) = self.target(draft).filter(|_| !draft.note.trim().is_empty()) else {
            return Ok(false);
        };
        let since = now();
        let result = timeline::comment_add(&client, &item, &draft.note).await;
        if result.as_ref().is_err_and(Error::is_uncertain) {
            self.inner
                .with(|inner| inner.note_sent.replace(Some((item, draft.note.clone(), since))));
        }
        result?;
        self.clear_note(&draft.note);
        Ok(true)
    }

    async fn save_next_step(self, draft: &Draft) -> Result<bool, Error> {
        let Some((client, me)) = self.inner.with(|inner| (inner.client.clone(), inner.me)) else {
            return Ok(false);
        };
        let wanted = match (self.target(draft), iso(&draft.step_at)) {
            (Some(owner), Some(deadline)) => Some(Todo {
                owner,
                deadline,
                title: Some(draft.step.trim().to_owned()).filter(|title| !title.is_empty()),
                description: None,
                responsible_id: Some(me.get().await?.id),
                ping_offsets: Vec::new(),
            }),
            _ => None,
        };
        let sent = self
            .inner
            .with(|inner| inner.step_sent.borrow().clone())
            .flatten();
        if let Some((todo, since)) = sent {
            let there = activity::find(&activity::todos(&client, &todo.owner).await?, &todo, since).is_some();
            self.inner.with(|inner| inner.step_sent.replace(None));
            if there && wanted.as_ref() == Some(&todo) {
                self.clear_step(draft);
                return Ok(true);
            }
        }
        let Some(todo) = wanted else { return Ok(false) };
        let since = now();
        let result = activity::todo_add(&client, &todo).await;
        if result.as_ref().is_err_and(Error::is_uncertain) {
            self.inner
                .with(|inner| inner.step_sent.replace(Some((todo, since))));
        }
        result?;
        self.clear_step(draft);
        Ok(true)
    }

    async fn finish_the_call(self, draft: &Draft) -> Result<bool, Error> {
        let known = self.inner.with(|inner| {
            (
                inner.client.clone(),
                inner.me,
                (inner.subject.call_id)(),
                inner.finish_uncertain.get(),
            )
        });
        let Some((client, me, call_id, uncertain)) = known else {
            return Ok(false);
        };
        let me = me.get().await?;
        let cost = parse_cost(&draft.cost).ok().flatten();
        let call = Finish {
            call_id,
            user_id: Some(me.id),
            duration: untrack(|| self.seconds()),
            cost,
            cost_currency: cost.and(Some(draft.currency.clone()).filter(|currency| !currency.is_empty())),
            status_code: StatusCode::parse(&untrack(|| self.result())),
            failed_reason: Some(draft.reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
            vote: draft.rating.parse().ok(),
            add_to_chat: Some(!draft.quiet),
            ..Finish::default()
        };
        match external_call::finish(&client, &call).await {
            Ok(saved) => {
                let _ = self.progress.try_update(|progress| progress.saved = Some(saved));
                Ok(true)
            }
            // The attempt before this one worked, and only its answer was lost.
            Err(error) if uncertain && Refusal::of(&error) == Refusal::CallNotFound => Ok(true),
            Err(error) => {
                self.inner
                    .with(|inner| inner.finish_uncertain.set(uncertain || error.is_uncertain()));
                Err(error)
            }
        }
    }

    /// Blocks the automatic closing of the card. Answers whether that worked.
    async fn hold(self) -> bool {
        let Some(client) = self.inner.with(|inner| inner.client.clone()) else {
            return false;
        };
        let held = card::disable_auto_close(&client).await.is_ok();
        self.inner.with(|inner| inner.held.set(held || inner.held.get()));
        held
    }

    /// Lifts the block: everything is saved.
    async fn release(self) {
        let held = self
            .inner
            .with(|inner| inner.held.replace(false).then(|| inner.client.clone()))
            .flatten();
        if let Some(client) = held {
            // If this fails, the card stays until the agent closes it.
            let _ = card::enable_auto_close(&client).await;
        }
    }

    /// What was saved leaves the form, unless the agent went on typing meanwhile.
    fn clear_note(self, saved: &str) {
        let _ = self.draft.try_update(|draft| {
            if draft.note == saved {
                draft.note.clear();
            }
        });
    }

    fn clear_step(self, saved: &Draft) {
        let _ = self.draft.try_update(|draft| {
            if (&draft.step, &draft.step_at) == (&saved.step, &saved.step_at) {
                draft.step.clear();
                draft.step_at.clear();
            }
        });
    }
}

/// An item as [`Draft::target`] names it.
pub fn key(item: &Binding) -> String {
    format!("{} {}", item.kind.word(), item.id)
}

/// The moment that a date field shows, in the agent's own time zone, as ISO 8601.
fn iso(local: &str) -> Option<String> {
    let date = js_sys::Date::new(&local.into());
    (!local.is_empty() && !date.get_time().is_nan()).then(|| date.to_iso_string().into())
}
