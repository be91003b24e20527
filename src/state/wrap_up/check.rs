//! Checking a wrap-up before anything is sent.

use super::{Wanted, WrapUp, WrapUpForm};
use crate::call::Binding;
use crate::call::wrap_up::{check_note, parse_cost, parse_duration};
use leptos::prelude::*;

impl WrapUp {
    /// The entries that cannot be sent: the field's id and the key of the sentence.
    pub(super) fn check(self, wanted: Wanted) -> Vec<(&'static str, &'static str)> {
        let with_call = wanted == Wanted::Call;
        let draft = self.draft.get();
        let mut wrong = Vec::new();
        if wanted == Wanted::Record {
            let blank = Some(("record-file", "record.no-file"));
            wrong.extend(self.record.check().or(blank.filter(|_| !self.record.is_chosen())));
            return wrong;
        }
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
            wrong.extend(self.record.check());
        }
        wrong
    }

    /// What note and next step go to.
    pub(super) fn target(self, draft: &WrapUpForm) -> Option<Binding> {
        let items = self.items();
        // What was chosen is among them, whatever became of the call.
        let chosen = items
            .iter()
            .position(|item| item.key() == draft.target)
            .unwrap_or_default();
        items.into_iter().nth(chosen)
    }
}

/// The moment that a date field shows, in the agent's own time zone, as ISO 8601.
pub(super) fn iso(local: &str) -> Option<String> {
    let date = js_sys::Date::new(&local.into());
    (!local.is_empty() && !date.get_time().is_nan()).then(|| date.to_iso_string().into())
}
