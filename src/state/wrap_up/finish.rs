//! Finishing the call. Once a `finish` is executed, the portal refuses another one of the same call, so a repetition tells
//! what became of the first one; where the agent sees the call statistics, they tell it without one. It is not repeated
//! while one that got no answer, or one of an earlier page, may still be executed. One whose connection has failed is looked
//! for, and can then be repeated at once: the agent need not wait for a call that the portal recognises.

use super::draft::{CallDraft, Inner, Talk};
use super::look_up::{LOOKS, Presence, StepFailure, look_up};
use super::progress::{SaveProgress, StepState};
use super::save::SaveParts;
use super::subject::CallOwner;
use crate::api::Refusal;
use crate::api::external_call::{self, FINISH, Finish};
use crate::api::statistics;
use crate::bx24::{Error, ErrorKind};
use crate::call::wrap_up::{parse_cost, parse_duration};
use crate::call::{FinishProgress, SaveStep, SavedCall, StatusCode, WrapUpForm};
use crate::state::now;
use leptos::prelude::*;
use std::cell::Cell;

impl SaveParts {
    /// Finishes the call, and finds out whether that worked where the answer is lost.
    pub(super) async fn finish(&self, form: &WrapUpForm) -> Result<bool, StepFailure> {
        let was_sent = self.draft.was_finish_sent() || self.sent_here.finish.get();
        let (user_id, user_phone_inner) = match self.subject.whose() {
            CallOwner::User(id) => (Some(*id), None),
            CallOwner::Inner(number) => (None, Some(number.clone())),
            CallOwner::Here => {
                let me = self.me.get().await;
                (
                    Some(me.map_err(|error| StepFailure::before(was_sent, error))?.id),
                    None,
                )
            }
        };
        let sent_at = if was_sent {
            self.draft.finish_sent_at()
        } else {
            0.0
        };
        if was_sent {
            self.progress.set_step(SaveStep::Finish, StepState::LookingUp);
            if self.look_up_call(1).await == Ok(Presence::There) {
                return Ok(self.confirm_earlier(sent_at));
            }
            // The portal executes two requests that overlap: the call would be saved twice.
            if self.client.is_under_way(FINISH) || self.sent_here.may_be_finished(sent_at) {
                return Err(StepFailure::under_way());
            }
            if self.draft.is_call_edited_after(sent_at) {
                self.sent_here.is_call_edited.set(true);
            }
        }
        let call = untrack(|| self.call(form, user_id, user_phone_inner));
        // A page that ends before the answer comes leaves that to the next one. A card with nothing in it closes before the
        // answer: it would leave something behind every time.
        let is_card = *self.subject.whose() == CallOwner::Here;
        if !is_card || self.draft.is_stored() || self.hold.is_held() {
            self.draft.save_finish_sent();
        }
        self.sent_here.finish.set(true);
        match external_call::finish(&self.client, &call).await {
            Ok(saved) => self.progress.update(|progress| {
                progress.activity = saved.crm_activity_id;
                progress.has_no_client = saved.has_no_client();
                progress.errors = saved.errors;
                progress.saved.call = Some(SavedCall {
                    result: saved.call_failed_code,
                    seconds: saved.call_duration,
                });
            }),
            Err(error) if Refusal::of(&error) == Refusal::CallNotFound => {
                let presence = self.look_up_call(1).await;
                // The attempt before this one worked, and only its answer was lost; or somebody else has finished it.
                if was_sent || presence == Ok(Presence::There) {
                    return Ok(self.confirm_earlier(sent_at));
                }
                let failure = self.not_finished(was_sent, error.clone());
                // Where that cannot be seen, somebody else may have finished it.
                return Err(match presence {
                    Ok(Presence::NotThere) => failure,
                    _ => StepFailure::Unknown(error),
                });
            }
            Err(error) if error.is_uncertain() => {
                self.draft.save_finish(FinishProgress::Sent);
                self.progress.set_step(SaveStep::Finish, StepState::LookingUp);
                match self.look_up_call(LOOKS).await {
                    Ok(Presence::There) => {}
                    Ok(Presence::NotThere) => return Err(StepFailure::NotDone(error)),
                    Ok(Presence::Unknown) | Err(_) => return Err(StepFailure::Unknown(error)),
                }
            }
            Err(error) => return Err(self.not_finished(was_sent, error)),
        }
        Ok(self.confirm())
    }

    /// Finds out whether the call is finished, and sends nothing.
    pub(super) async fn look_up_finish(&self) -> Result<bool, StepFailure> {
        let sent_at = self.draft.finish_sent_at();
        self.progress.set_step(SaveStep::Finish, StepState::LookingUp);
        match self.look_up_call(1).await {
            Ok(Presence::There) => Ok(self.confirm_earlier(sent_at)),
            Ok(_) if self.sent_here.may_be_finished(sent_at) => Err(StepFailure::under_way()),
            Ok(_) => Err(StepFailure::Unknown(Error::of(ErrorKind::NoAnswer, ""))),
            Err(error) => Err(StepFailure::Unknown(error)),
        }
    }

    /// The portal has refused this attempt, which says nothing of the one before.
    fn not_finished(&self, was_sent: bool, error: Error) -> StepFailure {
        self.sent_here.finish.set(was_sent);
        if !was_sent {
            self.draft.start_clock();
        }
        self.draft.save_finish(if was_sent {
            FinishProgress::Sent
        } else {
            FinishProgress::NotSent
        });
        StepFailure::before(was_sent, error)
    }

