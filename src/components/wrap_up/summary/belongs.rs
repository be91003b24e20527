//! Binding the saved call to one more item.

use crate::api::overview::OpenDeal;
use crate::call::{Binding, CallState, EntityKind};
use crate::components::wrap_up::is_running;
use crate::components::{ActionButton, SelectField, item_by_id, scoped_memo};
use crate::i18n::t;
use crate::state::{Card, WrapUp};
use leptos::prelude::*;
use std::iter::once;

/// *The call belongs to*: the client's open deals that the call is not bound to yet. Nothing where there are none, where
/// the portal has named no activity of the call, or where the card has gone on to another call: the deals are those of the
/// client on it.
#[component]
pub(super) fn BelongsTo(card: Card, wrap_up: WrapUp) -> impl IntoView {
    let deals = scoped_memo(move || {
        let bound = card.call.with(|call: &CallState| call.status.items());
        let (has_activity, added) = wrap_up
            .progress
            .with(|progress| (progress.activity.is_some(), progress.saved.bound.clone()));
        let is_left = wrap_up.is_left();
        let is_open = |deal: &&OpenDeal| {
            let item = binding(deal);
            has_activity && !is_left && !bound.contains(&item) && added.as_ref() != Some(&item)
        };
        card.overview.known.with(|known| {
            known
                .deals
                .items()
                .iter()
                .filter(is_open)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let options = scoped_memo(move || {
        let none = (String::new(), t("field.choose"));
        deals.with(|deals| once(none).chain(deals.iter().map(option)).collect::<Vec<_>>())
    });
    let selected = RwSignal::new(None::<String>);
    // The one that was chosen in the history of the client. None is taken without the agent.
    let chosen = scoped_memo(move || {
        let key = selected
            .get()
            .unwrap_or_else(|| wrap_up.draft.with(|form| form.target.clone()));
        deals.with(|deals| deals.iter().find(|deal| binding(deal).key() == key).cloned())
    });
    let bind = Callback::new(move |()| {
        if let Some(deal) = chosen.get_untracked() {
            card.bind_deal(wrap_up, &deal);
            selected.set(None);
        }
    });
    view! {
        <Show when=move || deals.with(|deals| !deals.is_empty())>
            <div class="belongs">
                <SelectField
                    id="summary-belongs"
                    label=t("summary.belongs")
                    options
                    value=Signal::derive(move || {
                        chosen.with(|deal| deal.as_ref().map(|deal| binding(deal).key()).unwrap_or_default())
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

/// The key of a deal, and its name.
fn option(deal: &OpenDeal) -> (String, String) {
    let item = binding(deal);
    let name = match deal.item.name.as_str() {
        "" => item_by_id(&item),
        name => name.to_owned(),
    };
    (item.key(), name)
}
