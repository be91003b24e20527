//! Between JavaScript and [`Value`]: the one place where either becomes the other.

use super::Error;
use super::sys::{Answer, Refusal};
use crate::value::Value;
use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Reads what came from the SDK. Fails where it is not JSON, or nested deeper than anything the portal says.
///
/// Written by hand: the reading half of serde brings the formatting of floats along for its error messages.
pub fn from_js(value: JsValue) -> Result<Value, Error> {
    read(&value, 0).ok_or_else(|| Error::not_understood("not JSON"))
}

const MAX_DEPTH: u32 = 64;

fn read(value: &JsValue, depth: u32) -> Option<Value> {
    if value.is_undefined() || value.is_null() {
        return Some(Value::Null);
    }
    if let Some(flag) = value.as_bool() {
        return Some(Value::Bool(flag));
    }
    if let Some(number) = value.as_f64() {
        return Some(Value::Number(number));
    }
    if let Some(text) = value.as_string() {
        return Some(Value::Text(text));
    }
    if depth == MAX_DEPTH {
        return None;
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        let mut items = Vec::new();
        for item in list.iter() {
            items.push(read(&item, depth + 1)?);
        }
        return Some(Value::List(items));
    }
    if !value.is_object() {
        return None;
    }
    let mut entries = Vec::new();
    for pair in Object::entries(value.unchecked_ref()).iter() {
        let pair: Array = pair.unchecked_into();
        entries.push((pair.get(0).as_string()?, read(&pair.get(1), depth + 1)?));
    }
    Some(Value::Map(entries))
}

/// Writes what goes to the SDK.
pub fn to_js(value: &Value) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).unwrap_or(JsValue::UNDEFINED)
}

/// Reads what a REST callback got: the `result` field, or why there is none.
pub fn from_answer(answer: JsValue) -> Result<Value, Error> {
    let unknown = || Error::not_understood("no REST answer");
    if !answer.is_object() {
        return Err(unknown());
    }
    let answer: Answer = answer.unchecked_into();
    let refusal = answer.error().map_err(|_| unknown())?;
    if refusal.is_truthy() {
        return Err(read_refusal(refusal));
    }
    from_js(answer.data().map_err(|_| unknown())?)
}

/// Reads an answer of a placement command: its errors come as data, `[{result: "error", errorCode}]`.
pub fn from_command(answer: JsValue) -> Result<Value, Error> {
    let value = from_js(answer)?;
    let item = match &value {
        Value::List(items) => items.first(),
        Value::Map(_) => Some(&value),
        _ => None,
    };
    match item {
        Some(item) if item.get("result").as_str() == Some("error") => {
            Err(Error::refused(&item.get("errorCode").text().unwrap_or_default()))
        }
        _ => Ok(value),
    }
}

/// Reads `{error, error_description}`, which both whole answers and single commands of a batch carry.
pub fn read_error(error: &Value, status: u16) -> Error {
    let code = error.get("error").text().unwrap_or_default();
    let detail = error.get("error_description").text().unwrap_or_default();
    Error::answered(&code, status, &detail)
}

fn read_refusal(refusal: JsValue) -> Error {
    let refusal: Refusal = refusal.unchecked_into();
    let status = refusal
        .status()
        .ok()
        .and_then(|status| status.as_f64())
        .unwrap_or(0.0);
    let content = refusal.content().unwrap_or(JsValue::UNDEFINED);
    let text = |key: &str| {
        Reflect::get(&content, &key.into())
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let status = status.clamp(0.0, 999.0) as u16;
    Error::answered(&text("error"), status, &text("error_description"))
}
