//! Pages without a call.

use crate::bx24::boot;
use crate::i18n::{t, tf};
use crate::state::Opened;
use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

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

/// Has the page's own script start the program of the app's own page, which the card's program does not contain.
pub fn open_own_page(_: Opened) -> AnyView {
    if let Ok(open) = boot("ownPage").dyn_into::<Function>() {
        // A failure there is shown on the crash card.
        let _ = open.call0(&JsValue::UNDEFINED);
    }
    ().into_any()
}
