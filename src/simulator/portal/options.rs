//! The options that the application stores: for itself, and for each user.

use super::Portal;
use super::answer::{Answer, RestError};
use super::php::{PhpValue, field, object_or_list};
use serde_json::{Map, Value};

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
    /// Stores an option by `BX24.userOption.set` or `BX24.appOption.set`.
    pub(super) fn set(&mut self, name: &str, value: Value) {
        if !self.loaded.is_empty() {
            self.loaded.insert(name.to_owned(), value.clone());
        }
        self.stored.insert(name.to_owned(), value);
    }

    /// What the SDK starts with.
    pub(super) fn loaded(&self) -> Value {
        object_or_list(self.loaded.clone())
    }

    fn load(&mut self) {
        self.loaded.clone_from(&self.stored);
    }

    /// `app.option.get` and `user.option.get`: one option or null, or all of them.
    fn get(&self, params: &Value) -> Answer {
        match field(params, "option").text() {
            Some(name) => self.stored.get(&name).cloned().unwrap_or_default().into(),
            None => object_or_list(self.stored.clone()).into(),
        }
    }

    /// `app.option.set` and `user.option.set`. The page that is open is not notified.
    fn store(&mut self, params: &Value) -> Result<Answer, RestError> {
        let options = field(params, "options");
        if options.items().next().is_none() {
            return Err(RestError::new(400, "ArgumentNullException", "options is empty"));
        }
        let named = options
            .entries()
            .map(|(name, value)| (name.clone(), value.clone()));
        self.stored.extend(named);
        Ok(true.into())
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

    /// What is stored under a name for the application.
    pub fn app_option(&self, name: &str) -> Option<&Value> {
        self.app_options.stored.get(name)
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

    /// Stores an option for the application, as if from another page.
    pub fn set_app_option(&mut self, name: &str, value: Value) {
        self.app_options.stored.insert(name.to_owned(), value);
    }

    /// Loads the page around the frame again: only now it has the options that were stored.
    pub fn reload_page(&mut self) {
        self.own_options().load();
        self.app_options.load();
    }

    pub(super) fn app_option_get(&self, params: &Value) -> Answer {
        self.app_options.get(params)
    }

    pub(super) fn app_option_set(&mut self, params: &Value) -> Result<Answer, RestError> {
        if !self.settings.is_admin {
            let text = "Administrator authorization required";
            return Err(RestError::new(400, "AccessException", text));
        }
        self.app_options.store(params)
    }

    pub(super) fn user_option_get(&mut self, params: &Value) -> Answer {
        self.own_options().get(params)
    }

    pub(super) fn user_option_set(&mut self, params: &Value) -> Result<Answer, RestError> {
        self.own_options().store(params)
    }
}
