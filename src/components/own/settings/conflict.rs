//! Two administrators have changed the same list.

use super::item::focus_untitled;
use crate::call::SettingList;
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
            let rows = rows(&theirs);
            view! {
                <div class="notice" role="alert">
                    <p>{t("settings.conflict")}</p>
                    <ol class="settings-theirs">{rows}</ol>
                    <ActionButton
                        label="settings.use-theirs"
                        on_press=move |()| editor.use_theirs(theirs.clone())
                    />
                    <ActionButton label="settings.save-mine" on_press=move |()| focus_untitled(editor, editor.save_mine(mine.clone())) />
                </div>
            }
        })
    }
}

/// The entries as they are shown to be compared.
fn rows(list: &SettingList) -> Vec<AnyView> {
    if list.items.is_empty() {
        return vec![view! { <li>{t("settings.none")}</li> }.into_any()];
    }
    let rows = list.items.iter().map(|item| {
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
        let words = joined(parts);
        let separator = if item.questions.is_empty() { "" } else { "\n" };
        view! { <li>{[&words, separator, &item.questions].concat()}</li> }.into_any()
    });
    let field = Some(&list.field).filter(|field| !field.is_empty());
    let field = field.map(|field| view! { <li>{format!("{}: {field}", t("code.field"))}</li> }.into_any());
    rows.chain(field).collect()
}
