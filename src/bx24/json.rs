//! JSON text, by the browser's own parser.

use super::Error;
use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a value from JSON text.
///
/// # Errors
/// [`ErrorKind::NotUnderstood`](super::ErrorKind::NotUnderstood) where the text is no JSON, or of another shape.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    JSON::parse(text)
        .ok()
        .and_then(|value| serde_wasm_bindgen::from_value(value).ok())
        .ok_or_else(|| Error::not_understood("not JSON"))
}

/// Writes a value as JSON text. Nothing where the value cannot be written as JSON.
pub fn to_json<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    let value = value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .ok()?;
    JSON::stringify(&value).ok().map(String::from)
}
