//! Several methods in one request.
//!
//! `BX24.callBatch` never calls back when the whole batch is refused, so this is the method `batch` itself.
//! <https://apidocs.bitrix24.com/settings/how-to-call-rest-api/batch.html>

use super::decode::read_error;
use super::{Client, Error};
use crate::object;
use crate::value::{Value, concat, decimal, digits, hex};

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
    pub fn new(key: &str, method: &str, params: Value) -> Self {
        let mut query = method.to_owned();
        let mut first = true;
        for (name, value) in params.entries() {
            encode(&mut query, &mut first, &escape(name), value);
        }
        Self {
            key: key.to_owned(),
            query,
        }
    }

    /// The command as it goes over the wire: `method?NAME=value&…`.
    pub fn query(&self) -> &str {
        &self.query
    }
}

/// Runs methods that only read; up to [`MAX_COMMANDS`] go in one request, more in several, one after the other.
/// Answers one result for each key, in the order of the commands. Fails where a whole request does.
pub(super) async fn run(
    client: &Client,
    commands: Vec<Command>,
) -> Result<Vec<(String, Result<Value, Error>)>, Error> {
    let mut results = Vec::with_capacity(commands.len());
    for part in commands.chunks(MAX_COMMANDS) {
        let cmd = part
            .iter()
            .map(|command| (command.key.clone(), command.query.clone().into()))
            .collect();
        let answer = client
            .query("batch", &object! { "halt" => 0, "cmd" => Value::Map(cmd) })
            .await?;
        if !answer.get("result").is_object() && !answer.get("result_error").is_object() {
            return Err(Error::not_understood("batch"));
        }
        results.extend(
            part.iter()
                .map(|command| (command.key.clone(), pick(&answer, &command.key))),
        );
    }
    Ok(results)
}

fn pick(answer: &Value, key: &str) -> Result<Value, Error> {
    let find = |part: &str| {
        answer
            .get(part)
            .entries()
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    };
    match (find("result_error"), find("result")) {
        (Some(error), _) => Err(read_error(error, 0)),
        (None, Some(result)) => Ok(result.clone()),
        (None, None) => Err(Error::not_understood("batch")),
    }
}

/// Appends a param as PHP reads it: `A[0]=1&A[1]=2`, `filter[NAME]=x`; null is left out.
fn encode(query: &mut String, first: &mut bool, name: &str, value: &Value) {
    let text = match value {
        Value::Null => return,
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                encode(
                    query,
                    first,
                    &concat(&[name, "[", &digits(index as u64), "]"]),
                    item,
                );
            }
            return;
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                encode(query, first, &concat(&[name, "[", &escape(key), "]"]), value);
            }
            return;
        }
        Value::Bool(flag) => if *flag { "1" } else { "0" }.to_owned(),
        Value::Number(number) => decimal(*number),
        Value::Text(text) => escape(text),
    };
    query.push(if *first { '?' } else { '&' });
    *first = false;
    query.push_str(name);
    query.push('=');
    query.push_str(&text);
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push('%');
            escaped.push_str(&hex(byte));
        }
    }
    escaped
}
