//! `telephony.externalCall.register`
//!
//! <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-register.html>

use crate::api::params::Params;
use crate::api::read::{binding, list};
use crate::api::wire;
use crate::bx24::{Client, Error};
use crate::call::{Binding, CallType, EntityKind};
use crate::value::Value;

const METHOD: &str = "telephony.externalCall.register";

/// A call to be registered. What is nothing is not sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Register {
    /// `USER_ID`: for whom. Either this or the internal number is required.
    pub user_id: Option<u64>,
    /// `USER_PHONE_INNER`: for whom, by internal number.
    pub user_phone_inner: Option<String>,
    /// `PHONE_NUMBER`: the client's number.
    pub phone_number: String,
    /// `TYPE`
    pub call_type: CallType,
    /// `CALL_START_DATE`: ISO 8601 with offset; the portal's default is its own now.
    pub call_start_date: Option<String>,
    /// `CRM_CREATE`: create a CRM item where none has the number; the portal's default is not to.
    pub crm_create: Option<bool>,
    /// `CRM_SOURCE`: `STATUS_ID` of a source.
    pub crm_source: Option<String>,
    /// `CRM_ENTITY_TYPE` and `CRM_ENTITY_ID`: a contact, company or lead. The method takes no other kind, so none is
    /// sent.
    pub crm_entity: Option<Binding>,
    /// `SHOW`: open the card; the portal's default is to.
    pub show: Option<bool>,
    /// `ADD_TO_CHAT`: a message to the employee's chat; the portal's default is to.
    pub add_to_chat: Option<bool>,
    /// `CALL_LIST_ID`: the call list it belongs to.
    pub call_list_id: Option<u64>,
    /// `LINE_NUMBER`: the external line; recommended always.
    pub line_number: Option<String>,
    /// `EXTERNAL_CALL_ID`: a unique one for each physical call. With the same one, number, type, user and line, the
    /// portal answers the same call again for 30 minutes.
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

    /// What is sent.
    pub fn params(&self) -> Value {
        let mut params = Params::new();
        params.number("USER_ID", self.user_id);
        params.text("USER_PHONE_INNER", self.user_phone_inner.as_deref());
        params.text("PHONE_NUMBER", Some(&self.phone_number));
        params.number("TYPE", Some(self.call_type.number()));
        params.text("CALL_START_DATE", self.call_start_date.as_deref());
        params.flag("CRM_CREATE", self.crm_create);
        params.text("CRM_SOURCE", self.crm_source.as_deref());
        if let Some(item) = &self.crm_entity
            && matches!(
                item.kind,
                EntityKind::Contact | EntityKind::Company | EntityKind::Lead
            )
        {
            params.text("CRM_ENTITY_TYPE", Some(item.kind.word()));
            params.number("CRM_ENTITY_ID", Some(item.id));
        }
        params.flag("SHOW", self.show);
        params.flag("ADD_TO_CHAT", self.add_to_chat);
        params.number("CALL_LIST_ID", self.call_list_id);
        params.text("LINE_NUMBER", self.line_number.as_deref());
        params.text("EXTERNAL_CALL_ID", self.external_call_id.as_deref());
        params.done()
    }
}

/// A registered call.
#[derive(Clone, Debug, PartialEq)]
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
/// Fails as refused with *user missing*, *user inactive*, *bad number*, *unknown type*, *bad start date* or *no app
/// context* ([`crate::api::Refusal`]).
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-call-register.html>
pub async fn register(client: &Client, call: &Register) -> Result<Registered, Error> {
    let answer = wire::call(client, METHOD, call.params()).await?;
    decode_registered(&answer).ok_or_else(|| Error::not_understood(METHOD))
}

/// Reads the answer to `register`. Nothing where it has no `CALL_ID`.
pub fn decode_registered(answer: &Value) -> Option<Registered> {
    Some(Registered {
        call_id: answer.get("CALL_ID").text()?,
        crm_created_lead: answer.get("CRM_CREATED_LEAD").id(),
        crm_created_entities: list(answer.get("CRM_CREATED_ENTITIES"), |item| {
            binding(item, "ENTITY_TYPE", "ENTITY_ID")
        }),
        crm_entity: binding(answer, "CRM_ENTITY_TYPE", "CRM_ENTITY_ID"),
        lead_creation_error: answer.get("LEAD_CREATION_ERROR").text(),
    })
}
