//! What became of the former call.

use super::SaveResult;
use crate::components::SentenceWithNumber;
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
            let number = move || call.client(calls).number;
            view! {
                <div class="notice former">
                    <p>
                        <SentenceWithNumber text="wrap-up.former" number=Signal::derive(number) />
                    </p>
                    <SaveResult wrap_up=call.wrap_up />
                </div>
            }
        })
    }
}
