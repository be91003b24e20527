//! The note.

use super::entry::{entry, error_of};
use crate::components::TextAreaField;
use crate::i18n::t;
use crate::state::WrapUp;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

const ID: &str = "wrap-up-note";

/// The note.
#[component]
pub fn NoteField(
    /// The wrap-up.
    wrap_up: WrapUp,
    /// Ctrl+Enter, or Cmd+Enter, was pressed.
    on_enter: Callback<()>,
) -> impl IntoView {
    let on_keydown = move |event: KeyboardEvent| {
        // A key that is held down repeats.
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.repeat() {
            event.prevent_default();
            on_enter.run(());
        }
    };
    view! {
        <TextAreaField
            id=ID
            label=t("wrap-up.note")
            value=entry(wrap_up, |form| &form.note)
            on_input=move |note: String| wrap_up.write_note(note)
            error=error_of(wrap_up, ID)
            on:keydown=on_keydown
        />
    }
}
