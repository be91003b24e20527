//! Note and next step, which the portal would keep twice if they were sent twice.

use super::form::deadline;
use super::look_up::{LOOKS, Presence, SentHere, StepFailure, look_up, sent_since};
use super::progress::StepState;
use super::save::SaveParts;
use crate::api::activity::{self, Todo};
use crate::api::timeline;
use crate::bx24::{Client, Error};
use crate::call::{Binding, EntryAttempt, SaveStep, SentEntry, TimelineEntry, WrapUpForm};
use leptos::prelude::untrack;

impl SaveParts {
    /// Adds the note to its CRM item.
    pub(super) async fn add_note(&self, form: &WrapUpForm) -> Result<bool, StepFailure> {
        self.add_once(SaveStep::Note, Self::note(form), form).await
    }

    /// The note as it is sent, with the result code and the answers at its head.
    fn note(form: &WrapUpForm) -> Option<TimelineEntry> {
        let text = form.note_text();
        let target = Binding::parse(&form.target).filter(|_| !text.is_empty());
        target.map(|item| TimelineEntry::Note { item, text })
    }

    /// Adds the next step to its CRM item.
    pub(super) async fn add_next_step(&self, form: &WrapUpForm) -> Result<bool, StepFailure> {
        let entry = Binding::parse(&form.target)
            .zip(deadline(&form.step_at))
            .map(|(item, deadline)| TimelineEntry::NextStep {
                item,
                title: form.step.trim().to_owned(),
                deadline,
                responsible: form.step_for.parse().ok(),
                remind: form.reminder(),
            });
        self.add_once(SaveStep::NextStep, entry, form).await
    }

    /// Sends an entry exactly once: where the outcome of an attempt is not known, or the page ended in the middle of it,
    /// the entry is looked up, and sent again only when it is known not to be there.
    async fn add_once(
        &self,
        step: SaveStep,
        wanted: Option<TimelineEntry>,
        form: &WrapUpForm,
    ) -> Result<bool, StepFailure> {
        let mut form = form.clone();
        let mut attempt = EntryAttempt::first(wanted.clone(), self.draft.sent(step));
        if attempt == EntryAttempt::Nothing {
            return Ok(false);
        }
        let was_sent = matches!(attempt, EntryAttempt::LookUp(_));
        let mut was_saved = false;
        let me = self.me.get().await;
        let me = me.map_err(|error| StepFailure::before(was_sent, error))?.id;
        if let EntryAttempt::LookUp(sent) = attempt {
            self.progress.set_step(step, StepState::LookingUp);
            let is_there = match self.look_up_entry(&sent, me).await {
                Ok(Presence::Unknown) => Err(StepFailure::under_way()),
                Ok(Presence::NotThere) if self.sent_here.may_be_executed(&self.client, &sent) => {
                    Err(StepFailure::under_way())
                }
                Err(error) => Err(StepFailure::Unknown(error)),
                Ok(presence) => Ok(presence == Presence::There),
            }?;
            self.draft.set_sent(step, None);
            if is_there {
                self.note_saved(&sent.entry, &form);
                was_saved = true;
            }
            let wanted = match &sent.entry {
                // The note was changed since: what the former one has of it is there.
                TimelineEntry::Note { item, text } if is_there && wanted.as_ref() != Some(&sent.entry) => {
                    let is_at_item = wanted.as_ref().is_some_and(|wanted| wanted.item() == item);
                    let mark_saved = |form: &mut WrapUpForm| {
                        if is_at_item {
                            form.remove_written_note(text);
                        }
                        form.mark_saved(text);
                    };
                    mark_saved(&mut form);
                    let mut entered = self.form.snapshot();
                    mark_saved(&mut entered);
                    self.form.replace(entered);
                    Self::note(&form)
                }
                _ => wanted,
            };
            attempt = EntryAttempt::looked_up(wanted, &sent, is_there);
        }
        let entry = match attempt {
            EntryAttempt::Send(entry) => entry,
            EntryAttempt::Saved => {
                self.remove_saved(step, &form);
                return Ok(true);
            }
            EntryAttempt::Nothing | EntryAttempt::LookUp(_) => {
                if !self.form.snapshot().is_for_client() {
                    self.draft.unpin();
                }
                self.draft.save();
                return Ok(was_saved);
            }
        };
        let since = sent_since(&self.client);
        let sent = SentEntry { entry, since };
        self.send_entry(step, &sent, me).await?;
        self.note_saved(&sent.entry, &form);
        self.remove_saved(step, &form);
        Ok(true)
    }

