//! What a REST method answers, and how that looks on the wire.

use super::clock;
use serde_json::{Value, json};

/// An HTTP answer. Status 0 means that there was none: the connection broke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

impl HttpAnswer {
    /// No connection.
    pub const fn offline() -> Self {
        Self {
            status: 0,
            body: String::new(),
        }
    }
}

/// What became of a request, faults included.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The answer; nothing if it never comes.
    pub answer: Option<HttpAnswer>,
    /// Milliseconds until it comes.
    pub after: f64,
    /// How often it is posted.
    pub copies: usize,
}

/// What a method answers.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Answer {
    /// The `result`.
    pub result: Value,
    /// How many there are in all, for lists.
    pub total: Option<u64>,
    /// Where the next page of a list starts.
    pub next: Option<u64>,
}

impl<T: Into<Value>> From<T> for Answer {
    fn from(result: T) -> Self {
        Self {
            result: result.into(),
            total: None,
            next: None,
        }
    }
}

impl Answer {
    pub(super) fn into_http(self, now: f64) -> HttpAnswer {
        let mut body = json!({ "result": self.result, "time": clock::timing(now) });
        if let Some(next) = self.next {
            body["next"] = next.into();
        }
        if let Some(total) = self.total {
            body["total"] = total.into();
        }
        HttpAnswer {
            status: 200,
            body: body.to_string(),
        }
    }
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestError {
    /// The HTTP status.
    pub status: u16,
    /// `error`.
    pub code: String,
    /// `error_description`.
    pub text: String,
}

impl RestError {
    pub(super) fn new(status: u16, code: &str, text: &str) -> Self {
        Self {
            status,
            code: code.to_owned(),
            text: text.to_owned(),
        }
    }

    /// The one code that the methods of telephony use for nearly everything.
    pub(super) fn core(text: &str) -> Self {
        Self::new(400, "ERROR_CORE", text)
    }

    /// Methods of the CRM refuse with an empty code.
    pub(super) fn crm(text: &str) -> Self {
        Self::new(400, "", text)
    }

    pub(super) fn missing(name: &str) -> Self {
        Self::new(
            400,
            "100",
            &format!("Could not find value for parameter {{{name}}}"),
        )
    }

    pub(super) fn to_value(&self) -> Value {
        json!({ "error": self.code.as_str(), "error_description": self.text.as_str() })
    }

    pub(super) fn into_http(self) -> HttpAnswer {
        HttpAnswer {
            status: self.status,
            body: self.to_value().to_string(),
        }
    }
}

/// What the portal says to a general error code.
pub fn describe(code: &str) -> &'static str {
    match code {
        "QUERY_LIMIT_EXCEEDED" => "Too many requests",
        "OVERLOAD_LIMIT" => "REST API is blocked due to overload.",
        "OPERATION_TIME_LIMIT" => "Method is blocked due to operation time limit.",
        "INTERNAL_SERVER_ERROR" | "ERROR_UNEXPECTED_ANSWER" => "Internal server error",
        "ERROR_BATCH_METHOD_NOT_ALLOWED" => "Method is not allowed for batch usage",
        "ERROR_BATCH_LENGTH_EXCEEDED" => "Max batch length exceeded",
        "NO_AUTH_FOUND" => "Wrong authorization data",
        "expired_token" => "The access token provided has expired.",
        "INVALID_REQUEST" => "Https required.",
        "ACCESS_DENIED" => "Access denied!",
        "INVALID_CREDENTIALS" => "Invalid request credentials",
        "insufficient_scope" => "The request requires higher privileges than provided by the access token",
        "user_access_error" => "The user does not have access to the application.",
        "ERROR_MANIFEST_IS_NOT_AVAILABLE" => "Manifest is not available",
        "PORTAL_DELETED" => "Portal was deleted",
        "ERROR_METHOD_NOT_FOUND" => "Method not found!",
        "0" | "100" => "Could not find value for parameter {id}",
        "WRONG_AUTH_TYPE" => "Current authorization type is denied for this method",
        _ => "",
    }
}
