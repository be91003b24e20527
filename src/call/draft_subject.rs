//! What an unsaved wrap-up is about: text stays with the call and the client it was typed for, until the agent says
//! otherwise.

use super::{Edited, StoredDraft, WrapUpForm};

/// What the call on the card means for the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallChange {
    /// The draft is about the call on the card from now on.
    Begin,
    /// The draft is about the call on the card.
    Same,
    /// The portal has named the call of the draft.
    Named,
}

/// What the client on the card means for the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientChange {
    /// Nothing.
    None,
    /// The text stays with this item, which was the primary one when it was typed.
    StaysWith(String),
    /// The client for whom the text was typed is back.
    Returned,
}

/// What is left when the portal has named the call of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedDraft {
    /// What is left under the former name: empty, with the times of its last edits; or a next step that was stored of the
    /// call, where both may have been sent.
    pub unnamed: StoredDraft,
    /// What was stored of the call before, where newer entries have taken the place of some of it. Both notes are in it.
    pub replaced: Option<WrapUpForm>,
}

impl StoredDraft {
    /// Compares the draft with the call it is kept for; an empty `call_id` is not known yet.
    pub fn compare_call(&self, call_id: &str) -> CallChange {
        if self.call_id.is_empty() {
            CallChange::Begin
        } else if self.is_anonymous() && !call_id.is_empty() {
            CallChange::Named
        } else {
            CallChange::Same
        }
    }

    /// The portal has named the call: what was stored under a name of our own is about that call, with what is `known` of
    /// it already. `now` in milliseconds since 1970.
    pub fn name(&mut self, call_id: &str, known: Option<&Self>, now: f64) -> NamedDraft {
        let mut unnamed = self.clone();
        unnamed.clear(now);
        call_id.clone_into(&mut self.call_id);
        let replaced = known.and_then(|known| {
            let mut known = known.clone();
            if self.fields.sent_step.get().is_some() && known.fields.sent_step.get().is_some() {
                known.move_next_step(&mut unnamed, now);
            }
            // What was emptied here was not emptied there: nobody knew that it is the same call.
            self.fill_blanks(&known);
            self.join(&known, now);
            let (mut before, form) = (known.form(), self.form());
            before.note.clone_from(&form.note);
            before.answers.take_over(&mut form.answers.clone());
            let rest = form.clone().take_over(before.clone());
            (rest != WrapUpForm::default()).then_some(before)
        });
        NamedDraft { unnamed, replaced }
    }

    /// Takes over an earlier version that the same person typed for the same call, before anybody knew that. Both notes
    /// stay, the answers to different questions, and what was sent and is not answered: it is looked up before anything is
    /// sent.
    pub fn join(&mut self, earlier: &Self, now: f64) {
        let (before, later) = (earlier.fields.note.get(), self.fields.note.get());
        let both = (!before.is_empty() && !later.is_empty()).then(|| joined(before, later));
        let sent = [&self.fields.sent_note, &self.fields.sent_step].map(|sent| sent.get().clone());
        let mut answers = self.fields.answers.get().clone();
        let has_answers = !answers.is_empty() && !earlier.fields.answers.is_blank();
        answers.take_over(&mut earlier.fields.answers.get().clone());
        self.merge(earlier);
        if let Some(both) = both {
            self.fields.note.set(both, now);
        }
        if has_answers {
            self.fields.answers.set(answers, now);
        }
        let [note, step] = sent;
        if note.is_some() {
            self.fields.sent_note.set(note, now);
        }
        if step.is_some() {
            self.fields.sent_step.set(step, now);
        }
    }

    /// Moves the next step to the draft of an unnamed call: two of them that may be there already are not merged. Later
    /// edits than those at `now` (milliseconds since 1970) are not overruled.
    fn move_next_step(&mut self, unnamed: &mut Self, now: f64) {
        let (form, sent) = (self.form(), self.fields.sent_step.get().clone());
        let mut left = unnamed.form();
        left.take_next_step(&form);
        unnamed.set_form(left, now);
        unnamed.fields.sent_step.set(sent, now);
        unnamed.fields.number.set(self.number().to_owned(), now);
        unnamed.fields.items.set(self.fields.items.get().clone(), now);
        let fields = &mut self.fields;
        for entry in [
            &mut fields.step,
            &mut fields.step_at,
            &mut fields.step_for,
            &mut fields.step_remind,
        ] {
            *entry = Edited::default();
        }
        fields.sent_step = Edited::default();
    }
}

/// Two notes as one.
fn joined(earlier: &str, later: &str) -> String {
    if earlier.is_empty() || earlier == later {
        later.to_owned()
    } else if later.is_empty() {
        earlier.to_owned()
    } else {
        format!("{earlier}\n{later}")
    }
}

impl WrapUpForm {
    /// Takes over what was typed in the form of another call: both notes, and every entry that is empty here. Returns
    /// what is left of the other form: entries that are not empty here. The target is an item of the other call.
    #[must_use]
    pub fn take_over(&mut self, mut other: Self) -> Self {
        let Self {
            result,
            code,
            saved_code,
            code_item,
            note,
            answers,
            target,
            call_item,
            rating,
            quiet,
            duration,
            cost,
            currency,
            reason,
            step,
            step_at,
            step_for,
            step_remind,
        } = &mut other;
        target.clear();
        call_item.clear();
        code_item.clear();
        // What is saved with a note of the other call is not left to save.
        if core::mem::take(saved_code) == *code {
            code.clear();
        }
        self.note = joined(&self.note, &core::mem::take(note));
        self.answers.take_over(answers);
        self.quiet |= core::mem::take(quiet);
        let entries = [
            (&mut self.result, result),
            (&mut self.code, code),
            (&mut self.rating, rating),
            (&mut self.duration, duration),
            (&mut self.cost, cost),
            (&mut self.currency, currency),
            (&mut self.reason, reason),
            (&mut self.step, step),
            (&mut self.step_at, step_at),
            (&mut self.step_for, step_for),
            (&mut self.step_remind, step_remind),
        ];
        for (entry, other) in entries {
            if entry.is_empty() || entry == other {
                *entry = core::mem::take(other);
            }
        }
        other
    }

    /// Compares the client of the text with the one on the card, both by the key of the primary item; empty where there
    /// is none.
    pub fn compare_client(&self, before: &str, primary: &str) -> ClientChange {
        if !self.is_for_client() {
            ClientChange::None
        } else if !before.is_empty() && before != primary && self.target.is_empty() {
            ClientChange::StaysWith(before.to_owned())
        } else if !primary.is_empty() && self.target == primary {
            ClientChange::Returned
        } else {
            ClientChange::None
        }
    }
}
