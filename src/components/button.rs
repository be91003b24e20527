//! Buttons that start an action.

use crate::i18n::t;
use leptos::prelude::*;

/// A button that starts an action. While the action runs the button says so (`aria-disabled`) and does nothing; it is
/// never disabled, so that it keeps the keyboard focus.
#[component]
pub fn ActionButton(
    /// The text key of the label.
    label: &'static str,
    /// Whether the action runs.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// Whether this is the main action of its form.
    #[prop(optional)]
    main: bool,
    /// Starts the action.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=if main { "button button-main" } else { "button" }
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |_| {
                if !busy.get_untracked() {
                    on_press.run(());
                }
            }
        >
            {t(label)}
        </button>
    }
}
