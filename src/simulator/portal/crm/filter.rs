//! The filter of `crm.item.list`: operators before the names, nested groups, `logic`.

use super::super::answer::RestError;
use super::super::list::{compare, plain};
use super::super::php::PhpValue;
use super::{ItemKind, Record, fields};
use serde_json::Value;

/// The operators, longer ones before those that they begin with.
const OPERATORS: [&str; 15] = [
    "!=%", "!%=", ">=", "<=", "!@", "!%", "=%", "%=", "!=", ">", "<", "@", "%", "=", "!",
];

/// Refuses fields that the type does not have.
pub(super) fn check(kind: ItemKind, filter: &Value) -> Result<(), RestError> {
    for (key, value) in conditions(filter) {
        let (_, name) = split(&key);
        if is_group(&key) {
            check(kind, value)?;
        } else if key != "logic" && fields::find(kind, name).is_none_or(|field| field.name == "fm") {
            let text = format!("Invalid filter: field '{name}' is not allowed in filter");
            return Err(RestError::new(400, "INVALID_ARG_VALUE", &text));
        }
    }
    Ok(())
}

/// Whether an item passes: all conditions hold, or one of them with the logic `OR`.
pub(super) fn passes(record: &Record, filter: &Value) -> bool {
    let mut results = conditions(filter)
        .into_iter()
        .filter(|(key, _)| key != "logic")
        .map(|(key, wanted)| {
            if is_group(&key) {
                return passes(record, wanted);
            }
            let (operator, name) = split(&key);
            holds(record.get(name).unwrap_or(&Value::Null), operator, wanted)
        });
    if filter["logic"] == "OR" {
        results.any(|holds| holds)
    } else {
        results.all(|holds| holds)
    }
}

/// The conditions of a group. PHP writes a group whose names count up as a list.
fn conditions(filter: &Value) -> Vec<(String, &Value)> {
    let listed = filter.as_array().into_iter().flatten().enumerate();
    let named = filter.entries().map(|(key, value)| (key.clone(), value));
    listed
        .map(|(index, value)| (index.to_string(), value))
        .chain(named)
        .collect()
}

fn is_group(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_digit())
}

fn split(key: &str) -> (&str, &str) {
    let operator = OPERATORS.into_iter().find(|operator| key.starts_with(operator));
    let operator = operator.unwrap_or_default();
    (operator, &key[operator.len()..])
}

fn holds(value: &Value, operator: &str, wanted: &Value) -> bool {
    let order = || compare(value, wanted);
    match operator {
        ">=" => order().is_ge(),
        "<=" => order().is_le(),
        ">" => order().is_gt(),
        "<" => order().is_lt(),
        "%" => plain(value).contains(&plain(wanted)),
        "!%" => !plain(value).contains(&plain(wanted)),
        "=%" | "%=" => is_like(&plain(value), &plain(wanted)),
        "!=%" | "!%=" => !is_like(&plain(value), &plain(wanted)),
        "!" | "!=" | "!@" => !is_one_of(value, wanted),
        _ => is_one_of(value, wanted),
    }
}

/// Whether the value is the wanted one, or one of several; a multiple field has one of its values compared.
fn is_one_of(value: &Value, wanted: &Value) -> bool {
    let is = |value: &Value| match wanted {
        Value::Array(_) | Value::Object(_) => wanted.items().any(|one| compare(value, one).is_eq()),
        _ => compare(value, wanted).is_eq(),
    };
    match value {
        Value::Array(values) => values.iter().any(is),
        _ => is(value),
    }
}

/// `mol%`, `%mol`, `%mol%`.
fn is_like(text: &str, pattern: &str) -> bool {
    let inner = pattern.trim_matches('%');
    match (pattern.starts_with('%'), pattern.ends_with('%')) {
        (true, true) => text.contains(inner),
        (true, false) => text.ends_with(inner),
        (false, true) => text.starts_with(inner),
        (false, false) => text == inner,
    }
}
