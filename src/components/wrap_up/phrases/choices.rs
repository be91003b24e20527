//! The phrases to choose from.

use super::LIST;
use super::picker::{PhraseChoice, PhrasePicker};
use crate::i18n::t;
use leptos::prelude::*;

/// The id of a phrase of the list.
pub fn option_id(at: usize) -> String {
    format!("{LIST}-{at}")
}

/// The phrases, the agent's own ones first; a sentence where there are none.
#[component]
pub fn PhraseChoices(
    /// The list.
    picker: PhrasePicker,
) -> impl IntoView {
    let choices = picker.choices;
    Effect::new(move |_| {
        let active = picker.active.get();
        choices.track();
        // What the arrow keys reach is in view.
        if let Some(option) = document().get_element_by_id(&option_id(active)) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let list = move || {
        let choices = choices.get();
        let own = choices.iter().filter(|choice| choice.is_own).count();
        view! {
            <div role="listbox" id=LIST class="phrase-list" aria-label=t("phrases.title")>
                {group(picker, "phrases.own", &choices, 0..own)}
                {group(picker, "phrases.shared", &choices, own..choices.len())}
            </div>
        }
    };
    view! {
        <Show
            when=move || choices.with(|choices| !choices.is_empty())
            fallback=|| view! { <p class="quiet">{t("phrases.none")}</p> }
        >
            {list}
        </Show>
    }
}

/// The digit that inserts the phrase at this place; nothing behind the ninth.
fn number(at: usize) -> Option<String> {
    (at < 9).then(|| (at + 1).to_string())
}

/// The phrases at these places, under a heading; nothing where there are none.
fn group(
    picker: PhrasePicker,
    title: &'static str,
    choices: &[PhraseChoice],
    places: std::ops::Range<usize>,
) -> Option<AnyView> {
    let first = places.start;
    let choices = choices.get(places).filter(|choices| !choices.is_empty())?;
    let options = choices.iter().enumerate().map(|(at, choice)| {
        let at = first + at;
        view! {
            <div
                role="option"
                id=option_id(at)
                class="phrase"
                data-number=number(at)
                aria-keyshortcuts=number(at)
                aria-selected=move || (picker.active.get() == at).to_string()
                // The note keeps the keyboard focus and what is selected in it.
                on:mousedown=move |event| event.prevent_default()
                on:click=move |_| picker.insert(at)
            >
                {choice.text.clone()}
            </div>
        }
    });
    let view = view! {
        <div role="group" aria-label=t(title)>
            <p class="hint" aria-hidden="true">
                {t(title)}
            </p>
            {options.collect_view()}
        </div>
    };
    Some(view.into_any())
}
