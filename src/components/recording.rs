//! The recording of a call: none, from an address, or a file, and the upload of the file.

use super::scoped_memo;
use super::wrap_up::{focus_error, is_running};
use super::{ActionButton, Field, focus_in_page};
use crate::i18n::text_keys::field_error_key;
use crate::i18n::{percent, t};
use crate::state::record::{Chosen, Source, UploadState};
use crate::state::{LocalFile, RecordUpload, WrapUp};
use leptos::html;
use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

/// Where the recording comes from, and the field for it.
#[component]
pub fn RecordingField(
    /// The recording.
    recording: RecordUpload,
    /// Whether there may be none.
    optional: bool,
    /// Repeats the save, after the agent cancelled an upload.
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <fieldset class="record">
            <legend>{t("record.title")}</legend>
            <div class="record-source">
                {optional
                    .then(|| {
                        view! {
                            <SourceChoice
                                recording
                                id="record-from-nowhere"
                                label="record.none"
                                source=Source::None
                            />
                        }
                    })}
                <SourceChoice
                    recording
                    id="record-from-address"
                    label="record.from-address"
                    source=Source::Address
                />
                <SourceChoice
                    recording
                    id="record-from-file"
                    label="record.from-file"
                    source=Source::File
                />
            </div>
            <AddressField recording />
            <FileField recording on_retry />
        </fieldset>
    }
}

/// The form of the recording alone, of a call that is finished. One such form at a time: its fields have fixed ids.
#[component]
pub fn RecordingForm(
    /// The wrap-up of the call.
    wrap_up: WrapUp,
) -> impl IntoView {
    let on_retry = Callback::new(move |()| focus_error(wrap_up, wrap_up.retry()));
    let on_press = Callback::new(move |()| focus_error(wrap_up, wrap_up.attach_record()));
    view! {
        <div class="form">
            <RecordingField recording=wrap_up.record optional=false on_retry />
            <div class="buttons">
                <ActionButton label="registered.attach-now" main=true busy=is_running(wrap_up) on_press />
            </div>
        </div>
    }
}

/// A value that follows what was chosen.
fn choice<T: PartialEq + Send + Sync + 'static>(recording: RecordUpload, read: fn(&Chosen) -> T) -> Memo<T> {
    scoped_memo(move || recording.chosen.with(read))
}

/// One of the places that a recording may come from. While a file is being uploaded it cannot be chosen, but it is
/// never disabled, so that it keeps the keyboard focus.
#[component]
fn SourceChoice(
    recording: RecordUpload,
    id: &'static str,
    label: &'static str,
    source: Source,
) -> impl IntoView {
    let chosen = choice(recording, |chosen| chosen.source);
    let is_uploading = choice(recording, Chosen::is_running);
    view! {
        <span class="choice">
            <input
                type="radio"
                name="record-source"
                id=id
                aria-disabled=move || is_uploading.get().then_some("true")
                prop:checked=move || chosen.get() == source
                on:click=move |event| {
                    if is_uploading.get_untracked() {
                        event.prevent_default();
                    }
                }
                on:change=move |_| recording.choose(source)
            />
            <label for=id>{t(label)}</label>
        </span>
    }
}

/// Whether the field of this source is hidden, because the recording comes from elsewhere.
fn is_hidden(recording: RecordUpload, source: Source) -> Signal<bool> {
    Signal::derive(move || recording.chosen.with(|chosen| chosen.source != source))
}

/// What is wrong with the recording, where it comes from this source; empty where nothing is.
fn error_of(recording: RecordUpload, source: Source) -> Signal<String> {
    Signal::derive(move || {
        recording.chosen.with(|chosen| {
            let error = chosen.error.filter(|_| chosen.source == source);
            error.map(|error| t(field_error_key(error))).unwrap_or_default()
        })
    })
}

/// The address that the portal downloads the recording from.
#[component]
fn AddressField(recording: RecordUpload) -> impl IntoView {
    let address = choice(recording, |chosen| chosen.address.clone());
    let error = error_of(recording, Source::Address);
    let hidden = is_hidden(recording, Source::Address);
    view! {
        <Field id="record-address" label=t("record.address") error attr:hidden=move || hidden.get()>
            <input
                class="input"
                type="url"
                id="record-address"
                autocomplete="off"
                placeholder="https://"
                dir="ltr"
                aria-describedby="record-address-wrong"
                aria-invalid=move || error.with(|error| !error.is_empty()).then_some("true")
                prop:value=move || address.get()
                on:input:target=move |event| recording.type_address(event.target().value())
                on:change=move |_| {
                    recording.check();
                }
            />
        </Field>
    }
}

