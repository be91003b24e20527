//! `batch`: up to fifty calls in one request, later ones with the results of earlier ones.

use super::answer::{Answer, RestError};
use super::fault::{FaultKind, Scope};
use super::form::field;
use super::rest::general;
use super::{Portal, clock, form};
use crate::object;
use crate::value::Value;

/// How many calls fit into one batch.
const LENGTH: usize = 50;

/// The methods that a batch calls; none if these are not the parameters of a batch.
pub(super) fn methods(params: &Value) -> Vec<String> {
    let calls = field(params, "cmd").items().filter_map(Value::as_str);
    calls
        .map(|call| call.split('?').next().unwrap_or_default().to_owned())
        .collect()
}

impl Portal {
    pub(super) fn batch(&mut self, params: &Value) -> Result<Answer, RestError> {
        let calls = field(params, "cmd").entries();
        if calls.len() > LENGTH {
            return Err(general(400, "ERROR_BATCH_LENGTH_EXCEEDED"));
        }
        let halt = field(params, "halt").flag();
        let (mut results, mut errors, mut totals, mut nexts, mut times) =
            (vec![], vec![], vec![], vec![], vec![]);
        for (key, call) in calls {
            let (method, query) = call
                .as_str()
                .unwrap_or_default()
                .split_once('?')
                .unwrap_or((call.as_str().unwrap_or_default(), ""));
            let params = resolve(form::parse(query), &results);
            match self.one(method, &params) {
                Ok(answer) => {
                    totals.extend(answer.total.map(|total| (key.clone(), Value::from(total))));
                    nexts.extend(answer.next.map(|next| (key.clone(), Value::from(next))));
                    times.push((key.clone(), clock::timing(self.now)));
                    results.push((key.clone(), answer.result));
                }
                Err(error) => {
                    errors.push((key.clone(), error.to_value()));
                    if halt {
                        break;
                    }
                }
            }
        }
        Ok(object! {
            "result" => shape(results),
            "result_error" => shape(errors),
            "result_total" => shape(totals),
            "result_next" => shape(nexts),
            "result_time" => shape(times),
        }
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
fn shape(entries: Vec<(String, Value)>) -> Value {
    let counts_up = entries
        .iter()
        .enumerate()
        .all(|(index, (key, _))| *key == index.to_string());
    if counts_up {
        return Value::List(entries.into_iter().map(|(_, value)| value).collect());
    }
    Value::Map(entries)
}

/// Puts earlier results where `$result[key][FIELD]` stands.
fn resolve(params: Value, results: &[(String, Value)]) -> Value {
    match params {
        Value::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key, resolve(value, results)))
                .collect(),
        ),
        Value::Text(text) if text.contains("$result[") => substitute(&text, results),
        other => other,
    }
}

fn substitute(text: &str, results: &[(String, Value)]) -> Value {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("$result[") {
        out.push_str(&rest[..at]);
        let (found, used) = follow(&rest[at + "$result".len()..], results);
        rest = &rest[at + "$result".len() + used..];
        // A reference alone hands the value over as it is, lists included.
        if out.is_empty() && rest.is_empty() {
            return match found {
                Value::Number(_) => found.text().into(),
                other => other,
            };
        }
        out.push_str(&found.text().unwrap_or_default());
    }
    out.push_str(rest);
    Value::Text(out)
}

/// The value behind `[key][FIELD]…`, and how much text that took.
fn follow(path: &str, results: &[(String, Value)]) -> (Value, usize) {
    let (mut value, mut used) = (Value::Map(results.to_vec()), 0);
    while let Some(step) = path[used..]
        .strip_prefix('[')
        .and_then(|rest| rest.split(']').next())
    {
        value = match (&value, step.parse::<usize>()) {
            (Value::List(items), Ok(index)) => items.get(index).cloned().unwrap_or_default(),
            _ => value.get(step).clone(),
        };
        used += step.len() + 2;
        if used >= path.len() {
            break;
        }
    }
    (value, used.min(path.len()))
}
