//! `telephony.externalCall.register`
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-register.html>

use crate::api::fields::{binding, bindings, entity_kind};
use crate::api::{decode_entities, php};
use crate::bx24::{Client, Error};
use crate::call::{Binding, CallType, EntityKind};
use serde::{Deserialize, Serialize, Serializer};

/// The method that registers a call.
pub const REGISTER: &str = "telephony.externalCall.register";

/// A call to be registered. What is nothing is not sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Register {
    /// `USER_ID`: for whom. Either this or the internal number is required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<u64>,
    /// `USER_PHONE_INNER`: for whom, by internal number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_phone_inner: Option<String>,
    /// `PHONE_NUMBER`: the client's number.
    pub phone_number: String,
    /// `TYPE`
    #[serde(rename = "TYPE")]
    pub call_type: CallType,
    /// `CALL_START_DATE`: ISO 8601 with offset; the portal's default is its own now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_start_date: Option<String>,
    /// `CRM_CREATE`: create a CRM item where none has the number; the portal's default is not to.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "php::one_or_zero")]
    pub crm_create: Option<bool>,
    /// `CRM_SOURCE`: `STATUS_ID` of a source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crm_source: Option<String>,
    /// `CRM_ENTITY_TYPE` and `CRM_ENTITY_ID`: a contact, company or lead. The method takes no other kind, so none is
    /// sent.
    #[serde(flatten, serialize_with = "crm_entity")]
    pub crm_entity: Option<Binding>,
    /// `SHOW`: open the card; the portal's default is to.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "php::one_or_zero")]
    pub show: Option<bool>,
    /// `ADD_TO_CHAT`: a message to the employee's chat; the portal's default is to.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "php::one_or_zero")]
    pub add_to_chat: Option<bool>,
    /// `CALL_LIST_ID`: the call list it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_list_id: Option<u64>,
    /// `LINE_NUMBER`: the external line; recommended always.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_number: Option<String>,
    /// `EXTERNAL_CALL_ID`: a unique one for each physical call. With the same one, number, type, user and line, the
    /// portal answers the same call again for 30 minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_call_id: Option<String>,
}

impl Register {
    /// A call with this number and nothing else given; the user is still to be named.
    pub fn new(phone_number: &str, call_type: CallType) -> Self {
        Self {
            user_id: None,
            user_phone_inner: None,
            phone_number: phone_number.to_owned(),
            call_type,
            call_start_date: None,
            crm_create: None,
            crm_source: None,
            crm_entity: None,
            show: None,
            add_to_chat: None,
            call_list_id: None,
            line_number: None,
            external_call_id: None,
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)]
#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct CrmEntity<'a> {
    crm_entity_type: &'a str,
    crm_entity_id: u64,
}

#[allow(clippy::ref_option)]
fn crm_entity<S: Serializer>(item: &Option<Binding>, serializer: S) -> Result<S::Ok, S::Error> {
    use EntityKind::{Company, Contact, Lead};
    let item = item
        .as_ref()
        .filter(|item| matches!(item.kind, Contact | Company | Lead));
    let entity = item.map(|item| CrmEntity {
        crm_entity_type: item.kind.as_str(),
        crm_entity_id: item.id,
    });
    entity.serialize(serializer)
}

/// A registered call.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "RegisterAnswer")]
pub struct Registered {
    /// `CALL_ID`: `externalCall.<hash>.<unix seconds>`.
    pub call_id: String,
    /// `CRM_CREATED_LEAD`: the lead that was created.
    pub crm_created_lead: Option<u64>,
    /// `CRM_CREATED_ENTITIES`: everything that was created.
    pub crm_created_entities: Vec<Binding>,
    /// `CRM_ENTITY_TYPE` and `CRM_ENTITY_ID`: the item that the call belongs to.
    pub crm_entity: Option<Binding>,
    /// `LEAD_CREATION_ERROR`: why no lead could be created, in the portal's words.
    pub lead_creation_error: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct RegisterAnswer {
    #[serde(deserialize_with = "php::required_text")]
    call_id: String,
    #[serde(default, deserialize_with = "php::id")]
    crm_created_lead: Option<u64>,
    #[serde(default, deserialize_with = "bindings")]
    crm_created_entities: Vec<Binding>,
    #[serde(default, deserialize_with = "entity_kind")]
    crm_entity_type: Option<EntityKind>,
    #[serde(default, deserialize_with = "php::id")]
    crm_entity_id: Option<u64>,
    #[serde(default, deserialize_with = "php::some_text")]
    lead_creation_error: Option<String>,
}

impl From<RegisterAnswer> for Registered {
    fn from(answer: RegisterAnswer) -> Self {
        Self {
            crm_entity: binding(answer.crm_entity_type.as_ref(), answer.crm_entity_id),
            call_id: answer.call_id,
            crm_created_lead: answer.crm_created_lead,
            crm_created_entities: answer.crm_created_entities,
            lead_creation_error: answer.lead_creation_error.map(|error| decode_entities(&error)),
        }
    }
}

impl Registered {
    /// Every item that the answer names, each once, the one that the call belongs to first.
    pub fn items(&self) -> Vec<Binding> {
        let mut items: Vec<Binding> = self.crm_entity.iter().cloned().collect();
        for item in &self.crm_created_entities {
            if !items.contains(item) {
                items.push(item.clone());
            }
        }
        items
    }
}

/// Registers a call.
///
/// # Errors
/// [`ErrorKind::NotUnderstood`](crate::bx24::ErrorKind::NotUnderstood) where the answer has no `CALL_ID`. Refusals of the
/// portal mean [`Refusal::UserMissing`](crate::api::Refusal::UserMissing),
/// [`Refusal::UserInactive`](crate::api::Refusal::UserInactive), [`Refusal::BadNumber`](crate::api::Refusal::BadNumber),
/// [`Refusal::UnknownType`](crate::api::Refusal::UnknownType),
/// [`Refusal::BadStartDate`](crate::api::Refusal::BadStartDate) or
/// [`Refusal::NoAppContext`](crate::api::Refusal::NoAppContext).
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-register.html>
pub async fn register(client: &Client, call: &Register) -> Result<Registered, Error> {
    client.call(REGISTER, call).await
}
