//! The simulated portal as the other side of the wire: what it reads of a request, and what it answers.

#![allow(dead_code)]

use super::json::json;
use call_card::bx24::Error;
use call_card::simulator::portal::form;
use call_card::simulator::{PhpValue, Portal, Scenario};
use call_card::value::Value;
use serde::Serialize;

/// The moment at which the scenarios start, in milliseconds since 1970.
pub const NOW: f64 = 1_773_130_779_000.0;

pub fn open(scenario: &str) -> Portal {
    Scenario::named(scenario).portal(NOW)
}

/// Sends a request as the SDK does, and answers its `result` or why there is none.
pub fn ask(portal: &mut Portal, method: &str, params: &impl Serialize) -> Result<Value, Error> {
    let body = format!("{}&auth={}", form::encode(params), portal.access_token());
    let now = portal.now();
    let answer = portal.rest(method, &body, now);
    let body: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
    if answer.status == 200 {
        return Ok(json(&body["result"]));
    }
    let text = |key: &str| body[key].text().unwrap_or_default();
    Err(Error::answered(
        &text("error"),
        answer.status,
        &text("error_description"),
    ))
}

/// What the portal read of a request, whatever it answers: PHP knows strings and arrays only.
pub fn read_by_php(portal: &mut Portal, method: &str, params: &impl Serialize) -> serde_json::Value {
    let _ = ask(portal, method, params);
    portal.log().last().expect("an entry").payload.clone()
}
