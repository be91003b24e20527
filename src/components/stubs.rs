//! TEMPORARY: placeholders for parts that are converted on other branches. Delete this file when they are merged:
//! `WrapUpSection` comes from `components::wrap_up`, `OwnPage` from `components::own`.

use super::end_waiting;
use crate::i18n::t;
use crate::state::{Card, Opened};
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

/// Placeholder of the app's own page.
#[component]
pub fn OwnPage(
    /// The page that the portal opened.
    page: Opened,
) -> impl IntoView {
    let _ = page;
    end_waiting();
    view! {
        <article class="own">
            <h1>{t("own.title")}</h1>
        </article>
    }
}
