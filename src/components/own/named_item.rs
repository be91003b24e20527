//! A CRM item by its name.

use crate::call::Binding;
use crate::components::{ItemLink, item_by_id};
use crate::state::own::Own;
use leptos::prelude::*;

/// The name of an item, with a link to its page.
#[component]
pub(super) fn NamedItem(own: Own, item: Binding) -> impl IntoView {
    let name = {
        let item = item.clone();
        move || own.name(&item).unwrap_or_else(|| item_by_id(&item))
    };
    view! {
        <span>
            <ItemLink pages=own.pages item>
                <bdi>{name}</bdi>
            </ItemLink>
        </span>
    }
}
