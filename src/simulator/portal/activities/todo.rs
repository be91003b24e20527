//! `crm.activity.todo.add`, `.update` and `.updateDeadline`.

use super::super::Portal;
use super::super::answer::{Answer, RestError};
use super::super::clock::{iso, parse_iso};
use super::super::crm::{Item, ItemKind};
use super::super::php::PhpValue;
use super::{Activity, access_denied, not_found};
use serde_json::{Value, json};

/// The fields of a to-do that is not done.
pub(super) fn fields(title: &str, deadline: &str, user: u64) -> Value {
    json!({
        "TYPE_ID": "6",
        "PROVIDER_ID": "CRM_TODO",
        "PROVIDER_TYPE_ID": "TODO",
        "SUBJECT": title,
        "START_TIME": deadline,
        "END_TIME": deadline,
        "DEADLINE": deadline,
        "RESPONSIBLE_ID": user.to_string(),
        "AUTHOR_ID": user.to_string(),
    })
}

impl Portal {
    pub(in crate::simulator::portal) fn todo_add(&mut self, params: &Value) -> Result<Answer, RestError> {
        let (kind, id) = (required(params, "ownerTypeId")?, required(params, "ownerId")?);
        let deadline = moment(params, "deadline")?;
        let owner = self.owner(kind, id)?;
        if self.faults.denies_changing(owner) {
            return Err(access_denied());
        }
        let id = self.next_id();
        let title = params["title"].text().unwrap_or_default();
        let fields = fields(&title, &iso(deadline), self.settings.user);
        let mut todo = Activity::new(id, vec![owner], &fields, self.now);
        change(&mut todo, params);
        self.activities.push(todo);
        Ok(json!({ "id": id }).into())
    }

    pub(in crate::simulator::portal) fn todo_update(&mut self, params: &Value) -> Result<Answer, RestError> {
        let id = self.open_todo(params)?;
        let deadline = moment(params, "deadline")?;
        let parent = params["parentActivityId"].id().and_then(|id| self.activity(id));
        let is_closed = |item: &Item| self.crm.field(*item, "closed") == "Y";
        if parent.is_some_and(|parent| parent.bindings.first().is_some_and(is_closed)) {
            let text = "Cannot plan an activity for a closed deal";
            return Err(RestError::new(400, "ERROR_PARENT_ACTIVITY_RESTRICT", text));
        }
        let now = iso(self.now);
        if let Some(todo) = self.activity_mut(id) {
            set_deadline(todo, deadline);
            change(todo, params);
            todo.set("LAST_UPDATED", now);
        }
        Ok(json!({ "id": id }).into())
    }

    pub(in crate::simulator::portal) fn todo_update_deadline(
        &mut self,
        params: &Value,
    ) -> Result<Answer, RestError> {
        let id = self.open_todo(params)?;
        let deadline = moment(params, "value")?;
        let now = iso(self.now);
        if let Some(todo) = self.activity_mut(id) {
            set_deadline(todo, deadline);
            todo.set("LAST_UPDATED", now);
        }
        Ok(json!({ "id": id }).into())
    }

    /// The to-do that a request changes.
    fn open_todo(&self, params: &Value) -> Result<u64, RestError> {
        let id = required(params, "id")?;
        let owner = self.owner(required(params, "ownerTypeId")?, required(params, "ownerId")?)?;
        if self.faults.denies_changing(owner) {
            return Err(access_denied());
        }
        let found = self.activity(id).filter(|activity| {
            activity.field("PROVIDER_ID") == "CRM_TODO" && activity.bindings.contains(&owner)
        });
        let todo = found.ok_or_else(not_found)?;
        if todo.is_completed() {
            let text = "Completed activity cannot be modified";
            return Err(RestError::new(400, "CAN_NOT_UPDATE_COMPLETED_TODO", text));
        }
        Ok(id)
    }

    /// The item that is to own an activity.
    pub(super) fn owner(&self, kind: u64, id: u64) -> Result<Item, RestError> {
        let owner = ItemKind::from_number(kind).map(|kind| Item { kind, id });
        owner
            .filter(|item| self.crm.has(*item))
            .ok_or_else(|| RestError::new(400, "OWNER_NOT_FOUND", "Owner was not found"))
    }
}

/// Writes what the request gives besides the deadline; the rest stays.
fn change(todo: &mut Activity, params: &Value) {
    for (param, field) in [
        ("title", "SUBJECT"),
        ("description", "DESCRIPTION"),
        ("responsibleId", "RESPONSIBLE_ID"),
        ("parentActivityId", "ASSOCIATED_ENTITY_ID"),
    ] {
        if let Some(text) = params[param].text() {
            todo.set(field, text);
        }
    }
}

fn set_deadline(todo: &mut Activity, deadline: f64) {
    for name in ["START_TIME", "END_TIME", "DEADLINE"] {
        todo.set(name, iso(deadline));
    }
}

/// A number that has to be there.
pub(super) fn required(params: &Value, name: &str) -> Result<u64, RestError> {
    params[name].id().ok_or_else(|| RestError::missing(name))
}

fn moment(params: &Value, name: &str) -> Result<f64, RestError> {
    let text = params[name].text().ok_or_else(|| RestError::missing(name))?;
    parse_iso(&text).ok_or_else(|| RestError::new(400, "WRONG_DATETIME_FORMAT", "Wrong datetime format"))
}
