//! The call card: its status, its automatic closing, its three events.
//!
//! <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/call-card/index.html>

use super::decode_entities;
use super::fields::{binding, bindings, entity_kind, status_code};
use super::php::{self, First, Fitting};
use crate::bx24::{Client, Error, Placement, Scalar, Subscription};
use crate::call::{Binding, CallStatus, Direction, EntityKind, Event, Phone, ReportedState, StatusCode};
use core::fmt;
use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// The placement of the call card.
pub const PLACEMENT: &str = "CALL_CARD";

/// What `getStatus` and the placement options say of a call: the same keys, in the options with strings for values.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "SCREAMING_SNAKE_CASE")]
pub struct StatusAnswer {
    #[serde(deserialize_with = "php::code")]
    call_id: String,
    #[serde(deserialize_with = "php::code")]
    phone_number: String,
    #[serde(deserialize_with = "php::code")]
    line_number: String,
    #[serde(deserialize_with = "php::code")]
    line_name: String,
    #[serde(deserialize_with = "entity_kind")]
    crm_entity_type: Option<EntityKind>,
    #[serde(deserialize_with = "php::id")]
    crm_entity_id: Option<u64>,
    #[serde(deserialize_with = "bindings")]
    crm_bindings: Vec<Binding>,
    #[serde(deserialize_with = "php::id")]
    crm_activity_id: Option<u64>,
    #[serde(deserialize_with = "php::code")]
    call_direction: String,
    #[serde(deserialize_with = "php::code")]
    call_state: String,
    #[serde(deserialize_with = "php::flag")]
    call_list_mode: bool,
}

impl StatusAnswer {
    /// Whether it says anything of a call.
    pub fn is_call(&self) -> bool {
        let keys = [
            &self.call_id,
            &self.phone_number,
            &self.call_state,
            &self.call_direction,
        ];
        keys.iter().any(|value| !value.is_empty())
    }

    /// The same with its HTML entities decoded, once and as text: the placement options may come escaped.
    #[must_use]
    pub fn unescaped(mut self) -> Self {
        for text in [
            &mut self.call_id,
            &mut self.phone_number,
            &mut self.line_number,
            &mut self.line_name,
            &mut self.call_direction,
            &mut self.call_state,
        ] {
            *text = decode_entities(text);
        }
        self
    }

    /// The status of the call. What is not known is empty.
    pub fn status(self) -> CallStatus {
        CallStatus {
            call_id: self.call_id,
            phone: Phone::parse(&self.phone_number),
            line_number: self.line_number,
            line_name: self.line_name,
            primary: binding(self.crm_entity_type.as_ref(), self.crm_entity_id),
            bindings: self.crm_bindings,
            activity_id: self.crm_activity_id,
            direction: Direction::parse(&self.call_direction),
            state: ReportedState::parse(&self.call_state),
            call_list_mode: self.call_list_mode,
        }
    }
}

/// What the placement options say of the call. Known before anything is asked.
pub fn options(placement: &Placement) -> StatusAnswer {
    let options: Option<StatusAnswer> = placement.options.read().ok();
    options.unwrap_or_default().unescaped()
}

/// Asks for the call's status.
///
/// # Errors
/// [`ErrorKind::NotUnderstood`](crate::bx24::ErrorKind::NotUnderstood) where the answer says nothing of a call,
/// [`ErrorKind::NoAnswer`](crate::bx24::ErrorKind::NoAnswer) outside a call card, and
/// [`ErrorKind::Refused`](crate::bx24::ErrorKind::Refused) where the card is gone.
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/call-card/get-status.html>
pub async fn get_status(client: &Client) -> Result<CallStatus, Error> {
    let command = "getStatus";
    let answer: StatusAnswer = client.command(command).await?;
    if answer.is_call() {
        Ok(answer.status())
    } else {
        Err(Error::not_understood(command))
    }
}

