//! The activities of a client: what is planned, and earlier calls. `crm.activity.list`.
//!
//! <https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/activity-base/crm-activity-list.html>

use crate::api::fields::moment;
use crate::api::php;
use crate::api::statistics::EarlierCall;
use crate::bx24::{Client, Error, Scalar};
use crate::call::moment::parse_iso;
use crate::call::{Binding, CallType};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// An activity of CRM.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct ClientActivity {
    /// `ID`
    #[serde(deserialize_with = "php::required_id")]
    pub id: u64,
    /// `OWNER_TYPE_ID`: the `entityTypeId` of the item that it belongs to.
    #[serde(default, deserialize_with = "php::id")]
    pub owner_type_id: Option<u64>,
    /// `OWNER_ID`
    #[serde(default, deserialize_with = "php::id")]
    pub owner_id: Option<u64>,
    /// `PROVIDER_ID`: `CRM_TODO` for a to-do.
    #[serde(default, deserialize_with = "php::text")]
    pub provider_id: String,
    /// `SUBJECT`: may be empty.
    #[serde(default, deserialize_with = "php::text")]
    pub subject: String,
    /// `DESCRIPTION`: may be empty.
    #[serde(default, deserialize_with = "php::text")]
    pub description: String,
    /// `DESCRIPTION_TYPE`: 1 is plain text.
    #[serde(default, deserialize_with = "php::id")]
    pub description_type: Option<u64>,
    /// `DEADLINE`, in milliseconds since 1970; nothing where it has none.
    #[serde(default, deserialize_with = "before_never")]
    pub deadline: Option<f64>,
    /// `START_TIME`: ISO 8601 with offset.
    #[serde(default, deserialize_with = "php::text")]
    pub start_time: String,
    /// `END_TIME`, in milliseconds since 1970; nothing where it has none.
    #[serde(default, deserialize_with = "before_never")]
    pub end_time: Option<f64>,
    /// `DIRECTION` of a call: 1 incoming, 2 outgoing.
    #[serde(default, deserialize_with = "php::id")]
    pub direction: Option<u64>,
    /// `ORIGIN_ID`: may name the call.
    #[serde(default, deserialize_with = "php::text")]
    pub origin_id: String,
    /// `COMPLETED`
    #[serde(default = "completed", deserialize_with = "php::flag")]
    pub completed: bool,
    /// `RESPONSIBLE_ID`
    #[serde(default, deserialize_with = "php::id")]
    pub responsible_id: Option<u64>,
}

/// An activity counts as completed where the answer does not say so.
const fn completed() -> bool {
    true
}

/// 9999-01-01: the portal writes the last day of that year where there is no deadline and no end.
const NEVER: f64 = 253_370_764_800_000.0;

fn before_never<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    Ok(moment(deserializer)?.filter(|moment| *moment < NEVER))
}

impl ClientActivity {
    /// Whether it is a to-do: other kinds cannot be postponed, and are completed where they belong.
    pub fn is_todo(&self) -> bool {
        self.provider_id == "CRM_TODO" && self.owner_type_id.is_some() && self.owner_id.is_some()
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn earlier_call(self) -> EarlierCall {
        let times = parse_iso(&self.start_time).zip(self.end_time);
        let seconds = times.map_or(0.0, |(start, end)| ((end - start) / 1000.0).max(0.0));
        let is_plain = self.description_type == Some(1) && !self.description.trim().is_empty();
        EarlierCall {
            id: self.id,
            call_id: self.origin_id,
            phone_number: String::new(),
            portal_number: String::new(),
            call_type: match self.direction {
                Some(1) => Some(CallType::Incoming),
                Some(2) => Some(CallType::Outgoing),
                _ => None,
            },
            call_duration: seconds as u64,
            call_start_date: Some(self.start_time),
            call_failed_code: None,
            call_vote: None,
            portal_user_id: self.responsible_id,
            crm_entity_type: None,
            crm_entity_id: None,
            crm_activity_id: Some(self.id),
            call_record_url: None,
            comment: is_plain.then_some(self.description),
            transcript_id: None,
        }
    }
}

/// What is planned, by deadlines; without one it comes last.
pub(super) fn by_deadline(mut activities: Vec<ClientActivity>) -> Vec<ClientActivity> {
    // A missed call is an activity that nobody has completed; it is among the calls. A planned call has no origin.
    activities.retain(|activity| activity.provider_id != CALL_PROVIDER || activity.origin_id.is_empty());
    let at = |activity: &ClientActivity| activity.deadline.unwrap_or(NEVER);
    activities.sort_by(|a, b| at(a).partial_cmp(&at(b)).unwrap_or(Ordering::Equal));
    activities
}

/// The calls that began before `now`. Without those that were planned and never made: they are not completed. Neither is a
/// missed call, but that has an origin.
pub(super) fn earlier_calls(mut activities: Vec<ClientActivity>, now: f64) -> Vec<EarlierCall> {
    activities.retain(|activity| {
        let is_made = activity.completed || !activity.origin_id.is_empty();
        is_made && parse_iso(&activity.start_time).is_none_or(|start| start <= now)
    });
    activities.into_iter().map(ClientActivity::earlier_call).collect()
}

/// What is sent to ask for activities.
#[derive(Clone, Debug, Serialize)]
pub struct ActivityQuery {
    filter: Filter,
    order: Order,
    select: &'static [&'static str],
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Filter {
    bindings: [Owner; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    completed: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    type_id: Option<u8>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(clippy::struct_field_names)]
struct Owner {
    owner_type_id: u64,
    owner_id: u64,
}

#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Order {
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_time: Option<&'static str>,
}

/// `PROVIDER_ID` of calls.
const CALL_PROVIDER: &str = "VOXIMPLANT_CALL";

/// `TYPE_ID` of calls.
const CALL: u8 = 2;

impl ActivityQuery {
    /// What is planned with a client, by deadlines. Nothing for a kind that has no number.
    pub fn planned(client: &Binding) -> Option<Self> {
        Some(Self {
            filter: Filter {
                completed: Some("N"),
                ..Filter::of(client)?
            },
            order: Order {
                deadline: Some("ASC"),
                ..Order::default()
            },
            select: &[
                "ID",
                "OWNER_TYPE_ID",
                "OWNER_ID",
                "PROVIDER_ID",
                "SUBJECT",
                "DEADLINE",
                "RESPONSIBLE_ID",
                "ORIGIN_ID",
            ],
        })
    }

