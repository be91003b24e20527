//! The ready scenarios.

use super::address::scenario_address;
use super::panel::Panel;
use super::state::use_preview;
use crate::simulator::Scenario;
use leptos::prelude::*;

/// All scenarios with their addresses.
#[component]
pub(super) fn ScenarioList() -> impl IntoView {
    view! {
        <Panel id="pv-scenarios" title="Scenarios">
            <ul class="pv-scenario-list pv-scroll">
                {Scenario::all().iter().map(|scenario| view! { <ScenarioLink scenario /> }).collect_view()}
            </ul>
        </Panel>
    }
}

/// The address of one scenario.
#[component]
fn ScenarioLink(scenario: &'static Scenario) -> impl IntoView {
    let is_open = scenario.id == use_preview().scenario().id;
    view! {
        <li>
            <a href=scenario_address(scenario.id) aria-current=is_open.then_some("page")>{scenario.id}</a>
            <span class="pv-quiet">{scenario.title}</span>
        </li>
    }
}
