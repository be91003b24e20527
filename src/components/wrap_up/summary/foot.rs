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
    let words = move || {
        t(match (wrap_up.is_held(), has_unsaved.get()) {
            (true, true) => "summary.unsaved",
            (true, false) => "summary.held",
            (false, _) => "summary.not-held",
        })
    };
    view! {
        <div class="form-foot">
            <div class="buttons">
                <Show when=can_close>
                    <ActionButton label="summary.close" main=true on_press=move |()| wrap_up.close_card() />
                </Show>
            </div>
            <DraftStatusLine wrap_up />
            <p class="quiet" id="summary-closing">
                {words}
            </p>
        </div>
    }
}
