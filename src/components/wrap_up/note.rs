//! The note, with its phrases.

use super::entry::{entry, error_of};
use super::phrases::{PhraseButton, PhrasePanel, PhrasePicker, PhraseSource};
use crate::components::scoped_memo;
use crate::i18n::t;
use crate::state::{WrapUp, WrapUpForm};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, KeyboardEvent, Node};

const ID: &str = "wrap-up-note";

/// The note. Where its page provides a [`PhraseSource`], phrases can be inserted.
#[component]
pub fn NoteField(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let note = NodeRef::<html::Textarea>::new();
    let field = NodeRef::<html::Div>::new();
    let picker = use_context::<PhraseSource>().map(|source| PhrasePicker::new(source, wrap_up, note));
    let value = entry(wrap_up, |form| &form.note);
    let error = error_of(wrap_up, ID);
    // Finishing the call would say the same. Now there is still somebody to ask.
    let has_no_place = scoped_memo(move || {
        let is_wrong = error.with(|error| !error.is_empty());
        !is_wrong && wrap_up.items().is_empty() && wrap_up.form.with(WrapUpForm::has_note)
    });
    let text = NoteText::new(note, value);
    let on_keydown = move |event: KeyboardEvent| {
        if let Some(picker) = picker {
            picker.on_key(&event);
        }
    };
    let on_caret = move || {
        if let Some(picker) = picker {
            picker.on_caret();
        }
    };
    let on_escape = move |event: KeyboardEvent| {
        let shown = picker.filter(|picker| event.key() == "Escape" && untrack(|| picker.is_shown()));
        if let Some(picker) = shown {
            event.prevent_default();
            event.stop_propagation();
            picker.dismiss();
        }
    };
    let on_leave = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        // A field that is removed while it has the focus loses it, too: then nothing is left of the list.
        let Some(field) = field.try_get_untracked().flatten() else {
            return;
        };
        // A window that loses the focus keeps the list.
        let is_outside = to.is_some_and(|to| !field.contains(Some(&to)));
        if let Some(picker) = picker.filter(|_| is_outside) {
            picker.close();
        }
    };
    let controls = move || picker.and_then(PhrasePicker::listbox);
    view! {
        <div class="field note" node_ref=field on:keydown=on_escape on:focusout=on_leave>
            <label for=ID>{t("wrap-up.note")}</label>
            // A text of several lines cannot be a combobox: the button says whether the list is open.
            <textarea
                class="input"
                id=ID
                rows="4"
                node_ref=note
                aria-describedby=format!("{ID}-wrong")
                aria-invalid=move || error.with(|error| !error.is_empty()).then_some("true")
                aria-autocomplete=picker.is_some().then_some("list")
                aria-haspopup=picker.is_some().then_some("listbox")
                aria-controls=controls
                aria-activedescendant=move || picker.and_then(PhrasePicker::active_option)
                on:input:target=move |event| {
                    wrap_up.write_note(text.without_saved(event.target().value()));
                    if let Some(picker) = picker {
                        picker.on_input();
                    }
                }
                on:compositionstart=move |_| text.is_composing.set(true)
                on:compositionend=move |_| text.is_composing.set(false)
                on:keydown=on_keydown
                on:keyup=move |_| on_caret()
                on:click=move |_| on_caret()
            ></textarea>
            {picker.map(|picker| view! { <PhraseButton picker /> })}
            <p class="field-wrong" id=format!("{ID}-wrong")>
                {move || error.get()}
            </p>
            // A region that is there before its text: a screen reader does not announce one that comes with its text.
            <p class="hint" role="status">
                {move || has_no_place.get().then(|| t("wrap-up.no-target"))}
            </p>
            {picker.map(|picker| view! { <PhrasePanel picker /> })}
        </div>
    }
}

/// What the field shows, beside the note: while an input method composes, a field that is changed would end that. So the
/// beginning that was saved meanwhile leaves the field after it.
#[derive(Clone, Copy)]
struct NoteText {
    is_composing: RwSignal<bool>,
    /// The beginning that the field still shows and the note no longer has.
    saved: StoredValue<String>,
}

impl NoteText {
    /// Shows the note in the field. Where its beginning is gone, the caret stays at what is being typed.
    fn new(note: NodeRef<html::Textarea>, value: Signal<String>) -> Self {
        let text = Self {
            is_composing: RwSignal::new(false),
            saved: StoredValue::default(),
        };
        Effect::new(move |_| {
            let (value, is_composing) = (value.get(), text.is_composing.get());
            let Some(note) = note.get() else { return };
            let before = note.value();
            let removed = before.strip_suffix(&value);
            text.saved
                .set_value(removed.filter(|_| is_composing).unwrap_or_default().to_owned());
            if is_composing || before == value {
                return;
            }
            let caret = note.selection_start().ok().flatten();
            note.set_value(&value);
            if let Some(removed) =
                removed.and_then(|removed| u32::try_from(removed.encode_utf16().count()).ok())
            {
                let caret = caret.map(|caret| caret.saturating_sub(removed));
                let _ = note.set_selection_start(caret);
                let _ = note.set_selection_end(caret);
            }
        });
        text
    }

    /// What was typed, without the beginning that is saved.
    fn without_saved(self, typed: String) -> String {
        let rest = self
            .saved
            .with_value(|saved| typed.strip_prefix(saved.as_str()).map(str::to_owned));
        rest.unwrap_or(typed)
    }
}
