//! Next steps: universal activities of the CRM.
//!
//! Nothing tells a step that was sent twice from two steps: after an uncertain failure look for it ([`todos`],
//! [`find`]) before it is sent again.
//!
//! <https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/todo/index.html>

use super::params::Params;
use super::read::{list, text};
use super::timeline::{CLOCKS_DIFFER, same_text};
use super::wire;
use crate::bx24::{Client, Error};
use crate::call::moment::parse_iso;
use crate::call::{Binding, EntityKind};
use crate::value::Value;

const ADD: &str = "crm.activity.todo.add";

/// A next step. What is nothing is not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    /// `ownerTypeId` and `ownerId`: the item it belongs to.
    pub owner: Binding,
    /// `deadline`: ISO 8601 with offset.
    pub deadline: String,
    /// `title`: the portal's default is none.
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `responsibleId`: who does it; the portal's default is the agent.
    pub responsible_id: Option<u64>,
    /// `pingOffsets`: reminders, in minutes before the deadline; none if empty.
    pub ping_offsets: Vec<u64>,
}

impl Todo {
    /// What is sent. Nothing for a kind of item that has no known number.
    pub fn params(&self) -> Option<Value> {
        let mut params = Params::new();
        params.number("ownerTypeId", Some(owner_type(&self.owner.kind)?));
        params.number("ownerId", Some(self.owner.id));
        params.text("deadline", Some(&self.deadline));
        params.text("title", self.title.as_deref());
        params.text("description", self.description.as_deref());
        params.number("responsibleId", self.responsible_id);
        if !self.ping_offsets.is_empty() {
            params.numbers("pingOffsets", &self.ping_offsets);
        }
        Some(params.done())
    }
}

/// A next step that is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// `ID`
    pub id: u64,
    /// `SUBJECT`: its title; may be empty.
    pub subject: String,
    /// `DEADLINE`, in milliseconds since 1970.
    pub deadline: Option<f64>,
    /// `CREATED`, in milliseconds since 1970.
    pub created: Option<f64>,
    /// `RESPONSIBLE_ID`
    pub responsible_id: Option<u64>,
    /// `COMPLETED`
    pub completed: bool,
}

/// Adds a next step; answers its id.
///
/// Refused without asking for a kind of item that has no known number. Fails as refused with *item gone*, *no right* or
/// *bad deadline* ([`super::Refusal`]).
///
/// <https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/todo/crm-activity-todo-add.html>
pub async fn todo_add(client: &Client, todo: &Todo) -> Result<u64, Error> {
    let params = todo.params().ok_or_else(|| Error::refused("UNKNOWN_KIND"))?;
    let answer = wire::call(client, ADD, params).await?;
    answer.get("id").id().ok_or_else(|| Error::not_understood(ADD))
}

/// The newest next steps of an item, 50 at most.
///
/// <https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/activity-base/crm-activity-list.html>
pub async fn todos(client: &Client, owner: &Binding) -> Result<Vec<Activity>, Error> {
    let params = todos_params(owner).ok_or_else(|| Error::refused("UNKNOWN_KIND"))?;
    let answer = wire::query(client, "crm.activity.list", params).await?;
    Ok(decode_activities(&answer))
}

/// What is sent to list next steps. Nothing for a kind of item that has no known number.
pub fn todos_params(owner: &Binding) -> Option<Value> {
    let (mut params, mut filter) = (Params::new(), Params::new());
    filter.number("OWNER_TYPE_ID", Some(owner_type(&owner.kind)?));
    filter.number("OWNER_ID", Some(owner.id));
    filter.text("PROVIDER_ID", Some("CRM_TODO"));
    params.inside("filter", filter);
    params.inside("order", Params::of("ID", "DESC"));
    Some(params.done())
}

/// Reads a list of activities. Never fails: what is no activity is left out.
pub fn decode_activities(answer: &Value) -> Vec<Activity> {
    list(answer, |found| {
        Some(Activity {
            id: found.get("ID").id()?,
            subject: text(found, "SUBJECT"),
            deadline: parse_iso(&text(found, "DEADLINE")),
            created: parse_iso(&text(found, "CREATED")),
            responsible_id: found.get("RESPONSIBLE_ID").id(),
            completed: found.get("COMPLETED").flag(),
        })
    })
}

/// The step with this title and deadline that was created since the first attempt, in milliseconds since 1970. Without
/// a title the deadline decides.
pub fn find<'a>(activities: &'a [Activity], todo: &Todo, since: f64) -> Option<&'a Activity> {
    let deadline = parse_iso(&todo.deadline);
    let title = todo.title.as_deref().unwrap_or_default();
    let same = |found: &&Activity| {
        found
            .created
            .is_some_and(|created| created >= since - CLOCKS_DIFFER)
            && found.deadline == deadline
            && (title.trim().is_empty() || same_text(&found.subject, title))
            && (todo.responsible_id.is_none() || found.responsible_id == todo.responsible_id)
    };
    deadline.and_then(|_| activities.iter().find(same))
}

/// The portal's number of a kind of item.
const fn owner_type(kind: &EntityKind) -> Option<u64> {
    match kind {
        EntityKind::Lead => Some(1),
        EntityKind::Deal => Some(2),
        EntityKind::Contact => Some(3),
        EntityKind::Company => Some(4),
        EntityKind::Other(_) => None,
    }
}
