//! The form of a wrap-up: what the agent entered, and whether it can be sent.

use super::wrap_up::{FieldError, check_note, parse_cost, parse_duration};
use super::{Answers, Binding, StatusCode};

/// What the agent has entered, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct WrapUpForm {
    /// The result code; empty for the one that the call suggests.
    pub result: String,
    /// The result code of the company, by its title; empty for none.
    pub code: String,
    /// The result code that stands at the head of a note that is saved already.
    pub saved_code: String,
    /// The item that this note went to, by [`Binding::key`].
    pub code_item: String,
    /// The note.
    pub note: String,
    /// The answers to the questions of a call script. They are saved with the note.
    pub answers: Answers,
    /// Which item note and next step go to, by [`Binding::key`]; empty for the primary one.
    pub target: String,
    /// The item that the agent has chosen for the call, by [`Binding::key`]; empty where there is none. The call is bound
    /// to it when it is finished, if it is the target by then, too.
    pub call_item: String,
    /// The rating, `1` to `5`; empty for none.
    pub rating: String,
    /// Whether no message about the call is sent to the chat.
    pub quiet: bool,
    /// The duration; empty for what the clock shows.
    pub duration: String,
    /// The cost.
    pub cost: String,
    /// The currency of the cost.
    pub currency: String,
    /// Why the call failed.
    pub reason: String,
    /// The title of the next step.
    pub step: String,
    /// When the next step is due, as a date field has it (`2026-03-10T11:19`).
    pub step_at: String,
    /// The id of the colleague that the next step is for; empty for the agent.
    pub step_for: String,
    /// How many minutes before the next step is due its reminder comes; empty for [`REMINDER`], [`NO_REMINDER`] for none.
    pub step_remind: String,
}

/// The usual reminder of a next step, in minutes before it is due.
pub const REMINDER: u64 = 15;

/// The choice of no reminder.
pub const NO_REMINDER: &str = "none";

/// A field of the wrap-up that can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WrapUpField {
    /// The result code of the company.
    ResultCode,
    /// The note.
    Note,
    /// The deadline of the next step.
    NextStepDeadline,
    /// The duration.
    Duration,
    /// The cost.
    Cost,
    /// The address of the recording.
    RecordAddress,
    /// The file of the recording.
    RecordFile,
}

/// What an agent asks to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveRequest {
    /// Note and next step.
    Note,
    /// Note and next step, the call, and its recording.
    Call,
    /// Nothing: it is found out whether the call is finished. If it is, it is bound to the item that the agent chose.
    LookUp,
    /// The recording, of a call that is finished.
    Recording,
    /// The binding of the call's activity to the item that the agent chose.
    Binding,
    /// The transcript, of a call that is finished.
    Transcript,
}

/// What is not known from the form alone.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools)] // Each is a fact of its own.
pub struct FormContext {
    /// Whether there is a CRM item for note and next step.
    pub has_target: bool,
    /// Whether the date of the next step is one.
    pub has_deadline: bool,
    /// Whether a result code of the company is required.
    pub needs_code: bool,
    /// Whether the result code is saved with a note, and its field of the CRM item has it not yet.
    pub needs_field: bool,
    /// Whether a note or a next step was sent, and it is to be found out what became of it.
    pub has_sent: bool,
}

impl WrapUpForm {
    /// Whether there is nothing to save. Target, colleague and reminder say nothing by themselves.
    pub fn is_blank(&self) -> bool {
        let spaces = |text: &str| if text.trim().is_empty() { text } else { "" }.to_owned();
        let rest = Self {
            note: spaces(&self.note),
            step: spaces(&self.step),
            target: self.target.clone(),
            call_item: self.call_item.clone(),
            saved_code: self.saved_code.clone(),
            code_item: self.code_item.clone(),
            step_for: self.step_for.clone(),
            step_remind: self.step_remind.clone(),
            ..Self::default()
        };
        *self == rest
    }

    /// Whether there is a note to send: a text, or answers.
    pub fn has_note(&self) -> bool {
        !self.note_body().is_empty()
    }

    /// The answers, a line for each, and the text; empty where there is neither.
    fn note_body(&self) -> String {
        let answers = self.answers.text();
        if self.note.trim().is_empty() {
            answers
        } else if answers.is_empty() {
            self.note.clone()
        } else {
            [&answers, "\n", &self.note].concat()
        }
    }

    /// The result code that no saved note has at its head yet; empty where there is none.
    pub fn open_code(&self) -> &str {
        if self.code == self.saved_code {
            ""
        } else {
            &self.code
        }
    }

    /// The item whose saved note has the result code at its head; nothing where no note has it yet.
    pub fn item_of_code(&self) -> Option<Binding> {
        let is_saved = !self.code.is_empty() && self.open_code().is_empty();
        Binding::parse(&self.code_item).filter(|_| is_saved)
    }

