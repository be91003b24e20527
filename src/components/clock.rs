//! The clock of the talk.

use crate::call::clock::duration;
use crate::call::{Basis, Clock};
use crate::i18n::t;
use crate::state::{Card, now};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// Notifies whenever the clock of the talk shows another second: what else counts it does so in the same moment.
#[derive(Clone, Copy)]
pub struct ClockTick(pub Trigger);

/// The time of the talk; nothing before the talk starts. It is not announced to a screen reader.
#[component]
pub fn CallClock(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    let clock = Memo::new(move |_| card.call.with(|call| call.clock));
    move || clock.get().map(|clock| view! { <Elapsed clock /> })
}

/// The time of one clock.
#[component]
fn Elapsed(
    /// The clock; another one is another component.
    clock: Clock,
) -> impl IntoView {
    let time = RwSignal::new(String::new());
    show_time(clock, time, use_context(), StoredValue::new_local(None));
    let since = match clock.basis {
        Basis::Connected => String::new(),
        Basis::CardOpened => t("clock.since-opened"),
        Basis::Noticed => t("clock.since-noticed"),
    };
    view! {
        <p class="call-clock" role="timer" aria-live="off" aria-label=t("clock.name")>
            <span class="clock-time">{time}</span>
            " "
            <span class="clock-since">{since}</span>
        </p>
    }
}

/// Shows the time by the wall clock, and again after each full second, so that it is right after the computer slept.
fn show_time(
    clock: Clock,
    time: RwSignal<String>,
    tick: Option<ClockTick>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
) {
    time.set(duration(clock.seconds(now())));
    if let Some(ClockTick(tick)) = tick {
        tick.notify();
    }
    if clock.is_running() {
        let next = Timeout::new(clock.until_next_second(now()), move || {
            show_time(clock, time, tick, timer);
        });
        timer.try_update_value(|timer| *timer = Some(next));
    }
}
