//! A checkbox of a list.

use leptos::prelude::*;

/// A checkbox inside its label: for lists, where no ids are known at compile time.
#[component]
pub(super) fn Toggle(
    /// The label.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Receives each change.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="pv-toggle">
            <input
                type="checkbox"
                prop:checked=move || checked.get()
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <span>{label}</span>
        </label>
    }
}
