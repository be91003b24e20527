//! *Unsaved wrap-ups*: what was typed in cards that closed before it was saved.

use super::Closings;
use crate::bx24::Client;
use crate::call::StoredDraft;
use crate::state::task::PageOwner;
use crate::state::{CallOwner, DraftStore, StorageLocation, Subject, WrapUp};
use leptos::prelude::*;
use std::cell::Cell;

/// The wrap-ups that wait, newest first. A small handle: copies are the same wrap-ups.
#[derive(Clone, Copy)]
pub struct Waiting {
    rows: RwSignal<Vec<UnsavedRow>>,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    drafts: DraftStore,
    closings: Closings,
    me: Cell<Option<u64>>,
    owner: PageOwner,
}

/// A wrap-up that waits, or did.
#[derive(Clone, Debug, PartialEq)]
pub struct UnsavedRow {
    /// What was kept.
    pub unsaved: StoredDraft,
    /// Whether it was saved or given up since.
    pub gone: bool,
}

impl UnsavedRow {
    /// Whether an app registered the call: only such a call can be finished.
    pub fn is_external(&self) -> bool {
        self.unsaved.call_id.starts_with("externalCall.")
    }
}

impl Waiting {
    pub(super) fn new(client: Client, closings: Closings) -> Self {
        Self {
            rows: RwSignal::default(),
            inner: StoredValue::new_local(Inner {
                drafts: DraftStore::new(client),
                closings,
                me: Cell::default(),
                owner: PageOwner::current(),
            }),
        }
    }

    /// The ids of the calls, newest first. Follows them.
    pub fn ids(self) -> Vec<String> {
        let id = |row: &UnsavedRow| row.unsaved.call_id.clone();
        self.rows.with(|rows| rows.iter().map(id).collect())
    }

    /// One of them. Follows it.
    pub fn row(self, call_id: &str) -> Option<UnsavedRow> {
        let find = |rows: &Vec<UnsavedRow>| rows.iter().find(|row| row.unsaved.call_id == call_id).cloned();
        self.rows.with(find)
    }

    /// Shows what this user left behind.
    pub(super) fn open(self, me: u64) {
        self.inner.try_with_value(|inner| {
            inner.me.set(Some(me));
            inner.drafts.set_user(me);
        });
        self.refresh();
    }

    /// Reads again: another page may have saved one, or left another one behind.
    pub fn refresh(self) {
        let known = self
            .inner
            .try_with_value(|inner| inner.me.get().map(|_| inner.drafts.all()));
        let Some(Some(all)) = known else { return };
        let mut rows: Vec<UnsavedRow> = all
            .into_iter()
            .map(|unsaved| UnsavedRow { unsaved, gone: false })
            .collect();
        let shown = self.rows.try_with_untracked(Clone::clone).unwrap_or_default();
        for row in shown {
            let still = rows.iter().any(|one| one.unsaved.call_id == row.unsaved.call_id);
            // What became of it can still be read where it was opened here.
            if !still && self.made(&row.unsaved.call_id) {
                rows.push(UnsavedRow { gone: true, ..row });
            }
        }
        rows.sort_by(|one, other| other.unsaved.edited_at().total_cmp(&one.unsaved.edited_at()));
        self.rows.try_maybe_update(|old| {
            let new = *old != rows;
            *old = rows;
            (new, ())
        });
    }

    /// The wrap-up of one of them, with all that was typed.
    pub fn wrap_up(self, call_id: &str) -> Option<WrapUp> {
        let row = untrack(|| self.row(call_id))?;
        let (closings, me) = self
            .inner
            .try_with_value(|inner| (inner.closings, inner.me.get()))?;
        let made = self.made(call_id);
        let number = row.unsaved.number().to_owned();
        let wrap_up = closings.of(call_id, || {
            let unsaved = StoredValue::new_local(row.unsaved);
            Subject {
                whose: CallOwner::User(me.unwrap_or_default()),
                call_id: Box::new(move || {
                    unsaved
                        .try_with_value(|one| one.call_id.clone())
                        .unwrap_or_default()
                }),
                items: Box::new(move || unsaved.try_with_value(StoredDraft::items).unwrap_or_default()),
                seconds: Box::new(move || unsaved.try_with_value(|one| *one.fields.seconds.get()).flatten()),
                failed: Box::new(|| None),
                hide_from_others: Box::new(|| Box::pin(async { Ok(false) })),
                finished: Box::new(|| {}),
                saved: Box::new(|| {}),
            }
        })?;
        if !made {
            closings.keep(wrap_up, &number);
            self.follow(wrap_up);
        }
        Some(wrap_up)
    }

    /// The list changes when nothing is left of one.
    fn follow(self, wrap_up: WrapUp) {
        let kept = move || {
            wrap_up
                .safety
                .with(|safety| safety.place != StorageLocation::None)
        };
        // It outlives the form that asked for it.
        if let Some(owner) = self.inner.try_with_value(|inner| inner.owner) {
            owner.with(|| {
                Effect::new(move |before: Option<bool>| {
                    let kept = kept();
                    if before == Some(true) && !kept {
                        self.refresh();
                    }
                    kept
                })
            });
        }
    }

    fn made(self, call_id: &str) -> bool {
        self.inner.try_with_value(|inner| inner.closings.is_made(call_id)) == Some(true)
    }
}
