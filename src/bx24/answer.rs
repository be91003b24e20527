//! The one place where values become JavaScript, and JavaScript becomes values.

use super::Error;
use super::error::ErrorAnswer;
use super::sys::{RestAnswer, RestError};
use crate::call::moment::parse_iso;
use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// What the portal answered, before anybody has read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer(JsValue);

impl Answer {
    pub(super) const fn new(value: JsValue) -> Self {
        Self(value)
    }

    /// Reads the answer as a value of this type.
    ///
    /// # Errors
    /// [`ErrorKind::NotUnderstood`](super::ErrorKind::NotUnderstood) where it does not have the shape of the type. What
    /// the answer says is not repeated in the error: it may hold anything.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_wasm_bindgen::from_value(self.0.clone()).map_err(|_| Error::not_understood("answer"))
    }

    pub(super) const fn js(&self) -> &JsValue {
        &self.0
    }
}

/// Writes what goes to the SDK.
///
/// # Errors
/// [`ErrorKind::Refused`](super::ErrorKind::Refused) with the code `INVALID_PARAMS` where a value has no equal in JSON, as
/// an id above 2⁵³. Nothing is sent then.
pub(super) fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, Error> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(|_| Error::refused("INVALID_PARAMS"))
}

/// What stands under a key of an object; `undefined` where there is no object or no such key.
pub(super) fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Reads what a REST callback got: the `result` field, or why there is none.
pub(super) fn from_rest(answer: JsValue) -> Result<Answer, Error> {
    let unknown = |_| Error::not_understood("no REST answer");
    if !answer.is_object() {
        return Err(unknown(answer));
    }
    let answer: RestAnswer = answer.unchecked_into();
    let error = answer.error().map_err(unknown)?;
    if error.is_truthy() {
        return Err(rest_error(&answer, &error.unchecked_into()));
    }
    let result = answer.data().map_err(unknown)?;
    if is_empty_body(&answer, &result) {
        return Err(Error::not_understood("empty REST answer"));
    }
    Ok(Answer(result))
}

/// Whether the portal answered nothing: the SDK takes an answer without a body for an empty result. One of the portal's own
/// has a `time`.
fn is_empty_body(answer: &JsValue, result: &JsValue) -> bool {
    let is_empty = |object: &Object| !Array::is_array(object) && Object::keys(object).length() == 0;
    result.dyn_ref::<Object>().is_some_and(is_empty) && get(&body(answer), "time").is_undefined()
}

fn rest_error(answer: &JsValue, error: &RestError) -> Error {
    let status = error.status().ok().and_then(|status| status.as_f64());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let status = status.unwrap_or(0.0).clamp(0.0, 999.0) as u16;
    // Where the code is a number, the SDK gives that alone, and not the body that contains it.
    let content = error.content().ok().filter(JsValue::is_object);
    error_answer(&content.unwrap_or_else(|| body(answer))).rest_error(status)
}

/// The body of a REST answer. The documents do not name it, but the SDK keeps it there.
fn body(answer: &JsValue) -> JsValue {
    get(answer, "answer")
}

/// When the portal began to answer a request, by its own clock, in milliseconds since 1970 (`time.date_start`, in whole
/// seconds).
pub(super) fn portal_time(answer: &JsValue) -> Option<f64> {
    let time = get(&body(answer), "time");
    parse_iso(&get(&time, "date_start").as_string()?)
}

/// Reads the answer of a placement command. Its errors come as data: `{error, error_description}`, or
/// `[{result: "error", errorCode}]`.
pub(super) fn from_command(answer: JsValue) -> Result<Answer, Error> {
    let error = match answer.dyn_ref::<Array>() {
        Some(items) => error_answer(&items.get(0)).command_error(),
        None => error_answer(&answer).command_error(),
    };
    error.map_or(Ok(Answer(answer)), Err)
}

/// Reads the keys that answers have instead of a result. Only those are touched: the object that the SDK hands out
/// refers to itself.
pub(super) fn error_answer(answer: &JsValue) -> ErrorAnswer {
    serde_wasm_bindgen::from_value(answer.clone()).unwrap_or_default()
}
