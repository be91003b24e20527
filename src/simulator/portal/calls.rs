//! Calls that the application registered: register, show, hide.

use super::Portal;
use super::answer::{Answer, RestError};
use super::card::{Card, Client};
use super::clock;
use super::crm::{Item, ItemKind, digits};
use super::php::{PhpValue, field};
use serde_json::{Value, json};

/// How long a repeated registration returns the first one, in milliseconds.
const REPEAT: f64 = 30.0 * 60_000.0;

/// A registered call that is not finished.
#[derive(Clone, Debug)]
pub struct Call {
    /// The identifier.
    pub id: String,
    /// For whom it was registered.
    pub user: u64,
    /// The client's number.
    pub number: String,
    /// 1 outgoing, 2 incoming, 3 incoming with redirection, 4 callback, 5 informational.
    pub kind: u64,
    /// The line's number.
    pub line: String,
    /// The identifier of the telephone system.
    pub external_id: Option<String>,
    /// The item of the CRM it belongs to.
    pub entity: Option<Item>,
    /// What registering it created.
    pub created: Vec<Item>,
    /// When it began, in milliseconds.
    pub start: f64,
    /// The call list it belongs to.
    pub call_list: Option<u64>,
}

/// A registration. It is kept after its call was finished.
#[derive(Clone, Debug)]
pub(super) struct Registration {
    key: (String, u64, u64, String, String),
    at: f64,
    call: Call,
}

impl Portal {
    /// The registered calls that are not finished.
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    pub(super) fn register(&mut self, params: &Value) -> Result<Answer, RestError> {
        let user = self.named_user(params)?;
        let kind = field(params, "TYPE")
            .id()
            .filter(|kind| *kind <= 5)
            .ok_or_else(|| RestError::core("Unknown TYPE"))?;
        let number = field(params, "PHONE_NUMBER").text().unwrap_or_default();
        if digits(&number).is_empty() {
            return Err(RestError::core("Unsupported phone number format"));
        }
        let start = match field(params, "CALL_START_DATE").text() {
            None => self.now,
            Some(text) => clock::parse_iso(&text)
                .ok_or_else(|| RestError::core("CALL_START_DATE should be in the ISO-8601 format"))?,
        };
        let line = field(params, "LINE_NUMBER").text().unwrap_or_default();
        let external_id = field(params, "EXTERNAL_CALL_ID").text();
        let key = (
            number.clone(),
            kind,
            user,
            line.clone(),
            external_id.clone().unwrap_or_default(),
        );
        let known = self
            .registrations
            .iter()
            .find(|one| one.key == key && self.now - one.at < REPEAT);
        if let Some(known) = known {
            let answer = registered(&known.call);
            return Ok(answer.into());
        }
        let created = self.create_lead(params, &number, kind, &line, user);
        let id = self.fresh_call_id();
        let entity = self
            .given_entity(params)
            .or_else(|| self.known_caller(&number))
            .or(created);
        let created = created.into_iter().collect();
        let call_list = field(params, "CALL_LIST_ID").id();
        let call = Call {
            id,
            user,
            number,
            kind,
            line,
            external_id,
            entity,
            created,
            start,
            call_list,
        };
        self.registrations.push(Registration {
            key,
            at: self.now,
            call: call.clone(),
        });
        self.calls.push(call.clone());
        if field(params, "SHOW").text().is_none_or(|show| show != "0") {
            self.show_to(&call, user);
        }
        Ok(registered(&call).into())
    }

    pub(super) fn show(&mut self, params: &Value) -> Answer {
        let Some(call) = self.registered_call(params) else {
            return false.into();
        };
        let mut users = ids(field(params, "USER_ID"));
        if users.is_empty() {
            users.push(call.user);
        }
        for user in users {
            self.show_to(&call, user);
        }
        true.into()
    }

    pub(super) fn hide(&mut self, params: &Value) -> Answer {
        let Some(call) = self.registered_call(params) else {
            return false.into();
        };
        let mut users = ids(field(params, "USER_ID"));
        if users.is_empty() {
            users.push(call.user);
        }
        for user in users {
            self.hide_from(&call.id, user);
        }
        true.into()
    }

