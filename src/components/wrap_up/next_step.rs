//! The next step: a to-do for the agent.

use super::EntryField;
use super::entry::edit;
use crate::components::ActionButton;
use crate::components::text_keys::due_preset_key;
use crate::i18n::t;
use crate::state::{DuePreset, WrapUp, now};
use leptos::prelude::*;

/// Title and due time of the next step.
#[component]
pub fn NextStepFields(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    view! {
        <EntryField
            wrap_up
            id="wrap-up-step"
            label="wrap-up.step"
            read=|form| &form.step
            write=|form| &mut form.step
        />
        <EntryField
            wrap_up
            id="wrap-up-step-at"
            label="wrap-up.step-at"
            kind="datetime-local"
            read=|form| &form.step_at
            write=|form| &mut form.step_at
        />
        <DuePresets wrap_up />
    }
}

/// Buttons that fill in the usual times. The field says which moment that is.
#[component]
fn DuePresets(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let on_press = edit(wrap_up, |form| &mut form.step_at);
    let presets = DuePreset::ALL.map(|preset| {
        let label = due_preset_key(preset);
        view! {
            <ActionButton
                label
                name=format!("{}: {}", t("wrap-up.step-at"), t(label))
                on_press=move || on_press.run(preset.local_text(now()))
            />
        }
    });
    view! { <div class="buttons due-presets">{presets}</div> }
}
