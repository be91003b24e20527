//! Notes in the timeline and next steps.

use super::answer::{Answer, RestError};
use super::calls::Call;
use super::clock::{iso, parse_iso};
use super::crm::{Item, ItemKind};
use super::php::PhpValue;
use super::{Portal, list};
use serde_json::{Value, json};

impl Portal {
    /// The notes in the timeline, oldest first.
    pub fn comments(&self) -> &[Value] {
        &self.comments
    }

    /// The next steps, oldest first.
    pub fn activities(&self) -> &[Value] {
        &self.activities
    }

    pub(super) fn comment_add(&mut self, params: &Value) -> Result<Answer, RestError> {
        // This one name is taken literally: `FIELDS` is not found.
        let fields = &params["fields"];
        if fields.entries().next().is_none() {
            return Err(RestError::missing("fields"));
        }
        let item = ItemKind::from_code(fields["ENTITY_TYPE"].as_str().unwrap_or_default())
            .zip(fields["ENTITY_ID"].id())
            .map(|(kind, id)| Item { kind, id })
            .ok_or_else(|| RestError::crm("ENTITY_TYPE or ENTITY_ID is not defined or invalid"))?;
        let text = fields["COMMENT"]
            .text()
            .ok_or_else(|| RestError::crm("Comment message is empty"))?;
        if self.crm.get(item).is_none() || self.faults.deny(item) {
            return Err(RestError::crm("Access denied."));
        }
        let id = self.next_id();
        self.comments.push(json!({
            "ID": id.to_string(),
            "ENTITY_ID": item.id.to_string(),
            "ENTITY_TYPE": item.kind.code().to_lowercase(),
            "CREATED": iso(self.now),
            "COMMENT": text,
            "AUTHOR_ID": self.settings.user.to_string(),
        }));
        Ok(id.into())
    }

    pub(super) fn comment_list(&self, params: &Value) -> Answer {
        list::query(self.comments.clone(), params)
    }

    pub(super) fn todo_add(&mut self, params: &Value) -> Result<Answer, RestError> {
        let kind = params["ownerTypeId"]
            .id()
            .ok_or_else(|| RestError::missing("ownerTypeId"))?;
        let id = params["ownerId"]
            .id()
            .ok_or_else(|| RestError::missing("ownerId"))?;
        let deadline = params["deadline"]
            .text()
            .ok_or_else(|| RestError::missing("deadline"))?;
        let deadline = parse_iso(&deadline)
            .ok_or_else(|| RestError::new(400, "WRONG_DATETIME_FORMAT", "Wrong datetime format"))?;
        let item = ItemKind::from_number(kind).map(|kind| Item { kind, id });
        let item = item
            .filter(|item| self.crm.get(*item).is_some())
            .ok_or_else(|| RestError::new(400, "OWNER_NOT_FOUND", "Owner was not found"))?;
        if self.faults.deny(item) {
            return Err(RestError::new(400, "ACCESS_DENIED", "Access denied"));
        }
        let responsible = params["responsibleId"].id().unwrap_or(self.settings.user);
        let activity = self.next_id();
        self.activities.push(json!({
            "ID": activity.to_string(),
            "OWNER_ID": item.id.to_string(),
            "OWNER_TYPE_ID": kind.to_string(),
            "TYPE_ID": "6",
            "PROVIDER_ID": "CRM_TODO",
            "PROVIDER_TYPE_ID": "TODO",
            "SUBJECT": params["title"].text().unwrap_or_default(),
            "CREATED": iso(self.now),
            "LAST_UPDATED": iso(self.now),
            "START_TIME": iso(deadline),
            "END_TIME": iso(deadline),
            "DEADLINE": iso(deadline),
            "COMPLETED": "N",
            "STATUS": "1",
            "RESPONSIBLE_ID": responsible.to_string(),
            "DESCRIPTION": params["description"].text().unwrap_or_default(),
            "AUTHOR_ID": self.settings.user.to_string(),
        }));
        Ok(json!({ "id": activity }).into())
    }

    /// The activity that a finished call leaves behind: it stands in the same list as the next steps.
    pub(super) fn log_activity(&mut self, item: Item, call: &Call, user: u64) -> u64 {
        let id = self.next_id();
        self.activities.push(json!({
            "ID": id.to_string(),
            "OWNER_ID": item.id.to_string(),
            "OWNER_TYPE_ID": item.kind.number().to_string(),
            "TYPE_ID": "2",
            "PROVIDER_ID": "VOXIMPLANT_CALL",
            "PROVIDER_TYPE_ID": "CALL",
            "SUBJECT": format!("Call {}", call.number),
            "CREATED": iso(self.now),
            "LAST_UPDATED": iso(self.now),
            "START_TIME": iso(call.start),
            "END_TIME": iso(self.now),
            "DEADLINE": iso(self.now),
            "COMPLETED": "Y",
            "STATUS": "2",
            "RESPONSIBLE_ID": user.to_string(),
            "DESCRIPTION": "",
            "AUTHOR_ID": user.to_string(),
            "ORIGIN_ID": call.id.as_str(),
        }));
        id
    }

    pub(super) fn activity_list(&self, params: &Value) -> Answer {
        list::query(self.activities.clone(), params)
    }
}
