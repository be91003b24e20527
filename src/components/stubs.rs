//! TEMPORARY: placeholders for parts that are converted on other branches. Delete this file when they are merged:
//! `WrapUpSection` comes from `components::wrap_up`.

use crate::i18n::t;
use crate::state::Card;
use leptos::prelude::*;

/// Placeholder of the wrap-up.
#[component]
pub fn WrapUpSection(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    let _ = card;
    view! {
        <section class="part wrap-up" aria-labelledby="wrap-up-title">
            <h2 id="wrap-up-title">{t("wrap-up.title")}</h2>
        </section>
    }
}
