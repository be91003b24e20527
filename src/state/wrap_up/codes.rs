//! The result codes of the company.

use super::{StepState, WrapUp};
use crate::api::settings::SettingKey;
use crate::call::SettingList;
use leptos::prelude::*;

impl WrapUp {
    /// What there is to choose from. Tracks it.
    pub fn codes(self) -> SettingList {
        if self.has_codes {
            self.settings.get(SettingKey::ResultCodes).list()
        } else {
            SettingList::default()
        }
    }

    /// Whether the form asks for a result code: there are some, or one was chosen before. Tracks it.
    pub fn asks_code(self) -> bool {
        self.has_codes || self.form.with(|form| !form.code.is_empty())
    }

    /// Chooses a result code by its title; an empty one chooses none. Where a code of the call goes with it, that is the
    /// result from now on; the one that went with the former code is not.
    pub fn choose_code(self, title: String) {
        let codes = untrack(|| self.codes());
        let result_of = move |title: &str| codes.find(title).map(|item| item.code.clone());
        let result = result_of(&title);
        self.edit(move |form| {
            if result_of(&form.code).as_ref() == Some(&form.result) {
                form.result.clear();
            }
            form.code = title;
            if let Some(result) = result.filter(|result| !result.is_empty()) {
                form.result = result;
            }
        });
    }

    /// Whether a result code has to be chosen before the call is finished.
    pub(super) fn needs_code(self) -> bool {
        let is_finished = self
            .progress
            .with_untracked(|progress| progress.finish == StepState::Done);
        let is_required = untrack(|| {
            let codes = self.codes();
            codes.required && !codes.items.is_empty()
        });
        is_required && !is_finished
    }
}
