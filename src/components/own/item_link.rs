//! A link to a CRM item.

use super::shared::by_id;
use crate::call::Binding;
use crate::i18n::t;
use crate::state::own::Own;
use leptos::either::Either;
use leptos::prelude::*;

/// The name of an item, with a link to its page where that is known. The portal opens the page on top of this one, where
/// it can.
#[component]
pub(super) fn ItemLink(own: Own, item: Binding) -> impl IntoView {
    let href = own.link(&item);
    let name = {
        let item = item.clone();
        move || own.name(&item).unwrap_or_else(|| by_id(&item))
    };
    let Some(href) = href else {
        return Either::Left(view! { <bdi>{name}</bdi> });
    };
    let refused = RwSignal::new(false);
    Either::Right(view! {
        <span>
            <a
                href=href
                target="_blank"
                rel="noopener"
                on:click=move |event| {
                    // With a modifier key the browser opens the link the way the agent wants.
                    let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key());
                    let failed = move || {
                        refused.try_set(true);
                    };
                    if plain && own.open_item(&item, failed) {
                        event.prevent_default();
                    }
                }
            >
                <bdi>{name}</bdi>
            </a>
            <span class="field-wrong" role="status">
                {move || refused.get().then(|| t("own.open-failed"))}
            </span>
        </span>
    })
}
