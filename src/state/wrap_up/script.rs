//! The call scripts that fit the call, and the answers.

use super::WrapUp;
use crate::api::settings::SettingKey;
use crate::bx24::storage::{self, StorageArea};
use crate::call::{CallLine, ListItem, ScriptLine, script};
use leptos::prelude::*;

/// Where the browser keeps, until its tab is closed, that the agent has opened a script.
const OPEN: &str = "call-card.script-open";

impl WrapUp {
    /// The scripts that fit a call, the most specific one first. Tracks them.
    pub fn scripts(self, line: &CallLine) -> Vec<ListItem> {
        if !self.has_scripts {
            return Vec::new();
        }
        let fitting = self.settings.with(SettingKey::Scripts, |scripts| {
            script::fitting(scripts.items(), line)
        });
        fitting.unwrap_or_default()
    }

    /// The questions that are answered. Tracks them.
    pub fn answered(self) -> Vec<String> {
        self.form.with(|form| form.answers.questions())
    }

    /// Whether scripts are shown open: the agent opened the last one, on this card or on one before it.
    pub fn opens_scripts(self) -> bool {
        storage::get(StorageArea::Session, OPEN) == Ok(Some("1".to_owned()))
    }

    /// Notes whether the agent has opened a script. Where the storage is closed, the next one is closed, too.
    pub fn keep_scripts_open(self, open: bool) {
        let _ = if open {
            storage::set(StorageArea::Session, OPEN, "1")
        } else {
            storage::remove(StorageArea::Session, OPEN)
        };
    }

    /// Answers a question of a script; an empty answer takes the former one back.
    pub fn answer(self, question: String, answer: String, script: Vec<ScriptLine>) {
        self.edit(move |form| form.answers.set(&question, answer, &script));
    }
}
