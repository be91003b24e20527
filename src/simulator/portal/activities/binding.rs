//! `crm.activity.binding.add`, `.list`, `.move` and `.delete`.

use super::super::Portal;
use super::super::answer::{Answer, RestError};
use super::super::crm::Item;
use super::todo::required;
use super::{access_denied, not_found};
use serde_json::{Value, json};

impl Portal {
    pub(in crate::simulator::portal) fn binding_add(&mut self, params: &Value) -> Result<Answer, RestError> {
        let id = self.changeable(params)?;
        let item = self.bound(params, "entityTypeId", "entityId")?;
        self.change_bindings(id, |bindings| {
            if bindings.contains(&item) {
                return Err(already_bound());
            }
            bindings.push(item);
            Ok(())
        })
    }

    pub(in crate::simulator::portal) fn binding_list(&self, params: &Value) -> Result<Answer, RestError> {
        let id = required(params, "activityId")?;
        let activity = self.activity(id).ok_or_else(not_found)?;
        if !self.may_read(activity) {
            return Err(access_denied());
        }
        let readable = activity
            .bindings
            .iter()
            .filter(|item| !self.faults.denies_reading(**item));
        let bindings: Value = readable
            .map(|item| json!({ "entityTypeId": item.kind.number(), "entityId": item.id }))
            .collect();
        Ok(bindings.into())
    }

    pub(in crate::simulator::portal) fn binding_move(&mut self, params: &Value) -> Result<Answer, RestError> {
        let id = self.changeable(params)?;
        let (source_kind, source_id) = (
            required(params, "sourceEntityTypeId")?,
            required(params, "sourceEntityId")?,
        );
        let (target_kind, target_id) = (
            required(params, "targetEntityTypeId")?,
            required(params, "targetEntityId")?,
        );
        if source_kind != target_kind {
            return Err(refused("SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR"));
        }
        if source_id == target_id {
            return Err(refused("SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR"));
        }
        let source = self.owner(source_kind, source_id)?;
        let target = self.bound(params, "targetEntityTypeId", "targetEntityId")?;
        self.change_bindings(id, |bindings| {
            let position = position(bindings, source)?;
            if bindings.contains(&target) {
                return Err(already_bound());
            }
            bindings[position] = target;
            Ok(())
        })
    }

    pub(in crate::simulator::portal) fn binding_delete(
        &mut self,
        params: &Value,
    ) -> Result<Answer, RestError> {
        let id = self.changeable(params)?;
        let item = self.bound(params, "entityTypeId", "entityId")?;
        self.change_bindings(id, |bindings| {
            let position = position(bindings, item)?;
            if bindings.len() == 1 {
                return Err(refused("LAST_BINDING_CANNOT_BE_DELETED"));
            }
            bindings.remove(position);
            Ok(())
        })
    }

    /// The activity whose bindings a request changes.
    fn changeable(&self, params: &Value) -> Result<u64, RestError> {
        let id = required(params, "activityId")?;
        let activity = self.activity(id).ok_or_else(not_found)?;
        if self.may_change(activity) {
            Ok(id)
        } else {
            Err(access_denied())
        }
    }

    /// The item that a request names, which the agent has to be allowed to change.
    fn bound(&self, params: &Value, kind: &str, id: &str) -> Result<Item, RestError> {
        let item = self.owner(required(params, kind)?, required(params, id)?)?;
        if self.faults.denies_changing(item) {
            return Err(access_denied());
        }
        Ok(item)
    }

    fn change_bindings(
        &mut self,
        id: u64,
        change: impl FnOnce(&mut Vec<Item>) -> Result<(), RestError>,
    ) -> Result<Answer, RestError> {
        if let Some(activity) = self.activity_mut(id) {
            change(&mut activity.bindings)?;
            activity.name_owner();
        }
        Ok(true.into())
    }
}

fn position(bindings: &[Item], item: Item) -> Result<usize, RestError> {
    let position = bindings.iter().position(|known| *known == item);
    position.ok_or_else(|| refused("BINDING_NOT_FOUND"))
}

fn already_bound() -> RestError {
    refused("ACTIVITY_IS_ALREADY_BOUND")
}

fn refused(code: &str) -> RestError {
    RestError::new(400, code, code)
}
