//! Form fields as PHP reads and writes them: `USER_ID[0]=1&fields[TITLE]=Call`.

use crate::value::Value;
use core::fmt::Write;

/// Reads a form body or a query string. Everything is a string or an object; lists are objects with numbers for keys.
pub fn parse(body: &str) -> Value {
    let mut root = Value::Map(Vec::new());
    for pair in body.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        insert(&mut root, &path(&decode(name)), decode(value));
    }
    root
}

/// Writes a form body as the SDK does, nulls left out and empty lists as `KEY=`.
pub fn encode(params: &Value) -> String {
    let mut pairs = Vec::new();
    write(params, "", &mut pairs);
    pairs.join("&")
}

/// A field by name in whatever case: most methods of the portal do not mind.
pub fn field<'a>(params: &'a Value, name: &str) -> &'a Value {
    let found = params
        .entries()
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map_or(params.get(name), |(_, value)| value)
}

/// How PHP writes an array: a list where the keys count up from 0, and where there is nothing at all.
pub fn php_array(value: Value) -> Value {
    match value {
        Value::Map(entries) if counts_up(&entries) => {
            Value::List(entries.into_iter().map(|(_, value)| php_array(value)).collect())
        }
        Value::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key, php_array(value)))
                .collect(),
        ),
        other => other,
    }
}

/// Undoes the percent signs and plus signs of a form.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        let hex = |at: usize| tail.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                rest = &tail[2..];
            }
            (b'+', ..) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn counts_up(entries: &[(String, Value)]) -> bool {
    entries
        .iter()
        .enumerate()
        .all(|(index, (key, _))| *key == index.to_string())
}

/// `a[b][]` as `["a", "b", ""]`.
fn path(name: &str) -> Vec<String> {
    let Some((first, rest)) = name.split_once('[') else {
        return vec![name.to_owned()];
    };
    let mut path = vec![first.to_owned()];
    path.extend(rest.split('[').map(|part| part.trim_end_matches(']').to_owned()));
    path
}

fn insert(target: &mut Value, path: &[String], value: String) {
    let Some((key, rest)) = path.split_first() else {
        *target = Value::Text(value);
        return;
    };
    if !matches!(target, Value::Map(_)) {
        *target = Value::Map(Vec::new());
    }
    let Value::Map(entries) = target else { return };
    let key = if key.is_empty() {
        next_index(entries)
    } else {
        key.clone()
    };
    let index = entries
        .iter()
        .position(|(name, _)| *name == key)
        .unwrap_or_else(|| {
            entries.push((key, Value::Null));
            entries.len() - 1
        });
    insert(&mut entries[index].1, rest, value);
}

fn next_index(entries: &[(String, Value)]) -> String {
    let last = entries
        .iter()
        .filter_map(|(key, _)| key.parse::<u64>().ok())
        .max();
    last.map_or(0, |last| last + 1).to_string()
}

fn write(value: &Value, name: &str, pairs: &mut Vec<String>) {
    let inner = |key: &str| {
        let key = escape(key);
        if name.is_empty() {
            key
        } else {
            format!("{name}[{key}]")
        }
    };
    match value {
        Value::Null => {}
        Value::Map(entries) if entries.is_empty() && !name.is_empty() => pairs.push(format!("{name}=")),
        Value::List(items) if items.is_empty() && !name.is_empty() => pairs.push(format!("{name}=")),
        Value::Map(entries) => entries
            .iter()
            .for_each(|(key, value)| write(value, &inner(key), pairs)),
        Value::List(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, value)| write(value, &inner(&index.to_string()), pairs));
        }
        Value::Text(text) => pairs.push(format!("{name}={}", escape(text))),
        Value::Bool(_) | Value::Number(_) => pairs.push(format!("{name}={value}")),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
