//! The rights of the agent and of the application.

use super::panel::Panel;
use super::setting_switch::SettingSwitch;
use super::state::use_preview;
use super::toggle::Toggle;
use leptos::prelude::*;

/// The rights (scopes) that the application can have.
const SCOPES: [&str; 5] = ["telephony", "placement", "crm", "user_brief", "user"];

/// Grants rights and takes them away.
#[component]
pub(super) fn RightsControls() -> impl IntoView {
    view! {
        <Panel id="pv-rights" title="Rights">
            <h3>"The agent"</h3>
            <SettingSwitch
                id="pv-is-admin"
                label="Administrator"
                read=|settings| settings.is_admin
                write=|settings, on| settings.is_admin = on
            />
            <SettingSwitch
                id="pv-sees-statistics"
                label="May see statistics"
                read=|settings| settings.sees_statistics
                write=|settings, on| settings.sees_statistics = on
            />
            <SettingSwitch
                id="pv-sees-only-own-calls"
                label="Statistics show only own calls"
                read=|settings| settings.sees_only_own_calls
                write=|settings, on| settings.sees_only_own_calls = on
            />
            <h3>"The application"</h3>
            <div class="pv-toggles">{SCOPES.map(|scope| view! { <ScopeToggle scope /> })}</div>
        </Panel>
    }
}

/// Grants one right to the application.
#[component]
fn ScopeToggle(scope: &'static str) -> impl IntoView {
    let preview = use_preview();
    let granted =
        move || preview.with(|portal| portal.settings.scopes.iter().any(|granted| granted == scope));
    let grant = move |on: bool| {
        preview.update(|portal| {
            portal.settings.scopes.retain(|granted| granted != scope);
            portal.settings.scopes.extend(on.then(|| scope.to_owned()));
        });
    };
    view! { <Toggle label=scope checked=Signal::derive(granted) on_change=grant /> }
}
