//! What became of the former call.

use super::SaveResult;
use crate::components::number_or_unknown;
use crate::i18n::tf;
use crate::state::CardCalls;
use leptos::prelude::*;

/// The outcome of a save that ended after the card had gone on to another call; nothing where there is none.
#[component]
pub fn FormerCall(
    /// The calls of the card.
    calls: CardCalls,
) -> impl IntoView {
    move || {
        calls.former().map(|call| {
            let number = move || number_or_unknown(&call.client(calls).number);
            view! {
                <div class="notice former">
                    <p>{move || tf("wrap-up.former", &[("number", &number())])}</p>
                    <SaveResult wrap_up=call.wrap_up />
                </div>
            }
        })
    }
}
