//! Buttons for the usual times of a due date.

use super::ActionButton;
use crate::i18n::{tf, time_of_day};
use crate::state::{DuePreset, now};
use leptos::prelude::*;

/// A button for each usual time that is still ahead.
#[component]
pub fn DuePresets(
    /// The accessible name of a button, made of its label.
    #[prop(into)]
    name: Callback<String, String>,
    /// Whether another action runs.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// Takes the time that was chosen.
    #[prop(into)]
    on_choose: Callback<DuePreset>,
) -> impl IntoView {
    let offered = RwSignal::new(DuePreset::offered(now()).collect::<Vec<_>>());
    // The card may have been open for hours.
    let renew = move || {
        let ahead: Vec<_> = DuePreset::offered(now()).collect();
        if offered.with_untracked(|offered| *offered != ahead) {
            offered.set(ahead);
        }
    };
    view! {
        <div class="buttons due-presets" on:pointerenter=move |_| renew() on:focusin=move |_| renew()>
            <For each=move || offered.get() key=|preset| *preset let(preset)>
                <Preset preset name busy on_choose />
            </For>
        </div>
    }
}

#[component]
fn Preset(
    preset: DuePreset,
    name: Callback<String, String>,
    busy: Signal<bool>,
    on_choose: Callback<DuePreset>,
) -> impl IntoView {
    let label = label_key(preset);
    let time = time_of_day(preset.at(now()));
    let name = name.run(tf(label, &[("time", &time)]));
    view! { <ActionButton label values=vec![("time", time)] name busy on_press=move |()| on_choose.run(preset) /> }
}

/// The text key of a usual time.
const fn label_key(preset: DuePreset) -> &'static str {
    match preset {
        DuePreset::Hour => "planned.hour",
        DuePreset::Afternoon => "planned.afternoon",
        DuePreset::Tomorrow => "planned.tomorrow",
        DuePreset::Week => "planned.week",
    }
}
