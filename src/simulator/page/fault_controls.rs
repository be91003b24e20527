//! Faults on demand.

use super::panel::Panel;
use super::state::use_preview;
use crate::components::{ActionButton, SelectField, TextField};
use crate::simulator::link::parse_json;
use crate::simulator::portal::remote::{self, FAULTS};
use crate::simulator::{Fault, FaultKind, Scope};
use leptos::prelude::*;
use serde_json::json;

/// The traffic that a fault can be for, as [`remote::fault`] reads it.
const SCOPES: [(&str, &str); 3] = [
    ("both", "commands and REST"),
    ("commands", "commands"),
    ("rest", "REST"),
];
const TIMES: [(&str, &str); 4] = [
    ("", "until cleared"),
    ("1", "next one"),
    ("2", "next two"),
    ("5", "next five"),
];

/// Switches faults on and off.
#[component]
pub(super) fn FaultControls() -> impl IntoView {
    let preview = use_preview();
    let kind = RwSignal::new(FAULTS[0].0.to_owned());
    let scope = RwSignal::new(SCOPES[0].0.to_owned());
    let times = RwSignal::new(TIMES[0].0.to_owned());
    let only = RwSignal::new(String::new());
    let switch_on = move |()| {
        let item = preview.with_untracked(|portal| portal.card().and_then(|card| card.client.primary));
        let fault = json!({
            "kind": kind.get_untracked(),
            "scope": scope.get_untracked(),
            "times": times.get_untracked(),
            "only": only.get_untracked(),
            "type": item.map(|item| item.kind.code()),
            "id": item.map(|item| item.id),
        });
        let fault = remote::fault(&parse_json(&fault.to_string()));
        if let Some(fault) = fault {
            preview.simulator().fault(fault);
        }
    };
    view! {
        <Panel id="pv-faults" title="Faults">
            <div class="pv-fields">
                <SelectField id="pv-fault" label="Fault" options=pairs(&FAULTS) value=kind on_change=move |value| kind.set(value) />
                <SelectField id="pv-fault-scope" label="Applies to" options=pairs(&SCOPES) value=scope on_change=move |value| scope.set(value) />
                <SelectField id="pv-fault-times" label="How often" options=pairs(&TIMES) value=times on_change=move |value| times.set(value) />
                <TextField id="pv-fault-only" label="Only for" value=only on_input=move |text| only.set(text) hint="A command or method; empty: any" />
            </div>
            <div class="pv-row">
                <ActionButton label="Switch the fault on" on_press=switch_on />
                <ActionButton label="Clear faults" on_press=move |()| preview.simulator().clear_faults() />
            </div>
            <ActiveFaults />
        </Panel>
    }
}

/// The faults that are on.
#[component]
fn ActiveFaults() -> impl IntoView {
    let preview = use_preview();
    let faults = Memo::new(move |_| {
        preview.with(|portal| portal.faults.all().iter().map(describe).collect::<Vec<_>>())
    });
    view! {
        <ul class="pv-active-faults" aria-label="Faults that are on">
            {move || faults.get().into_iter().map(|fault| view! { <li class="badge">{fault}</li> }).collect_view()}
        </ul>
    }
}

fn describe(fault: &Fault) -> String {
    let kind = match &fault.kind {
        FaultKind::Slow(ms) => format!("Slow by {} s", ms / 1000.0),
        FaultKind::LateAnswer(ms) => format!("Late by {} s", ms / 1000.0),
        FaultKind::Status { status, code } => format!("{status} {code}"),
        FaultKind::NoRight(item) => format!("{} {} may not be read", item.kind.code(), item.id),
        kind => format!("{kind:?}"),
    };
    let scope = match fault.scope {
        Scope::Commands => ", commands",
        Scope::Rest => ", REST",
        Scope::Both => "",
    };
    let only = fault
        .only
        .as_deref()
        .map(|only| format!(", only {only}"))
        .unwrap_or_default();
    let times = fault
        .times
        .map(|times| format!(", {times} left"))
        .unwrap_or_default();
    format!("{kind}{scope}{only}{times}")
}

fn pairs(options: &[(&str, &str)]) -> Vec<(String, String)> {
    options
        .iter()
        .map(|(value, text)| ((*value).to_owned(), (*text).to_owned()))
        .collect()
}
