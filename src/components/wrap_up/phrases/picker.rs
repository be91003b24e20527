//! What is open of the list of phrases, and inserting one.

use super::choices::option_id;
use super::{LIST, PhraseSource};
use crate::api::settings::SettingKey;
use crate::call::ListItem;
use crate::call::phrases::{self, PhraseQuery};
use crate::state::{PhraseChange, WrapUp};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlTextAreaElement, KeyboardEvent};

/// The list of phrases of a note. A small handle: copies are the same list.
#[derive(Clone, Copy)]
pub struct PhrasePicker {
    /// Where the phrases come from.
    pub source: PhraseSource,
    wrap_up: WrapUp,
    note: NodeRef<html::Textarea>,
    /// How the list was opened; nothing while it is closed.
    opened: RwSignal<Option<OpenedBy>>,
    /// The `/` whose list the agent has closed.
    dismissed: StoredValue<Option<usize>>,
    /// The place of the phrase that Enter inserts, in the list.
    pub active: RwSignal<usize>,
    /// Whether the own phrases are shown to be deleted.
    pub manages: RwSignal<bool>,
    /// Whether *Save as phrase* found nothing to save.
    pub is_note_blank: RwSignal<bool>,
    /// The phrases to choose from.
    pub choices: Memo<Vec<PhraseChoice>>,
}

/// How the list was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
enum OpenedBy {
    /// By its button.
    Button,
    /// By `/` in the note.
    Query(PhraseQuery),
}

/// A phrase to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseChoice {
    /// Its text.
    pub text: String,
    /// Whether it is the agent's own.
    pub is_own: bool,
}

impl PhrasePicker {
    /// A closed list for a note.
    pub fn new(source: PhraseSource, wrap_up: WrapUp, note: NodeRef<html::Textarea>) -> Self {
        let opened = RwSignal::new(None);
        let choices = Memo::new(move |_| {
            opened.with(|opened| match opened {
                None => Vec::new(),
                Some(OpenedBy::Button) => choices(source, ""),
                Some(OpenedBy::Query(query)) => choices(source, &query.filter),
            })
        });
        Self {
            source,
            wrap_up,
            note,
            opened,
            dismissed: StoredValue::new(None),
            active: RwSignal::new(0),
            manages: RwSignal::new(false),
            is_note_blank: RwSignal::new(false),
            choices,
        }
    }

    /// Whether the list is on screen: what was typed after `/` may fit no phrase. Tracks it.
    pub fn is_shown(self) -> bool {
        match self.opened.get() {
            None => false,
            Some(OpenedBy::Button) => true,
            Some(OpenedBy::Query(_)) => self.choices.with(|choices| !choices.is_empty()),
        }
    }

