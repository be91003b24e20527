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
            items: Vec::new(),
        }
    }
}

impl SettingList {
    /// The same list without blank entries, and without white space around texts. A script without a title gets its
    /// first line as title.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        for item in &mut self.items {
            for text in [
                &mut item.text,
                &mut item.group,
                &mut item.code,
                &mut item.line,
                &mut item.direction,
                &mut item.questions,
            ] {
                if text.trim().len() < text.len() {
                    *text = text.trim().to_owned();
                }
            }
            if item.text.is_empty()
                && let Some(first) = script::parse(&item.questions).first()
            {
                first.text().clone_into(&mut item.text);
            }
        }
        self.items.retain(|item| !item.text.is_empty());
        self
    }

    /// Whether two entries have the same text: nobody could tell them apart.
    pub fn has_duplicates(&self) -> bool {
        let mut rest = self.items.iter();
        while let Some(item) = rest.next() {
            if rest.clone().any(|other| other.text == item.text) {
                return true;
            }
        }
        false
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
            (Some(header), Some(list)) if header.version <= VERSION => Self::Known(list.cleaned()),
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

#[allow(clippy::trivially_copy_pass_by_ref)] // As serde calls it.
const fn is_false(flag: &bool) -> bool {
    !*flag
}
