//! The agent and the colleagues.
//!
//! <https://apidocs.bitrix24.com/api-reference/user/index.html>

use super::fields::{NoParams, joined};
use super::php::{self, List};
use crate::bx24::{Client, Error, Scalar};
use serde::{Deserialize, Deserializer, Serialize};

/// The method that answers people by their ids.
pub const GET: &str = "user.get";

/// How many people the portal answers at once.
const PAGE: usize = 50;

/// Somebody who works there.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct User {
    /// `ID`
    #[serde(deserialize_with = "php::required_id")]
    pub id: u64,
    /// `NAME`: may be empty.
    #[serde(default, deserialize_with = "php::text")]
    pub name: String,
    /// `LAST_NAME`: may be empty.
    #[serde(default, deserialize_with = "php::text")]
    pub last_name: String,
    /// `WORK_POSITION`: may be empty.
    #[serde(default, deserialize_with = "php::text")]
    pub work_position: String,
    /// `UF_PHONE_INNER`: only where the app may read it.
    #[serde(default, rename = "UF_PHONE_INNER", deserialize_with = "php::some_text")]
    pub phone_inner: Option<String>,
    /// `ACTIVE`: false for somebody who was dismissed; true where the portal does not say.
    #[serde(default = "yes", deserialize_with = "active")]
    pub active: bool,
}

impl User {
    /// First and last name; empty where neither is known.
    pub fn full_name(&self) -> String {
        joined(&[self.name.trim(), self.last_name.trim()], " ")
    }
}

const fn yes() -> bool {
    true
}

fn active<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    let active = Scalar::deserialize(deserializer)?;
    Ok(active == Scalar::Nothing || active.flag())
}

/// What is sent to ask for people.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct UserGet<'a> {
    /// `ID`: 50 at most.
    pub id: &'a [u64],
}

/// Who the agent is.
///
/// # Errors
/// [`ErrorKind::NotUnderstood`](crate::bx24::ErrorKind::NotUnderstood) where the answer has no id.
///
/// <https://apidocs.bitrix24.com/api-reference/user/user-current.html>
pub async fn current(client: &Client) -> Result<User, Error> {
    client.query("user.current", &NoParams {}).await
}

/// People by their ids, in the portal's order; one request for up to 50. Who is not found is left out.
///
/// # Errors
/// Means [`Refusal::NoScope`](super::Refusal::NoScope) where the app was not granted `user_brief`.
///
/// <https://apidocs.bitrix24.com/api-reference/user/user-get.html>
pub async fn get(client: &Client, ids: &[u64]) -> Result<Vec<User>, Error> {
    let mut users = Vec::with_capacity(ids.len());
    for id in ids.chunks(PAGE) {
        let page: List<User> = client.query(GET, &UserGet { id }).await?;
        users.extend(page.0);
    }
    Ok(users)
}