    /// Puts a registered call's card on a user's screen, unless that person is busy or looks at another card.
    pub(super) fn show_to(&mut self, call: &Call, user: u64) {
        let Some(person) = self.user_mut(user) else { return };
        if person.busy || person.screen.is_some() {
            return;
        }
        person.screen = Some(call.id.clone());
        if user == self.settings.user && self.card.is_none() {
            let card = self.card_of(call);
            self.open(card);
        }
    }

    /// Takes a call's card off a user's screen. On the agent's screen the block of the card is respected.
    pub(super) fn hide_from(&mut self, call_id: &str, user: u64) {
        let Some(person) = self.user_mut(user) else { return };
        if person.screen.as_deref() != Some(call_id) {
            return;
        }
        let here =
            user == self.settings.user && self.card.as_ref().is_some_and(|card| card.call_id == call_id);
        if here {
            self.attempt_close();
        } else if let Some(person) = self.user_mut(user) {
            person.screen = None;
        }
    }

    fn registered_call(&self, params: &Value) -> Option<Call> {
        let id = field(params, "CALL_ID").text()?;
        self.calls.iter().find(|call| call.id == id).cloned()
    }

    /// A card as the portal opens it for a registered call: in the state `connected`.
    pub(super) fn card_of(&self, call: &Call) -> Card {
        let client = Client {
            number: Some(call.number.clone()),
            primary: call.entity,
            bindings: Vec::new(),
        };
        let mut card = Card::new(&call.id, client);
        "connected".clone_into(&mut card.state);
        let direction = match call.kind {
            1 | 5 => "outgoing",
            4 => "callback",
            _ => "incoming",
        };
        direction.clone_into(&mut card.direction);
        card.line_number.clone_from(&call.line);
        let line = self.lines.iter().find(|line| line.number == call.line);
        card.line_name = line.map_or(String::new(), |line| line.name.clone());
        card
    }

    fn given_entity(&self, params: &Value) -> Option<Item> {
        let kind = ItemKind::from_code(field(params, "CRM_ENTITY_TYPE").as_str()?)?;
        let item = Item {
            kind,
            id: field(params, "CRM_ENTITY_ID").id()?,
        };
        (kind.has_phones() && self.crm.has(item)).then_some(item)
    }

    fn known_caller(&self, number: &str) -> Option<Item> {
        self.crm.by_phone(number).first().copied()
    }

    fn create_lead(
        &mut self,
        params: &Value,
        number: &str,
        kind: u64,
        line: &str,
        user: u64,
    ) -> Option<Item> {
        let asked = field(params, "CRM_CREATE").flag();
        let by_line = kind == 1
            && self
                .lines
                .iter()
                .any(|known| known.number == line && known.auto_create);
        let known = self.given_entity(params).is_some() || self.known_caller(number).is_some();
        if known || !(asked || by_line) {
            return None;
        }
        let id = self.crm.free_id();
        self.crm.lead(id, &format!("{number} - call"), number, user);
        Some(Item::lead(id))
    }

    #[allow(clippy::cast_possible_truncation)]
    fn fresh_call_id(&mut self) -> String {
        self.serial += 1;
        format!(
            "externalCall.{:032x}.{}",
            u128::from(self.serial) * 0x9e37_79b9_7f4a_7c15,
            (self.now / 1000.0) as i64
        )
    }
}

fn registered(call: &Call) -> Value {
    let created_lead = call.created.iter().find(|item| item.kind == ItemKind::Lead);
    json!({
        "CALL_ID": call.id.as_str(),
        "CRM_CREATED_LEAD": created_lead.map(|item| item.id),
        "CRM_CREATED_ENTITIES": Value::Array(call.created.iter().map(|item| json!({
            "ENTITY_TYPE": item.kind.code(),
            "ENTITY_ID": item.id,
        })).collect()),
        "CRM_ENTITY_TYPE": call.entity.map(|item| item.kind.code()),
        "CRM_ENTITY_ID": call.entity.map(|item| item.id),
    })
}

/// One identifier or a list of them.
fn ids(value: &Value) -> Vec<u64> {
    value
        .id()
        .into_iter()
        .chain(value.items().filter_map(Value::id))
        .collect()
}
