//! *Unsaved wrap-ups*: what was typed in cards that closed before it was saved.

use super::unsaved_row::UnsavedWrapUp;
use crate::i18n::t;
use crate::state::own::Own;
use leptos::prelude::*;

/// The wrap-ups of cards that closed too early; nothing where there are none.
#[component]
pub(super) fn UnsavedWrapUps(own: Own) -> impl IntoView {
    let ids = Memo::new(move |_| own.waiting.ids());
    view! {
        <Show when=move || ids.with(|ids| !ids.is_empty())>
            <section class="part" aria-labelledby="unsaved-title">
                <h2 id="unsaved-title">{t("unsaved.title")}</h2>
                <p class="quiet">{t("unsaved.hint")}</p>
                <ul class="own-list" aria-labelledby="unsaved-title">
                    <For each=move || ids.get() key=Clone::clone let(call_id)>
                        <UnsavedWrapUp own call_id />
                    </For>
                </ul>
            </section>
        </Show>
    }
}