/// The file from the agent's computer, and its upload. While that runs no other file can be chosen, but the field is
/// never disabled, so that it keeps the keyboard focus.
#[component]
fn FileField(recording: RecordUpload, on_retry: Callback<()>) -> impl IntoView {
    let error = error_of(recording, Source::File);
    let hidden = is_hidden(recording, Source::File);
    let is_uploading = choice(recording, Chosen::is_running);
    let input = NodeRef::<html::Input>::new();
    // A file field can be emptied, and given back the file that was chosen before or in one that is gone. Nothing else.
    let show = move |input: &HtmlInputElement| match recording.file() {
        None => input.set_value(""),
        Some(file) if input.files().as_ref() == Some(file.files()) => {}
        Some(file) => input.set_files(Some(file.files())),
    };
    Effect::new(move || {
        recording.chosen.track();
        if let Some(input) = input.get() {
            show(&input);
        }
    });
    // A file can also be dropped on the field.
    let on_change = move |event: Event| match input.get_untracked() {
        Some(input) if is_uploading.get_untracked() => show(&input),
        _ => recording.choose_file(LocalFile::chosen(&event)),
    };
    view! {
        <Field id="record-file" label=t("record.file") error attr:hidden=move || hidden.get()>
            <input
                class="input"
                type="file"
                id="record-file"
                accept=".wav,.mp3,audio/wav,audio/mpeg"
                aria-describedby="record-file-wrong"
                aria-invalid=move || error.with(|error| !error.is_empty()).then_some("true")
                aria-disabled=move || is_uploading.get().then_some("true")
                node_ref=input
                on:click:target=move |event| {
                    if is_uploading.get_untracked() {
                        event.prevent_default();
                    } else {
                        // The same file may be chosen again, once it is complete.
                        event.target().set_value("");
                    }
                }
                on:cancel=move |_: Event| {
                    if let Some(input) = input.get_untracked() {
                        show(&input);
                    }
                }
                on:change=on_change
            />
            <UploadProgress recording on_retry />
        </Field>
    }
}

/// How much of the file has arrived, and the button to cancel the upload. The same button then starts it again, so that
/// it keeps the keyboard focus.
#[component]
fn UploadProgress(recording: RecordUpload, on_retry: Callback<()>) -> impl IntoView {
    let is_uploading = choice(recording, Chosen::is_running);
    let is_idle = choice(recording, |chosen| chosen.upload == UploadState::None);
    let arrived = choice(recording, arrived);
    let state = choice(recording, |chosen| match chosen.upload {
        UploadState::None => None,
        UploadState::Uploading { sent, total } if sent < total => Some("record.uploading"),
        UploadState::Uploading { .. } => Some("record.arrived"),
        UploadState::Cancelled => Some("record.cancelled"),
    });
    let on_press = move |_| {
        if is_uploading.get_untracked() {
            recording.cancel();
        } else {
            on_retry.run(());
        }
    };
    // The button is hidden when the upload is over, and would take the keyboard focus with it. By then the browser may have
    // dropped the focus.
    let had_focus = StoredValue::new(false);
    Effect::new(move || {
        if is_idle.get() && had_focus.try_update_value(core::mem::take) == Some(true) {
            focus_in_page("record-from-file");
        }
    });
    view! {
        <div class="record-way">
            <span class="record-progress" hidden=move || !is_uploading.get()>
                <progress max="100" aria-label=t("record.progress") prop:value=move || arrived.get()></progress>
                <span>{move || percent(arrived.get() / 100.0)}</span>
            </span>
            // A screen reader announces the start and the end; the steps between are only to be seen.
            <span class="said" role="status">
                {move || state.get().map(t)}
            </span>
            <button
                type="button"
                class="button"
                hidden=move || is_idle.get()
                on:click=on_press
                on:focus=move |_| had_focus.set_value(true)
                on:blur=move |_| {
                    // A page that is gone has nothing to note.
                    let is_left = is_idle.try_get_untracked() == Some(false);
                    had_focus.try_update_value(|had_focus| *had_focus &= !is_left);
                }
            >
                {move || t(if is_uploading.get() { "record.cancel" } else { "trouble.retry" })}
            </button>
        </div>
    }
}

/// How much of the file has arrived, in whole percent.
fn arrived(chosen: &Chosen) -> f64 {
    match chosen.upload {
        UploadState::Uploading { sent, total } if total > 0.0 => (sent / total * 100.0).floor(),
        _ => 0.0,
    }
}
