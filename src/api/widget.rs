//! Where the app is built in, and what the portal knows of the app.
//!
//! <https://apidocs.bitrix24.com/api-reference/widgets/index.html>

use super::confirmed::call_confirmed;
use super::fields::NoParams;
use super::php::{self, List};
use crate::bx24::{Client, Error};
use serde::{Deserialize, Serialize, Serializer};

/// A place of the portal that opens this app.
#[derive(Clone, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "HandlerAnswer")]
pub struct Handler {
    /// `placement`: the code of the place.
    pub placement: String,
    /// `handler`: the address that is opened.
    pub handler: String,
    /// `title`, and those of `langAll`, each once; never empty ones.
    pub titles: Vec<String>,
}

#[derive(Deserialize)]
struct HandlerAnswer {
    #[serde(deserialize_with = "php::required_text")]
    placement: String,
    #[serde(deserialize_with = "php::required_text")]
    handler: String,
    #[serde(default, deserialize_with = "php::text")]
    title: String,
    #[serde(default, rename = "langAll", deserialize_with = "php::list")]
    lang_all: Vec<LangTitle>,
}

/// The titles of a place in one language.
#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct LangTitle {
    #[serde(default, deserialize_with = "php::text")]
    title: String,
}

impl From<HandlerAnswer> for Handler {
    fn from(answer: HandlerAnswer) -> Self {
        let mut titles = Vec::new();
        let in_languages = answer.lang_all.into_iter().map(|entry| entry.title);
        for title in in_languages.chain([answer.title]) {
            if !title.is_empty() && !titles.contains(&title) {
                titles.push(title);
            }
        }
        Self {
            placement: answer.placement,
            handler: answer.handler,
            titles,
        }
    }
}

/// A place to build the app in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Bind {
    /// `PLACEMENT`
    pub placement: String,
    /// `HANDLER`: an https address that can be reached from outside, without a query.
    pub handler: String,
    /// `TITLE`
    pub title: String,
    /// `LANG_ALL`: the portal's code of each language, and the title in it; not sent if empty.
    #[serde(
        rename = "LANG_ALL",
        serialize_with = "by_language",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub titles: Vec<(String, String)>,
}

#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Title<'a> {
    title: &'a str,
}

fn by_language<S: Serializer>(titles: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(titles.iter().map(|(lang, title)| (lang, Title { title })))
}

/// An address of a place that is to be removed. Without an address the portal would remove all of them, those of others
/// too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Unbind<'a> {
    /// `PLACEMENT`
    pub placement: &'a str,
    /// `HANDLER`
    pub handler: &'a str,
}

/// The answer to [`unbind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Unbound {
    /// `count`: how many addresses were removed.
    #[serde(default, deserialize_with = "php::whole")]
    pub count: u64,
}

/// What the portal knows of the app.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct AppInfo {
    /// `INSTALLED`: whether the installation was finished. Until then nobody sees what the app is built in.
    #[serde(deserialize_with = "php::required_flag")]
    pub installed: bool,
    /// `VERSION`; 0 where there is none.
    #[serde(default, deserialize_with = "php::whole")]
    pub version: u64,
    /// `STATUS`: `L` for a local app; may be empty.
    #[serde(default, deserialize_with = "php::text")]
    pub status: String,
}

/// What the portal knows of the app.
///
/// # Errors
/// [`ErrorKind::NotUnderstood`](crate::bx24::ErrorKind::NotUnderstood) where the answer does not say whether the app is
/// installed.
///
/// <https://apidocs.bitrix24.com/api-reference/app-installation/app-info.html>
pub async fn app_info(client: &Client) -> Result<AppInfo, Error> {
    client.query("app.info", &NoParams {}).await
}

/// Everything the app is built in, by whatever part of it. For administrators only. What has no place or no address is
/// left out.
///
/// # Errors
/// Refusals of the portal mean [`Refusal::NoRight`](super::Refusal::NoRight) for everybody else, and
/// [`Refusal::NoScope`](super::Refusal::NoScope) where the app was not granted `placement`.
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/placement-get.html>
pub async fn get(client: &Client) -> Result<Vec<Handler>, Error> {
    let handlers: List<Handler> = client.query("placement.get", &NoParams {}).await?;
    Ok(handlers.0)
}

/// Builds the app in at a place. For administrators only; the same address twice is refused.
///
/// # Errors
/// Refusals of the portal mean [`Refusal::NoRight`](super::Refusal::NoRight) or
/// [`Refusal::NoScope`](super::Refusal::NoScope); an address that is there already is refused with `already bind` in the
/// description. [`ErrorKind::NotUnderstood`](crate::bx24::ErrorKind::NotUnderstood) where the portal accepts the request
/// and does not confirm that the address is registered.
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/placement-bind.html>
pub async fn bind(client: &Client, bind: &Bind) -> Result<(), Error> {
    call_confirmed(client, "placement.bind", bind).await
}

/// Removes one address from a place. Returns how many there were. For administrators only.
///
/// # Errors
/// Refusals of the portal mean [`Refusal::NoRight`](super::Refusal::NoRight) or
/// [`Refusal::NoScope`](super::Refusal::NoScope).
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/placement-unbind.html>
pub async fn unbind(client: &Client, placement: &str, handler: &str) -> Result<u64, Error> {
    let unbind = Unbind { placement, handler };
    let unbound: Unbound = client.call("placement.unbind", &unbind).await?;
    Ok(unbound.count)
}
