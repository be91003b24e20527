//! The line beside the buttons: where the draft is stored, and how long the card stays.

use super::{DiscardDraft, is_running};
use crate::components::{ActionButton, scoped_memo};
use crate::i18n::{t, tf};
use crate::state::{DraftStatus, SaveProgress, StorageLocation, WrapUp};
use leptos::prelude::*;

/// Where the draft is stored, how long the card stays, and the buttons to extend that and to discard the draft.
#[component]
pub fn DraftStatusLine(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let status = wrap_up.safety;
    let is_finished = scoped_memo(move || wrap_up.progress.with(SaveProgress::is_finished));
    let words = scoped_memo(move || status.with(|status| sentence(status, is_finished.get())));
    let is_sending = scoped_memo(move || status.with(|status| status.place == StorageLocation::Sending));
    let seconds = scoped_memo(move || status.with(|status| status.seconds).unwrap_or_default());
    let can_extend = move || status.with(|status| status.can_extend && status.seconds.is_some());
    let is_saving = is_running(wrap_up);
    let can_discard = scoped_memo(move || {
        // Once the call is saved, a card that is held has not always something to discard.
        let is_held = |status: &DraftStatus| status.seconds.is_some() && !is_finished.get();
        // What is being saved cannot be taken back.
        !is_saving.get() && status.with(|status| status.place != StorageLocation::None || is_held(status))
    });
    view! {
        <div class="safety">
            // A screen reader announces this line once; the seconds are only to be seen.
            <p class="safety-words" role="status">
                {move || words.get()}
            </p>
            // Each pause in typing brings it: it is only to be seen, too.
            <Show when=move || is_sending.get()>
                <p>{t("draft.sending")}</p>
            </Show>
            <Show when=move || seconds.get() != 0>
                <p role="timer" aria-live="off">
                    {move || tf("draft.held", &[("seconds", &seconds.get().to_string())])}
                </p>
            </Show>
            <Show when=can_extend>
                <ActionButton label="draft.extend" on_press=move |()| wrap_up.extend() />
            </Show>
            <Show when=move || can_discard.get()>
                <DiscardDraft on_discard=move |()| wrap_up.discard() />
            </Show>
        </div>
    }
}

/// Where the draft is stored, and what the portal is about to do.
fn sentence(status: &DraftStatus, is_finished: bool) -> String {
    let place = match status.place {
        StorageLocation::None | StorageLocation::Sending => None,
        StorageLocation::Browser => Some("draft.saved"),
        StorageLocation::Portal => Some("draft.portal"),
        StorageLocation::Page => Some("draft.page"),
    };
    let closing = match (status.seconds, status.place) {
        (None, _) => None,
        (Some(0), StorageLocation::Browser | StorageLocation::Portal) => Some("draft.over"),
        // There is nothing to save.
        (Some(0), StorageLocation::None) if is_finished => Some("draft.closing"),
        (Some(0), _) => Some("draft.over-now"),
        (Some(_), _) => Some("draft.closing"),
    };
    let parts = [place, closing].into_iter().flatten().map(t);
    parts.collect::<Vec<_>>().join(" · ")
}
