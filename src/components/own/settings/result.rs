//! What became of saving a list.

use super::item::focus_error;
use crate::components::{Trouble, scoped_memo};
use crate::i18n::t;
use crate::state::{ListEditor, ListOutcome};
use leptos::prelude::*;

/// Whether the list is saved, or why it is not.
#[component]
pub(super) fn ListSaveStatus(editor: ListEditor) -> impl IntoView {
    let status = scoped_memo(move || {
        let key = match editor.outcome() {
            _ if editor.is_saving() => "settings.saving",
            Some(ListOutcome::Foreign) => "settings.foreign",
            Some(ListOutcome::TooLong) => "settings.too-long",
            Some(ListOutcome::Saved | ListOutcome::Unchanged) if !editor.is_changed() => "settings.saved",
            _ if editor.is_changed() => "settings.changed",
            _ => return String::new(),
        };
        t(key)
    });
    let not_saved = Signal::derive(move || match editor.outcome() {
        Some(ListOutcome::NotSaved(error)) => Some(error),
        _ => None,
    });
    let unknown = Signal::derive(move || match editor.outcome() {
        Some(ListOutcome::Unknown(error)) => Some(error),
        _ => None,
    });
    let save = move |()| focus_error(editor.key, editor.save());
    view! {
        <p class="own-hint" role="status">
            {move || status.get()}
        </p>
        <Trouble what="settings.failed" error=not_saved on_retry=save />
        <Trouble what="settings.unknown" error=unknown on_retry=save />
    }
}
