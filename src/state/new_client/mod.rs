//! A client for an unknown caller: what the agent enters, and creating it exactly once.
//!
//! | part | what it does |
//! |---|---|
//! | [`RequiredFields`] | what the portal requires of a new item |
//! | `record` | stores what was entered and sent, for the call |
//! | `create` | looks for duplicates, creates, and looks a lost answer up |

mod create;
mod fields;
mod record;

pub use fields::RequiredFields;

use super::action::ExclusiveAction;
use super::names::Names;
use super::wrap_up::AutoCloseHold;
use super::{Me, WrapUp};
use crate::api::crm::Item;
use crate::bx24::{Client, Error};
use crate::call::{Binding, NewClientError, NewClientField, NewClientForm, NewClientRecord, NewKind};
use create::Creation;
use futures_channel::oneshot;
use leptos::prelude::*;

/// Making a client of the caller of one call. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub struct NewClient {
    /// What was entered, sent and created.
    pub record: ReadSignal<NewClientRecord>,
    /// Where it stands.
    pub stage: ReadSignal<NewClientStage>,
    /// Entries that cannot be sent, in the order of the form.
    pub errors: ReadSignal<Vec<(NewClientField, NewClientError)>>,
    /// What the portal requires.
    pub fields: RequiredFields,
    set_errors: WriteSignal<Vec<(NewClientField, NewClientError)>>,
    creation: Creation,
    hold: AutoCloseHold,
    action: ExclusiveAction<CreateRequest, ()>,
    /// Those who wait for its end.
    waiting: StoredValue<Vec<oneshot::Sender<()>>, LocalStorage>,
}

/// Where creating stands.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum NewClientStage {
    /// The agent enters something, or nothing was begun.
    #[default]
    Entering,
    /// The portal is asked who has the number already.
    Checking,
    /// That is not known: the agent decides.
    CheckFailed(Error),
    /// These have the number already: the agent decides. The name may be unknown.
    Duplicates(Vec<(Binding, Option<Item>)>),
    /// It is being created.
    Creating,
    /// The answer is lost, and is being looked up.
    LookingUp,
    /// The portal is known not to have created it.
    Failed(Error),
    /// It was sent, and nobody knows whether the portal has created it.
    Unknown(Error),
    /// The portal has confirmed it.
    Created,
}

/// What the agent asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateRequest {
    /// The number of the caller.
    number: String,
    consent: Consent,
}

/// What the agent has said about those who have the number already.
#[derive(Clone, Debug, PartialEq)]
enum Consent {
    /// Nothing yet: they are looked for.
    Ask,
    /// Create in spite of them.
    Anyway,
    /// Create the deal for this contact or company.
    For(Binding),
}

/// What it needs.
pub(super) struct NewClientParts {
    pub client: Client,
    pub me: Me,
    pub names: Names,
    pub fields: RequiredFields,
    pub hold: AutoCloseHold,
    pub record: RwSignal<NewClientRecord>,
    pub wrap_up: WrapUp,
    /// `CALL_ID`; empty as long as the portal has not named the call.
    pub call_id: Box<dyn Fn() -> String>,
    /// Whether the portal has bound the call to anything.
    pub is_bound: Box<dyn Fn() -> bool>,
}

impl NewClient {
    /// Nothing was entered yet.
    pub(super) fn of_call(parts: NewClientParts) -> Self {
        let (fields, record, hold) = (parts.fields, parts.record, parts.hold);
        let creation = Creation::new(parts);
        let run = move |request| async move {
            creation.run(request).await;
            Ok(())
        };
        let (errors, set_errors) = signal(Vec::new());
        let this = Self {
            record: record.read_only(),
            stage: creation.stage.read_only(),
            errors,
            fields,
            set_errors,
            creation,
            hold,
            action: ExclusiveAction::new(run),
            waiting: StoredValue::new_local(Vec::new()),
        };
        Effect::new(move |was_pending: Option<bool>| {
            let is_pending = this.is_pending();
            if was_pending == Some(true) && !is_pending {
                this.creation.release_card();
                this.waiting.try_update_value(Vec::clear);
            }
            is_pending
        });
        this
    }

    /// Waits until nothing is being created.
    pub(super) async fn ended(self) {
        if !untrack(|| self.is_pending()) {
            return;
        }
        let (sender, ended) = oneshot::channel();
        self.waiting.try_update_value(|waiting| waiting.push(sender));
        // It ends when the sender is dropped.
        let _ = ended.await;
    }

    /// The portal may have named the call: what was stored of it is back.
    pub(super) fn follow_call(self) {
        self.creation.stored.follow_call(move || self.show_stored());
        self.restore_target();
    }

