//! The external lines of this app.

use super::read::text;
use crate::bx24::{Client, Error};
use crate::object;
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
    let answer = client.query(METHOD, &object! {}).await?;
    Ok(decode_lines(&answer))
}

/// Reads a list of lines. Never fails: what has no number is left out.
pub fn decode_lines(answer: &Value) -> Vec<Line> {
    let line = |found: &Value| {
        Some(Line {
            number: found.get("NUMBER").text()?,
            name: text(found, "NAME"),
            crm_auto_create: found.get("CRM_AUTO_CREATE").flag(),
        })
    };
    answer.items().filter_map(line).collect()
}
