//! What the portal has confirmed of a wrap-up. The form is empty by then.

use super::CallOwner;
use super::draft::CallDraft;
use super::progress::{SaveProgress, SaveStatus, StepState};
use super::save::SaveParts;
use crate::call::moment::parse_iso;
use crate::call::{FinishProgress, SavedStep, StoredSummary, TimelineEntry};
use leptos::prelude::*;

impl SaveStatus {
    /// The portal has this entry.
    pub(super) fn add_saved(self, entry: &TimelineEntry) {
        self.update(|progress| match entry {
            TimelineEntry::Note { item, .. } => progress.saved.note = Some(item.clone()),
            TimelineEntry::NextStep {
                item,
                title,
                deadline,
                ..
            } => {
                progress.saved.next_step = Some(SavedStep {
                    item: item.clone(),
                    title: title.clone(),
                    due: parse_iso(deadline),
                });
            }
        });
    }

    /// A page before this one has noted what the portal has confirmed. What this page knows itself stays.
    pub fn restore_summary(self, summary: StoredSummary) {
        self.update(|progress| {
            let (saved, stored) = (&mut progress.saved, summary.saved);
            saved.call = saved.call.take().or(stored.call);
            saved.note = saved.note.take().or(stored.note);
            saved.next_step = saved.next_step.take().or(stored.next_step);
            saved.code = saved.code.take().or(stored.code);
            saved.bound = saved.bound.take().or(stored.bound);
            for (step, is_saved) in [
                (&mut progress.note, saved.note.is_some()),
                (&mut progress.next_step, saved.next_step.is_some()),
            ] {
                if is_saved && *step == StepState::Open {
                    *step = StepState::Done;
                }
            }
            if !summary.finished {
                return;
            }
            progress.activity = progress.activity.or(summary.activity);
            if progress.errors.is_empty() {
                progress.errors = summary.errors;
            }
            for (step, is_done) in [
                (&mut progress.record, summary.record),
                (&mut progress.transcript, summary.transcript),
            ] {
                if is_done && *step == StepState::Open {
                    *step = StepState::Done;
                }
            }
        });
        if summary.finished {
            self.restore(FinishProgress::Done);
        }
    }
}

impl SaveProgress {
    /// What the portal has confirmed of the call, as it is stored.
    fn summary(&self, call_id: String) -> StoredSummary {
        StoredSummary {
            call_id,
            finished: self.is_finished(),
            activity: self.activity,
            errors: self.errors.clone(),
            saved: self.saved.clone(),
            record: self.record == StepState::Done,
            transcript: self.transcript == StepState::Done,
        }
    }
}

impl SaveParts {
    /// Stores what the portal has confirmed by now: a card that is loaded again shows it.
    pub(super) fn store_summary(&self) {
        if *self.subject.whose() != CallOwner::Here {
            return;
        }
        let call_id = untrack(|| self.draft.call_id());
        let summary = self
            .progress
            .0
            .try_with_untracked(|progress| progress.summary(call_id));
        if let Some(summary) = summary.filter(|summary| !summary.is_empty()) {
            self.draft.with_store(|_, store| store.write_summary(&summary));
        }
    }
}

impl CallDraft {
    /// The card may have been loaded again after something was saved: then the summary shows it again, and a call that is
    /// finished is not finished once more.
    pub(super) fn restore_summary(self) {
        if self.with(|inner| *inner.subject.whose() == CallOwner::Here) != Some(true) {
            return;
        }
        let call_id = untrack(|| self.call_id());
        let summary = self.with_store(|_, store| store.read_summary(&call_id));
        if let Some(summary) = summary.flatten() {
            let is_finished = summary.finished;
            self.parts.progress.restore_summary(summary);
            if is_finished {
                self.parts.hold.may_be_held();
            }
        }
    }
}
