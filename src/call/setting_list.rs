//! Lists that the portal stores for the app in an option: phrases, result codes and call scripts.

use super::script;
use serde::{Deserialize, Serialize};

/// The version of the lists that this app writes.
pub const VERSION: u32 = 1;

/// A list as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingList {
    /// The version that wrote it.
    pub version: u32,
    /// Result codes: whether one has to be chosen before a call is finished.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Result codes: the custom field of a CRM item that the chosen one is written to, as an administrator calls it; empty
    /// for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// The entries, in the order in which they are shown.
    #[serde(default)]
    pub items: Vec<ListItem>,
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ListItem {
    /// The phrase, or the title of the result code or of the script.
    pub text: String,
    /// The group of a result code; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The code of `finish` ([`StatusCode`](super::StatusCode)) that goes with a result code; empty where none does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// The line that a script is for, as the card shows it; empty for all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub line: String,
    /// The direction that a script is for ([`Direction::parse`](super::Direction::parse)); empty for all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub direction: String,
    /// The text of a script ([`script::parse`]).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub questions: String,
    /// The shortcut of a result code: the letter or digit that is pressed with Alt; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
}

/// What an option holds.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Setting {
    /// Nothing.
    #[default]
    Empty,
    /// A list.
    Known(SettingList),
    /// Something that only another version of this app can read. It is left alone.
    Foreign,
}

/// What every version of a list begins with.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct ListHeader {
    /// The version that wrote it.
    pub version: u32,
}

impl Default for SettingList {
    fn default() -> Self {
        Self {
            version: VERSION,
            required: false,
            field: String::new(),
            items: Vec::new(),
        }
    }
}

/// Why an entry of a list cannot be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListItemError {
    /// Something was entered, but no title: agents could not choose it.
    Untitled,
    /// An entry before it has the same text: they could not be distinguished.
    Duplicate,
    /// The shortcut is none ([`is_shortcut`]), or that of an entry before it.
    Shortcut,
}

impl ListItem {
    /// The same entry without white space around texts. A script without a title gets its first line as title.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        for text in [
            &mut self.text,
            &mut self.group,
            &mut self.code,
            &mut self.line,
            &mut self.direction,
            &mut self.questions,
            &mut self.key,
        ] {
            trim(text);
        }
        self.key.make_ascii_uppercase();
        if self.text.is_empty()
            && let Some(first) = script::parse(&self.questions).first()
        {
            first.text().clone_into(&mut self.text);
        }
        self
    }
}

impl SettingList {
    /// The same list without blank entries, and without white space around texts ([`ListItem::cleaned`]).
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        trim(&mut self.field);
        self.items = self.items.into_iter().map(ListItem::cleaned).collect();
        self.items.retain(|item| *item != ListItem::default());
        self
    }

    /// Whether the field is none that an administrator can have added: they all begin with `UF_CRM`.
    pub fn has_wrong_field(&self) -> bool {
        let is_custom =
            letters(&self.field).take(5).eq("ufcrm".chars()) && letters(&self.field).nth(5).is_some();
        !self.field.is_empty() && !is_custom
    }

    /// The entry with this shortcut.
    pub fn by_shortcut(&self, key: &str) -> Option<&ListItem> {
        let mut items = self.items.iter();
        items.find(|item| !key.is_empty() && item.key.eq_ignore_ascii_case(key))
    }

    /// The entry with this text.
    pub fn find(&self, text: &str) -> Option<&ListItem> {
        self.items.iter().find(|item| item.text == text)
    }
}

impl Setting {
    /// What a stored text means. `header` and `list` are what was read of it; nothing where that failed.
    pub fn of(text: &str, header: Option<ListHeader>, list: Option<SettingList>) -> Self {
        match (header, list) {
            _ if text.is_empty() => Self::Empty,
            (Some(header), Some(list)) if header.version <= VERSION => {
                let mut list = list.cleaned();
                // Agents could not choose them.
                list.items.retain(|item| !item.text.is_empty());
                Self::Known(list)
            }
            _ => Self::Foreign,
        }
    }

    /// The list; an empty one where there is none.
    pub fn list(&self) -> SettingList {
        match self {
            Self::Known(list) => list.clone(),
            Self::Empty | Self::Foreign => SettingList::default(),
        }
    }

    /// The entries.
    pub fn items(&self) -> &[ListItem] {
        match self {
            Self::Known(list) => &list.items,
            Self::Empty | Self::Foreign => &[],
        }
    }
}

/// The entries that cannot be stored, as they were typed: their positions, and why. Blank ones are not stored at all.
pub fn item_errors(items: &[ListItem]) -> Vec<(usize, ListItemError)> {
    let items: Vec<ListItem> = items.iter().cloned().map(ListItem::cleaned).collect();
    let errors = items.iter().enumerate().flat_map(|(at, item)| {
        let before = &items[..at];
        let is_duplicate = before.iter().any(|other| other.text == item.text);
        let title = match item.text.is_empty() {
            true if *item == ListItem::default() => None,
            true => Some(ListItemError::Untitled),
            false => is_duplicate.then_some(ListItemError::Duplicate),
        };
        let is_taken = before.iter().any(|other| other.key == item.key);
        let is_wrong = !item.key.is_empty() && (is_taken || !is_shortcut(&item.key));
        let shortcut = is_wrong.then_some(ListItemError::Shortcut);
        [title, shortcut]
            .into_iter()
            .flatten()
            .map(move |error| (at, error))
    });
    errors.collect()
}

/// Whether this can be pressed with Alt: a letter, or a digit that does not move to a section of the card.
pub fn is_shortcut(key: &str) -> bool {
    matches!(key.as_bytes(), [b'A'..=b'Z' | b'0' | b'5'..=b'9'])
}

/// Whether two names are those of one field: `UF_CRM_RESULT`, as the portal shows it, and `ufCrmResult`, as `crm.item.*`
/// call it.
pub fn same_field(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    let letters = name.chars().filter(|letter| *letter != '_');
    letters.map(|letter| letter.to_ascii_lowercase())
}

fn trim(text: &mut String) {
    if text.trim().len() < text.len() {
        *text = text.trim().to_owned();
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // As serde calls it.
const fn is_false(flag: &bool) -> bool {
    !*flag
}
