//! The summary of a saved call, in the place of its form: what the portal has, and what can follow.

mod belongs;
mod foot;
mod later_note;
mod later_recording;
mod saved_list;
mod transcript;
mod transcript_preview;

use super::{DraftNotices, SaveResult};
use crate::call::Binding;
use crate::i18n::t;
use crate::state::{Card, WrapUp};
use belongs::BelongsTo;
use foot::SummaryFoot;
use later_note::LaterNote;
use later_recording::LaterRecording;
use leptos::prelude::*;

pub use saved_list::SavedList;
pub use transcript::TranscriptPart;

/// The id of the summary's heading. It takes the keyboard focus from the form.
pub const SUMMARY: &str = "summary-title";

/// What was saved of a finished call, what failed, and what can follow.
#[component]
pub fn Summary(
    /// The card.
    card: Card,
    /// The wrap-up of the call.
    wrap_up: WrapUp,
    /// What a CRM item is called.
    title: Callback<Binding, String>,
) -> impl IntoView {
    view! {
        <div class="form summary">
            <h3 id=SUMMARY tabindex="-1">
                {t("summary.title")}
            </h3>
            <div class="notices">
                <DraftNotices wrap_up title />
            </div>
            <SavedList wrap_up title />
            <SaveResult wrap_up says_saved=false />
            <LaterNote wrap_up title />
            <BelongsTo card wrap_up title />
            <LaterRecording wrap_up />
            <TranscriptPart wrap_up />
            <SummaryFoot wrap_up />
        </div>
    }
}