    /// The id of the listbox, where it is on screen. Tracks it.
    pub fn listbox(self) -> Option<&'static str> {
        let has_choices = self.choices.with(|choices| !choices.is_empty());
        (has_choices && !self.manages.get()).then_some(LIST)
    }

    /// The id of the phrase that Enter inserts, where the listbox is on screen. Tracks it.
    pub fn active_option(self) -> Option<String> {
        self.listbox().map(|_| option_id(self.active.get()))
    }

    /// Opens the list by its button, or closes it.
    pub fn toggle(self) {
        if untrack(|| self.is_shown()) {
            return self.close();
        }
        self.open(OpenedBy::Button);
        if let Some(note) = self.note.get_untracked() {
            let _ = note.focus();
        }
    }

    /// The note was changed by the agent.
    pub fn on_input(self) {
        let Some((text, _, caret)) = self.selection() else {
            return;
        };
        match phrases::query(&text, caret) {
            None => {
                self.dismissed.set_value(None);
                self.close();
            }
            Some(query) if self.dismissed.get_value() == Some(query.start) => {}
            Some(query) => self.open(OpenedBy::Query(query)),
        }
    }

    /// The caret may have left what was typed after `/`, or its end: what follows the caret would stay behind a phrase.
    pub fn on_caret(self) {
        let Some(OpenedBy::Query(opened)) = self.opened.get_untracked() else {
            return;
        };
        let query = self
            .selection()
            .and_then(|(text, _, caret)| phrases::query(&text, caret));
        if query.as_ref() != Some(&opened) {
            self.close();
        }
    }

    /// A key was pressed in the note. Those of the list do nothing else.
    pub fn on_key(self, event: &KeyboardEvent) {
        let is_modified = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        if event.is_composing() || is_modified || untrack(|| self.is_shown() && self.manages.get()) {
            return;
        }
        let count = self.choices.with_untracked(Vec::len);
        if count == 0 {
            return;
        }
        let active = self.active.get_untracked().min(count - 1);
        match event.key().as_str() {
            "ArrowDown" => self.active.set((active + 1) % count),
            "ArrowUp" => self.active.set((active + count - 1) % count),
            "Enter" => self.insert(active),
            key => match self.numbered(key).filter(|at| *at < count) {
                Some(at) => self.insert(at),
                None => return,
            },
        }
        event.prevent_default();
    }

    /// The place of the phrase with this number, unless the agent has begun to type what it contains, or is typing another
    /// number.
    fn numbered(self, key: &str) -> Option<usize> {
        let is_text = self.opened.with_untracked(|opened| match opened {
            Some(OpenedBy::Query(query)) => !query.filter.is_empty() || query.follows_number,
            _ => false,
        });
        let number = key.parse::<usize>().ok().filter(|_| !is_text && key.len() == 1);
        number?.checked_sub(1)
    }

    /// Inserts a phrase of the list at the caret, in the place of what is selected or was typed after `/`.
    pub fn insert(self, at: usize) {
        let choice = self.choices.with_untracked(|choices| choices.get(at).cloned());
        let (Some(choice), Some((text, start, end))) = (choice, self.selection()) else {
            return;
        };
        let start = match self.opened.get_untracked() {
            Some(OpenedBy::Query(query)) => query.start,
            _ => start,
        };
        let phrase = phrases::fill(&choice.text, &self.source.values.run(()));
        let inserted = phrases::insert(&text, start, end, &phrase);
        self.close();
        if let Some(note) = self.note.get_untracked() {
            let _ = note.focus();
            select(&note, start, end);
            // Typed by the browser, it can be undone with Ctrl+Z.
            if type_text(&phrase) != Some(true) || note.value() != inserted.text {
                note.set_value(&inserted.text);
                select(&note, inserted.caret, inserted.caret);
            }
        }
        // What was typed may end like a search, and have opened the list again.
        self.close();
        self.wrap_up.write_note(inserted.text);
    }

    /// Adds what is selected in the note, or the whole note, to the agent's own phrases.
    pub fn keep_as_phrase(self) {
        let Some((text, start, end)) = self.selection() else {
            return;
        };
        let phrase = phrases::selected(&text, start, end);
        self.is_note_blank.set(phrase.is_empty());
        if phrase.is_empty() {
            self.source.own.clear();
        } else {
            self.source.own.start(PhraseChange::Add(phrase.to_owned()));
        }
    }

    /// Closes the list, because the agent wants to: what stands after `/` stays as it is typed.
    pub fn dismiss(self) {
        if let Some(OpenedBy::Query(query)) = self.opened.get_untracked() {
            self.dismissed.set_value(Some(query.start));
        } else if let Some(note) = self.note.get_untracked() {
            let _ = note.focus();
        }
        self.close();
    }

    /// Closes the list.
    pub fn close(self) {
        if self.opened.with_untracked(Option::is_some) {
            self.opened.set(None);
            self.manages.set(false);
        }
    }

    fn open(self, opened: OpenedBy) {
        if self
            .opened
            .with_untracked(|known| known.as_ref() == Some(&opened))
        {
            return;
        }
        self.active.set(0);
        self.is_note_blank.set(false);
        self.source.own.clear();
        self.opened.set(Some(opened));
        // They are known, unless asking for them failed.
        self.source.settings.ask_now();
    }

    /// The text of the note, and where the selection begins and ends.
    fn selection(self) -> Option<(String, usize, usize)> {
        let note: HtmlTextAreaElement = self.note.get_untracked()?;
        let at = |place: Result<Option<u32>, _>| place.ok().flatten().map_or(0, |at| at as usize);
        Some((note.value(), at(note.selection_start()), at(note.selection_end())))
    }
}

/// Selects what stands between two places.
fn select(note: &HtmlTextAreaElement, start: usize, end: usize) {
    let [start, end] = [start, end].map(|place| u32::try_from(place).unwrap_or(u32::MAX));
    let _ = note.set_selection_range(start, end);
}

/// Has the browser type a text in the place of what is selected. Nothing or `false` where it does not.
fn type_text(text: &str) -> Option<bool> {
    let document: HtmlDocument = document().dyn_into().ok()?;
    document
        .exec_command_with_show_ui_and_value("insertText", false, text)
        .ok()
}

/// The phrases that contain the filter, the agent's own ones first.
fn choices(source: PhraseSource, filter: &str) -> Vec<PhraseChoice> {
    let own = source.settings.get(SettingKey::OwnPhrases);
    let shared = source.settings.get(SettingKey::SharedPhrases);
    let choice = |item: &ListItem, is_own| PhraseChoice {
        text: item.text.clone(),
        is_own,
    };
    let own = own.items().iter().map(|item| choice(item, true));
    let all: Vec<PhraseChoice> = own
        .chain(shared.items().iter().map(|item| choice(item, false)))
        .collect();
    let found = phrases::matching(all.iter().map(|choice| choice.text.as_str()), filter);
    found.into_iter().filter_map(|at| all.get(at).cloned()).collect()
}
