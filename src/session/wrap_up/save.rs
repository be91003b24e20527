//! Saving a wrap-up, part by part.
//!
//! The futures of the parts are boxed: written into one another they would be one large state machine.

use super::super::now;
use super::{Draft, Step, WrapUp, iso};
use crate::api::activity::{self, Todo};
use crate::api::external_call::{self, Finish};
use crate::api::{Refusal, card, timeline};
use crate::bx24::{Client, Error};
use crate::call::wrap_up::parse_cost;
use crate::call::{Binding, StatusCode};
use leptos::prelude::*;
use std::pin::Pin;
use std::rc::Rc;

/// A part of the save: whether there was something to do, and it was done.
type Work = Pin<Box<dyn Future<Output = Result<bool, Error>>>>;

/// What must not be sent twice, and cannot be told from its answer alone.
#[derive(Clone, PartialEq)]
pub(super) enum Entry {
    /// A note on an item.
    Note(Binding, String),
    /// A next step.
    NextStep(Todo),
}

impl Entry {
    /// Whether the portal has it, since the first attempt.
    async fn is_there(&self, client: &Client, me: u64, since: f64) -> Result<bool, Error> {
        Ok(match self {
            Self::Note(item, text) => {
                timeline::find(&timeline::comments(client, item).await?, me, text, since).is_some()
            }
            Self::NextStep(todo) => {
                activity::find(&activity::todos(client, &todo.owner).await?, todo, since).is_some()
            }
        })
    }

    async fn send(&self, client: &Client, me: u64) -> Result<u64, Error> {
        match self {
            Self::Note(item, text) => timeline::comment_add(client, item, text).await,
            Self::NextStep(todo) => {
                activity::todo_add(
                    client,
                    &Todo {
                        responsible_id: Some(me),
                        ..todo.clone()
                    },
                )
                .await
            }
        }
    }
}

impl WrapUp {
    /// Saves note and next step, and the call if that is wanted. Whatever is confirmed already is not sent again.
    pub(super) async fn save(self, with_call: bool) {
        let draft = Rc::new(self.draft.get_untracked());
        let note = self
            .step(|progress| &mut progress.note, self.note(draft.clone()))
            .await;
        let next = self
            .step(|progress| &mut progress.next_step, self.next_step(draft.clone()))
            .await;
        if !with_call {
            return;
        }
        // Before the end: afterwards the portal does not know the call any more, and the cards of others stay open.
        let hidden = self
            .step(|progress| &mut progress.colleagues, self.hide_from_others())
            .await;
        let all = note && next && hidden;
        if !self
            .progress
            .with_untracked(|progress| progress.finish == Step::Done)
        {
            // Whatever is left to save afterwards must find the card still there. Without that nothing typed is risked.
            let safe = all || self.hold().await || (note && next);
            if !safe {
                return;
            }
            if !self
                .step(|progress| &mut progress.finish, self.call(draft.clone()))
                .await
            {
                return;
            }
        }
        // What was typed meanwhile is not saved yet, and keeps the card.
        if all && self.clear(&draft) {
            self.release().await;
        }
    }

    /// Runs one part of the save, and keeps what became of it. Answers whether nothing of it is left to do.
    async fn step(self, of: fn(&mut super::Progress) -> &mut Step, work: Work) -> bool {
        self.put(of, Step::Running);
        let step = match work.await {
            Ok(true) => Step::Done,
            Ok(false) => Step::Open,
            Err(error) => Step::Failed(error),
        };
        let fine = !matches!(step, Step::Failed(_));
        self.put(of, step);
        fine
    }

    fn put(self, of: fn(&mut super::Progress) -> &mut Step, step: Step) {
        let _ = self.progress.try_update(|progress| *of(progress) = step);
    }

    fn note(self, draft: Rc<Draft>) -> Work {
        let target = untrack(|| self.target(&draft)).filter(|_| !draft.note.trim().is_empty());
        self.once(0, target.map(|item| Entry::Note(item, draft.note.clone())), draft)
    }

    fn next_step(self, draft: Rc<Draft>) -> Work {
        let target = untrack(|| self.target(&draft));
        let entry = target.zip(iso(&draft.step_at)).map(|(owner, deadline)| {
            Entry::NextStep(Todo {
                owner,
                deadline,
                title: Some(draft.step.trim().to_owned()).filter(|title| !title.is_empty()),
                description: None,
                responsible_id: None,
                ping_offsets: Vec::new(),
            })
        });
        self.once(1, entry, draft)
    }

