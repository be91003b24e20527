//! What was entered for a call to be registered, and reading it.

use crate::api::external_call::Register;
use crate::bx24::MAX_ID;
use crate::call::wrap_up::{FieldError, parse_number, propose_external_call_id};
use crate::call::{Binding, CallType, EntityKind, moment};
use crate::state::now;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A field with a text in it, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RegistrationField {
    /// `PHONE_NUMBER`
    Number,
    /// `TYPE`, 1 to 5.
    Type,
    /// `LINE_NUMBER`
    Line,
    /// How the person is named: [`RegistrationField::ME`], [`RegistrationField::COLLEAGUE`] or [`RegistrationField::INNER`].
    Who,
    /// `USER_ID` of a colleague.
    Colleague,
    /// `USER_PHONE_INNER`
    Inner,
    /// `CRM_ENTITY_TYPE`; empty for none.
    ItemKind,
    /// `CRM_ENTITY_ID`
    ItemId,
    /// `CALL_START_DATE`, as a date field has it.
    Start,
    /// `CRM_SOURCE`
    Source,
    /// `CALL_LIST_ID`
    CallList,
    /// `EXTERNAL_CALL_ID`
    ExternalId,
}

/// In milliseconds.
const DAY: f64 = 86_400_000.0;

impl RegistrationField {
    /// For the agent.
    pub const ME: &str = "me";
    /// For a colleague, by id.
    pub const COLLEAGUE: &str = "colleague";
    /// For whoever has an internal number.
    pub const INNER: &str = "inner";
}

/// What stands in the fields; nothing for an empty one. It is stored by the names of the fields.
type FieldTexts = BTreeMap<RegistrationField, String>;

/// The fields that [`RegistrationForm::take`] fills. Those of a pair mean nothing without each other.
const TAKEN: [[RegistrationField; 2]; 2] = [
    [RegistrationField::ItemKind, RegistrationField::ItemId],
    [RegistrationField::Who, RegistrationField::Colleague],
];

/// What was entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationForm {
    texts: FieldTexts,
    taken: Option<Taken>,
    /// `SHOW`
    pub show: bool,
    /// `CRM_CREATE`
    pub crm_create: bool,
    /// `ADD_TO_CHAT`
    pub add_to_chat: bool,
}

/// What was entered from somebody who has the number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Taken {
    number: Option<String>,
    before: FieldTexts,
    after: FieldTexts,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistrationError {
    /// The number.
    Number(FieldError),
    /// No internal number was entered.
    InnerMissing,
    /// No colleague was chosen.
    ColleagueMissing,
    /// The agent is not known yet.
    MeUnknown,
    /// The portal has no dialog to choose people.
    NoDialog,
    /// The id of the item is not a number.
    Item,
    /// The start of the call is not a whole date.
    Start,
    /// No call can have begun then.
    StartImpossible,
    /// The id of the call list is not a number.
    CallList,
}

/// What is wrong, in the order of the form.
pub type Wrong = Vec<(RegistrationField, RegistrationError)>;

fn put(texts: &mut FieldTexts, field: RegistrationField, text: String) {
    if text.is_empty() {
        texts.remove(&field);
    } else {
        texts.insert(field, text);
    }
}

impl RegistrationForm {
    /// The form as it begins: an incoming call for the agent, with the portal's own defaults.
    pub fn begin() -> Self {
        let mut draft = Self {
            texts: FieldTexts::default(),
            taken: None,
            show: true,
            crm_create: false,
            add_to_chat: true,
        };
        draft.set(RegistrationField::Who, RegistrationField::ME.to_owned());
        draft.set(RegistrationField::Type, CallType::Incoming.number().to_string());
        draft.renew_id();
        draft
    }

    /// What stands in a field.
    pub fn get(&self, field: RegistrationField) -> &str {
        self.texts.get(&field).map_or("", String::as_str)
    }

    /// Puts something into a field. What was taken from somebody who has another number goes with that number.
    pub fn set(&mut self, field: RegistrationField, text: String) {
        put(&mut self.texts, field, text);
        let number = parse_number(self.get(RegistrationField::Number)).ok();
        if self.taken.as_ref().is_some_and(|taken| taken.number != number) {
            self.give_back();
        }
    }

