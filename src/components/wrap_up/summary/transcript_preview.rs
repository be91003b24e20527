//! How a transcript is understood: who speaks, and its first sentences.

use crate::call::transcript::{Side, TranscriptProblem, Utterance, speakers};
use crate::call::wrap_up::format_duration;
use crate::components::scoped_memo;
use crate::i18n::{t, tf};
use crate::state::wrap_up::TranscriptEntry;
use leptos::prelude::*;

/// A transcript, or what is wrong with it.
type Read = Memo<Result<Vec<Utterance>, TranscriptProblem>>;

/// How many sentences are shown.
const SHOWN: usize = 3;

/// The speakers, each with the choice who that is.
#[component]
pub(super) fn Speakers(entry: TranscriptEntry, read: Read) -> impl IntoView {
    let all = scoped_memo(move || {
        let speakers = read.with(|read| read.as_deref().map(speakers).unwrap_or_default());
        speakers.into_iter().enumerate().collect::<Vec<_>>()
    });
    view! {
        <For each=move || all.get() key=Clone::clone let((at, speaker))>
            <SpeakerField entry at speaker />
        </For>
    }
}

#[component]
fn SpeakerField(entry: TranscriptEntry, at: usize, speaker: String) -> impl IntoView {
    let id = format!("transcript-side-{at}");
    let label = if speaker.is_empty() {
        t("transcript.nobody")
    } else {
        tf("transcript.who", &[("name", &speaker)])
    };
    let speaker = StoredValue::new(speaker);
    let side = scoped_memo(move || speaker.with_value(|speaker| entry.side(speaker)));
    let choices = [
        (None, "field.choose"),
        (Some(Side::User), "transcript.me"),
        (Some(Side::Client), "transcript.client"),
    ];
    let options = choices.map(|(choice, key)| {
        view! {
            <option value=value(choice) prop:selected=move || side.get() == choice>
                {t(key)}
            </option>
        }
    });
    let on_change = move |chosen: String| {
        let side = [Side::User, Side::Client]
            .into_iter()
            .find(|side| value(Some(*side)) == chosen);
        speaker.with_value(|speaker| entry.assign(speaker, side));
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id on:change:target=move |event| on_change(event.target().value())>
                {options}
            </select>
        </div>
    }
}

/// The value of a choice in its list.
const fn value(side: Option<Side>) -> &'static str {
    match side {
        None => "",
        Some(Side::User) => "user",
        Some(Side::Client) => "client",
    }
}

/// The first sentences with their times, and how many there are.
#[component]
pub(super) fn TranscriptPreview(read: Read) -> impl IntoView {
    let first = scoped_memo(move || {
        read.with(|read| {
            let all = read.as_deref().unwrap_or_default();
            all.iter().take(SHOWN).cloned().enumerate().collect::<Vec<_>>()
        })
    });
    let count = scoped_memo(move || read.with(|read| read.as_ref().map(Vec::len).unwrap_or_default()));
    let row = |utterance: Utterance| {
        let time = format_duration(utterance.start);
        let Utterance { speaker, text, .. } = utterance;
        view! {
            <li>
                <span class="quiet">{time}</span>
                " "
                <bdi>{speaker}</bdi>
                ": "
                <bdi>{text}</bdi>
            </li>
        }
    };
    view! {
        <Show when=move || count.get() != 0>
            <p class="quiet">{move || tf("transcript.count", &[("count", &count.get().to_string())])}</p>
            <ul class="transcript-preview">
                <For each=move || first.get() key=Clone::clone let((_, utterance))>
                    {row(utterance)}
                </For>
            </ul>
        </Show>
    }
}
