//! One unsaved wrap-up.

use super::callers::Callers;
use super::closing::{OwnSaveResult, item_title};
use super::named_item::NamedItem;
use super::phrases::provide_phrases;
use crate::components::recording::RecordingForm;
use crate::components::wrap_up::{Parts, TranscriptPart, WrapUpFields, is_saved};
use crate::components::{ActionButton, NumberOrUnknown, number_or_unknown, scoped_memo};
use crate::i18n::{moment, t, tf};
use crate::state::WrapUp;
use crate::state::own::{Form, Own, UnsavedRow};
use leptos::either::Either;
use leptos::prelude::*;

/// How many characters of what was typed are in a row; the style shows fewer of them.
const EXCERPT: usize = 300;

/// How a row is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowStatus {
    /// Its form is closed.
    Closed,
    /// Its form is open.
    Open,
    /// It was saved or discarded.
    Gone,
}

/// A wrap-up that was not saved: finish, save or discard it.
#[component]
pub(super) fn UnsavedWrapUp(own: Own, call_id: String) -> impl IntoView {
    let id = StoredValue::new(call_id);
    let row = scoped_memo(move || id.with_value(|id| own.unsaved.row(id)));
    row.get_untracked().map(|_| {
        let client = scoped_memo(move || row.with(|row| row.as_ref()?.client()));
        // It may be handed over, or come back, while the row is there.
        let can_be_finished = move || row.with(|row| row.as_ref().is_some_and(UnsavedRow::can_be_finished));
        let with = move |text: fn(&UnsavedRow) -> String| {
            row.with(|row| row.as_ref().map(text).unwrap_or_default())
        };
        let label = move || tf("unsaved.of", &[("number", &number_or_unknown(&with(number)))]);
        let is_open = move || id.with_value(|id| own.closings.is_open(Form::Unsaved, id));
        let status = scoped_memo(move || match row.with(|row| row.as_ref().map(|row| row.gone)) {
            Some(true) => RowStatus::Gone,
            Some(false) if is_open() => RowStatus::Open,
            Some(false) | None => RowStatus::Closed,
        });
        // In the open form it can be read.
        let has_excerpt = move || status.get() == RowStatus::Closed && !with(excerpt).is_empty();
        let toggle = move |()| id.with_value(|id| own.toggle(Form::Unsaved, id));
        // It is made when the agent opens it, and read when it is drawn.
        let wrap_up = move || untrack(|| id.with_value(|id| own.closings.wrap_up(id)));
        let shows_result = scoped_memo(move || id.with_value(|id| own.closings.is_of_unsaved(id) == Some(true)));
        let form = move || {
            wrap_up().map(|wrap_up| {
                let number = untrack(|| with(|row| row.unsaved.number().to_owned()));
                provide_phrases(own, wrap_up, number);
                let has_entries = untrack(|| row.with(|row| row.as_ref().is_some_and(|row| !row.unsaved.is_empty())));
                // It stays while the agent enters another one.
                let has_transcript = Memo::new(move |before: Option<&bool>| {
                    let has = row.with(|row| row.as_ref().is_some_and(|row| row.has_transcript));
                    has || before == Some(&true)
                });
                view! {
                    <div class="own-form" role="group" aria-label=label>
                        {has_entries
                            .then(|| {
                                view! { <UnsavedFields own wrap_up call_id=id can_be_finished=Signal::derive(can_be_finished) /> }
                            })}
                        <Show when=move || has_transcript.get()>
                            <TranscriptPart wrap_up />
                        </Show>
                    </div>
                }
            })
        };
        let result = move || wrap_up().map(|wrap_up| view! { <OwnSaveResult own wrap_up /> });
        let button = move || match status.get() {
            RowStatus::Gone => Either::Left(view! { <p class="own-hint">{t("unsaved.gone")}</p> }),
            RowStatus::Open | RowStatus::Closed => Either::Right(view! {
                <div class="buttons">
                    <ActionButton
                        label="unsaved.open"
                        on_press=toggle
                        attr:aria-expanded=move || (status.get() == RowStatus::Open).to_string()
                    />
                </div>
            }),
        };
        view! {
            <li class="own-call">
                <p>
                    <strong>
                        {move || view! { <NumberOrUnknown number=with(number) /> }}
                    </strong>
                    {move || {
                        client.get().map(|item| view! { " \u{b7} " <NamedItem own item /> })
                    }}
                </p>
                <p class="own-hint">{move || with(edited)}</p>
                <Show when=has_excerpt>
                    <p class="own-excerpt" dir="auto">{move || with(excerpt)}</p>
                </Show>
                {button}
                <Show when=move || status.get() == RowStatus::Open>{form}</Show>
                <Show when=move || shows_result.get() && (status.get() == RowStatus::Gone || is_open())>
                    {result}
                </Show>
            </li>
        }
    })
}

/// What was typed in the card.
#[component]
fn UnsavedFields(
    own: Own,
    wrap_up: WrapUp,
    call_id: StoredValue<String>,
    can_be_finished: Signal<bool>,
) -> impl IntoView {
    let callers = move || call_id.with_value(|id| own.closings.callers(id));
    // What is sent with a call cannot be sent any more once the call is finished.
    let is_saved = is_saved(wrap_up);
    let parts = Signal::derive(move || Parts {
        call: can_be_finished.get() && !is_saved.get(),
        note: true,
    });
    // It stays while the agent enters another address or file.
    let has_recording = Memo::new(move |before: Option<&bool>| {
        is_saved.get() && (wrap_up.record.is_chosen() || before == Some(&true))
    });
    view! {
        {move || callers().map(|search| view! { <Callers own wrap_up search /> })}
        <Show when=move || has_recording.get()>
            <RecordingForm wrap_up />
        </Show>
        <WrapUpFields
            wrap_up
            parts
            title=Callback::new(move |item| item_title(own, &item))
        />
    }
}

fn number(row: &UnsavedRow) -> String {
    row.unsaved.number().to_owned()
}

/// The beginning of what was typed: it tells one wrap-up from another.
fn excerpt(row: &UnsavedRow) -> String {
    let fields = &row.unsaved.fields;
    let (note, step) = (fields.note.get().trim(), fields.step.get().trim());
    let text = if note.is_empty() { step } else { note };
    text.chars().take(EXCERPT).collect()
}

/// The sentence with the time of the last change.
fn edited(row: &UnsavedRow) -> String {
    tf("unsaved.edited", &[("time", &moment(row.at))])
}