    /// The portal has saved the call, as it was sent at this time; 0 where it was not sent here.
    fn confirm_earlier(&self, sent_at: f64) -> bool {
        let is_edited = self.sent_here.is_call_edited.take() || self.draft.is_call_edited_after(sent_at);
        let is_changed = is_edited && !self.is_saved_as_entered();
        self.progress
            .update(|progress| progress.is_saved_before = is_changed);
        self.confirm()
    }

    /// Whether the call was found in the statistics with the result and the duration that are entered, and nothing else is.
    fn is_saved_as_entered(&self) -> bool {
        let saved = |progress: &SaveProgress| progress.saved.call.clone();
        let Some(saved) = self.progress.0.try_with_untracked(saved).flatten() else {
            return false;
        };
        let form = self.form.snapshot();
        let (result, duration) = (StatusCode::parse(&form.result), parse_duration(&form.duration));
        result.is_none_or(|result| Some(result) == saved.result)
            && duration.is_ok_and(|entered| entered.is_none_or(|entered| entered == saved.seconds))
            && form.cost.is_empty()
            && form.reason.is_empty()
            && form.rating.is_empty()
            && !form.quiet
    }

    /// The portal has saved the call.
    fn confirm(&self) -> bool {
        self.draft.save_finish(FinishProgress::Done);
        self.subject.finished();
        true
    }

    /// Looks for the call in the statistics; where it is there, its activity is known from then on.
    pub(super) async fn look_up_call(&self, looks: u32) -> Result<Presence, Error> {
        let call_id = untrack(|| self.draft.call_id());
        let is_own = match self.subject.whose() {
            CallOwner::Here => true,
            CallOwner::User(id) => self.me.get().await.is_ok_and(|me| me.id == *id),
            CallOwner::Inner(_) => false,
        };
        let found = Cell::new(None);
        let look = async || {
            let seen = statistics::finished_call(&self.client, &call_id).await?;
            Ok(match seen {
                Some(Some(call)) => {
                    found.set(Some(call));
                    Presence::There
                }
                // Whoever may only see calls of their own does not see that of a colleague.
                Some(None) if is_own => Presence::NotThere,
                Some(None) | None => Presence::Unknown,
            })
        };
        let presence = look_up(&self.client, FINISH, looks, look).await?;
        if let Some(call) = found.take().filter(|_| presence == Presence::There) {
            self.progress.update(|progress| {
                progress.activity = call.crm_activity_id;
                progress.saved.call = Some(SavedCall {
                    result: call.call_failed_code,
                    seconds: call.call_duration,
                });
            });
        }
        Ok(presence)
    }

    /// The call as it is sent.
    fn call(&self, form: &WrapUpForm, user_id: Option<u64>, user_phone_inner: Option<String>) -> Finish {
        let cost = parse_cost(&form.cost).ok().flatten();
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let talked = || untrack(|| self.draft.seconds());
        let failed = || self.subject.failed();
        let result = form.status_code(failed, talked);
        Finish {
            call_id: self.draft.call_id(),
            user_id,
            user_phone_inner,
            duration: form.seconds(failed, talked),
            cost,
            cost_currency: cost.and(given(&form.currency)),
            // The reason of a call that was answered is not on screen.
            failed_reason: given(&form.reason).filter(|_| !result.is_answered()),
            status_code: Some(result),
            vote: form.rating.parse().ok(),
            add_to_chat: Some(!form.quiet),
            ..Finish::default()
        }
    }
}

impl CallDraft {
    /// The call is sent as it has lasted until now: what comes after is waiting.
    pub(super) fn stop_clock(self) {
        let seconds = untrack(|| self.seconds());
        self.sent_talk.try_set(Some(Talk { seconds }));
    }

    /// The call was not finished: its clock goes on.
    pub(super) fn start_clock(self) {
        self.sent_talk.try_set(None);
    }

    /// Stores that finishing the call is being sent at this moment. An earlier time does not count any more.
    fn save_finish_sent(self) {
        self.with(|inner| inner.stored.borrow_mut().fields.finish.clear(now()));
        self.save_finish(FinishProgress::Sent);
    }

    /// Whether something that is sent with the call was edited after this time, in milliseconds since 1970; with 0 whether
    /// anything is entered.
    fn is_call_edited_after(self, time: f64) -> bool {
        let is_edited = |inner: &Inner| {
            let stored = inner.stored.borrow();
            let fields = &stored.fields;
            let texts = [
                &fields.result,
                &fields.duration,
                &fields.cost,
                &fields.currency,
                &fields.reason,
                &fields.rating,
            ];
            let is_later = |at: f64, is_blank: bool| at > time && (time > 0.0 || !is_blank);
            texts
                .iter()
                .any(|text| is_later(text.edited_at(), text.is_blank()))
                || is_later(fields.quiet.edited_at(), fields.quiet.is_blank())
        };
        self.with(is_edited) == Some(true)
    }

    /// When finishing the call was sent, in milliseconds since 1970 by the clock of the computer.
    fn finish_sent_at(self) -> f64 {
        let sent_at = |inner: &Inner| {
            let finish = &inner.stored.borrow().fields.finish;
            match finish.get() {
                FinishProgress::Sent => finish.edited_at(),
                FinishProgress::NotSent | FinishProgress::Done => inner.former_finish.get(),
            }
        };
        self.with(sent_at).unwrap_or_default()
    }
}
