//! The rules of the simulated portal, and its faults.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod activities;
mod bindings;
mod card;
mod closing;
mod events;
mod external_call;
mod faults;
mod items;
mod items_written;
mod notes;
mod options;
mod page;
mod rest;
mod stages;

use call_card::simulator::portal::{answer::HttpAnswer, clock, form};
use call_card::simulator::{Client, Effect, Fault, FaultKind, Item, LogEntry, PhpValue, Portal, Scenario};
use serde_json::{Value, json};

const NOW: f64 = 1_773_130_779_000.0;

fn open(scenario: &str) -> Portal {
    Scenario::named(scenario).portal(NOW)
}

fn ask(portal: &mut Portal, method: &str, params: Value) -> HttpAnswer {
    let body = format!("{}&auth={}", form::encode(&params), portal.access_token());
    let now = portal.now();
    portal.rest(method, &body, now)
}

fn body(answer: &HttpAnswer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

fn result(portal: &mut Portal, method: &str, params: Value) -> Value {
    let answer = ask(portal, method, params);
    assert_eq!(answer.status, 200, "{}", answer.body);
    body(&answer)["result"].clone()
}

fn refusal(portal: &mut Portal, method: &str, params: Value) -> (u16, String, String) {
    let answer = ask(portal, method, params);
    let body = body(&answer);
    let text = |key: &str| body[key].as_str().unwrap_or("missing").to_owned();
    (answer.status, text("error"), text("error_description"))
}

/// Everything that was posted to a callback.
fn posted(portal: &mut Portal, wanted: &str) -> Vec<Value> {
    let answers = portal
        .take_effects()
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Answer { callback, value, .. } if callback == wanted => Some(value.unwrap_or_default()),
            _ => None,
        });
    answers.collect()
}

fn register(portal: &mut Portal, external_id: &str) -> String {
    let call = json!({
        "USER_ID": 1, "PHONE_NUMBER": "79062195047", "TYPE": 2, "SHOW": 0,
        "LINE_NUMBER": "3", "EXTERNAL_CALL_ID": external_id,
    });
    result(portal, "telephony.externalCall.register", call)["CALL_ID"]
        .text()
        .unwrap()
}
