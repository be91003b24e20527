//! An entry of a list that an administrator edits.

use super::ListTexts;
use super::script::ScriptInputs;
use crate::api::settings::SettingKey;
use crate::call::status_code::KNOWN;
use crate::call::{ListItem, ListItemError};
use crate::components::{ActionButton, SelectField, TextAreaField, TextField, focus, scoped_memo};
use crate::i18n::text_keys::status_code_label;
use crate::i18n::{t, tf};
use crate::state::{ListEditor, ListError};
use leptos::prelude::*;
use std::time::Duration;

/// The id of the field with the name of a CRM field.
pub(super) const CODE_FIELD: &str = "settings-code-field";

/// The id of an entry. Those of its fields and buttons begin with it.
pub(super) fn item_id(key: SettingKey, id: u32) -> String {
    format!("{}-{id}", key.command_key())
}

/// The id of the field with the title of an entry.
pub(super) fn title_id(key: SettingKey, id: u32) -> String {
    format!("{}-title", item_id(key, id))
}

/// The id of the field with the shortcut of a result code.
fn shortcut_id(key: SettingKey, id: u32) -> String {
    format!("{}-shortcut", item_id(key, id))
}

/// The id of the button that adds an entry to a list.
pub(super) fn add_id(key: SettingKey) -> String {
    format!("{}-add", key.command_key())
}

/// An entry: its fields, and the buttons that move and delete it.
#[component]
pub(super) fn EditedRow(editor: ListEditor, id: u32, texts: ListTexts) -> impl IntoView {
    let key = editor.key;
    let text = text(editor, id, |item| &item.text);
    let on_input = edit(editor, id, |item| &mut item.text);
    let error = error(
        editor,
        [
            (
                ListError::Item(id, ListItemError::Untitled),
                "new-client.title-missing",
            ),
            (
                ListError::Item(id, ListItemError::Duplicate),
                "settings.duplicate",
            ),
        ],
    );
    let title = move || {
        view! { <TextField id=title_id(key, id) label=t(texts.text) value=text on_input error /> }.into_any()
    };
    let fields = match key {
        SettingKey::ResultCodes => view! {
            {title()}
            <CodeInputs editor id />
        }
        .into_any(),
        SettingKey::Scripts => view! {
            {title()}
            <ScriptInputs editor id />
        }
        .into_any(),
        SettingKey::SharedPhrases | SettingKey::OwnPhrases => view! {
            <TextAreaField id=title_id(key, id) label=t(texts.text) value=text on_input rows="2" error />
        }
        .into_any(),
    };
    let shift = move |up: bool, button: &'static str| {
        let button = format!("{}-{button}", item_id(key, id));
        editor.shift(id, up);
        // A browser takes the focus from an element that it moves.
        set_timeout(move || focus(&button), Duration::ZERO);
    };
    let delete = move |()| {
        // The next entry, or the one before where it was the last.
        let ids: Vec<u32> = untrack(|| editor.items()).iter().map(|item| item.id).collect();
        let at = ids.iter().position(|known| *known == id).unwrap_or_default();
        let neighbour = ids.get(at + 1).or_else(|| ids.get(at.checked_sub(1)?));
        match neighbour {
            Some(id) => focus(&format!("{}-delete", item_id(key, *id))),
            None => focus(&add_id(key)),
        }
        editor.delete(id);
    };
    let is_first = scoped_memo(move || editor.items().first().is_some_and(|item| item.id == id));
    let is_last = scoped_memo(move || editor.items().last().is_some_and(|item| item.id == id));
    let name = move |key: &'static str| move || text.with(|text| tf(key, &[("name", text)]));
    view! {
        <li class="settings-item">
            <div class="own-pair">{fields}</div>
            <div class="buttons">
                <ActionButton
                    label="settings.up"
                    busy=is_first
                    on_press=move |()| shift(true, "up")
                    attr:id=format!("{}-up", item_id(key, id))
                    attr:aria-label=name("settings.up-this")
                />
                <ActionButton
                    label="settings.down"
                    busy=is_last
                    on_press=move |()| shift(false, "down")
                    attr:id=format!("{}-down", item_id(key, id))
                    attr:aria-label=name("settings.down-this")
                />
                <ActionButton
                    label="settings.delete"
                    on_press=delete
                    attr:id=format!("{}-delete", item_id(key, id))
                    attr:aria-label=name("settings.delete-this")
                />
            </div>
        </li>
    }
}

/// The group of a result code, the result of the call that goes with it, and its shortcut.
#[component]
fn CodeInputs(editor: ListEditor, id: u32) -> impl IntoView {
    let item = item_id(editor.key, id);
    let codes = KNOWN.map(|code| (code.to_owned(), status_code_label(code)));
    let mut options = vec![(String::new(), t("code.none"))];
    options.extend(codes);
    let shortcut = ListError::Item(id, ListItemError::Shortcut);
    view! {
        <TextField
            id=format!("{item}-group")
            label=t("settings.group")
            value=text(editor, id, |item| &item.group)
            on_input=edit(editor, id, |item| &mut item.group)
        />
        <SelectField
            id=format!("{item}-result")
            label=t("settings.result")
            options=Signal::stored(options)
            value=text(editor, id, |item| &item.code)
            on_change=edit(editor, id, |item| &mut item.code)
        />
        <TextField
            id=shortcut_id(editor.key, id)
            label=t("code.shortcut")
            value=text(editor, id, |item| &item.key)
            on_input=edit(editor, id, |item| &mut item.key)
            max_length=1
            error=error(editor, [(shortcut, "code.shortcut-wrong")])
        />
    }
}

/// A text of an entry, as it was typed.
pub(super) fn text(editor: ListEditor, id: u32, of: fn(&ListItem) -> &String) -> Signal<String> {
    scoped_memo(move || editor.text(id, of)).into()
}

/// Changes a text of an entry.
pub(super) fn edit(editor: ListEditor, id: u32, of: fn(&mut ListItem) -> &mut String) -> Callback<String> {
    Callback::new(move |text| editor.edit(id, |item| *of(item) = text))
}

/// What is wrong with an entry; empty where it is none of these errors.
pub(super) fn error<const N: usize>(
    editor: ListEditor,
    errors: [(ListError, &'static str); N],
) -> Signal<String> {
    scoped_memo(move || {
        let found = errors.iter().find(|(error, _)| editor.has_error(*error));
        found.map_or_else(String::new, |(_, key)| t(key))
    })
    .into()
}

/// Where saving the list was refused, moves the keyboard focus to the field because of which it was.
pub(super) fn focus_error(key: SettingKey, saved: Result<(), ListError>) {
    let field = match saved {
        Ok(()) => return,
        Err(ListError::Field) => CODE_FIELD.to_owned(),
        Err(ListError::Item(id, ListItemError::Shortcut)) => shortcut_id(key, id),
        Err(ListError::Item(id, ListItemError::Untitled | ListItemError::Duplicate)) => title_id(key, id),
    };
    focus(&field);
}
