//! The open deals of a client.

use super::part::{HistoryPart, PartTexts, part_count, part_items, part_view};
use super::show_all::{ShowAll, shown};
use crate::api::overview::{OpenDeal, Part};
use crate::call::{Binding, EntityKind};
use crate::components::{Icon, ItemLink, TargetChoice, can_undo_choice, chosen_target, joined, scoped_memo};
use crate::i18n::{ago, money, t, tf};
use crate::state::{Card, now};
use leptos::prelude::*;
use std::hash::Hash;

const TEXTS: PartTexts = PartTexts {
    id: "deals-title",
    title: "deals.title",
    none: "deals.none",
    no_right: "deals.no-right",
    trouble: "deals.trouble",
};

/// The deals of the client that are not closed, whether the call is bound to them or not.
#[component]
pub(super) fn OpenDeals(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    let overview = card.overview;
    let view = part_view(overview, TEXTS, |known| &known.deals);
    view! {
        <HistoryPart
            overview
            part=Part::Deals
            texts=TEXTS
            view
            list=move || view! { <DealList card /> }
        />
    }
}

#[component]
fn DealList(card: Card) -> impl IntoView {
    let all = RwSignal::new(false);
    let deals = part_items(card.overview, |known| &known.deals, move || shown(all.get()));
    let count = part_count(card.overview, |known| &known.deals);
    view! {
        <ul class="history-list" aria-labelledby=TEXTS.id>
            <For each=move || deals.get() key=row_key let(deal)>
                <DealRow card deal />
            </For>
        </ul>
        <ShowAll title=TEXTS.title list=TEXTS.id count=count.into() all />
    }
}

/// A row is drawn anew where something else is to be shown in it.
fn row_key(deal: &OpenDeal) -> impl Eq + Hash + use<> {
    let item = deal.item.clone();
    let amount = item.amount.map(|(amount, currency)| (amount.to_bits(), currency));
    (deal.id, item.name, item.stage, amount, item.assigned_by_id)
}

/// A deal: its name, and stage, amount, age and the responsible colleague.
#[component]
fn DealRow(card: Card, deal: OpenDeal) -> impl IntoView {
    let session = card.overview.session;
    let known = deal.clone();
    let OpenDeal { id, item } = deal;
    let binding = Binding::new(EntityKind::Deal, id);
    let name = if item.name.is_empty() {
        format!("{} {id}", t("kind.DEAL"))
    } else {
        item.name
    };
    let amount = item.amount.map(|(amount, currency)| money(amount, &currency));
    let age = item
        .created
        .map(|created| tf("deals.created", &[("age", &ago(created, now()))]));
    let (stage, responsible) = (item.stage, item.assigned_by_id);
    let more = scoped_memo(move || {
        let stage = stage.as_ref().and_then(|stage| session.stage(stage));
        let who = responsible.and_then(|id| session.person(id));
        let who = who.map(|name| tf("search.responsible", &[("name", &name)]));
        let parts = [stage, amount.clone(), age.clone(), who];
        joined(parts.into_iter().flatten())
    });
    let key = binding.key();
    let target = view! {
        <TargetChoice
            target=chosen_target(card)
            key
            name=name.clone()
            on_choose=move |()| card.choose_deal(&known)
            can_undo=can_undo_choice(card)
            on_undo=move |()| card.undo_choice()
        />
    };
    view! {
        <li class="history-row">
            <Icon name="deal" />
            <span class="history-name">
                <ItemLink pages=card.pages item=binding>
                    <bdi>{name}</bdi>
                </ItemLink>
            </span>
            <span class="history-more">{move || more.get()}</span>
            <div class="history-actions">{target}</div>
        </li>
    }
}
