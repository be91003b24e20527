//! The fields of the form, and what is wrong with them.

use crate::call::wrap_up::{FieldError, default_status_code, parse_duration};
use crate::call::{FormContext, SaveRequest, StatusCode, WrapUpField, WrapUpForm};
use leptos::prelude::*;

/// The form of a wrap-up. A small handle: copies are the same form.
#[derive(Clone, Copy, Default)]
pub struct FormFields {
    /// What was entered.
    pub entered: RwSignal<WrapUpForm>,
    /// Entries that cannot be sent, in the order of the form.
    pub errors: RwSignal<Vec<(WrapUpField, FieldError)>>,
}

impl FormFields {
    /// What was entered. Does not follow it.
    pub fn snapshot(self) -> WrapUpForm {
        self.entered.try_get_untracked().unwrap_or_default()
    }

    /// Changes what was entered.
    pub fn edit(self, change: impl FnOnce(&mut WrapUpForm)) {
        self.entered.try_update(change);
        self.errors.try_update(Vec::clear);
    }

    /// Shows another form. Returns the former one where it was different.
    pub fn replace(self, form: WrapUpForm) -> Option<WrapUpForm> {
        self.entered.try_maybe_update(|entered| {
            let changes = *entered != form;
            let before = core::mem::replace(entered, form);
            (changes, changes.then_some(before))
        })?
    }

    /// Empties the form.
    pub fn clear(self) {
        self.replace(WrapUpForm::default());
        self.errors.try_update(Vec::clear);
    }

    /// Whether there is nothing to save. Does not follow it.
    pub fn is_blank(self) -> bool {
        self.entered.try_with_untracked(WrapUpForm::is_blank) != Some(false)
    }

    /// Whether nothing at all was entered or chosen. Does not follow it.
    pub fn is_untouched(self) -> bool {
        let untouched = |form: &WrapUpForm| *form == WrapUpForm::default();
        self.entered.try_with_untracked(untouched) != Some(false)
    }

    /// Checks what is to be saved. The errors are shown from then on. Returns whether there are none.
    ///
    /// `recording` is what is wrong with the recording.
    pub fn check(
        self,
        request: SaveRequest,
        has_target: bool,
        recording: Option<(WrapUpField, FieldError)>,
    ) -> bool {
        let form = self.snapshot();
        let context = FormContext {
            has_target,
            has_deadline: deadline(&form.step_at).is_some(),
        };
        let mut errors = form.check(request, context);
        errors.extend(recording.filter(|_| request != SaveRequest::Note));
        let is_fine = errors.is_empty();
        self.errors.try_set(errors);
        is_fine
    }

    /// The result code: the one chosen, else the one the call `failed` with, else by duration as the portal does it.
    /// `talked` are the seconds that the clock shows; nothing where the parties never talked. Follows the form.
    pub fn status_code(
        self,
        failed: impl FnOnce() -> Option<StatusCode>,
        talked: impl FnOnce() -> Option<u64>,
    ) -> String {
        let chosen = self.entered.with(|form| form.result.clone());
        if !chosen.is_empty() {
            return chosen;
        }
        // A talk that has just begun has lasted no second yet, and is a talk.
        let talked = || talked().map_or(0, |seconds| seconds.max(1));
        let seconds = self.entered_seconds().unwrap_or_else(talked);
        failed().map_or_else(
            || default_status_code(seconds).to_owned(),
            |code| code.as_str().to_owned(),
        )
    }

    /// The duration in seconds that was entered; nothing where there is none, or none that can be read. Follows it.
    pub fn entered_seconds(self) -> Option<u64> {
        self.entered
            .with(|form| parse_duration(&form.duration).ok().flatten())
    }
}

/// The moment that a date field shows (`2026-03-10T11:19`, in the time zone of the agent's computer) as ISO 8601.
/// Nothing where it is none.
pub fn deadline(local: &str) -> Option<String> {
    let date = js_sys::Date::new(&local.into());
    (!local.is_empty() && !date.get_time().is_nan()).then(|| date.to_iso_string().into())
}
