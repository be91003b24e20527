//! A wrap-up that is not saved yet, as it is stored beyond the end of the page.
//!
//! Every field carries the time of its last edit. Two versions of the same wrap-up (two tabs, two places where it is
//! stored) are merged field by field: the newest edit wins, so it does not matter which version was read first. A field
//! that was emptied is an edit like any other; a draft that is empty everywhere is not stored.

use super::edited::{Edited, OpenValue};
use super::timeline_entry::SentEntry;
use super::{Answers, Binding, WrapUpForm};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long an unsaved wrap-up is stored after its last edit, in milliseconds: 14 days.
pub const AGE: f64 = 14.0 * 86_400_000.0;

/// What the id of a call begins with that the portal has not named yet.
pub const ANONYMOUS: char = '?';

/// A wrap-up that is not saved yet.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct StoredDraft {
    /// `CALL_ID`; one that begins with [`ANONYMOUS`] was made here. Empty where no call is known yet.
    #[serde(rename = "call")]
    pub call_id: String,
    /// Its fields.
    #[serde(rename = "entries", default)]
    pub fields: DraftFields,
}

/// The fields of a [`StoredDraft`], each with the time of its last edit.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
#[allow(missing_docs)] // The first ones are those of `WrapUpForm`.
pub struct DraftFields {
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub result: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub code: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub saved_code: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub code_item: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub note: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub answers: Edited<Answers>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub target: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub call_item: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub rating: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub quiet: Edited<bool>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub duration: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub cost: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub currency: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub reason: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub step: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub step_at: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub step_for: Edited<String>,
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub step_remind: Edited<String>,
    /// The address of the recording.
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub record: Edited<String>,
    /// The note that was sent, while its answer is not known.
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub sent_note: Edited<Option<SentEntry>>,
    /// The next step that was sent, while its answer is not known.
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub sent_step: Edited<Option<SentEntry>>,
    /// How far finishing the call got.
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub finish: Edited<FinishProgress>,
    /// The client's phone number.
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub number: Edited<String>,
    /// What note and next step could go to, by [`Binding::key`], the primary item first.
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub items: Edited<Vec<String>>,
    /// The duration of the call in seconds.
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub seconds: Edited<Option<u64>>,
    /// Whether the call was handed over to a colleague, who finishes it.
    #[serde(skip_serializing_if = "Edited::is_untouched")]
    pub handed_over: Edited<bool>,
    /// Fields that only a newer version knows.
    #[serde(flatten)]
    other: BTreeMap<String, Edited<OpenValue>>,
}

/// How far `telephony.externalCall.finish` got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FinishProgress {
    /// It was not sent, or the portal is known not to have executed it.
    #[default]
    #[serde(rename = "")]
    NotSent,
    /// It was sent, and its answer is not known.
    Sent,
    /// The portal has confirmed it.
    Done,
}

/// Applies a macro to each field in which the agent entered something to save.
macro_rules! for_each_entry {
    ($apply:ident) => {
        $apply!(result);
        $apply!(code);
        $apply!(note);
        $apply!(answers);
        $apply!(rating);
        $apply!(quiet);
        $apply!(duration);
        $apply!(cost);
        $apply!(currency);
        $apply!(reason);
        $apply!(step);
        $apply!(step_at);
        $apply!(record);
        $apply!(sent_note);
        $apply!(sent_step);
    };
}

/// Applies a macro to each field. With only the last ones in it there is nothing to save.
macro_rules! for_each_field {
    ($apply:ident) => {
        for_each_entry!($apply);
        $apply!(target);
        $apply!(call_item);
        $apply!(saved_code);
        $apply!(code_item);
        $apply!(step_for);
        $apply!(step_remind);
        $apply!(finish);
        $apply!(number);
        $apply!(items);
        $apply!(seconds);
        $apply!(handed_over);
    };
}

impl StoredDraft {
    /// An empty one.
    pub fn of_call(call_id: &str) -> Self {
        Self {
            call_id: call_id.to_owned(),
            fields: DraftFields::default(),
        }
    }

    /// What the agent had entered.
    pub fn form(&self) -> WrapUpForm {
        let fields = &self.fields;
        let text = |field: &Edited<String>| field.get().clone();
        WrapUpForm {
            result: text(&fields.result),
            code: text(&fields.code),
            saved_code: text(&fields.saved_code),
            code_item: text(&fields.code_item),
            note: text(&fields.note),
            answers: fields.answers.get().clone(),
            target: text(&fields.target),
            call_item: text(&fields.call_item),
            rating: text(&fields.rating),
            quiet: *fields.quiet.get(),
            duration: text(&fields.duration),
            cost: text(&fields.cost),
            currency: text(&fields.currency),
            reason: text(&fields.reason),
            step: text(&fields.step),
            step_at: text(&fields.step_at),
            step_for: text(&fields.step_for),
            step_remind: text(&fields.step_remind),
        }
    }