    /// The next registration is another call: what belongs to the registered one alone goes, unless the agent has changed
    /// it meanwhile.
    pub fn begin_next(&mut self, registered: &Register) {
        if self.external_id() == registered.external_call_id.as_deref().unwrap_or_default() {
            self.renew_id();
        }
        // Pressed once more, *Register* would register a second call with this number.
        if parse_number(self.get(RegistrationField::Number))
            .is_ok_and(|number| number == registered.phone_number)
        {
            self.set(RegistrationField::Number, String::new());
        }
        let sent_item = registered.crm_entity.as_ref();
        if sent_item.is_some() && self.item().as_ref() == sent_item {
            self.set(RegistrationField::ItemKind, String::new());
            self.set(RegistrationField::ItemId, String::new());
        }
        let start = with_offset(self.get(RegistrationField::Start));
        if start.is_some() && start == registered.call_start_date {
            self.set(RegistrationField::Start, String::new());
        }
        let list = self.number(RegistrationField::CallList);
        if list.is_some() && list == registered.call_list_id {
            self.set(RegistrationField::CallList, String::new());
        }
    }

    /// Proposes another `EXTERNAL_CALL_ID`.
    pub fn renew_id(&mut self) {
        self.set(RegistrationField::ExternalId, fresh_id());
    }

    /// Whether the portal answers the registration of both with the same call. `me` is the agent, where it is known.
    pub fn is_same_call(&self, other: &Self, me: Option<u64>) -> bool {
        let number = |form: &Self| parse_number(form.get(RegistrationField::Number)).ok();
        number(self) == number(other)
            && self.call_type() == other.call_type()
            && self.user(me) == other.user(me)
            && self.inner() == other.inner()
            && self.given(RegistrationField::Line) == other.given(RegistrationField::Line)
            && self.external_id() == other.external_id()
    }

    fn call_type(&self) -> CallType {
        let number = self.number(RegistrationField::Type);
        number
            .and_then(CallType::from_number)
            .unwrap_or(CallType::Incoming)
    }

    /// For whom the call is; nothing for an internal number.
    fn user(&self, me: Option<u64>) -> Option<u64> {
        match self.get(RegistrationField::Who) {
            RegistrationField::INNER => None,
            RegistrationField::COLLEAGUE => self.number(RegistrationField::Colleague),
            _ => me,
        }
    }

    /// The internal number of the one the call is for.
    fn inner(&self) -> Option<String> {
        let is_inner = self.get(RegistrationField::Who) == RegistrationField::INNER;
        is_inner.then(|| self.given(RegistrationField::Inner)).flatten()
    }

    /// The CRM item that was entered; nothing where it is none.
    fn item(&self) -> Option<Binding> {
        let kind = EntityKind::parse(self.get(RegistrationField::ItemKind))?;
        Some(Binding::new(kind, self.number(RegistrationField::ItemId)?))
    }

    /// Enters what is known of somebody who has the number: `item`, and the `colleague` who is responsible.
    pub fn take(&mut self, item: &Binding, colleague: Option<u64>) {
        self.give_back();
        let before = self.texts.clone();
        self.set(RegistrationField::ItemKind, item.kind.as_str().to_owned());
        self.set(RegistrationField::ItemId, item.id.to_string());
        if let Some(id) = colleague {
            self.set(RegistrationField::Who, RegistrationField::COLLEAGUE.to_owned());
            self.set(RegistrationField::Colleague, id.to_string());
        }
        self.taken = Some(Taken {
            number: parse_number(self.get(RegistrationField::Number)).ok(),
            before,
            after: self.texts.clone(),
        });
    }

    /// Whether all that was taken from somebody is still there.
    pub fn is_taken(&self) -> bool {
        let is_there = |taken: &Taken| {
            let mut fields = TAKEN.iter().flatten();
            fields.all(|field| self.texts.get(field) == taken.after.get(field))
        };
        self.taken.as_ref().is_some_and(is_there)
    }

