//! The wrap-up of a call: what the agent typed, and saving it exactly once.
//!
//! [`WrapUp`] combines parts that have their own state:
//!
//! | part | purpose |
//! |---|---|
//! | [`FormFields`] | the entries of the form, and what is wrong with them |
//! | [`RecordUpload`] | the chosen recording, and its upload |
//! | [`TranscriptEntry`] | the transcript of the saved call |
//! | [`CallDraft`] | stores every change, for the call and the client for which it was typed |
//! | [`AutoCloseHold`] | holds the card open while something is unsaved |
//! | [`SaveSequence`] | runs the steps of a save, each exactly once, and looks lost answers up |
//! | [`SaveProgress`] | the state of each step, and what the portal has confirmed |
//!
//! It reads the company's result codes and call scripts from [`Settings`], and what it has to know of its call from
//! [`Subject`].
//!
//! For the agent, *Finish call* is one save; for the portal, it is several requests. Each step has its own [`StepState`]:
//! what succeeded stays done, and what failed can be repeated alone.
//!
//! The same wrap-up is used for a call whose card is not on this page: see [`CallOwner`].

mod about;
mod attach_transcript;
mod card;
mod code_field;
mod codes;
mod draft;
mod finish;
mod form;
mod hold;
pub(super) mod look_up;
mod progress;
mod save;
mod saved;
mod script;
mod start;
mod subject;
mod summary;
mod sync;
mod timeline;
mod transcript;

pub use crate::call::WrapUpForm;
pub use draft::{CallDraft, DraftState};
pub use form::{FormFields, ZeroDuration};
pub use hold::{AutoCloseHold, HoldCountdown, HoldReason};
pub use progress::{SaveProgress, StepState};
pub use save::SaveSequence;
pub use subject::{CallOwner, Subject, Work};
pub use transcript::TranscriptEntry;

use super::draft_store::StorageLocation;
use super::settings::Settings;
use super::task::PageOwner;
use super::{Me, RecordUpload};
use crate::api::dictionary::{self, DictionaryEntry};
use crate::api::settings::SettingKey;
use crate::bx24::Client;
use crate::call::wrap_up::FieldError;
use crate::call::{Binding, StatusCode, WrapUpField};
use draft::DraftParts;
use leptos::prelude::*;
use look_up::SentHere;
use progress::SaveStatus;
use save::SaveParts;
use std::cell::Cell;
use std::rc::Rc;

/// The wrap-up of one call. A small handle: copies are the same wrap-up.
#[derive(Clone, Copy)]
pub struct WrapUp {
    /// What was entered.
    pub form: ReadSignal<WrapUpForm>,
    /// Entries that cannot be sent, in the order of the form.
    pub errors: ReadSignal<Vec<(WrapUpField, FieldError)>>,
    /// Whether an answered call may be saved with a duration of 0.
    pub zero_duration: ReadSignal<ZeroDuration>,
    /// Where the save stands.
    pub progress: ReadSignal<SaveProgress>,
    /// Where the draft is stored, and what the agent has to know about it.
    pub draft_status: Memo<DraftStatus>,
    /// The recording of the call.
    pub record: RecordUpload,
    /// The transcript of the call.
    pub transcript: TranscriptEntry,
    /// The portal's currencies; empty until they are known.
    pub currencies: ReadSignal<Vec<DictionaryEntry>>,
    set_currencies: WriteSignal<Vec<DictionaryEntry>>,
    settings: Settings,
    has_codes: bool,
    has_scripts: bool,
    fields: FormFields,
    save_status: SaveStatus,
    draft: CallDraft,
    hold: AutoCloseHold,
    save: SaveSequence,
    inner: StoredValue<Inner, LocalStorage>,
}

/// How safe the wrap-up is, and what the agent has to know about it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct DraftStatus {
    /// Where it is stored.
    pub place: StorageLocation,
    /// The seconds that the portal leaves the card open, once it wanted to close it.
    pub seconds: Option<u32>,
    /// Whether that can be extended.
    pub can_extend: bool,
    /// The number of the call that the wrap-up belongs to, where the card went on to another call.
    pub elsewhere: Option<String>,
    /// The item that note and next step stay with, by its key, where the card went on to another client.
    pub stays_with: Option<String>,
    /// What stood here before another page of this app changed it.
    pub replaced: Option<WrapUpForm>,
    /// How many wrap-ups of other calls are stored.
    pub others: usize,
}

struct Inner {
    client: Client,
    subject: Rc<dyn Subject>,
    owner: PageOwner,
    asked_currencies: Cell<bool>,
}

impl WrapUp {
    /// An empty wrap-up. `hold` holds the card open; one of a page that is not a card does nothing.
    ///
    /// Whether it has result codes and call scripts of the company is decided here: what the portal answers later moves nothing.
    pub fn of_call(
        client: Client,
        me: Me,
        settings: Settings,
        subject: impl Subject + 'static,
        hold: AutoCloseHold,
    ) -> Self {
        let has = |key| untrack(|| settings.with(key, |list| !list.items().is_empty())) == Some(true);
        let subject: Rc<dyn Subject> = Rc::new(subject);
        let (fields, record, progress) = (FormFields::default(), RecordUpload::new(), SaveStatus::new());
        let parts = DraftParts {
            form: fields,
            record,
            progress,
            hold,
            me,
        };
        let draft = CallDraft::new(parts, subject.clone());
        let transcript = TranscriptEntry::new(draft);
        let (currencies, set_currencies) = signal(Vec::new());
        let save = SaveSequence::new(SaveParts {
            client: client.for_actions(),
            me,
            settings,
            subject: subject.clone(),
            form: fields,
            record,
            transcript,
            draft,
            hold,
            progress,
            sent_here: SentHere::default(),
        });
        let this = Self {
            form: fields.entered.read_only(),
            errors: fields.errors.read_only(),
            zero_duration: fields.zero_duration.read_only(),
            progress: progress.0.read_only(),
            draft_status: Memo::new(move |_| status(draft, hold)),
            record,
            transcript,
            currencies,
            set_currencies,
            settings,
            has_codes: has(SettingKey::ResultCodes),
            has_scripts: has(SettingKey::Scripts),
            fields,
            save_status: progress,
            draft,
            hold,
            save,
            inner: StoredValue::new_local(Inner {
                client,
                subject,
                owner: PageOwner::current(),
                asked_currencies: Cell::default(),
            }),
        };
        this.look_up_interrupted();
        this
    }

