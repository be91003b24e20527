//! *Unsaved wrap-ups*: what was typed in cards that closed before it was saved.

use super::{Closings, Form};
use crate::bx24::Client;
use crate::call::{Binding, StoredDraft, StoredNewClient, is_external};

use crate::state::draft_store::StoredTranscript;
use crate::state::names::Names;
use crate::state::task::PageOwner;
use crate::state::wrap_up::DraftStatus;
use crate::state::{DraftStore, StorageLocation, WrapUp, set_if_changed};
use leptos::prelude::*;
use std::cell::Cell;

/// The wrap-ups that wait, newest first. A small handle: copies are the same wrap-ups.
#[derive(Clone, Copy)]
pub struct UnsavedWrapUps {
    rows: RwSignal<Vec<UnsavedRow>>,
    /// The calls of which something waits that this version cannot read, by `CALL_ID`.
    pub unreadable: ReadSignal<Vec<String>>,
    set_unreadable: WriteSignal<Vec<String>>,
    new_clients: RwSignal<Vec<StoredNewClient>>,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    drafts: DraftStore,
    closings: Closings,
    names: Names,
    me: Cell<Option<u64>>,
    owner: PageOwner,
}

/// An unsaved wrap-up, or one that was saved or discarded while this page was open.
#[derive(Clone, Debug, PartialEq)]
pub struct UnsavedRow {
    /// What was kept.
    pub unsaved: StoredDraft,
    /// When it was changed last, in milliseconds since 1970.
    pub at: f64,
    /// Whether a transcript waits, too. One can wait alone: then nothing is entered in the wrap-up.
    pub has_transcript: bool,
    /// Whether it was saved or given up since.
    pub gone: bool,
}

impl UnsavedRow {
    /// The primary item of the call.
    pub fn client(&self) -> Option<Binding> {
        self.unsaved.items().into_iter().next()
    }

    /// Whether the call can be finished here: an app registered it, and it was not handed over.
    pub fn can_be_finished(&self) -> bool {
        is_external(&self.unsaved.call_id) && !self.unsaved.fields.handed_over.get()
    }
}

impl UnsavedWrapUps {
    pub(super) fn new(client: Client, closings: Closings, names: Names) -> Self {
        let (unreadable, set_unreadable) = signal(Vec::new());
        Self {
            rows: RwSignal::default(),
            unreadable,
            set_unreadable,
            new_clients: RwSignal::default(),
            inner: StoredValue::new_local(Inner {
                drafts: DraftStore::new(client),
                closings,
                names,
                me: Cell::default(),
                owner: PageOwner::current(),
            }),
        }
    }

    /// The ids of the calls, newest first. Tracks them.
    pub fn ids(self) -> Vec<String> {
        let id = |row: &UnsavedRow| row.unsaved.call_id.clone();
        self.rows.with(|rows| rows.iter().map(id).collect())
    }

    /// One of them. Tracks it.
    pub fn row(self, call_id: &str) -> Option<UnsavedRow> {
        let find = |rows: &Vec<UnsavedRow>| rows.iter().find(|row| row.unsaved.call_id == call_id).cloned();
        self.rows.with(find)
    }

    /// The ids of the calls with unknown callers of whom no client was created, newest first. Tracks them.
    pub fn new_client_ids(self) -> Vec<String> {
        let id = |stored: &StoredNewClient| stored.call_id.clone();
        self.new_clients.with(|all| all.iter().map(id).collect())
    }

    /// What was entered for the client of a call. Tracks it.
    pub fn new_client(self, call_id: &str) -> Option<StoredNewClient> {
        let find = |all: &Vec<StoredNewClient>| all.iter().find(|stored| stored.call_id == call_id).cloned();
        self.new_clients.with(find)
    }

    /// Shows what this user left behind.
    pub(super) fn open(self, me: u64) {
        self.inner.try_with_value(|inner| {
            inner.me.set(Some(me));
            inner.drafts.set_user(me);
            // Another tab may have changed what the portal has.
            if let Some(reading) = inner.drafts.read_portal() {
                inner.owner.spawn(async move { self.end_reading(reading.await) });
            }
        });
        self.refresh();
    }

    /// The drafts that the portal has are known now, or cannot be read.
    fn end_reading(self, is_known: bool) {
        self.inner
            .try_with_value(|inner| inner.drafts.end_reading(is_known, ""));
        self.refresh();
    }

