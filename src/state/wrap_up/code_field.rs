//! The result code in a custom field of the CRM item, where an administrator has named one. It goes to the item whose note
//! has the code at its head, and to no other: the card may have gone on to another client since.

use super::draft::CallDraft;
use super::look_up::StepFailure;
use super::progress::{SaveProgress, StepState};
use super::save::SaveParts;
use crate::api::result_field;
use crate::api::settings::SettingKey;
use crate::bx24::{Error, ErrorKind};
use crate::call::{SaveStep, SavedCode, Setting, WrapUpForm};
use leptos::prelude::*;

impl SaveParts {
    /// Writes the result code into the field, once its note is saved. Writing it again changes nothing. `form` is what is
    /// being saved: the agent may choose another code meanwhile.
    pub(super) async fn write_code(&self, form: &WrapUpForm) -> Result<bool, StepFailure> {
        let form = WrapUpForm {
            code: form.code.clone(),
            ..self.form.snapshot()
        };
        let (Some(field), Some(item)) = (self.code_field(), form.item_of_code()) else {
            return Ok(false);
        };
        let code = SavedCode {
            item,
            code: form.code,
        };
        let known = |progress: &SaveProgress| progress.saved.code.as_ref() == Some(&code);
        if self.progress.0.try_with_untracked(known) == Some(true) {
            return Ok(false);
        }
        let written = result_field::write(&self.client, &code.item, &field, &code.code).await;
        if !written.map_err(StepFailure::of_write)? {
            return Ok(false);
        }
        self.progress.update(|progress| progress.saved.code = Some(code));
        Ok(true)
    }

    /// The field of the CRM item that an administrator has named for the result code.
    pub(super) fn code_field(&self) -> Option<String> {
        let field = self.settings.with(SettingKey::ResultCodes, |codes| match codes {
            Setting::Known(list) => list.field.clone(),
            Setting::Empty | Setting::Foreign => String::new(),
        });
        field.filter(|field| !field.is_empty())
    }
}

impl CallDraft {
    /// A page before this one has finished the call. It has left the result code in the form only where it does not know
    /// that the field has it.
    pub(super) fn restore_code_field(self) {
        let form = self.parts.form.snapshot();
        let is_open = self.parts.progress.0.try_with_untracked(|progress| {
            let saved = progress.saved.code.as_ref().map(|saved| &saved.code);
            progress.is_finished() && progress.code_field == StepState::Open && saved != Some(&form.code)
        });
        if is_open == Some(true) && form.item_of_code().is_some() {
            let unknown = StepState::Unknown(Error::of(ErrorKind::NoAnswer, ""));
            self.parts.progress.set_step(SaveStep::CodeField, unknown);
        }
    }
}
