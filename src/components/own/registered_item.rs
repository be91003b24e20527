//! A link to a CRM item.

use crate::call::Binding;
use crate::components::{ItemLink, item_by_id};
use crate::i18n::t;
use crate::state::own::Own;
use leptos::prelude::*;

/// The name of an item, with a link to its page where that is known, and why it could not be opened.
#[component]
pub(super) fn RegisteredItem(own: Own, item: Binding) -> impl IntoView {
    let refused = RwSignal::new(false);
    let href = own.link(&item);
    let name = {
        let item = item.clone();
        move || own.name(&item).unwrap_or_else(|| item_by_id(&item))
    };
    let open = move || {
        // The answer may come after the item is gone.
        own.open_item(&item, move || {
            refused.try_set(true);
        })
    };
    view! {
        <span>
            <ItemLink href on_open=open>
                <bdi>{name}</bdi>
            </ItemLink>
            <span class="field-wrong" role="status">
                {move || refused.get().then(|| t("own.open-failed"))}
            </span>
        </span>
    }
}
