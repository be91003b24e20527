//! Form fields as PHP reads and writes them: `USER_ID[0]=1&fields[TITLE]=Call`.

use super::php;
use core::fmt::{Formatter, Result as FmtResult, Write};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::Serialize;
use serde_json::{Map, Value};

/// Reads a form body or a query string. Everything in it is a string, a list or an object.
pub fn parse(body: &str) -> Value {
    let mut root = Value::Object(Map::new());
    for (path, value) in pairs(body) {
        insert(&mut root, &path, value);
    }
    match php::array(root) {
        Value::Array(items) if items.is_empty() => Value::Object(Map::new()),
        fields => fields,
    }
}

/// The entries of one array of a form, in the order in which they were sent: an object of JSON has no order.
pub fn entries_of(body: &str, array: &str) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for (path, value) in pairs(body) {
        if let [name, key] = &path[..]
            && name.eq_ignore_ascii_case(array)
        {
            let key = if key.is_empty() {
                entries.len().to_string()
            } else {
                key.clone()
            };
            entries.retain(|(known, _)| *known != key);
            entries.push((key, value));
        }
    }
    entries
}

/// Writes a form body as the SDK does: nulls are left out, empty lists become `KEY=`. Fields keep their order.
///
/// Panics for what JSON cannot represent.
pub fn encode(params: &impl Serialize) -> String {
    let json = serde_json::to_string(params).unwrap();
    let mut pairs = Vec::new();
    write(&serde_json::from_str(&json).unwrap(), "", &mut pairs);
    pairs.join("&")
}

/// Decodes the percent signs and plus signs of a form.
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

/// The paths and values of a form, decoded.
fn pairs(body: &str) -> impl Iterator<Item = (Vec<String>, String)> {
    body.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (path(&decode(name)), decode(value))
    })
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
        *target = Value::String(value);
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(fields) = target else { return };
    let key = if key.is_empty() {
        next_index(fields)
    } else {
        key.clone()
    };
    insert(fields.entry(key).or_insert(Value::Null), rest, value);
}

fn next_index(fields: &Map<String, Value>) -> String {
    let last = fields.keys().filter_map(|key| key.parse::<u64>().ok()).max();
    last.map_or(0, |last| last + 1).to_string()
}

/// The params of a request with their fields in the order in which they are written.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Param {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Param>),
    Fields(Fields),
}

struct Fields(Vec<(String, Param)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Fields;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Vec::new();
        while let Some(entry) = map.next_entry()? {
            fields.push(entry);
        }
        Ok(Fields(fields))
    }
}

fn write(param: &Param, name: &str, pairs: &mut Vec<String>) {
    let inner = |key: &str| {
        let key = escape(key);
        if name.is_empty() {
            key
        } else {
            format!("{name}[{key}]")
        }
    };
    match param {
        Param::Null => {}
        Param::Bool(flag) => pairs.push(format!("{name}={flag}")),
        Param::Number(number) => pairs.push(format!("{name}={number}")),
        Param::Text(text) => pairs.push(format!("{name}={}", escape(text))),
        Param::List(items) if items.is_empty() => pairs.push(format!("{name}=")),
        Param::List(items) => {
            for (index, item) in items.iter().enumerate() {
                write(item, &inner(&index.to_string()), pairs);
            }
        }
        Param::Fields(Fields(fields)) if fields.is_empty() && !name.is_empty() => {
            pairs.push(format!("{name}="));
        }
        Param::Fields(Fields(fields)) => {
            for (key, field) in fields {
                write(field, &inner(key), pairs);
            }
        }
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
