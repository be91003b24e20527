//! Which method of the portal answers a request.

use super::Portal;
use super::answer::{Answer, RestError};
use super::crm::{ItemKind, directories};
use super::rest::general;
use serde_json::Value;

impl Portal {
    /// Answers one method, alone or inside a batch.
    pub(super) fn dispatch(&mut self, method: &str, params: &Value) -> Result<Answer, RestError> {
        let granted = &self.settings.scopes;
        if let Some(scopes) = scopes(method)
            && !granted.iter().any(|granted| scopes.contains(&granted.as_str()))
        {
            return Err(general(403, "insufficient_scope"));
        }
        let group = method.split('.').next().unwrap_or_default();
        match group {
            "telephony" | "voximplant" | "upload" => self.telephony(method, params),
            "crm" => self.crm_method(method, params),
            _ => self.common(method, params),
        }
    }

    fn telephony(&mut self, method: &str, params: &Value) -> Result<Answer, RestError> {
        match method {
            "telephony.externalCall.register" => self.register(params),
            "telephony.externalCall.show" => Ok(self.show(params)),
            "telephony.externalCall.hide" => Ok(self.hide(params)),
            "telephony.externalCall.finish" => self.finish(params),
            "telephony.externalCall.attachRecord" => self.attach_record(params),
            "telephony.externalCall.searchCrmEntities" => self.search_crm_entities(params),
            "telephony.externalLine.get" => Ok(self.line_list()),
            "telephony.call.attachTranscription" => self.attach_transcription(params),
            "voximplant.statistic.get" => self.statistic_get(params),
            "upload" => self.upload(params),
            _ => Err(unknown()),
        }
    }

    fn crm_method(&mut self, method: &str, params: &Value) -> Result<Answer, RestError> {
        match method {
            "crm.item.get" => self.item_get(params),
            "crm.item.list" => self.item_list(params),
            "crm.item.fields" => self.item_fields(params),
            "crm.item.add" => self.item_add(params),
            "crm.item.update" => self.item_update(params),
            "crm.category.list" => self.category_list(params),
            "crm.status.list" => directories::status_list(params),
            "crm.status.entity.items" => directories::status_entity_items(params),
            "crm.enum.ownertype" => Ok(directories::owner_types()),
            "crm.duplicate.findbycomm" => self.find_by_communication(params),
            "crm.currency.list" => Ok(Self::currency_list(params)),
            "crm.timeline.comment.add" => self.comment_add(params),
            "crm.timeline.comment.list" => self.comment_list(params),
            "crm.timeline.note.get" => self.note_get(params),
            "crm.timeline.note.save" => self.note_save(params),
            _ if method.starts_with("crm.activity.") => self.activity_method(method, params),
            _ => self.legacy_method(method, params),
        }
    }

    fn activity_method(&mut self, method: &str, params: &Value) -> Result<Answer, RestError> {
        match method {
            "crm.activity.list" => Ok(self.activity_list(params)),
            "crm.activity.update" => self.activity_update(params),
            "crm.activity.call.getTranscript" => self.transcript(params),
            "crm.activity.todo.add" => self.todo_add(params),
            "crm.activity.todo.update" => self.todo_update(params),
            "crm.activity.todo.updateDeadline" => self.todo_update_deadline(params),
            "crm.activity.binding.add" => self.binding_add(params),
            "crm.activity.binding.list" => self.binding_list(params),
            "crm.activity.binding.move" => self.binding_move(params),
            "crm.activity.binding.delete" => self.binding_delete(params),
            _ => Err(unknown()),
        }
    }

    /// `crm.contact.get` and its siblings.
    fn legacy_method(&self, method: &str, params: &Value) -> Result<Answer, RestError> {
        let mut parts = method.split('.').skip(1);
        let kind = parts.next().and_then(ItemKind::from_code);
        match (kind, parts.next()) {
            (Some(kind), Some("get")) if kind != ItemKind::Rental => self.crm_get(kind, params),
            (Some(kind), Some("list")) if kind != ItemKind::Rental => Ok(self.crm_list(kind, params)),
            _ => Err(unknown()),
        }
    }

    fn common(&mut self, method: &str, params: &Value) -> Result<Answer, RestError> {
        match method {
            "user.current" => self.user_current(),
            "user.get" => Ok(self.user_get(params)),
            "user.option.get" => Ok(self.user_option_get(params)),
            "user.option.set" => self.user_option_set(params),
            "app.info" => Ok(self.app_info()),
            "app.option.get" => Ok(self.app_option_get(params)),
            "app.option.set" => self.app_option_set(params),
            "placement.bind" => self.placement_bind(params),
            "placement.get" => self.placement_get(),
            "placement.unbind" => self.placement_unbind(params),
            _ => Err(unknown()),
        }
    }
}

fn unknown() -> RestError {
    general(404, "ERROR_METHOD_NOT_FOUND")
}

/// The scopes of which a method needs one. Options need none.
fn scopes(method: &str) -> Option<&'static [&'static str]> {
    let group = method.split('.').next().unwrap_or_default();
    match group {
        "telephony" | "voximplant" => Some(&["telephony"]),
        "crm" => Some(&["crm"]),
        "placement" => Some(&["placement"]),
        "user" if !method.starts_with("user.option.") => Some(&["user", "user_basic", "user_brief"]),
        _ => None,
    }
}
