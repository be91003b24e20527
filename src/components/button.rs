//! Buttons that start an action.

use crate::i18n::{t, tf};
use leptos::prelude::*;

/// A button that starts an action. While that runs, or cannot start, the button says so (`aria-disabled`) and does
/// nothing; it is never disabled, so that it keeps the keyboard focus.
#[component]
pub fn ActionButton(
    /// The text key of the label.
    label: &'static str,
    /// The values in the label, by their names.
    #[prop(optional)]
    values: Vec<(&'static str, String)>,
    /// The accessible name, where the label alone does not say enough.
    #[prop(into, optional)]
    name: Option<String>,
    /// Whether the action runs, or cannot start.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// Whether this is the main action of its form.
    #[prop(optional)]
    main: bool,
    /// Starts the action.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let values: Vec<_> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let label = if values.is_empty() {
        t(label)
    } else {
        tf(label, &values)
    };
    view! {
        <button
            type="button"
            class=if main { "button button-main" } else { "button" }
            aria-label=name
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |_| {
                // A second click may find its page gone.
                if busy.try_get_untracked() == Some(false) {
                    on_press.run(());
                }
            }
        >
            {label}
        </button>
    }
}
