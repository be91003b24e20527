//! What is said of a save, by what is known of its steps.

use crate::api::Refusal;
use crate::api::external_call::FollowUp;
use crate::components::reason;
use crate::i18n::t;
use crate::state::{SaveProgress, StepState};

/// A part of a save, with the text keys for what became of it.
struct SavePart<'a> {
    state: &'a StepState,
    failed: &'static str,
    unknown: &'static str,
    /// Whether another attempt looks first what became of the last one. The others can be repeated without harm.
    is_looked_up: bool,
}

impl SavePart<'_> {
    fn is(&self, state: &StepState) -> bool {
        core::ptr::eq(self.state, state)
    }
}

/// The parts of a save, in the order in which they are sent.
fn parts(progress: &SaveProgress) -> [SavePart<'_>; 8] {
    let part = |state, failed, unknown, is_looked_up| SavePart {
        state,
        failed,
        unknown,
        is_looked_up,
    };
    [
        part(
            &progress.note,
            "wrap-up.failed-note",
            "wrap-up.unknown-note",
            true,
        ),
        part(
            &progress.next_step,
            "wrap-up.failed-step",
            "wrap-up.unknown-step",
            true,
        ),
        part(&progress.code_field, "code.failed", "code.unknown", false),
        part(
            &progress.finish,
            "wrap-up.failed-call",
            "wrap-up.unknown-call",
            true,
        ),
        part(
            &progress.colleagues,
            "wrap-up.failed-colleagues",
            "wrap-up.unknown-colleagues",
            false,
        ),
        part(
            &progress.binding,
            "wrap-up.failed-binding",
            "wrap-up.unknown-binding",
            false,
        ),
        part(
            &progress.record,
            "wrap-up.failed-record",
            "wrap-up.unknown-record",
            false,
        ),
        part(
            &progress.transcript,
            "transcript.failed",
            "transcript.unknown",
            true,
        ),
    ]
}

/// A sentence for each part that the portal has confirmed; empty where there is none.
pub(super) fn saved_parts(progress: &SaveProgress) -> String {
    saved_keys(progress)
        .into_iter()
        .map(t)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text key of each part that the portal has confirmed.
pub(super) fn saved_keys(progress: &SaveProgress) -> Vec<&'static str> {
    let parts = [
        (&progress.finish, "wrap-up.saved-call"),
        (&progress.note, "wrap-up.saved-note"),
        (&progress.next_step, "wrap-up.saved-step"),
        (&progress.code_field, "code.saved"),
        (&progress.binding, "wrap-up.saved-binding"),
        (&progress.record, "wrap-up.saved-record"),
        (&progress.transcript, "transcript.attached"),
    ];
    let saved = parts.iter().filter(|(step, _)| **step == StepState::Done);
    saved.map(|(_, key)| *key).collect()
}

/// What is being looked up; empty where nothing is.
pub(super) fn looking_up(progress: &SaveProgress) -> String {
    let parts = parts(progress);
    let part = parts.iter().find(|part| *part.state == StepState::LookingUp);
    part.map(|part| format!("{} {}", t(part.unknown), t("wrap-up.looking-up")))
        .unwrap_or_default()
}

/// What could not be saved and what is not known to be saved, why, and that it is still here where it is: with
/// `has_entries`, something is entered that is not saved.
pub(super) fn trouble(progress: &SaveProgress, has_entries: bool) -> Option<String> {
    let mut sentences = Vec::new();
    let mut last_reason = String::new();
    for part in parts(progress) {
        let (key, error) = match part.state {
            StepState::Failed(error) => (part.failed, error),
            StepState::Unknown(error) => (part.unknown, error),
            _ => continue,
        };
        let reason = reason(error);
        // One reason for several parts is said once, after the last of them.
        if reason == last_reason {
            sentences.pop();
        }
        sentences.extend([t(key), reason.clone()]);
        last_reason = reason;
    }
    // Nothing is entered to hide the card.
    let mut others = parts(progress)
        .into_iter()
        .filter(|part| !part.is(&progress.colleagues));
    if has_entries && others.any(|part| part.state.error().is_some()) {
        sentences.push(t("wrap-up.kept"));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Whether another attempt can change something. The portal does not know a finished call any more: nobody can hide its card
/// then but those who have it.
pub(super) fn can_retry(progress: &SaveProgress) -> bool {
    let is_final = progress.is_finished()
        && matches!(&progress.colleagues, StepState::Failed(error) if Refusal::of(error) == Refusal::CallNotFound);
    let mut failed = parts(progress)
        .into_iter()
        .filter(|part| part.state.error().is_some());
    failed.any(|part| !(is_final && part.is(&progress.colleagues)))
}

/// Whether all that is left is to find out what became of what was sent.
pub(super) fn is_only_unknown(progress: &SaveProgress) -> bool {
    parts(progress)
        .iter()
        .filter(|part| part.state.error().is_some())
        .all(|part| part.is_looked_up && matches!(part.state, StepState::Unknown(_)))
}

/// Which follow-up steps of the saved call failed or could not be done, and what is not saved with it; empty where there is
/// nothing.
pub(super) fn failed_follow_ups(progress: &SaveProgress) -> String {
    let mut keys = Vec::new();
    // That nobody has the number is no failure.
    let errors = progress.errors.iter().filter(|_| !progress.has_no_client);
    for error in errors {
        let key = match FollowUp::of(error) {
            FollowUp::Crm => "wrap-up.errors-crm",
            FollowUp::Chat => "wrap-up.errors-chat",
            FollowUp::Recording => "wrap-up.errors-record",
            FollowUp::Other => "wrap-up.errors-other",
        };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    if progress.is_unbound {
        keys.push("wrap-up.failed-binding");
    }
    if !keys.is_empty() {
        keys.insert(0, "wrap-up.errors");
    }
    if progress.has_no_client {
        keys.push("register.found-nobody");
    }
    if progress.is_saved_before {
        keys.push("wrap-up.saved-before");
    }
    keys.into_iter().map(t).collect::<Vec<_>>().join(" ")
}
