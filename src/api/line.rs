//! The external lines of this app.

use super::fields::NoParams;
use super::php::{self, List};
use crate::bx24::{Client, Command, Error};
use serde::Deserialize;

const METHOD: &str = "telephony.externalLine.get";

/// A line that calls come in and go out through.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Line {
    /// `NUMBER`
    #[serde(deserialize_with = "php::required_text")]
    pub number: String,
    /// `NAME`: may be empty.
    #[serde(default, deserialize_with = "php::text")]
    pub name: String,
    /// `CRM_AUTO_CREATE`: outgoing calls create CRM items.
    #[serde(default, deserialize_with = "php::flag")]
    pub crm_auto_create: bool,
}

/// The lines that this app has added. A line without a number is left out.
///
/// # Errors
/// Means [`Refusal::NoAppContext`](super::Refusal::NoAppContext) where the app is not installed as one.
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-line-get.html>
pub async fn get(client: &Client) -> Result<Vec<Line>, Error> {
    let lines: List<Line> = client.query(METHOD, &NoParams {}).await?;
    Ok(lines.0)
}

/// The same as a command of a batch.
pub(super) fn command(key: &str) -> Result<Command, Error> {
    Command::new(key, METHOD, &NoParams {})
}