    /// Sends an entry exactly once: where the last attempt ended uncertain, it is looked for first.
    fn once(self, place: usize, wanted: Option<Entry>, draft: Rc<Draft>) -> Work {
        Box::pin(async move {
            let sent = self
                .inner
                .with(|inner| inner.sent.borrow_mut().get_mut(place).and_then(Option::take))
                .flatten();
            if wanted.is_none() && sent.is_none() {
                return Ok(false);
            }
            let Some(client) = self.client() else {
                return Ok(false);
            };
            let keep = |entry, since| {
                self.inner.with(|inner| {
                    if let Some(slot) = inner.sent.borrow_mut().get_mut(place) {
                        *slot = Some((entry, since));
                    }
                });
            };
            let me = self.my_id().await?;
            if let Some((entry, since)) = sent {
                match entry.is_there(&client, me, since).await {
                    // Nobody knows yet: ask again the next time.
                    Err(error) => {
                        keep(entry, since);
                        return Err(error);
                    }
                    Ok(there) if there && wanted.as_ref() == Some(&entry) => {
                        self.clear_entry(&draft, place);
                        return Ok(true);
                    }
                    Ok(_) => {}
                }
            }
            let Some(entry) = wanted else { return Ok(false) };
            let since = now();
            let result = entry.send(&client, me).await;
            if result.as_ref().is_err_and(Error::is_uncertain) {
                keep(entry, since);
            }
            result?;
            self.clear_entry(&draft, place);
            Ok(true)
        })
    }

    fn hide_from_others(self) -> Work {
        Box::pin(async move {
            match self.inner.with(|inner| inner.colleagues) {
                Some(colleagues) => colleagues.hide_from_all().await,
                None => Ok(false),
            }
        })
    }

    fn call(self, draft: Rc<Draft>) -> Work {
        Box::pin(async move {
            let Some(client) = self.client() else {
                return Ok(false);
            };
            let user_id = Some(self.my_id().await?);
            let cost = parse_cost(&draft.cost).ok().flatten();
            let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            let call = untrack(|| Finish {
                call_id: self
                    .inner
                    .with(|inner| (inner.subject.call_id)())
                    .unwrap_or_default(),
                user_id,
                duration: self.seconds(),
                cost,
                cost_currency: cost.and(text(&draft.currency)),
                status_code: StatusCode::parse(&self.result()),
                failed_reason: text(&draft.reason),
                vote: draft.rating.parse().ok(),
                add_to_chat: Some(!draft.quiet),
                ..Finish::default()
            });
            let uncertain = self.inner.with(|inner| inner.finish_uncertain.get()) == Some(true);
            match external_call::finish(&client, &call).await {
                Ok(saved) => {
                    let _ = self.progress.try_update(|progress| {
                        progress.activity = saved.crm_activity_id;
                        progress.errors = !saved.errors.is_empty();
                    });
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
        })
    }

    fn client(self) -> Option<Client> {
        self.inner.with(|inner| inner.client.clone())
    }

    async fn my_id(self) -> Result<u64, Error> {
        match self.inner.with(|inner| inner.me) {
            Some(me) => me.get().await.map(|me| me.id),
            None => Err(Error::refused("")),
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
    fn clear_entry(self, saved: &Draft, place: usize) {
        self.draft.update(|draft| {
            if place == 0 {
                if draft.note == saved.note {
                    draft.note.clear();
                }
            } else if (&draft.step, &draft.step_at) == (&saved.step, &saved.step_at) {
                draft.step.clear();
                draft.step_at.clear();
            }
        });
    }

    /// Empties the form after everything was saved. `false` where something else was typed meanwhile; that stays.
    fn clear(self, saved: &Draft) -> bool {
        let mut rest = saved.clone();
        if !rest.note.trim().is_empty() {
            rest.note.clear();
        }
        rest.step.clear();
        rest.step_at.clear();
        let same = self.draft.try_with_untracked(|draft| *draft == rest) == Some(true);
        if same {
            self.draft.set(Draft::default());
        }
        same
    }
}
