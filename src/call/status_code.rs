//! How a call ended: the codes of `failedCode`, `STATUS_CODE` and `CALL_FAILED_CODE`.
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-finish.html>

use super::wrap_up::default_status_code;
use serde::{Deserialize, Serialize};

/// A result code of a call, as the portal writes it (`"486"`, `"603-S"`, `"OTHER"`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatusCode(String);

/// Every code of the documents, in the order an agent would look for them.
pub const KNOWN: [&str; 13] = [
    "200", "304", "603", "603-S", "403", "404", "486", "484", "503", "480", "402", "423", "OTHER",
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
        if self.is_documented() {
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

    /// Whether the documents name it.
    pub fn is_documented(&self) -> bool {
        KNOWN.contains(&self.0.as_str())
    }
}
