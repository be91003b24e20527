//! The line beside the buttons: where the draft is stored, and how long the card stays.

use super::is_running;
use crate::components::{ActionButton, Discard, joined, scoped_memo};
use crate::i18n::{t, tf};
use crate::state::{DraftStatus, SaveProgress, StorageLocation, WrapUp};
use leptos::prelude::*;

/// Where the draft is stored, how long the card stays, and the buttons to extend that and to discard the draft.
#[component]
pub fn DraftStatusLine(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let status = wrap_up.draft_status;
    let is_finished = scoped_memo(move || wrap_up.progress.with(SaveProgress::is_finished));
    let place = scoped_memo(move || status.with(|status| status.place));
    let closing = scoped_memo(move || status.with(|status| closing_key(status, is_finished.get())));
    let is_sending = scoped_memo(move || place.get() == StorageLocation::Sending);
    let words = scoped_memo(move || {
        joined(
            [place_key(place.get()), closing.get()]
                .into_iter()
                .flatten()
                .map(t),
        )
    });
    // Each pause in typing may send the draft to the portal. That is only to be seen: what was announced stays.
    let announced = Memo::new(move |before: Option<&(Option<&'static str>, String)>| {
        let closing = closing.get();
        match before {
            Some((known, words)) if is_sending.get() && *known == closing => (closing, words.clone()),
            _ if is_sending.get() => (closing, joined(closing.map(t))),
            _ => (closing, words.get()),
        }
    });
    let seconds = scoped_memo(move || status.with(|status| status.seconds).unwrap_or_default());
    let can_extend = move || status.with(|status| status.can_extend && status.seconds.is_some());
    let is_saving = is_running(wrap_up);
    let can_discard = scoped_memo(move || {
        // Once the call is saved, a card that is held has not always something to discard.
        let is_held = |status: &DraftStatus| status.seconds.is_some() && !is_finished.get();
        // What is being saved cannot be taken back.
        let has_draft = status.with(|status| status.place != StorageLocation::None || is_held(status))
            || wrap_up.record.has_file();
        !is_saving.get() && has_draft
    });
    view! {
        <div class="draft-status">
            // A screen reader announces this line once; the seconds are only to be seen.
            <p class:visually-hidden=move || is_sending.get() role="status">
                {move || announced.with(|(_, words)| words.clone())}
            </p>
            <Show when=move || is_sending.get()>
                <p>{move || words.get()}</p>
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
                <Discard on_discard=move |()| wrap_up.discard() />
            </Show>
        </div>
    }
}

/// Where the draft is stored.
const fn place_key(place: StorageLocation) -> Option<&'static str> {
    match place {
        StorageLocation::None => None,
        StorageLocation::Browser => Some("draft.saved"),
        StorageLocation::Portal => Some("draft.portal"),
        StorageLocation::Sending => Some("draft.sending"),
        StorageLocation::Page => Some("draft.page"),
    }
}

/// What the portal is about to do.
const fn closing_key(status: &DraftStatus, is_finished: bool) -> Option<&'static str> {
    match (status.seconds, status.place) {
        (None, _) => None,
        (Some(0), StorageLocation::Browser | StorageLocation::Portal) => Some("draft.over"),
        // There is nothing to save.
        (Some(0), StorageLocation::None) if is_finished => Some("draft.closing"),
        (Some(0), _) => Some("draft.over-now"),
        (Some(_), _) => Some("draft.closing"),
    }
}
