//! Icons, drawn by the style sheet in the colour of the text.

use leptos::prelude::*;

/// An icon of `style/icon.css`. It has no accessible name: there is always a text next to it, or its button has a name.
#[component]
pub fn Icon(
    /// The name: `incoming`, `outgoing`, `callback`, `phone`, `copy`, `contact`, `company`, `lead`, `deal`, `item`.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    view! { <span class=move || format!("icon icon-{}", name.get()) aria-hidden="true"></span> }
}
