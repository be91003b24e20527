//! A list while an administrator edits it on the app's own page.

use super::Settings;
use super::edit_store::{self, StoredEdit};
use super::write::{ListOutcome, write};
use crate::api::settings::{self, SettingKey};
use crate::bx24::{Client, Error};
use crate::call::{ListItem, Setting, SettingList};
use crate::state::action::ExclusiveAction;
use leptos::prelude::*;

/// A list that is edited. A small handle: copies are the same list.
#[derive(Clone, Copy)]
pub struct ListEditor {
    /// Which list it is.
    pub key: SettingKey,
    /// The entries as they were typed; nothing before they are loaded.
    items: RwSignal<Option<Vec<EditedItem>>>,
    /// Whether one of them is required (result codes).
    pub required: RwSignal<bool>,
    /// What the portal had when it was loaded or saved last.
    base: RwSignal<Setting>,
    next_id: StoredValue<u32>,
    /// Where the browser keeps changes that are not saved.
    edit_key: StoredValue<String>,
    loading: ExclusiveAction<(), ()>,
    saving: ExclusiveAction<(), ListOutcome>,
}

/// An entry that is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditedItem {
    /// Tells it from the others, in whatever order they are.
    pub id: u32,
    /// What was typed.
    pub item: ListItem,
}

impl ListEditor {
    pub(crate) fn new(client: Client, settings: Settings, key: SettingKey) -> Self {
        let client = client.for_actions();
        let (items, required, base) = (RwSignal::new(None), RwSignal::new(false), RwSignal::default());
        let next_id = StoredValue::new(0);
        let domain = client.domain().unwrap_or_default();
        let edit_key = StoredValue::new(format!("call-card.edit.{domain}.{}", key.command_key()));
        let load = {
            let client = client.clone();
            move |()| {
                let client = client.clone();
                Box::pin(async move {
                    let stored = settings::get(&client, key).await?;
                    settings.learn(key, stored.clone());
                    let edit = edit_key.try_get_value().and_then(|key| edit_store::read(&key));
                    if let Some(edit) = edit.filter(|_| stored != Setting::Foreign) {
                        // Whether somebody else has changed the list meanwhile is seen when it is saved.
                        show(items, required, next_id, edit.edited);
                        base.try_set(Setting::Known(edit.base));
                    } else {
                        show(items, required, next_id, stored.list());
                        base.try_set(stored);
                    }
                    Ok(())
                }) as _
            }
        };
        let save = move |()| {
            let client = client.clone();
            let list = untrack(|| edited(items, required));
            Box::pin(async move {
                let outcome = save(&client, key, base.try_get_untracked().unwrap_or_default(), &list).await;
                if outcome == ListOutcome::Saved {
                    base.try_set(Setting::Known(list.clone()));
                    settings.learn(key, Setting::Known(list));
                    keep_edit(edit_key, base, items, required);
                }
                Ok(outcome)
            }) as _
        };
        Self {
            key,
            items,
            required,
            base,
            next_id,
            edit_key,
            loading: ExclusiveAction::new(load),
            saving: ExclusiveAction::new(save),
        }
    }

    /// Loads the list, unless that was done.
    pub fn load_once(self) {
        let is_loaded = self.items.with_untracked(Option::is_some);
        if !is_loaded {
            self.loading.start(());
        }
    }

    /// Whether it is being loaded. Follows it.
    pub fn is_loading(self) -> bool {
        self.loading.is_pending()
    }

    /// Why it could not be loaded. Follows it.
    pub fn load_error(self) -> Option<Error> {
        self.loading.error()
    }

    /// Whether the list can be edited: it is loaded, and this version can read it. Follows it.
    pub fn is_ready(self) -> bool {
        self.items.with(Option::is_some) && !self.is_foreign()
    }

    /// Whether another version of this app has stored what this one cannot read. Follows it.
    pub fn is_foreign(self) -> bool {
        self.base.with(|base| *base == Setting::Foreign)
    }

    /// The entries. Follows them.
    pub fn items(self) -> Vec<EditedItem> {
        self.items.get().unwrap_or_default()
    }

    /// A text of an entry; empty once it is gone. Follows it.
    pub fn text(self, id: u32, of: fn(&ListItem) -> &String) -> String {
        let found = self.items.with(|items| {
            let mut items = items.iter().flatten();
            let item = items.find(|item| item.id == id)?;
            Some(of(&item.item).clone())
        });
        found.unwrap_or_default()
    }

    /// Changes an entry.
    pub fn edit(self, id: u32, change: impl FnOnce(&mut ListItem)) {
        self.change(|items| {
            if let Some(edited) = items.iter_mut().find(|item| item.id == id) {
                change(&mut edited.item);
            }
        });
    }

