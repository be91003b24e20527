//! The end of the summary: saving what was typed since, how long the card stays, and closing it.

use crate::call::WrapUpForm;
use crate::components::wrap_up::{DraftStatusLine, SUMMARY, focus_error, is_running};
use crate::components::{ActionButton, pass_focus, scoped_memo};
use crate::i18n::t;
use crate::state::WrapUp;
use leptos::prelude::*;

/// *Save note* where there is one, *Close card*, and what happens to the card. A card that still has something unsaved is not closed from here.
#[component]
pub(super) fn SummaryFoot(wrap_up: WrapUp) -> impl IntoView {
    let has_unsaved = scoped_memo(move || wrap_up.has_unsaved());
    let has_note = scoped_memo(move || wrap_up.form.with(WrapUpForm::is_for_client));
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
                // The fields can be longer than the frame: what saves them is in view.
                <Show when=move || has_note.get()>
                    <div use:pass_focus=SUMMARY>
                        <ActionButton
                            label="wrap-up.save-note"
                            main=true
                            busy=is_running(wrap_up)
                            on_press=move |()| focus_error(wrap_up, wrap_up.save_note())
                        />
                    </div>
                </Show>
                <Show when=can_close>
                    <ActionButton label="summary.close" main=true on_press=move |()| wrap_up.close_card() />
                </Show>
            </div>
            <DraftStatusLine wrap_up />
            {move || closing.get().map(|key| view! { <p class="quiet">{t(key)}</p> })}
        </div>
    }
}
