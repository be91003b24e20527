//! The call card: its status, its automatic closing, its three events.
//!
//! <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/call-card/index.html>

use super::decode_entities;
use crate::bx24::{Client, Error, Subscription};
use crate::call::{Binding, CallStatus, Direction, EntityKind, Event, Phone, ReportedState, StatusCode};
use crate::value::Value;

/// The placement of the call card.
pub const PLACEMENT: &str = "CALL_CARD";

/// Asks for the call's status.
///
/// Fails with *not understood* where the answer says nothing of a call.
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/call-card/get-status.html>
pub async fn get_status(client: &Client) -> Result<CallStatus, Error> {
    let answer = client.command("getStatus").await?;
    decode_status(&answer).ok_or_else(|| Error::not_understood("getStatus"))
}

/// Blocks the automatic closing of the card; where the closing countdown runs already, sets it back to 65 s.
///
/// While blocked the agent cannot fold the card, so hold it only while there is something to save.
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/call-card/disable-auto-close.html>
pub async fn disable_auto_close(client: &Client) -> Result<(), Error> {
    client.command("disableAutoClose").await.map(drop)
}

/// Lifts the block; if the conversation is over the card closes at once.
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/call-card/enable-auto-close.html>
pub async fn enable_auto_close(client: &Client) -> Result<(), Error> {
    client.command("enableAutoClose").await.map(drop)
}

/// Follows `CallCard::CallStateChanged`.
pub fn on_state_changed(client: &Client, mut handler: impl FnMut(Event) + 'static) -> Subscription {
    client.on("CallCard::CallStateChanged", move |first, second| {
        handler(decode_state_changed(&first, &second));
    })
}

/// Follows `CallCard::EntityChanged`. Bindings are not in it: ask [`get_status`] again.
pub fn on_entity_changed(client: &Client, mut handler: impl FnMut(Event) + 'static) -> Subscription {
    client.on("CallCard::EntityChanged", move |payload, _| {
        handler(decode_entity_changed(&payload));
    })
}

/// Follows `CallCard::BeforeClose`: an attempt to close the card was blocked. A real close is never announced.
pub fn on_before_close(client: &Client, mut handler: impl FnMut() + 'static) -> Subscription {
    client.on("CallCard::BeforeClose", move |_, _| handler())
}

/// Reads a status. Nothing where the value says nothing of a call (`[]`, a string, an error, another object).
pub fn decode_status(value: &Value) -> Option<CallStatus> {
    let keys = ["CALL_ID", "PHONE_NUMBER", "CALL_STATE", "CALL_DIRECTION"];
    keys.iter()
        .any(|key| *value.get(key) != Value::Null)
        .then(|| read_status(value))
}

/// Reads the placement options: a status whose values are strings, maybe HTML-escaped. Never fails: what cannot be
/// read is not known.
pub fn decode_options(value: &Value) -> CallStatus {
    let mut value = value.clone();
    unescape(&mut value);
    read_status(&value)
}

/// Reads the arguments of `CallCard::CallStateChanged`: `(state, {failedCode})` as documented, the state alone as
/// today's portal forwards it, or both in one array.
pub fn decode_state_changed(first: &Value, second: &Value) -> Event {
    let (state, details) = match first {
        Value::List(items) => (
            items.first().unwrap_or(&Value::Null),
            items.get(1).unwrap_or(second),
        ),
        _ => (first, second),
    };
    Event::StateChanged {
        state: ReportedState::parse(state.as_str().unwrap_or_default()),
        failed_code: details
            .get("failedCode")
            .text()
            .and_then(|code| StatusCode::parse(&code)),
    }
}

/// Reads the payload of `CallCard::EntityChanged`.
pub fn decode_entity_changed(payload: &Value) -> Event {
    let payload = match payload {
        Value::List(items) => items.first().unwrap_or(&Value::Null),
        _ => payload,
    };
    Event::EntityChanged {
        phone: payload
            .get("PHONE_NUMBER")
            .text()
            .map(|number| Phone::parse(&number)),
        primary: read_binding(payload, "CRM_ENTITY_TYPE", "CRM_ENTITY_ID"),
    }
}

fn read_status(value: &Value) -> CallStatus {
    let text = |key| word(value.get(key));
    CallStatus {
        call_id: text("CALL_ID"),
        phone: Phone::parse(&text("PHONE_NUMBER")),
        line_number: text("LINE_NUMBER"),
        line_name: text("LINE_NAME"),
        primary: read_binding(value, "CRM_ENTITY_TYPE", "CRM_ENTITY_ID"),
        bindings: value
            .get("CRM_BINDINGS")
            .items()
            .filter_map(|item| read_binding(item, "ENTITY_TYPE", "ENTITY_ID"))
            .collect(),
        activity_id: value.get("CRM_ACTIVITY_ID").id(),
        direction: Direction::parse(&text("CALL_DIRECTION")),
        state: ReportedState::parse(&text("CALL_STATE")),
        call_list_mode: value.get("CALL_LIST_MODE").flag(),
    }
}

/// A word of the portal; `undefined` is what JavaScript made of nothing.
fn word(value: &Value) -> String {
    value
        .text()
        .filter(|text| text != "undefined")
        .unwrap_or_default()
}

fn read_binding(value: &Value, kind: &str, id: &str) -> Option<Binding> {
    Some(Binding::new(
        EntityKind::parse(&value.get(kind).text()?)?,
        value.get(id).id()?,
    ))
}

fn unescape(value: &mut Value) {
    match value {
        Value::Text(text) => *text = decode_entities(text),
        Value::List(items) => items.iter_mut().for_each(unescape),
        Value::Map(entries) => entries.iter_mut().for_each(|(_, value)| unescape(value)),
        _ => {}
    }
}
