//! Next steps: universal activities of the CRM.
//!
//! Nothing distinguishes a step that was sent twice from two steps: after an uncertain failure look for it ([`todos`],
//! [`find`]) before it is sent again.
//!
//! <https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/todo/index.html>

use super::Newest;
use super::confirmed::call_confirmed;
use super::fields::moment;
use super::php::{self, List};
use super::timeline::{CLOCKS_DIFFER, same_text};
use crate::bx24::{Client, Error};
use crate::call::Binding;
use crate::call::moment::parse_iso;
use serde::ser::Error as _;
use serde::{Deserialize, Serialize, Serializer};

/// The method that adds a next step.
pub const ADD: &str = "crm.activity.todo.add";

/// A next step. What is nothing is not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Todo {
    /// `ownerTypeId` and `ownerId`: the item it belongs to. Only kinds with a timeline can be written.
    #[serde(flatten, serialize_with = "owner")]
    pub owner: Binding,
    /// `deadline`: ISO 8601 with offset.
    pub deadline: String,
    /// `title`: the portal's default is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// `description`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `responsibleId`: who does it; the portal's default is the agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible_id: Option<u64>,
    /// `pingOffsets`: reminders, in minutes before the deadline; none if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ping_offsets: Vec<u64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Owner {
    owner_type_id: u64,
    owner_id: u64,
}

fn owner<S: Serializer>(owner: &Binding, serializer: S) -> Result<S::Ok, S::Error> {
    let owner = Owner {
        owner_type_id: owner
            .kind
            .owner_type_id()
            .ok_or_else(|| S::Error::custom("unknown kind"))?,
        owner_id: owner.id,
    };
    owner.serialize(serializer)
}

/// The answer to a next step: its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct TodoAdded {
    /// `id`
    #[serde(deserialize_with = "php::required_id")]
    pub id: u64,
}

/// A next step that is there.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Activity {
    /// `ID`
    #[serde(deserialize_with = "php::required_id")]
    pub id: u64,
    /// `SUBJECT`: its title; may be empty.
    #[serde(default, deserialize_with = "php::text")]
    pub subject: String,
    /// `DEADLINE`, in milliseconds since 1970.
    #[serde(default, deserialize_with = "moment")]
    pub deadline: Option<f64>,
    /// `CREATED`, in milliseconds since 1970.
    #[serde(default, deserialize_with = "moment")]
    pub created: Option<f64>,
    /// `RESPONSIBLE_ID`
    #[serde(default, deserialize_with = "php::id")]
    pub responsible_id: Option<u64>,
    /// `COMPLETED`
    #[serde(default, deserialize_with = "php::flag")]
    pub completed: bool,
}

/// What is sent to list next steps, the newest first.
#[derive(Clone, Debug, Serialize)]
pub struct ActivityList {
    filter: Filter,
    order: Newest,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(clippy::struct_field_names)]
struct Filter {
    owner_type_id: u64,
    owner_id: u64,
    provider_id: &'static str,
}

impl ActivityList {
    /// The next steps of an item. Nothing for a kind of item without a timeline.
    pub fn of(owner: &Binding) -> Option<Self> {
        Some(Self {
            filter: Filter {
                owner_type_id: owner.kind.owner_type_id()?,
                owner_id: owner.id,
                provider_id: "CRM_TODO",
            },
            order: Newest::default(),
        })
    }
}

/// Adds a next step; answers its id.
///
/// # Errors
/// [`ErrorKind::Refused`](crate::bx24::ErrorKind::Refused) with the code `UNKNOWN_KIND`, without asking, for a kind of
/// item without a timeline. Refusals of the portal mean [`Refusal::ItemGone`](super::Refusal::ItemGone),
/// [`Refusal::NoRight`](super::Refusal::NoRight) or [`Refusal::BadDeadline`](super::Refusal::BadDeadline).
///
/// <https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/todo/crm-activity-todo-add.html>
pub async fn todo_add(client: &Client, todo: &Todo) -> Result<u64, Error> {
    if !todo.owner.kind.has_timeline() {
        return Err(Error::refused("UNKNOWN_KIND"));
    }
    let added: TodoAdded = client.call(ADD, todo).await?;
    Ok(added.id)
}

/// The newest next steps of an item, 50 at most. What has no id is left out.
///
/// # Errors
/// [`ErrorKind::Refused`](crate::bx24::ErrorKind::Refused) with the code `UNKNOWN_KIND`, without asking, for a kind of
/// item without a timeline. Refusals of the portal mean [`Refusal::NoRight`](super::Refusal::NoRight).
///
/// <https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/activity-base/crm-activity-list.html>
pub async fn todos(client: &Client, owner: &Binding) -> Result<Vec<Activity>, Error> {
    let params = ActivityList::of(owner).ok_or_else(|| Error::refused("UNKNOWN_KIND"))?;
    let activities: List<Activity> = client.query("crm.activity.list", &params).await?;
    Ok(activities.0)
}

/// The step with this title and deadline that was created since the first attempt, by the portal's clock
/// ([`Client::portal_time`]) in milliseconds since 1970. Without a title the deadline decides.
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

/// What is sent to bind an activity to one more item.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BindingAdd {
    /// `activityId`
    pub activity_id: u64,
    /// `entityTypeId`
    pub entity_type_id: u64,
    /// `entityId`
    pub entity_id: u64,
}

/// Binds an activity to one more item. One that is bound to it already stays so.
///
/// # Errors
/// [`ErrorKind::Refused`](crate::bx24::ErrorKind::Refused) with the code `UNKNOWN_KIND`, without asking, for a kind of
/// item that has no known number. Refusals of the portal mean [`Refusal::ItemGone`](super::Refusal::ItemGone) or
/// [`Refusal::NoRight`](super::Refusal::NoRight).
///
/// <https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/binding/crm-activity-binding-add.html>
pub async fn binding_add(client: &Client, activity_id: u64, item: &Binding) -> Result<(), Error> {
    let params = BindingAdd {
        activity_id,
        entity_type_id: item
            .kind
            .type_id()
            .ok_or_else(|| Error::refused("UNKNOWN_KIND"))?,
        entity_id: item.id,
    };
    match call_confirmed(client, "crm.activity.binding.add", &params).await {
        Err(error) if error.code == "ACTIVITY_IS_ALREADY_BOUND" => Ok(()),
        answer => answer,
    }
}
