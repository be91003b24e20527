//! A setting of the simulated portal that is on or off.

use super::state::use_preview;
use crate::components::Checkbox;
use crate::simulator::portal::settings::Settings;
use leptos::prelude::*;

/// A checkbox that shows and changes a setting.
#[component]
pub(super) fn SettingSwitch(
    /// The id of the checkbox, unique on the page.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// Reads the setting.
    read: fn(&Settings) -> bool,
    /// Changes the setting.
    write: fn(&mut Settings, bool),
) -> impl IntoView {
    let preview = use_preview();
    view! {
        <Checkbox
            id
            label
            checked=Signal::derive(move || preview.with(|portal| read(&portal.settings)))
            on_change=move |on| preview.update(|portal| write(&mut portal.settings, on))
        />
    }
}
