//! The users of the portal.

use super::answer::{Answer, RestError};
use super::php::{PhpValue, field};
use super::{Portal, list};
use serde_json::{Value, json};

/// A user of the portal.
#[derive(Clone, Debug)]
pub struct User {
    /// The identifier.
    pub id: u64,
    /// First name.
    pub name: String,
    /// Last name.
    pub last_name: String,
    /// Extension.
    pub inner: Option<String>,
    /// Mobile number.
    pub mobile: Option<String>,
    /// `OPENED`, `CLOSED`, `PAUSED`, `EXPIRED` or `UNAVAILABLE`.
    pub timeman: String,
    /// Whether the account is in use.
    pub active: bool,
    /// Whether other calls prevent that a card opens for this user.
    pub busy: bool,
    /// The call whose card is on this person's screen.
    pub screen: Option<String>,
}

impl User {
    fn new(id: u64, name: &str, last_name: &str, timeman: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            last_name: last_name.to_owned(),
            inner: Some((100 + id).to_string()),
            mobile: (id % 2 == 1).then(|| format!("+49301000{id:04}")),
            timeman: timeman.to_owned(),
            active: true,
            busy: false,
            screen: None,
        }
    }

    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.name, self.last_name)
    }

    fn record(&self) -> Value {
        json!({
            "ID": self.id.to_string(),
            "XML_ID": "",
            "ACTIVE": self.active,
            "NAME": self.name.as_str(),
            "LAST_NAME": self.last_name.as_str(),
            "SECOND_NAME": "",
            "TITLE": "",
            "IS_ONLINE": if self.timeman == "OPENED" { "Y" } else { "N" },
            "TIME_ZONE": "",
            "TIME_ZONE_OFFSET": "0",
            "PERSONAL_GENDER": "",
            "PERSONAL_PHOTO": Value::Null,
            "PERSONAL_MOBILE": self.mobile.clone(),
            "WORK_POSITION": "Sales",
            "WORK_PHONE": "",
            "UF_EMPLOYMENT_DATE": "",
            "UF_DEPARTMENT": vec![1],
            "UF_PHONE_INNER": self.inner.clone(),
            "USER_TYPE": "employee",
        })
    }

    /// The user as `telephony.externalCall.searchCrmEntities` describes the responsible person.
    pub(super) fn responsible(&self) -> Value {
        json!({
            "ID": self.id.to_string(),
            "TIMEMAN_STATUS": self.timeman.as_str(),
            "USER_PHONE_INNER": self.inner.clone(),
            "WORK_PHONE": Value::Null,
            "PERSONAL_PHONE": Value::Null,
            "PERSONAL_MOBILE": self.mobile.clone(),
        })
    }
}

/// The users that every portal starts with; 1 is the agent.
pub fn staff() -> Vec<User> {
    let mut gone = User::new(5, "Edgar", "Novak", "CLOSED");
    gone.active = false;
    vec![
        User::new(1, "Anna", "Keller", "OPENED"),
        User::new(2, "Björn", "Lindqvist", "OPENED"),
        User::new(3, "Carla", "Ruiz", "PAUSED"),
        User::new(4, "David", "Okafor", "CLOSED"),
        gone,
    ]
}

impl Portal {
    /// A user by identifier.
    pub fn user(&self, id: u64) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// A user by identifier, to be changed.
    pub fn user_mut(&mut self, id: u64) -> Option<&mut User> {
        self.users.iter_mut().find(|user| user.id == id)
    }

    /// The user that `USER_ID` or `USER_PHONE_INNER` names.
    pub(super) fn named_user(&self, params: &Value) -> Result<u64, RestError> {
        let (id, inner) = (field(params, "USER_ID"), field(params, "USER_PHONE_INNER"));
        let found = match (id.text(), inner.text()) {
            (None, None) => return Err(RestError::core("USER_ID or USER_PHONE_INNER should be set")),
            (Some(_), _) => id.id().and_then(|id| self.user(id)),
            (None, inner) => self.users.iter().find(|user| user.inner == inner),
        };
        found
            .filter(|user| user.active)
            .map(|user| user.id)
            .ok_or_else(|| RestError::core("User is not found or is not active"))
    }

    pub(super) fn user_current(&self) -> Result<Answer, RestError> {
        self.user(self.settings.user)
            .map(|user| user.record().into())
            .ok_or_else(|| {
                RestError::new(
                    403,
                    "user_access_error",
                    "The user does not have access to the application.",
                )
            })
    }

    pub(super) fn user_get(&self, params: &Value) -> Answer {
        let ids = field(params, "ID");
        let nested = field(field(params, "FILTER"), "ID");
        let wanted = if *ids == Value::Null { nested } else { ids };
        let asked: Vec<u64> = wanted
            .id()
            .into_iter()
            .chain(wanted.items().filter_map(Value::id))
            .collect();
        let records = self
            .users
            .iter()
            .filter(|user| *wanted == Value::Null || asked.contains(&user.id))
            .map(User::record)
            .collect();
        list::page(records, params)
    }
}
