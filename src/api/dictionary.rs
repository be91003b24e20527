//! The lists of a portal that an agent chooses from.

use super::line::{self, Line};
use super::php::{self, List};
use crate::bx24::{Answer, Client, Command, Error};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const STATUS_LIST: &str = "crm.status.list";
const CURRENCY_LIST: &str = "crm.currency.list";

/// An entry: what is sent, and what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryEntry {
    /// `STATUS_ID` of a source, `CURRENCY` of a currency.
    pub code: String,
    /// `NAME` of a source, `FULL_NAME` of a currency; the code where the portal has no name.
    pub name: String,
    /// `BASE` of a currency: the portal's own.
    pub base: bool,
}

/// Everything to choose from when a call is registered or finished; one list can fail while the others are there.
#[derive(Clone, Debug, PartialEq)]
pub struct Dictionaries {
    /// The external lines.
    pub lines: Result<Vec<Line>, Error>,
    /// The sources of CRM items.
    pub sources: Result<Vec<DictionaryEntry>, Error>,
    /// The currencies.
    pub currencies: Result<Vec<DictionaryEntry>, Error>,
}

/// An entry of `crm.status.list`: a source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Status {
    /// `STATUS_ID`
    #[serde(deserialize_with = "php::required_text")]
    pub status_id: String,
    /// `NAME`
    #[serde(default, deserialize_with = "php::some_text")]
    pub name: Option<String>,
}

/// An entry of `crm.currency.list`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Currency {
    /// `CURRENCY`: its code.
    #[serde(deserialize_with = "php::required_text")]
    pub currency: String,
    /// `FULL_NAME`
    #[serde(default, deserialize_with = "php::some_text")]
    pub full_name: Option<String>,
    /// `BASE`: the portal's own.
    #[serde(default, deserialize_with = "php::flag")]
    pub base: bool,
}

impl From<Status> for DictionaryEntry {
    fn from(status: Status) -> Self {
        Self {
            name: status.name.unwrap_or_else(|| status.status_id.clone()),
            base: false,
            code: status.status_id,
        }
    }
}

impl From<Currency> for DictionaryEntry {
    fn from(currency: Currency) -> Self {
        Self {
            name: currency.full_name.unwrap_or_else(|| currency.currency.clone()),
            base: currency.base,
            code: currency.currency,
        }
    }
}

/// What is sent to ask for one of the portal's lists.
#[derive(Clone, Debug, Serialize)]
pub struct StatusList {
    order: SortOrder,
    filter: StatusFilter,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct SortOrder {
    sort: &'static str,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct StatusFilter {
    entity_id: &'static str,
}

impl StatusList {
    /// The sources of CRM items: what `CRM_SOURCE` takes.
    pub const SOURCES: Self = Self::of("SOURCE");

    const fn of(entity_id: &'static str) -> Self {
        Self {
            order: SortOrder { sort: "ASC" },
            filter: StatusFilter { entity_id },
        }
    }
}

/// What is sent to ask for the currencies.
#[derive(Clone, Debug, Serialize)]
pub struct CurrencyList {
    order: CurrencyOrder,
}

#[derive(Clone, Debug, Serialize)]
struct CurrencyOrder {
    sort: &'static str,
}

impl CurrencyList {
    /// All of them, in the portal's order.
    pub const ALL: Self = Self {
        order: CurrencyOrder { sort: "asc" },
    };
}

/// Asks for all lists in one batch.
///
/// # Errors
/// Those of [`ErrorKind`](crate::bx24::ErrorKind), where the whole batch fails. What fails for one list stands in it.
pub async fn lists(client: &Client) -> Result<Dictionaries, Error> {
    let mut answers = client.batch(commands()?).await?.into_iter();
    let mut next = || match answers.next() {
        Some((_, answer)) => answer,
        None => Err(Error::not_understood("batch")),
    };
    Ok(Dictionaries {
        lines: read(next()),
        sources: read(next()).map(choices::<Status>),
        currencies: read_currencies(next()),
    })
}

/// The batch of [`lists`]: lines, sources, currencies.
///
/// # Errors
/// None in practice: the params are fixed.
pub fn commands() -> Result<Vec<Command>, Error> {
    Ok(vec![
        line::command("lines")?,
        Command::new("sources", STATUS_LIST, &StatusList::SOURCES)?,
        currencies_command("currencies")?,
    ])
}

/// The sources of CRM items: what `CRM_SOURCE` takes.
///
/// # Errors
/// Refusals of the portal mean [`Refusal::NoRight`](super::Refusal::NoRight) or
/// [`Refusal::NoScope`](super::Refusal::NoScope).
///
/// <https://apidocs.bitrix24.com/api-reference/crm/status/crm-status-list.html>
pub async fn sources(client: &Client) -> Result<Vec<DictionaryEntry>, Error> {
    let sources: List<Status> = client.query(STATUS_LIST, &StatusList::SOURCES).await?;
    Ok(choices(sources.0))
}

/// The currencies: what `COST_CURRENCY` takes.
///
/// # Errors
/// Refusals of the portal mean [`Refusal::NoRight`](super::Refusal::NoRight) or
/// [`Refusal::NoScope`](super::Refusal::NoScope).
///
/// <https://apidocs.bitrix24.com/api-reference/crm/currency/crm-currency-list.html>
pub async fn currencies(client: &Client) -> Result<Vec<DictionaryEntry>, Error> {
    let currencies: List<Currency> = client.query(CURRENCY_LIST, &CurrencyList::ALL).await?;
    Ok(choices(currencies.0))
}

/// The command of a batch that asks for the currencies.
///
/// # Errors
/// None in practice: the params are fixed.
pub(super) fn currencies_command(key: &str) -> Result<Command, Error> {
    Command::new(key, CURRENCY_LIST, &CurrencyList::ALL)
}

/// Reads the answer to such a command.
pub(super) fn read_currencies(answer: Result<Answer, Error>) -> Result<Vec<DictionaryEntry>, Error> {
    read(answer).map(choices::<Currency>)
}

/// The entries of a list as choices, each code once: the portal's list of currencies can name one twice.
pub fn choices<T: Into<DictionaryEntry>>(entries: Vec<T>) -> Vec<DictionaryEntry> {
    let mut choices: Vec<DictionaryEntry> = Vec::with_capacity(entries.len());
    for choice in entries.into_iter().map(Into::into) {
        if choices.iter().all(|known| known.code != choice.code) {
            choices.push(choice);
        }
    }
    choices
}

fn read<T: DeserializeOwned>(answer: Result<Answer, Error>) -> Result<Vec<T>, Error> {
    answer?.read().map(|list: List<T>| list.0)
}
