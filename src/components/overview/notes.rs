//! The last notes in the timelines of a client.

use super::long_text::LongText;
use super::part::{HistoryPart, PartTexts, part_items, part_view};
use crate::api::overview::Part;
use crate::api::timeline::Comment;
use crate::components::scoped_memo;
use crate::i18n::{capitalized, near_moment};
use crate::state::{Overview, now};
use leptos::prelude::*;

const TEXTS: PartTexts = PartTexts {
    id: "notes-title",
    title: "notes.title",
    none: "notes.none",
    no_right: "notes.no-right",
    trouble: "notes.trouble",
};

/// How many are shown.
const LAST: usize = 3;

/// The last notes, the newest first.
#[component]
pub(super) fn LastNotes(
    /// What is known of the client.
    overview: Overview,
) -> impl IntoView {
    let view = part_view(overview, TEXTS, |known| &known.notes);
    view! {
        <HistoryPart
            overview
            part=Part::Notes
            texts=TEXTS
            view
            list=move || view! { <NoteList overview /> }
        />
    }
}

#[component]
fn NoteList(overview: Overview) -> impl IntoView {
    let notes = part_items(overview, |known| &known.notes, || LAST);
    view! {
        <ul class="history-list" aria-labelledby=TEXTS.id>
            <For each=move || notes.get() key=|note| (note.id, note.comment.clone()) let(note)>
                <NoteRow overview note />
            </For>
        </ul>
    }
}

/// A note: when, by whom, and its text.
#[component]
fn NoteRow(overview: Overview, note: Comment) -> impl IntoView {
    let written = note.created.map(|at| capitalized(&near_moment(at, now())));
    let author_id = note.author_id;
    let author = scoped_memo(move || author_id.and_then(|id| overview.session.person(id)));
    view! {
        <li class="history-row">
            <time class="history-time">{written}</time>
            <span class="history-more">{move || author.get()}</span>
            <LongText text=note.text() />
        </li>
    }
}
