//! Recording and text of an earlier call.

use crate::api::statistics::EarlierCall;
use crate::components::{Trouble, scoped_memo};
use crate::i18n::t;
use crate::state::{Transcript, Transcripts};
use leptos::prelude::*;

/// The recording of a call, where the portal gives an address of it, and the text of the conversation, folded.
#[component]
pub(super) fn Conversation(
    /// The texts of earlier calls.
    transcripts: Transcripts,
    /// The call.
    call: EarlierCall,
) -> impl IntoView {
    let recording = call
        .call_record_url
        .filter(|address| address.starts_with("https://"));
    let recording = recording.map(|address| {
        view! {
            <details class="conversation">
                <summary>{t("earlier.recording")}</summary>
                <audio controls=true preload="none" src=address></audio>
            </details>
        }
    });
    let activity = call.crm_activity_id.filter(|_| call.call_duration > 0);
    let text = activity.map(|id| view! { <ConversationText transcripts id /> });
    (recording.is_some() || text.is_some()).then(|| {
        view! {
            <div class="history-actions">
                {recording}
                {text}
            </div>
        }
    })
}

#[component]
fn ConversationText(transcripts: Transcripts, id: u64) -> impl IntoView {
    let transcript = scoped_memo(move || transcripts.of(id));
    let sentence = move || {
        transcript.get().and_then(|transcript| {
            Some(match transcript {
                Transcript::Loading => t("earlier.transcript-loading"),
                Transcript::None => t("earlier.transcript-none"),
                Transcript::NotAllowed => t("earlier.transcript-no-right"),
                Transcript::Text(_) | Transcript::Failed(_) => return None,
            })
        })
    };
    let text = move || match transcript.get() {
        Some(Transcript::Text(text)) => Some(text),
        _ => None,
    };
    let error = move || match transcript.get() {
        Some(Transcript::Failed(error)) => Some(error),
        _ => None,
    };
    view! {
        <details
            class="conversation"
            on:toggle:target=move |event| {
                if event.target().has_attribute("open") {
                    transcripts.ask(id);
                }
            }
        >
            <summary>{t("earlier.transcript")}</summary>
            <p class="quiet" role="status">
                {sentence}
            </p>
            <p class="conversation-text" dir="auto">
                {text}
            </p>
            <Trouble
                what="earlier.transcript-trouble"
                error=Signal::derive(error)
                on_retry=move || transcripts.ask(id)
            />
        </details>
    }
}
