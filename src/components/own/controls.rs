//! What can be done with a registered call.

use super::closing::ClosingButtons;
use super::names::person;
use super::row::RowHandle;
use crate::components::ActionButton;
use crate::state::own::CardAction;
use leptos::prelude::*;

/// The buttons that show and hide the card, and those that open the forms of the call.
#[component]
pub(super) fn Controls(
    handle: RowHandle,
    /// The id of the call.
    call_id: String,
    /// For whom the call was registered; nothing for an internal number.
    user: Option<u64>,
) -> impl IntoView {
    view! {
        <div class="own-controls">
            // The card of a finished call cannot be shown to anybody.
            <Show when=move || !handle.is_finished()>
                <CardButtons handle user />
            </Show>
            <ClosingButtons own=handle.own call_id />
        </div>
    }
}

/// The buttons that show and hide the card.
#[component]
fn CardButtons(handle: RowHandle, user: Option<u64>) -> impl IntoView {
    let busy = Signal::derive(move || handle.is_busy());
    // For whom the call was registered needs no dialog.
    let show_to_user = user.map(|user| {
        move || {
            view! {
                <ActionButton
                    label="search.show-to"
                    values=vec![("name", person(handle.own, user))]
                    busy
                    on_press=move |()| handle.start(CardAction::Show(vec![user]))
                />
            }
        }
    });
    view! {
        <div class="buttons">
            {show_to_user}
            <ActionButton
                label="colleagues.show"
                busy
                on_press=move |()| handle.choose(CardAction::Show)
            />
            <ActionButton
                label="registered.hide"
                busy
                on_press=move |()| handle.choose(CardAction::Hide)
            />
        </div>
    }
}
