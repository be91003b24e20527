//! Note and next step, which the portal would keep twice if they were sent twice.

use super::check::iso;
use super::{Draft, Work, WrapUp};
use crate::api::activity::{self, Todo};
use crate::api::timeline;
use crate::bx24::{Client, Error};
use crate::call::Binding;
use crate::session::now;
use leptos::prelude::*;
use std::rc::Rc;

/// What must not be sent twice, and cannot be told from its answer alone.
#[derive(Clone, PartialEq)]
pub(super) enum Entry {
    /// A note on an item.
    Note(Binding, String),
    /// A next step.
    NextStep(Todo),
}

impl Entry {
    /// Whether the portal has it, since the first attempt.
    async fn is_there(&self, client: &Client, me: u64, since: f64) -> Result<bool, Error> {
        Ok(match self {
            Self::Note(item, text) => {
                timeline::find(&timeline::comments(client, item).await?, me, text, since).is_some()
            }
            Self::NextStep(todo) => {
                activity::find(&activity::todos(client, &todo.owner).await?, todo, since).is_some()
            }
        })
    }

    async fn send(&self, client: &Client, me: u64) -> Result<u64, Error> {
        match self {
            Self::Note(item, text) => timeline::comment_add(client, item, text).await,
            Self::NextStep(todo) => {
                activity::todo_add(
                    client,
                    &Todo {
                        responsible_id: Some(me),
                        ..todo.clone()
                    },
                )
                .await
            }
        }
    }
}

impl WrapUp {
    /// Saves the note.
    pub(super) fn note(self, draft: Rc<Draft>) -> Work {
        let target = untrack(|| self.target(&draft)).filter(|_| !draft.note.trim().is_empty());
        self.once(0, target.map(|item| Entry::Note(item, draft.note.clone())), draft)
    }

    /// Saves the next step.
    pub(super) fn next_step(self, draft: Rc<Draft>) -> Work {
        let target = untrack(|| self.target(&draft));
        let entry = target.zip(iso(&draft.step_at)).map(|(owner, deadline)| {
            Entry::NextStep(Todo {
                owner,
                deadline,
                title: Some(draft.step.trim().to_owned()).filter(|title| !title.is_empty()),
                description: None,
                responsible_id: None,
                ping_offsets: Vec::new(),
            })
        });
        self.once(1, entry, draft)
    }

    /// Sends an entry exactly once: where the last attempt ended uncertain, it is looked for first.
    fn once(self, place: usize, wanted: Option<Entry>, draft: Rc<Draft>) -> Work {
        Box::pin(async move {
            let sent = self
                .inner
                .with(|inner| inner.sent.borrow_mut().get_mut(place).and_then(Option::take))
                .flatten();
            if wanted.is_none() && sent.is_none() {
                return Ok(false);
            }
            let Some(client) = self.client() else {
                return Ok(false);
            };
            let keep = |entry, since| {
                self.inner.with(|inner| {
                    if let Some(slot) = inner.sent.borrow_mut().get_mut(place) {
                        *slot = Some((entry, since));
                    }
                });
            };
            let me = self.my_id().await?;
            if let Some((entry, since)) = sent {
                match entry.is_there(&client, me, since).await {
                    // Nobody knows yet: ask again the next time.
                    Err(error) => {
                        keep(entry, since);
                        return Err(error);
                    }
                    Ok(there) if there && wanted.as_ref() == Some(&entry) => {
                        self.clear_entry(&draft, place);
                        return Ok(true);
                    }
                    Ok(_) => {}
                }
            }
            let Some(entry) = wanted else { return Ok(false) };
            let since = now();
            let result = entry.send(&client, me).await;
            if result.as_ref().is_err_and(Error::is_uncertain) {
                keep(entry, since);
            }
            result?;
            self.clear_entry(&draft, place);
            Ok(true)
        })
    }

    /// What was saved leaves the form, unless the agent went on typing meanwhile.
    fn clear_entry(self, saved: &Draft, place: usize) {
        self.draft.update(|draft| {
            if place == 0 {
                if draft.note == saved.note {
                    draft.note.clear();
                }
            } else if (&draft.step, &draft.step_at) == (&saved.step, &saved.step_at) {
                draft.step.clear();
                draft.step_at.clear();
            }
        });
    }
}
