//! Who an unknown caller may be: everybody in CRM with this number.

use crate::api::external_call::{Candidate, search_crm_entities};
use crate::api::users;
use crate::bx24::{Client, Error, SelectedUser, spawn};
use leptos::prelude::*;
use std::cell::RefCell;

/// The candidates for a number. A small handle: copies are the same search.
#[derive(Clone, Copy)]
pub struct Search {
    /// What was found; nothing before the answer. Nobody in it is ever chosen automatically.
    pub found: RwSignal<Option<Vec<FoundClient>>>,
    /// Why the last search failed, until one succeeds.
    pub trouble: RwSignal<Option<Error>>,
    inner: StoredValue<(Client, RefCell<String>), LocalStorage>,
}

/// Somebody who may be the caller.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundClient {
    /// Who it is in CRM.
    pub candidate: Candidate,
    /// The colleague who looks after them, by id and name; the name is empty where it may not be read.
    pub responsible: Option<SelectedUser>,
}

impl Search {
    /// A search that has not begun.
    pub fn new(client: Client) -> Self {
        Self {
            found: RwSignal::new(None),
            trouble: RwSignal::new(None),
            inner: StoredValue::new_local((client, RefCell::default())),
        }
    }

    /// Looks for a number, unless that was done already.
    pub fn look_for(self, number: &str) {
        let new = self
            .inner
            .try_with_value(|(_, last)| last.replace(number.to_owned()) != number);
        if new == Some(true) {
            self.found.set(None);
            self.again();
        }
    }

    /// Looks for the same number again.
    pub fn again(self) {
        spawn(async move {
            self.ask().await;
        });
    }

    async fn ask(self) {
        let Some((client, number)) = self
            .inner
            .try_with_value(|(client, last)| (client.clone(), last.borrow().clone()))
        else {
            return;
        };
        let result = look(&client, &number).await;
        // Another number may have come in meanwhile; then this is not its answer.
        if self.inner.try_with_value(|(_, last)| *last.borrow() == number) == Some(true) {
            self.trouble.set(result.as_ref().err().cloned());
            if let Ok(found) = result {
                self.found.set(Some(found));
            }
        }
    }
}

async fn look(client: &Client, number: &str) -> Result<Vec<FoundClient>, Error> {
    let candidates = search_crm_entities(client, number).await?;
    let mut ids = Vec::new();
    for id in candidates.iter().filter_map(|candidate| candidate.assigned_by_id) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    // The scope for names may be missing: then they stand with their ids.
    let people = if ids.is_empty() {
        Vec::new()
    } else {
        users::get(client, &ids).await.unwrap_or_default()
    };
    let name = |id: u64| {
        people
            .iter()
            .find(|user| user.id == id)
            .map(users::User::full_name)
            .unwrap_or_default()
    };
    let found = |candidate: Candidate| {
        let responsible = candidate
            .assigned_by_id
            .map(|id| SelectedUser { id, name: name(id) });
        FoundClient {
            candidate,
            responsible,
        }
    };
    Ok(candidates.into_iter().map(found).collect())
}
