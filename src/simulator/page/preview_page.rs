//! The preview page as a whole.

use super::actions;
use super::banner::{Banner, ScenarioPicker};
use super::call_controls::CallControls;
use super::card_frame::CardFrame;
use super::control_panel::ControlPanel;
use super::portal_dialogs::PortalDialogs;
use super::request_log::RequestLog;
use super::state::Preview;
use leptos::prelude::*;

/// The card in its frame, the controls of the portal, and the log of all that is sent between the two.
#[component]
pub(super) fn PreviewPage() -> impl IntoView {
    let preview = Preview::from_address();
    provide_context(preview);
    actions::install(preview);
    view! {
        <div class="pv-page">
            <Banner>
                <ScenarioPicker />
            </Banner>
            <div class="pv-columns">
                <div class="pv-stage">
                    <CardFrame />
                    <RequestLog />
                </div>
                <div class="pv-side">
                    <CallControls />
                    <ControlPanel />
                </div>
            </div>
            <PortalDialogs />
        </div>
    }
}
