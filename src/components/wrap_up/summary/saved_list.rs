//! What the portal has confirmed, entry by entry.

use crate::call::wrap_up::format_duration;
use crate::call::{Binding, SavedCall, SavedStep};
use crate::components::{joined, scoped_memo};
use crate::i18n::text_keys::result_key;
use crate::i18n::{near_moment, t};
use crate::state::{SaveProgress, StepState, WrapUp, now};
use leptos::prelude::*;

/// What was saved, as a list of entries and what the portal has of them.
#[component]
pub fn SavedList(
    /// The wrap-up of the call.
    wrap_up: WrapUp,
    /// What a CRM item is called.
    title: Callback<Binding, String>,
) -> impl IntoView {
    let rows = scoped_memo(move || wrap_up.progress.with(|progress| rows(progress, title)));
    view! {
        <dl class="saved">
            <For each=move || rows.get() key=Clone::clone let((label, words))>
                <div>
                    <dt>{t(label)}</dt>
                    <dd dir="auto">{words}</dd>
                </div>
            </For>
        </dl>
    }
}

/// The text key of each entry that is saved, and what is known of it. Tracks the names of items.
fn rows(progress: &SaveProgress, title: Callback<Binding, String>) -> Vec<(&'static str, String)> {
    let saved = &progress.saved;
    let call = saved.call.as_ref().map(call);
    let attached = |state: &StepState| (*state == StepState::Done).then(|| t("summary.attached"));
    let rows = [
        ("summary.call", Some(call.unwrap_or_else(|| t("summary.saved")))),
        ("wrap-up.note", saved.note.clone().map(|item| title.run(item))),
        (
            "wrap-up.step",
            saved.next_step.as_ref().map(|saved| step(saved, title)),
        ),
        (
            "code.label",
            saved
                .code
                .clone()
                .map(|code| joined([code.code, title.run(code.item)])),
        ),
        ("summary.bound", saved.bound.clone().map(|item| title.run(item))),
        ("record.title", attached(&progress.record)),
        ("earlier.transcript", attached(&progress.transcript)),
    ];
    let known = rows
        .into_iter()
        .filter_map(|(label, words)| Some((label, words?)));
    known.collect()
}

/// The result of a call and its duration.
fn call(saved: &SavedCall) -> String {
    let result = saved.result.as_ref().map(|result| match result_key(result) {
        Some(key) => t(&key),
        None => result.as_str().to_owned(),
    });
    let duration = (saved.seconds > 0).then(|| format_duration(saved.seconds));
    joined([result, duration].into_iter().flatten())
}

/// The title of a next step, when it is due, and the item it belongs to.
fn step(saved: &SavedStep, title: Callback<Binding, String>) -> String {
    let due = saved.due.map(|due| near_moment(due, now()));
    joined([
        saved.title.clone(),
        due.unwrap_or_default(),
        title.run(saved.item.clone()),
    ])
}
