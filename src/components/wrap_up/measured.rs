//! The duration that is sent where none was entered.

use crate::call::wrap_up::format_duration;
use crate::components::{ClockTick, scoped_memo};
use crate::i18n::tf;
use crate::state::WrapUp;
use leptos::prelude::*;

/// The measured duration, where that is only a part of the talk and no other one was entered.
#[component]
pub fn MeasuredDuration(
    /// The wrap-up.
    wrap_up: WrapUp,
    /// Whether the measurement began after the talk did.
    is_partial: Signal<bool>,
) -> impl IntoView {
    let is_shown = scoped_memo(move || {
        is_partial.get()
            && wrap_up.duration().is_some()
            && wrap_up.form.with(|form| form.duration.trim().is_empty())
    });
    view! {
        <Show when=move || is_shown.get()>
            <Seconds wrap_up />
        </Show>
    }
}

#[component]
fn Seconds(wrap_up: WrapUp) -> impl IntoView {
    // The clock of a talk counts by itself, without a signal that changes.
    let tick = use_context::<ClockTick>();
    let duration = scoped_memo(move || {
        if let Some(ClockTick(tick)) = tick {
            tick.track();
        }
        wrap_up.duration().map(format_duration).unwrap_or_default()
    });
    view! {
        <p class="quiet" id="wrap-up-measured">
            {move || duration.with(|duration| tf("wrap-up.measured", &[("duration", duration)]))}
        </p>
    }
}
