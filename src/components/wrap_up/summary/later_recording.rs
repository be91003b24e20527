//! The recording of a call that is saved.

use crate::components::recording::RecordingForm;
use crate::i18n::t;
use crate::state::WrapUp;
use crate::state::record::Source;
use leptos::html;
use leptos::prelude::*;

/// *Attach recording*. It is open where a recording was chosen that is not attached yet.
#[component]
pub(super) fn LaterRecording(wrap_up: WrapUp) -> impl IntoView {
    let recording = wrap_up.record;
    let is_open = untrack(|| recording.is_chosen());
    let details = NodeRef::<html::Details>::new();
    let on_toggle = move |_| {
        let is_open = details.get_untracked().is_some_and(|details| details.open());
        if recording.is_blank() {
            // Without a place that it comes from there is nothing that a save would miss.
            recording.choose(if is_open { Source::File } else { Source::None });
        }
    };
    view! {
        <details class="more" open=is_open node_ref=details on:toggle=on_toggle>
            <summary>{t("summary.attach")}</summary>
            <RecordingForm wrap_up />
        </details>
    }
}
