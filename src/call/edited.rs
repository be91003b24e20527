//! A value with the time of its last edit.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A value with the time of its last edit, stored as `[value, time]`.
///
/// The default value is "nothing": what was emptied is the default value with the time of that edit.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Edited<T> {
    value: T,
    /// Milliseconds since 1970; 0 for a value that was never edited.
    at: f64,
}

impl<T> Edited<T> {
    /// The value.
    pub fn get(&self) -> &T {
        &self.value
    }

    /// The time of the last edit, in milliseconds since 1970; 0 where there was none.
    pub fn edited_at(&self) -> f64 {
        self.at
    }

    /// Whether it was never edited.
    pub fn is_untouched(&self) -> bool {
        self.at <= 0.0
    }
}

impl<T: Default + PartialEq> Edited<T> {
    /// Sets the value, edited at `now` (milliseconds since 1970). The value that is there already keeps its time.
    pub fn set(&mut self, value: T, now: f64) {
        if self.value != value {
            // An edit is newer than what it was made on, even where the computer's time was set back.
            self.at = if self.is_untouched() {
                now
            } else {
                now.max(self.at + 1.0)
            };
            self.value = value;
        }
    }

    /// Sets the default value, edited at `now` (milliseconds since 1970).
    pub fn clear(&mut self, now: f64) {
        self.set(T::default(), now);
    }

    /// Whether it has the default value.
    pub fn is_blank(&self) -> bool {
        self.value == T::default()
    }
}

impl<T: Clone + PartialOrd> Edited<T> {
    /// Takes over a later edit. Returns whether the value changed.
    pub fn merge(&mut self, other: &Self) -> bool {
        // Two edits in the same millisecond: any rule does, if both sides have the same one.
        let wins = match other.at.partial_cmp(&self.at) {
            Some(Ordering::Equal) => other.value > self.value,
            order => order == Some(Ordering::Greater),
        };
        let changed = wins && other.value != self.value;
        if wins {
            self.clone_from(other);
        }
        changed
    }
}

impl<T: Serialize> Serialize for Edited<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.value, self.at).serialize(serializer)
    }
}

/// Never fails: what cannot be read is a value that was never edited.
impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for Edited<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Stored<T> {
            Entry(Option<T>, f64),
            Unreadable(IgnoredAny),
        }
        Ok(match Stored::deserialize(deserializer)? {
            Stored::Entry(value, at) => Self {
                value: value.unwrap_or_default(),
                at,
            },
            Stored::Unreadable(_) => Self::default(),
        })
    }
}

/// A value of JSON that only a newer version can read.
#[derive(Clone, Debug, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OpenValue {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<OpenValue>),
    /// An object.
    Map(BTreeMap<String, OpenValue>),
}

impl OpenValue {
    /// Whether it is what an emptied field holds.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null | Self::Bool(false) => true,
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }
}
