//! Who the agent is: asked for when it is first needed, and kept.

use super::Kept;
use crate::api::users::{self, User};
use crate::bx24::{Client, Error};
use std::cell::RefCell;

/// The agent. A small handle: copies are the same agent.
#[derive(Clone, Copy)]
pub struct Me(Kept<(Client, RefCell<Option<User>>)>);

impl Me {
    /// The agent of this page.
    pub fn new(client: Client) -> Self {
        Self(Kept::new((client, RefCell::default())))
    }

    /// Who that is.
    pub async fn get(self) -> Result<User, Error> {
        let known = self
            .0
            .with(|(client, user)| (client.clone(), user.borrow().clone()));
        match known {
            Some((_, Some(user))) => Ok(user),
            Some((client, None)) => {
                let user = users::current(&client).await?;
                self.0.with(|(_, known)| known.replace(Some(user.clone())));
                Ok(user)
            }
            None => Err(Error::refused("")),
        }
    }
}
