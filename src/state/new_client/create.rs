//! Creating the client: who has the number already is asked first, and an answer that is lost is looked up before anything
//! is sent again.

use super::fields::RequiredFields;
use super::record::StoredRecord;
use super::{Consent, CreateRequest, NewClientParts, NewClientStage};
use crate::api::crm::{self, Item};
use crate::api::duplicates;
use crate::api::new_item::{self, NewItem};
use crate::bx24::{Client, Error, ErrorKind};
use crate::call::{Binding, CreateAttempt, NewClientRecord, NewKind};
use crate::state::names::Names;
use crate::state::wrap_up::look_up::{LOOKS, Presence, look_up, may_be_executed, sent_since};
use crate::state::{Me, StepState, WrapUp};
use leptos::prelude::*;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;

/// Creating the client of one call. A small handle: copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Creation {
    pub stored: StoredRecord,
    pub stage: RwSignal<NewClientStage>,
    me: Me,
    names: Names,
    wrap_up: WrapUp,
    fields: RequiredFields,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    client: Client,
    is_bound: Box<dyn Fn() -> bool>,
    /// Those who have the number, as far as that was asked.
    duplicates: RefCell<Vec<Binding>>,
    /// What this page has sent last. Of that the queue knows whether it may still be executed.
    sent_here: RefCell<Option<CreateAttempt>>,
}

/// What was found: an item that an attempt has created.
type Found = Option<(Binding, Item)>;

/// A step of creating. It ends with the stage that is shown where it does not succeed.
type Step<'a, T> = Pin<Box<dyn Future<Output = Result<T, NewClientStage>> + 'a>>;

/// The failure of a request that nobody has answered.
pub(super) fn no_answer() -> Error {
    Error::of(ErrorKind::NoAnswer, "")
}

impl Creation {
    pub fn new(parts: NewClientParts) -> Self {
        Self {
            stored: StoredRecord::new(parts.record, parts.wrap_up, parts.me, parts.call_id),
            stage: RwSignal::default(),
            me: parts.me,
            names: parts.names,
            wrap_up: parts.wrap_up,
            fields: parts.fields,
            inner: StoredValue::new_local(Inner {
                client: parts.client.for_actions(),
                is_bound: parts.is_bound,
                duplicates: RefCell::default(),
                sent_here: RefCell::default(),
            }),
        }
    }

    /// Whether something was sent, and nobody knows whether the portal has created it: then nothing else is created.
    pub fn is_unknown(self) -> bool {
        let is_sent = self.record(|record| record.sent.is_some());
        let is_unknown = |stage: &NewClientStage| matches!(stage, NewClientStage::Unknown(_));
        is_sent && self.stage.try_with_untracked(is_unknown) == Some(true)
    }

    /// Whether something was entered, or nobody knows what became of it.
    pub fn is_unsaved(self) -> bool {
        self.record(|record| record.form.is_entered()) || self.is_unknown()
    }

    /// Lets the card go where nothing is left to save.
    pub fn release_card(self) {
        self.wrap_up.release_card();
    }

    /// The same after the agent has taken back what was entered.
    pub fn release_edited(self) {
        self.wrap_up.release_edited();
    }

    /// Asks for the names of what was created or chosen before the page was loaded.
    pub fn load_names(self) {
        let items = self.record(NewClientRecord::targets);
        if !items.is_empty() {
            self.names.load_besides(items);
        }
    }

    /// Creates what was entered.
    pub async fn run(self, request: CreateRequest) {
        let stage = match self.create(request).await {
            Ok(()) => NewClientStage::Created,
            Err(stage) => stage,
        };
        self.stage.try_set(stage);
    }

    /// The call belongs to this item: note and next step go to it.
    pub fn choose(self, item: &Binding, known: &Item) {
        self.names.add_known(item.clone(), known);
        let key = item.key();
        self.stored.update(|record| record.chosen = key);
        self.set_target(item);
    }

    /// The call does not belong to what was chosen for it.
    pub fn undo_choice(self) {
        self.stored.update(|record| record.chosen.clear());
        self.wrap_up.undo_choice();
    }

