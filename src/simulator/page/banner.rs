//! The head of the preview's pages.

use super::address::scenario_address;
use super::state::use_preview;
use crate::components::SelectField;
use crate::simulator::Scenario;
use leptos::prelude::*;

/// Says that nothing here is real, with what belongs beside it.
#[component]
pub(super) fn Banner(children: Children) -> impl IntoView {
    view! {
        <header class="pv-banner">
            <h1>"Preview: nothing is sent to Bitrix24"</h1>
            {children()}
        </header>
    }
}

/// Chooses the scenario: each has an address of its own, so choosing one opens its page.
#[component]
pub(super) fn ScenarioPicker() -> impl IntoView {
    let scenario = use_preview().scenario();
    let options: Vec<_> = Scenario::all()
        .iter()
        .map(|scenario| (scenario.id.to_owned(), scenario.id.to_owned()))
        .collect();
    let open = |id: String| {
        let _ = window().location().set_search(&scenario_address(&id));
    };
    view! {
        <nav class="pv-scenario-picker" aria-label="Scenarios">
            <SelectField id="pv-scenario" label="Scenario" options value=scenario.id.to_owned() on_change=open />
            <p class="pv-quiet">{scenario.title}</p>
            <a href="?gallery">"All scenarios"</a>
        </nav>
    }
}
