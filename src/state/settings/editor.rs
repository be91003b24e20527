//! A list while an administrator edits it on the app's own page.

use super::Settings;
use super::edit_store;
use super::edited_list::{EditedItem, EditedList, ListError};
use super::sent_list::SentList;
use super::write::{ListOutcome, save};
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
    /// The list as it was typed.
    edited: EditedList,
    /// What the portal had when it was loaded or saved last.
    base: RwSignal<Setting>,
    /// Where the browser keeps changes that are not saved.
    edit_key: StoredValue<String>,
    sent: SentList,
    /// Why it could not be stored when it was to be saved.
    errors: RwSignal<Vec<ListError>>,
    loading: ExclusiveAction<(), ()>,
    saving: ExclusiveAction<(), ListOutcome>,
}

impl ListEditor {
    pub(crate) fn new(client: Client, settings: Settings, key: SettingKey) -> Self {
        let client = client.for_actions();
        let (edited, base) = (EditedList::new(), RwSignal::default());
        let domain = client.domain().unwrap_or_default();
        let edit_key = StoredValue::new(format!("call-card.edit.{domain}.{}", key.command_key()));
        let sent = SentList::new(&client, key);
        let load = {
            let client = client.clone();
            move |()| {
                let client = client.clone();
                async move {
                    let stored = settings::get(&client, key).await?;
                    settings.set_known(key, stored.clone());
                    let edit = edit_key.try_get_value().and_then(|key| edit_store::read(&key));
                    let was_executed = sent.is_stored(&stored);
                    if was_executed {
                        sent.clear();
                    }
                    let edit = edit.filter(|edit| was_executed || edit.base != edit.edited);
                    if let Some(edit) = edit.filter(|_| stored != Setting::Foreign) {
                        // Whether somebody else has changed the list meanwhile is seen when it is saved.
                        edited.show(edit.edited);
                        base.try_set(if was_executed {
                            stored
                        } else {
                            Setting::Known(edit.base)
                        });
                        edited.keep(edit_key, base, sent);
                    } else {
                        edited.show(stored.list());
                        base.try_set(stored);
                    }
                    Ok(())
                }
            }
        };
        let save = move |()| {
            let client = client.clone();
            let list = edited.list();
            async move {
                let outcome = save(&client, key, base, &list, sent).await;
                if outcome == ListOutcome::Saved {
                    base.try_set(Setting::Known(list.clone()));
                    settings.set_known(key, Setting::Known(list));
                }
                edited.keep(edit_key, base, sent);
                Ok(outcome)
            }
        };
        Self {
            key,
            edited,
            base,
            edit_key,
            sent,
            errors: RwSignal::default(),
            loading: ExclusiveAction::new(load),
            saving: ExclusiveAction::new(save),
        }
    }

    /// Loads the list, unless that was done.
    pub fn load_once(self) {
        let is_loaded = self.edited.items.with_untracked(Option::is_some);
        if !is_loaded {
            self.loading.start(());
        }
    }

    /// Whether it is being loaded. Tracks it.
    pub fn is_loading(self) -> bool {
        self.loading.is_pending()
    }

    /// Why it could not be loaded. Tracks it.
    pub fn load_error(self) -> Option<Error> {
        self.loading.error()
    }

    /// Whether the list can be edited: it is loaded, and this version can read it. Tracks it.
    pub fn is_ready(self) -> bool {
        self.edited.items.with(Option::is_some) && !self.is_foreign()
    }

    /// Whether another version of this app has stored what this one cannot read. Tracks it.
    pub fn is_foreign(self) -> bool {
        self.base.with(|base| *base == Setting::Foreign)
    }

    /// The entries. Tracks them.
    pub fn items(self) -> Vec<EditedItem> {
        self.edited.items.get().unwrap_or_default()
    }

    /// The list as it was typed. Tracks it.
    pub fn list(self) -> SettingList {
        self.edited.list()
    }

