//! Pages without a call.

use super::dom::{View, el};
use crate::i18n::{t, tf};

/// A release that no portal opened: what this is and how to install it.
pub fn outside() -> View {
    page(
        "outside.title",
        vec![t("outside.what"), t("outside.where"), t("outside.install")],
    )
}

/// A place of the portal that has no call.
pub fn other_placement(name: &str) -> View {
    page("place.title", vec![tf("place.text", &[("placement", name)])])
}

fn page(title: &str, paragraphs: Vec<String>) -> View {
    let paragraphs = paragraphs.into_iter().map(|text| el("p").text(text).into());
    el("article")
        .class("page")
        .child(el("h1").text(t(title)))
        .children(paragraphs)
        .into()
}
