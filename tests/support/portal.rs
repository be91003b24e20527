//! The simulated portal as the other side of the wire: what it reads of a request, and what it answers.

#![allow(dead_code)]

use call_card::bx24::Error;
use call_card::simulator::portal::form;
use call_card::simulator::{PhpValue, Portal, Scenario};
use serde::Serialize;
use serde_json::Value;

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
    let body: Value = serde_json::from_str(&answer.body).expect("JSON");
    if answer.status == 200 {
        return Ok(body["result"].clone());
    }
    let text = |key: &str| body[key].text().unwrap_or_default();
    Err(Error::answered(
        &text("error"),
        answer.status,
        &text("error_description"),
    ))
}

/// What the portal read of a request, whatever it answers: PHP knows strings and arrays only.
pub fn read_by_php(portal: &mut Portal, method: &str, params: &impl Serialize) -> Value {
    let _ = ask(portal, method, params);
    portal.log().last().expect("an entry").payload.clone()
}
