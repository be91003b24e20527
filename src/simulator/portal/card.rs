//! The open call card, and the two forms in which its status is answered.

use super::closing::Closing;
use super::crm::Item;
use serde_json::{Value, json};

/// The client of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// The number; nothing if it is unknown, `hidden` if it is withheld.
    pub number: Option<String>,
    /// The item of the CRM that the call belongs to first.
    pub primary: Option<Item>,
    /// The other items it is bound to; may repeat the first.
    pub bindings: Vec<Item>,
}

impl Client {
    /// A client with a number and nothing in the CRM.
    pub fn number(number: &str) -> Self {
        Self {
            number: Some(number.to_owned()),
            ..Self::default()
        }
    }

    /// The same client, known to the CRM.
    #[must_use]
    pub fn bound(mut self, primary: Item, bindings: &[Item]) -> Self {
        self.primary = Some(primary);
        self.bindings = bindings.to_vec();
        self
    }
}

/// How `getStatus` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum StatusForm {
    /// As documented: identifiers are numbers, flags are booleans.
    #[default]
    Typed,
    /// Like the options: everything is a string.
    Strings,
}

/// The card on the agent's screen.
#[derive(Clone, Debug)]
pub struct Card {
    /// The call.
    pub call_id: String,
    /// Who is called or calls.
    pub client: Client,
    /// The line's number.
    pub line_number: String,
    /// The line's name.
    pub line_name: String,
    /// The activity in the CRM, once there is one.
    pub activity: Option<u64>,
    /// `incoming`, `outgoing`, `callback`, or another text.
    pub direction: String,
    /// `idle`, `connecting` or `connected`.
    pub state: String,
    /// The clients of the call list, in their order.
    pub call_list: Vec<Client>,
    /// The position of this client in the call list.
    pub call_list_at: usize,
    /// The page behind the card.
    pub uri: Option<String>,
    /// When it closes by itself.
    pub closing: Closing,
    /// The options that the first load of the frame received: a reload gets the same again.
    pub(super) first_options: Option<Value>,
}

impl Card {
    /// An incoming call that has not started.
    pub fn new(call_id: &str, client: Client) -> Self {
        Self {
            call_id: call_id.to_owned(),
            client,
            line_number: "reg151083".to_owned(),
            line_name: "Sales hotline".to_owned(),
            activity: None,
            direction: "incoming".to_owned(),
            state: "idle".to_owned(),
            call_list: Vec::new(),
            call_list_at: 0,
            uri: Some("/crm/deal/kanban/category/0/".to_owned()),
            closing: Closing::default(),
            first_options: None,
        }
    }

    fn kind(&self) -> &'static str {
        self.client.primary.map_or("", |item| item.kind.code())
    }

    /// What `getStatus` answers.
    pub fn status(&self, form: StatusForm) -> Value {
        if form == StatusForm::Strings {
            return self.options();
        }
        let binding = |item: &Item| json!({ "ENTITY_TYPE": item.kind.code(), "ENTITY_ID": item.id });
        let mut status = json!({
            "CALL_ID": self.call_id,
            "LINE_NUMBER": self.line_number,
            "LINE_NAME": self.line_name,
            "CRM_ENTITY_TYPE": self.kind(),
            "CRM_ENTITY_ID": self.client.primary.map_or(0, |item| item.id),
            "CRM_ACTIVITY_ID": self.activity.map_or_else(|| Value::from(""), Value::from),
            "CRM_BINDINGS": self.client.bindings.iter().map(binding).collect::<Value>(),
            "CALL_DIRECTION": self.direction,
            "CALL_STATE": self.state,
            "CALL_LIST_MODE": !self.call_list.is_empty(),
        });
        if let Some(number) = &self.client.number {
            status["PHONE_NUMBER"] = number.as_str().into();
        }
        status
    }

    /// What `BX24.placement.info().options` holds: strings, and no keys for what there is not.
    pub fn options(&self) -> Value {
        let binding =
            |item: &Item| json!({ "ENTITY_TYPE": item.kind.code(), "ENTITY_ID": item.id.to_string() });
        let mut options = json!({
            "CALL_ID": self.call_id,
            "LINE_NUMBER": self.line_number,
            "LINE_NAME": self.line_name,
            "CRM_ENTITY_TYPE": self.kind(),
            "CRM_ENTITY_ID": self.client.primary.map_or(0, |item| item.id).to_string(),
            "CRM_ACTIVITY_ID": self.activity.map_or("undefined".to_owned(), |id| id.to_string()),
            "CALL_DIRECTION": self.direction,
            "CALL_STATE": self.state,
            "CALL_LIST_MODE": (!self.call_list.is_empty()).to_string(),
        });
        if let Some(number) = &self.client.number {
            options["PHONE_NUMBER"] = number.as_str().into();
        }
        if !self.client.bindings.is_empty() {
            options["CRM_BINDINGS"] = self.client.bindings.iter().map(binding).collect();
        }
        if let Some(uri) = &self.uri {
            options["URI"] = uri.as_str().into();
        }
        options
    }

    /// The payload of `CallCard::EntityChanged`.
    pub(super) fn entity(&self) -> Value {
        json!({
            "PHONE_NUMBER": self.client.number.as_deref().unwrap_or("unknown"),
            "CRM_ENTITY_TYPE": self.kind(),
            "CRM_ENTITY_ID": self.client.primary.map_or(0, |item| item.id),
        })
    }
}

/// Every string escaped for HTML, as some portals send the options.
pub(super) fn escaped(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(
            text.replace('&', "&amp;")
                .replace('"', "&quot;")
                .replace('\'', "&#039;")
                .replace('<', "&lt;")
                .replace('>', "&gt;"),
        ),
        Value::Array(items) => items.into_iter().map(escaped).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| (key, escaped(value)))
            .collect(),
        other => other,
    }
}
