//! Who an unknown caller may be: everybody in CRM with this number.

use super::action::{ActionState, ExclusiveAction};
use crate::api::external_call::Candidate;
use crate::api::{callers, users};
use crate::bx24::{Client, Error, SelectedUser};
use leptos::prelude::*;

/// The candidates for a number. A small handle: copies are the same search.
#[derive(Clone, Copy)]
pub struct Search {
    /// What was found; nothing before the answer. Nobody in it is ever chosen automatically.
    pub found: Signal<Option<Vec<FoundClient>>>,
    /// Why the last search failed, until one succeeds.
    pub trouble: Signal<Option<Error>>,
    action: ExclusiveAction<String, Vec<FoundClient>>,
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
    pub fn new(client: &Client) -> Self {
        // Several requests: none of them waits for the client's history.
        let client = client.for_names();
        let action = ExclusiveAction::new(move |number: String| {
            let client = client.clone();
            async move { look_up(&client, &number).await }
        });
        let found = |state: &ActionState<String, Vec<FoundClient>>| match &state.result {
            Some(Ok(found)) => Some(found.clone()),
            _ => None,
        };
        Self {
            found: Signal::derive(move || action.with(found).flatten()),
            trouble: Signal::derive(move || action.error()),
            action,
        }
    }

    /// Looks for a number, unless that was done already. The answer for another number does not count any more.
    pub fn look_for(self, number: &str) {
        let is_new = |state: &ActionState<_, _>| state.input.as_deref() != Some(number);
        if self.action.with_untracked(is_new) == Some(true) {
            self.action.replace(number.to_owned());
        }
    }

    /// Looks for the same number again. What is known stays until the answer.
    pub fn again(self) {
        self.action.repeat();
    }

    /// Forgets what is known of the number, and looks for it once more.
    pub(super) fn renew(self) {
        self.action.retry();
    }
}

async fn look_up(client: &Client, number: &str) -> Result<Vec<FoundClient>, Error> {
    let candidates = callers::with_number(client, number).await?;
    let mut ids = Vec::new();
    for id in candidates.iter().filter_map(|candidate| candidate.assigned_by_id) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    // The scope for names may be missing: then their ids are shown.
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
