//! What `getStatus` and the placement options say of a call.
//!
//! <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/call-card/get-status.html>

use super::{Binding, Phone};

/// The call as the portal describes it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct CallStatus {
    /// `CALL_ID`: `externalCall.<hash>.<unix seconds>` for calls that an app registered, another shape for the rest.
    pub call_id: String,
    /// `PHONE_NUMBER`: the client's number.
    pub phone: Phone,
    /// `LINE_NUMBER`
    pub line_number: String,
    /// `LINE_NAME`; often empty, or the number once more.
    pub line_name: String,
    /// `CRM_ENTITY_TYPE` and `CRM_ENTITY_ID`: the primary item.
    pub primary: Option<Binding>,
    /// `CRM_BINDINGS`, in the portal's order; the primary item may or may not be repeated here.
    pub bindings: Vec<Binding>,
    /// `CRM_ACTIVITY_ID`, where there is one already.
    pub activity_id: Option<u64>,
    /// `CALL_DIRECTION`
    pub direction: Direction,
    /// `CALL_STATE`
    pub state: ReportedState,
    /// `CALL_LIST_MODE`: the card steps through a list of clients.
    pub call_list_mode: bool,
}

impl CallStatus {
    /// Whether an app registered this call, see [`is_external`].
    pub fn is_external(&self) -> bool {
        is_external(&self.call_id)
    }

    /// Every bound item once, the primary one first.
    pub fn items(&self) -> Vec<Binding> {
        let mut items = Vec::with_capacity(self.bindings.len() + 1);
        for item in self.primary.iter().chain(&self.bindings) {
            if !items.contains(item) {
                items.push(item.clone());
            }
        }
        items
    }

    /// What to call the line: its name, with the number where that says more. Nothing where neither is known.
    pub fn line(&self) -> Option<String> {
        match (self.line_name.trim(), self.line_number.trim()) {
            ("", "") => None,
            ("", number) => Some(number.to_owned()),
            (name, number) if number.is_empty() || name.contains(number) => Some(name.to_owned()),
            (name, number) => Some(format!("{name} · {number}")),
        }
    }
}

/// Whether an app registered the call with this `CALL_ID`: only such calls can be shown, hidden and finished over REST.
pub fn is_external(call_id: &str) -> bool {
    call_id.starts_with("externalCall.")
}

/// Who called whom: `CALL_DIRECTION`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `incoming`
    Incoming,
    /// `outgoing`
    Outgoing,
    /// `callback`: the client asked to be called.
    Callback,
    /// A word the documents do not name (`incomingTransfer` in older portals); empty where there is none.
    Other(String),
}

impl Default for Direction {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

impl Direction {
    /// Reads the portal's word; capital letters do not matter.
    pub fn parse(word: &str) -> Self {
        match word.trim().to_ascii_lowercase().as_str() {
            "incoming" => Self::Incoming,
            "outgoing" => Self::Outgoing,
            "callback" => Self::Callback,
            _ => Self::Other(word.trim().to_owned()),
        }
    }
}

/// Where a call stands: `CALL_STATE`. What `idle` means depends on what was before, see [`super::Phase`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportedState {
    /// `idle`: not started, or over.
    Idle,
    /// `connecting`
    Connecting,
    /// `connected`
    Connected,
    /// A word the documents do not name; empty where there is none.
    Other(String),
}

impl Default for ReportedState {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

impl ReportedState {
    /// Reads the portal's word; capital letters do not matter.
    pub fn parse(word: &str) -> Self {
        match word.trim().to_ascii_lowercase().as_str() {
            "idle" => Self::Idle,
            "connecting" => Self::Connecting,
            "connected" => Self::Connected,
            _ => Self::Other(word.trim().to_owned()),
        }
    }

    /// The portal's word for it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Idle => "idle",
            Self::Connecting => "connecting",
            Self::Connected => "connected",
            Self::Other(word) => word,
        }
    }
}