    /// The note as it is sent: with the result code and the answers at its head. Empty where there is nothing to send.
    pub fn note_text(&self) -> String {
        match (self.open_code(), self.note_body()) {
            ("", body) => body,
            (code, body) if body.is_empty() => code.to_owned(),
            (code, body) => [code, ":\n", &body].concat(),
        }
    }

    /// Notes that a note with this text is saved: what stands at its head is not sent again.
    pub fn mark_saved(&mut self, text: &str) {
        if self.is_code_in(text) {
            self.saved_code.clone_from(&self.code);
        }
        self.answers.remove_written(text);
    }

    /// Takes out of the note what a note with this text has of it, at the item that it is for. This comes before
    /// [`WrapUpForm::mark_saved`], which forgets the answers of that text.
    pub fn remove_written_note(&mut self, text: &str) {
        if self.remove_saved_note(text) {
            return;
        }
        // Lines with the result code and the answers may stand before what was typed.
        for (at, _) in text.match_indices('\n') {
            let typed = text[at + 1..].trim_end();
            let is_head = text[..at].lines().all(|line| self.is_head(line));
            // The last line of a longer note can also be the beginning of another sentence.
            let is_whole = |rest: &str| {
                rest.is_empty() || rest.starts_with('\n') || !typed.ends_with(char::is_alphanumeric)
            };
            let is_typed = self
                .note
                .strip_prefix(typed)
                .is_some_and(|rest| is_head || is_whole(rest));
            if is_typed && self.remove_saved_note(typed) {
                break;
            }
        }
    }

    /// Whether this line of a note has the result code, or the answer to a question that is answered here.
    fn is_head(&self, line: &str) -> bool {
        let is_code = line
            .strip_suffix(':')
            .is_some_and(|code| !code.is_empty() && code == self.code);
        is_code
            || self
                .answers
                .questions()
                .iter()
                .any(|question| line.starts_with(question.as_str()))
    }

    /// Takes out of the note what is saved of it: what was typed after that stays. A note that was changed stays whole, and
    /// so does one whose last word was not finished yet. Returns whether something was taken out.
    pub fn remove_saved_note(&mut self, saved: &str) -> bool {
        // Alphabets without capital letters may have no spaces between words.
        let is_of_word = |c: char| c.is_uppercase() || c.is_lowercase() || c.is_numeric();
        if self.note == saved {
            self.note.clear();
            return true;
        }
        let saved = saved.trim_end();
        let Some(rest) = self.note.strip_prefix(saved).filter(|_| !saved.is_empty()) else {
            return false;
        };
        let is_in_word = saved.ends_with(is_of_word) && rest.starts_with(is_of_word);
        if !is_in_word {
            self.note = rest.trim_start().to_owned();
        }
        !is_in_word
    }