    /// Note and next step go to the client of the call, unless the agent has chosen another item, the portal has bound the
    /// call, or it is saved.
    pub fn restore_target(self) {
        let Some(item) = Binding::parse(&self.record(|record| record.chosen.clone())) else {
            return;
        };
        let has_target = self
            .wrap_up
            .form
            .try_with_untracked(|form| !form.target.is_empty());
        let is_finished = self
            .wrap_up
            .progress
            .try_with_untracked(|progress| progress.finish == StepState::Done);
        let is_bound = untrack(|| self.inner.try_with_value(|inner| (inner.is_bound)()));
        if [has_target, is_finished, is_bound] == [Some(false); 3] {
            self.set_target(&item);
        }
    }

    fn set_target(self, item: &Binding) {
        self.wrap_up.choose_call_item(item);
    }

    async fn create(self, request: CreateRequest) -> Result<(), NewClientStage> {
        let client = self
            .inner
            .try_with_value(|inner| inner.client.clone())
            .ok_or(NewClientStage::Entering)?;
        // Another page with the same call may have sent something meanwhile.
        self.stored.store();
        if let Some(sent) = self.record(|record| record.sent.clone()) {
            let stage = self.stage.try_get_untracked();
            self.set_stage(NewClientStage::LookingUp);
            let is_there = self.look_again(&client, sent).await?;
            if !is_there && matches!(stage, Some(NewClientStage::Unknown(_))) {
                // Nothing is sent that the agent has not asked for after reading this.
                return Err(NewClientStage::Failed(no_answer()));
            }
        }
        let Some(kind) = self.record(|record| record.form.kind) else {
            // It was created, as has just been found out.
            return Ok(());
        };
        let form = self.record(|record| record.form.clone());
        let contact = self.record(NewClientRecord::deal_contact);
        let owner = match (&request.consent, contact) {
            (_, Some(contact)) => Some(contact),
            (Consent::For(owner), None) => Some(owner.clone()),
            (Consent::Anyway, None) => None,
            (Consent::Ask, None) => {
                self.check(&client, &request.number).await?;
                None
            }
        };
        let item = |kind, client| {
            let fields = untrack(|| self.fields.of(kind));
            NewItem::of(kind, &form, &fields, &request.number, client)
        };
        let owner = match (kind, owner) {
            (NewKind::Deal, None) => Some(
                self.send(&client, item(NewKind::Contact, None), &request.number)
                    .await?,
            ),
            (_, owner) => owner.filter(|_| kind == NewKind::Deal),
        };
        self.send(&client, item(kind, owner), &request.number)
            .await
            .map(drop)
    }

    /// Asks who has the number already. Ends with the stage that shows them, or that it is not known.
    fn check<'a>(self, client: &'a Client, number: &'a str) -> Step<'a, ()> {
        Box::pin(async move {
            self.set_stage(NewClientStage::Checking);
            self.note_duplicates(Vec::new());
            let found = duplicates::with_number(client, number)
                .await
                .map_err(NewClientStage::CheckFailed)?;
            if found.is_empty() {
                return Ok(());
            }
            self.note_duplicates(found.clone());
            // A name that cannot be read is no reason to hide who it is.
            let answers = crm::names(client, &found, &[]).await;
            let mut names = answers
                .map(|answers| answers.items)
                .unwrap_or_default()
                .into_iter();
            let rows = found.into_iter().map(|item| {
                let known = names.next().and_then(Result::ok);
                (item, known)
            });
            Err(NewClientStage::Duplicates(rows.collect()))
        })
    }

