//! Phrases for the note: a list that opens by its button, or by `/` in the note.

mod choices;
mod manage;
mod picker;

pub use picker::PhrasePicker;

use crate::api::settings::SettingKey;
use crate::components::{ActionButton, Trouble};
use crate::i18n::t;
use crate::state::{OwnPhrases, Settings};
use choices::PhraseChoices;
use leptos::prelude::*;
use manage::{ManagePhrases, PhraseResult};

/// What the note needs of its page to offer phrases: a context. Without it there is no list.
#[derive(Clone, Copy)]
pub struct PhraseSource {
    /// The phrases.
    pub settings: Settings,
    /// Changes of the agent's own ones.
    pub own: OwnPhrases,
    /// The values of the placeholders by their names, at this moment; empty where one is not known.
    pub values: Callback<(), Vec<(&'static str, String)>>,
}

/// The id of the list.
const LIST: &str = "phrase-list";

/// *Phrases*: opens and closes the list.
#[component]
pub fn PhraseButton(
    /// The list.
    picker: PhrasePicker,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button button-small"
            aria-haspopup="listbox"
            aria-expanded=move || picker.is_shown().to_string()
            // The note keeps the keyboard focus and what is selected in it.
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| picker.toggle()
        >
            {t("phrases.title")}
        </button>
    }
}

/// The list below the note; nothing while it is closed.
#[component]
pub fn PhrasePanel(
    /// The list.
    picker: PhrasePicker,
) -> impl IntoView {
    let settings = picker.source.settings;
    let is_shown = Memo::new(move |_| picker.is_shown());
    let has_own = Memo::new(move |_| {
        settings.with(SettingKey::OwnPhrases, |own| !own.items().is_empty()) == Some(true)
    });
    view! {
        <Show when=move || is_shown.get()>
            <div class="phrases">
                <Show when=move || picker.manages.get() fallback=move || view! { <PhraseChoices picker /> }>
                    <ManagePhrases picker />
                </Show>
                <Trouble
                    what="settings.trouble"
                    error=settings.trouble
                    on_retry=move |()| settings.ask_now()
                />
                <div class="buttons">
                    <ActionButton
                        label="phrases.keep"
                        busy=Signal::derive(move || picker.source.own.is_pending())
                        on_press=move |()| picker.keep_as_phrase()
                    />
                    <Show when=move || has_own.get() || picker.manages.get()>
                        <ActionButton
                            label="phrases.manage"
                            on_press=move |()| picker.manages.update(|manages| *manages = !*manages)
                            attr:aria-expanded=move || picker.manages.get().to_string()
                        />
                    </Show>
                </div>
                <PhraseResult picker />
            </div>
        </Show>
    }
}
