//! Storing a list: *saved* is only what the portal has confirmed, and a lost answer is looked up by reading again.

use crate::api::settings::{self, SettingKey};
use crate::bx24::{Client, Error};
use crate::call::{Setting, SettingList};
use crate::state::wrap_up::look_up::{LOOKS, Presence, look_up};

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
    /// Two entries have the same text. Nothing was sent.
    Duplicate,
    /// A shortcut is none, or two entries have the same one. Nothing was sent.
    Shortcut,
    /// The name of the CRM field is none. Nothing was sent.
    Field,
    /// It is known not to be stored.
    NotSaved(Error),
    /// Nobody knows whether it is stored.
    Unknown(Error),
}

/// Stores a list, and finds out whether that worked where the answer is lost.
pub(super) async fn write(client: &Client, key: SettingKey, list: &SettingList) -> ListOutcome {
    let Some(text) = key.text(list) else {
        return ListOutcome::TooLong;
    };
    let error = match settings::set(client, key, &text).await {
        Ok(()) => return ListOutcome::Saved,
        Err(error) if !error.is_uncertain() => return ListOutcome::NotSaved(error),
        Err(error) => error,
    };
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
        Ok(Presence::There) => ListOutcome::Saved,
        Ok(Presence::NotThere) => ListOutcome::NotSaved(error),
        Ok(Presence::Unknown) | Err(_) => ListOutcome::Unknown(error),
    }
}
