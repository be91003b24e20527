//! The calls that were registered here.

use super::row::RegisteredCallItem;
use crate::i18n::t;
use crate::state::own::Own;
use leptos::prelude::*;

/// *Calls registered here*, newest first.
#[component]
pub(super) fn RegisteredCallsSection(own: Own) -> impl IntoView {
    let calls = own.calls;
    let ids = Memo::new(move |_| calls.ids());
    view! {
        <section class="part" aria-labelledby="registered-title">
            <h2 id="registered-title">{t("registered.title")}</h2>
            <Show when=move || calls.fleeting.get()>
                <p class="quiet">{t("registered.fleeting")}</p>
            </Show>
            <Show
                when=move || ids.with(|ids| !ids.is_empty())
                fallback=|| view! { <p class="quiet">{t("registered.none")}</p> }
            >
                <ul class="own-list" aria-labelledby="registered-title">
                    <For each=move || ids.get() key=Clone::clone let(call_id)>
                        <RegisteredCallItem own call_id />
                    </For>
                </ul>
            </Show>
        </section>
    }
}
