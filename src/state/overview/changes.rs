//! What the agent does with planned activities: *Done* and *Postpone*.

use crate::api::overview::{ClientActivity, complete, postpone};
use crate::bx24::{Client, Error};
use crate::state::action::ExclusiveAction;
use crate::state::{DuePreset, now};
use js_sys::Date;
use std::rc::Rc;

/// Changes of planned activities, one at a time. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub struct ActivityChanges {
    action: ExclusiveAction<ActivityChange, ActivityChange>,
}

/// A change of a planned activity.
#[derive(Clone, Debug, PartialEq)]
pub struct ActivityChange {
    /// The activity.
    pub activity: ClientActivity,
    /// Its new deadline, in milliseconds since 1970; nothing where it is done.
    pub postponed_to: Option<f64>,
}

impl ActivityChanges {
    /// `done` is called with each change that the portal has confirmed.
    pub(super) fn new(client: Client, done: impl Fn(&ActivityChange) + 'static) -> Self {
        let done = Rc::new(done);
        let action = ExclusiveAction::new(move |change: ActivityChange| {
            let (client, done) = (client.clone(), done.clone());
            Box::pin(async move {
                match change.postponed_to {
                    None => complete(&client, &change.activity).await?,
                    Some(at) => {
                        let deadline = String::from(Date::new(&at.into()).to_iso_string());
                        postpone(&client, &change.activity, &deadline).await?;
                    }
                }
                done(&change);
                Ok(change)
            }) as _
        });
        Self { action }
    }

    /// Marks a to-do as done.
    pub fn complete(self, activity: ClientActivity) {
        self.action.start(ActivityChange {
            activity,
            postponed_to: None,
        });
    }

    /// Postpones a to-do.
    pub fn postpone(self, activity: ClientActivity, until: DuePreset) {
        self.action.start(ActivityChange {
            activity,
            postponed_to: Some(until.at(now())),
        });
    }

    /// Tries the change that failed again.
    pub fn retry(self) {
        self.action.repeat();
    }

    /// Whether a change is under way. Follows it.
    pub fn is_pending(self) -> bool {
        self.action.is_pending()
    }

    /// Why the last change failed. Follows it.
    pub fn error(self) -> Option<Error> {
        self.action.error()
    }

    /// The last change, where the portal has confirmed it. Follows it.
    pub fn last(self) -> Option<ActivityChange> {
        let confirmed = |result: &Option<Result<ActivityChange, Error>>| match result {
            Some(Ok(change)) => Some(change.clone()),
            _ => None,
        };
        self.action.with(|state| confirmed(&state.result)).flatten()
    }

    /// Forgets what became of the last change.
    pub(super) fn clear(self) {
        self.action.clear();
    }
}
