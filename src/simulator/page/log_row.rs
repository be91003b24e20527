//! One entry of the log.

use crate::simulator::LogEntry;
use js_sys::{Date, JSON};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Time, channel, name and outcome of an entry; unfolded also its payload.
#[component]
pub(super) fn LogRow(entry: LogEntry) -> impl IntoView {
    let time = Date::new(&entry.at.into())
        .to_iso_string()
        .as_string()
        .unwrap_or_default();
    let time = time.get(11..23).unwrap_or_default().to_owned();
    let channel = entry.channel.name();
    let payload = StoredValue::new(entry.payload.to_string());
    let details = NodeRef::<html::Details>::new();
    // Most rows stay folded: the payload is formatted when it is shown for the first time.
    let was_open = RwSignal::new(false);
    let toggled = move |_| {
        if details.get_untracked().is_some_and(|details| details.open()) {
            was_open.set(true);
        }
    };
    view! {
        <li class="pv-log-row">
            <details node_ref=details on:toggle=toggled>
                <summary>
                    <time>{time}</time>
                    " "
                    <span class=format!("pv-channel pv-channel-{channel}")>{channel}</span>
                    " "
                    <strong>{entry.name}</strong>
                    " "
                    <span class="pv-quiet">{entry.outcome}</span>
                </summary>
                <Show when=move || was_open.get()>
                    <pre>{indented(&payload.get_value())}</pre>
                </Show>
            </details>
        </li>
    }
}

/// JSON with a line for each value.
fn indented(json: &str) -> String {
    let value = JSON::parse(json).unwrap_or(JsValue::NULL);
    let text = JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &2.into());
    text.map(String::from).unwrap_or_default()
}