    /// Adds an empty entry. Returns its id.
    pub fn add(self) -> u32 {
        let id = new_id(self.next_id);
        self.change(|items| {
            items.push(EditedItem {
                id,
                item: ListItem::default(),
            });
        });
        id
    }

    /// Deletes an entry.
    pub fn delete(self, id: u32) {
        self.change(|items| items.retain(|item| item.id != id));
    }

    /// Moves an entry by one place, up or down.
    pub fn shift(self, id: u32, up: bool) {
        self.change(|items| {
            let Some(at) = items.iter().position(|item| item.id == id) else {
                return;
            };
            let to = if up { at.checked_sub(1) } else { Some(at + 1) };
            if let Some(to) = to.filter(|to| *to < items.len()) {
                items.swap(at, to);
            }
        });
    }

    /// Sets whether one of them is required.
    pub fn require(self, required: bool) {
        self.required.set(required);
        self.after_edit();
    }

    /// Whether something was changed that is not saved. Follows it.
    pub fn is_changed(self) -> bool {
        let edited = edited(self.items, self.required);
        self.base.with(|base| base.list() != edited)
    }

    /// Saves the list, unless a save runs.
    pub fn save(self) {
        self.saving.start(());
    }

    /// Whether a save runs. Follows it.
    pub fn is_saving(self) -> bool {
        self.saving.is_pending()
    }

    /// What became of the last save; nothing where something was changed since. Follows it.
    pub fn outcome(self) -> Option<ListOutcome> {
        self.saving
            .with(|state| state.result.as_ref()?.as_ref().ok().cloned())?
    }

    /// Shows the list of the other administrator instead of this one.
    pub fn use_theirs(self, theirs: SettingList) {
        show(self.items, self.required, self.next_id, theirs.clone());
        self.base.set(Setting::Known(theirs));
        self.saving.clear();
        self.keep_edit();
    }

    /// Saves this list in the place of the other administrator's.
    pub fn save_mine(self, theirs: SettingList) {
        self.base.set(Setting::Known(theirs));
        self.save();
    }

    fn keep_edit(self) {
        keep_edit(self.edit_key, self.base, self.items, self.required);
    }

    fn change(self, change: impl FnOnce(&mut Vec<EditedItem>)) {
        self.items
            .try_update(|items| change(items.get_or_insert_default()));
        self.after_edit();
    }

    /// Keeps the changes. What was found out about another list says nothing of this one. A save that runs goes on.
    fn after_edit(self) {
        self.keep_edit();
        let has_outcome = self.saving.with_untracked(|state| state.result.is_some());
        if has_outcome == Some(true) {
            self.saving.clear();
        }
    }
}

/// Saves a list where the portal still has what was loaded.
async fn save(client: &Client, key: SettingKey, base: Setting, list: &SettingList) -> ListOutcome {
    if list.has_duplicates() {
        return ListOutcome::Duplicate;
    }
    if key.text(list).is_none() {
        return ListOutcome::TooLong;
    }
    match settings::get(client, key).await {
        Err(error) => ListOutcome::NotSaved(error),
        Ok(Setting::Foreign) => ListOutcome::Foreign,
        // An earlier save, or somebody else, has stored the same.
        Ok(Setting::Known(stored)) if stored == *list => ListOutcome::Saved,
        Ok(stored) if stored.list() != base.list() => ListOutcome::Conflict(stored.list()),
        Ok(_) => write(client, key, list).await,
    }
}

/// Keeps the changes in the browser.
fn keep_edit(
    edit_key: StoredValue<String>,
    base: RwSignal<Setting>,
    items: RwSignal<Option<Vec<EditedItem>>>,
    required: RwSignal<bool>,
) {
    let edit = untrack(|| StoredEdit {
        base: base.with(Setting::list),
        edited: edited(items, required),
    });
    edit_key.try_with_value(|key| edit_store::write(key, &edit));
}

/// The list as it was typed.
fn edited(items: RwSignal<Option<Vec<EditedItem>>>, required: RwSignal<bool>) -> SettingList {
    let items = items.with(|items| items.iter().flatten().map(|edited| edited.item.clone()).collect());
    let list = SettingList {
        required: required.get(),
        items,
        ..SettingList::default()
    };
    list.cleaned()
}

fn show(
    items: RwSignal<Option<Vec<EditedItem>>>,
    required: RwSignal<bool>,
    next_id: StoredValue<u32>,
    list: SettingList,
) {
    let edited = list.items.into_iter().map(|item| EditedItem {
        id: new_id(next_id),
        item,
    });
    items.try_set(Some(edited.collect()));
    required.try_set(list.required);
}

fn new_id(next_id: StoredValue<u32>) -> u32 {
    let id = next_id.try_update_value(|next| {
        *next += 1;
        *next
    });
    id.unwrap_or_default()
}
