//! Everything about the simulated portal that can be changed, but for the call itself.

use super::client_controls::ClientControls;
use super::fault_controls::FaultControls;
use super::people_controls::PeopleControls;
use super::portal_controls::PortalControls;
use super::rights_controls::RightsControls;
use super::scenario_list::ScenarioList;
use leptos::prelude::*;

/// The controls, in as many columns as have room.
#[component]
pub(super) fn ControlPanel() -> impl IntoView {
    view! {
        <div class="pv-control-panel">
            <ClientControls />
            <PeopleControls />
            <FaultControls />
            <PortalControls />
            <RightsControls />
            <ScenarioList />
        </div>
    }
}
