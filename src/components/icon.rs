//! Icons, drawn by the style sheet in the colour of the text.

use leptos::prelude::*;

/// An icon of `style/icons.css`. It has no accessible name: a text always stands beside it or names its button.
#[component]
pub fn Icon(
    /// The name: `incoming`, `outgoing`, `callback`, `phone`, `copy`, `contact`, `company`, `lead`, `deal`, `item`.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    view! { <span class=move || format!("icon icon-{}", name.get()) aria-hidden="true"></span> }
}