    /// Reads again: another page may have saved one, or left another one behind.
    pub(super) fn refresh(self) {
        let known = self.inner.try_with_value(|inner| {
            inner.me.get()?;
            let drafts = &inner.drafts;
            let rows = rows(drafts.all(), drafts.unattached_transcripts());
            Some((rows, drafts.unreadable(), drafts.unsaved_new_clients()))
        });
        let Some(Some((mut rows, unreadable, new_clients))) = known else {
            return;
        };
        set_if_changed(self.set_unreadable, unreadable);
        set_if_changed(self.new_clients, new_clients);
        let rows_before = self.rows.try_with_untracked(Clone::clone).unwrap_or_default();
        let shown: Vec<String> = rows_before
            .iter()
            .map(|row| row.unsaved.call_id.clone())
            .collect();
        for row in rows_before {
            let still = rows.iter().any(|one| one.unsaved.call_id == row.unsaved.call_id);
            // What became of it can still be read where it was opened here. In a form that is open the agent may have emptied
            // a field to enter something else.
            if !still && self.made(&row.unsaved.call_id) {
                let gone = !untrack(|| self.is_open(&row.unsaved.call_id));
                rows.push(UnsavedRow { gone, ..row });
            }
        }
        // Those that are on screen stay where they are: one of them may be written in.
        let is_shown = |row: &UnsavedRow| shown.iter().position(|id| *id == row.unsaved.call_id);
        rows.sort_by(|one, other| {
            let latest_first = other.at.total_cmp(&one.at);
            match (is_shown(one), is_shown(other)) {
                (Some(one), Some(other)) => one.cmp(&other),
                (None, None) => latest_first,
                (one, other) => one.cmp(&other),
            }
        });
        for row in rows.iter().filter(|row| !row.gone) {
            let closings = self.inner.try_with_value(|inner| inner.closings);
            closings.inspect(|closings| closings.set_items(&row.unsaved.call_id, row.unsaved.items()));
        }
        // A name that the portal does not answer is not asked for again with each change of a wrap-up.
        let clients = |rows: &[UnsavedRow]| rows.iter().filter_map(UnsavedRow::client).collect::<Vec<_>>();
        let known = self
            .rows
            .try_with_untracked(|rows| clients(rows))
            .unwrap_or_default();
        let mut clients = clients(&rows);
        clients.retain(|item| !known.contains(item));
        set_if_changed(self.rows, rows);
        self.inner
            .try_with_value(|inner| inner.names.load_besides(clients));
    }

    /// Discards what this version cannot read of a call.
    pub fn discard_unreadable(self, call_id: &str) {
        self.inner
            .try_with_value(|inner| inner.drafts.discard_unreadable(call_id));
        self.refresh();
    }

    /// Discards what was entered for the client of a call.
    pub fn discard_new_client(self, call_id: &str) {
        self.inner
            .try_with_value(|inner| inner.drafts.remove_new_client(call_id));
        self.refresh();
    }

    /// What was stored of a call; nothing where there is nothing. Does not track it.
    pub(super) fn draft(self, call_id: &str) -> Option<StoredDraft> {
        untrack(|| self.row(call_id)).map(|row| row.unsaved)
    }

    /// The agent of this page, once they are known.
    pub(super) fn agent(self) -> Option<u64> {
        self.inner.try_with_value(|inner| inner.me.get())?
    }

    /// The list changes when nothing is left of one, and shows what was entered once its form is closed.
    pub(super) fn follow(self, wrap_up: WrapUp, call_id: String) {
        let is_stored = |status: &DraftStatus| status.place != StorageLocation::None;
        let is_stored = move || wrap_up.draft_status.with(is_stored);
        // It outlives the form that asked for it.
        if let Some(owner) = self.inner.try_with_value(|inner| inner.owner) {
            owner.with(|| {
                Effect::new(move |before: Option<(bool, bool)>| {
                    let (is_open, is_stored) = (self.is_open(&call_id), is_stored());
                    if !is_open && matches!(before, Some((was_open, was_stored)) if was_open || was_stored && !is_stored) {
                        self.refresh();
                    }
                    (is_open, is_stored)
                })
            });
        }
    }

    /// Whether the form of a call is open in this list. Tracks it.
    fn is_open(self, call_id: &str) -> bool {
        let closings = self.inner.try_with_value(|inner| inner.closings);
        closings.is_some_and(|closings| closings.is_open(Form::Unsaved, call_id))
    }

    fn made(self, call_id: &str) -> bool {
        let closings = self.inner.try_with_value(|inner| inner.closings);
        closings.is_some_and(|closings| untrack(|| closings.wrap_up(call_id)).is_some())
    }
}

/// A row for each call of which something waits.
fn rows(drafts: Vec<StoredDraft>, transcripts: Vec<(String, StoredTranscript)>) -> Vec<UnsavedRow> {
    let row = |unsaved: StoredDraft| UnsavedRow {
        at: unsaved.edited_at(),
        unsaved,
        has_transcript: false,
        gone: false,
    };
    let mut rows: Vec<UnsavedRow> = drafts.into_iter().map(row).collect();
    for (call_id, transcript) in transcripts {
        if let Some(row) = rows.iter_mut().find(|row| row.unsaved.call_id == call_id) {
            row.at = row.at.max(transcript.at);
            row.has_transcript = true;
        } else {
            let mut unsaved = StoredDraft::of_call(&call_id);
            unsaved.fields.number.set(transcript.number, transcript.at);
            rows.push(UnsavedRow {
                at: transcript.at,
                has_transcript: true,
                ..row(unsaved)
            });
        }
    }
    rows
}