/// Blocks the automatic closing of the card; where the closing countdown runs already, sets it back to 65 s.
///
/// While blocked the agent cannot fold the card, so hold it only while there is something to save.
///
/// # Errors
/// [`ErrorKind::NoAnswer`](crate::bx24::ErrorKind::NoAnswer) outside a call card, and
/// [`ErrorKind::Refused`](crate::bx24::ErrorKind::Refused) where the card is gone.
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/call-card/disable-auto-close.html>
pub async fn disable_auto_close(client: &Client) -> Result<(), Error> {
    let _: IgnoredAny = client.command("disableAutoClose").await?;
    Ok(())
}

/// Removes the block; if the conversation is over the card closes at once.
///
/// # Errors
/// As [`disable_auto_close`].
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/call-card/enable-auto-close.html>
pub async fn enable_auto_close(client: &Client) -> Result<(), Error> {
    let _: IgnoredAny = client.command("enableAutoClose").await?;
    Ok(())
}

/// Follows `CallCard::CallStateChanged`.
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/call-card/call-state-changed.html>
pub fn on_state_changed(client: &Client, mut handler: impl FnMut(Event) + 'static) -> Subscription {
    client.on("CallCard::CallStateChanged", move |first, second| {
        let changed: StateChanged = first.read().unwrap_or_default();
        let details: StateDetails = second.read().unwrap_or_default();
        handler(changed.event(details));
    })
}

/// Follows `CallCard::EntityChanged`. Bindings are not in it: ask [`get_status`] again.
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/call-card/entity-changed.html>
pub fn on_entity_changed(client: &Client, mut handler: impl FnMut(Event) + 'static) -> Subscription {
    client.on("CallCard::EntityChanged", move |payload, _| {
        let changed: First<EntityChanged> = payload.read().unwrap_or_default();
        handler(changed.0.event());
    })
}

/// Follows `CallCard::BeforeClose`: an attempt to close the card was blocked. A real close is never announced.
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/call-card/before-close.html>
pub fn on_before_close(client: &Client, mut handler: impl FnMut() + 'static) -> Subscription {
    client.on("CallCard::BeforeClose", move |_, _| handler())
}

/// The first argument of `CallCard::CallStateChanged`: the state alone, or an array of both arguments.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StateChanged {
    state: String,
    details: StateDetails,
}

/// The second argument of `CallCard::CallStateChanged`, which today's portal does not forward.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct StateDetails {
    #[serde(deserialize_with = "status_code")]
    failed_code: Option<StatusCode>,
}

impl StateChanged {
    /// The event, with the code of `details` where the first argument has none.
    pub fn event(self, details: StateDetails) -> Event {
        Event::StateChanged {
            state: ReportedState::parse(&self.state),
            failed_code: self.details.failed_code.or(details.failed_code),
        }
    }
}

impl<'de> Deserialize<'de> for StateChanged {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StateChangedVisitor)
    }
}

struct StateChangedVisitor;

impl<'de> Visitor<'de> for StateChangedVisitor {
    type Value = StateChanged;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a state, or an array of state and details")
    }

    fn visit_str<E>(self, state: &str) -> Result<StateChanged, E> {
        Ok(StateChanged {
            state: state.to_owned(),
            details: StateDetails::default(),
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut arguments: A) -> Result<StateChanged, A::Error> {
        let state = arguments.next_element::<Scalar>()?.and_then(Scalar::text);
        let details = arguments.next_element::<Fitting<StateDetails>>()?;
        while arguments.next_element::<IgnoredAny>()?.is_some() {}
        Ok(StateChanged {
            state: state.unwrap_or_default(),
            details: details.and_then(|details| details.0).unwrap_or_default(),
        })
    }
}

/// The payload of `CallCard::EntityChanged`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "SCREAMING_SNAKE_CASE")]
pub struct EntityChanged {
    #[serde(deserialize_with = "php::some_text")]
    phone_number: Option<String>,
    #[serde(deserialize_with = "entity_kind")]
    crm_entity_type: Option<EntityKind>,
    #[serde(deserialize_with = "php::id")]
    crm_entity_id: Option<u64>,
}

impl EntityChanged {
    /// The event. Its number may be unknown, and it may name no item.
    pub fn event(self) -> Event {
        Event::EntityChanged {
            phone: self.phone_number.map(|number| Phone::parse(&number)),
            primary: binding(self.crm_entity_type.as_ref(), self.crm_entity_id),
        }
    }
}
