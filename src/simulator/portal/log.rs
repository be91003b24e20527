//! The log of all messages and requests, for the preview and for tests.

use serde_json::Value;

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// A command of the frame.
    Command,
    /// An event for the frame.
    Event,
    /// A REST request.
    Rest,
    /// A dialog of the portal, or a page it opened.
    Dialog,
    /// Something the portal did by itself: a card opened, a card closed.
    Portal,
}

impl Channel {
    /// Its name in the log.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Event => "event",
            Self::Rest => "rest",
            Self::Dialog => "dialog",
            Self::Portal => "portal",
        }
    }
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct LogEntry {
    /// When, in milliseconds since 1970.
    pub at: f64,
    /// Its kind.
    pub channel: Channel,
    /// The name of the command, event or method.
    pub name: String,
    /// What was sent, without tokens.
    pub payload: Value,
    /// The outcome: `answered`, `silent`, `lost`, `200`, `503`, …
    pub outcome: String,
}

const SECRET: [&str; 7] = [
    "auth",
    "token",
    "access_token",
    "refresh_token",
    "auth_id",
    "refresh_id",
    "application_token",
];

/// The value without tokens.
pub fn redact(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(key, _)| !SECRET.iter().any(|secret| key.eq_ignore_ascii_case(secret)))
            .map(|(key, value)| (key, redact(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(redact).collect(),
        other => other,
    }
}
