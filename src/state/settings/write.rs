//! Storing a list: *saved* is only what the portal has confirmed, and a lost answer is looked up by reading again.

use super::sent_list::SentList;
use crate::api::settings::{self, SettingKey};
use crate::bx24::{Client, Error, ErrorKind};
use crate::call::{Setting, SettingList};
use crate::state::wrap_up::look_up::{LOOKS, Presence, look_up};
use leptos::prelude::*;

/// What became of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum ListOutcome {
    /// The portal has confirmed it.
    Saved,
    /// There was nothing to change.
    Unchanged,
    /// The list would be too long for the portal. Nothing was sent.
    TooLong,
    /// Another version of this app has stored something that this one cannot read. Nothing was sent.
    Foreign,
    /// Somebody else has changed the list since it was loaded: this is theirs. Nothing was sent.
    Conflict(SettingList),
    /// It is known not to be stored.
    NotSaved(Error),
    /// Nobody knows whether it is stored.
    Unknown(Error),
}

impl ListOutcome {
    /// What was sent before is not stored yet, and may still be executed.
    pub(super) fn under_way() -> Self {
        Self::Unknown(Error::of(ErrorKind::UnderWay, ""))
    }

    /// The list could not be read, so nothing was sent now.
    pub(super) fn before(sent: SentList, error: Error) -> Self {
        if sent.may_be_executed() {
            Self::Unknown(error)
        } else {
            Self::NotSaved(error)
        }
    }
}

/// Saves a list where the portal still has what was loaded, or what this page has sent since.
pub(super) async fn save(
    client: &Client,
    key: SettingKey,
    base: RwSignal<Setting>,
    list: &SettingList,
    sent: SentList,
) -> ListOutcome {
    if key.text(list).is_none() {
        return ListOutcome::TooLong;
    }
    let stored = match settings::get(client, key).await {
        Err(error) => return ListOutcome::before(sent, error),
        Ok(Setting::Foreign) => return ListOutcome::Foreign,
        Ok(stored) => stored,
    };
    if sent.is_stored(&stored) {
        sent.clear();
        base.try_set(stored.clone());
    }
    let base = base.try_get_untracked().unwrap_or_default();
    let is_there = stored == Setting::Known(list.clone());
    if !is_there && stored.list() != base.list() {
        return ListOutcome::Conflict(stored.list());
    }
    if sent.may_be_executed() {
        return ListOutcome::under_way();
    }
    if is_there {
        // An earlier save, or somebody else, has stored the same.
        return ListOutcome::Saved;
    }
    write(client, key, list, sent).await
}

/// Stores a list, and finds out whether that worked where the answer is lost. What was sent before must not be executed any
/// more: it could replace this list later.
pub(super) async fn write(
    client: &Client,
    key: SettingKey,
    list: &SettingList,
    sent: SentList,
) -> ListOutcome {
    let Some(text) = key.text(list) else {
        return ListOutcome::TooLong;
    };
    sent.set(list);
    let error = match settings::set(client, key, &text).await {
        Ok(()) => {
            sent.clear();
            return ListOutcome::Saved;
        }
        Err(error) if !error.is_uncertain() => {
            sent.clear();
            return ListOutcome::NotSaved(error);
        }
        Err(error) => error,
    };
    sent.set(list);
    let wanted = Setting::Known(list.clone());
    let look = async || {
        let stored = settings::get(client, key).await?;
        Ok(if stored == wanted {
            Presence::There
        } else {
            Presence::NotThere
        })
    };
    match look_up(client, key.set_method(), LOOKS, look).await {
        Ok(Presence::There) => {
            sent.clear();
            ListOutcome::Saved
        }
        Ok(Presence::NotThere) if sent.may_be_executed() => ListOutcome::under_way(),
        Ok(Presence::NotThere) => ListOutcome::NotSaved(error),
        Ok(Presence::Unknown) | Err(_) => ListOutcome::Unknown(error),
    }
}
