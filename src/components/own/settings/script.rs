//! The fields of a call script that an administrator edits.

use super::item::{edit, item_id, text};
use crate::call::{ScriptLine, script};
use crate::components::{SelectField, TextAreaField, TextField, scoped_memo};
use crate::i18n::t;
use crate::state::ListEditor;
use crate::state::own::{Choices, Own};
use leptos::prelude::*;

/// The id of the list of lines.
const LINES: &str = "script-lines";

/// The lines of the portal, to choose from where a script is for one of them.
#[component]
pub(super) fn LineChoices(own: Own) -> impl IntoView {
    let lines = scoped_memo(
        move || match own.registration.lists.with(|lists| lists.lines.clone()) {
            Choices::These(lines) => lines,
            _ => Vec::new(),
        },
    );
    let option = |(number, name): (String, String)| view! { <option value=number>{name}</option> };
    view! { <datalist id=LINES>{move || lines.get().into_iter().map(option).collect_view()}</datalist> }
}

/// For which calls a script is, its questions, and what agents will see of them.
#[component]
pub(super) fn ScriptInputs(editor: ListEditor, id: u32) -> impl IntoView {
    let directions = [
        ("", "script.all"),
        ("incoming", "direction.incoming"),
        ("outgoing", "direction.outgoing"),
        ("callback", "direction.callback"),
    ];
    let directions = directions.map(|(word, key)| (word.to_owned(), t(key)));
    let item = item_id(editor.key, id);
    let lines = scoped_memo(move || script::parse(&editor.text(id, |item| &item.questions)));
    view! {
        <TextField
            id=format!("{item}-line")
            label=t("script.line")
            value=text(editor, id, |item| &item.line)
            on_input=edit(editor, id, |item| &mut item.line)
            list=LINES
        />
        <SelectField
            id=format!("{item}-direction")
            label=t("script.direction")
            options=Signal::stored(directions.to_vec())
            value=text(editor, id, |item| &item.direction)
            on_change=edit(editor, id, |item| &mut item.direction)
        />
        <TextAreaField
            id=format!("{item}-questions")
            label=t("script.questions")
            value=text(editor, id, |item| &item.questions)
            on_input=edit(editor, id, |item| &mut item.questions)
            rows="2"
        />
        <Show when=move || !lines.with(Vec::is_empty)>
            <div class="script-preview">
                <p class="hint">{t("script.preview")}</p>
                {move || lines.get().into_iter().map(preview).collect_view()}
            </div>
        </Show>
    }
}

/// A line of the script as agents see it, without its controls.
fn preview(line: ScriptLine) -> AnyView {
    match line {
        ScriptLine::Section(text) => view! { <p class="script-section">{text}</p> }.into_any(),
        ScriptLine::Question { text, choices } => {
            let answers = if choices.is_empty() {
                t("script.free")
            } else {
                choices
                    .iter()
                    .map(|choice| format!("\u{25cb} {choice}"))
                    .collect::<Vec<_>>()
                    .join("  ")
            };
            view! {
                <div>
                    <p>{text}</p>
                    <p class="hint">{answers}</p>
                </div>
            }
            .into_any()
        }
    }
}
