//! What became of the former call.

use super::SaveResult;
use crate::i18n::{t, tf};
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
            let number = move || match call.client(calls).number {
                number if number.is_empty() => t("number.unknown"),
                number => number,
            };
            view! {
                <div class="notice former">
                    <p>{move || tf("wrap-up.former", &[("number", &number())])}</p>
                    <SaveResult wrap_up=call.wrap_up />
                </div>
            }
        })
    }
}
