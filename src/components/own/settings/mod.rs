//! *Settings*: what administrators set up for all agents.

mod conflict;
mod item;
mod list;
mod result;
mod script;

use crate::i18n::t;
use crate::state::own::Own;
use leptos::prelude::*;
use list::ListSection;
use script::LineChoices;

/// The texts of a list and of its fields, by their keys.
#[derive(Clone, Copy)]
struct ListTexts {
    /// The heading.
    title: &'static str,
    /// What the list is for.
    hint: &'static str,
    /// The label of the text of an entry.
    text: &'static str,
}

const PHRASES: ListTexts = ListTexts {
    title: "phrases.shared",
    hint: "settings.phrases-hint",
    text: "settings.phrase",
};

const CODES: ListTexts = ListTexts {
    title: "settings.codes",
    hint: "settings.codes-hint",
    text: "settings.code",
};

const SCRIPTS: ListTexts = ListTexts {
    title: "script.list",
    hint: "script.hint",
    text: "settings.code",
};

/// The shared phrases, the result codes and the call scripts of the company. Whoever is no administrator reads who can change them.
#[component]
pub(super) fn SettingsSection(own: Own) -> impl IntoView {
    let content = if own.may_edit_settings {
        view! {
            <ListSection editor=own.phrases texts=PHRASES />
            <ListSection editor=own.codes texts=CODES />
            <ListSection editor=own.scripts texts=SCRIPTS />
            <LineChoices own />
        }
        .into_any()
    } else {
        view! { <p>{t("settings.may-not")}</p> }.into_any()
    };
    view! {
        <section class="part settings" aria-labelledby="settings-title">
            <h2 id="settings-title">{t("settings.title")}</h2>
            {content}
        </section>
    }
}
