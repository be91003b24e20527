//! The telephone's side of the call.

use super::panel::Panel;
use super::state::use_preview;
use crate::components::{ActionButton, SelectField};
use crate::simulator::Portal;
use leptos::prelude::*;

/// The codes that a call can fail with, and what they mean.
const FAILURE_CODES: [(&str, &str); 12] = [
    ("486", "486 busy"),
    ("304", "304 missed"),
    ("603", "603 declined"),
    ("603-S", "603-S cancelled"),
    ("403", "403 forbidden"),
    ("404", "404 invalid number"),
    ("480", "480 unavailable"),
    ("484", "484 incomplete"),
    ("503", "503 no direction"),
    ("402", "402 no funds"),
    ("423", "423 blocked"),
    ("OTHER", "other"),
];
const MINUTE_MS: f64 = 60_000.0;

/// Lets the call ring, connect and end, and the portal close the card.
#[component]
pub(super) fn CallControls() -> impl IntoView {
    let preview = use_preview();
    let code = RwSignal::new(FAILURE_CODES[0].0.to_owned());
    let codes: Vec<_> = FAILURE_CODES
        .iter()
        .map(|(code, name)| ((*code).to_owned(), (*name).to_owned()))
        .collect();
    let press = move |action: fn(&mut Portal)| move |()| preview.update(action);
    view! {
        <Panel id="pv-call" title="Call" class="pv-call-controls">
            <CallSummary />
            <div class="pv-row">
                <ActionButton label="Ring" on_press=press(Portal::ring) />
                <ActionButton label="Connect" on_press=press(Portal::connect) />
                <ActionButton label="Hang up" on_press=press(Portal::hang_up) />
                <ActionButton label="Next client" on_press=press(Portal::next_in_call_list) />
            </div>
            <div class="pv-row">
                <SelectField id="pv-failure-code" label="Failure code" options=codes value=code on_change=move |value| code.set(value) />
                <ActionButton label="Fail" on_press=move |()| preview.update(|portal| portal.fail(&code.get_untracked())) />
            </div>
            <div class="pv-row">
                <ActionButton label="Close by itself" on_press=press(Portal::request_close) />
                <ActionButton label="Close as the agent" on_press=press(Portal::force_close) />
                <ActionButton label="Finish elsewhere" on_press=press(Portal::finish_elsewhere) />
                <ActionButton label="One minute passes" on_press=move |()| preview.simulator().skip(MINUTE_MS) />
            </div>
        </Panel>
    }
}

/// The call as the portal knows it: direction, state, identifier, and when its card closes.
#[component]
fn CallSummary() -> impl IntoView {
    let preview = use_preview();
    let state = Memo::new(move |_| {
        preview.with(|portal| match portal.card() {
            Some(card) => format!("{}, {}", card.direction, card.state),
            None => "No card is open.".to_owned(),
        })
    });
    let call_id = Memo::new(move |_| {
        preview
            .with(|portal| portal.card().map(|card| card.call_id.clone()))
            .unwrap_or_default()
    });
    let closing = Memo::new(move |_| {
        let now = preview.now();
        preview.with(|portal| {
            let closing = &portal.card()?.closing;
            let held = closing.is_blocked().then(|| "held open".to_owned());
            let countdown = closing
                .deadline()
                .map(|deadline| format!("closes in {:.0} s", ((deadline - now) / 1000.0).max(0.0)));
            Some(held.into_iter().chain(countdown).collect::<Vec<_>>().join(", "))
        })
    });
    view! {
        <div class="pv-call-summary">
            <p role="status" class="badge">{state}</p>
            <span class="pv-closing">{closing}</span>
            <code class="pv-quiet">{call_id}</code>
        </div>
    }
}
