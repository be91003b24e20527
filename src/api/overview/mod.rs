//! What is open with a client, and what was: deals, activities, calls and notes, asked for in one batch.
//!
//! A method takes one client in its filter: what an answer for several would be is not documented. So there is a command
//! for each client and part, and the answers are put together here.

mod activities;
mod calls;
mod deals;
mod transcript;

pub use activities::{ActivityQuery, ClientActivity, Completion, Postponement, complete, postpone};
pub use calls::all_calls;
pub use deals::{DealAnswer, DealQuery, OpenDeal};
pub use transcript::{TranscriptAnswer, TranscriptGet, transcript};

use super::Refusal;
use super::php::List;
use super::settings;
use super::statistics::{self, EarlierCall, StatisticGet};
use super::timeline::{self, Comment, CommentList};
use crate::bx24::{Answer, Client, Command, Error};
use crate::call::Binding;
use serde::de::DeserializeOwned;

/// A part of what is known of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Deals that are not closed.
    Deals,
    /// Activities that are not done.
    Planned,
    /// Earlier calls.
    Calls,
    /// The last notes in the timelines.
    Notes,
}

impl Part {
    /// All of them, in the order they are shown in.
    pub const ALL: [Self; 4] = [Self::Deals, Self::Planned, Self::Calls, Self::Notes];
}

/// How many items the portal lists in one answer, at most.
///
/// <https://apidocs.bitrix24.com/settings/how-to-call-rest-api/list-methods-pecularities.html>
pub const PAGE: usize = 50;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct OverviewQuery<'a> {
    /// The CRM items of the client.
    pub clients: &'a [Binding],
    /// The client's number; empty where it is not known.
    pub number: &'a str,
    /// The parts that are wanted.
    pub parts: &'a [Part],
    /// Whether the agent may read the statistics of calls; nothing as long as that is not known.
    pub statistics: Option<bool>,
}

/// What was answered. A part that was not asked for, or that there is nothing to ask about, is nothing.
#[derive(Clone, Debug, Default)]
pub struct OverviewAnswer {
    /// Deals that are not closed, the newest first.
    pub deals: Option<Result<Vec<OpenDeal>, Error>>,
    /// Activities that are not done, by their deadlines.
    pub planned: Option<Result<Vec<ClientActivity>, Error>>,
    /// Earlier calls, the newest first.
    pub calls: Option<Result<Vec<EarlierCall>, Error>>,
    /// Notes, the newest first.
    pub notes: Option<Result<Vec<Comment>, Error>>,
    /// Whether the agent may read the statistics of calls; nothing where that was not found out.
    pub statistics: Option<bool>,
}

/// The answer to a command of a batch, with its key.
pub type KeyedAnswer = (String, Result<Answer, Error>);

const STATISTICS: &str = "statistics";

/// The code of `crm.item.list` for a filter that it does not take.
const INVALID_FILTER: &str = "INVALID_ARG_VALUE";

/// Asks for all of it in one batch. `now` is in milliseconds since 1970: calls that are planned for later are no earlier
/// ones. `besides` are commands of settings that go along; their answers are returned as they came.
///
/// # Errors
/// Those of [`ErrorKind`](crate::bx24::ErrorKind), where the whole batch fails. What fails for one part stands in it.
pub async fn overview(
    client: &Client,
    query: OverviewQuery<'_>,
    now: f64,
    besides: Vec<Command>,
) -> Result<(OverviewAnswer, Vec<KeyedAnswer>), Error> {
    let mut commands_sent = commands(query, true)?;
    commands_sent.extend(besides);
    let answers = client.batch(commands_sent).await?;
    let (besides, mut answers): (Vec<_>, Vec<_>) = answers
        .into_iter()
        .partition(|(key, _)| key.starts_with(settings::COMMAND));
    // That a deal can be filtered by `closed` is not documented.
    let refused = |(key, answer): &KeyedAnswer| {
        key.starts_with(DEALS) && answer.as_ref().is_err_and(|error| error.code == INVALID_FILTER)
    };
    if answers.iter().any(refused) {
        let parts = &[Part::Deals];
        let again = commands(OverviewQuery { parts, ..query }, false)?;
        answers.retain(|(key, _)| !key.starts_with(DEALS));
        answers.extend(client.batch(again).await?);
    }
    Ok((Answers(answers).overview(now), besides))
}

const DEALS: &str = "deals_";
const PLANNED: &str = "planned_";
const CALLS: &str = "calls_";
const NOTES: &str = "notes_";

