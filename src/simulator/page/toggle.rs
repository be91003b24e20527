//! A checkbox of a list.

use leptos::prelude::*;

/// A checkbox inside its label: for lists, where no ids are known at compile time.
#[component]
pub(super) fn Toggle(
    /// The label.
    #[prop(into)]
    label: String,
    /// What stands before the label for a screen reader alone: whom or what it is about, where a heading shows that.
    #[prop(into, optional)]
    about: Option<String>,
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
            <span>{about.map(|about| view! { <span class="visually-hidden">{about}" "</span> })} {label}</span>
        </label>
    }
}
