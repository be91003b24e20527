//! What an administrator sets up for all, and agents for themselves: lists in the options of the app and of the user.
//!
//! An option is one text. The documents give no size for it; [`SettingKey::limit`] stays below what is known to fit.

use super::confirmed::call_confirmed;
use super::fields::NoParams;
use super::php::Fitting;
use crate::bx24::{Client, Command, Error, Scalar, from_json, to_json};
use crate::call::portal_text::{OWN_PHRASES_LIMIT, SHARED_LIST_LIMIT, portal_text_within};
use crate::call::setting_list::ListHeader;
use crate::call::{Setting, SettingList};
use serde::Serialize;
use std::collections::BTreeMap;

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKey {
    /// The phrases of all agents.
    SharedPhrases,
    /// The result codes of the company.
    ResultCodes,
    /// The call scripts of the company.
    Scripts,
    /// The agent's own phrases.
    OwnPhrases,
}

/// What the keys of the commands in a batch begin with.
pub const COMMAND: &str = "setting_";

/// The method that sets an option of the user.
const USER_SET: &str = "user.option.set";

/// The method that reads an option of the user, or all of them.
const USER_GET: &str = "user.option.get";

/// What is sent to read an option.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct OptionGet {
    /// `option`: its name.
    pub option: &'static str,
}

/// What is sent to set an option.
#[derive(Clone, Debug, Serialize)]
pub struct OptionSet<'a> {
    /// `options`: the values by their names.
    pub options: BTreeMap<&'static str, &'a str>,
}

impl SettingKey {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::SharedPhrases,
        Self::ResultCodes,
        Self::Scripts,
        Self::OwnPhrases,
    ];

    /// The name of the option.
    pub const fn option(self) -> &'static str {
        match self {
            Self::SharedPhrases | Self::OwnPhrases => "call-card.phrases",
            Self::ResultCodes => "call-card.result-codes",
            Self::Scripts => "call-card.scripts",
        }
    }

    /// Whether it is the agent's own.
    pub const fn is_own(self) -> bool {
        matches!(self, Self::OwnPhrases)
    }

    /// How many bytes its text may have.
    pub const fn limit(self) -> usize {
        if self.is_own() {
            OWN_PHRASES_LIMIT
        } else {
            SHARED_LIST_LIMIT
        }
    }

    /// The method that sets it.
    pub const fn set_method(self) -> &'static str {
        if self.is_own() { USER_SET } else { "app.option.set" }
    }

    const fn get_method(self) -> &'static str {
        if self.is_own() { USER_GET } else { "app.option.get" }
    }

    const fn params(self) -> OptionGet {
        OptionGet {
            option: self.option(),
        }
    }

    /// The key of its command in a batch.
    pub const fn command_key(self) -> &'static str {
        match self {
            Self::SharedPhrases => "setting_phrases",
            Self::ResultCodes => "setting_codes",
            Self::Scripts => "setting_scripts",
            Self::OwnPhrases => "setting_own",
        }
    }

    /// The command of a batch that reads it.
    ///
    /// # Errors
    /// None in practice: a name can be written as JSON.
    pub fn command(self) -> Result<Command, Error> {
        Command::new(self.command_key(), self.get_method(), &self.params())
    }

    /// The list as it is sent; nothing where it takes more room than the portal is known to have.
    pub fn text(self, list: &SettingList) -> Option<String> {
        portal_text_within(&to_json(list)?, self.limit())
    }
}

/// Reads the text of an option.
pub fn parse(text: &str) -> Setting {
    let header = from_json::<ListHeader>(text).ok();
    Setting::of(text, header, from_json(text).ok())
}

/// Reads the value of an option as the portal answers it.
pub fn parse_value(value: Scalar) -> Setting {
    parse(&value.text().unwrap_or_default())
}

/// What the portal has at this moment.
///
/// # Errors
/// Those of [`ErrorKind`](crate::bx24::ErrorKind).
///
/// <https://apidocs.bitrix24.com/api-reference/common/settings/app-option-get.html>
pub async fn get(client: &Client, key: SettingKey) -> Result<Setting, Error> {
    let value = client.query(key.get_method(), &key.params()).await?;
    Ok(parse_value(value))
}

/// Stores the text of a list ([`SettingKey::text`]).
///
/// # Errors
/// [`Refusal::NoRight`](super::Refusal::NoRight) for a list of all agents, where the agent is no administrator. After an
/// uncertain failure nobody knows whether it is stored.
///
/// <https://apidocs.bitrix24.com/api-reference/common/settings/app-option-set.html>
pub async fn set(client: &Client, key: SettingKey, text: &str) -> Result<(), Error> {
    store(client, key.set_method(), key.option(), text).await
}

/// Stores the text of an option of this user. Unlike `BX24.userOption`, the answer says whether it is stored.
///
/// # Errors
/// Those of [`ErrorKind`](crate::bx24::ErrorKind). After an uncertain failure nobody knows whether it is stored.
///
/// <https://apidocs.bitrix24.com/api-reference/common/settings/user-option-set.html>
pub async fn set_user_option(client: &Client, name: &'static str, text: &str) -> Result<(), Error> {
    store(client, USER_SET, name, text).await
}

/// Reads all options of this user: [`Client::user_option`] returns what the portal has now, also what another tab has set.
/// Nothing changes where the user has none.
///
/// # Errors
/// Those of [`ErrorKind`](crate::bx24::ErrorKind).
///
/// <https://apidocs.bitrix24.com/api-reference/common/settings/user-option-get.html>
pub async fn refresh_user_options(client: &Client) -> Result<BTreeMap<String, String>, Error> {
    let requested_at = js_sys::Date::now();
    // A user without options has an empty list.
    let options: Fitting<BTreeMap<String, Scalar>> = client.query(USER_GET, &NoParams {}).await?;
    let texts = options.0.unwrap_or_default().into_iter();
    let texts = texts.map(|(name, value)| (name, value.text().unwrap_or_default()));
    let texts: BTreeMap<_, _> = texts.collect();
    client.take_user_options(texts.clone(), requested_at);
    Ok(texts)
}

async fn store(client: &Client, method: &str, name: &'static str, text: &str) -> Result<(), Error> {
    let params = OptionSet {
        options: BTreeMap::from([(name, text)]),
    };
    call_confirmed(client, method, &params).await
}
