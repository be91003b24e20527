//! Binding the saved call to one more item.

use crate::api::overview::OpenDeal;
use crate::call::{Binding, CallState, EntityKind};
use crate::components::wrap_up::is_running;
use crate::components::{ActionButton, SelectField, item_by_id, scoped_memo};
use crate::i18n::t;
use crate::state::{Card, WrapUp};
use leptos::prelude::*;
use std::iter::once;

/// What the call can be bound to: a client that was created or chosen here, or an open deal.
type ItemChoice = (Binding, Option<OpenDeal>);

/// *The call belongs to*: what was created or chosen for the call, and the client's open deals, as far as the call is not
/// bound to them yet. Nothing where there are none, where the portal has named no activity of the call, or where the card
/// has gone on to another call: they are those of the client on it.
#[component]
pub(super) fn BelongsTo(
    card: Card,
    wrap_up: WrapUp,
    /// What a CRM item is called.
    title: Callback<Binding, String>,
) -> impl IntoView {
    let choices = scoped_memo(move || {
        let (has_activity, added) = wrap_up
            .progress
            .with(|progress| (progress.activity.is_some(), progress.saved.bound.clone()));
        if !has_activity || wrap_up.is_left() {
            return Vec::new();
        }
        let bound = card.call.with(|call: &CallState| call.status.items());
        let own = card.own_items().into_iter().map(|(item, _)| (item, None));
        let mut choices: Vec<ItemChoice> = own.collect();
        card.overview.known.with(|known| {
            for deal in known.deals.items() {
                let item = binding(deal);
                choices.retain(|(known, _)| *known != item);
                choices.push((item, Some(deal.clone())));
            }
        });
        choices.retain(|(item, _)| !bound.contains(item) && added.as_ref() != Some(item));
        choices
    });
    let options = scoped_memo(move || {
        let none = (String::new(), t("field.choose"));
        let option = |(item, deal): &ItemChoice| (item.key(), name(item, deal.as_ref(), title));
        choices.with(|choices| once(none).chain(choices.iter().map(option)).collect::<Vec<_>>())
    });
    let selected = RwSignal::new(None::<String>);
    // The one that was chosen for the call elsewhere on the card. None is taken without the agent.
    let chosen = scoped_memo(move || {
        let key = selected
            .get()
            .unwrap_or_else(|| wrap_up.form.with(|form| form.call_item.clone()));
        choices.with(|choices| choices.iter().find(|(item, _)| item.key() == key).cloned())
    });
    let bind = Callback::new(move |()| {
        if let Some((item, deal)) = chosen.get_untracked() {
            card.bind_call(wrap_up, &item, deal.as_ref());
            selected.set(None);
        }
    });
    view! {
        <Show when=move || choices.with(|choices| !choices.is_empty())>
            <div class="belongs">
                <SelectField
                    id="summary-belongs"
                    label=t("summary.belongs")
                    options
                    value=Signal::derive(move || {
                        chosen.with(|chosen| chosen.as_ref().map(|(item, _)| item.key()).unwrap_or_default())
                    })
                    on_change=move |key| selected.set(Some(key))
                />
                <Show when=move || chosen.with(Option::is_some)>
                    <ActionButton label="summary.bind" busy=is_running(wrap_up) on_press=bind />
                </Show>
            </div>
        </Show>
    }
}

fn binding(deal: &OpenDeal) -> Binding {
    Binding::new(EntityKind::Deal, deal.id)
}

/// What a choice is called.
fn name(item: &Binding, deal: Option<&OpenDeal>, title: Callback<Binding, String>) -> String {
    match deal.map(|deal| deal.item.name.as_str()) {
        None => title.run(item.clone()),
        Some("") => item_by_id(item),
        Some(name) => name.to_owned(),
    }
}