    /// Whether this text of a note has the result code at its head.
    pub fn is_code_in(&self, text: &str) -> bool {
        let rest = text.strip_prefix(&self.code);
        !self.code.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(":\n"))
    }

    /// The result code: the one chosen, else the one the call `failed` with, else by duration as the portal does it. A
    /// code that the documents do not name is `OTHER`: `finish` takes no other one. `talked` are the seconds that the
    /// parties talked, as far as that was measured; nothing where they never did.
    pub fn status_code(
        &self,
        failed: impl FnOnce() -> Option<StatusCode>,
        talked: impl FnOnce() -> Option<u64>,
    ) -> StatusCode {
        let code = StatusCode::parse(&self.result).or_else(failed);
        let by_duration = || {
            let seconds = self.entered_seconds().or_else(talked);
            StatusCode::by_duration(seconds.unwrap_or_default())
        };
        code.map_or_else(by_duration, StatusCode::documented)
    }

    /// The duration in seconds: the one that was entered, else the seconds that they `talked`.
    ///
    /// A measured duration goes only with a call that was answered: the portal takes every call with a duration for a
    /// talk, and the clock of a call that an app registered runs from the moment that its card opens.
    pub fn seconds(
        &self,
        failed: impl FnOnce() -> Option<StatusCode>,
        talked: impl FnOnce() -> Option<u64>,
    ) -> Option<u64> {
        self.entered_seconds().or_else(|| {
            let talked = talked();
            talked.filter(|_| self.status_code(failed, || talked).is_answered())
        })
    }

    /// The duration in seconds that was entered; nothing where there is none, or none that can be read.
    fn entered_seconds(&self) -> Option<u64> {
        parse_duration(&self.duration).ok().flatten()
    }

    /// Whether a next step was begun.
    pub fn has_next_step(&self) -> bool {
        !self.step.trim().is_empty() || !self.step_at.is_empty()
    }

    /// The call belongs to this item: note and next step go to it.
    pub fn choose_call_item(&mut self, item: &Binding) {
        self.target = item.key();
        self.call_item.clone_from(&self.target);
    }

    /// Whether what this field is checked with is the same in another form: what was wrong there is wrong here.
    pub fn has_same(&self, field: WrapUpField, other: &Self) -> bool {
        match field {
            WrapUpField::ResultCode => self.code == other.code,
            WrapUpField::NextStepDeadline => self.step == other.step && self.step_at == other.step_at,
            WrapUpField::Duration => self.duration == other.duration,
            WrapUpField::Cost => self.cost == other.cost,
            WrapUpField::Note | WrapUpField::RecordAddress | WrapUpField::RecordFile => {
                let mut same = other.clone();
                same.duration.clone_from(&self.duration);
                same.cost.clone_from(&self.cost);
                *self == same
            }
        }
    }

    /// Whether anything was typed for the client.
    pub fn is_for_client(&self) -> bool {
        !self.note.trim().is_empty() || !self.answers.is_empty() || self.has_next_step()
    }

    /// Empties the entries that are sent with the call. Note and next step stay, and so does the target. The result code
    /// stays where it is not saved everywhere (`keeps_code`).
    pub fn clear_call_entries(&mut self, keeps_code: bool) {
        if !keeps_code {
            self.code.clear();
            self.saved_code.clear();
            self.code_item.clear();
        }
        *self = Self {
            code: core::mem::take(&mut self.code),
            saved_code: core::mem::take(&mut self.saved_code),
            code_item: core::mem::take(&mut self.code_item),
            note: core::mem::take(&mut self.note),
            answers: core::mem::take(&mut self.answers),
            target: core::mem::take(&mut self.target),
            call_item: core::mem::take(&mut self.call_item),
            step: core::mem::take(&mut self.step),
            step_at: core::mem::take(&mut self.step_at),
            step_for: core::mem::take(&mut self.step_for),
            step_remind: core::mem::take(&mut self.step_remind),
            ..Self::default()
        };
    }

    /// Takes the next step of another form, whatever stands here.
    pub fn take_next_step(&mut self, other: &Self) {
        self.step.clone_from(&other.step);
        self.step_at.clone_from(&other.step_at);
        self.step_for.clone_from(&other.step_for);
        self.step_remind.clone_from(&other.step_remind);
    }

    /// Empties what the next step consists of.
    pub fn clear_next_step(&mut self) {
        for entry in [
            &mut self.step,
            &mut self.step_at,
            &mut self.step_for,
            &mut self.step_remind,
        ] {
            entry.clear();
        }
    }

    /// Whether the next step is the same in another form.
    pub fn has_same_next_step(&self, other: &Self) -> bool {
        let step = |form: &Self| {
            [&form.step, &form.step_at, &form.step_for, &form.step_remind].map(ToOwned::to_owned)
        };
        step(self) == step(other)
    }

    /// How many minutes before the next step is due its reminder comes; nothing for no reminder.
    pub fn reminder(&self) -> Option<u64> {
        match self.step_remind.as_str() {
            "" => Some(REMINDER),
            minutes => minutes.parse().ok(),
        }
    }

    /// The entries that cannot be sent, in the order of the form. Those of the recording are checked where it is
    /// chosen.
    pub fn check(&self, request: SaveRequest, context: FormContext) -> Vec<(WrapUpField, FieldError)> {
        let mut errors = Vec::new();
        if !matches!(request, SaveRequest::Note | SaveRequest::Call) {
            return errors;
        }
        if request == SaveRequest::Call && context.needs_code && self.code.is_empty() {
            errors.push((WrapUpField::ResultCode, FieldError::ResultCodeMissing));
        }
        if let Err(error) = check_note(&self.note_text()) {
            errors.push((WrapUpField::Note, error));
        }
        // A call without a client has a result all the same; it is written nowhere then.
        let has_code = request == SaveRequest::Note && !self.open_code().is_empty();
        let is_entered = self.has_note() || self.has_next_step() || has_code;
        if is_entered && !context.has_target {
            errors.push((WrapUpField::Note, FieldError::NoTarget));
        }
        if request == SaveRequest::Note && !is_entered && !context.needs_field && !context.has_sent {
            errors.push((WrapUpField::Note, FieldError::NoteEmpty));
        }
        if self.has_next_step() && !context.has_deadline {
            errors.push((WrapUpField::NextStepDeadline, FieldError::Deadline));
        }
        if request == SaveRequest::Call {
            if let Err(error) = parse_duration(&self.duration) {
                errors.push((WrapUpField::Duration, error));
            }
            if let Err(error) = parse_cost(&self.cost) {
                errors.push((WrapUpField::Cost, error));
            }
        }
        errors
    }

    /// Whether nothing was typed since `saved` was sent. Note and next step leave the form as soon as they are saved,
    /// and the target stays with the card.
    pub fn is_saved_by(&self, saved: &Self) -> bool {
        let mut rest = saved.clone();
        if !rest.note_text().is_empty() {
            rest.note.clear();
            rest.answers = Answers::default();
        }
        if rest.has_next_step() {
            rest.clear_next_step();
        }
        rest.target.clone_from(&self.target);
        rest.call_item.clone_from(&self.call_item);
        rest.saved_code.clone_from(&self.saved_code);
        rest.code_item.clone_from(&self.code_item);
        *self == rest
    }
}
