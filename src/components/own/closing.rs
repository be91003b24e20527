//! The forms that finish a call from the list of the app's own page, and attach its recording.

use super::phrases::provide_phrases;
use crate::call::{Binding, EntityKind, WrapUpForm};
use crate::components::recording::RecordingForm;
use crate::components::wrap_up::{Parts, SaveResult, SavedList, WrapUpFields};
use crate::components::{ActionButton, has_focus_within, item_by_id, kind_name, scoped_memo};
use crate::i18n::tf;
use crate::state::own::{Form, Own};
use crate::state::{SaveProgress, WrapUp};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The buttons that open the forms of a call. A finished call is not finished again; another recording replaces the one
/// it has.
#[component]
pub fn ClosingButtons(
    /// The page.
    own: Own,
    /// The call, by its `CALL_ID`.
    call_id: String,
) -> impl IntoView {
    let call_id = StoredValue::new(call_id);
    let is_finished =
        move || call_id.with_value(|call_id| own.calls.see(call_id, |row| row.call.finished)) == Some(true);
    view! {
        <div class="buttons">
            <Show when=move || !is_finished()>
                <FormToggle own call_id label="registered.finish" form=Form::Finish />
            </Show>
            <FormToggle own call_id label="registered.attach" form=Form::Record />
        </div>
    }
}

/// The button that opens a form, and closes it. It keeps the keyboard focus: the form comes next.
#[component]
fn FormToggle(own: Own, call_id: StoredValue<String>, label: &'static str, form: Form) -> impl IntoView {
    let is_open = move || call_id.with_value(|call_id| own.closings.is_open(form, call_id));
    view! {
        <ActionButton
            label
            on_press=move |()| call_id.with_value(|call_id| own.toggle(form, call_id))
            attr:aria-expanded=move || is_open().to_string()
        />
    }
}

/// The form of a call that is open, and the outcome of saving it.
#[component]
pub fn ClosingForm(
    /// The page.
    own: Own,
    /// The call, by its `CALL_ID`.
    call_id: String,
    /// The client's number, for the name of the form.
    number: String,
) -> impl IntoView {
    let call_id = StoredValue::new(call_id);
    let number = StoredValue::new(number);
    // It is made when the agent opens it, and read when it is drawn.
    let wrap_up = move || untrack(|| call_id.with_value(|id| own.closings.wrap_up(id)));
    let open = scoped_memo(move || {
        let forms = [Form::Finish, Form::Record].into_iter();
        call_id.with_value(|id| forms.clone().find(|form| own.closings.is_open(*form, id)))
    });
    let shows_result =
        scoped_memo(move || call_id.with_value(|id| own.closings.is_of_unsaved(id) == Some(false)));
    let form = move || {
        open.get().zip(wrap_up()).map(|(form, wrap_up)| {
            let (label, fields) = match form {
                Form::Record => (
                    "registered.attach-to",
                    view! { <RecordingForm wrap_up /> }.into_any(),
                ),
                Form::Finish | Form::Unsaved => (
                    "registered.finish-of",
                    view! { <FinishForm own wrap_up number=number.get_value() /> }.into_any(),
                ),
            };
            let name = number.with_value(|number| tf(label, &[("number", number)]));
            view! {
                <div class="own-form" role="group" aria-label=name use:focus_row_at_end>
                    {fields}
                </div>
            }
        })
    };
    view! {
        <div class="own-closing">
            {form}
            <Show when=move || shows_result.get()>
                {move || wrap_up().map(|wrap_up| view! { <OwnSaveResult own wrap_up /> })}
            </Show>
        </div>
    }
}

/// The outcome of saving a call, and what the portal has of it.
#[component]
pub fn OwnSaveResult(
    /// The page.
    own: Own,
    /// The wrap-up of the call.
    wrap_up: WrapUp,
) -> impl IntoView {
    let title = Callback::new(move |item| item_title(own, &item));
    let is_finished = scoped_memo(move || wrap_up.progress.with(SaveProgress::is_finished));
    view! {
        <SaveResult wrap_up />
        <Show when=move || is_finished.get()>
            <SavedList wrap_up title />
        </Show>
    }
}

/// A directive for a form: when it closes with the keyboard focus in it, the focus moves to the row of the call.
fn focus_row_at_end(form: Element) {
    let form = StoredValue::new_local(form);
    // Runs before the form is removed from the page.
    on_cleanup(move || {
        let row = form.try_with_value(|form| {
            let row = form.closest("[tabindex='-1']").ok().flatten();
            row.filter(|_| has_focus_within(form))?
                .dyn_into::<HtmlElement>()
                .ok()
        });
        if let Some(row) = row.flatten() {
            let _ = row.focus();
        }
    });
}

#[component]
fn FinishForm(own: Own, wrap_up: WrapUp, number: String) -> impl IntoView {
    provide_phrases(own, wrap_up, number);
    // What was typed is to be seen even where the item is gone meanwhile.
    let note = untrack(|| !wrap_up.items().is_empty() || wrap_up.form.with(WrapUpForm::is_for_client));
    let parts = Parts { call: true, note };
    view! { <WrapUpFields wrap_up parts title=Callback::new(move |item| item_title(own, &item)) /> }
}

/// An item by its kind and name; by its id as long as the name is not known.
pub(super) fn item_title(own: Own, item: &Binding) -> String {
    match (own.name(item), &item.kind) {
        (Some(name), EntityKind::Other(_)) => name,
        (Some(name), kind) => format!("{}: {name}", kind_name(kind)),
        (None, _) => item_by_id(item),
    }
}
