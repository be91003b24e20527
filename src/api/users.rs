//! The agent and the colleagues.
//!
//! <https://apidocs.bitrix24.com/api-reference/user/index.html>

use super::params::Params;
use super::read::{list, text};
use super::wire;
use crate::bx24::{Client, Error};
use crate::value::{Value, joined};

/// How many people the portal answers at once.
const PAGE: usize = 50;

/// Somebody who works there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// `ID`
    pub id: u64,
    /// `NAME`: may be empty.
    pub name: String,
    /// `LAST_NAME`: may be empty.
    pub last_name: String,
    /// `WORK_POSITION`: may be empty.
    pub work_position: String,
    /// `UF_PHONE_INNER`: only where the app may read it.
    pub phone_inner: Option<String>,
    /// `ACTIVE`: false for somebody who was dismissed.
    pub active: bool,
}

impl User {
    /// First and last name; empty where neither is known.
    pub fn full_name(&self) -> String {
        joined([self.name.trim(), self.last_name.trim()], " ")
    }
}

/// Who the agent is.
///
/// <https://apidocs.bitrix24.com/api-reference/user/user-current.html>
pub async fn current(client: &Client) -> Result<User, Error> {
    let method = "user.current";
    let answer = wire::query(client, method, Params::new().done()).await?;
    decode_user(&answer).ok_or_else(|| Error::not_understood(method))
}

/// People by their ids, in the portal's order; one request for up to 50. Who is not found is left out.
///
/// <https://apidocs.bitrix24.com/api-reference/user/user-get.html>
pub async fn get(client: &Client, ids: &[u64]) -> Result<Vec<User>, Error> {
    let mut users = Vec::with_capacity(ids.len());
    for part in ids.chunks(PAGE) {
        let answer = wire::query(client, "user.get", get_params(part)).await?;
        users.extend(decode_users(&answer));
    }
    Ok(users)
}

/// What is sent to ask for people.
pub fn get_params(ids: &[u64]) -> Value {
    let mut params = Params::new();
    params.numbers("ID", ids);
    params.done()
}

/// Reads one person. Nothing where there is no id.
pub fn decode_user(answer: &Value) -> Option<User> {
    Some(User {
        id: answer.get("ID").id()?,
        name: text(answer, "NAME"),
        last_name: text(answer, "LAST_NAME"),
        work_position: text(answer, "WORK_POSITION"),
        phone_inner: answer.get("UF_PHONE_INNER").text(),
        active: *answer.get("ACTIVE") == Value::Null || answer.get("ACTIVE").flag(),
    })
}

/// Reads a list of people. Never fails: who has no id is left out.
pub fn decode_users(answer: &Value) -> Vec<User> {
    list(answer, decode_user)
}
