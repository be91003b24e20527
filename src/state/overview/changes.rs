//! What the agent does with planned activities: *Done* and *Postpone*.

use super::OverviewSubject;
use crate::api::overview::{ClientActivity, complete, postpone};
use crate::bx24::{Client, Error};
use crate::state::action::{ActionState, ExclusiveAction};
use crate::state::{DuePreset, now};
use js_sys::Date;
use leptos::prelude::*;
use std::rc::Rc;

/// Changes of planned activities, one at a time. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub struct ActivityChanges {
    action: ExclusiveAction<ActivityChange, ActivityChange>,
    /// Whose history the agent sees.
    subject: ReadSignal<OverviewSubject>,
}

/// A change of a planned activity.
#[derive(Clone, Debug, PartialEq)]
pub struct ActivityChange {
    /// The activity.
    pub activity: ClientActivity,
    /// Its new deadline, in milliseconds since 1970; nothing where it is done.
    pub postponed_to: Option<f64>,
    /// Whose history it was changed in: the card may go on to another client before the portal answers.
    pub subject: OverviewSubject,
}

impl ActivityChanges {
    /// Changes in the history of `subject`. `done` is called with each change that the portal has confirmed.
    pub(super) fn new(
        client: Client,
        subject: ReadSignal<OverviewSubject>,
        done: impl Fn(&ActivityChange) + 'static,
    ) -> Self {
        let done = Rc::new(done);
        let action = ExclusiveAction::new(move |change: ActivityChange| {
            let (client, done) = (client.clone(), done.clone());
            async move {
                match change.postponed_to {
                    None => complete(&client, &change.activity).await?,
                    Some(at) => {
                        let deadline = String::from(Date::new(&at.into()).to_iso_string());
                        postpone(&client, &change.activity, &deadline).await?;
                    }
                }
                done(&change);
                Ok(change)
            }
        });
        Self { action, subject }
    }

    /// Marks a to-do as done.
    pub fn complete(self, activity: ClientActivity) {
        self.start(activity, None);
    }

    /// Postpones a to-do.
    pub fn postpone(self, activity: ClientActivity, until: DuePreset) {
        self.start(activity, Some(until.at(now())));
    }

    fn start(self, activity: ClientActivity, postponed_to: Option<f64>) {
        if let Some(subject) = self.subject.try_get_untracked() {
            self.action.start(ActivityChange {
                activity,
                postponed_to,
                subject,
            });
        }
    }

    /// Tries the change that failed again, if it was made for the client on the card.
    pub fn retry(self) {
        if untrack(|| self.error()).is_some() {
            self.action.repeat();
        }
    }

    /// Whether a change is under way. Follows it.
    pub fn is_pending(self) -> bool {
        self.action.is_pending()
    }

    /// Why the last change failed, if it was made for the client on the card. Follows it.
    pub fn error(self) -> Option<Error> {
        self.result()?.err()
    }

    /// The last change, where the portal has confirmed it, if it was made for the client on the card. Follows it.
    pub fn last(self) -> Option<ActivityChange> {
        self.result()?.ok()
    }

    /// What became of the last change, if it was made for the client on the card. Follows it.
    fn result(self) -> Option<Result<ActivityChange, Error>> {
        let is_current = |change: &ActivityChange| {
            self.subject.try_with(|subject| change.subject == *subject) == Some(true)
        };
        let result = |state: &ActionState<ActivityChange, ActivityChange>| {
            let is_shown = state.input.as_ref().is_some_and(is_current);
            state.result.clone().filter(|_| is_shown)
        };
        self.action.with(result).flatten()
    }

    /// Forgets that the last change was confirmed: the list shows it. A failure stays, for when the card comes back.
    pub(super) fn forget_confirmed(self) {
        let is_confirmed =
            |state: &ActionState<ActivityChange, ActivityChange>| matches!(state.result, Some(Ok(_)));
        if self.action.with_untracked(is_confirmed) == Some(true) {
            self.action.clear();
        }
    }
}
