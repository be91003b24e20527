//! Choosing what a call belongs to.

use super::{ActionButton, scoped_memo};
use crate::i18n::t;
use crate::state::Card;
use leptos::prelude::*;

/// The key of the item that note and next step of the call on the card go to.
pub fn chosen_target(card: Card) -> Signal<String> {
    Signal::derive(move || {
        let call = card.calls.on_card();
        call.map(|call| call.wrap_up.form.with(|form| form.target.clone()))
            .unwrap_or_default()
    })
}

/// *Choose for this call*: has note and next step go to an item, and the call when it is finished. Says so where they do.
#[component]
pub fn TargetChoice(
    /// The key of the item that note and next step go to; empty where none was chosen.
    #[prop(into)]
    target: Signal<String>,
    /// The key of the item.
    key: String,
    /// What the item is called.
    name: String,
    /// Chooses it.
    #[prop(into)]
    on_choose: Callback<()>,
) -> impl IntoView {
    let is_target = scoped_memo(move || target.with(|target| *target == key));
    let choose = format!("{}: {name}", t("deals.target"));
    view! {
        <Show when=move || !is_target.get()>
            <ActionButton label="deals.target" name=choose.clone() on_press=on_choose />
        </Show>
        // A region that is there before its text: a screen reader does not announce one that comes with its text.
        <span role="status">
            {move || is_target.get().then(|| view! { <span class="badge">{t("deals.is-target")}</span> })}
        </span>
    }
}
