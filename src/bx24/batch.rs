//! Several methods in one request.
//!
//! `BX24.callBatch` never calls back when the whole batch is refused, so this is the method `batch` itself.
//! <https://apidocs.bitrix24.com/settings/how-to-call-rest-api/batch.html>

use super::answer::{error_answer, get, to_js};
use super::{Answer, Client, Error};
use js_sys::{Array, JSON, Object, Reflect};
use serde::{Serialize, Serializer};
use wasm_bindgen::prelude::*;

/// How many commands the portal takes in one batch.
pub const MAX_COMMANDS: usize = 50;

/// One method of a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    key: String,
    query: String,
}

impl Command {
    /// A method with its params; the answer comes under `key`. A param may refer to an earlier answer:
    /// `$result[key][FIELD]`.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`](super::ErrorKind::Refused) where the params cannot be written as JSON.
    pub fn new(key: &str, method: &str, params: &impl Serialize) -> Result<Self, Error> {
        Ok(Self {
            key: key.to_owned(),
            query: query(method, &to_js(params)?),
        })
    }

    /// The command as it is sent: `method?NAME=value&…`.
    pub fn query(&self) -> &str {
        &self.query
    }
}

/// The params of the method `batch`.
#[derive(Serialize)]
struct Batch<'a> {
    halt: u8,
    #[serde(serialize_with = "by_key")]
    cmd: &'a [Command],
}

fn by_key<S: Serializer>(commands: &&[Command], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(commands.iter().map(|command| (&command.key, &command.query)))
}

/// Runs methods that only read; up to [`MAX_COMMANDS`] go in one request, more in several, one after the other.
/// Returns one result for each key, in the order of the commands. Fails where a whole request does.
pub(super) async fn run(
    client: &Client,
    commands: Vec<Command>,
) -> Result<Vec<(String, Result<Answer, Error>)>, Error> {
    let mut results = Vec::with_capacity(commands.len());
    for cmd in commands.chunks(MAX_COMMANDS) {
        let answer = client.repeat("batch", to_js(&Batch { halt: 0, cmd })?).await?;
        let (done, failed) = (get(answer.js(), "result"), get(answer.js(), "result_error"));
        if !done.is_object() && !failed.is_object() {
            return Err(Error::not_understood("batch"));
        }
        for Command { key, .. } in cmd {
            results.push((key.clone(), pick(key, &done, &failed)));
        }
    }
    Ok(results)
}

fn pick(key: &str, done: &JsValue, failed: &JsValue) -> Result<Answer, Error> {
    let error = get(failed, key);
    if !error.is_undefined() {
        Err(error_answer(&error).rest_error(0))
    } else if Reflect::has(done, &key.into()) == Ok(true) {
        Ok(Answer::new(get(done, key)))
    } else {
        Err(Error::not_understood("batch"))
    }
}

fn query(method: &str, params: &JsValue) -> String {
    let mut pairs = Vec::new();
    encode(&mut pairs, "", params);
    let separator = if pairs.is_empty() { "" } else { "?" };
    format!("{method}{separator}{}", pairs.join("&"))
}

/// Adds a param as PHP reads it: `A[0]=1&A[1]=2`, `filter[NAME]=x`; null is left out, a flag is 1 or 0.
fn encode(pairs: &mut Vec<String>, name: &str, value: &JsValue) {
    if value.is_object() {
        for entry in Object::entries(value.unchecked_ref()).iter() {
            let entry: Array = entry.unchecked_into();
            let key = escape(&entry.get(0).as_string().unwrap_or_default());
            let inner = if name.is_empty() {
                key
            } else {
                format!("{name}[{key}]")
            };
            encode(pairs, &inner, &entry.get(1));
        }
    } else if let Some(text) = value.as_string() {
        pairs.push(format!("{name}={}", escape(&text)));
    } else if let Some(flag) = value.as_bool() {
        pairs.push(format!("{name}={}", u8::from(flag)));
    } else if value.as_f64().is_some() {
        pairs.extend(JSON::stringify(value).map(|number| format!("{name}={}", String::from(number))));
    }
}

fn escape(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
