//! How PHP writes JSON, as functions for `#[serde(deserialize_with = "…")]` and `#[serde(serialize_with = "…")]`.
//!
//! Numbers come as strings and strings as numbers, flags as `"Y"`, `1` or `true`, nothing as `null`, `""`, `"0"`, `false`,
//! `[]`, `{}` or `"undefined"`, and a list with gaps as an object. Except for the `required_…` functions, reading never
//! fails: what cannot be read is nothing.

use crate::bx24::Scalar;
use core::fmt;
use core::marker::PhantomData;
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serializer};

/// An id, above zero: `17` or `"17"`. Nothing for `0`, `"0"`, `""`, `null`, `"undefined"` and every other value.
pub fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(Scalar::deserialize(deserializer)?.id())
}

/// An id without which the rest says nothing. Fails where [`id`] reads none.
pub fn required_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    id(deserializer)?.ok_or_else(|| D::Error::custom("no id"))
}

/// A whole number; 0 where there is none, and for one below zero.
pub fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    Ok(id(deserializer)?.unwrap_or(0))
}

/// A number: `3.5` or `"3.5000"`.
pub fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    Ok(Scalar::deserialize(deserializer)?.number())
}

/// A text, or a number in digits; empty where there is none.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(some_text(deserializer)?.unwrap_or_default())
}

/// A text, or a number in digits. Nothing for an empty one.
pub fn some_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(Scalar::deserialize(deserializer)?.text())
}

/// A text without which the rest says nothing. Fails where [`some_text`] reads none.
pub fn required_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    some_text(deserializer)?.ok_or_else(|| D::Error::custom("no text"))
}

/// A code or a number of the portal; empty for `"undefined"`, too, which JavaScript makes of a missing value.
pub fn code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let code = some_text(deserializer)?;
    Ok(code.filter(|code| code != "undefined").unwrap_or_default())
}

/// A flag: `true`, `1`, `"1"`, `"Y"`, `"true"`. Everything else is `false`.
pub fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(Scalar::deserialize(deserializer)?.flag())
}

/// A flag without which the answer says nothing. Fails for `null`, a list and an object.
pub fn required_flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match Scalar::deserialize(deserializer)? {
        Scalar::Nothing => Err(D::Error::custom("no flag")),
        flag => Ok(flag.flag()),
    }
}

/// An object of the shape of `T`; nothing for every other value.
pub fn fitting<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Fitting::deserialize(deserializer).map(|value| value.0)
}

/// The items of a list, as [`List`] reads them.
pub fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    List::deserialize(deserializer).map(|list| list.0)
}

/// Every text in a value whose shape is open: a text, a list of texts, an object with texts in it, or lists of those. A text
/// that stands under a code (`CRM`) comes after that.
pub fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    deserializer.deserialize_any(TextsVisitor)
}

/// Writes a flag as 1 or 0: the SDK makes the words `true` and `false` of a boolean, which PHP takes for the same.
#[allow(clippy::ref_option)]
pub fn one_or_zero<S: Serializer>(flag: &Option<bool>, serializer: S) -> Result<S::Ok, S::Error> {
    match flag {
        Some(flag) => serializer.serialize_u8((*flag).into()),
        None => serializer.serialize_none(),
    }
}

/// A list, or the object that PHP makes of a list with gaps. Items that do not have the shape of `T` are left out; what
/// is no list at all is an empty one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T>(pub Vec<T>);

/// A value, or nothing where it does not have the shape of `T`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitting<T>(pub Option<T>);

/// An object, or the first item of a list of them; the default of `T` where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct First<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Fitting<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(T::deserialize(deserializer).ok()))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListVisitor(PhantomData)).map(Self)
    }
}

impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for First<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FirstVisitor(PhantomData)).map(Self)
    }
}

/// The methods of a visitor for which every single value is nothing.
macro_rules! scalars_are_nothing {
    ($($visit:ident: $scalar:ty),*) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("any value")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }

        $(fn $visit<E>(self, _: $scalar) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        })*
    };
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    scalars_are_nothing!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Fitting<T>>()? {
            list.extend(item.0);
        }
        Ok(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some((_, item)) = entries.next_entry::<IgnoredAny, Fitting<T>>()? {
            list.extend(item.0);
        }
        Ok(list)
    }
}

struct FirstVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for FirstVisitor<T> {
    type Value = T;

    scalars_are_nothing!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<T, A::Error> {
        let first = items.next_element::<Fitting<T>>()?.and_then(|item| item.0);
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(first.unwrap_or_default())
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<T, A::Error> {
        T::deserialize(serde::de::value::MapAccessDeserializer::new(entries))
    }
}

/// The texts of one entry in a value of open shape.
struct Texts(Vec<String>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        texts(deserializer).map(Self)
    }
}

struct TextsVisitor;

#[allow(clippy::cast_precision_loss)]
impl<'de> Visitor<'de> for TextsVisitor {
    type Value = Vec<String>;

    scalars_are_nothing!(visit_bool: bool);

    fn visit_i64<E>(self, number: i64) -> Result<Vec<String>, E> {
        Ok(vec![number.to_string()])
    }

    fn visit_u64<E>(self, number: u64) -> Result<Vec<String>, E> {
        Ok(vec![number.to_string()])
    }

    fn visit_f64<E>(self, number: f64) -> Result<Vec<String>, E> {
        Ok(Scalar::Number(number).text().into_iter().collect())
    }

    fn visit_str<E>(self, text: &str) -> Result<Vec<String>, E> {
        Ok(Scalar::Text(text.to_owned()).text().into_iter().collect())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<String>, A::Error> {
        let mut texts = Vec::new();
        while let Some(item) = items.next_element::<Texts>()? {
            texts.extend(item.0);
        }
        Ok(texts)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Vec<String>, A::Error> {
        let mut texts = Vec::new();
        while let Some((key, item)) = entries.next_entry::<String, Texts>()? {
            // The codes of the portal's errors are in capitals.
            let is_code = key.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
            let named = |text| if is_code { format!("{key}: {text}") } else { text };
            texts.extend(item.0.into_iter().map(named));
        }
        Ok(texts)
    }
}
