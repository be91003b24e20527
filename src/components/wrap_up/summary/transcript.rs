//! The transcript of a call that is saved.

use super::transcript_preview::{Speakers, TranscriptPreview};
use crate::call::transcript::{TranscriptProblem, speakers};
use crate::components::wrap_up::{SUMMARY, is_running};
use crate::components::{ActionButton, Field, TextAreaField, focus, pass_focus, scoped_memo};
use crate::i18n::{t, tf};
use crate::state::{LocalFile, StepState, WrapUp};
use leptos::prelude::*;
use web_sys::HtmlInputElement;

const TEXT: &str = "transcript-text";
const FILE: &str = "transcript-file";

/// *Add a transcript*; nothing once one is attached: what another one would do is not known. What was entered after it was
/// sent can still be read.
#[component]
pub fn TranscriptPart(
    /// The wrap-up of the call.
    wrap_up: WrapUp,
) -> impl IntoView {
    let has_text = scoped_memo(move || wrap_up.transcript.text.with(|text| !text.is_empty()));
    let is_attached = scoped_memo(move || {
        wrap_up
            .progress
            .with(|progress| progress.transcript == StepState::Done)
    });
    // A stored text may come after the summary.
    let is_open = Memo::new(move |before: Option<&bool>| before == Some(&true) || has_text.get());
    view! {
        <Show when=move || !is_attached.get() || has_text.get()>
            <details class="more" open=move || is_open.get()>
                <summary>{t("transcript.add")}</summary>
                <TranscriptForm wrap_up is_attached />
            </details>
        </Show>
    }
}

#[component]
fn TranscriptForm(wrap_up: WrapUp, is_attached: Memo<bool>) -> impl IntoView {
    let entry = wrap_up.transcript;
    let read = scoped_memo(move || entry.read());
    let has_text = scoped_memo(move || entry.text.with(|text| !text.trim().is_empty()));
    let was_asked = RwSignal::new(false);
    let text_error = scoped_memo(move || {
        let problem = read.with(|read| read.as_ref().err().copied());
        let problem = problem.filter(|_| has_text.get() || was_asked.get());
        problem.map(words).unwrap_or_default()
    });
    let file_error = scoped_memo(move || entry.file_problem.get().map(words).unwrap_or_default());
    let missing = scoped_memo(move || {
        let speakers = read.with(|read| read.as_deref().map(speakers).unwrap_or_default());
        speakers.iter().position(|speaker| entry.side(speaker).is_none())
    });
    let on_press = Callback::new(move |()| {
        was_asked.set(true);
        if read.with_untracked(Result::is_err) {
            focus(TEXT);
        } else if let Some(at) = missing.get_untracked() {
            focus(&format!("transcript-side-{at}"));
        } else if entry.can_repeat.get_untracked() {
            wrap_up.repeat_transcript();
        } else {
            wrap_up.attach_transcript();
        }
    });
    let discard = move |()| {
        entry.discard();
        was_asked.set(false);
        focus(TEXT);
    };
    view! {
        <div class="form" use:pass_focus=SUMMARY>
            <p class="quiet">{t("transcript.hint")}</p>
            <TextAreaField
                id=TEXT
                label=t("transcript.text")
                value=entry.text
                on_input=move |text| entry.enter(text)
                error=text_error
            />
            <Field id=FILE label=t("transcript.file") error=file_error>
                <input
                    class="input"
                    type="file"
                    id=FILE
                    accept=".vtt,.srt,.json,.txt"
                    aria-describedby="transcript-file-wrong"
                    on:change=move |event| {
                        if let Some(file) = LocalFile::chosen(&event) {
                            entry.choose_file(file);
                        }
                        // The same file may be chosen again, once it is corrected.
                        event_target::<HtmlInputElement>(&event).set_value("");
                    }
                />
            </Field>
            <Speakers entry read />
            <TranscriptPreview read />
            <Show when=move || was_asked.get() && missing.get().is_some()>
                <p class="field-wrong" role="alert">
                    {t("transcript.no-side")}
                </p>
            </Show>
            <Show when=move || is_attached.get()>
                <p>{t("transcript.attached-before")}</p>
            </Show>
            <Show when=move || entry.can_repeat.get() && has_text.get() && !is_attached.get()>
                <p>{t("transcript.twice")}</p>
            </Show>
            <div class="buttons">
                <Show when=move || !is_attached.get()>
                    <ActionButton label="transcript.attach" busy=is_running(wrap_up) on_press />
                </Show>
                <Show when=move || has_text.get()>
                    <ActionButton label="transcript.discard" busy=is_running(wrap_up) on_press=discard />
                </Show>
            </div>
        </div>
    }
}

/// What is wrong with a transcript.
fn words(problem: TranscriptProblem) -> String {
    let (key, line) = match problem {
        TranscriptProblem::Empty => ("transcript.empty", 0),
        TranscriptProblem::TooLong => ("transcript.too-long", 0),
        TranscriptProblem::TooMany => ("transcript.too-many", 0),
        TranscriptProblem::File => ("transcript.unreadable", 0),
        TranscriptProblem::Json => ("transcript.json", 0),
        TranscriptProblem::Time(line) => ("transcript.time", line),
        TranscriptProblem::Order(line) => ("transcript.order", line),
    };
    tf(key, &[("line", &line.to_string())])
}
