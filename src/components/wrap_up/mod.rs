//! The wrap-up of a call: result, note, rating and the rest, and the outcome of saving them.

mod code;
mod cost;
mod draft_notices;
mod draft_status;
mod entry;
mod fields;
mod former;
mod measured;
mod more;
mod next_step;
mod note;
mod phrases;
mod rating;
mod result;
mod save_result;
mod save_texts;
mod script;
mod submit_key;
mod summary;
mod target;
mod zero_duration;

pub use code::ResultCodeField;
pub use cost::CostFields;
pub use draft_notices::DraftNotices;
pub use draft_status::DraftStatusLine;
pub use entry::{EntryField, focus_error, is_running, is_saved};
pub use fields::{Parts, WrapUpFields};
pub use former::FormerCall;
pub use measured::MeasuredDuration;
pub use more::{DurationField, MoreFields};
pub use next_step::{NextStep, NextStepFields, ResponsibleOf};
pub use note::NoteField;
pub use phrases::PhraseSource;
pub use rating::RatingField;
pub use result::{ReasonField, ResultField};
pub use save_result::SaveResult;
pub use script::{AnswersInNote, CallScript};
pub use submit_key::on_submit_key;
pub use summary::{SUMMARY, SavedList, Summary, TranscriptPart};
pub use target::TargetField;
pub use zero_duration::ZeroDurationQuestion;

use crate::call::{Binding, phone};
use crate::components::{item_title, scoped_memo};
use crate::i18n::{day, t};
use crate::state::{Card, CardCall, Name, now};
use leptos::prelude::*;
use save_texts::saved_parts;

/// The wrap-up of the call on the card. A call that no app registered is finished by Bitrix24 itself: there the section
/// says so, and has only note and next step.
#[component]
pub fn WrapUpSection(
    /// The card.
    card: Card,
) -> impl IntoView {
    let calls = card.calls;
    view! {
        <section class="part wrap-up" aria-labelledby="wrap-up-title">
            <h2 id="wrap-up-title">{t("wrap-up.title")}</h2>
            <FormerCall calls />
            // Another call has another form.
            {move || calls.shown().map(|call| view! { <CallForm card call /> })}
        </section>
    }
}

/// The form of one call.
#[component]
fn CallForm(
    /// The card.
    card: Card,
    /// The call.
    call: CardCall,
) -> impl IntoView {
    let wrap_up = call.wrap_up;
    let is_external = scoped_memo(move || call.is_external(card.calls));
    let parts = Signal::derive(move || Parts {
        call: call.is_finished_here(card.calls),
        note: true,
    });
    let is_partial = scoped_memo(move || call.is_partial(card.calls));
    provide_context(PhraseSource {
        settings: card.settings,
        own: card.own_phrases,
        values: Callback::new(move |()| placeholders(card, call)),
    });
    let basis = scoped_memo(move || call.basis(card.calls));
    let scripts = scoped_memo(move || wrap_up.scripts(&call.line(card.calls)));
    provide_context(ResponsibleOf(Callback::new(move |item: Binding| {
        responsible(card, &item)
    })));
    let title = Callback::new(move |item: Binding| item_title(card, &item));
    let is_saved = is_saved(wrap_up);
    let announced = scoped_memo(move || {
        if is_saved.get() {
            wrap_up.progress.with(saved_parts)
        } else {
            String::new()
        }
    });
    let form = move || {
        view! {
            <WrapUpFields wrap_up parts title is_partial basis scripts>
                <SaveResult wrap_up />
            </WrapUpFields>
        }
    };
    view! {
        <Show when=move || !is_external.get()>
            <p class="quiet">{t("wrap-up.not-external")}</p>
        </Show>
        // A region that is there before its text: a screen reader does not announce one that comes with its text.
        <p class="visually-hidden" role="status">
            {move || announced.get()}
        </p>
        <Show when=move || is_saved.get() fallback=form>
            <Summary card wrap_up title />
        </Show>
    }
}

/// The id of the colleague who is responsible for an item, and their name where it is known. Tracks both.
fn responsible(card: Card, item: &Binding) -> Option<(u64, Option<String>)> {
    match card.names.of(item) {
        Name::Known(known) => {
            let id = known.assigned_by_id?;
            Some((id, card.names.session.person(id)))
        }
        _ => None,
    }
}

/// The values of the placeholders of phrases. A name that is not known yet is empty.
fn placeholders(card: Card, call: CardCall) -> Vec<(&'static str, String)> {
    let client = untrack(|| call.client(card.calls));
    let name = client
        .items
        .first()
        .and_then(|item| match untrack(|| card.names.of(item)) {
            Name::Known(item) => Some(item.name),
            _ => None,
        });
    vec![
        ("client", name.unwrap_or_default()),
        ("date", day(now())),
        ("number", phone::groups(&client.number).join(" ")),
    ]
}