    /// What an earlier page has stored of the call is back.
    fn show_stored(self) {
        if let Some(kind) = self.kind_untracked() {
            self.fields.load(kind);
            if self.record.with_untracked(|record| record.sent.is_some()) {
                // The page before this one ended before the answer came.
                self.creation
                    .stage
                    .set(NewClientStage::Unknown(create::no_answer()));
            }
        }
        self.creation.load_names();
        if self.is_unsaved() {
            self.hold.require();
        }
        self.restore_target();
    }

    /// Takes over what was noted for another place of the same call.
    pub(super) fn take_over(self, other: Self) {
        let mut noted = NewClientRecord::default();
        other
            .creation
            .stored
            .update(|record| noted = core::mem::take(record));
        self.creation.stored.update(|record| record.join(noted));
        let stage = other
            .creation
            .stage
            .try_update(core::mem::take)
            .unwrap_or_default();
        if self.stage.get_untracked() == NewClientStage::Entering {
            self.creation.stage.set(stage);
        }
        self.restore_target();
    }

    /// The client of the call is the target again, where the agent has discarded the wrap-up or the page was loaded again.
    pub(super) fn restore_target(self) {
        self.creation.restore_target();
    }

    /// Whether nothing was entered, sent or chosen. Does not track it.
    pub fn is_blank(self) -> bool {
        self.record.try_with_untracked(NewClientRecord::is_blank) != Some(false)
    }

    /// Whether something was entered, or nobody knows what became of it. Does not track it.
    pub fn is_unsaved(self) -> bool {
        self.creation.is_unsaved()
    }

    /// The same. Tracks it.
    pub fn has_unsaved(self) -> bool {
        self.record.track();
        self.stage.track();
        self.is_unsaved()
    }

    /// Whether something is under way. Does not track it.
    pub fn is_running(self) -> bool {
        self.action.with_untracked(|state| state.pending) == Some(true)
    }

    /// Whether something is under way. Tracks it.
    pub fn is_pending(self) -> bool {
        self.action.is_pending()
    }

    /// Opens the form for this kind. What was entered for another kind stays.
    pub fn open(self, kind: NewKind) {
        if self.is_running() || self.creation.is_unknown() {
            return;
        }
        self.edit(move |form| form.kind = Some(kind));
        self.fields.load(kind);
    }

    /// Closes the form. What was entered is there when it is opened again.
    pub fn close(self) {
        if !self.is_running() && !self.creation.is_unknown() {
            self.edit(|form| form.kind = None);
            self.creation.release_card();
        }
    }

    /// Changes what was entered.
    pub fn edit(self, change: impl FnOnce(&mut NewClientForm)) {
        self.set_errors.set(Vec::new());
        self.creation.stored.update(|record| change(&mut record.form));
        // What was found or refused is about the former entries.
        self.creation.stage.maybe_update(|stage| {
            let is_over = matches!(
                stage,
                NewClientStage::CheckFailed(_)
                    | NewClientStage::Duplicates(_)
                    | NewClientStage::Failed(_)
                    | NewClientStage::Created
            );
            if is_over {
                *stage = NewClientStage::Entering;
            }
            is_over
        });
        if self.is_unsaved() {
            self.hold.require();
        } else {
            self.creation.release_edited();
        }
    }

    /// Creates what was entered for the caller with this number, unless somebody has it already. Returns `false` where an
    /// entry cannot be sent; then nothing was.
    pub fn create(self, number: &str) -> bool {
        self.start(number, Consent::Ask)
    }

    /// Creates it, whoever has the number already.
    pub fn create_anyway(self, number: &str) -> bool {
        self.start(number, Consent::Anyway)
    }

    /// Creates the deal for this contact or company.
    pub fn create_for(self, number: &str, client: Binding) -> bool {
        self.start(number, Consent::For(client))
    }

    /// Does again what failed, or looks again what became of it.
    pub fn retry(self, number: &str) -> bool {
        let consent = self.action.with_untracked(|state| state.input.clone()).flatten();
        let consent = consent.map_or(Consent::Ask, |request| request.consent);
        self.start(number, consent)
    }

    /// The call belongs to this item: note and next step go to it.
    pub fn choose(self, item: &Binding, known: &Item) {
        self.creation.choose(item, known);
        self.close();
    }

    /// The call does not belong to what was chosen for it.
    pub fn undo_choice(self) {
        self.creation.undo_choice();
    }

    fn start(self, number: &str, consent: Consent) -> bool {
        let errors = untrack(|| {
            let form = self.record.with(|record| record.form.clone());
            let fields = form.kind.map(|kind| self.fields.of(kind));
            form.check(&fields.unwrap_or_default())
        });
        // What was sent is looked up, whatever stands in the form.
        let is_fine = errors.is_empty() || self.creation.is_unknown();
        self.set_errors.set(if is_fine { Vec::new() } else { errors });
        if is_fine {
            self.action.start(CreateRequest {
                number: number.to_owned(),
                consent,
            });
        }
        is_fine
    }

    fn kind_untracked(self) -> Option<NewKind> {
        self.record.with_untracked(|record| record.form.kind)
    }
}