    /// Stores what the agent has entered, edited at `now` (milliseconds since 1970).
    pub fn set_form(&mut self, form: WrapUpForm, now: f64) {
        let fields = &mut self.fields;
        fields.result.set(form.result, now);
        fields.code.set(form.code, now);
        fields.saved_code.set(form.saved_code, now);
        fields.code_item.set(form.code_item, now);
        fields.note.set(form.note, now);
        fields.answers.set(form.answers, now);
        fields.target.set(form.target, now);
        fields.call_item.set(form.call_item, now);
        fields.rating.set(form.rating, now);
        fields.quiet.set(form.quiet, now);
        fields.duration.set(form.duration, now);
        fields.cost.set(form.cost, now);
        fields.currency.set(form.currency, now);
        fields.reason.set(form.reason, now);
        fields.step.set(form.step, now);
        fields.step_at.set(form.step_at, now);
        fields.step_for.set(form.step_for, now);
        fields.step_remind.set(form.step_remind, now);
    }

    /// Takes over what was edited later in another version. Returns whether a value changed.
    pub fn merge(&mut self, other: &Self) -> bool {
        let (fields, newer) = (&mut self.fields, &other.fields);
        let mut changed = false;
        macro_rules! merge {
            ($field:ident) => {
                changed |= fields.$field.merge(&newer.$field);
            };
        }
        for_each_field!(merge);
        for (name, newer) in &newer.other {
            changed |= fields.other.entry(name.clone()).or_default().merge(newer);
        }
        changed
    }

    /// Empties every field, as an edit at `now` (milliseconds since 1970): what is left overrules older versions that
    /// are stored elsewhere.
    pub fn clear(&mut self, now: f64) {
        let fields = &mut self.fields;
        macro_rules! clear {
            ($field:ident) => {
                fields.$field.clear(now);
            };
        }
        for_each_field!(clear);
        for field in fields.other.values_mut() {
            field.clear(now);
        }
    }

    /// Fills in what nothing is entered for here.
    pub(super) fn fill_blanks(&mut self, other: &Self) {
        macro_rules! fill {
            ($field:ident) => {
                if self.fields.$field.is_blank() {
                    self.fields.$field = other.fields.$field.clone();
                }
            };
        }
        for_each_entry!(fill);
    }

    /// Whether there is nothing in it to save.
    pub fn is_empty(&self) -> bool {
        let fields = &self.fields;
        // Whether that worked has to be found out.
        let mut empty = *fields.finish.get() != FinishProgress::Sent;
        macro_rules! is_blank {
            (note) => {
                empty &= fields.note.get().trim().is_empty();
            };
            (step) => {
                empty &= fields.step.get().trim().is_empty();
            };
            ($field:ident) => {
                empty &= fields.$field.is_blank();
            };
        }
        for_each_entry!(is_blank);
        empty && fields.other.values().all(|field| field.get().is_blank())
    }

    /// The time of the last edit, in milliseconds since 1970; 0 where there was none.
    pub fn edited_at(&self) -> f64 {
        let fields = &self.fields;
        let mut last: f64 = 0.0;
        macro_rules! latest {
            ($field:ident) => {
                last = last.max(fields.$field.edited_at());
            };
        }
        for_each_field!(latest);
        fields.other.values().map(Edited::edited_at).fold(last, f64::max)
    }

    /// Whether it is too old to be stored. One from the future (the computer's time was set back) is not.
    pub fn is_old(&self, now: f64) -> bool {
        now - self.edited_at() > AGE
    }

    /// What note and next step could go to when it was written, the primary item first.
    pub fn items(&self) -> Vec<Binding> {
        self.fields
            .items
            .get()
            .iter()
            .filter_map(|key| Binding::parse(key))
            .collect()
    }

    /// The client's phone number; empty where it is not known.
    pub fn number(&self) -> &str {
        self.fields.number.get()
    }

    /// Whether the portal has not named the call yet.
    pub fn is_anonymous(&self) -> bool {
        self.call_id.starts_with(ANONYMOUS)
    }
}

/// The `CALL_ID` in the text of a draft of which this version can read nothing else; empty where it cannot be read either.
pub fn call_of(text: &str) -> String {
    let start = "\"call\":\"";
    let call_id = text.split_once(start).and_then(|(_, rest)| rest.split_once('"'));
    call_id.map_or_else(String::new, |(call_id, _)| call_id.to_owned())
}
