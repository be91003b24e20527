//! What the call on the card belongs to, and the agent's choice of it.

use super::{Card, Name, WrapUp};
use crate::api::crm::Item;
use crate::api::overview::OpenDeal;
use crate::call::{Binding, EntityKind, NewClientRecord};
use leptos::prelude::*;

impl Card {
    /// The call belongs to this deal: note and next step go to it.
    pub fn choose_deal(self, deal: &OpenDeal) {
        let Some(call) = untrack(|| self.calls.on_card()) else {
            return;
        };
        let item = Binding::new(EntityKind::Deal, deal.id);
        call.wrap_up.choose_call_item(&item);
        self.names.add_known(item, &deal.item);
    }

    /// Binds the saved call of this wrap-up to an item: to one of those that the card knows, or to a `deal` of the history.
    pub fn bind_call(self, wrap_up: WrapUp, item: &Binding, deal: Option<&OpenDeal>) {
        if let Some(deal) = deal {
            self.names.add_known(item.clone(), &deal.item);
        }
        wrap_up.bind(item);
    }

    /// The call belongs to this item, which has the number of the caller: note and next step go to it.
    pub fn choose_client(self, item: &Binding, known: &Item) {
        if let Some(call) = untrack(|| self.calls.on_card()) {
            call.new_client.choose(item, known);
        }
    }

    /// The call does not belong to what was chosen for it.
    pub fn undo_choice(self) {
        if let Some(call) = untrack(|| self.calls.on_card()) {
            call.new_client.undo_choice();
        }
    }

    /// What was created or chosen for the call and is not among the items that the portal has bound to it, and whether each
    /// was created here. Tracks it.
    pub fn own_items(self) -> Vec<(Binding, bool)> {
        let Some(call) = self.calls.on_card() else {
            return Vec::new();
        };
        let mut items = call.new_client.record.with(NewClientRecord::items);
        self.call.with(|call| {
            let bound = call.status.items();
            items.retain(|(item, _)| !bound.contains(item));
        });
        items
    }

    /// The number of a caller whom nobody in CRM has: the call is bound to nothing, or only to what is gone or takes no notes.
    /// Tracks it.
    pub fn unknown_caller(self) -> Option<String> {
        let (number, items) = self.call.with(|call| {
            let number = call.bound_number().map(ToOwned::to_owned);
            (number, call.status.items())
        });
        let is_client = |item: &Binding| item.kind.has_timeline() && self.names.of(item) != Name::Gone;
        number.filter(|_| !items.iter().any(is_client))
    }
}
