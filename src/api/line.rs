//! The external lines of this app.

use super::params::Params;
use super::read::{list, text};
use super::wire;
use crate::bx24::{Client, Error};
use crate::value::Value;

pub(super) const METHOD: &str = "telephony.externalLine.get";

/// A line that calls come in and go out through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `NUMBER`
    pub number: String,
    /// `NAME`: may be empty.
    pub name: String,
    /// `CRM_AUTO_CREATE`: outgoing calls create CRM items.
    pub crm_auto_create: bool,
}

/// The lines that this app has added.
///
/// Fails as refused with *no app context* ([`super::Refusal`]).
///
/// <https://apidocs.bitrix24.com/api-reference/telephony/telephony-external-line-get.html>
pub async fn get(client: &Client) -> Result<Vec<Line>, Error> {
    let answer = wire::query(client, METHOD, Params::new().done()).await?;
    Ok(decode_lines(&answer))
}

/// Reads a list of lines. Never fails: what has no number is left out.
pub fn decode_lines(answer: &Value) -> Vec<Line> {
    list(answer, |found| {
        Some(Line {
            number: found.get("NUMBER").text()?,
            name: text(found, "NAME"),
            crm_auto_create: found.get("CRM_AUTO_CREATE").flag(),
        })
    })
}
