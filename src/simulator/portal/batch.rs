//! `batch`: up to fifty calls in one request, later ones with the results of earlier ones.

use super::answer::{Answer, RestError};
use super::fault::{FaultKind, Scope};
use super::php::{PhpValue, field};
use super::rest::general;
use super::{Portal, clock, form};
use serde_json::{Map, Value, json};

/// How many calls fit into one batch.
const LENGTH: usize = 50;

/// One call of a batch.
#[derive(Debug)]
pub(super) struct Call {
    key: String,
    pub(super) method: String,
    query: String,
}

/// The calls of a batch in the order in which they were sent; none if this form is not a batch.
pub(super) fn calls(form_body: &str) -> Vec<Call> {
    let call = |(key, text): (String, String)| {
        let (method, query) = text.split_once('?').unwrap_or((&text, ""));
        Call {
            key,
            method: method.to_owned(),
            query: query.to_owned(),
        }
    };
    form::entries_of(form_body, "cmd").into_iter().map(call).collect()
}

impl Portal {
    pub(super) fn batch(&mut self, params: &Value, calls: Vec<Call>) -> Result<Answer, RestError> {
        if calls.len() > LENGTH {
            return Err(general(400, "ERROR_BATCH_LENGTH_EXCEEDED"));
        }
        let halt = field(params, "halt").flag();
        let (mut results, mut errors, mut totals, mut nexts, mut times) =
            (Map::new(), Map::new(), Map::new(), Map::new(), Map::new());
        for Call { key, method, query } in calls {
            let params = resolve(form::parse(&query), &results);
            match self.one(&method, &params) {
                Ok(answer) => {
                    totals.extend(answer.total.map(|total| (key.clone(), Value::from(total))));
                    nexts.extend(answer.next.map(|next| (key.clone(), Value::from(next))));
                    times.insert(key.clone(), clock::timing(self.now));
                    results.insert(key, answer.result);
                }
                Err(error) => {
                    errors.insert(key, error.to_value());
                    if halt {
                        break;
                    }
                }
            }
        }
        Ok(json!({
            "result": shape(results),
            "result_error": shape(errors),
            "result_total": shape(totals),
            "result_next": shape(nexts),
            "result_time": shape(times),
        })
        .into())
    }

    fn one(&mut self, method: &str, params: &Value) -> Result<Answer, RestError> {
        if method == "batch" {
            return Err(general(405, "ERROR_BATCH_METHOD_NOT_ALLOWED"));
        }
        let refused = |kind: &FaultKind| matches!(kind, FaultKind::Status { .. });
        if let Some(FaultKind::Status { status, code }) =
            self.faults.take_first(Scope::Rest, &[method], refused)
        {
            return Err(general(status, &code));
        }
        self.dispatch(method, params)
    }
}

/// PHP's arrays: a list where the keys count up, `[]` where there is nothing. What is inside stays as it is.
fn shape(mut entries: Map<String, Value>) -> Value {
    let keys: Vec<String> = (0..entries.len()).map(|index| index.to_string()).collect();
    if keys.iter().all(|key| entries.contains_key(key)) {
        return keys.iter().filter_map(|key| entries.remove(key)).collect();
    }
    Value::Object(entries)
}

/// Puts earlier results where `$result[key][FIELD]` stands.
fn resolve(params: Value, results: &Map<String, Value>) -> Value {
    match params {
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| (key, resolve(value, results)))
            .collect(),
        Value::Array(items) => items.into_iter().map(|item| resolve(item, results)).collect(),
        Value::String(text) if text.contains("$result[") => substitute(&text, results),
        other => other,
    }
}

fn substitute(text: &str, results: &Map<String, Value>) -> Value {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("$result[") {
        out.push_str(&rest[..at]);
        let (found, used) = follow(&rest[at + "$result".len()..], results);
        rest = &rest[at + "$result".len() + used..];
        // A reference alone passes the value as it is, lists included.
        if out.is_empty() && rest.is_empty() {
            return match found {
                Value::Number(_) => found.text().into(),
                other => other,
            };
        }
        out.push_str(&found.text().unwrap_or_default());
    }
    out.push_str(rest);
    Value::String(out)
}

/// The value behind `[key][FIELD]…`, and the length of that path.
fn follow(path: &str, results: &Map<String, Value>) -> (Value, usize) {
    let (mut value, mut used) = (Value::Object(results.clone()), 0);
    while let Some(step) = path[used..]
        .strip_prefix('[')
        .and_then(|rest| rest.split(']').next())
    {
        value = match (&value, step.parse::<usize>()) {
            (Value::Array(items), Ok(index)) => items.get(index).cloned().unwrap_or_default(),
            _ => value[step].clone(),
        };
        used += step.len() + 2;
        if used >= path.len() {
            break;
        }
    }
    (value, used.min(path.len()))
}
