//! The telephone's side of the call, and what can be chosen about the portal.

use super::controls::{Choice, Press, Tick, pairs};
use super::desk::Desk;
use crate::simulator::portal::card::StatusForm;
use crate::simulator::portal::dictionaries::Line;
use crate::simulator::{Portal, Simulator};
use leptos::prelude::*;

const CODES: [(&str, &str); 12] = [
    ("486", "486 busy"),
    ("304", "304 missed"),
    ("603", "603 declined"),
    ("603-S", "603-S cancelled"),
    ("403", "403 forbidden"),
    ("404", "404 invalid number"),
    ("480", "480 unavailable"),
    ("484", "484 incomplete"),
    ("503", "503 no direction"),
    ("402", "402 no funds"),
    ("423", "423 blocked"),
    ("OTHER", "other"),
];

const LANGUAGES: [&str; 18] = [
    "en", "de", "la", "br", "fr", "it", "pl", "ru", "ua", "tr", "kz", "sc", "tc", "ja", "vn", "id", "ms",
    "th",
];

#[component]
pub(super) fn Call(desk: Desk) -> impl IntoView {
    let code = RwSignal::new("486".to_owned());
    let press = move |act: fn(&mut Portal)| move || desk.change(act);
    view! {
        <section class="pv-part" aria-labelledby="pv-call">
            <h2 id="pv-call">"The call"</h2>
            <p role="status">{move || state(desk)}</p>
            <div class="pv-row">
                <Press label="Ring" press=press(Portal::ring) />
                <Press label="Connect" press=press(Portal::connect) />
                <Press label="Hang up" press=press(Portal::hang_up) />
                <Press label="Next client" press=press(Portal::next_in_call_list) />
            </div>
            <div class="pv-row">
                <Choice label="Failure code" options=pairs(&CODES) value=code change=move |value| code.set(value) />
                <Press label="Fail" press=move || desk.change(|portal| portal.fail(&code.get_untracked())) />
            </div>
            <div class="pv-row">
                <Press label="Close by itself" press=press(Portal::request_close) />
                <Press label="Close as the agent" press=press(Portal::force_close) />
                <Press label="Finish elsewhere" press=press(Portal::finish_elsewhere) />
                <Press label="One minute passes" press=move || desk.simulator().skip(60_000.0) />
            </div>
        </section>
    }
}

fn state(desk: Desk) -> String {
    let now = desk.simulator().now();
    desk.see(|portal| {
        let Some(card) = portal.card() else {
            return "No card is open.".to_owned();
        };
        let blocked = if card.closing.is_blocked() {
            ", held open"
        } else {
            ""
        };
        let countdown = card.closing.deadline().map_or(String::new(), |deadline| {
            format!(", closes in {:.0} s", ((deadline - now) / 1000.0).max(0.0))
        });
        format!("{}, {}{blocked}{countdown}", card.direction, card.state)
    })
}

#[component]
pub(super) fn Settings(desk: Desk) -> impl IntoView {
    let languages = LANGUAGES
        .iter()
        .chain(&["ar"])
        .map(|code| ((*code).to_owned(), (*code).to_owned()))
        .collect();
    let lang = Signal::derive(move || desk.see(|portal| portal.settings.lang.clone()));
    let speak = move |code: String| {
        desk.simulator().set_lang(&code);
        desk.load.update(|load| *load += 1);
    };
    let line = Signal::derive(move || {
        desk.see(|portal| {
            portal
                .card()
                .map_or(String::new(), |card| card.line_number.clone())
        })
    });
    let lines = desk.look(|portal| {
        let name = |line: &Line| format!("{} {}", line.number, line.name);
        portal
            .lines
            .iter()
            .map(|line| (line.number.clone(), name(line)))
            .collect()
    });
    view! {
        <section class="pv-part" aria-labelledby="pv-portal">
            <h2 id="pv-portal">"The portal"</h2>
            <div class="pv-row">
                <Choice label="Language" options=languages value=lang change=speak />
                <Choice label="Line" options=lines value=line change=move |number| set_line(&desk.simulator(), &number) />
            </div>
            <Switch desk label="Administrator" key="isAdmin" on=|portal| portal.settings.is_admin />
            <Switch desk label="May see statistics" key="seesStatistics" on=|portal| portal.settings.sees_statistics />
            <Switch desk label="Events with two arguments" key="twoArguments" on=|portal| portal.settings.two_arguments />
            <Switch desk label="Options escaped for HTML" key="escapeOptions" on=|portal| portal.settings.escape_options />
            <Switch desk label="Opens pages (openPath)" key="opensPages" on=|portal| portal.settings.opens_pages />
            <Switch desk label="Another call is active" key="anotherCall" on=|portal| portal.settings.another_call />
            <Tick
                label="getStatus answers strings"
                on=Signal::derive(move || desk.see(|portal| portal.settings.status_form == StatusForm::Strings))
                change=move |on| desk.change(|portal| {
                    portal.settings.status_form = if on { StatusForm::Strings } else { StatusForm::Typed };
                })
            />
            <Tick
                label="Closes two seconds after the call"
                on=Signal::derive(move || desk.see(|portal| portal.settings.close_after_end.is_some()))
                change=move |on| desk.change(|portal| portal.settings.close_after_end = on.then_some(2000.0))
            />
        </section>
    }
}

#[component]
fn Switch(desk: Desk, label: &'static str, key: &'static str, on: fn(&Portal) -> bool) -> impl IntoView {
    view! {
        <Tick
            label
            on=Signal::derive(move || desk.see(on))
            change=move |on| desk.change(|portal| portal.set(key, &on.into()).unwrap())
        />
    }
}

fn set_line(simulator: &Simulator, number: &str) {
    simulator.change(|portal| {
        let name = portal
            .lines
            .iter()
            .find(|line| line.number == number)
            .map(|line| line.name.clone());
        if let Some(card) = portal.card_mut() {
            number.clone_into(&mut card.line_number);
            card.line_name = name.unwrap_or_default();
        }
    });
}
