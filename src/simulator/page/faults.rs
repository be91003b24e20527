//! Faults on demand.

use super::controls::{Choice, Press, Text, pairs};
use super::desk::Desk;
use crate::simulator::Fault;
use crate::simulator::portal::remote::{self, FAULTS};
use leptos::prelude::*;
use serde_json::json;

#[component]
pub(super) fn Faults(desk: Desk) -> impl IntoView {
    let (kind, scope, times) = (word("slow"), word("both"), word(""));
    let only = word("");
    let switch_on = move || {
        let item = desk.look(|portal| portal.card().and_then(|card| card.client.primary));
        let fault = remote::fault(&json!({
            "kind": kind.get_untracked(),
            "scope": scope.get_untracked(),
            "times": times.get_untracked(),
            "only": only.get_untracked(),
            "type": item.map(|item| item.kind.code()),
            "id": item.map(|item| item.id),
        }));
        if let Some(fault) = fault {
            desk.simulator().fault(fault);
        }
    };
    let active = move || desk.see(|portal| portal.faults.all().iter().map(describe).collect::<Vec<_>>());
    view! {
        <section class="pv-part" aria-labelledby="pv-faults">
            <h2 id="pv-faults">"Faults"</h2>
            <div class="pv-row">
                <Choice label="Fault" options=pairs(&FAULTS) value=kind change=move |value| kind.set(value) />
                <Choice
                    label="Applies to"
                    options=pairs(&[("both", "commands and REST"), ("commands", "commands"), ("rest", "REST")])
                    value=scope
                    change=move |value| scope.set(value)
                />
                <Choice
                    label="How often"
                    options=pairs(&[("", "until cleared"), ("1", "next one"), ("2", "next two"), ("5", "next five")])
                    value=times
                    change=move |value| times.set(value)
                />
                <Text label="Only for" value=only hint="any command or method" />
            </div>
            <div class="pv-row">
                <Press label="Switch the fault on" press=switch_on />
                <Press label="Clear faults" press=move || desk.simulator().clear_faults() />
            </div>
            <ul class="pv-list" aria-label="Faults that are on">
                {move || active().into_iter().map(|fault| view! { <li>{fault}</li> }).collect_view()}
            </ul>
        </section>
    }
}

fn word(text: &str) -> RwSignal<String> {
    RwSignal::new(text.to_owned())
}

fn describe(fault: &Fault) -> String {
    let times = fault
        .times
        .map_or(String::new(), |times| format!(", {times} left"));
    let only = fault
        .only
        .as_deref()
        .map_or(String::new(), |only| format!(", only {only}"));
    format!("{:?}: {:?}{times}{only}", fault.kind, fault.scope)
}
