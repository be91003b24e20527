//! The agent's own phrases: adding and deleting one.

use super::Settings;
use super::sent_list::SentList;
use super::write::{ListOutcome, write};
use crate::api::settings::{self, SettingKey};
use crate::bx24::Client;
use crate::call::{ListItem, Setting};
use crate::state::action::ExclusiveAction;

/// Changes of the agent's own phrases, one at a time. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub struct OwnPhrases {
    action: ExclusiveAction<PhraseChange, ListOutcome>,
}

/// A change of the agent's own phrases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhraseChange {
    /// Adds this phrase.
    Add(String),
    /// Deletes this phrase.
    Delete(String),
}

impl OwnPhrases {
    pub(crate) fn new(client: Client, settings: Settings) -> Self {
        let client = client.for_actions();
        let sent = SentList::new(&client, SettingKey::OwnPhrases);
        let action = ExclusiveAction::new(move |change: PhraseChange| {
            let client = client.clone();
            async move { Ok(run(&client, settings, sent, change).await) }
        });
        Self { action }
    }

    /// Starts a change, unless one runs.
    pub fn start(self, change: PhraseChange) {
        self.action.start(change);
    }

    /// Tries the last change again.
    pub fn retry(self) {
        self.action.retry();
    }

    /// Forgets what became of the last change.
    pub fn clear(self) {
        self.action.clear();
    }

    /// Whether a change runs. Tracks it.
    pub fn is_pending(self) -> bool {
        self.action.is_pending()
    }

    /// The last change and what became of it; nothing while one runs. Tracks it.
    pub fn outcome(self) -> Option<(PhraseChange, ListOutcome)> {
        self.action.with(|state| {
            let outcome = state.result.as_ref()?.as_ref().ok()?;
            Some((state.input.clone()?, outcome.clone()))
        })?
    }
}

/// The change is made to the list that the portal has at this moment: another page of this agent may have changed it.
async fn run(client: &Client, settings: Settings, sent: SentList, change: PhraseChange) -> ListOutcome {
    let key = SettingKey::OwnPhrases;
    let stored = match settings::get(client, key).await {
        Ok(stored) => stored,
        Err(error) => return ListOutcome::before(sent, error),
    };
    let was_executed = sent.is_stored(&stored);
    if was_executed {
        sent.clear();
    }
    let mut list = stored.list();
    let before = list.items.len();
    let is_foreign = stored == Setting::Foreign;
    settings.set_known(key, stored);
    match change {
        _ if is_foreign => return ListOutcome::Foreign,
        _ if sent.may_be_executed() => return ListOutcome::under_way(),
        PhraseChange::Add(text) if list.find(&text).is_none() => {
            let item = ListItem {
                text,
                ..ListItem::default()
            };
            list.items.push(item);
        }
        PhraseChange::Add(_) => {}
        PhraseChange::Delete(text) => list.items.retain(|item| item.text != text),
    }
    if list.items.len() == before {
        return if was_executed {
            ListOutcome::Saved
        } else {
            ListOutcome::Unchanged
        };
    }
    let outcome = write(client, key, &list, sent).await;
    if outcome == ListOutcome::Saved {
        settings.set_known(key, Setting::Known(list));
    }
    outcome
}
