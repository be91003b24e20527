//! The timeline: comments, and the notes on activities and comments.

use super::activities::{access_denied, not_found};
use super::answer::{Answer, RestError};
use super::clock::iso;
use super::crm::{Item, ItemKind};
use super::php::{PhpValue, field};
use super::{Portal, list};
use serde_json::{Value, json};

/// The note on a comment or on an activity: one for each.
#[derive(Clone, Debug)]
pub(super) struct Note {
    record: Noted,
    text: String,
    created: (u64, f64),
    updated: (u64, f64),
}

/// What a note is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Noted {
    Comment(u64),
    Activity(u64),
}

impl Portal {
    /// The comments in the timeline, oldest first.
    pub fn comments(&self) -> &[Value] {
        &self.comments
    }

    /// Adds a comment that a colleague wrote so many minutes ago.
    pub fn earlier_comment(&mut self, item: Item, text: &str, author: u64, ago_minutes: f64) -> u64 {
        let id = self.next_id();
        let created = self.now - ago_minutes * 60_000.0;
        self.comments.push(json!({
            "ID": id.to_string(),
            "ENTITY_ID": item.id.to_string(),
            "ENTITY_TYPE": item.kind.code().to_lowercase(),
            "CREATED": iso(created),
            "COMMENT": text,
            "AUTHOR_ID": author.to_string(),
            "FILES": {},
        }));
        id
    }

    /// `crm.timeline.comment.add`
    pub(super) fn comment_add(&mut self, params: &Value) -> Result<Answer, RestError> {
        // This one name is taken literally: `FIELDS` is not found.
        let fields = &params["fields"];
        if fields.entries().next().is_none() {
            return Err(RestError::missing("fields"));
        }
        let item = item(fields).ok_or_else(|| RestError::missing("ENTITY_ID"))?;
        let text = fields["COMMENT"]
            .text()
            .ok_or_else(|| RestError::new(400, "INVALID_ARG_VALUE", "Empty comment"))?;
        if self.faults.denies_changing(item) {
            return Err(access_denied());
        }
        // The portal does not check the item: there is an identifier, and the comment is nowhere.
        if !self.crm.has(item) {
            return Ok(self.next_id().into());
        }
        Ok(self.earlier_comment(item, &text, self.settings.user, 0.0).into())
    }

    /// `crm.timeline.comment.list`: the comments of one item, other filters do not count.
    pub(super) fn comment_list(&self, params: &Value) -> Result<Answer, RestError> {
        let Some(item) = item(field(params, "filter")) else {
            return Ok(list::page(Vec::new(), params));
        };
        if self.faults.denies_reading(item) {
            return Err(RestError::crm("Access denied."));
        }
        let (kind, id) = (item.kind.code().to_lowercase(), item.id.to_string());
        let mut found: Vec<Value> = self
            .comments
            .iter()
            .filter(|comment| comment["ENTITY_TYPE"] == kind && comment["ENTITY_ID"] == id)
            .cloned()
            .collect();
        for (name, direction) in field(params, "order").entries().rev() {
            if ["ID", "CREATED", "AUTHOR_ID"].contains(&name.to_uppercase().as_str()) {
                list::sort(&mut found, name, direction.as_str().unwrap_or_default());
            }
        }
        let mut answer = list::page(found, params);
        let select = list::selected_names(params);
        if !select.is_empty() {
            let selected = |comment| list::select(comment, |name| select.iter().any(|one| one == name));
            answer.result = answer.result.items().map(selected).collect();
        }
        Ok(answer)
    }

    /// `crm.timeline.note.get`
    pub(super) fn note_get(&self, params: &Value) -> Result<Answer, RestError> {
        let (item, record) = self.noted(params)?;
        if self.faults.denies_reading(item) {
            return Err(access_denied());
        }
        let note = self
            .notes
            .iter()
            .find(|note| note.record == record)
            .ok_or_else(not_found)?;
        Ok(json!({
            "text": note.text,
            "createdById": note.created.0,
            "createdTime": iso(note.created.1),
            "updatedById": note.updated.0,
            "updatedTime": iso(note.updated.1),
        })
        .into())
    }

    /// `crm.timeline.note.save`: a second note replaces the first.
    pub(super) fn note_save(&mut self, params: &Value) -> Result<Answer, RestError> {
        let (item, record) = self.noted(params)?;
        let text = params["text"].text().ok_or_else(|| RestError::missing("text"))?;
        if self.faults.denies_changing(item) {
            return Err(access_denied());
        }
        let stamp = (self.settings.user, self.now);
        if let Some(note) = self.notes.iter_mut().find(|note| note.record == record) {
            note.text = text;
            note.updated = stamp;
        } else {
            self.notes.push(Note {
                record,
                text,
                created: stamp,
                updated: stamp,
            });
        }
        Ok(true.into())
    }

    /// The item and the record that a request names.
    fn noted(&self, params: &Value) -> Result<(Item, Noted), RestError> {
        let number = |name: &str| params[name].id().ok_or_else(|| RestError::missing(name));
        let (kind, owner) = (number("ownerTypeId")?, number("ownerId")?);
        let (kind_of_record, id) = (number("itemType")?, number("itemId")?);
        let kind = ItemKind::from_number(kind).ok_or_else(not_found)?;
        let item = Item { kind, id: owner };
        let record = match kind_of_record {
            1 => Noted::Comment(id),
            2 => Noted::Activity(id),
            _ => return Err(not_found()),
        };
        let there = match record {
            Noted::Comment(id) => self.comments.iter().any(|comment| comment["ID"].id() == Some(id)),
            Noted::Activity(id) => self
                .activity(id)
                .is_some_and(|activity| activity.bindings.contains(&item)),
        };
        if there {
            Ok((item, record))
        } else {
            Err(not_found())
        }
    }
}

/// The item that `ENTITY_TYPE` and `ENTITY_ID` name.
fn item(fields: &Value) -> Option<Item> {
    let kind = ItemKind::from_code(field(fields, "ENTITY_TYPE").as_str()?)?;
    let id = field(fields, "ENTITY_ID").id()?;
    Some(Item { kind, id })
}
