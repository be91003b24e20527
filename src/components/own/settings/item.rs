//! An entry of a list that an administrator edits.

use super::ListTexts;
use super::script::ScriptInputs;
use crate::api::settings::SettingKey;
use crate::call::ListItem;
use crate::call::status_code::KNOWN;
use crate::components::{ActionButton, focus, scoped_memo};
use crate::i18n::text_keys::status_code_label;
use crate::i18n::{t, tf};
use crate::state::ListEditor;
use leptos::prelude::*;
use std::time::Duration;

/// The id of the field with the text of an entry.
pub(super) fn field_id(key: SettingKey, id: u32) -> String {
    format!("{}-{id}", key.command_key())
}

/// The id of the button that adds an entry to a list.
pub(super) fn add_id(key: SettingKey) -> String {
    format!("{}-add", key.command_key())
}

/// An entry: its fields, and the buttons that move and delete it.
#[component]
pub(super) fn EditedRow(editor: ListEditor, id: u32, texts: ListTexts) -> impl IntoView {
    let text = scoped_memo(move || editor.text(id, |item| &item.text));
    let title = || view! { <TitleInput editor id label=texts.text /> }.into_any();
    let fields = match editor.key {
        SettingKey::ResultCodes => view! {
            {title()}
            <TextInput editor id label="settings.group" of=|item| &item.group of_mut=|item| &mut item.group />
            <ResultInput editor id />
            <TextInput editor id label="code.shortcut" of=|item| &item.key of_mut=|item| &mut item.key length=1 />
        }
        .into_any(),
        SettingKey::Scripts => view! {
            {title()}
            <ScriptInputs editor id />
        }
        .into_any(),
        SettingKey::SharedPhrases | SettingKey::OwnPhrases => view! {
            <TextAreaInput
                editor
                id
                label=texts.text
                of=|item| &item.text
                of_mut=|item| &mut item.text
                input_id=field_id(editor.key, id)
            />
        }
        .into_any(),
    };
    let shift = move |up: bool, button: &'static str| {
        let button = format!("{}-{button}", field_id(editor.key, id));
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
            Some(id) => focus(&format!("{}-delete", field_id(editor.key, *id))),
            None => focus(&add_id(editor.key)),
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
                    attr:id=format!("{}-up", field_id(editor.key, id))
                    attr:aria-label=name("settings.up-this")
                />
                <ActionButton
                    label="settings.down"
                    busy=is_last
                    on_press=move |()| shift(false, "down")
                    attr:id=format!("{}-down", field_id(editor.key, id))
                    attr:aria-label=name("settings.down-this")
                />
                <ActionButton
                    label="settings.delete"
                    on_press=delete
                    attr:id=format!("{}-delete", field_id(editor.key, id))
                    attr:aria-label=name("settings.delete-this")
                />
            </div>
        </li>
    }
}

/// Saves the list. The keyboard focus goes to the field where something is missing.
pub(super) fn save(editor: ListEditor) {
    focus_untitled(editor, editor.save());
}

/// Moves the keyboard focus to the title that is missing in this entry.
pub(super) fn focus_untitled(editor: ListEditor, id: Option<u32>) {
    if let Some(id) = id {
        focus(&field_id(editor.key, id));
    }
}

/// The title of an entry.
#[component]
fn TitleInput(editor: ListEditor, id: u32, label: &'static str) -> impl IntoView {
    let value = scoped_memo(move || editor.text(id, |item| &item.text));
    let is_wrong = scoped_memo(move || editor.is_untitled(id));
    let input_id = field_id(editor.key, id);
    let wrong_id = format!("{input_id}-wrong");
    view! {
        <div>
            <label class="field">
                <span>{t(label)}</span>
                <input
                    class="input"
                    id=input_id
                    aria-describedby=wrong_id.clone()
                    aria-invalid=move || is_wrong.get().then_some("true")
                    prop:value=move || value.get()
                    on:input:target=move |event| {
                        let typed = event.target().value();
                        editor.edit(id, |item| item.text = typed);
                    }
                />
            </label>
            <p class="field-wrong" id=wrong_id>
                {move || is_wrong.get().then(|| t("new-client.title-missing"))}
            </p>
        </div>
    }
}

/// Several lines of text of an entry.
#[component]
pub(super) fn TextAreaInput(
    editor: ListEditor,
    id: u32,
    label: &'static str,
    of: fn(&ListItem) -> &String,
    of_mut: fn(&mut ListItem) -> &mut String,
    /// The id of the text area.
    input_id: String,
) -> impl IntoView {
    let value = scoped_memo(move || editor.text(id, of));
    view! {
        <label class="field">
            <span>{t(label)}</span>
            <textarea
                class="input"
                id=input_id
                rows="2"
                prop:value=move || value.get()
                on:input:target=move |event| {
                    let typed = event.target().value();
                    editor.edit(id, |item| *of_mut(item) = typed);
                }
            ></textarea>
        </label>
    }
}

/// A line of text of an entry.
#[component]
pub(super) fn TextInput(
    editor: ListEditor,
    id: u32,
    label: &'static str,
    of: fn(&ListItem) -> &String,
    of_mut: fn(&mut ListItem) -> &mut String,
    /// The id of a list of values to choose from.
    #[prop(optional)]
    list: Option<&'static str>,
    /// How many characters it takes.
    #[prop(optional)]
    length: Option<u32>,
) -> impl IntoView {
    let value = scoped_memo(move || editor.text(id, of));
    view! {
        <label class="field">
            <span>{t(label)}</span>
            <input
                class="input"
                list=list
                maxlength=length
                prop:value=move || value.get()
                on:input:target=move |event| {
                    let typed = event.target().value();
                    editor.edit(id, |item| *of_mut(item) = typed);
                }
            />
        </label>
    }
}

/// The result of the call that goes with a result code.
#[component]
fn ResultInput(editor: ListEditor, id: u32) -> impl IntoView {
    let codes = KNOWN.map(|code| (code, status_code_label(code)));
    let mut options = vec![("", t("code.none"))];
    options.extend(codes);
    view! {
        <ChoiceInput
            editor
            id
            label="settings.result"
            of=|item| &item.code
            of_mut=|item| &mut item.code
            options
        />
    }
}

/// A choice of an entry.
#[component]
pub(super) fn ChoiceInput(
    editor: ListEditor,
    id: u32,
    label: &'static str,
    of: fn(&ListItem) -> &String,
    of_mut: fn(&mut ListItem) -> &mut String,
    /// The values and their texts.
    options: Vec<(&'static str, String)>,
) -> impl IntoView {
    let value = scoped_memo(move || editor.text(id, of));
    let options = options.into_iter().map(|(option, words)| {
        view! {
            <option value=option prop:selected=move || value.with(|value| value == option)>
                {words}
            </option>
        }
    });
    view! {
        <label class="field">
            <span>{t(label)}</span>
            <select
                class="input"
                on:change:target=move |event| {
                    let chosen = event.target().value();
                    editor.edit(id, |item| *of_mut(item) = chosen);
                }
            >
                {options.collect_view()}
            </select>
        </label>
    }
}
