//! A list that an administrator edits.

use super::ListTexts;
use super::conflict::Conflict;
use super::item::{CODE_FIELD, EditedRow, add_id, error, focus_error, title_id};
use super::result::ListSaveStatus;
use crate::api::settings::SettingKey;
use crate::components::{ActionButton, Checkbox, Discard, TextField, Trouble, focus};
use crate::i18n::t;
use crate::state::{ListEditor, ListError};
use leptos::prelude::*;
use std::time::Duration;

/// A list, folded. It is loaded when it is opened.
#[component]
pub(super) fn ListSection(editor: ListEditor, texts: ListTexts) -> impl IntoView {
    let error = Signal::derive(move || editor.load_error());
    let is_loading = Memo::new(move |_| editor.is_loading());
    let is_ready = Memo::new(move |_| editor.is_ready());
    let is_foreign = Memo::new(move |_| editor.is_foreign());
    view! {
        // Changes that are not saved are not to be forgotten.
        <details class="more" open=editor.has_kept_edit() on:toggle=move |_| editor.load_once()>
            <summary>{t(texts.title)}</summary>
            <p class="own-hint">{t(texts.hint)}</p>
            <p class="own-hint" role="status">
                {move || is_loading.get().then(|| t("settings.loading"))}
            </p>
            <Trouble what="settings.trouble" error busy=is_loading on_retry=move |()| editor.load_once() />
            <Show when=move || is_foreign.get()>
                <p class="own-warning">{t("settings.foreign")}</p>
            </Show>
            <Show when=move || is_ready.get()>
                <EditedEntries editor texts />
            </Show>
        </details>
    }
}

/// The entries, and the buttons that add one and save the list.
#[component]
fn EditedEntries(editor: ListEditor, texts: ListTexts) -> impl IntoView {
    let ids = Memo::new(move |_| {
        let items = editor.items();
        items.iter().map(|edited| edited.id).collect::<Vec<_>>()
    });
    let is_codes = editor.key == SettingKey::ResultCodes;
    let busy = Signal::derive(move || editor.is_saving());
    let can_discard = Memo::new(move |_| editor.is_changed() && !editor.is_saving());
    let add = move |()| {
        let id = title_id(editor.key, editor.add());
        // The field is there once the list is drawn.
        set_timeout(move || focus(&id), Duration::ZERO);
    };
    let save = move |()| focus_error(editor.key, editor.save());
    view! {
        <div class="form">
            {is_codes
                .then(|| {
                    view! {
                        <Checkbox
                            id="settings-required"
                            label=t("settings.required")
                            checked=Signal::derive(move || editor.is_required())
                            on_change=move |required| editor.require(required)
                        />
                        <TextField
                            id=CODE_FIELD
                            label=t("code.field")
                            code=true
                            value=Signal::derive(move || editor.field())
                            on_input=move |field| editor.set_field(field)
                            error=error(editor, [(ListError::Field, "code.field-wrong")])
                            hint=Signal::stored(t("code.field-hint"))
                        />
                    }
                })}
            <Show when=move || ids.with(Vec::is_empty)>
                <p class="own-hint">{t("settings.none")}</p>
            </Show>
            <ol class="settings-list" aria-label=t(texts.title)>
                <For each=move || ids.get() key=|id| *id let(id)>
                    <EditedRow editor id texts />
                </For>
            </ol>
            <div class="buttons">
                <ActionButton label="settings.add" on_press=add attr:id=add_id(editor.key) />
                <ActionButton label="settings.save" main=true busy on_press=save />
                <Show when=move || can_discard.get()>
                    <Discard
                        label="settings.discard"
                        question="settings.discard-sure"
                        on_discard=move |()| {
                            // The buttons disappear.
                            focus(&add_id(editor.key));
                            editor.discard();
                        }
                    />
                </Show>
            </div>
            <ListSaveStatus editor />
            <Conflict editor />
        </div>
    }
}
