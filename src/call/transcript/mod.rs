//! The transcript of a call that an agent has: pasted text or a file, read and checked before it is sent.
//!
//! Four formats, which [`read`] tells apart by what the text looks like:
//!
//! | format | looks like |
//! |---|---|
//! | WebVTT | begins with `WEBVTT` |
//! | JSON | begins with `[`: a list of `{start, end, speaker, text}`, times in seconds |
//! | `SubRip` (.srt) | has a line of times with `-->` |
//! | plain | anything else: `Name: sentence`, with or without a time before it |

mod cues;
mod plain;
mod speaker;

use serde::{Deserialize, Serialize};

/// The longest text that is read, in bytes.
pub const TEXT_LIMIT: usize = 1_000_000;

/// The most utterances that are sent. Each takes four fields of one form, and a server limits their number.
pub const UTTERANCE_LIMIT: usize = 2_000;

/// The latest moment that is believed, in seconds: a day.
const TIME_LIMIT: f64 = 86_400.0;

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Utterance {
    /// Who said it; empty where the text does not say so.
    pub speaker: String,
    /// When it began, in whole seconds since the call began.
    pub start: u64,
    /// When it ended: not before it began, and 1 at least, as the portal wants it.
    pub stop: u64,
    /// What was said, in one line.
    pub text: String,
}

/// Which side of a call somebody is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// The employee.
    User,
    /// The client.
    Client,
}

impl Side {
    /// The side that a speaker is on, where the name is the word for it. Other names say nothing.
    pub fn of_name(name: &str) -> Option<Self> {
        match name.to_lowercase().as_str() {
            "user" | "agent" | "operator" | "employee" | "me" => Some(Self::User),
            "client" | "customer" | "caller" => Some(Self::Client),
            _ => None,
        }
    }
}

/// Why a transcript cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TranscriptProblem {
    /// There is nothing in it.
    Empty,
    /// More than [`TEXT_LIMIT`] bytes.
    TooLong,
    /// More than [`UTTERANCE_LIMIT`] utterances.
    TooMany,
    /// The file is no text in UTF-8, or cannot be read any more.
    File,
    /// It begins like JSON, and is none, or not a list of utterances.
    Json,
    /// A time that cannot be read, in this line.
    Time(usize),
    /// An utterance that ends before it begins, in this line.
    Order(usize),
}

/// An utterance as a JSON file has it.
#[derive(Clone, Debug, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct JsonUtterance {
    /// Seconds since the call began.
    pub start: f64,
    /// Seconds since the call began; nothing where only the beginning is known.
    pub end: Option<f64>,
    /// Who said it.
    pub speaker: String,
    /// What was said.
    pub text: String,
}

/// Reads a transcript in any of the formats. `json` reads JSON text.
///
/// # Errors
/// The first thing that is wrong with it. Lines count from 1; in JSON they are the entries of the list.
pub fn read(
    text: &str,
    json: impl Fn(&str) -> Option<Vec<JsonUtterance>>,
) -> Result<Vec<Utterance>, TranscriptProblem> {
    if text.len() > TEXT_LIMIT {
        return Err(TranscriptProblem::TooLong);
    }
    // A byte order mark stands at the beginning of some files.
    let text = text
        .trim_start_matches('\u{feff}')
        .trim_start_matches(['\r', '\n']);
    let utterances = if text.trim_start().starts_with('[') && !plain::begins_with_time(text) {
        let entries = json(text).ok_or(TranscriptProblem::Json)?;
        of_json(entries)?
    } else if text.starts_with("WEBVTT") || text.lines().any(cues::is_times) {
        cues::read(text)?
    } else {
        plain::read(text)
    };
    match utterances.len() {
        0 => Err(TranscriptProblem::Empty),
        count if count > UTTERANCE_LIMIT => Err(TranscriptProblem::TooMany),
        _ => Ok(utterances),
    }
}

/// Who speaks, in the order of their first words.
pub fn speakers(utterances: &[Utterance]) -> Vec<String> {
    let mut speakers: Vec<String> = Vec::new();
    for utterance in utterances {
        if !speakers.contains(&utterance.speaker) {
            speakers.push(utterance.speaker.clone());
        }
    }
    speakers
}

fn of_json(entries: Vec<JsonUtterance>) -> Result<Vec<Utterance>, TranscriptProblem> {
    let mut utterances = Vec::with_capacity(entries.len());
    for (at, entry) in entries.into_iter().enumerate() {
        let line = at + 1;
        let start = seconds(entry.start).ok_or(TranscriptProblem::Time(line))?;
        let stop = match entry.end {
            Some(end) => seconds(end).ok_or(TranscriptProblem::Time(line))?,
            None => start,
        };
        if stop < start {
            return Err(TranscriptProblem::Order(line));
        }
        push(&mut utterances, entry.speaker.trim(), (start, stop), &entry.text);
    }
    Ok(utterances)
}

/// Adds an utterance, unless nothing was said.
fn push(utterances: &mut Vec<Utterance>, speaker: &str, (start, stop): (u64, u64), text: &str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.is_empty() {
        utterances.push(Utterance {
            speaker: speaker.to_owned(),
            start,
            stop: stop.max(start).max(1),
            text,
        });
    }
}

/// Whole seconds; nothing for what is no moment of a call.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn seconds(time: f64) -> Option<u64> {
    (0.0..=TIME_LIMIT).contains(&time).then_some(time as u64)
}
