//! Two administrators have changed the same list.

use super::item::focus_error;
use crate::call::{ListItem, SettingList};
use crate::components::{ActionButton, joined, scoped_memo};
use crate::i18n::t;
use crate::state::{ListEditor, ListOutcome};
use leptos::prelude::*;

/// The list of the other administrator, with the choice between both; nothing where there is none.
#[component]
pub(super) fn Conflict(editor: ListEditor) -> impl IntoView {
    let theirs = scoped_memo(move || match editor.outcome() {
        Some(ListOutcome::Conflict(theirs)) => Some(theirs),
        _ => None,
    });
    move || {
        theirs.get().map(|theirs| {
            let mine = theirs.clone();
            let rows = rows(&theirs, &untrack(|| editor.list()));
            view! {
                <div class="notice" role="alert">
                    <p>{t("settings.conflict")}</p>
                    <ol class="settings-theirs">{rows}</ol>
                    <ActionButton
                        label="settings.use-theirs"
                        on_press=move |()| editor.use_theirs(theirs.clone())
                    />
                    <ActionButton label="settings.save-mine" on_press=move |()| focus_error(editor.key, editor.save_mine(mine.clone())) />
                </div>
            }
        })
    }
}

/// Their list as it is shown to be compared: also what is not set in it, where it is set in the list on screen.
fn rows(theirs: &SettingList, mine: &SettingList) -> Vec<AnyView> {
    let mut rows: Vec<String> = theirs.items.iter().map(words).collect();
    if rows.is_empty() {
        rows.push(t("settings.none"));
    }
    if theirs.required {
        rows.push(t("settings.required"));
    } else if mine.required {
        rows.push(t("settings.not-required"));
    }
    if !theirs.field.is_empty() {
        rows.push(format!("{}: {}", t("code.field"), theirs.field));
    } else if !mine.field.is_empty() {
        rows.push(format!("{}: {}", t("code.field"), t("code.none")));
    }
    let row = |words: String| view! { <li>{words}</li> }.into_any();
    rows.into_iter().map(row).collect()
}

/// The texts of an entry, in one line.
fn words(item: &ListItem) -> String {
    let direction = match item.direction.as_str() {
        "" => String::new(),
        direction => t(&format!("direction.{direction}")),
    };
    let parts = [
        &item.group,
        &item.text,
        &item.code,
        &item.key,
        &item.line,
        &direction,
    ];
    let separator = if item.questions.is_empty() { "" } else { "\n" };
    [&joined(parts), separator, &item.questions].concat()
}
