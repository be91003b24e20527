//! A client of an unknown caller that was entered in a card, which closed before the client was created.

use crate::call::{NewKind, StoredNewClient};
use crate::components::{Discard, NumberOrUnknown, joined, scoped_memo};
use crate::i18n::{moment, t, tf};
use crate::state::own::Own;
use leptos::prelude::*;

/// What was entered, and *Discard draft*. It is created from the card of its call, if that is shown again; else it can be
/// read here.
#[component]
pub(super) fn UnsavedClient(own: Own, call_id: String) -> impl IntoView {
    let id = StoredValue::new(call_id);
    let stored = scoped_memo(move || id.with_value(|id| own.unsaved.new_client(id)));
    let with = move |text: fn(&StoredNewClient) -> String| stored.with(|stored| stored.as_ref().map(text));
    let is_sent =
        move || stored.with(|stored| stored.as_ref().is_some_and(|stored| stored.record.sent.is_some()));
    let discard = move |()| id.with_value(|id| own.unsaved.discard_new_client(id));
    view! {
        <li class="own-call">
            <p>
                <strong>
                    {move || view! { <NumberOrUnknown number=with(number).unwrap_or_default() /> }}
                </strong>
            </p>
            <p class="own-hint">{move || with(edited)}</p>
            <p>{move || with(kind)} ": " <bdi>{move || with(entries)}</bdi></p>
            <Show when=is_sent>
                <p class="own-warning">{t("new-client.unknown")}</p>
            </Show>
            <div class="draft-status">
                <Discard on_discard=discard />
            </div>
        </li>
    }
}

fn number(stored: &StoredNewClient) -> String {
    stored.number.clone()
}

/// The sentence with the time of the last change.
fn edited(stored: &StoredNewClient) -> String {
    tf("unsaved.edited", &[("time", &moment(stored.at))])
}

/// What was to be created.
fn kind(stored: &StoredNewClient) -> String {
    let record = &stored.record;
    let kind = record.sent.as_ref().map(|sent| sent.kind).or(record.form.kind);
    let key = kind.map(|kind| match kind {
        NewKind::Contact => "new-client.contact",
        NewKind::Lead => "new-client.lead",
        NewKind::Deal => "new-client.deal",
    });
    key.map(t).unwrap_or_default()
}

/// All that was entered, in one line.
fn entries(stored: &StoredNewClient) -> String {
    let form = &stored.record.form;
    let own_entries = [&form.title, &form.name, &form.last_name];
    let required = form.required.iter().map(|(_, _, entry)| entry);
    let all = own_entries.into_iter().chain(required).map(String::as_str);
    joined(all.filter(|entry| !entry.trim().is_empty()))
}
