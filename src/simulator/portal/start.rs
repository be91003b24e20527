//! What the SDK starts with, and the options it can store.

use super::Portal;
use super::card::escaped;
use super::php::object_or_list;
use super::settings::CALL_CARD;
use serde_json::{Map, Value, json};

/// Options of a user, or of the application.
///
/// The page of the portal loads them once. PHP writes none as a list, and a list does not keep what is set by name: it
/// is stored on the server, and missing when only the frame is loaded again.
#[derive(Debug, Default)]
pub(super) struct Options {
    stored: Map<String, Value>,
    loaded: Map<String, Value>,
}

impl Options {
    pub(super) fn set(&mut self, name: &str, value: Value) {
        if !self.loaded.is_empty() {
            self.loaded.insert(name.to_owned(), value.clone());
        }
        self.stored.insert(name.to_owned(), value);
    }

    fn load(&mut self) {
        self.loaded.clone_from(&self.stored);
    }

    fn answer(&self) -> Value {
        object_or_list(self.loaded.clone())
    }
}

impl Portal {
    /// What is stored under a name for the agent.
    pub fn user_option(&self, name: &str) -> Option<&Value> {
        let (_, options) = self
            .user_options
            .iter()
            .find(|(user, _)| *user == self.settings.user)?;
        options.stored.get(name)
    }

    /// The options of the agent; another user has others.
    pub(super) fn own_options(&mut self) -> &mut Options {
        let user = self.settings.user;
        let at = self.user_options.iter().position(|(known, _)| *known == user);
        let at = at.unwrap_or_else(|| {
            self.user_options.push((user, Options::default()));
            self.user_options.len() - 1
        });
        &mut self.user_options[at].1
    }

    /// Stores an option for the agent, as if from another page.
    pub fn set_user_option(&mut self, name: &str, value: Value) {
        self.own_options().stored.insert(name.to_owned(), value);
    }

    /// Loads the page around the frame again: only now the options that were stored are handed out.
    pub fn reload_page(&mut self) {
        self.own_options().load();
        self.app_options.load();
    }

    pub(super) fn init_data(&mut self) -> Value {
        let options = self.placement_options();
        let user_options = self.own_options().answer();
        let mut data = json!({
            "LANG": self.settings.lang.as_str(),
            "DOMAIN": self.settings.domain.as_str(),
            "PROTOCOL": 1,
            "PATH": "/rest",
            "MEMBER_ID": "00000000000000000000000000000000",
            "FIRST_RUN": self.settings.first_run,
            "IS_ADMIN": self.settings.is_admin,
            "INSTALL": !self.settings.installed,
            "USER_OPTIONS": user_options,
            "APP_OPTIONS": self.app_options.answer(),
            "PLACEMENT": self.settings.placement.as_str(),
            "PLACEMENT_OPTIONS": options,
        });
        if let (Value::Object(fields), Value::Object(auth)) = (&mut data, self.auth_data()) {
            fields.extend(auth);
        }
        data
    }

    pub(super) fn auth_data(&self) -> Value {
        json!({
            "AUTH_ID": self.access_token(),
            "REFRESH_ID": format!("preview-refresh-{}", self.token),
            "AUTH_EXPIRES": "3600",
        })
    }

    fn placement_options(&mut self) -> Value {
        if self.settings.placement != CALL_CARD {
            let options = self.settings.placement_options.clone();
            return if options.is_object() { options } else { json!([]) };
        }
        let escape = self.settings.escape_options;
        let Some(card) = &mut self.card else {
            return json!([]);
        };
        // A reload of the frame gets what was handed out first, however the call went on.
        if let Some(options) = &card.handed_out {
            return options.clone();
        }
        let options = if escape {
            escaped(card.options())
        } else {
            card.options()
        };
        card.handed_out = Some(options.clone());
        options
    }
}
