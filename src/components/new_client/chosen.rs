//! What was created or chosen for the call, until the portal binds the call to it.

use crate::call::Binding;
use crate::components::client::BindingRow;
use crate::components::scoped_memo;
use crate::i18n::t;
use crate::state::Card;
use leptos::prelude::*;

/// The client that the agent has created or chosen here. One who is listed as a possible caller is marked there.
#[component]
pub fn ChosenItems(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    let items = scoped_memo(move || chosen_items(card));
    view! {
        <Show when=move || items.with(|items| !items.is_empty())>
            <ul class="bindings" aria-label=t("new-client.items")>
                <For each=move || items.get() key=Clone::clone let((item, is_created))>
                    <BindingRow
                        card
                        item
                        badge=if is_created { "new-client.created" } else { "new-client.chosen" }
                    />
                </For>
            </ul>
        </Show>
    }
}

/// The items of that list. Tracks them.
pub fn chosen_items(card: Card) -> Vec<(Binding, bool)> {
    let mut items = card.own_items();
    if card.unknown_caller().is_none() {
        // The possible callers are not listed.
        return items;
    }
    card.search.found.with(|found| {
        let is_listed = |item: &Binding| {
            let mut found = found.iter().flatten();
            found.any(|found| found.candidate.crm_entity == *item)
        };
        items.retain(|(item, is_created)| *is_created || !is_listed(item));
    });
    items
}
