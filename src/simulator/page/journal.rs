//! The log of everything that went over the wire.

use super::controls::Press;
use super::desk::Desk;
use crate::simulator::{LogEntry, Portal};
use leptos::html;
use leptos::prelude::*;
use serde_json::{Value, json};

/// How many of the last entries are on screen. With all of a long day each new one would cost more than the one before.
const SHOWN: usize = 300;

#[component]
pub(super) fn Journal(desk: Desk) -> impl IntoView {
    let rows = move || {
        desk.see(|portal| {
            let before = portal.log().len().saturating_sub(SHOWN);
            let last = portal.log().iter().cloned().enumerate().skip(before);
            last.collect::<Vec<_>>()
        })
    };
    let list = NodeRef::<html::Ol>::new();
    // The newest stands last, and is what one wants to see.
    let length = Memo::new(move |_| desk.see(|portal| portal.log().len()));
    Effect::new(move |_| {
        length.track();
        if let Some(list) = list.get() {
            list.set_scroll_top(list.scroll_height());
        }
    });
    let copy = move || {
        let text = desk.look(|portal| as_json(portal.log()).to_string());
        // Refused without a gesture or a secure page; there is nothing to do about it here.
        let _ = window().navigator().clipboard().write_text(&text);
    };
    view! {
        <section class="pv-part" aria-labelledby="pv-log">
            <div class="pv-row">
                <h2 id="pv-log">"Log"</h2>
                <Press label="Clear the log" press=move || desk.change(Portal::clear_log) />
                <Press label="Copy the log" press=copy />
            </div>
            <ol node_ref=list class="pv-list pv-scroll pv-log">
                <For each=rows key=|(place, entry)| (*place, entry.at.to_bits()) let((_place, entry))>
                    <Row entry />
                </For>
            </ol>
        </section>
    }
}

#[component]
fn Row(entry: LogEntry) -> impl IntoView {
    let at = js_sys::Date::new(&entry.at.into())
        .to_iso_string()
        .as_string()
        .unwrap_or_default();
    let time = at.get(11..23).unwrap_or_default().to_owned();
    view! {
        <li>
            <details>
                <summary>
                    <span class="pv-quiet">{time}</span>
                    " "
                    <span class=format!("pv-kind pv-kind-{}", entry.channel.name())>{entry.channel.name()}</span>
                    " "
                    <strong>{entry.name}</strong>
                    " "
                    <span class="pv-quiet">{entry.outcome}</span>
                </summary>
                <pre>{entry.payload.to_string()}</pre>
            </details>
        </li>
    }
}

/// The log as a list of objects.
pub(super) fn as_json(log: &[LogEntry]) -> Value {
    let entry = |entry: &LogEntry| {
        json!({
            "at": entry.at,
            "channel": entry.channel.name(),
            "name": entry.name.as_str(),
            "payload": entry.payload.clone(),
            "outcome": entry.outcome.as_str(),
        })
    };
    Value::Array(log.iter().map(entry).collect())
}
