//! Finding out what became of a request whose answer is not known.

use crate::bx24::{Client, Error, ErrorKind, MAY_BE_EXECUTED};
use crate::call::{SaveStep, SentEntry};
use crate::state::now;
use std::cell::{Cell, RefCell};

/// Whether the portal has what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It has: the request was executed.
    There,
    /// It has not, and no request is on its way that could change that.
    NotThere,
    /// That cannot be seen, or not yet.
    Unknown,
}

/// Why a step of a save has not succeeded.
#[derive(Clone, Debug, PartialEq)]
pub enum StepFailure {
    /// The portal is known not to have done it.
    NotDone(Error),
    /// Nobody knows whether the portal has done it.
    Unknown(Error),
}

/// What this page has sent for one call. Of that the queue knows whether it may still be executed; for what another page has
/// sent, and for a request whose connection has failed, only the age is known.
#[derive(Default)]
pub struct SentHere {
    entries: RefCell<Vec<SentEntry>>,
    /// The steps and ids of the entries whose answers were received. Notes and next steps are numbered each for itself.
    saved: RefCell<Vec<(SaveStep, u64)>>,
    /// The call was sent, and is not known not to be finished.
    pub finish: Cell<bool>,
    /// Something that is sent with the call was changed after the call was sent for the first time.
    pub is_call_edited: Cell<bool>,
}

impl SentHere {
    /// Notes an entry that is being sent.
    pub fn add(&self, entry: &SentEntry) {
        self.entries.borrow_mut().push(entry.clone());
    }

    /// The connection of this entry has failed: from now on only the time tells whether it may still be executed.
    pub fn fail(&self, entry: &SentEntry) {
        self.entries.borrow_mut().retain(|known| known != entry);
    }

    /// Whether an entry that another page has sent, or whose connection has failed, may still be executed.
    pub fn may_be_executed(&self, client: &Client, entry: &SentEntry) -> bool {
        !self.entries.borrow().contains(entry) && may_be_executed(client, entry.since)
    }

    /// The portal has stored the entry of this step under this id.
    pub fn add_saved(&self, step: SaveStep, id: u64) {
        self.saved.borrow_mut().push((step, id));
    }

    /// Whether this is the id of an entry whose answer this page has received: an equal one that is looked for is another.
    pub fn is_saved(&self, step: SaveStep, id: u64) -> bool {
        self.saved.borrow().contains(&(step, id))
    }

    /// Whether a `finish` that another page has sent at this time, in milliseconds since 1970 by the clock of the computer,
    /// may still be executed.
    pub fn may_be_finished(&self, sent_at: f64) -> bool {
        !self.finish.get() && is_recent(sent_at)
    }
}

/// How often something is looked up before it counts as not there, over eleven seconds: a portal that is slow executes a
/// request after its connection has failed.
pub const LOOKS: u32 = 5;

impl StepFailure {
    /// What was sent is not there yet, and may still be executed.
    pub fn under_way() -> Self {
        Self::Unknown(Error::of(ErrorKind::UnderWay, ""))
    }

    /// The failure of a request that changes something.
    pub fn of_write(error: Error) -> Self {
        if error.is_uncertain() {
            Self::Unknown(error)
        } else {
            Self::NotDone(error)
        }
    }

    /// The failure of what comes before such a request. `was_sent`: an earlier request is not answered yet.
    pub fn before(was_sent: bool, error: Error) -> Self {
        if was_sent {
            Self::Unknown(error)
        } else {
            Self::NotDone(error)
        }
    }
}

/// How much the clock of the computer may be fast, in milliseconds, where the portal's time is not known.
const CLOCK_ERROR: f64 = 300_000.0;

/// The earliest time that what is sent now can have on the portal, in milliseconds since 1970.
pub fn sent_since(client: &Client) -> f64 {
    client.portal_time().unwrap_or_else(|| now() - CLOCK_ERROR)
}

/// Whether a request may still be executed that was sent at this time by the clock of the computer, in milliseconds since
/// 1970.
pub fn is_recent(sent_at: f64) -> bool {
    (now() - sent_at).abs() < MAY_BE_EXECUTED
}

/// Whether a request may still be executed that was sent at this time by the portal's clock, in milliseconds since 1970, by a
/// page that has ended.
pub fn may_be_executed(client: &Client, since: f64) -> bool {
    client
        .portal_time()
        .is_some_and(|time| time - since < MAY_BE_EXECUTED)
}

/// Looks up to `looks` times, with longer and longer pauses, until what a request of `method` should have made is there.
///
/// # Errors
/// Those of the look.
pub async fn look_up(
    client: &Client,
    method: &str,
    looks: u32,
    look: impl AsyncFn() -> Result<Presence, Error>,
) -> Result<Presence, Error> {
    for times in 0..looks {
        if times > 0 {
            client.pause(times).await;
        }
        match look().await? {
            Presence::NotThere => {}
            seen => return Ok(seen),
        }
    }
    Ok(if client.is_under_way(method) {
        Presence::Unknown
    } else {
        Presence::NotThere
    })
}
