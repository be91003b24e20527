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
    /// The last change of each activity, where that failed, and why: until it is tried again, or the list shows that it was made.
    failed: RwSignal<Vec<(ActivityChange, Error)>>,
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
        let failed = RwSignal::new(Vec::new());
        let action = ExclusiveAction::new(move |change: ActivityChange| {
            let (client, done) = (client.clone(), done.clone());
            async move {
                let result = send(&client, &change).await;
                failed.try_update(|failed| {
                    remove(failed, change.activity.id);
                    failed.extend(result.as_ref().err().map(|error| (change.clone(), error.clone())));
                });
                result?;
                done(&change);
                Ok(change)
            }
        });
        Self {
            action,
            failed,
            subject,
        }
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
        let id = activity.id;
        let Some(subject) = self.subject.try_get_untracked() else {
            return;
        };
        let change = ActivityChange {
            activity,
            postponed_to,
            subject,
        };
        if self.action.start(change) {
            self.failed.try_update(|failed| remove(failed, id));
        }
    }

    /// Tries the change of an activity again that failed. Why it failed stays until the answer.
    pub fn retry(self, activity: u64) {
        let change = |failed: &Vec<(ActivityChange, Error)>| {
            let failed = find(failed, activity);
            failed.map(|(change, _)| change.clone())
        };
        if let Some(Some(change)) = self.failed.try_with_untracked(change) {
            self.action.start(change);
        }
    }

    /// Whether a change is under way. Tracks it.
    pub fn is_pending(self) -> bool {
        self.action.is_pending()
    }

    /// Why the last change of an activity failed. Tracks it.
    pub fn error(self, activity: u64) -> Option<Error> {
        let error = |failed: &Vec<(ActivityChange, Error)>| {
            let failed = find(failed, activity);
            failed.map(|(_, error)| error.clone())
        };
        self.failed.try_with(error).flatten()
    }

    /// The last change, where the portal has confirmed it, if it was made for the client on the card. Tracks it.
    pub fn last(self) -> Option<ActivityChange> {
        let is_current = |change: &ActivityChange| {
            self.subject.try_with(|subject| change.subject == *subject) == Some(true)
        };
        let confirmed = |state: &ActionState<ActivityChange, ActivityChange>| match &state.result {
            Some(Ok(change)) if is_current(change) => Some(change.clone()),
            _ => None,
        };
        self.action.with(confirmed).flatten()
    }

    /// Whose history it is in which nobody knows whether the last change was made. Tracks it.
    pub(super) fn uncertain(self) -> Option<OverviewSubject> {
        let uncertain = |state: &ActionState<ActivityChange, ActivityChange>| match &state.result {
            Some(Err(error)) if error.is_uncertain() => {
                state.input.as_ref().map(|change| change.subject.clone())
            }
            _ => None,
        };
        self.action.with(uncertain).flatten()
    }

    /// Forgets the failed changes in this history whose activities are gone from the list, or have the new deadline.
    pub(super) fn forget_made(self, subject: &OverviewSubject, planned: &[ClientActivity]) {
        let is_open = |change: &ActivityChange| {
            let activity = planned.iter().find(|activity| activity.id == change.activity.id);
            activity.is_some_and(|activity| {
                let deadlines = activity.deadline.zip(change.postponed_to);
                // The portal keeps whole seconds.
                !deadlines.is_some_and(|(is, wanted)| (is - wanted).abs() < 1000.0)
            })
        };
        self.failed.try_update(|failed| {
            failed.retain(|(change, _)| change.subject != *subject || is_open(change));
        });
    }

    /// Forgets that the last change was confirmed: the list shows it.
    pub(super) fn forget_confirmed(self) {
        let is_confirmed =
            |state: &ActionState<ActivityChange, ActivityChange>| matches!(state.result, Some(Ok(_)));
        if self.action.with_untracked(is_confirmed) == Some(true) {
            self.action.clear();
        }
    }
}

async fn send(client: &Client, change: &ActivityChange) -> Result<(), Error> {
    match change.postponed_to {
        None => complete(client, &change.activity).await,
        Some(at) => {
            let deadline = String::from(Date::new(&at.into()).to_iso_string());
            postpone(client, &change.activity, &deadline).await
        }
    }
}

fn find(failed: &[(ActivityChange, Error)], activity: u64) -> Option<&(ActivityChange, Error)> {
    failed.iter().find(|(change, _)| change.activity.id == activity)
}

fn remove(failed: &mut Vec<(ActivityChange, Error)>, activity: u64) {
    failed.retain(|(change, _)| change.activity.id != activity);
}
