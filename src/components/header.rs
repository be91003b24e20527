//! The header: who calls whom, on which line, and where the call stands.

use super::clock::CallClock;
use super::number::PhoneNumber;
use super::{Icon, joined};
use crate::call::{Direction, Phase, Phone};
use crate::i18n::text_keys::status_code_key;
use crate::i18n::{t, tf};
use crate::state::{Card, Name};
use leptos::prelude::*;

/// The header of the card.
#[component]
pub fn Header(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    let direction = Memo::new(move |_| card.call.with(|call| call.status.direction.clone()));
    let phone = Memo::new(move |_| card.call.with(|call| call.status.phone.clone()));
    let line = Memo::new(move |_| card.call.with(|call| call.status.line()));
    let phase = Memo::new(move |_| card.call.with(|call| call.phase.clone()));
    view! {
        <header class="call">

            <p class="call-direction">
                <Icon name=move || direction.with(direction_icon).to_owned() />
                <span>{move || direction.with(direction_name)}</span>
            </p>
            <div class="call-number">{move || view! { <PhoneNumber phone=phone.get() /> }}</div>
            <p class="call-line">{move || line.get().map(|line| tf("line", &[("line", &line)]))}</p>
            <div class="call-state" data-phase=move || phase.with(phase_id)>
                <p class="call-phase" role="status">
                    {move || phase.with(phase_name)}
                </p>
                <CallClock card />
            </div>
            <NextCaller card />
        </header>
    }
}

/// Who is called or calls next, for a screen reader: the card goes on to another client of a call list without an event of
/// the call.
#[component]
fn NextCaller(card: Card) -> impl IntoView {
    let phone = Memo::new(move |_| card.call.with(|call| call.status.phone.clone()));
    let primary = Memo::new(move |_| card.call.with(|call| call.status.primary.clone()));
    let has_changed = RwSignal::new(false);
    Effect::watch(
        move || phone.get(),
        move |_, before, _| {
            // A number that was not known yet belongs to the same call.
            let was_known = before.is_some_and(|before| *before != Phone::Unknown);
            has_changed.set(was_known || has_changed.get_untracked());
        },
        false,
    );
    let words = move || {
        let number = match phone.get() {
            Phone::Known(number) => number,
            Phone::Hidden => t("number.hidden"),
            Phone::Unknown => t("number.unknown"),
        };
        let name = primary.get().map(|item| card.names.of(&item));
        match name {
            // Both are said at once.
            Some(Name::Loading) => String::new(),
            Some(Name::Known(item)) => joined([number, item.name]),
            _ => number,
        }
    };
    view! {
        <p class="visually-hidden" role="status">
            {move || has_changed.get().then(words)}
        </p>
    }
}

fn direction_icon(direction: &Direction) -> &'static str {
    match direction {
        Direction::Incoming => "incoming",
        Direction::Outgoing => "outgoing",
        Direction::Callback => "callback",
        Direction::Other(_) => "phone",
    }
}

fn direction_name(direction: &Direction) -> String {
    match direction {
        Direction::Incoming => t("direction.incoming"),
        Direction::Outgoing => t("direction.outgoing"),
        Direction::Callback => t("direction.callback"),
        Direction::Other(word) if word.is_empty() => t("direction.other"),
        Direction::Other(word) => word.clone(),
    }
}

/// The phase as the style sheet knows it.
fn phase_id(phase: &Phase) -> &'static str {
    match phase {
        Phase::NotStarted => "not-started",
        Phase::Connecting => "connecting",
        Phase::Talking => "talking",
        Phase::Ended(Some(code)) if !code.is_answered() => "failed",
        Phase::Ended(_) => "ended",
    }
}

fn phase_name(phase: &Phase) -> String {
    match phase {
        Phase::NotStarted => t("phase.not-started"),
        Phase::Connecting => t("phase.connecting"),
        Phase::Talking => t("phase.talking"),
        Phase::Ended(None) => t("phase.ended"),
        Phase::Ended(Some(code)) => match status_code_key(code) {
            Some(key) => tf(
                "phase.ended-with",
                &[("outcome", &t(&key)), ("code", code.as_str())],
            ),
            None => tf("phase.ended-code", &[("code", code.as_str())]),
        },
    }
}
