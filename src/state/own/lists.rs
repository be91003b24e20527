//! What the portal lets the agent choose from when a call is registered.

use crate::api::dictionary::{self, DictionaryEntry};
use crate::api::line::Line;
use crate::bx24::{Client, Error};

/// What the portal lets the agent choose from.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Lists {
    /// The lines.
    pub lines: Choices,
    /// The sources.
    pub sources: Choices,
}

/// A list to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Choices {
    /// It is not known yet.
    #[default]
    Loading,
    /// It could not be read: then it has to be entered.
    Unknown,
    /// What is sent, and its words. There may be nothing.
    These(Vec<(String, String)>),
}

impl Lists {
    /// Asks the portal for all of them.
    pub(super) async fn load(client: &Client) -> Self {
        match dictionary::lists(client).await {
            Ok(lists) => Self {
                lines: Choices::of(lists.lines, line),
                sources: Choices::of(lists.sources, source),
            },
            Err(_) => Self {
                lines: Choices::Unknown,
                sources: Choices::Unknown,
            },
        }
    }
}

impl Choices {
    fn of<T>(list: Result<Vec<T>, Error>, words: fn(T) -> (String, String)) -> Self {
        list.map_or(Self::Unknown, |list| {
            Self::These(list.into_iter().map(words).collect())
        })
    }
}

fn line(line: Line) -> (String, String) {
    let words = match line.name {
        name if name.is_empty() || name == line.number => line.number.clone(),
        name => format!("{name} ({})", line.number),
    };
    (line.number, words)
}

fn source(source: DictionaryEntry) -> (String, String) {
    (source.code, source.name)
}
