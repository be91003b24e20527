//! The end of the summary: how long the card stays, and closing it.

use crate::components::wrap_up::DraftStatusLine;
use crate::components::{ActionButton, scoped_memo};
use crate::i18n::t;
use crate::state::WrapUp;
use leptos::prelude::*;

/// *Close card*, and what happens to the card. A card that still has something unsaved is not closed from here.
#[component]
pub(super) fn SummaryFoot(wrap_up: WrapUp) -> impl IntoView {
    let has_unsaved = scoped_memo(move || wrap_up.has_unsaved());
    let can_close = move || wrap_up.is_held() && !has_unsaved.get();
    let closing = scoped_memo(move || {
        let is_counting = wrap_up.draft_status.with(|status| status.seconds.is_some());
        match (wrap_up.is_held(), has_unsaved.get()) {
            (true, true) => Some("summary.unsaved"),
            // The countdown says so, too.
            (true, false) if is_counting => None,
            (true, false) => Some("summary.held"),
            (false, _) => Some("summary.not-held"),
        }
    });
    view! {
        <div class="form-foot">
            <div class="buttons">
                <Show when=can_close>
                    <ActionButton label="summary.close" main=true on_press=move |()| wrap_up.close_card() />
                </Show>
            </div>
            <DraftStatusLine wrap_up />
            {move || closing.get().map(|key| view! { <p class="quiet">{t(key)}</p> })}
        </div>
    }
}
