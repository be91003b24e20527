//! *Unsaved wrap-ups*: what was typed in cards that closed before it was saved.

use super::unsaved_client::UnsavedClient;
use super::unsaved_row::UnsavedWrapUp;
use crate::components::Discard;
use crate::i18n::{t, tf};
use crate::state::own::Own;
use leptos::prelude::*;

/// The wrap-ups of cards that closed too early; nothing where there are none.
#[component]
pub(super) fn UnsavedSection(own: Own) -> impl IntoView {
    let ids = Memo::new(move |_| own.unsaved.ids());
    let unreadable = own.unsaved.unreadable;
    let new_clients = Memo::new(move |_| own.unsaved.new_client_ids());
    let is_any = move || {
        ids.with(|ids| !ids.is_empty())
            || unreadable.with(|calls| !calls.is_empty())
            || new_clients.with(|ids| !ids.is_empty())
    };
    view! {
        <Show when=is_any>
            <section class="part" aria-labelledby="unsaved-title">
                <h2 id="unsaved-title">{t("unsaved.title")}</h2>
                <p class="quiet">{t("unsaved.hint")}</p>
                <ul class="own-list" aria-labelledby="unsaved-title">
                    <For each=move || ids.get() key=Clone::clone let(call_id)>
                        <UnsavedWrapUp own call_id />
                    </For>
                    <For each=move || new_clients.get() key=Clone::clone let(call_id)>
                        <UnsavedClient own call_id />
                    </For>
                    <For each=move || unreadable.get() key=Clone::clone let(call_id)>
                        <UnreadableWrapUp own call_id />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// A wrap-up that another version of this app has stored, and this one cannot read.
#[component]
fn UnreadableWrapUp(own: Own, call_id: String) -> impl IntoView {
    let words = tf("unsaved.unreadable", &[("call", &call_id)]);
    view! {
        <li class="own-call">
            <p>{words}</p>
            <div class="draft-status">
                <Discard on_discard=move |()| own.unsaved.discard_unreadable(&call_id) />
            </div>
        </li>
    }
}
