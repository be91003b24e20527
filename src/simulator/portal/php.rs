//! Lenient reading and PHP's way of writing: forms and pages send 1, "1", true or "Y" for the same thing.

use serde_json::{Map, Value};

/// Reads a value the way the portal does, whatever type it was sent as.
pub trait PhpValue {
    /// A string as it is, or a number in digits. None for an empty string and for everything else.
    fn text(&self) -> Option<String>;

    /// A number, or a string that is one.
    fn number(&self) -> Option<f64>;

    /// An identifier: a whole number above zero, as number or as string. `0`, `""` and `"undefined"` are none.
    fn id(&self) -> Option<u64>;

    /// `true`, numbers other than 0, and the strings `"true"`, `"1"` and `"Y"`.
    fn flag(&self) -> bool;

    /// The items of an array, or the values of an object: PHP turns a list with gaps into an object.
    fn items(&self) -> impl Iterator<Item = &Value>;

    /// The names and values of an object; nothing for everything else.
    fn entries(&self) -> impl DoubleEndedIterator<Item = (&String, &Value)>;
}

impl PhpValue for Value {
    fn text(&self) -> Option<String> {
        match self {
            Self::String(text) if !text.is_empty() => Some(text.clone()),
            Self::Number(number) => Some(match (number.as_i64(), number.as_f64()) {
                (None, Some(float)) => float.to_string(),
                _ => number.to_string(),
            }),
            _ => None,
        }
    }

    fn number(&self) -> Option<f64> {
        let number = match self {
            Self::Number(number) => number.as_f64(),
            Self::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        number.filter(|number| number.is_finite())
    }

    fn id(&self) -> Option<u64> {
        self.text()?.trim().parse().ok().filter(|id| *id > 0)
    }

    fn flag(&self) -> bool {
        match self {
            Self::Bool(flag) => *flag,
            Self::Number(number) => number.as_f64() != Some(0.0),
            Self::String(text) => matches!(text.as_str(), "true" | "1" | "Y" | "y"),
            _ => false,
        }
    }

    fn items(&self) -> impl Iterator<Item = &Value> {
        let fields = self.as_object().into_iter().flat_map(Map::values);
        self.as_array().into_iter().flatten().chain(fields)
    }

    fn entries(&self) -> impl DoubleEndedIterator<Item = (&String, &Value)> {
        self.as_object().into_iter().flatten()
    }
}

/// A field by its name in upper or lower case: most methods of the portal accept both.
pub fn field<'a>(params: &'a Value, name: &str) -> &'a Value {
    let same = |(key, _): &(&String, &Value)| key.eq_ignore_ascii_case(name);
    params
        .entries()
        .find(same)
        .map_or(&Value::Null, |(_, value)| value)
}

/// A number as JSON. Whole ones have no fraction, as in PHP and JavaScript.
#[allow(clippy::cast_possible_truncation)]
pub fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        Value::from(value as i64)
    } else {
        Value::from(value)
    }
}

/// An array as PHP writes it: a list where the names count up from 0, and where there are none at all.
pub fn array(value: Value) -> Value {
    match value {
        Value::Object(mut fields) => {
            let keys = (0..fields.len()).map(|index| index.to_string());
            let list: Option<Vec<Value>> = keys.map(|key| fields.get(&key).cloned()).collect();
            if let Some(list) = list {
                return Value::Array(list.into_iter().map(array).collect());
            }
            for value in fields.values_mut() {
                *value = array(value.take());
            }
            Value::Object(fields)
        }
        other => other,
    }
}

/// The object, or the empty list that PHP writes for an object without fields.
pub fn object_or_list(fields: Map<String, Value>) -> Value {
    if fields.is_empty() {
        Value::Array(Vec::new())
    } else {
        Value::Object(fields)
    }
}
