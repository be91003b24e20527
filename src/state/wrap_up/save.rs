//! Saving a wrap-up step by step, each step exactly once.
//!
//! The order is that of [`SavePlan`]. What is confirmed is not sent again; where a failure does not tell whether the
//! portal acted, that is looked up at once, and again by the next attempt before anything is sent. The futures of the
//! steps are boxed: written into one another they would be one large state machine.

use super::draft::CallDraft;
use super::look_up::{SentHere, StepFailure};
use super::progress::{SaveProgress, SaveStatus, StepState};
use super::subject::Subject;
use super::{AutoCloseHold, FormFields, TranscriptEntry};
use crate::api::activity;
use crate::bx24::Client;
use crate::call::{Binding, SavePlan, SaveRequest, SaveStep, WrapUpForm};
use crate::state::action::ExclusiveAction;
use crate::state::{Me, RecordUpload, Settings};
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// A step that was carried out: whether there was something to do, and it was done.
type StepWork = Pin<Box<dyn Future<Output = Result<bool, StepFailure>>>>;

/// The saves of one wrap-up. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub struct SaveSequence {
    action: ExclusiveAction<SaveRequest, ()>,
}

/// What a save needs.
pub(super) struct SaveParts {
    pub client: Client,
    pub me: Me,
    pub settings: Settings,
    pub subject: Rc<dyn Subject>,
    pub form: FormFields,
    pub record: RecordUpload,
    pub transcript: TranscriptEntry,
    pub draft: CallDraft,
    pub hold: AutoCloseHold,
    pub progress: SaveStatus,
    pub sent_here: SentHere,
}

impl SaveSequence {
    /// Nothing was saved yet.
    pub(super) fn new(parts: SaveParts) -> Self {
        let parts = Rc::new(parts);
        let run = move |request| {
            let parts = parts.clone();
            parts.progress.update(|progress| progress.running = true);
            async move {
                parts.save(request).await;
                parts.progress.update(|progress| progress.running = false);
                parts.draft.follow_call();
                Ok(())
            }
        };
        Self {
            action: ExclusiveAction::new(run),
        }
    }

    /// Saves what is asked for, unless a save is under way.
    pub fn start(self, request: SaveRequest) {
        self.action.start(request);
    }

    /// What was asked for last.
    pub fn last_request(self) -> Option<SaveRequest> {
        self.action.with_untracked(|state| state.input)?
    }
}

impl SaveParts {
    async fn save(self: &Rc<Self>, request: SaveRequest) {
        // The call has lasted until the agent finishes it, however long the steps before that take.
        let is_measured = request == SaveRequest::Call && !self.sent_here.finish.get();
        if is_measured {
            self.draft.stop_clock();
        }
        // What is saved is what was checked, whatever is typed meanwhile.
        let mut form = self.form.snapshot();
        // The portal may close the card with the call, and the client could not be created any more.
        let call = self.subject.card().and_then(|(calls, at)| calls.call_at(at));
        if let Some(call) = call.filter(|_| request == SaveRequest::Call) {
            call.new_client.ended().await;
            let with_client = self.form.snapshot();
            form.target = with_client.target;
            form.call_item = with_client.call_item;
        }
        let chosen = self.chosen_item(request, &form);
        // All that is saved together goes to one item, whatever changes meanwhile.
        let target = untrack(|| self.draft.target());
        let is_of_call = matches!(request, SaveRequest::Call | SaveRequest::LookUp);
        if let Some(item) = chosen.as_ref().filter(|_| is_of_call) {
            // Where that fails, the call is bound to the same one when the agent tries again.
            self.form.edit(|form| form.call_item = item.key());
        }
        form.target = target.map(|item| item.key()).unwrap_or_default();
        let form = Rc::new(form);
        let mut plan = SavePlan::new(request, self.progress.is_finished()).with_binding(chosen.is_some());
        while let Some(step) = plan.next(self.has_recording()) {
            let is_at_risk = plan.is_at_risk(self.has_recording());
            let success = if step == SaveStep::Hold {
                self.hold(is_at_risk).await
            } else {
                self.run(request, step, form.clone(), chosen.clone()).await
            };
            plan.report(step, success);
        }
        let is_complete = plan.is_complete() && !self.has_recording();
        if is_measured && !self.sent_here.finish.get() {
            self.draft.start_clock();
        }
        match request {
            // As long as something else is entered, this does nothing.
            SaveRequest::Note => self.draft.release_card(),
            SaveRequest::Recording | SaveRequest::Transcript if is_complete && !self.draft.is_stored() => {
                self.subject.saved();
            }
            // What was typed meanwhile is not saved yet, and keeps the card.
            SaveRequest::Call if is_complete && self.draft.clear_saved(&form) => {
                self.subject.saved();
                self.draft.release_card();
            }
            _ => {}
        }
        if self.progress.is_finished() {
            if request == SaveRequest::LookUp && self.code_field().is_some() {
                self.draft.restore_code_field();
            }
            // They are saved with the call, or cannot be saved with it any more.
            self.draft.clear_call_entries();
            if request == SaveRequest::LookUp && !self.draft.is_stored() {
                self.subject.saved();
            }
            self.draft.release_card();
        } else if self.draft.needs_card() {
            self.hold.require();
        }
    }

