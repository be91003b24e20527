//! A single value whose type nobody promises.

use core::fmt;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A text, number or flag, as PHP and JavaScript mix them: `17` and `"17"`, `1` and `true` and `"Y"`, `""` and `null`.
///
/// Reading it never fails. A list and an object are [`Scalar::Nothing`]: PHP writes `[]` for nothing, and `{}` for a
/// date that was not set.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Scalar {
    /// `null`, a missing value, a list, an object.
    #[default]
    Nothing,
    /// `true` or `false`.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A string, maybe an empty one.
    Text(String),
}

/// The largest whole number that JavaScript holds exactly.
pub const MAX_ID: u64 = (1 << 53) - 1;

impl Scalar {
    /// An identifier: a whole number from 1 to 2⁵³ − 1, as number or as string. Nothing for `0`, `""`, `"undefined"`.
    pub fn id(&self) -> Option<u64> {
        match self {
            Self::Number(number) => whole(*number),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Nothing | Self::Flag(_) => None,
        }
        .filter(|id| (1..=MAX_ID).contains(id))
    }

    /// A string as it is, or a number in digits. Nothing for an empty string and for everything else.
    pub fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text).filter(|text| !text.is_empty()),
            Self::Number(number) => {
                Some(whole(number).map_or_else(|| number.to_string(), |id| id.to_string()))
            }
            Self::Nothing | Self::Flag(_) => None,
        }
    }

    /// A number, or a string that is one in plain decimal digits.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => parse_decimal(text.trim()),
            Self::Nothing | Self::Flag(_) => None,
        }
    }

    /// `true`, every number but 0, and the strings that stand for them: `"true"`, `"1"`, `"Y"`.
    pub fn flag(&self) -> bool {
        match self {
            Self::Flag(flag) => *flag,
            Self::Number(number) => *number != 0.0,
            Self::Text(text) => matches!(text.as_str(), "true" | "1" | "Y" | "y"),
            Self::Nothing => false,
        }
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]
fn whole(number: f64) -> Option<u64> {
    (number >= 0.0 && number <= MAX_ID as f64 && number.fract() == 0.0).then_some(number as u64)
}

/// Reads decimal digits with an optional minus and point, which is all that the portal's fields hold: no exponent and no
/// `inf`.
fn parse_decimal(text: &str) -> Option<f64> {
    let is_plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'.'));
    let number: f64 = text.parse().ok()?;
    (is_plain && number.is_finite()).then_some(number)
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

#[allow(clippy::cast_precision_loss)]
impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Scalar, E> {
        Ok(Scalar::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Scalar, E> {
        Ok(Scalar::Text(text))
    }

    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Scalar, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Nothing)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Scalar, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Nothing)
    }
}
