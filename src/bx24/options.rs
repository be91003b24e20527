//! Options that the portal keeps: those of the user, and those of the app for all users.
//!
//! The portal's page loads them once. What another tab of the portal sets later is known only after a request.

use super::sys::OptionsSdk;
use super::{Client, MAY_BE_EXECUTED};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

/// Texts of options by their names.
pub(super) type NewerOptions = BTreeMap<String, NewerOption>;

/// The text of an option.
pub(super) struct NewerOption {
    text: String,
    /// When this page has set it, in milliseconds since 1970; nothing where it was read.
    set_at: Option<f64>,
}

impl Client {
    /// An option of this user on the portal, as it was when the portal's page was loaded, or as this page has set or read
    /// it since; empty where there is none.
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/options/bx24-user-option-get.html>
    pub fn user_option(&self, name: &str) -> String {
        if let Some(newer) = self.newer_user_options.borrow().get(name) {
            return newer.text.clone();
        }
        read(self.sdk.user_option(), name).unwrap_or_default()
    }

    /// Takes over what the portal has answered to a request of `requested_at` (milliseconds since 1970). What this page has
    /// set since is newer, and so is what it has set shortly before: a request can overtake it.
    pub fn take_user_options(&self, options: BTreeMap<String, String>, requested_at: f64) {
        let mut newer = self.newer_user_options.borrow_mut();
        for (name, text) in options {
            let set_at = newer.get(&name).and_then(|newer| newer.set_at);
            if set_at.is_none_or(|at| requested_at - at > MAY_BE_EXECUTED) {
                newer.insert(name, NewerOption { text, set_at: None });
            }
        }
    }

    /// Whether what is set for this user outlives the frame, as far as the option `name` tells: the app sets it for every
    /// user. The first answer counts for the page, so nothing is set before it.
    pub fn has_lasting_user_options(&self, name: &str) -> bool {
        *self
            .had_user_options
            .get_or_init(|| !self.user_option(name).is_empty())
    }

    /// Sets an option of this user on the portal, at once. Returns whether the portal's page was reached: the SDK does not
    /// tell whether the portal has stored it.
    ///
    /// A user who had no option at all when that page was loaded gets none after the frame alone is loaded again: only
    /// the next load of the portal's page brings them back.
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/options/bx24-user-option-set.html>
    pub fn set_user_option(&self, name: &str, value: &str) -> bool {
        let is_sent = write(self.sdk.user_option(), name, value);
        if is_sent {
            let newer = NewerOption {
                text: value.to_owned(),
                set_at: Some(js_sys::Date::now()),
            };
            self.newer_user_options
                .borrow_mut()
                .insert(name.to_owned(), newer);
        }
        is_sent
    }

    /// An option that an administrator has set for all users of the app; nothing where there is none.
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/options/bx24-app-option-get.html>
    pub fn app_option(&self, name: &str) -> Option<String> {
        read(self.sdk.app_option(), name)
    }

    /// Sets an option for all users of the app, which only an administrator can.
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/options/bx24-app-option-set.html>
    pub fn set_app_option(&self, name: &str, value: &str) {
        // Where the portal's page is not reached, there is nobody to notify.
        let _ = write(self.sdk.app_option(), name, value);
    }
}

fn read(options: Result<OptionsSdk, JsValue>, name: &str) -> Option<String> {
    options.and_then(|options| options.get(name)).ok()?.as_string()
}

fn write(options: Result<OptionsSdk, JsValue>, name: &str, value: &str) -> bool {
    options.and_then(|options| options.set(name, value)).is_ok()
}
