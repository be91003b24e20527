//! How far making a client of an unknown caller got.

use super::stored_draft::AGE;
use super::{Binding, EntityKind, NewClientForm, NewKind};
use serde::{Deserialize, Serialize};

/// A request to create an item, noted before it is sent: while its answer is not known, nothing else is created before it
/// is looked up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateAttempt {
    /// What was to be created.
    pub kind: NewKind,
    /// The number that it was created with.
    pub number: String,
    /// The title that was sent.
    pub title: String,
    /// The ids of those of this kind that had the number before.
    pub known: Vec<u64>,
    /// When it was sent, by the portal's clock, in milliseconds since 1970.
    pub since: f64,
}

/// How far making a client of the caller got, as it is stored for the call.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewClientRecord {
    /// What was entered and is not created yet.
    pub form: NewClientForm,
    /// The request whose answer is not known.
    pub sent: Option<CreateAttempt>,
    /// The contact that was created for a deal which is not created yet.
    pub contact: Option<u64>,
    /// What was created here, by [`Binding::key`].
    pub created: Vec<String>,
    /// What the agent chose for the call, or created last, by [`Binding::key`]; empty for nothing.
    pub chosen: String,
}

/// A [`NewClientRecord`] as it is stored beyond the end of the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredNewClient {
    /// `CALL_ID`
    #[serde(rename = "call")]
    pub call_id: String,
    /// The client's phone number.
    pub number: String,
    /// What is stored.
    pub record: NewClientRecord,
    /// When it was stored last, in milliseconds since 1970.
    pub at: f64,
}

impl StoredNewClient {
    /// Whether something was entered that is not created, or may not be.
    pub fn is_unsaved(&self) -> bool {
        // What was cancelled after it was not found is looked up before anything else is created.
        let is_open = self.record.form.kind.is_some();
        self.record.form.is_entered() || is_open && self.record.sent.is_some()
    }

    /// Whether it is too old to be stored.
    pub fn is_old(&self, now: f64) -> bool {
        now - self.at > AGE
    }
}

impl NewClientRecord {
    /// What of it is stored: entries that the agent has cancelled are there again only as long as the page is.
    #[must_use]
    pub fn to_store(&self) -> Self {
        let mut stored = self.clone();
        if stored.form.kind.is_none() {
            stored.form = NewClientForm::default();
        }
        stored
    }

    /// Whether nothing was entered, sent or chosen.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// The contact that was created for the deal in the form. For another kind there is none: nobody has said that this
    /// contact may be there twice.
    pub fn deal_contact(&self) -> Option<Binding> {
        let contact = self.contact.filter(|_| self.form.kind == Some(NewKind::Deal));
        contact.map(|id| Binding::new(EntityKind::Contact, id))
    }

    /// Whether nothing was created, or the deal is missing for which a contact was created.
    pub fn is_incomplete(&self) -> bool {
        self.created.is_empty() || self.contact.is_some()
    }

    /// Takes over what was noted before the portal had named the call, or by an earlier page; what is noted here stays.
    pub fn join(&mut self, other: Self) {
        if self.form == NewClientForm::default() {
            self.form = other.form;
        }
        self.sent = self.sent.take().or(other.sent);
        self.contact = self.contact.or(other.contact);
        for created in other.created {
            if !self.created.contains(&created) {
                self.created.push(created);
            }
        }
        if self.chosen.is_empty() {
            self.chosen = other.chosen;
        }
    }

    /// Notes an item that the portal has created. `is_last`: nothing else is to be created with it.
    pub fn add_created(&mut self, item: &Binding, is_last: bool) {
        let key = item.key();
        self.sent = None;
        if !self.created.contains(&key) {
            self.created.push(key.clone());
        }
        self.chosen = key;
        if is_last {
            self.form = NewClientForm::default();
            self.contact = None;
        } else {
            // Something else that was sent before is no contact for the deal.
            self.contact = (item.kind == EntityKind::Contact).then_some(item.id);
        }
    }

    /// What note and next step can go to: what was chosen, then what was created before.
    pub fn targets(&self) -> Vec<Binding> {
        let created = self.created.iter().rev().filter(|key| **key != self.chosen);
        let keys = core::iter::once(&self.chosen).chain(created);
        keys.filter_map(|key| Binding::parse(key)).collect()
    }

    /// What was created and what was chosen, and whether each was created here.
    pub fn items(&self) -> Vec<(Binding, bool)> {
        let created = self.created.iter().map(|key| (key, true));
        let chosen = (!self.created.contains(&self.chosen)).then_some((&self.chosen, false));
        let all = created.chain(chosen);
        all.filter_map(|(key, is_created)| Some((Binding::parse(key)?, is_created)))
            .collect()
    }
}
