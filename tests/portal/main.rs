//! The rules of the simulated portal: what a real one does, and where it is wrong on purpose.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod card;
mod closing;
mod events;
mod external_call;
mod faults;
mod page;
mod rest;

use call_card::object;
use call_card::simulator::portal::{answer::HttpAnswer, clock, form};
use call_card::simulator::{Client, Effect, Fault, FaultKind, Item, LogEntry, Portal, Scenario};
use call_card::value::Value;

const NOW: f64 = 1_773_130_779_000.0;

fn open(scenario: &str) -> Portal {
    Scenario::named(scenario).portal(NOW)
}

fn json(text: &str) -> Value {
    fn read(value: &serde_json::Value) -> Value {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(flag) => Value::Bool(*flag),
            serde_json::Value::Number(number) => Value::Number(number.as_f64().unwrap()),
            serde_json::Value::String(text) => Value::Text(text.clone()),
            serde_json::Value::Array(items) => Value::List(items.iter().map(read).collect()),
            serde_json::Value::Object(map) => {
                Value::Map(map.iter().map(|(key, item)| (key.clone(), read(item))).collect())
            }
        }
    }
    read(&serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}")))
}

fn ask(portal: &mut Portal, method: &str, params: Value) -> HttpAnswer {
    let body = format!("{}&auth={}", form::encode(&params), portal.access_token());
    let now = portal.now();
    portal.rest(method, &body, now)
}

fn result(portal: &mut Portal, method: &str, params: Value) -> Value {
    let answer = ask(portal, method, params);
    assert_eq!(answer.status, 200, "{}", answer.body);
    json(&answer.body).get("result").clone()
}

fn refusal(portal: &mut Portal, method: &str, params: Value) -> (u16, String, String) {
    let answer = ask(portal, method, params);
    let body = json(&answer.body);
    let text = |key: &str| body.get(key).as_str().unwrap_or("missing").to_owned();
    (answer.status, text("error"), text("error_description"))
}

/// Everything that was posted to a callback, as the text on the wire.
fn posted(portal: &mut Portal, wanted: &str) -> Vec<String> {
    let answers = portal
        .take_effects()
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Answer { callback, value, .. } if callback == wanted => {
                Some(value.unwrap_or_default().to_string())
            }
            _ => None,
        });
    answers.collect()
}

fn register(portal: &mut Portal, external_id: &str) -> String {
    let call = object! {
        "USER_ID" => 1, "PHONE_NUMBER" => "79062195047", "TYPE" => 2, "SHOW" => 0,
        "LINE_NUMBER" => "3", "EXTERNAL_CALL_ID" => external_id,
    };
    result(portal, "telephony.externalCall.register", call)
        .get("CALL_ID")
        .text()
        .unwrap()
}
