//! A part of the preview page.

use leptos::prelude::*;

/// A section with its heading.
#[component]
pub(super) fn Panel(
    /// The id of the heading, unique on the page.
    id: &'static str,
    /// The heading.
    title: &'static str,
    /// More classes of the section.
    #[prop(default = "")]
    class: &'static str,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! {
        <section class=format!("pv-panel {class}") aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {children()}
        </section>
    }
}
