//! Earlier calls with the client.

use super::conversation::Conversation;
use super::long_text::LongText;
use super::part::{HistoryPart, PartTexts};
use super::show_all::SHOWN;
use crate::api::overview::Part;
use crate::api::statistics::EarlierCall;
use crate::call::clock::duration;
use crate::call::moment::parse_iso;
use crate::call::{CallState, CallType};
use crate::components::{Icon, joined, scoped_memo};
use crate::i18n::text_keys::{call_type_key, status_code_key};
use crate::i18n::{capitalized, near_moment, t, tf};
use crate::state::{Card, History, Overview, now};
use leptos::prelude::*;

const TEXTS: PartTexts = PartTexts {
    id: "earlier-title",
    title: "earlier.title",
    none: "earlier.none",
    no_right: "earlier.no-right",
    trouble: "earlier.trouble",
};

/// Earlier calls: from the statistics with the number, and from the activities of the client.
#[component]
pub(super) fn EarlierCalls(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    let overview = card.overview;
    let view = scoped_memo(move || {
        let running = running(card);
        overview
            .known
            .with(|known| TEXTS.view(&known.calls, newest(known, &running).count()))
    });
    view! {
        <HistoryPart
            overview
            part=Part::Calls
            texts=TEXTS
            view
            list=move || view! { <NewestCalls card /> }
        />
    }
}

/// The newest calls. A row is drawn anew where something else is known of its call.
#[component]
fn NewestCalls(card: Card) -> impl IntoView {
    let overview = card.overview;
    let calls = scoped_memo(move || {
        let running = running(card);
        overview
            .known
            .with(|known| newest(known, &running).cloned().collect::<Vec<_>>())
    });
    view! {
        <ul class="history-list" aria-labelledby=TEXTS.id>
            <For each=move || calls.get() key=EarlierCall::clone let(call)>
                <EarlierCallRow overview call />
            </For>
        </ul>
    }
}

/// `CALL_ID` and the activity of the call that is on the card.
fn running(card: Card) -> (String, Option<u64>) {
    let ids = |call: &CallState| (call.status.call_id.clone(), call.status.activity_id);
    card.call.with(ids)
}

/// The newest calls without the one that is on the card.
fn newest<'a>(
    known: &'a History,
    running: &'a (String, Option<u64>),
) -> impl Iterator<Item = &'a EarlierCall> {
    let (call_id, activity) = running;
    let is_running = move |call: &EarlierCall| {
        let same_call = !call_id.is_empty() && call.call_id.contains(call_id.as_str());
        same_call || (activity.is_some() && call.crm_activity_id == *activity)
    };
    let calls = known.calls.items().iter();
    calls.filter(move |call| !is_running(call)).take(SHOWN)
}

/// A call: when, in which direction, how long it was or why it failed, who talked, the rating and the note.
#[component]
fn EarlierCallRow(overview: Overview, call: EarlierCall) -> impl IntoView {
    let (icon, direction) = match call.call_type {
        Some(kind @ (CallType::Outgoing | CallType::Informational)) => ("outgoing", call_type_key(kind)),
        Some(kind @ (CallType::Incoming | CallType::Redirected)) => ("incoming", call_type_key(kind)),
        Some(kind @ CallType::Callback) => ("callback", call_type_key(kind)),
        None => ("phone", "direction.other"),
    };
    let rating = call
        .call_vote
        .map(|rating| tf("earlier.rating", &[("rating", &rating.to_string())]));
    let about = [Some(t(direction)), outcome(&call), rating];
    let about = joined(about.into_iter().flatten());
    let start = call.call_start_date.clone().unwrap_or_default();
    let start_text =
        parse_iso(&start).map_or_else(|| start.clone(), |at| capitalized(&near_moment(at, now())));
    let who = call.portal_user_id;
    let name = scoped_memo(move || who.and_then(|id| overview.session.person(id)));
    let colleague = move || {
        name.get()
            .map(|name| view! { <span>" · " <bdi>{name}</bdi></span> })
    };
    let note = call.comment.clone().map(|text| view! { <LongText text /> });
    view! {
        <li class="history-row">
            <Icon name=icon />
            <time class="history-time" datetime=start>
                {start_text}
            </time>
            <span class="history-more">{about} {colleague}</span>
            {note}
            <Conversation transcripts=overview.transcripts call />
        </li>
    }
}

/// How long the parties talked, or why they did not. An activity without a duration does not say which.
fn outcome(call: &EarlierCall) -> Option<String> {
    match &call.call_failed_code {
        Some(code) if !code.is_answered() => Some(match status_code_key(code) {
            Some(key) => t(&key),
            None => tf("phase.ended-code", &[("code", code.as_str())]),
        }),
        None if call.call_duration == 0 => None,
        _ => Some(duration(call.call_duration)),
    }
}
