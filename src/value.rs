//! One value of JSON, for the drafts and the simulated portal until they have types of their own. To be removed with its
//! last user: `bx24`, `api` and `i18n` have none.

use core::fmt;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// A value of JSON.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Value {
    /// `null`, and everything that is missing.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, its keys in the order they came.
    Map(Vec<(String, Value)>),
}

static NULL: Value = Value::Null;

impl Value {
    /// The value of `key` in an object; null where there is none.
    pub fn get(&self, key: &str) -> &Self {
        match self {
            Self::Map(entries) => entries
                .iter()
                .find(|(name, _)| name == key)
                .map_or(&NULL, |(_, value)| value),
            _ => &NULL,
        }
    }

    /// The items of an array, or the values of an object: PHP turns a list with gaps into an object.
    pub fn items(&self) -> impl Iterator<Item = &Self> {
        let (list, map): (&[Self], &[(String, Self)]) = match self {
            Self::List(items) => (items, &[]),
            Self::Map(entries) => (&[], entries),
            _ => (&[], &[]),
        };
        list.iter().chain(map.iter().map(|(_, value)| value))
    }

    /// The keys and values of an object.
    pub fn entries(&self) -> &[(String, Self)] {
        match self {
            Self::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Whether this is an object, or the empty array that PHP writes for an empty one.
    pub fn is_object(&self) -> bool {
        match self {
            Self::Map(_) => true,
            Self::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// A string as it is, or a number in digits. Nothing for an empty string and for everything else.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text.clone()),
            Self::Number(number) => Some(decimal(*number)),
            _ => None,
        }
    }

    /// A string as it is; nothing where it is not a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number, or a string that is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => parse_decimal(text.trim()),
            _ => None,
        }
    }

    /// An identifier: a whole number above zero, as number or as string. `0`, `""`, `"undefined"` are none.
    pub fn id(&self) -> Option<u64> {
        match self {
            Self::Number(number) => whole(*number),
            Self::Text(text) => text.trim().parse().ok().filter(|id| *id > 0 && *id <= MAX_ID),
            _ => None,
        }
    }

    /// The value as JSON.
    pub fn to_json(&self) -> String {
        let mut json = String::new();
        write(&mut json, self);
        json
    }

    /// `true`, 1, and the strings the portal writes for them (`"true"`, `"1"`, `"Y"`).
    pub fn flag(&self) -> bool {
        match self {
            Self::Bool(flag) => *flag,
            Self::Number(number) => *number != 0.0,
            Self::Text(text) => matches!(text.as_str(), "true" | "1" | "Y" | "y"),
            _ => false,
        }
    }
}

/// The largest whole number that JavaScript holds exactly.
const MAX_ID: u64 = (1 << 53) - 1;

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]
fn whole(number: f64) -> Option<u64> {
    (number >= 1.0 && number <= MAX_ID as f64 && number.fract() == 0.0).then_some(number as u64)
}

/// The number in decimal digits, at most six of them after the point: what the portal's fields hold. The standard
/// library's conversions are exact for every float there is, and weigh 20 KB for it.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]
pub fn decimal(number: f64) -> String {
    let sign = if number < 0.0 { "-" } else { "" };
    let size = number.abs();
    if size.fract() == 0.0 || size > 1e12 {
        return concat(&[sign, &digits(size as u64)]);
    }
    let millionths = (size * 1e6).round() as u64;
    let (whole, fraction) = (millionths / 1_000_000, padded(millionths % 1_000_000, 6));
    let text = concat(&[sign, &digits(whole), ".", &fraction]);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The texts, one behind the other. Where a call on the screen needs it, texts are put together by this: one `format!`
/// there would bring along all of the standard library's formatting.
pub fn concat(parts: &[&str]) -> String {
    joined(parts.iter().copied(), "")
}

/// The number in digits.
pub fn digits(number: u64) -> String {
    number.to_string()
}

/// The number in at least so many digits, with zeros before it.
pub fn padded(number: u64, least: usize) -> String {
    let mut padded = digits(number);
    while padded.len() < least {
        padded.insert(0, '0');
    }
    padded
}

/// A byte in two hexadecimal digits.
pub fn hex(byte: u8) -> String {
    let digit = |value: u8| char::from(value + if value < 10 { b'0' } else { b'A' - 10 });
    [byte >> 4, byte & 15].map(digit).iter().collect()
}

/// Reads decimal digits with an optional sign and point. Nothing for everything else.
#[allow(clippy::cast_precision_loss)]
fn parse_decimal(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut number = 0.0;
    let mut scale = 1.0;
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    for byte in whole.bytes().chain(fraction.bytes()) {
        number = number * 10.0 + f64::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    for _ in fraction.bytes() {
        scale *= 10.0;
    }
    Some(sign * number / scale).filter(|number| number.is_finite())
}

/// Whether a text holds another. For short texts this needs none of the standard library's cleverness, nor its 2 KB.
pub fn contains(text: &str, part: &str) -> bool {
    part.is_empty()
        || text
            .as_bytes()
            .windows(part.len())
            .any(|window| window == part.as_bytes())
}

/// The parts that are not empty, with `between` between them.
pub fn joined<'a>(parts: impl IntoIterator<Item = &'a str>, between: &str) -> String {
    let mut joined = String::new();
    for part in parts {
        if !part.is_empty() {
            joined.push_str(if joined.is_empty() { "" } else { between });
            joined.push_str(part);
        }
    }
    joined
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Value {
    #[allow(clippy::cast_precision_loss)]
    fn from(number: u64) -> Self {
        Self::Number(number as f64)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Builds an object: `object! { "CALL_ID" => id, "SHOW" => 1 }`.
#[macro_export]
macro_rules! object {
    ($($key:expr => $value:expr),* $(,)?) => {
        $crate::value::Value::Map(vec![$(($key.to_owned(), $crate::value::Value::from($value))),*])
    };
}

/// Writes JSON.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

fn write(json: &mut String, value: &Value) {
    match value {
        Value::Bool(flag) => json.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) if number.is_finite() => json.push_str(&decimal(*number)),
        Value::Null | Value::Number(_) => json.push_str("null"),
        Value::Text(text) => quote(json, text),
        Value::List(items) => {
            json.push('[');
            for (index, item) in items.iter().enumerate() {
                json.push_str(if index > 0 { "," } else { "" });
                write(json, item);
            }
            json.push(']');
        }
        Value::Map(entries) => {
            json.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                json.push_str(if index > 0 { "," } else { "" });
                quote(json, key);
                json.push(':');
                write(json, value);
            }
            json.push('}');
        }
    }
}

fn quote(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            '\0'..' ' | '\u{7f}' => json.push_str(&concat(&["\\u00", &hex(c as u8)])),
            c => json.push(c),
        }
    }
    json.push('"');
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    seq.serialize_element(item)?;
                }
                seq.end()
            }
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

#[allow(clippy::cast_precision_loss)]
impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Value::Map(map))
    }
}
