//! *Postpone*: until when.

use crate::api::overview::ClientActivity;
use crate::components::due_preset::DuePresets;
use crate::i18n::t;
use crate::state::ActivityChanges;
use leptos::prelude::*;

/// The choice until when a to-do is postponed, folded.
#[component]
pub(super) fn Postpone(
    /// Changes of planned activities.
    changes: ActivityChanges,
    /// Whether a change is under way.
    busy: Memo<bool>,
    /// The to-do.
    activity: ClientActivity,
    /// What it is called.
    subject: String,
) -> impl IntoView {
    let name = {
        let subject = subject.clone();
        Callback::new(move |label: String| format!("{label}: {subject}"))
    };
    let on_choose = Callback::new(move |until| {
        changes.postpone(activity.clone(), until);
    });
    view! {
        <details class="postpone">
            <summary>{t("planned.postpone")} <span class="visually-hidden">{subject}</span></summary>
            <DuePresets name busy on_choose />
        </details>
    }
}