    /// Sends an entry, and looks it up where the outcome is not known.
    async fn send_entry(&self, step: SaveStep, sent: &SentEntry, me: u64) -> Result<(), StepFailure> {
        self.sent_here.add(sent);
        self.draft.set_sent(step, Some(sent.clone()));
        self.draft.save();
        let failure = match send(&self.client, &sent.entry, me).await {
            Ok(id) => {
                self.sent_here.add_saved(step, id);
                None
            }
            // What failed on its way may still be executed: the next attempt looks first.
            Err(error) if error.is_uncertain() => self.find_sent(step, sent, me, error).await,
            Err(error) => {
                self.draft.set_sent(step, None);
                Some(StepFailure::NotDone(error))
            }
        };
        if let Some(failure) = failure {
            self.draft.save();
            return Err(failure);
        }
        self.draft.set_sent(step, None);
        Ok(())
    }

    /// Looks for an entry that was sent and got no answer. Nothing where the portal has it.
    async fn find_sent(
        &self,
        step: SaveStep,
        sent: &SentEntry,
        me: u64,
        error: Error,
    ) -> Option<StepFailure> {
        self.sent_here.fail(sent);
        self.progress.set_step(step, StepState::LookingUp);
        match self.look_up_entry(sent, me).await {
            Ok(Presence::There) => None,
            Ok(Presence::NotThere) if self.sent_here.may_be_executed(&self.client, sent) => {
                Some(StepFailure::under_way())
            }
            Ok(Presence::NotThere) => Some(StepFailure::NotDone(error)),
            Ok(Presence::Unknown) | Err(_) => Some(StepFailure::Unknown(error)),
        }
    }

    /// The portal has this entry.
    fn note_saved(&self, entry: &TimelineEntry, form: &WrapUpForm) {
        self.progress.add_saved(entry);
        if let TimelineEntry::Note { item, text } = entry
            && form.is_code_in(text)
        {
            self.form.set_code_item(item);
        }
    }

    /// Looks for an entry on the portal.
    async fn look_up_entry(&self, sent: &SentEntry, me: u64) -> Result<Presence, Error> {
        let method = match sent.entry {
            TimelineEntry::Note { .. } => timeline::ADD,
            TimelineEntry::NextStep { .. } => activity::ADD,
        };
        let look = || find(&self.client, &self.sent_here, sent, me);
        look_up(&self.client, method, LOOKS, look).await
    }

    /// Removes what was saved from the form, unless the agent went on typing meanwhile.
    fn remove_saved(&self, step: SaveStep, saved: &WrapUpForm) {
        let mut form = self.form.snapshot();
        if step == SaveStep::Note {
            // For another item all of it is to be sent.
            let is_at_item = || untrack(|| self.draft.target()) == Binding::parse(&saved.target);
            if form.note == saved.note || is_at_item() {
                form.remove_saved_note(&saved.note);
            }
            form.answers.remove(&saved.answers);
            if !saved.open_code().is_empty() {
                form.saved_code.clone_from(&saved.code);
            }
        } else if form.has_same_next_step(saved) {
            form.clear_next_step();
        }
        let is_for_client = form.is_for_client();
        self.form.replace(form);
        if !is_for_client {
            self.draft.unpin();
        }
        self.draft.save();
    }
}

/// Whether the portal has the entry, since the first attempt.
async fn find(client: &Client, sent_here: &SentHere, sent: &SentEntry, me: u64) -> Result<Presence, Error> {
    let is_there = match &sent.entry {
        TimelineEntry::Note { item, text } => {
            let mut comments = timeline::comments(client, item).await?;
            comments.retain(|comment| !sent_here.is_saved(SaveStep::Note, comment.id));
            timeline::find(&comments, me, text, sent.since).is_some()
        }
        TimelineEntry::NextStep { item, .. } => {
            let mut todos = activity::todos(client, item).await?;
            todos.retain(|todo| !sent_here.is_saved(SaveStep::NextStep, todo.id));
            // The colleague may be another one by now.
            let todo = todo(&sent.entry, None);
            todo.is_some_and(|todo| activity::find(&todos, &todo, sent.since).is_some())
        }
    };
    Ok(if is_there {
        Presence::There
    } else {
        Presence::NotThere
    })
}

async fn send(client: &Client, entry: &TimelineEntry, me: u64) -> Result<u64, Error> {
    match entry {
        TimelineEntry::Note { item, text } => timeline::comment_add(client, item, text).await,
        TimelineEntry::NextStep { responsible, .. } => {
            let todo = todo(entry, responsible.or(Some(me)));
            activity::todo_add(client, &todo.ok_or_else(|| Error::refused(""))?).await
        }
    }
}

/// A next step as it is sent; nothing for a note.
fn todo(entry: &TimelineEntry, responsible_id: Option<u64>) -> Option<Todo> {
    let TimelineEntry::NextStep {
        item,
        title,
        deadline,
        remind,
        ..
    } = entry
    else {
        return None;
    };
    Some(Todo {
        owner: item.clone(),
        deadline: deadline.clone(),
        title: Some(title.clone()).filter(|title| !title.is_empty()),
        description: None,
        responsible_id,
        ping_offsets: remind.iter().copied().collect(),
    })
}
