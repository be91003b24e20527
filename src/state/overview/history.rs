//! The parts of what is known of a client.

use super::ActivityChange;
use crate::api::Refusal;
use crate::api::directory::StageId;
use crate::api::overview::{ClientActivity, OpenDeal, OverviewAnswer, Part};
use crate::api::statistics::EarlierCall;
use crate::api::timeline::Comment;
use crate::bx24::Error;

/// What is known of a client.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Deals that are not closed, the newest first.
    pub deals: PartState<OpenDeal>,
    /// Activities that are not done, by their deadlines.
    pub planned: PartState<ClientActivity>,
    /// Earlier calls, the newest first.
    pub calls: PartState<EarlierCall>,
    /// Notes, the newest first.
    pub notes: PartState<Comment>,
    /// The parts that are being asked for.
    pub asking: Vec<Part>,
    /// Why all of it could not be asked for, until that succeeds. What was answered before stays.
    pub trouble: Option<Error>,
    /// When all of it was asked for last, in milliseconds since 1970.
    pub(super) asked_at: f64,
}

/// One part.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum PartState<T> {
    /// Nothing was answered yet.
    #[default]
    Unknown,
    /// There is nothing to ask about, or the app was not granted the right to ask.
    Absent,
    /// The agent has no access to it.
    NotAllowed,
    /// What the portal answered.
    Known(Vec<T>),
    /// It could not be asked for.
    Failed(Error),
}

impl<T> PartState<T> {
    /// Whether the portal has answered, if only that there is nothing to see.
    fn is_answered(&self) -> bool {
        !matches!(self, Self::Unknown | Self::Failed(_))
    }

    /// What is known; nothing where nothing is.
    pub fn items(&self) -> &[T] {
        match self {
            Self::Known(items) => items,
            _ => &[],
        }
    }
}

impl<T> From<Option<Result<Vec<T>, Error>>> for PartState<T> {
    fn from(answer: Option<Result<Vec<T>, Error>>) -> Self {
        match answer {
            None => Self::Absent,
            Some(Ok(items)) => Self::Known(items),
            Some(Err(error)) => match Refusal::of(&error) {
                Refusal::NoScope | Refusal::NoMethod | Refusal::NoCrm => Self::Absent,
                Refusal::NoRight => Self::NotAllowed,
                _ => Self::Failed(error),
            },
        }
    }
}

impl History {
    /// Whether nothing was answered yet, not even a failure.
    pub fn is_unknown(&self) -> bool {
        self.trouble.is_none() && matches!(self.calls, PartState::Unknown)
    }

    /// Whether there is something to show.
    pub fn is_answered(&self) -> bool {
        !matches!(self.calls, PartState::Unknown)
    }

    /// Whether nothing is left to ask for.
    pub(super) fn is_complete(&self) -> bool {
        self.deals.is_answered()
            && self.planned.is_answered()
            && self.calls.is_answered()
            && self.notes.is_answered()
            && self.trouble.is_none()
    }

    /// Takes the answer about these parts, which were asked for at this moment, in milliseconds since 1970.
    pub(super) fn take(&mut self, parts: &[Part], asked_at: f64, answer: Result<OverviewAnswer, Error>) {
        self.asking.retain(|part| !parts.contains(part));
        let is_all = Part::ALL.iter().all(|part| parts.contains(part));
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) if is_all || self.is_unknown() || self.trouble.is_some() => {
                self.trouble = Some(error);
                return;
            }
            // Of the parts that were asked for again.
            Err(error) => OverviewAnswer {
                deals: Some(Err(error.clone())),
                planned: Some(Err(error.clone())),
                calls: Some(Err(error.clone())),
                notes: Some(Err(error)),
                statistics: None,
            },
        };
        self.trouble = None;
        if is_all {
            self.asked_at = asked_at;
        }
        for part in parts {
            match part {
                Part::Deals => self.deals = answer.deals.clone().into(),
                Part::Planned => {
                    let planned = PartState::from(answer.planned.clone());
                    // A list that is known is read once more after a change that failed. It stays where that fails, too.
                    if is_all
                        || !matches!(
                            (&self.planned, &planned),
                            (PartState::Known(_), PartState::Failed(_))
                        )
                    {
                        self.planned = planned;
                    }
                }
                Part::Calls => self.calls = answer.calls.clone().into(),
                Part::Notes => self.notes = answer.notes.clone().into(),
            }
        }
    }

    /// The stages and the people that it names.
    pub(super) fn names(&self) -> (Vec<StageId>, Vec<u64>) {
        let deals = self.deals.items().iter().map(|deal| &deal.item);
        let stages = deals.clone().filter_map(|deal| deal.stage.clone());
        let people = deals
            .filter_map(|deal| deal.assigned_by_id)
            .chain(self.planned.items().iter().filter_map(|one| one.responsible_id))
            .chain(self.calls.items().iter().filter_map(|call| call.portal_user_id))
            .chain(self.notes.items().iter().filter_map(|note| note.author_id));
        (stages.collect(), people.collect())
    }

    /// Applies what the portal has confirmed.
    pub(super) fn change(&mut self, change: &ActivityChange) {
        if let PartState::Known(planned) = &mut self.planned {
            match change.postponed_to {
                None => planned.retain(|activity| activity.id != change.activity.id),
                Some(deadline) => {
                    let changed = planned
                        .iter_mut()
                        .filter(|activity| activity.id == change.activity.id);
                    changed.for_each(|activity| activity.deadline = Some(deadline));
                    let at = |activity: &ClientActivity| activity.deadline.unwrap_or(f64::MAX);
                    planned.sort_by(|a, b| at(a).total_cmp(&at(b)));
                }
            }
        }
    }
}
