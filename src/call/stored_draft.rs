//! A wrap-up that is not saved yet, as it is kept over a closed card.
//!
//! Every entry carries the time of its last edit. Two versions of the same wrap-up (two tabs, two places it is kept in)
//! become one entry by entry: the newest edit wins, so it does not matter which version was read first. An entry that
//! was emptied is an edit like any other; what is emptied everywhere is nothing to keep.

use super::{Binding, EntityKind};
use crate::value::Value;

/// How long an unsaved wrap-up is kept after its last edit, in milliseconds: 14 days.
pub const AGE: f64 = 14.0 * 86_400_000.0;

/// Entries that say what the wrap-up is about: with nothing else in it there is nothing to save.
const ABOUT: [&str; 5] = ["target", "number", "items", "seconds", "finish"];

/// A wrap-up that is not saved yet.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct StoredDraft {
    /// `CALL_ID`
    pub call_id: String,
    entries: Vec<StoredField>,
}

#[derive(Clone, Debug, PartialEq)]
struct StoredField {
    name: String,
    value: Value,
    at: f64,
}

impl StoredField {
    fn wins_over(&self, other: &Self) -> bool {
        // Two edits in the same millisecond: any rule will do, if both sides have the same one.
        self.at > other.at || self.at >= other.at && self.value.to_json() > other.value.to_json()
    }
}

impl StoredDraft {
    /// An empty one.
    pub fn of_call(call_id: &str) -> Self {
        Self {
            call_id: call_id.to_owned(),
            entries: Vec::new(),
        }
    }

    /// What stands under a name; null where there is nothing.
    pub fn get(&self, name: &str) -> &Value {
        static NOTHING: Value = Value::Null;
        self.entry(name).map_or(&NOTHING, |entry| &entry.value)
    }

    /// The text under a name; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).as_str().unwrap_or_default()
    }

    /// Puts something under a name, edited at `now` (milliseconds since 1970). What stands there already keeps its time.
    pub fn put(&mut self, name: &str, value: Value, now: f64) {
        match self.entries.iter_mut().find(|entry| entry.name == name) {
            Some(entry) if entry.value == value => {}
            Some(entry) => {
                entry.value = value;
                // An edit is newer than what it was made on, even where the computer's time was set back.
                entry.at = now.max(entry.at + 1.0);
            }
            None if is_nothing(&value) => {}
            None => self.entries.push(StoredField {
                name: name.to_owned(),
                value,
                at: now,
            }),
        }
    }

    /// Takes over what was edited later in another version. Answers the names of what is another now.
    pub fn merge(&mut self, other: &Self) -> Vec<String> {
        let mut changed = Vec::new();
        for newer in &other.entries {
            match self.entries.iter_mut().find(|entry| entry.name == newer.name) {
                Some(entry) if !newer.wins_over(entry) => continue,
                Some(entry) if entry.value == newer.value => {
                    entry.at = newer.at;
                    continue;
                }
                Some(entry) => *entry = newer.clone(),
                None => self.entries.push(newer.clone()),
            }
            changed.push(newer.name.clone());
        }
        changed
    }

    /// Empties every entry, as an edit at `now`: what is left overrules older versions kept elsewhere.
    pub fn empty(&mut self, now: f64) {
        for entry in &mut self.entries {
            if !is_nothing(&entry.value) {
                entry.value = Value::Null;
                entry.at = now.max(entry.at + 1.0);
            }
        }
    }

    /// Whether there is nothing in it to save.
    pub fn is_empty(&self) -> bool {
        self.entries
            .iter()
            .all(|entry| is_nothing(&entry.value) || ABOUT.contains(&entry.name.as_str()))
            && self.text("finish") != "sent"
    }

    /// The time of the last edit, in milliseconds since 1970; 0 where there was none.
    pub fn edited_at(&self) -> f64 {
        self.entries.iter().map(|entry| entry.at).fold(0.0, f64::max)
    }

    /// Whether it is too old to be kept. One from the future (the computer's time was set back) is not.
    pub fn is_old(&self, now: f64) -> bool {
        now - self.edited_at() > AGE
    }

    /// What note and next step could go to when it was written, the primary item first.
    pub fn items(&self) -> Vec<Binding> {
        let mut items = Vec::new();
        for item in self.get("items").items() {
            items.extend(item.as_str().and_then(binding));
        }
        items
    }

    /// As it is written down.
    pub fn to_value(&self) -> Value {
        let mut entries = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            let edited = vec![entry.value.clone(), entry.at.into()];
            entries.push((entry.name.clone(), Value::List(edited)));
        }
        crate::object! { "call" => self.call_id.as_str(), "entries" => Value::Map(entries) }
    }

    /// Reads what was written down. Nothing where it is none; entries that cannot be read are left out, and those that
    /// only a later version knows are kept.
    pub fn from_value(value: &Value) -> Option<Self> {
        let mut unsaved = Self::of_call(value.get("call").as_str()?);
        for (name, entry) in value.get("entries").entries() {
            if let Value::List(parts) = entry
                && let [value, Value::Number(at)] = parts.as_slice()
            {
                unsaved.entries.push(StoredField {
                    name: name.clone(),
                    value: value.clone(),
                    at: *at,
                });
            }
        }
        Some(unsaved)
    }

    fn entry(&self, name: &str) -> Option<&StoredField> {
        self.entries.iter().find(|entry| entry.name == name)
    }
}

/// Reads an item as [`Binding::key`] writes it.
pub fn binding(key: &str) -> Option<Binding> {
    let (kind, id) = key.split_once(' ')?;
    Some(Binding::new(EntityKind::parse(kind)?, Value::from(id).id()?))
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Text(text) => text.is_empty(),
        _ => false,
    }
}
