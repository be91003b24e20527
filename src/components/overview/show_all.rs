//! Lists that begin short.

use crate::api::overview::PAGE;
use crate::components::{ActionButton, scoped_memo};
use crate::i18n::{t, tf};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How many items of a list are shown at first.
pub(super) const SHOWN: usize = 5;

/// A button that shows the rest of a list, and a sentence where the portal may have more than it answers at once; nothing
/// where there is no rest.
#[component]
pub(super) fn ShowAll(
    /// The key of the list's heading.
    title: &'static str,
    /// The id of that heading, by which the list is labelled.
    list: &'static str,
    /// How many items there are.
    count: Signal<usize>,
    /// Whether all are shown.
    all: RwSignal<bool>,
) -> impl IntoView {
    let hidden = scoped_memo(move || Some(count.get()).filter(|count| *count > SHOWN && !all.get()));
    let button = move || {
        hidden.get().map(|count| {
            let count = count.to_string();
            let name = format!("{}: {}", t(title), tf("history.show-all", &[("count", &count)]));
            view! {
                <ActionButton
                    label="history.show-all"
                    values=vec![("count", count)]
                    name
                    on_press=move || {
                        all.set(true);
                        // Once they are in the page.
                        set_timeout(move || focus_row(list, SHOWN), Duration::ZERO);
                    }
                />
            }
        })
    };
    view! {
        {button}
        <Show when=move || { count.get() >= PAGE }>
            <p class="quiet">{t("history.may-be-more")}</p>
        </Show>
    }
}

/// Puts the keyboard focus on a row of a list: the agent goes on reading there.
fn focus_row(list: &str, at: usize) {
    let row = document().query_selector(&format!(
        "ul[aria-labelledby='{list}'] > li:nth-child({})",
        at + 1
    ));
    if let Some(row) = row
        .ok()
        .flatten()
        .and_then(|row| row.dyn_into::<HtmlElement>().ok())
    {
        row.set_tab_index(-1);
        let _ = row.focus();
    }
}

/// How many items are shown.
pub(super) fn shown(all: bool) -> usize {
    if all { usize::MAX } else { SHOWN }
}
