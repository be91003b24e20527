//! What can be done with a registered call.

use super::closing::ClosingButtons;
use super::names::person;
use super::row::This;
use crate::components::ActionButton;
use crate::state::own::Action;
use leptos::prelude::*;

/// The buttons that show and hide the card, and those that open the forms of the call.
#[component]
pub(super) fn Controls(
    this: This,
    /// The id of the call.
    call_id: String,
    /// For whom the call was registered; nothing for an internal number.
    user: Option<u64>,
) -> impl IntoView {
    view! {
        <div class="own-controls">
            // The card of a finished call cannot be shown to anybody.
            <Show when=move || !this.is_finished()>
                <CardButtons this user />
            </Show>
            <ClosingButtons own=this.own call_id />
        </div>
    }
}

/// The buttons that show and hide the card.
#[component]
fn CardButtons(this: This, user: Option<u64>) -> impl IntoView {
    let busy = Signal::derive(move || this.is_busy());
    // For whom the call was registered needs no dialog.
    let show_to_user = user.map(|user| {
        move || {
            view! {
                <ActionButton
                    label="search.show-to"
                    values=vec![("name", person(this.own, user))]
                    busy
                    on_press=move |()| this.start(Action::Show(vec![user]))
                />
            }
        }
    });
    view! {
        <div class="buttons">
            {show_to_user}
            <ActionButton label="colleagues.show" busy on_press=move |()| this.choose(Action::Show) />
            <ActionButton label="registered.hide" busy on_press=move |()| this.choose(Action::Hide) />
        </div>
    }
}
