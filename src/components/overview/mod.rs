//! What an agent wants to know of the client before saying hello: open deals, planned activities, earlier calls, notes.

mod conversation;
mod deals;
mod earlier;
mod long_text;
mod notes;
mod part;
mod planned;
mod postpone;
mod show_all;

use super::Trouble;
use crate::i18n::t;
use crate::state::{Card, ClientLookup, OverviewSubject};
use deals::OpenDeals;
use earlier::EarlierCalls;
use leptos::prelude::*;
use notes::LastNotes;
use planned::PlannedActivities;

/// What is open with the client, and what was. It is asked for as soon as the client is known.
#[component]
pub fn ClientHistory(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    let overview = card.overview;
    card.follow_client();
    let client = Memo::new(move |_| card.client_lookup());
    let is_empty = Memo::new(move |_| card.call.with(|call| OverviewSubject::of(call).is_empty()));
    let is_unknown = Memo::new(move |_| overview.known.with(crate::state::History::is_unknown));
    let trouble = Memo::new(move |_| overview.known.with(|known| known.trouble.clone()));
    let is_answered = Memo::new(move |_| overview.known.with(crate::state::History::is_answered));
    let is_asking = Memo::new(move |_| overview.known.with(|known| !known.asking.is_empty()));
    let is_loading = move || is_unknown.get() && client.get() != ClientLookup::Failed;
    // One sentence until there is an answer: what comes then comes at once, and nothing moves.
    let sentence = move || {
        let key = if is_empty.get() {
            "history.nobody"
        } else if is_loading() {
            "history.loading"
        } else if is_unknown.get() {
            // The error message of the client says why, and has *Try again*.
            "history.trouble"
        } else {
            return None;
        };
        Some(view! { <p class="quiet">{t(key)}</p> })
    };
    let busy = move || !is_empty.get() && (is_loading() || is_asking.get());
    view! {
        <section
            class="part history"
            aria-labelledby="history-title"
            aria-busy=move || busy().then_some("true")
        >
            <h2 id="history-title">{t("history.title")}</h2>
            <Trouble
                what="history.trouble"
                error=trouble
                busy=is_asking
                on_retry=move || overview.again()
            />
            {sentence}
            <Show when=move || !is_empty.get() && is_answered.get()>
                <OpenDeals card />
                <PlannedActivities overview />
                <EarlierCalls card />
                <LastNotes overview />
            </Show>
        </section>
    }
}
