//! What was entered for one call and goes to another one, or to another place of the same call.

use super::{SentEntry, WrapUpForm};

/// What was entered for a call, and what of it was sent without a known answer.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Entered {
    /// The form.
    pub form: WrapUpForm,
    /// The note that was sent, while its answer is not known.
    pub sent_note: Option<SentEntry>,
    /// The next step that was sent, while its answer is not known.
    pub sent_step: Option<SentEntry>,
}

impl Entered {
    /// Takes over what was entered for another call, as [`WrapUpForm::take_over`] does. Returns what is left of it.
    ///
    /// What may be there already goes along with the note that it was sent, so that it is looked up before anything is
    /// sent from here. It stays where it is if something of this call may be there, too, or if it would become a part of
    /// another next step.
    #[must_use]
    pub fn take_over(&mut self, mut other: Self) -> Self {
        let mut left = Self::default();
        if other.sent_note.is_some() {
            if self.sent_note.is_some() {
                left.sent_note = other.sent_note;
                left.form.note = core::mem::take(&mut other.form.note);
                left.form.code = core::mem::take(&mut other.form.code);
                left.form.saved_code = core::mem::take(&mut other.form.saved_code);
            } else {
                self.sent_note = other.sent_note;
            }
        }
        if other.sent_step.is_some() {
            if self.sent_step.is_some() || self.form.has_next_step() {
                left.sent_step = other.sent_step;
                left.form.take_next_step(&other.form);
                other.form.clear_next_step();
            } else {
                self.sent_step = other.sent_step;
            }
        }
        let (target, call_item) = (other.form.target.clone(), other.form.call_item.clone());
        let rest = self.form.take_over(other.form);
        let stays = core::mem::replace(&mut left.form, rest);
        if left.sent_step.is_some() {
            left.form.take_next_step(&stays);
        }
        if left.sent_note.is_some() {
            left.form.note = stays.note;
            left.form.code = stays.code;
            left.form.saved_code = stays.saved_code;
        }
        if left.sent_note.is_some() || left.sent_step.is_some() {
            left.form.target = target;
            left.form.call_item = call_item;
        }
        left
    }

    /// The same, for another place of the same call: there the target is one for this call, too.
    #[must_use]
    pub fn join(&mut self, other: Self) -> Self {
        if !self.form.is_for_client() && self.form.target.is_empty() {
            self.form.target.clone_from(&other.form.target);
            self.form.call_item.clone_from(&other.form.call_item);
        }
        self.take_over(other)
    }
}
