//! The log of everything that is sent between the portal and the application.

use super::actions::log_as_json;
use super::log_row::LogRow;
use super::panel::Panel;
use super::state::use_preview;
use crate::components::{ActionButton, SelectField, TextField};
use crate::simulator::{Channel, LogEntry, Portal};
use leptos::html;
use leptos::prelude::*;

/// So many of the last entries are on screen: with all entries of a long day each new one would cost more than the last.
const VISIBLE: usize = 300;
const CHANNELS: [Channel; 5] = [
    Channel::Command,
    Channel::Event,
    Channel::Rest,
    Channel::Dialog,
    Channel::Portal,
];
/// The list follows new entries as long as it is scrolled to within so many pixels of its end.
const NEAR_END: i32 = 24;

/// An entry of the log: its place, and its time, by which it differs from one that had the place before the log was
/// cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct EntryKey {
    index: usize,
    time_bits: u64,
}

/// The last entries, the newest at the end. A new entry adds a row and leaves the others alone.
#[component]
pub(super) fn RequestLog() -> impl IntoView {
    let preview = use_preview();
    let channel = RwSignal::new(None::<Channel>);
    let search = RwSignal::new(String::new());
    let keys = Memo::new(move |_| {
        let (channel, search) = (channel.get(), search.get().to_lowercase());
        let is_wanted = |entry: &LogEntry| {
            channel.is_none_or(|channel| channel == entry.channel)
                && entry.name.to_lowercase().contains(&search)
        };
        preview.with(|portal| {
            let wanted = portal
                .log()
                .iter()
                .enumerate()
                .rev()
                .filter(|(_, entry)| is_wanted(entry));
            let last = wanted.take(VISIBLE).map(|(index, entry)| EntryKey {
                index,
                time_bits: entry.at.to_bits(),
            });
            let mut keys: Vec<EntryKey> = last.collect();
            keys.reverse();
            keys
        })
    });
    let list = NodeRef::<html::Ol>::new();
    let is_at_end = StoredValue::new(true);
    let scrolled = move |_| {
        if let Some(list) = list.get_untracked() {
            is_at_end.set_value(list.scroll_height() - list.scroll_top() - list.client_height() < NEAR_END);
        }
    };
    Effect::new(move |_| {
        keys.track();
        if let Some(list) = list.get().filter(|_| is_at_end.get_value()) {
            list.set_scroll_top(list.scroll_height());
        }
    });
    view! {
        <Panel id="pv-log" title="Log" class="pv-request-log">
            <div class="pv-row">
                <ChannelField channel />
                <TextField id="pv-log-search" label="Name contains" value=search on_input=move |text| search.set(text) />
                <ActionButton label="Clear the log" on_press=move |()| preview.update(Portal::clear_log) />
                <CopyLog />
            </div>
            <ol node_ref=list class="pv-scroll pv-log-entries" tabindex="0" aria-labelledby="pv-log" on:scroll=scrolled>
                <For each=move || keys.get() key=|key| *key let(key)>
                    {preview.with_untracked(|portal| portal.log().get(key.index).cloned()).map(|entry| view! { <LogRow entry /> })}
                </For>
            </ol>
            <Show when=move || keys.with(Vec::is_empty)>
                <p class="pv-quiet">"No entries."</p>
            </Show>
        </Panel>
    }
}

/// Chooses the kind of entries.
#[component]
fn ChannelField(channel: RwSignal<Option<Channel>>) -> impl IntoView {
    let mut options = vec![(String::new(), "everything".to_owned())];
    options.extend(CHANNELS.map(|channel| (channel.name().to_owned(), channel.name().to_owned())));
    let value = move || {
        channel
            .get()
            .map(|channel| channel.name().to_owned())
            .unwrap_or_default()
    };
    let choose = move |name: String| channel.set(CHANNELS.into_iter().find(|channel| channel.name() == name));
    view! {
        <SelectField id="pv-log-channel" label="Show" options value=Signal::derive(value) on_change=choose />
    }
}

/// Copies the whole log as JSON.
#[component]
fn CopyLog() -> impl IntoView {
    let preview = use_preview();
    let copy = move |()| {
        let text = preview.with_untracked(|portal| log_as_json(portal.log()));
        // Refused on a page without https; there is nothing to do about it here.
        let _ = window().navigator().clipboard().write_text(&text);
    };
    view! { <ActionButton label="Copy the log" on_press=copy /> }
}
