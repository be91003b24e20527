//! What to do about a request that must not be executed twice.

use super::{SentEntry, TimelineEntry};

/// What a save does next to add an entry to a CRM item exactly once.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryAttempt {
    /// There is nothing to add.
    Nothing,
    /// An earlier attempt may have been executed: that is looked up before anything is sent.
    LookUp(SentEntry),
    /// The entry is sent.
    Send(TimelineEntry),
    /// The entry is there: an earlier attempt was executed.
    Saved,
}

impl EntryAttempt {
    /// What comes first. `wanted` is what the agent entered, `sent` what was sent without a known answer.
    pub fn first(wanted: Option<TimelineEntry>, sent: Option<SentEntry>) -> Self {
        match (wanted, sent) {
            (_, Some(sent)) => Self::LookUp(sent),
            (Some(wanted), None) => Self::Send(wanted),
            (None, None) => Self::Nothing,
        }
    }

    /// What comes after it is known whether `sent` is there.
    pub fn looked_up(wanted: Option<TimelineEntry>, sent: &SentEntry, is_there: bool) -> Self {
        match wanted {
            Some(wanted) if is_there && wanted == sent.entry => Self::Saved,
            Some(wanted) => Self::Send(wanted),
            None => Self::Nothing,
        }
    }
}
