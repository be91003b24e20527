//! Buttons and fields of the preview page.

use leptos::prelude::*;

/// A button with a word on it.
#[component]
pub(super) fn Press(label: &'static str, press: impl Fn() + 'static) -> impl IntoView {
    view! { <button type="button" class="pv-button" on:click=move |_| press()>{label}</button> }
}

/// A check box with its label.
#[component]
pub(super) fn Tick(
    #[prop(into)] label: String,
    #[prop(into)] on: Signal<bool>,
    change: impl Fn(bool) + 'static,
) -> impl IntoView {
    view! {
        <label class="pv-tick">
            <input type="checkbox" prop:checked=on on:change=move |event| change(event_target_checked(&event)) />
            {label}
        </label>
    }
}

/// A list to choose from: values and what they are called.
#[component]
pub(super) fn Choice(
    label: &'static str,
    options: Vec<(String, String)>,
    #[prop(into)] value: Signal<String>,
    change: impl Fn(String) + 'static,
) -> impl IntoView {
    let option = move |(code, name): (String, String)| {
        let this = code.clone();
        view! { <option value=code selected=move || value.with(|value| *value == this)>{name}</option> }
    };
    view! {
        <label class="pv-field">
            <span>{label}</span>
            <select on:change=move |event| change(event_target_value(&event))>
                {options.into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}

/// A field for text.
#[component]
pub(super) fn Text(
    label: &'static str,
    value: RwSignal<String>,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    view! {
        <label class="pv-field">
            <span>{label}</span>
            <input
                type="text"
                placeholder=hint
                autocomplete="off"
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </label>
    }
}

/// Pairs of text for a [`Choice`].
pub(super) fn pairs(options: &[(&str, &str)]) -> Vec<(String, String)> {
    options
        .iter()
        .map(|(code, name)| ((*code).to_owned(), (*name).to_owned()))
        .collect()
}
