//! A note or a next step after the call is saved: one that failed, or another one.

use crate::call::{Binding, SaveStep, WrapUpForm};
use crate::components::wrap_up::{
    AnswersInNote, CallScript, NextStepFields, NoteField, SUMMARY, TargetField, focus_error, is_running,
    on_submit_key,
};
use crate::components::{ActionButton, focus, pass_focus, scoped_memo};
use crate::state::WrapUp;
use leptos::prelude::*;

/// The fields of note and next step where one of them is not saved, else the button that brings them back. Nothing where
/// there is no item for them.
#[component]
pub(super) fn LaterNote(wrap_up: WrapUp, title: Callback<Binding, String>) -> impl IntoView {
    let has_item = scoped_memo(move || !wrap_up.items().is_empty());
    let has_text = scoped_memo(move || wrap_up.form.with(WrapUpForm::is_for_client));
    // What was typed while the call was being saved has its field at once, with the keyboard focus.
    let is_writing = RwSignal::new(has_text.get_untracked());
    let has_failed = scoped_memo(move || {
        let steps = [SaveStep::Note, SaveStep::NextStep];
        wrap_up.progress.with(|progress| progress.has_failed(&steps))
    });
    // A field that the agent has emptied stays.
    Effect::new(move |_| {
        if has_text.get() {
            is_writing.set(true);
        }
    });
    let busy = is_running(wrap_up);
    Effect::new(move |was_running: Option<bool>| {
        let running = busy.get();
        let is_over = was_running == Some(true) && !running;
        if is_over && !has_text.get_untracked() && !has_failed.get_untracked() {
            is_writing.set(false);
        }
        running
    });
    let was_pressed = StoredValue::new(false);
    let button = move || {
        let on_press = move |()| {
            was_pressed.set_value(true);
            is_writing.set(true);
        };
        view! {
            <Show when=move || has_item.get()>
                <div class="buttons">
                    <ActionButton label="summary.another-note" on_press />
                </div>
            </Show>
        }
    };
    view! {
        <Show when=move || is_writing.get() fallback=button>
            <LaterNoteFields wrap_up title takes_focus=was_pressed.try_update_value(core::mem::take).unwrap_or_default() />
        </Show>
    }
}

#[component]
fn LaterNoteFields(wrap_up: WrapUp, title: Callback<Binding, String>, takes_focus: bool) -> impl IntoView {
    let save = Callback::new(move |()| focus_error(wrap_up, wrap_up.save_note()));
    Effect::new(move |_| {
        if takes_focus {
            focus("wrap-up-note");
        }
    });
    view! {
        <div class="form" on:keydown=on_submit_key(save) use:pass_focus=SUMMARY>
            <CallScript wrap_up />
            <NoteField wrap_up />
            <AnswersInNote wrap_up />
            <TargetField wrap_up title />
            <NextStepFields wrap_up />
        </div>
    }
}