/// The commands of the batch. `filters` says whether the portal is to leave out closed deals.
///
/// # Errors
/// None in practice: ids can be written as JSON.
pub fn commands(query: OverviewQuery<'_>, filters: bool) -> Result<Vec<Command>, Error> {
    let mut commands = Vec::new();
    let wants = |part: Part| query.parts.contains(&part);
    if wants(Part::Calls) && !query.number.is_empty() && query.statistics != Some(false) {
        let calls = StatisticGet::newest(query.number);
        commands.push(Command::new(STATISTICS, statistics::GET, &calls)?);
    }
    for client in query.clients {
        let key = |part: &str| format!("{part}{}_{}", client.kind.as_str(), client.id);
        if wants(Part::Deals)
            && let Some(deals) = DealQuery::of(client, filters)
        {
            commands.push(Command::new(&key(DEALS), "crm.item.list", &deals)?);
        }
        let activities = |part: &str, query: Option<ActivityQuery>| {
            query.map(|query| Command::new(&key(part), "crm.activity.list", &query))
        };
        if wants(Part::Planned) {
            commands.extend(activities(PLANNED, ActivityQuery::planned(client)).transpose()?);
        }
        if wants(Part::Calls) {
            commands.extend(activities(CALLS, ActivityQuery::calls(client)).transpose()?);
        }
        if wants(Part::Notes)
            && let Some(notes) = CommentList::of(client)
        {
            commands.push(Command::new(&key(NOTES), timeline::LIST, &notes)?);
        }
    }
    Ok(commands)
}

/// The answers of the batch by their keys.
struct Answers(Vec<KeyedAnswer>);

impl Answers {
    fn overview(&self, now: f64) -> OverviewAnswer {
        let statistics = self
            .0
            .iter()
            .find(|(key, _)| key == STATISTICS)
            .map(|(_, answer)| statistics::visible(read(answer)));
        OverviewAnswer {
            deals: self.deals(),
            planned: self
                .all(PLANNED, |activity: &ClientActivity| activity.id)
                .map(|planned| planned.map(activities::by_deadline)),
            calls: all_calls(
                statistics.clone(),
                self.all(CALLS, |activity: &ClientActivity| activity.id),
                now,
            ),
            notes: self
                .all(NOTES, |note: &Comment| note.id)
                .map(|notes| notes.map(timeline::with_text)),
            statistics: statistics.and_then(|answer| answer.ok().map(|calls| calls.is_some())),
        }
    }

    fn deals(&self) -> Option<Result<Vec<OpenDeal>, Error>> {
        let answers = self.of(DEALS);
        let lists = answers.map(|answer| answer.clone()?.read::<DealAnswer>().map(DealAnswer::open));
        let mut merged = merge(lists.collect(), |deal: &OpenDeal| deal.id)?;
        match &mut merged {
            Ok(deals) => deals.sort_by_key(|deal| std::cmp::Reverse(deal.id)),
            // The code alone means an empty note.
            Err(error) if error.code == INVALID_FILTER => {
                *error = Error::refused("crm.item.list INVALID_ARG_VALUE");
            }
            Err(_) => {}
        }
        Some(merged)
    }

    /// The lists of all clients as one.
    fn all<T: DeserializeOwned>(
        &self,
        part: &'static str,
        id: fn(&T) -> u64,
    ) -> Option<Result<Vec<T>, Error>> {
        let lists = self.of(part).map(|answer| read(answer).map(|list| list.0));
        merge(lists.collect(), id)
    }

    fn of(&self, part: &'static str) -> impl Iterator<Item = &Result<Answer, Error>> {
        let answers = self.0.iter().filter(move |(key, _)| key.starts_with(part));
        answers.map(|(_, answer)| answer)
    }
}

fn read<T: DeserializeOwned>(answer: &Result<Answer, Error>) -> Result<List<T>, Error> {
    answer.clone()?.read()
}

/// One list of several, each item once. Nothing where none was asked for. What the agent may not read of one client does
/// not hide what is known of another; every other failure counts.
pub fn merge<T>(lists: Vec<Result<Vec<T>, Error>>, id: fn(&T) -> u64) -> Option<Result<Vec<T>, Error>> {
    let mut merged: Option<Vec<T>> = None;
    let mut refused = None;
    for list in lists {
        match list {
            Ok(items) => {
                let merged = merged.get_or_insert_default();
                for item in items {
                    if !merged.iter().any(|known| id(known) == id(&item)) {
                        merged.push(item);
                    }
                }
            }
            Err(error) if matches!(Refusal::of(&error), Refusal::NoRight | Refusal::ItemGone) => {
                refused = Some(error);
            }
            Err(error) => return Some(Err(error)),
        }
    }
    merged.map(Ok).or_else(|| refused.map(Err))
}
