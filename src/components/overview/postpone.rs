//! *Postpone*: until when.

use crate::api::overview::ClientActivity;
use crate::components::ActionButton;
use crate::components::due_preset::{due_preset_key, due_preset_time};
use crate::i18n::{t, tf};
use crate::state::{ActivityChanges, DuePreset, now};
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
    let choices = DuePreset::offered(now()).map(|until| {
        let activity = activity.clone();
        let (label, time) = (due_preset_key(until), due_preset_time(until));
        view! {
            <ActionButton
                label
                name=format!("{}: {subject}", tf(label, &[("time", &time)]))
                values=vec![("time", time)]
                busy
                on_press=move || changes.postpone(activity.clone(), until)
            />
        }
    });
    let choices = choices.collect_view();
    view! {
        <details class="postpone">
            <summary>{t("planned.postpone")} <span class="visually-hidden">{subject}</span></summary>
            <div class="buttons">{choices}</div>
        </details>
    }
}
