//! The clock of the talk. It never announces itself to a screen reader.

use super::dom::{View, el, nothing, switch};
use crate::call::clock::duration;
use crate::call::{Basis, Clock};
use crate::i18n::t;
use crate::state::{Card, now};
use crate::value::{concat, decimal};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::Cell;

/// The clock; nothing before the talk.
pub fn clock(card: Card) -> View {
    let clock = move || card.call.with(|call| call.clock);
    // Another clock is another view; a running one only changes its text.
    switch(
        move || clock().map(key).unwrap_or_default(),
        move |_| untrack(clock).map_or_else(nothing, shown),
    )
}

fn key(clock: Clock) -> String {
    let stopped = if clock.is_running() { "" } else { " stopped" };
    concat(&[&decimal(clock.started), stopped])
}

fn shown(clock: Clock) -> View {
    let text = RwSignal::new(String::new());
    let timer = StoredValue::new_local(Cell::new(None));
    tick(clock, text, timer);
    let since = match clock.basis {
        Basis::Connected => String::new(),
        Basis::CardOpened => t("clock.since-opened"),
        Basis::Noticed => t("clock.since-noticed"),
    };
    el("p")
        .class("call-clock")
        .attr("role", "timer")
        .attr("aria-live", "off")
        .attr("aria-label", &t("clock.name"))
        .child(el("span").class("clock-time").text_of(move || text.get()))
        .text(" ")
        .child(el("span").class("clock-since").text(since))
        .into()
}

/// Shows the time by the wall clock, and again when another second is full: a tab that slept wakes up right.
fn tick(clock: Clock, text: RwSignal<String>, timer: StoredValue<Cell<Option<Timeout>>, LocalStorage>) {
    text.set(duration(clock.seconds(now())));
    if clock.is_running() {
        let next = Timeout::new(clock.until_next_second(now()), move || tick(clock, text, timer));
        timer.try_with_value(|timer| timer.set(Some(next)));
    }
}
