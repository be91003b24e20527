//! One wrap-up among those of the calls that a card has had.

use super::{SaveProgress, WrapUp, WrapUpForm};
use crate::call::{Entered, SaveStep};
use crate::state::CardCalls;
use crate::state::draft_store::DraftStore;
use leptos::prelude::*;

impl WrapUp {
    /// The portal may have named the call, or its client may have changed.
    pub fn follow_call(self) {
        self.draft.follow_call();
    }

    /// Stores what is there, and what is known of the call at this moment.
    pub fn store(self) {
        self.draft.save();
    }

    /// Whether something was entered that is not saved. Does not track it.
    pub fn is_unsaved(self) -> bool {
        self.draft.is_form_unsaved() || !self.transcript.is_blank()
    }

    /// Whether the card has to stay open for this wrap-up. Does not track it.
    pub fn needs_card(self) -> bool {
        self.draft.needs_card() || !self.transcript.is_blank()
    }

    /// Whether there is a recording file or a transcript that is not attached. Neither is part of a draft. Tracks it.
    pub(in crate::state) fn has_attachment(self) -> bool {
        let has_text = self.transcript.text.try_with(|text| !text.trim().is_empty());
        self.record.has_file() || has_text == Some(true)
    }

    /// The number of a call that was put aside with something to attach; empty where it is not known. Tracks it.
    pub fn aside(self) -> Option<String> {
        let (calls, _) = self.card()?;
        calls.aside().map(|call| call.client(calls).number)
    }

    /// Shows the wrap-up of that call again.
    pub fn show_aside(self) {
        if let Some((calls, _)) = self.card() {
            calls.show_aside();
        }
    }

    /// Lets the card go where nothing is left to save, unless a save needs it.
    pub fn release_card(self) {
        self.draft.release_unsaved();
    }

    /// The same after the agent has taken back what was entered.
    pub fn release_edited(self) {
        self.draft.release_edited();
    }

    /// Whether a save is under way. Does not track it.
    pub fn is_saving(self) -> bool {
        self.progress.try_with_untracked(|progress| progress.running) == Some(true)
    }

    /// Whether something is left to save, or to be found out. Does not track it.
    pub fn is_unfinished(self) -> bool {
        self.is_saving() || self.is_unsaved() || self.draft.is_stored()
    }

    /// Whether the card has gone on to another call. Tracks it.
    pub fn is_left(self) -> bool {
        self.inner.try_with_value(|inner| inner.subject.is_left()) == Some(true)
    }

    /// Whether anything was entered, or a save was begun. Tracks it.
    pub fn is_begun(self) -> bool {
        let is_entered = self.form.try_with(|form| *form != WrapUpForm::default());
        let is_saved = self
            .progress
            .try_with(|progress| *progress != SaveProgress::default());
        is_entered != Some(false) || is_saved != Some(false)
    }

    /// Takes over what was typed in the wrap-up of another call; what has no room here stays there.
    pub fn take_over(self, other: Self) {
        self.take(other, Entered::take_over);
    }

    /// Takes over what was typed in another wrap-up of the same call; what has no room here stays there.
    pub fn join(self, other: Self) {
        self.take(other, Entered::join);
    }

    fn take(self, other: Self, take: fn(&mut Entered, Entered) -> Entered) {
        if !other.fields.is_untouched() {
            let mut entered = self.entered();
            let left = take(&mut entered, other.entered());
            self.enter(entered);
            other.enter(left);
        }
    }

    fn entered(self) -> Entered {
        Entered {
            form: self.fields.snapshot(),
            sent_note: self.draft.sent(SaveStep::Note),
            sent_step: self.draft.sent(SaveStep::NextStep),
        }
    }

    fn enter(self, entered: Entered) {
        let Entered {
            form,
            sent_note,
            sent_step,
        } = entered;
        self.draft.set_sent(SaveStep::Note, sent_note);
        self.draft.set_sent(SaveStep::NextStep, sent_step);
        self.edit(move |entered| *entered = form);
    }

    /// Counts the drafts of other calls anew.
    pub fn count_others(self) {
        self.draft.count_others();
    }

    /// Whether the call has a client whom note and next step can go to. Tracks it.
    pub fn has_client(self) -> bool {
        let has_items = |inner: &super::Inner| !inner.subject.items().is_empty();
        self.inner.try_with_value(has_items) == Some(true)
    }

    /// What was typed for the call before goes to the one that is on the card now.
    pub fn use_here(self) {
        if let Some((calls, _)) = self.card() {
            calls.use_here();
        }
    }

    /// What was typed for the call before stays with it, and the form is there for the call on the card.
    pub fn put_aside(self) {
        if let Some((calls, _)) = self.card() {
            calls.put_aside();
        }
    }

    /// Looks at the store of the drafts, once the wrap-up is kept there.
    pub(in crate::state) fn with_drafts<T>(self, look: impl FnOnce(&DraftStore) -> T) -> Option<T> {
        self.draft.with_store(|_, drafts| look(drafts))
    }

    /// The client's phone number; empty where it is not known. Tracks it.
    pub(in crate::state) fn number(self) -> String {
        let number = self.draft.with(|inner| inner.subject.client().number);
        number.unwrap_or_default()
    }

    /// Asks who the agent is, once: what is stored belongs to its user alone.
    pub(in crate::state) fn identify_user(self) {
        self.draft.identify_user();
    }

    /// The portal has said who the agent is.
    pub(in crate::state) fn set_user(self, id: u64) {
        self.draft.set_user(id);
    }

    fn card(self) -> Option<(CardCalls, usize)> {
        self.inner.try_with_value(|inner| inner.subject.card())?
    }
}
