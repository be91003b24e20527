//! Who the agent is: asked for when it is first needed, once.

use crate::api::users::{self, User};
use crate::bx24::{Client, Error};
use leptos::prelude::*;
use std::cell::RefCell;

/// The agent. A small handle: copies are the same agent.
#[derive(Clone, Copy)]
pub struct Me(StoredValue<(Client, RefCell<Option<User>>), LocalStorage>);

impl Me {
    /// The agent of this page.
    pub fn new(client: Client) -> Self {
        // Actions need it.
        Self(StoredValue::new_local((client.for_actions(), RefCell::default())))
    }

    /// Who that is.
    pub async fn get(self) -> Result<User, Error> {
        let known = self
            .0
            .try_with_value(|(client, user)| (client.clone(), user.borrow().clone()));
        match known {
            Some((_, Some(user))) => Ok(user),
            Some((client, None)) => {
                let user = users::current(&client).await?;
                self.0
                    .try_with_value(|(_, known)| known.replace(Some(user.clone())));
                Ok(user)
            }
            None => Err(Error::refused("")),
        }
    }
}