    /// From now on every change is stored, and what was stored of this call earlier is back.
    pub fn keep(self) {
        if let Some(client) = self.inner.try_with_value(|inner| inner.client.clone()) {
            self.draft.follow(client);
            self.transcript.load();
            self.restore_summary();
        }
    }

    /// Changes what was entered.
    pub fn edit(self, change: impl FnOnce(&mut WrapUpForm)) {
        self.draft.edit(change);
    }

    /// Changes the note.
    pub fn write_note(self, note: String) {
        self.edit(move |form| form.note = note);
    }

    /// The result code: the one chosen, else the one the call failed with, else by duration as the portal does it.
    /// Tracks it.
    pub fn result(self) -> StatusCode {
        self.fields.result(|| self.failed(), || self.draft.seconds())
    }

    /// The duration in seconds that is sent: the one that was entered, else the measured one of an answered call.
    /// Tracks it.
    pub fn duration(self) -> Option<u64> {
        self.fields.duration(|| self.failed(), || self.draft.seconds())
    }

    /// Whether a talk was measured whose duration is not sent, because the call was not answered. Tracks it.
    pub fn leaves_out_duration(self) -> bool {
        !self.result().is_answered() && self.draft.seconds().is_some() && self.duration().is_none()
    }

    fn failed(self) -> Option<StatusCode> {
        self.inner.try_with_value(|inner| inner.subject.failed())?
    }

    /// What note and next step can go to. Tracks it.
    pub fn items(self) -> Vec<Binding> {
        self.draft.items()
    }

    /// Asks for the portal's currencies, once.
    pub fn load_currencies(self) {
        let asked = self.inner.try_with_value(|inner| {
            let client = inner.client.clone();
            (!inner.asked_currencies.replace(true)).then_some((client, inner.owner))
        });
        let Some(Some((client, owner))) = asked else {
            return;
        };
        owner.spawn(async move {
            match dictionary::currencies(&client).await {
                Ok(currencies) => drop(self.set_currencies.try_set(currencies)),
                // The code can be typed, and the next look asks again.
                Err(_) => drop(
                    self.inner
                        .try_with_value(|inner| inner.asked_currencies.set(false)),
                ),
            }
        });
    }

    /// Whether this page is the card of the call, with its clock.
    pub fn is_here(self) -> bool {
        let is_here = |inner: &Inner| *inner.subject.whose() == CallOwner::Here;
        self.inner.try_with_value(is_here) == Some(true)
    }

    /// What the portal reported with the saved call (`ERRORS`), for diagnostics. Does not track it.
    pub fn follow_up_errors(self) -> Vec<String> {
        let errors = self
            .progress
            .try_with_untracked(|progress| progress.errors.clone());
        errors.unwrap_or_default()
    }

    /// The address of an activity, for a link.
    pub fn activity_link(self, id: u64) -> Option<String> {
        let path = format!("/crm/activity/?open_view={id}");
        self.inner.try_with_value(|inner| inner.client.address(&path))?
    }

    /// Note and next step go to the client who is on the card now.
    pub fn send_to_client(self) {
        self.draft.send_to_client();
    }

    /// The agent has read that note and next step stay where they belong.
    pub fn leave_with_client(self) {
        self.draft.update_state(|state| state.stays_with = None);
    }

    /// Brings back what another page of this app replaced.
    pub fn bring_back(self) {
        let replaced = self.draft.state.try_update(|state| state.replaced.take());
        if let Some(Some(replaced)) = replaced {
            self.edit(|form| *form = replaced);
        }
    }

    /// The agent has read that another page changed something.
    pub fn leave_replaced(self) {
        self.draft.update_state(|state| state.replaced = None);
    }

    /// Discards all that was typed, and what is known of saving it. What is being saved cannot be discarded.
    pub fn discard(self) {
        if self.is_saving() {
            return;
        }
        self.record.clear();
        self.transcript.discard();
        self.draft.clear();
        self.save_status.update(SaveProgress::forget_failed_entries);
        self.draft.release_unsaved();
        self.inner.try_with_value(|inner| inner.subject.saved());
    }

    /// Has the portal leave the card open for longer.
    pub fn extend(self) {
        self.hold.extend();
    }

    /// Where the wrap-up is stored.
    pub fn place(self) -> StorageLocation {
        let location = self.draft.state.try_with_untracked(|state| state.location);
        location.unwrap_or_default()
    }
}

fn status(draft: CallDraft, hold: AutoCloseHold) -> DraftStatus {
    let countdown = hold.countdown.get();
    let state = draft.state.get();
    DraftStatus {
        place: state.location,
        seconds: countdown.map(|countdown| countdown.seconds),
        can_extend: countdown.is_some_and(|countdown| countdown.can_extend),
        elsewhere: draft.left_number(),
        // The agent may have chosen another one since.
        stays_with: state
            .stays_with
            .filter(|item| draft.parts.form.entered.with(|form| form.target == *item)),
        replaced: state.replaced,
        others: state.others,
    }
}
