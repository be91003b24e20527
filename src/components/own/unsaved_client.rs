//! A client of an unknown caller that was entered in a card, which closed before the client was created.

use crate::call::{NewKind, StoredNewClient};
use crate::components::wrap_up::DiscardDraft;
use crate::i18n::{moment, t, tf};
use crate::state::own::Own;
use leptos::prelude::*;

/// What was entered, and *Discard draft*. It is created from the card of its call, if that is shown again; else it can be
/// read here.
#[component]
pub(super) fn UnsavedClient(own: Own, stored: StoredNewClient) -> impl IntoView {
    let number = match stored.number.as_str() {
        "" => t("number.unknown"),
        number => number.to_owned(),
    };
    let form = &stored.record.form;
    let kind = stored.record.sent.as_ref().map(|sent| sent.kind).or(form.kind);
    let kind = kind.map(|kind| {
        t(match kind {
            NewKind::Contact => "new-client.contact",
            NewKind::Lead => "new-client.lead",
            NewKind::Deal => "new-client.deal",
        })
    });
    let own_entries = [&form.title, &form.name, &form.last_name];
    let required = form.required.iter().map(|(_, _, entry)| entry);
    let entries: Vec<String> = own_entries
        .into_iter()
        .chain(required)
        .filter(|entry| !entry.trim().is_empty())
        .cloned()
        .collect();
    let is_sent = stored.record.sent.is_some();
    let call_id = stored.call_id;
    view! {
        <li class="own-call">
            <p>
                <strong>
                    <bdi dir="ltr">{number}</bdi>
                </strong>
            </p>
            <p class="own-hint">{tf("unsaved.edited", &[("time", &moment(stored.at))])}</p>
            <p>{kind} ": " <bdi>{entries.join(" · ")}</bdi></p>
            {is_sent.then(|| view! { <p class="own-warning">{t("new-client.unknown")}</p> })}
            <div class="safety">
                <DiscardDraft on_discard=move |()| own.waiting.discard_new_client(&call_id) />
            </div>
        </li>
    }
}