    /// Runs one step, and shows what became of it. Returns whether nothing of it is left to do.
    async fn run(
        self: &Rc<Self>,
        request: SaveRequest,
        step: SaveStep,
        form: Rc<WrapUpForm>,
        chosen: Option<Binding>,
    ) -> bool {
        let before = self.progress.set_step(step, StepState::Running);
        let parts = self.clone();
        let work: StepWork = match step {
            SaveStep::Note => Box::pin(async move { parts.add_note(&form).await }),
            SaveStep::NextStep => Box::pin(async move { parts.add_next_step(&form).await }),
            SaveStep::CodeField => Box::pin(async move { parts.write_code(&form).await }),
            SaveStep::HideFromColleagues => Box::pin(async move { parts.hide_from_others().await }),
            SaveStep::Finish if request == SaveRequest::LookUp => {
                Box::pin(async move { parts.look_up_finish().await })
            }
            SaveStep::Hold | SaveStep::Finish => Box::pin(async move { parts.finish(&form).await }),
            SaveStep::Binding => Box::pin(async move { parts.bind(chosen).await }),
            SaveStep::Recording => Box::pin(async move { parts.attach().await }),
            SaveStep::Transcript => {
                let has_failed = before.as_ref().is_some_and(|before| before.error().is_some());
                // What a second one would do to the one that is attached is not known.
                let is_wanted = before != Some(StepState::Done);
                let is_wanted = is_wanted && (request == SaveRequest::Transcript || has_failed);
                Box::pin(async move { Ok(is_wanted && parts.attach_transcript().await?) })
            }
        };
        let state = match work.await {
            Ok(true) => {
                if let Some((calls, _)) = self.subject.card() {
                    calls.step_saved();
                }
                StepState::Done
            }
            // What was done before stays done.
            Ok(false) if before == Some(StepState::Done) => StepState::Done,
            Ok(false) => StepState::Open,
            Err(failure) => failure.into(),
        };
        let success = state.error().is_none();
        self.progress.set_step(step, state);
        self.store_summary();
        success
    }

    /// Holds the card open. A failure is one of finishing the call, where that would lose something.
    async fn hold(&self, is_at_risk: bool) -> bool {
        let held = self.hold.ensure().await;
        match held {
            Err(error) if is_at_risk => {
                let was_sent = self.draft.was_finish_sent();
                let failure = StepFailure::before(was_sent, error);
                self.progress.set_step(SaveStep::Finish, failure.into());
                false
            }
            held => held.is_ok(),
        }
    }

    /// Hides the card from others: once more where that may not have reached the portal, which does not know the call any
    /// more after it is finished.
    async fn hide_from_others(&self) -> Result<bool, StepFailure> {
        let hidden = match self.subject.hide_from_others().await {
            Err(error) if error.is_uncertain() => self.subject.hide_from_others().await,
            hidden => hidden,
        };
        hidden.map_err(StepFailure::of_write)
    }

    /// The item that the agent chose for the call, where the call is not bound to it. Note and next step alone can go to
    /// another one, as to the client of before.
    fn chosen_item(&self, request: SaveRequest, form: &WrapUpForm) -> Option<Binding> {
        let has_failed = |progress: &SaveProgress| progress.has_failed(&[SaveStep::Binding]);
        if request == SaveRequest::Binding || self.progress.0.try_with_untracked(has_failed) == Some(true) {
            return Binding::parse(&form.call_item);
        }
        let chosen = Binding::parse(&form.target)?;
        let (items, own) = untrack(|| (self.subject.items(), self.subject.own_items()));
        let is_for_call = form.call_item == form.target || own.contains(&chosen);
        (is_for_call && !items.contains(&chosen)).then_some(chosen)
    }

    /// Binds the activity of the call to the item that the agent chose. Doing it twice changes nothing.
    async fn bind(&self, chosen: Option<Binding>) -> Result<bool, StepFailure> {
        let bound = |progress: &SaveProgress| progress.saved.bound.clone();
        let bound = self.progress.0.try_with_untracked(bound).flatten();
        let Some(item) = chosen.filter(|item| bound.as_ref() != Some(item)) else {
            return Ok(false);
        };
        let activity = || {
            self.progress
                .0
                .try_with_untracked(|progress| progress.activity)
                .flatten()
        };
        let mut known = activity();
        if known.is_none() {
            // The answer that names it may be lost.
            let _ = self.look_up_call(1).await;
            known = activity();
        }
        self.progress
            .update(|progress| progress.is_unbound = known.is_none());
        let Some(activity) = known else {
            return Ok(false);
        };
        let added = activity::binding_add(&self.client, activity, &item).await;
        added.map_err(StepFailure::of_write)?;
        self.progress.update(|progress| progress.saved.bound = Some(item));
        Ok(true)
    }

    /// Attaches the recording, which then leaves the form: it needs the call to be finished.
    async fn attach(&self) -> Result<bool, StepFailure> {
        let edits = self.record.edits();
        let call_id = untrack(|| self.draft.call_id());
        let attached = self.record.attach(&self.client, &call_id).await;
        let attached = attached.map_err(StepFailure::of_write)?;
        // Another one may have been chosen meanwhile.
        if attached && self.record.edits() == edits {
            self.record.clear();
            self.draft.save();
        }
        Ok(attached)
    }

    fn has_recording(&self) -> bool {
        untrack(|| self.record.is_chosen())
    }
}
