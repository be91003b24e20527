//! What a save adds to a CRM item. The portal would add it twice if it were sent twice.

use super::Binding;
use super::wrap_up_form::{NO_REMINDER, REMINDER};
use serde::{Deserialize, Serialize};

/// An entry for the timeline of a CRM item. Stored as a list of strings: the item, the text, and for a next step the
/// deadline; then the colleague and the reminder, unless they are the usual ones.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub enum TimelineEntry {
    /// A note.
    Note {
        /// The item it belongs to.
        item: Binding,
        /// Its text.
        text: String,
    },
    /// A next step.
    NextStep {
        /// The item it belongs to.
        item: Binding,
        /// Its title; may be empty.
        title: String,
        /// When it is due, as ISO 8601 with offset.
        deadline: String,
        /// The id of the colleague that it is for; nothing for the agent.
        responsible: Option<u64>,
        /// How many minutes before it is due the reminder comes; nothing for none.
        remind: Option<u64>,
    },
}

impl TimelineEntry {
    /// The item it belongs to.
    pub const fn item(&self) -> &Binding {
        match self {
            Self::Note { item, .. } | Self::NextStep { item, .. } => item,
        }
    }
}

impl From<TimelineEntry> for Vec<String> {
    fn from(entry: TimelineEntry) -> Self {
        match entry {
            TimelineEntry::Note { item, text } => vec![item.key(), text],
            TimelineEntry::NextStep {
                item,
                title,
                deadline,
                responsible: None,
                remind: Some(REMINDER),
            } => vec![item.key(), title, deadline],
            TimelineEntry::NextStep {
                item,
                title,
                deadline,
                responsible,
                remind,
            } => {
                let number = |number: Option<u64>| number.map(|number| number.to_string());
                vec![
                    item.key(),
                    title,
                    deadline,
                    number(responsible).unwrap_or_default(),
                    number(remind).unwrap_or_else(|| NO_REMINDER.to_owned()),
                ]
            }
        }
    }
}

impl TryFrom<Vec<String>> for TimelineEntry {
    type Error = &'static str;

    fn try_from(parts: Vec<String>) -> Result<Self, Self::Error> {
        let mut parts = parts.into_iter();
        let item = parts.next().as_deref().and_then(Binding::parse);
        let (Some(item), Some(text)) = (item, parts.next()) else {
            return Err("not a timeline entry");
        };
        Ok(match parts.next() {
            None => Self::Note { item, text },
            Some(deadline) => Self::NextStep {
                item,
                title: text,
                deadline,
                responsible: parts.next().and_then(|id| id.parse().ok()),
                // Next steps of the version before had none, and were not sent again for that.
                remind: parts
                    .next()
                    .map_or(Some(REMINDER), |minutes| minutes.parse().ok()),
            },
        })
    }
}

/// An entry that was sent, and whose answer is not known. Stored as `[entry, time]`.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(from = "(TimelineEntry, f64)", into = "(TimelineEntry, f64)")]
pub struct SentEntry {
    /// The entry.
    pub entry: TimelineEntry,
    /// When it was sent for the first time, by the portal's clock, in milliseconds since 1970.
    pub since: f64,
}

impl From<SentEntry> for (TimelineEntry, f64) {
    fn from(sent: SentEntry) -> Self {
        (sent.entry, sent.since)
    }
}

impl From<(TimelineEntry, f64)> for SentEntry {
    fn from((entry, since): (TimelineEntry, f64)) -> Self {
        Self { entry, since }
    }
}