    /// Takes out what was taken from somebody. What the agent has changed since then stays.
    fn give_back(&mut self) {
        let Some(mut taken) = self.taken.take() else {
            return;
        };
        for pair in TAKEN {
            if pair
                .iter()
                .all(|field| self.texts.get(field) == taken.after.get(field))
            {
                for field in pair {
                    put(
                        &mut self.texts,
                        field,
                        taken.before.remove(&field).unwrap_or_default(),
                    );
                }
            }
        }
    }

    /// The call to register. What is not given is not in it, and what the portal takes for granted neither.
    ///
    /// `me` is the agent, where it is known; `half_a_date` says that the date field holds something that is no
    /// whole date, of which the browser tells nothing else. Fails with what is wrong, in the order of the form.
    pub fn check(&self, me: Option<u64>, half_a_date: bool) -> Result<Register, Wrong> {
        let mut wrong = Wrong::new();
        let number = parse_number(self.get(RegistrationField::Number)).unwrap_or_else(|error| {
            wrong.push((RegistrationField::Number, RegistrationError::Number(error)));
            String::new()
        });
        let mut call = Register::new(&number, self.call_type());
        call.line_number = self.given(RegistrationField::Line);
        call.user_id = self.user(me);
        call.user_phone_inner = self.inner();
        if call.user_id.is_none() && call.user_phone_inner.is_none() {
            wrong.push(match self.get(RegistrationField::Who) {
                RegistrationField::INNER => (RegistrationField::Inner, RegistrationError::InnerMissing),
                RegistrationField::COLLEAGUE => {
                    (RegistrationField::Colleague, RegistrationError::ColleagueMissing)
                }
                _ => (RegistrationField::Who, RegistrationError::MeUnknown),
            });
        }
        call.crm_entity = self.item();
        if call.crm_entity.is_none() && EntityKind::parse(self.get(RegistrationField::ItemKind)).is_some() {
            wrong.push((RegistrationField::ItemId, RegistrationError::Item));
        }
        call.show = (!self.show).then_some(false);
        call.crm_create = self.crm_create.then_some(true);
        call.call_start_date = self
            .given(RegistrationField::Start)
            .as_deref()
            .and_then(with_offset);
        if half_a_date {
            wrong.push((RegistrationField::Start, RegistrationError::Start));
        } else if call.call_start_date.is_none() && self.given(RegistrationField::Start).is_some() {
            wrong.push((RegistrationField::Start, RegistrationError::StartImpossible));
        }
        call.crm_source = self.given(RegistrationField::Source);
        call.add_to_chat = (!self.add_to_chat).then_some(false);
        call.call_list_id = self.number(RegistrationField::CallList);
        if call.call_list_id.is_none() && self.given(RegistrationField::CallList).is_some() {
            wrong.push((RegistrationField::CallList, RegistrationError::CallList));
        }
        call.external_call_id = self.given(RegistrationField::ExternalId);
        if wrong.is_empty() { Ok(call) } else { Err(wrong) }
    }

    /// `EXTERNAL_CALL_ID` as it is sent; empty where none is.
    pub fn external_id(&self) -> String {
        self.given(RegistrationField::ExternalId).unwrap_or_default()
    }

    fn given(&self, field: RegistrationField) -> Option<String> {
        let text: String = self.get(field).chars().filter(|c| !c.is_control()).collect();
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn number(&self, field: RegistrationField) -> Option<u64> {
        let id = self.get(field).trim().parse().ok();
        id.filter(|id| (1..=MAX_ID).contains(id))
    }
}

/// A proposal for an `EXTERNAL_CALL_ID` that no other call has.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn fresh_id() -> String {
    propose_external_call_id(now(), (js_sys::Math::random() * f64::from(u32::MAX)) as u32)
}

/// A date field's moment (`2026-03-10T11:19`) in the time zone of the agent's computer, as ISO 8601 with its offset.
/// Nothing where no call can have begun then.
#[allow(clippy::cast_possible_truncation)]
fn with_offset(local: &str) -> Option<String> {
    let date = js_sys::Date::new(&local.into());
    let at = date.get_time();
    // A computer's clock may be wrong, but not by more than a day.
    let is_likely = (0.0..now() + DAY).contains(&at);
    is_likely
        .then(|| moment::with_offset(local, at, -date.get_timezone_offset() as i32))
        .flatten()
}
