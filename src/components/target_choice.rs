//! Choosing what a call belongs to.

use super::{ActionButton, scoped_memo};
use crate::i18n::t;
use crate::state::{Card, SaveProgress};
use leptos::prelude::*;

/// The key of the item that note and next step of the call on the card go to.
pub fn chosen_target(card: Card) -> Signal<String> {
    Signal::derive(move || {
        let call = card.calls.on_card();
        call.map(|call| call.wrap_up.form.with(|form| form.target.clone()))
            .unwrap_or_default()
    })
}

/// Whether the call on the card is not saved yet, so that a choice can be taken back.
pub fn can_undo_choice(card: Card) -> Signal<bool> {
    Signal::derive(move || {
        let call = card.calls.on_card();
        call.is_some_and(|call| !call.wrap_up.progress.with(SaveProgress::is_finished))
    })
}

/// *Choose for this call*: has note and next step go to an item, and the call when it is finished. Says so where they do,
/// and takes the choice back.
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
    /// Whether the choice can be taken back: a saved call stays bound.
    #[prop(into)]
    can_undo: Signal<bool>,
    /// Takes the choice back.
    #[prop(into)]
    on_undo: Callback<()>,
) -> impl IntoView {
    let is_target = scoped_memo(move || target.with(|target| *target == key));
    let [choose, undo] = ["deals.target", "deals.undo"].map(|key| format!("{}: {name}", t(key)));
    view! {
        <Show when=move || !is_target.get()>
            <ActionButton label="deals.target" name=choose.clone() on_press=on_choose />
        </Show>
        // A region that is there before its text: a screen reader does not announce one that comes with its text.
        <span role="status">
            {move || is_target.get().then(|| view! { <span class="badge">{t("deals.is-target")}</span> })}
        </span>
        // Not in the place of the other button: a second click must not take the choice back.
        <Show when=move || is_target.get() && can_undo.get()>
            <ActionButton label="deals.undo" name=undo.clone() on_press=on_undo />
        </Show>
    }
}
