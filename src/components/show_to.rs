//! Showing the card to one colleague.

use crate::i18n::tf;
use leptos::prelude::*;

/// *Show to* somebody, by name.
#[component]
pub fn ShowToButton(
    /// The colleague's name.
    #[prop(into)]
    name: Signal<String>,
    /// Whether the card is being shown or hidden.
    #[prop(into)]
    busy: Signal<bool>,
    /// Shows the card.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button"
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |_| {
                if !busy.get_untracked() {
                    on_press.run(());
                }
            }
        >
            {move || name.with(|name| tf("search.show-to", &[("name", name)]))}
        </button>
    }
}
