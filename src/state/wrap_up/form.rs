//! The fields of the form, and what is wrong with them.

use crate::call::wrap_up::{FieldError, parse_cost, parse_duration};
use crate::call::{Binding, FormContext, SaveRequest, StatusCode, WrapUpField, WrapUpForm};
use crate::state::set_if_changed;
use leptos::prelude::*;

/// The form of a wrap-up. A small handle: copies are the same form.
#[derive(Clone, Copy, Default)]
pub struct FormFields {
    /// What was entered.
    pub entered: RwSignal<WrapUpForm>,
    /// Entries that cannot be sent.
    pub errors: RwSignal<Vec<(WrapUpField, FieldError)>>,
    /// Whether an answered call may be saved with a duration of 0.
    pub zero_duration: RwSignal<ZeroDuration>,
}

/// Whether an answered call may be saved with a duration of 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ZeroDuration {
    /// There was no reason to ask.
    #[default]
    NotAsked,
    /// The agent is asked.
    Asked,
    /// The agent has said so.
    Confirmed,
}

impl FormFields {
    /// What was entered. Does not track it.
    pub fn snapshot(self) -> WrapUpForm {
        self.entered.try_get_untracked().unwrap_or_default()
    }

    /// Changes what was entered.
    pub fn edit(self, change: impl FnOnce(&mut WrapUpForm)) {
        let before = self.snapshot();
        self.entered.try_update(change);
        let form = self.snapshot();
        self.errors.try_maybe_update(|errors| {
            let count = errors.len();
            errors.retain(|(field, _)| form.has_same(*field, &before));
            (errors.len() != count, ())
        });
        self.set_zero_duration(ZeroDuration::NotAsked);
    }

    /// Asks whether the duration may be 0, or notes the reply.
    pub fn set_zero_duration(self, state: ZeroDuration) {
        set_if_changed(self.zero_duration, state);
    }

    /// Shows another form. Returns the former one where it was different.
    pub fn replace(self, form: WrapUpForm) -> Option<WrapUpForm> {
        self.entered.try_maybe_update(|entered| {
            let changes = *entered != form;
            let before = core::mem::replace(entered, form);
            (changes, changes.then_some(before))
        })?
    }

    /// Notes that the result code is saved with a note of this item.
    pub fn set_code_item(self, item: &Binding) {
        let key = item.key();
        self.entered.try_update(|form| form.code_item = key);
    }

    /// Empties the form.
    pub fn clear(self) {
        self.replace(WrapUpForm::default());
        self.errors.try_update(Vec::clear);
        self.set_zero_duration(ZeroDuration::NotAsked);
    }

    /// Whether there is nothing to save. Does not track it.
    pub fn is_blank(self) -> bool {
        self.entered.try_with_untracked(WrapUpForm::is_blank) != Some(false)
    }

    /// Whether nothing at all was entered or chosen. Does not track it.
    pub fn is_untouched(self) -> bool {
        let untouched = |form: &WrapUpForm| *form == WrapUpForm::default();
        self.entered.try_with_untracked(untouched) != Some(false)
    }

    /// Checks what is to be saved. The errors are shown from then on. Returns whether there are none. `recording` is what is
    /// wrong with the recording.
    pub fn check(
        self,
        request: SaveRequest,
        context: FormContext,
        recording: Option<(WrapUpField, FieldError)>,
    ) -> bool {
        let form = self.snapshot();
        let mut errors = form.check(request, context);
        errors.extend(recording.filter(|_| request != SaveRequest::Note));
        let is_fine = errors.is_empty();
        self.errors.try_set(errors);
        is_fine
    }

    /// Checks the duration or the cost when the agent has left its field. The other entries are checked when they are saved.
    pub fn check_entry(self, field: WrapUpField) {
        let error = self.entered.try_with_untracked(|form| match field {
            WrapUpField::Duration => parse_duration(&form.duration).err(),
            WrapUpField::Cost => parse_cost(&form.cost).err(),
            _ => None,
        });
        if let Some(error) = error.flatten() {
            self.errors.try_update(|errors| {
                errors.retain(|(known, _)| *known != field);
                errors.push((field, error));
            });
        }
    }

    /// The result code that is sent: [`WrapUpForm::status_code`]. Tracks the form.
    pub fn result(
        self,
        failed: impl FnOnce() -> Option<StatusCode>,
        talked: impl FnOnce() -> Option<u64>,
    ) -> StatusCode {
        self.entered.with(|form| form.status_code(failed, talked))
    }

    /// The duration in seconds that is sent: [`WrapUpForm::seconds`]. Tracks the form.
    pub fn duration(
        self,
        failed: impl FnOnce() -> Option<StatusCode>,
        talked: impl FnOnce() -> Option<u64>,
    ) -> Option<u64> {
        self.entered.with(|form| form.seconds(failed, talked))
    }
}

/// The moment that a date field shows (`2026-03-10T11:19`, in the time zone of the agent's computer) as ISO 8601.
/// Nothing where it is none.
pub fn deadline(local: &str) -> Option<String> {
    let date = js_sys::Date::new(&local.into());
    (!local.is_empty() && !date.get_time().is_nan()).then(|| date.to_iso_string().into())
}