    /// The calls of a client, the newest first. Nothing for a kind that has no number.
    pub fn calls(client: &Binding) -> Option<Self> {
        Some(Self {
            filter: Filter {
                type_id: Some(CALL),
                ..Filter::of(client)?
            },
            order: Order {
                start_time: Some("DESC"),
                ..Order::default()
            },
            select: &[
                "ID",
                "DIRECTION",
                "START_TIME",
                "END_TIME",
                "RESPONSIBLE_ID",
                "DESCRIPTION",
                "DESCRIPTION_TYPE",
                "ORIGIN_ID",
                "COMPLETED",
            ],
        })
    }
}

impl Filter {
    fn of(client: &Binding) -> Option<Self> {
        Some(Self {
            bindings: [Owner {
                owner_type_id: client.kind.type_id()?,
                owner_id: client.id,
            }],
            completed: None,
            type_id: None,
        })
    }
}

/// What is sent to complete an activity.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Completion {
    id: u64,
    fields: Completed,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Completed {
    completed: &'static str,
}

impl Completion {
    /// Of this activity.
    pub const fn of(id: u64) -> Self {
        Self {
            id,
            fields: Completed { completed: "Y" },
        }
    }
}

/// What is sent to postpone a to-do.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Postponement<'a> {
    /// `id`
    pub id: u64,
    /// `ownerTypeId`
    pub owner_type_id: u64,
    /// `ownerId`
    pub owner_id: u64,
    /// `value`: the new deadline, ISO 8601 with offset.
    pub value: &'a str,
}

/// The answer to a postponement; without an `id` nothing was postponed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Postponed {
    /// `id`
    #[serde(deserialize_with = "php::required_id")]
    pub id: u64,
}

/// Marks a to-do as done. Doing it twice changes nothing.
///
/// # Errors
/// Refusals of the portal mean [`Refusal::NoRight`](crate::api::Refusal::NoRight) or
/// [`Refusal::ItemGone`](crate::api::Refusal::ItemGone).
///
/// <https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/activity-base/crm-activity-update.html>
pub async fn complete(client: &Client, todo: &ClientActivity) -> Result<(), Error> {
    let done: Scalar = client
        .call("crm.activity.update", &Completion::of(todo.id))
        .await?;
    if done.flag() {
        Ok(())
    } else {
        Err(Error::refused(""))
    }
}

/// Gives a to-do another deadline, ISO 8601 with offset. Doing it twice changes nothing.
///
/// # Errors
/// [`ErrorKind::Refused`](crate::bx24::ErrorKind::Refused) with the code `UNKNOWN_KIND`, without asking, for an activity
/// without an owner. Refusals of the portal mean [`Refusal::NoRight`](crate::api::Refusal::NoRight),
/// [`Refusal::ItemGone`](crate::api::Refusal::ItemGone) or [`Refusal::BadDeadline`](crate::api::Refusal::BadDeadline);
/// `CAN_NOT_UPDATE_COMPLETED_TODO` stands for itself.
///
/// <https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/todo/crm-activity-todo-update-deadline.html>
pub async fn postpone(client: &Client, todo: &ClientActivity, deadline: &str) -> Result<(), Error> {
    let (Some(owner_type_id), Some(owner_id)) = (todo.owner_type_id, todo.owner_id) else {
        return Err(Error::refused("UNKNOWN_KIND"));
    };
    let params = Postponement {
        id: todo.id,
        owner_type_id,
        owner_id,
        value: deadline,
    };
    let _: Postponed = client.call("crm.activity.todo.updateDeadline", &params).await?;
    Ok(())
}
