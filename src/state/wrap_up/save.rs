//! Saving a wrap-up, part by part.
//!
//! The futures of the parts are boxed: written into one another they would be one large state machine.

use super::keep::{DONE, SENT};
use super::{CallOwner, StepState, Wanted, WrapUp, WrapUpForm};
use crate::api::Refusal;
use crate::api::external_call::{self, Finish};
use crate::bx24::{Client, Error, spawn};
use crate::call::StatusCode;
use crate::call::wrap_up::parse_cost;
use leptos::prelude::*;
use std::pin::Pin;
use std::rc::Rc;

/// A part of the save: whether there was something to do, and it was done.
pub type Work = Pin<Box<dyn Future<Output = Result<bool, Error>>>>;

impl WrapUp {
    /// Saves what is wanted. Whatever is confirmed already is not sent again.
    pub(super) async fn save(self, wanted: Wanted) {
        if wanted == Wanted::Record {
            let fine = self.step(|progress| &mut progress.record, self.attach()).await;
            if fine && !untrack(|| self.record.is_chosen()) {
                self.tell_saved();
            }
            return;
        }
        let draft = Rc::new(self.draft.get_untracked());
        let note = self
            .step(|progress| &mut progress.note, self.note(draft.clone()))
            .await;
        let next = self
            .step(|progress| &mut progress.next_step, self.next_step(draft.clone()))
            .await;
        if wanted == Wanted::Note {
            // As long as something else was entered, this does nothing.
            return spawn(self.release());
        }
        // Before the end: afterwards the portal does not know the call any more, and the cards of others stay open.
        let hidden = self
            .step(|progress| &mut progress.colleagues, self.hide_from_others())
            .await;
        // What would be lost if the card went.
        let at_risk = !(note && next) || untrack(|| self.record.is_chosen());
        if !self
            .progress
            .with_untracked(|progress| progress.finish == StepState::Done)
        {
            // Whatever is left to save afterwards must find the card still there. Without that nothing typed is risked.
            if (at_risk || !hidden)
                && let Err(error) = self.hold().await
                && at_risk
            {
                self.put(|progress| &mut progress.finish, StepState::Failed(error));
                return;
            }
            if !self
                .step(|progress| &mut progress.finish, self.call(draft.clone()))
                .await
            {
                return;
            }
        }
        let attached = self.step(|progress| &mut progress.record, self.attach()).await;
        let all = note && next && hidden && attached && !untrack(|| self.record.is_chosen());
        // What was typed meanwhile is not saved yet, and keeps the card.
        if all && self.clear(&draft) {
            self.tell_saved();
            // Nobody has to wait for the portal's word that it may close the card.
            spawn(self.release());
        }
    }

    fn tell_saved(self) {
        self.inner.try_with_value(|inner| (inner.subject.saved)());
    }

    /// Runs one part of the save, and keeps what became of it. Answers whether nothing of it is left to do.
    async fn step(self, of: fn(&mut super::SaveProgress) -> &mut StepState, work: Work) -> bool {
        let before = self
            .progress
            .try_update(|progress| core::mem::replace(of(progress), StepState::Running));
        let step = match work.await {
            Ok(true) => StepState::Done,
            // What was done before stays done.
            Ok(false) if before == Some(StepState::Done) => StepState::Done,
            Ok(false) => StepState::Open,
            Err(error) => StepState::Failed(error),
        };
        let fine = !matches!(step, StepState::Failed(_));
        self.put(of, step);
        fine
    }

    fn put(self, of: fn(&mut super::SaveProgress) -> &mut StepState, step: StepState) {
        let _ = self.progress.try_update(|progress| *of(progress) = step);
    }

    fn hide_from_others(self) -> Work {
        let work = self
            .inner
            .try_with_value(|inner| (inner.subject.hide_from_others)());
        work.unwrap_or_else(|| Box::pin(async { Ok(false) }))
    }

    /// Attaches the record, which then leaves the form: it needs the call to be finished.
    fn attach(self) -> Work {
        Box::pin(async move {
            let Some(client) = self.client() else {
                return Ok(false);
            };
            let call_id = self.call_id();
            let edits = self.record.edits();
            let attached = self.record.attach(&client, &call_id).await?;
            // Another one may have been chosen meanwhile.
            if attached && self.record.edits() == edits {
                self.record.clear();
                self.keep();
            }
            Ok(attached)
        })
    }

    fn call(self, draft: Rc<WrapUpForm>) -> Work {
        Box::pin(async move {
            let Some(client) = self.client() else {
                return Ok(false);
            };
            let (user_id, user_phone_inner) =
                match self.inner.try_with_value(|inner| inner.subject.whose.clone()) {
                    Some(CallOwner::User(id)) => (Some(id), None),
                    Some(CallOwner::Inner(number)) => (None, Some(number)),
                    _ => (Some(self.my_id().await?), None),
                };
            let cost = parse_cost(&draft.cost).ok().flatten();
            let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            let call = untrack(|| Finish {
                call_id: self.call_id(),
                user_id,
                user_phone_inner,
                duration: self.seconds(),
                cost,
                cost_currency: cost.and(text(&draft.currency)),
                status_code: StatusCode::parse(&self.result()),
                failed_reason: text(&draft.reason),
                vote: draft.rating.parse().ok(),
                add_to_chat: Some(!draft.quiet),
                ..Finish::default()
            });
            let uncertain = self.inner.try_with_value(|inner| inner.finish_uncertain.get()) == Some(true);
            // A page that ends before the answer comes leaves that to the next one.
            let kept = self.is_kept() || self.is_held();
            if kept {
                self.note_finish(SENT);
            }
            match external_call::finish(&client, &call).await {
                Ok(saved) => {
                    let _ = self.progress.try_update(|progress| {
                        progress.activity = saved.crm_activity_id;
                        progress.errors = !saved.errors.is_empty();
                    });
                }
                // The attempt before this one worked, and only its answer was lost.
                Err(error) if uncertain && Refusal::of(&error) == Refusal::CallNotFound => {}
                Err(error) => {
                    let uncertain = uncertain || error.is_uncertain();
                    self.inner
                        .try_with_value(|inner| inner.finish_uncertain.set(uncertain));
                    if !uncertain {
                        self.note_finish("");
                    } else if !kept {
                        self.note_finish(SENT);
                    }
                    return Err(error);
                }
            }
            self.note_finish(DONE);
            self.inner.try_with_value(|inner| (inner.subject.finished)());
            Ok(true)
        })
    }

    pub(super) fn client(self) -> Option<Client> {
        self.inner.try_with_value(|inner| inner.client.clone())
    }

    pub(super) async fn my_id(self) -> Result<u64, Error> {
        match self.inner.try_with_value(|inner| inner.me) {
            Some(me) => me.get().await.map(|me| me.id),
            None => Err(Error::refused("")),
        }
    }

    /// Empties the form after everything was saved. `false` where something else was typed meanwhile; that stays.
    fn clear(self, saved: &WrapUpForm) -> bool {
        let mut rest = saved.clone();
        if !rest.note.trim().is_empty() {
            rest.note.clear();
        }
        rest.step.clear();
        rest.step_at.clear();
        let same = self.draft.try_with_untracked(|draft| {
            rest.target.clone_from(&draft.target);
            *draft == rest
        }) == Some(true);
        if same {
            self.draft.set(WrapUpForm::default());
            self.keep();
        }
        same
    }
}
