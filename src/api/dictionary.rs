//! The lists of a portal that an agent chooses from.

use super::line::{self, Line, decode_lines};
use super::params::Params;
use super::read::{items, text};
use super::wire;
use crate::bx24::{Client, Command, Error};
use crate::value::Value;

const STATUS_LIST: &str = "crm.status.list";
const CURRENCY_LIST: &str = "crm.currency.list";

/// Something to choose: what is sent, and what is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// `STATUS_ID` of a source, `CURRENCY` of a currency.
    pub code: String,
    /// `NAME` of a source, `FULL_NAME` of a currency; the code where the portal has no name.
    pub name: String,
    /// `BASE` of a currency: the portal's own.
    pub base: bool,
}

/// Everything to choose from when a call is registered or finished; one list can fail while the others are there.
#[derive(Clone, Debug, PartialEq)]
pub struct Lists {
    /// The external lines.
    pub lines: Result<Vec<Line>, Error>,
    /// The sources of CRM items.
    pub sources: Result<Vec<Choice>, Error>,
    /// The currencies.
    pub currencies: Result<Vec<Choice>, Error>,
}

/// Asks for all lists in one batch. Fails as a whole where the batch does.
pub async fn lists(client: &Client) -> Result<Lists, Error> {
    let mut answers = client.batch(commands()).await?.into_iter();
    let mut next = || match answers.next() {
        Some((_, answer)) => answer,
        None => Err(Error::not_understood("batch")),
    };
    Ok(Lists {
        lines: next().map(|answer| decode_lines(&answer)),
        sources: next().map(|answer| decode_sources(&answer)),
        currencies: next().map(|answer| decode_currencies(&answer)),
    })
}

/// The batch of [`lists`]: lines, sources, currencies.
pub fn commands() -> Vec<Command> {
    vec![
        Command::new("lines", line::METHOD, Params::new().done()),
        Command::new("sources", STATUS_LIST, sources_params()),
        Command::new("currencies", CURRENCY_LIST, currencies_params()),
    ]
}

/// The sources of CRM items: what `CRM_SOURCE` takes.
///
/// <https://apidocs.bitrix24.com/api-reference/crm/status/crm-status-list.html>
pub async fn sources(client: &Client) -> Result<Vec<Choice>, Error> {
    let answer = wire::query(client, STATUS_LIST, sources_params()).await?;
    Ok(decode_sources(&answer))
}

/// The currencies: what `COST_CURRENCY` takes.
///
/// <https://apidocs.bitrix24.com/api-reference/crm/currency/crm-currency-list.html>
pub async fn currencies(client: &Client) -> Result<Vec<Choice>, Error> {
    let answer = wire::query(client, CURRENCY_LIST, currencies_params()).await?;
    Ok(decode_currencies(&answer))
}

/// What is sent to ask for the sources.
pub fn sources_params() -> Value {
    let mut params = Params::new();
    params.inside("order", Params::of("SORT", "ASC"));
    params.inside("filter", Params::of("ENTITY_ID", "SOURCE"));
    params.done()
}

/// What is sent to ask for the currencies.
pub fn currencies_params() -> Value {
    let mut params = Params::new();
    params.inside("order", Params::of("sort", "asc"));
    params.done()
}

/// Reads a list of sources. Never fails: what has no code is left out.
pub fn decode_sources(answer: &Value) -> Vec<Choice> {
    choices(answer, "STATUS_ID", "NAME")
}

/// Reads a list of currencies. Never fails: what has no code is left out.
pub fn decode_currencies(answer: &Value) -> Vec<Choice> {
    choices(answer, "CURRENCY", "FULL_NAME")
}

fn choices(answer: &Value, code: &str, name: &str) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for found in items(answer) {
        let known = text(found, code);
        // The portal's list of currencies can name one twice.
        if known.is_empty() || choices.iter().any(|choice| choice.code == known) {
            continue;
        }
        choices.push(Choice {
            name: found.get(name).text().unwrap_or_else(|| known.clone()),
            base: found.get("BASE").flag(),
            code: known,
        });
    }
    choices
}
