//! Note and next step, which the portal would keep twice if they were sent twice.

use super::check::iso;
use super::{Work, WrapUp, WrapUpForm};
use crate::api::activity::{self, Todo};
use crate::api::timeline;
use crate::bx24::{Client, Error};
use crate::call::Binding;
use crate::call::stored_draft::binding;
use crate::state::now;
use crate::value::Value;
use leptos::prelude::*;
use std::rc::Rc;

/// What must not be sent twice, and cannot be told from its answer alone.
#[derive(Clone, PartialEq)]
pub(super) enum TimelineEntry {
    /// A note on an item.
    Note(Binding, String),
    /// A next step.
    NextStep(Todo),
}

impl TimelineEntry {
    /// As it is written down.
    pub(super) fn to_value(&self) -> Value {
        let parts = match self {
            Self::Note(item, text) => vec![item.key(), text.clone()],
            Self::NextStep(todo) => vec![
                todo.owner.key(),
                todo.title.clone().unwrap_or_default(),
                todo.deadline.clone(),
            ],
        };
        parts.into()
    }

    /// Reads what was written down.
    pub(super) fn from_value(value: &Value) -> Option<Self> {
        let mut parts = value
            .items()
            .map(|part| part.as_str().unwrap_or_default().to_owned());
        let (item, text) = (binding(&parts.next()?)?, parts.next()?);
        Some(match parts.next() {
            None => Self::Note(item, text),
            Some(deadline) => Self::step(item, &text, deadline),
        })
    }

    fn step(owner: Binding, title: &str, deadline: String) -> Self {
        Self::NextStep(Todo {
            owner,
            deadline,
            title: Some(title.trim().to_owned()).filter(|title| !title.is_empty()),
            description: None,
            responsible_id: None,
            ping_offsets: Vec::new(),
        })
    }

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
    pub(super) fn note(self, draft: Rc<WrapUpForm>) -> Work {
        let target = untrack(|| self.target(&draft)).filter(|_| !draft.note.trim().is_empty());
        self.once(
            0,
            target.map(|item| TimelineEntry::Note(item, draft.note.clone())),
            draft,
        )
    }

    /// Saves the next step.
    pub(super) fn next_step(self, draft: Rc<WrapUpForm>) -> Work {
        let target = untrack(|| self.target(&draft));
        let entry = target
            .zip(iso(&draft.step_at))
            .map(|(owner, deadline)| TimelineEntry::step(owner, &draft.step, deadline));
        self.once(1, entry, draft)
    }

    /// Sends an entry exactly once: where the last attempt ended uncertain, or the page ended in the middle of it, it is
    /// looked for first.
    fn once(self, place: usize, wanted: Option<TimelineEntry>, draft: Rc<WrapUpForm>) -> Work {
        Box::pin(async move {
            let sent = self
                .inner
                .try_with_value(|inner| inner.sent.borrow().get(place).cloned().flatten())
                .flatten();
            if wanted.is_none() && sent.is_none() {
                return Ok(false);
            }
            let Some(client) = self.client() else {
                return Ok(false);
            };
            let me = self.my_id().await?;
            if let Some((entry, since)) = sent {
                // Where nobody knows yet, the next attempt asks again.
                let there = entry.is_there(&client, me, since).await?;
                self.note_sent(place, None);
                if there && wanted.as_ref() == Some(&entry) {
                    self.clear_entry(&draft, place);
                    return Ok(true);
                }
            }
            let Some(entry) = wanted else {
                self.keep();
                return Ok(false);
            };
            self.note_sent(place, Some((entry.clone(), now())));
            self.keep();
            let result = entry.send(&client, me).await;
            if !result.as_ref().is_err_and(Error::is_uncertain) {
                self.note_sent(place, None);
            }
            if result.is_err() {
                self.keep();
            }
            result?;
            self.clear_entry(&draft, place);
            Ok(true)
        })
    }

    /// Notes what is being sent, or that its end is known.
    fn note_sent(self, place: usize, entry: Option<(TimelineEntry, f64)>) {
        self.inner.try_with_value(|inner| {
            if let Some(slot) = inner.sent.borrow_mut().get_mut(place) {
                *slot = entry;
            }
        });
    }

    /// What was saved leaves the form, unless the agent went on typing meanwhile.
    fn clear_entry(self, saved: &WrapUpForm, place: usize) {
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
        let written = |draft: &WrapUpForm| !draft.note.is_empty() || !draft.step_at.is_empty();
        if self.draft.try_with_untracked(written) == Some(false) {
            self.unpin();
        }
        self.keep();
    }
}
