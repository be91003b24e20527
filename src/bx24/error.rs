//! Why a call to the portal failed.

use super::Scalar;
use core::fmt;
use core::ops::Deref;
use serde::Deserialize;

/// A failure, by a closed set of kinds. Small to pass on: what is known of it stands in [`Details`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Details>);

/// What is known of a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// What went wrong.
    pub kind: ErrorKind,
    /// The portal's code (`ACCESS_DENIED`, `ERROR_CORE`, …); empty where it gave none.
    pub code: String,
    /// The HTTP status; 0 where none is known.
    pub status: u16,
    /// The portal's description or what we know besides: for diagnostics and for telling errors of one code apart,
    /// never shown to the agent.
    pub detail: String,
}

impl Deref for Error {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

/// The kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// There is no SDK: the page was not opened by Bitrix24.
    NotInBitrix24,
    /// No answer in time. The portal may have acted all the same.
    NoAnswer,
    /// The request waited behind others until its time was over: it was never sent, and can be repeated safely.
    NotSent,
    /// The portal refused, with a code and mostly a status.
    Refused,
    /// An earlier request of the kind may still be executed: nothing is sent before that is known.
    UnderWay,
    /// The agent cancelled it when all of it had been sent. The portal may have it.
    Cancelled,
    /// What would show whether an earlier request was executed is not visible to the agent.
    NotVisible,
    /// Too many requests just now (`QUERY_LIMIT_EXCEEDED`).
    RateLimited,
    /// Requests of this method took too much time and are blocked for some minutes (`OPERATION_TIME_LIMIT`): for 10 at most.
    MethodBlocked,
    /// The portal's REST was blocked (`OVERLOAD_LIMIT`): only the vendor's support lifts that.
    Overloaded,
    /// The network failed or the portal answered 5xx: the SDK does not say which. The portal may have acted.
    Network,
    /// The answer was not what the documents describe.
    NotUnderstood,
}

impl ErrorKind {
    /// The kind for logs, and the end of the key of its message in the language files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotInBitrix24 => "not-in-bitrix24",
            Self::NoAnswer => "no-answer",
            Self::NotSent => "not-sent",
            Self::UnderWay => "under-way",
            Self::Cancelled => "cancelled",
            Self::NotVisible => "not-visible",
            Self::Refused => "refused",
            Self::RateLimited => "rate-limited",
            Self::MethodBlocked => "method-blocked",
            Self::Overloaded => "overloaded",
            Self::Network => "network",
            Self::NotUnderstood => "not-understood",
        }
    }
}

impl Error {
    /// A failure with all that is known of it.
    pub fn new(kind: ErrorKind, code: &str, status: u16, detail: &str) -> Self {
        Self(Box::new(Details {
            kind,
            code: code.to_owned(),
            status,
            detail: detail.to_owned(),
        }))
    }

    /// A failure that has neither code nor status.
    pub fn of(kind: ErrorKind, detail: &str) -> Self {
        Self::new(kind, "", 0, detail)
    }

    /// An answer that was not what the documents describe; `what` names the question.
    pub fn not_understood(what: &str) -> Self {
        Self::of(ErrorKind::NotUnderstood, what)
    }

    /// A refusal that needed no status.
    pub fn refused(code: &str) -> Self {
        Self::answered(code, 0, "")
    }

    /// What the portal answered instead of a result. The code decides the kind.
    pub fn answered(code: &str, status: u16, detail: &str) -> Self {
        let kind = match code {
            "QUERY_LIMIT_EXCEEDED" => ErrorKind::RateLimited,
            "OPERATION_TIME_LIMIT" => ErrorKind::MethodBlocked,
            "OVERLOAD_LIMIT" => ErrorKind::Overloaded,
            _ if status >= 500 => ErrorKind::Network,
            _ => ErrorKind::Refused,
        };
        Self::new(kind, code, status, detail)
    }

    /// Whether the portal may have acted although there is no good answer.
    pub fn is_uncertain(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::NoAnswer | ErrorKind::Cancelled | ErrorKind::Network | ErrorKind::NotUnderstood
        )
    }
}

/// For logs: the kind, the code, the status.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.as_str())?;
        if !self.code.is_empty() {
            write!(f, " {}", self.code)?;
        }
        if self.status > 0 {
            write!(f, " {}", self.status)?;
        }
        Ok(())
    }
}

impl core::error::Error for Error {}

/// What the portal answers instead of a result: `{error, error_description}` for REST, for a command of a batch and for
/// a placement command, or `{result: "error", errorCode}` for a placement command.
///
/// <https://apidocs.bitrix24.com/error-codes.html>
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ErrorAnswer {
    error: Scalar,
    error_description: Scalar,
    result: Scalar,
    #[serde(rename = "errorCode")]
    error_code: Scalar,
}

impl ErrorAnswer {
    /// Why a request was refused, or one command of a batch; `status` is that of HTTP, 0 where there is none. The code
    /// may be empty.
    #[must_use]
    pub fn rest_error(self, status: u16) -> Error {
        let code = self.error.text().unwrap_or_default();
        let detail = self.error_description.text().unwrap_or_default();
        Error::answered(&code, status, &detail)
    }

    /// Why a placement command failed. Nothing where the answer is no error.
    #[must_use]
    pub fn command_error(self) -> Option<Error> {
        if self.result == Scalar::Text("error".to_owned()) {
            return Some(Error::refused(&self.error_code.text().unwrap_or_default()));
        }
        (self.error != Scalar::Nothing && self.error != Scalar::Flag(false)).then(|| self.rest_error(0))
    }
}