    /// Sends a request to create an item, and finds out what became of it where the answer is lost.
    fn send<'a>(self, client: &'a Client, item: NewItem, number: &'a str) -> Step<'a, Binding> {
        Box::pin(async move {
            self.set_stage(NewClientStage::Creating);
            let me = self.me.get().await.map_err(NewClientStage::Failed)?.id;
            let attempt = CreateAttempt {
                kind: item.kind,
                number: number.to_owned(),
                title: item.title.clone(),
                known: self.known_ids(item.kind),
                since: sent_since(client),
            };
            // A page that ends before the answer comes leaves that to the next one.
            let sent = attempt.clone();
            self.inner
                .try_with_value(|inner| inner.sent_here.replace(Some(sent.clone())));
            self.stored.update(|record| record.sent = Some(sent));
            let error = match new_item::add(client, item).await {
                Ok(created) => return Ok(self.adopt(&attempt, created)),
                Err(error) => error,
            };
            // What failed on its way may still be executed: the next attempt looks first.
            if error.is_uncertain() {
                self.set_stage(NewClientStage::LookingUp);
                self.inner.try_with_value(|inner| inner.sent_here.take());
                match find(client, &attempt, me).await {
                    Ok((Presence::There, Some(created))) => return Ok(self.adopt(&attempt, created)),
                    Ok((Presence::NotThere, _)) if may_be_executed(client, attempt.since) => {
                        return Err(NewClientStage::Unknown(Error::of(ErrorKind::UnderWay, "")));
                    }
                    Ok((Presence::NotThere, _)) => {}
                    Ok(_) | Err(_) => return Err(NewClientStage::Unknown(error)),
                }
            } else {
                self.stored.update(|record| record.sent = None);
            }
            Err(NewClientStage::Failed(error))
        })
    }

    /// Looks what became of an earlier request. Returns whether it has created its item; if not, it never will.
    fn look_again(self, client: &Client, sent: CreateAttempt) -> Step<'_, bool> {
        Box::pin(async move {
            let me = self.me.get().await.map_err(NewClientStage::Unknown)?.id;
            match find(client, &sent, me).await {
                Ok((Presence::There, Some(created))) => {
                    self.adopt(&sent, created);
                    Ok(true)
                }
                Ok((Presence::NotThere, _)) if self.may_be_executed(client, &sent) => {
                    Err(NewClientStage::Unknown(Error::of(ErrorKind::UnderWay, "")))
                }
                Ok((Presence::NotThere, _)) => {
                    self.stored.update(|record| record.sent = None);
                    Ok(false)
                }
                Ok(_) => Err(NewClientStage::Unknown(no_answer())),
                Err(error) => Err(NewClientStage::Unknown(error)),
            }
        })
    }

    /// Whether what another page has sent, or what failed on its way, may still be executed.
    fn may_be_executed(self, client: &Client, sent: &CreateAttempt) -> bool {
        let is_sent_here = self
            .inner
            .try_with_value(|inner| inner.sent_here.borrow().as_ref() == Some(sent));
        is_sent_here == Some(false) && may_be_executed(client, sent.since)
    }

    /// The portal has created the item: it is the client of the call from now on.
    fn adopt(self, attempt: &CreateAttempt, (item, known): (Binding, Item)) -> Binding {
        self.names.add_known(item.clone(), &known);
        let wanted = self.record(|record| record.form.kind);
        let is_last = wanted.is_none_or(|wanted| wanted == attempt.kind);
        self.stored.update(|record| record.add_created(&item, is_last));
        self.set_target(&item);
        item
    }

    /// The ids of those of this kind who are known to have the number.
    fn known_ids(self, kind: NewKind) -> Vec<u64> {
        let ids = self.inner.try_with_value(|inner| {
            let duplicates = inner.duplicates.borrow();
            let of_kind = duplicates.iter().filter(|item| item.kind == kind.entity());
            of_kind.map(|item| item.id).collect()
        });
        ids.unwrap_or_default()
    }

    fn note_duplicates(self, found: Vec<Binding>) {
        self.inner.try_with_value(|inner| inner.duplicates.replace(found));
    }

    fn record<T: Default>(self, read: impl FnOnce(&NewClientRecord) -> T) -> T {
        self.stored.record.try_with_untracked(read).unwrap_or_default()
    }

    fn set_stage(self, stage: NewClientStage) {
        self.stage.try_set(stage);
    }
}

/// Looks for the item of an attempt.
async fn find(client: &Client, attempt: &CreateAttempt, me: u64) -> Result<(Presence, Found), Error> {
    let found = RefCell::new(None);
    let look = async || {
        let seen = new_item::find(client, attempt, me).await?;
        let is_there = seen.is_some();
        found.replace(seen);
        Ok(if is_there {
            Presence::There
        } else {
            Presence::NotThere
        })
    };
    let presence = look_up(client, new_item::ADD, LOOKS, look).await?;
    Ok((presence, found.take()))
}
