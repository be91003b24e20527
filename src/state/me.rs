//! Who the agent is: asked for when it is first needed, and known from then on.

use crate::api::users::{self, User};
use crate::bx24::{Client, Error};
use leptos::prelude::*;

/// The agent. A small handle: copies are the same agent.
#[derive(Clone, Copy)]
pub struct Me(StoredValue<(Client, RwSignal<Option<User>>), LocalStorage>);

impl Me {
    /// The agent of this page.
    pub fn new(client: Client) -> Self {
        // Actions need it.
        Self(StoredValue::new_local((
            client.for_actions(),
            RwSignal::new(None),
        )))
    }

    /// The id, once it is known. Tracks it.
    pub fn known_id(self) -> Option<u64> {
        let known = self.0.try_with_value(|(_, user)| *user)?;
        known.try_with(|user| user.as_ref().map(|user| user.id))?
    }

    /// Who that is.
    pub async fn get(self) -> Result<User, Error> {
        let known = self
            .0
            .try_with_value(|(client, user)| (client.clone(), user.try_get_untracked().flatten()));
        match known {
            Some((_, Some(user))) => Ok(user),
            Some((client, None)) => {
                let user = users::current(&client).await?;
                self.0
                    .try_with_value(|(_, known)| known.try_set(Some(user.clone())));
                Ok(user)
            }
            None => Err(Error::refused("")),
        }
    }
}
