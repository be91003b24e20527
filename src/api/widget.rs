//! Where the app is built in, and what the portal knows of the app.
//!
//! <https://apidocs.bitrix24.com/api-reference/widgets/index.html>

use super::params::Params;
use super::read::{list, text};
use super::wire;
use crate::bx24::{Client, Error};
use crate::value::Value;

/// A place of the portal that opens this app.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Handler {
    /// `placement`: the code of the place.
    pub placement: String,
    /// `handler`: the address that is opened.
    pub handler: String,
    /// `title`, and those of `langAll`, each once; never empty ones.
    pub titles: Vec<String>,
}

/// A place to build the app in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bind {
    /// `PLACEMENT`
    pub placement: String,
    /// `HANDLER`: an https address that can be reached from outside, without a query.
    pub handler: String,
    /// `TITLE`
    pub title: String,
    /// `LANG_ALL`: the portal's code of each language, and the title in it.
    pub titles: Vec<(String, String)>,
}

/// What the portal knows of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppInfo {
    /// `INSTALLED`: whether the installation was finished. Until then nobody sees what the app is built in.
    pub installed: bool,
    /// `VERSION`; 0 where there is none.
    pub version: u64,
    /// `STATUS`: `L` for a local app; may be empty.
    pub status: String,
}

/// What the portal knows of the app.
///
/// <https://apidocs.bitrix24.com/api-reference/app-installation/app-info.html>
pub async fn app_info(client: &Client) -> Result<AppInfo, Error> {
    let method = "app.info";
    let answer = wire::query(client, method, Params::new().done()).await?;
    decode_app_info(&answer).ok_or_else(|| Error::not_understood(method))
}

/// Everything the app is built in, by whatever part of it. For administrators only.
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/placement-get.html>
pub async fn get(client: &Client) -> Result<Vec<Handler>, Error> {
    let answer = wire::query(client, "placement.get", Params::new().done()).await?;
    Ok(decode_handlers(&answer))
}

/// Builds the app in at a place. For administrators only; the same address twice is refused.
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/placement-bind.html>
pub async fn bind(client: &Client, bind: &Bind) -> Result<(), Error> {
    wire::call(client, "placement.bind", bind_params(bind))
        .await
        .map(|_| ())
}

/// Takes one address away from a place. Answers how many there were. For administrators only.
///
/// Without an address the portal would take all of them, those of others too: it is always sent.
///
/// <https://apidocs.bitrix24.com/api-reference/widgets/placement-unbind.html>
pub async fn unbind(client: &Client, placement: &str, handler: &str) -> Result<u64, Error> {
    let answer = wire::call(client, "placement.unbind", unbind_params(placement, handler)).await?;
    Ok(answer.get("count").id().unwrap_or(0))
}

/// What is sent to build the app in.
pub fn bind_params(bind: &Bind) -> Value {
    let titles = bind.titles.iter();
    let titles = titles.map(|(lang, title)| (lang.clone(), Params::of("TITLE", title).done()));
    let mut params = Params::of("PLACEMENT", &bind.placement);
    params.text("HANDLER", Some(&bind.handler));
    params.text("TITLE", Some(&bind.title));
    params.put("LANG_ALL", Value::Map(titles.collect()));
    params.done()
}

/// What is sent to take an address away.
pub fn unbind_params(placement: &str, handler: &str) -> Value {
    let mut params = Params::of("PLACEMENT", placement);
    params.text("HANDLER", Some(handler));
    params.done()
}

/// Reads what the portal knows of the app. Nothing where it does not say whether it is installed.
pub fn decode_app_info(answer: &Value) -> Option<AppInfo> {
    let installed = answer.get("INSTALLED");
    if *installed == Value::Null {
        return None;
    }
    Some(AppInfo {
        installed: installed.flag(),
        version: answer.get("VERSION").id().unwrap_or(0),
        status: text(answer, "STATUS"),
    })
}

/// Reads what the app is built in. Never fails: what has no address is left out.
pub fn decode_handlers(answer: &Value) -> Vec<Handler> {
    list(answer, |found| {
        let in_languages = found.get("langAll").items();
        let mut titles: Vec<String> = Vec::new();
        for title in in_languages
            .map(|entry| entry.get("TITLE"))
            .chain([found.get("title")])
        {
            titles.extend(title.text().filter(|title| !titles.contains(title)));
        }
        Some(Handler {
            placement: found.get("placement").text()?,
            handler: found.get("handler").text()?,
            titles,
        })
    })
}
