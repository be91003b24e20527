//! What the SDK starts with.

use super::Portal;
use super::card::escaped;
use super::settings::CALL_CARD;
use serde_json::{Value, json};

impl Portal {
    pub(super) fn init_data(&mut self) -> Value {
        let options = self.placement_options();
        let user_options = self.own_options().loaded();
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
            "APP_OPTIONS": self.app_options.loaded(),
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
        // A reload of the frame gets the first options again, whatever happened to the call since.
        if let Some(options) = &card.first_options {
            return options.clone();
        }
        let options = if escape {
            escaped(card.options())
        } else {
            card.options()
        };
        card.first_options = Some(options.clone());
        options
    }
}
