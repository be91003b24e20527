//! How a call ended: the codes of `failedCode`, `STATUS_CODE` and `CALL_FAILED_CODE`.
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-finish.html>

use super::wrap_up::default_status_code;

/// A result code of a call, as the portal writes it (`"486"`, `"603-S"`, `"OTHER"`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusCode(String);

/// Every code of the documents with the key of its words, in the order an agent would look for them.
pub const KNOWN: [(&str, &str); 13] = [
    ("200", "outcome.200"),
    ("304", "outcome.304"),
    ("603", "outcome.603"),
    ("603-S", "outcome.603-S"),
    ("403", "outcome.403"),
    ("404", "outcome.404"),
    ("486", "outcome.486"),
    ("484", "outcome.484"),
    ("503", "outcome.503"),
    ("480", "outcome.480"),
    ("402", "outcome.402"),
    ("423", "outcome.423"),
    ("OTHER", "outcome.OTHER"),
];

impl StatusCode {
    /// Reads a code. Nothing for an empty one.
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.trim().to_ascii_uppercase();
        (!matches!(code.as_str(), "" | "0" | "UNDEFINED" | "NULL")).then_some(Self(code))
    }

    /// The result code that the portal itself would take: 200 with a duration in seconds, else 304.
    pub fn by_duration(seconds: u64) -> Self {
        Self(default_status_code(seconds).to_owned())
    }

    /// The same code where the documents name it, else `OTHER`: there is no other one for a call that is saved.
    #[must_use]
    pub fn documented(self) -> Self {
        if KNOWN.iter().any(|(code, _)| *code == self.0) {
            self
        } else {
            Self("OTHER".to_owned())
        }
    }

    /// Whether the call was answered; every other one has a reason.
    pub fn is_answered(&self) -> bool {
        self.0 == "200"
    }

    /// The code as the portal writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key of its words in the language files. Nothing for a code the documents do not name.
    pub fn key(&self) -> Option<&'static str> {
        KNOWN
            .iter()
            .find(|(code, _)| *code == self.0)
            .map(|(_, key)| *key)
    }
}
