//! What an agent does once the call is saved, when the summary takes the place of the form.

use super::form::deadline;
use super::{SaveProgress, WrapUp};
use crate::call::moment::parse_iso;
use crate::call::{Binding, SaveRequest};
use leptos::prelude::*;

impl WrapUp {
    /// The card may have been loaded again after something was saved: then the summary shows it again.
    pub(in crate::state) fn restore_summary(self) {
        self.draft.restore_summary();
    }

    /// The items that something was saved to. Does not track them.
    pub(in crate::state) fn saved_items(self) -> Vec<Binding> {
        let saved = self
            .progress
            .try_with_untracked(|progress| progress.saved.items());
        saved.unwrap_or_default()
    }

    /// The portal may close the card: nothing but the summary holds it.
    pub fn close_card(self) {
        self.save_status.update(|progress| progress.closing = true);
        self.hold.close();
    }

    /// Whether the card is held open, or may be. Tracks it.
    pub fn is_held(self) -> bool {
        self.hold.held.try_get() == Some(true)
    }

    /// Whether something was entered that is not saved, for the call or for a client of it, or is to be attached to a call
    /// that was put aside. Tracks it.
    pub fn has_unsaved(self) -> bool {
        self.form.track();
        self.record.chosen.track();
        self.transcript.text.track();
        let call = self.draft.with(|inner| inner.subject.card());
        let call = call.flatten().and_then(|(calls, at)| calls.call_at(at));
        self.is_unsaved() || call.is_some_and(|call| call.new_client.has_unsaved()) || self.aside().is_some()
    }

    /// The call belongs to this item: note and next step go to it, and the call is bound to it when it is finished.
    pub fn choose_call_item(self, item: &Binding) {
        let item = item.clone();
        self.edit(move |form| form.choose_call_item(&item));
    }

    /// The call does not belong to what was chosen for it, and note and next step do not go there.
    pub fn undo_choice(self) {
        self.edit(|form| {
            form.target.clear();
            form.call_item.clear();
        });
    }

    /// Binds the activity of the saved call to this item. Where the next note goes to stays as it is.
    pub fn bind(self, item: &Binding) {
        let key = item.key();
        self.edit(move |form| form.call_item = key);
        self.start(SaveRequest::Binding);
    }

    /// Attaches the transcript.
    pub fn attach_transcript(self) {
        self.start(SaveRequest::Transcript);
    }

    /// Attaches the transcript although it may be attached.
    pub fn repeat_transcript(self) {
        self.transcript.repeat();
        self.attach_transcript();
    }

    /// Whether a summary is there that the agent has not closed. Does not track it.
    pub fn holds_summary(self) -> bool {
        let is_open = |progress: &SaveProgress| progress.is_finished() && !progress.closing;
        self.progress.try_with_untracked(is_open) == Some(true)
    }

    /// When the next step is due, in milliseconds since 1970; nothing where that is no moment. Tracks it.
    pub fn due(self) -> Option<f64> {
        let due = self.form.with(|form| deadline(&form.step_at))?;
        parse_iso(&due)
    }

    /// The id of the agent, once it is known. Tracks it.
    pub fn agent(self) -> Option<u64> {
        self.draft.parts.me.known_id()
    }

    /// What note and next step go to. Tracks it.
    pub fn target(self) -> Option<Binding> {
        self.draft.target()
    }
}