    /// A text of an entry; empty once it is gone. Tracks it.
    pub fn text(self, id: u32, of: fn(&ListItem) -> &String) -> String {
        let found = self.edited.items.with(|items| {
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
        let id = self.edited.new_id();
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

    /// Whether one of them is required. Tracks it.
    pub fn is_required(self) -> bool {
        self.edited.required.get()
    }

    /// The field of a CRM item that the chosen one is written to. Tracks it.
    pub fn field(self) -> String {
        self.edited.field.get()
    }

    /// Sets the field of a CRM item that the chosen one is written to.
    pub fn set_field(self, field: String) {
        self.edited.field.set(field);
        self.after_edit();
    }

    /// Sets whether one of them is required.
    pub fn require(self, required: bool) {
        self.edited.required.set(required);
        self.after_edit();
    }

    /// Whether something was changed that is not saved. Tracks it.
    pub fn is_changed(self) -> bool {
        let edited = self.edited.list();
        self.base.with(|base| base.list() != edited)
    }

    /// Saves the list, unless a save runs. Nothing is sent where something in it cannot be stored: returns the first of that.
    pub fn save(self) -> Result<(), ListError> {
        let errors = self.edited.errors();
        let first = errors.first().copied();
        self.errors.set(errors);
        if let Some(error) = first {
            self.saving.clear();
            return Err(error);
        }
        self.saving.start(());
        Ok(())
    }

    /// Whether the list was to be saved and this was, and still is, why it could not be. Tracks it.
    pub fn has_error(self, error: ListError) -> bool {
        self.errors.with(|errors| errors.contains(&error))
    }

    /// Whether a save runs. Tracks it.
    pub fn is_saving(self) -> bool {
        self.saving.is_pending()
    }

    /// What became of the last save; nothing where something was changed since. Tracks it.
    pub fn outcome(self) -> Option<ListOutcome> {
        self.saving
            .with(|state| state.result.as_ref()?.as_ref().ok().cloned())?
    }

    /// Shows the list as the portal has it again.
    pub fn discard(self) {
        self.edited.show(self.base.with_untracked(Setting::list));
        self.errors.set(Vec::new());
        self.saving.clear();
        self.keep_edit();
    }

    /// Whether changes were kept that a page before this one did not save. Tracks nothing.
    pub fn has_kept_edit(self) -> bool {
        let edit = self.edit_key.try_with_value(|key| edit_store::read(key));
        edit.flatten().is_some_and(|edit| edit.base != edit.edited)
    }

    /// Shows the list of the other administrator instead of this one.
    pub fn use_theirs(self, theirs: SettingList) {
        self.edited.show(theirs.clone());
        self.errors.set(Vec::new());
        self.base.set(Setting::Known(theirs));
        self.saving.clear();
        self.keep_edit();
    }

    /// Saves this list in the place of the other administrator's. Returns what [`ListEditor::save`] returns.
    pub fn save_mine(self, theirs: SettingList) -> Result<(), ListError> {
        self.base.set(Setting::Known(theirs));
        self.save()
    }

    fn keep_edit(self) {
        self.edited.keep(self.edit_key, self.base, self.sent);
    }

    fn change(self, change: impl FnOnce(&mut Vec<EditedItem>)) {
        self.edited
            .items
            .try_update(|items| change(items.get_or_insert_default()));
        self.after_edit();
    }

    /// Keeps the changes. What was found out about another list says nothing of this one. A save that runs goes on.
    fn after_edit(self) {
        self.errors.maybe_update(|known| {
            let errors = if known.is_empty() {
                Vec::new()
            } else {
                self.edited.errors()
            };
            known.extract_if(.., |error| !errors.contains(error)).count() > 0
        });
        self.keep_edit();
        let has_outcome = self.saving.with_untracked(|state| state.result.is_some());
        if has_outcome == Some(true) {
            self.saving.clear();
        }
    }
}
