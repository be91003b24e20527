//! Pages without a call.

use crate::i18n::{t, tf};
use leptos::prelude::*;

/// A release that no portal opened: what this is and how to install it.
#[component]
pub fn Outside() -> impl IntoView {
    view! {
        <article class="page">
            <h1>{t("outside.title")}</h1>
            <p>{t("outside.what")}</p>
            <p>{t("outside.where")}</p>
            <p>{t("outside.install")}</p>
        </article>
    }
}

/// A place of the portal that has no call.
#[component]
pub fn OtherPlacement(
    /// The portal's code of the place.
    name: String,
) -> impl IntoView {
    view! {
        <article class="page">
            <h1>{t("place.title")}</h1>
            <p>{tf("place.text", &[("placement", &name)])}</p>
        </article>
    }
}
