//! The next step: a to-do for the agent.

use super::EntryField;
use crate::state::WrapUp;
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
    }
}
