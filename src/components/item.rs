//! CRM items: their kinds, names and links.

use crate::call::{Binding, EntityKind};
use crate::i18n::t;
use crate::state::{Card, ItemPages, Name};
use leptos::either::Either;
use leptos::prelude::*;

/// A link to an item's page, which Bitrix24 opens on top of this one where it can, and a note where the portal refused;
/// plain text for an item without a page.
#[component]
pub fn ItemLink(
    /// Opens the page.
    pages: ItemPages,
    /// The item.
    item: Binding,
    /// The class of the element.
    #[prop(optional)]
    class: Option<&'static str>,
    /// The `dir` of the element: `auto` where a text that has no room is cut at its own end.
    #[prop(optional)]
    dir: Option<&'static str>,
    /// The text.
    children: Children,
) -> impl IntoView {
    let Some(href) = pages.link(&item) else {
        return Either::Left(view! { <span class=class dir=dir>{children()}</span> });
    };
    let refused = RwSignal::new(false);
    let open = move |event: web_sys::MouseEvent| {
        // With a modifier key the browser opens the link, in a new tab or window.
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key();
        // The answer may come after the link is gone.
        let failed = move || {
            refused.try_set(true);
        };
        if !modified && pages.open(&item, failed) {
            event.prevent_default();
        }
    };
    Either::Right(view! {
        <a class=class dir=dir href=href target="_blank" rel="noopener" on:click=open>
            {children()}
        </a>
        <Show when=move || refused.get()>
            <span class="item-note" role="alert">
                {t("item.open-failed")}
            </span>
        </Show>
    })
}

/// The text for an item: its kind and name, or its kind and id until the name is known. Tracks the name.
pub fn item_title(card: Card, item: &Binding) -> String {
    match card.names.of(item) {
        Name::Known(known) if !known.name.is_empty() => {
            format!("{}: {}", kind_title(card, &item.kind), known.name)
        }
        _ => format!("{} {}", kind_title(card, &item.kind), item.id),
    }
}

/// An item without a name: its kind and id.
pub fn item_by_id(item: &Binding) -> String {
    format!("{} {}", kind_name(&item.kind), item.id)
}

/// The kind of an item: by the portal's own name where only the portal has one. Tracks the name.
pub fn kind_title(card: Card, kind: &EntityKind) -> String {
    let own = match kind {
        EntityKind::Other(_) => card.names.session.kind(kind),
        _ => None,
    };
    own.unwrap_or_else(|| kind_name(kind))
}

/// The kind of an item, in the agent's language.
pub fn kind_name(kind: &EntityKind) -> String {
    match kind {
        EntityKind::Other(_) => t("kind.OTHER"),
        known => t(&format!("kind.{}", known.as_str())),
    }
}

/// The icon of a kind.
pub fn kind_icon(kind: &EntityKind) -> &'static str {
    kind.slug().unwrap_or("item")
}
