//! A list as it was typed.

use super::edit_store::{self, StoredEdit};
use super::sent_list::SentList;
use crate::call::{ListItem, ListItemError, Setting, SettingList, item_errors};
use leptos::prelude::*;

/// A list as it was typed. A small handle: copies are the same list.
#[derive(Clone, Copy)]
pub struct EditedList {
    /// The entries; nothing before they are loaded.
    pub items: RwSignal<Option<Vec<EditedItem>>>,
    /// Whether one of them is required (result codes).
    pub required: RwSignal<bool>,
    /// The field of a CRM item that the chosen one is written to (result codes).
    pub field: RwSignal<String>,
    next_id: StoredValue<u32>,
}

/// An entry that is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditedItem {
    /// Tells it from the others, in whatever order they are.
    pub id: u32,
    /// What was typed.
    pub item: ListItem,
}

/// Why a list cannot be stored, and where that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListError {
    /// The name of the CRM field is none.
    Field,
    /// This entry cannot be stored.
    Item(u32, ListItemError),
}

impl EditedList {
    pub fn new() -> Self {
        Self {
            items: RwSignal::new(None),
            required: RwSignal::new(false),
            field: RwSignal::default(),
            next_id: StoredValue::new(0),
        }
    }

    /// The list as it was typed. Tracks it.
    pub fn list(self) -> SettingList {
        let items = self
            .items
            .with(|items| items.iter().flatten().map(|edited| edited.item.clone()).collect());
        let list = SettingList {
            required: self.required.get(),
            field: self.field.get(),
            items,
            ..SettingList::default()
        };
        list.cleaned()
    }

    /// Why it cannot be stored.
    pub fn errors(self) -> Vec<ListError> {
        let items = self.items.with_untracked(|items| {
            let items = items.iter().flatten();
            items
                .map(|edited| (edited.id, edited.item.clone()))
                .collect::<Vec<_>>()
        });
        let (ids, items): (Vec<u32>, Vec<ListItem>) = items.into_iter().unzip();
        let is_wrong = untrack(|| self.list()).has_wrong_field();
        let field = is_wrong.then_some(ListError::Field);
        let of_items = item_errors(&items)
            .into_iter()
            .map(|(at, error)| ListError::Item(ids[at], error));
        field.into_iter().chain(of_items).collect()
    }

    /// Shows a list.
    pub fn show(self, list: SettingList) {
        let edited = list.items.into_iter().map(|item| EditedItem {
            id: self.new_id(),
            item,
        });
        self.items.try_set(Some(edited.collect()));
        self.required.try_set(list.required);
        self.field.try_set(list.field);
    }

    /// Keeps the changes in the browser. What may still be replaced by what was sent before is a change as well.
    pub fn keep(self, key: StoredValue<String>, base: RwSignal<Setting>, sent: SentList) {
        let edit = untrack(|| StoredEdit {
            base: base.with(Setting::list),
            edited: self.list(),
        });
        let is_changed = edit.base != edit.edited || sent.may_be_executed();
        key.try_with_value(|key| edit_store::write(key, is_changed.then_some(&edit)));
    }

    /// The id of another entry.
    pub fn new_id(self) -> u32 {
        let id = self.next_id.try_update_value(|next| {
            *next += 1;
            *next
        });
        id.unwrap_or_default()
    }
}
