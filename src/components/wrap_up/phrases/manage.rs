//! The agent's own phrases: deleting one, and what became of the last change.

use super::picker::PhrasePicker;
use crate::api::settings::SettingKey;
use crate::components::{ActionButton, Trouble, scoped_memo};
use crate::i18n::{t, tf};
use crate::state::{ListOutcome, PhraseChange};
use leptos::prelude::*;

/// The agent's own phrases, each with *Delete*.
#[component]
pub fn ManagePhrases(
    /// The list.
    picker: PhrasePicker,
) -> impl IntoView {
    let own = picker.source.own;
    let phrases = scoped_memo(move || {
        let phrases = picker.source.settings.get(SettingKey::OwnPhrases);
        let texts = phrases.items().iter().map(|item| item.text.clone());
        texts.collect::<Vec<_>>()
    });
    let busy = Signal::derive(move || own.is_pending());
    view! {
        <ul class="phrase-list" aria-label=t("phrases.own")>
            <For each=move || phrases.get() key=Clone::clone let(phrase)>
                <li class="phrase-own">
                    <span>{phrase.clone()}</span>
                    <ActionButton
                        label="settings.delete"
                        name=tf("settings.delete-this", &[("name", &phrase)])
                        busy
                        on_press=move |()| own.start(PhraseChange::Delete(phrase.clone()))
                    />
                </li>
            </For>
        </ul>
    }
}

/// What became of the last change of the agent's own phrases.
#[component]
pub fn PhraseResult(
    /// The list.
    picker: PhrasePicker,
) -> impl IntoView {
    let own = picker.source.own;
    let status = scoped_memo(move || {
        if own.is_pending() {
            return t("settings.saving");
        }
        let key = match own.outcome() {
            _ if picker.is_note_blank.get() => "phrases.empty",
            Some((PhraseChange::Add(_), ListOutcome::Unchanged)) => "phrases.known",
            Some((_, ListOutcome::Saved | ListOutcome::Unchanged)) => "settings.saved",
            Some((_, ListOutcome::TooLong)) => "settings.too-long",
            Some((_, ListOutcome::Foreign)) => "settings.foreign",
            _ => return String::new(),
        };
        t(key)
    });
    let not_saved = Signal::derive(move || match own.outcome() {
        Some((_, ListOutcome::NotSaved(error))) => Some(error),
        _ => None,
    });
    let unknown = Signal::derive(move || match own.outcome() {
        Some((_, ListOutcome::Unknown(error))) => Some(error),
        _ => None,
    });
    view! {
        <p class="quiet" role="status">
            {move || status.get()}
        </p>
        <Trouble what="settings.failed" error=not_saved on_retry=move |()| own.retry() />
        <Trouble what="settings.unknown" error=unknown on_retry=move |()| own.retry() />
    }
}
