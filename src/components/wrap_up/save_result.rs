//! The outcome of saving a wrap-up.

use super::{focus_error, is_running};
use crate::api::Refusal;
use crate::api::external_call::FollowUp;
use crate::components::{ActionButton, reason, scoped_memo};
use crate::i18n::{t, tf};
use crate::state::{SaveProgress, StepState, WrapUp, WrapUpForm};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// After how many milliseconds a save is said to be under way.
const SLOW: u32 = 500;

/// The outcome of a save: what the portal has confirmed, what failed and why, what is not known, and a button to try
/// again or to look again.
#[component]
pub fn SaveResult(
    /// The wrap-up.
    wrap_up: WrapUp,
    /// Whether it says what the portal has confirmed. The summary does so itself.
    #[prop(default = true)]
    says_saved: bool,
) -> impl IntoView {
    let progress = wrap_up.progress;
    let saved = scoped_memo(move || {
        if says_saved {
            progress.with(saved_keys)
        } else {
            Vec::new()
        }
    });
    // What is still being saved, or could not be, was not typed after what is saved.
    let is_newer = scoped_memo(move || {
        let (is_running, is_note_newer, is_step_newer) = progress.with(|progress| {
            let has_no_error = |step: &StepState| step.error().is_none();
            (
                progress.running,
                has_no_error(&progress.note),
                has_no_error(&progress.next_step),
            )
        });
        let is_newer =
            |form: &WrapUpForm| is_note_newer && form.has_note() || is_step_newer && form.has_next_step();
        !is_running && wrap_up.form.with(is_newer)
    });
    let activity = scoped_memo(move || progress.with(|progress| progress.activity));
    let follow_ups = scoped_memo(move || progress.with(failed_follow_ups));
    let looking_up = scoped_memo(move || progress.with(looking_up));
    // What failed stays while it is tried again, and so does the button, which has the keyboard focus.
    let trouble = until_saved(wrap_up, trouble);
    let is_unknown = until_saved(wrap_up, is_only_unknown);
    let can_retry = until_saved(wrap_up, can_retry);
    let is_slow = use_slow(is_running(wrap_up));
    let is_saving = scoped_memo(move || {
        is_slow.get() && trouble.with(Option::is_none) && looking_up.with(String::is_empty)
    });
    let on_retry = Callback::new(move |()| focus_error(wrap_up, wrap_up.retry()));
    // What another part of the page has said before this one took its place is not said once more.
    let said_before = StoredValue::new(trouble.get_untracked());
    let trouble_message = move || {
        let said = said_before.try_update_value(Option::take).flatten();
        let is_running = is_running(wrap_up);
        // Whether something runs, and whether that has begun since.
        let run = Memo::new(move |before: Option<&(bool, bool)>| {
            let running = is_running.get();
            match before {
                None => (running, false),
                Some((was_running, has_begun)) => (running, *has_begun || running && !was_running),
            }
        });
        let is_news = move || run.get().1 || trouble.with(|trouble| *trouble != said);
        view! {
            <div class="trouble" role=move || is_news().then_some("alert")>
                <p>
                    {move || {
                        if !is_running.get() {
                            trouble.get()
                        } else if looking_up.with(String::is_empty) {
                            Some(t("settings.saving"))
                        } else {
                            None
                        }
                    }}
                </p>
                <Show when=move || can_retry.get()>
                    {move || {
                        let label = if is_unknown.get() { "trouble.look-again" } else { "trouble.retry" };
                        view! { <ActionButton label busy=is_running on_press=on_retry /> }
                    }}
                </Show>
            </div>
        }
    };
    view! {
        <div class="result">
            // Each sentence has an element of its own: a screen reader announces only those that are new.
            <div aria-live="polite">
                <Show when=move || saved.with(|saved| !saved.is_empty())>
                    <p class="good">
                        <For each=move || saved.get() key=|key| *key let(key)>
                            <span>{t(key)}</span>
                            " "
                        </For>
                    </p>
                    <Show when=move || is_newer.get()>
                        <p class="quiet">{t("wrap-up.newer")}</p>
                    </Show>
                </Show>
                <Show when=move || looking_up.with(|looking_up| !looking_up.is_empty())>
                    <p class="quiet">{move || looking_up.get()}</p>
                </Show>
                <Show when=move || is_saving.get()>
                    <p class="quiet">{t("settings.saving")}</p>
                </Show>
            </div>
            {move || activity.get().map(|id| view! { <ActivityLink wrap_up id /> })}
            <Show when=move || follow_ups.with(|follow_ups| !follow_ups.is_empty())>
                <div class="trouble" role="alert">
                    <p>{move || follow_ups.get()}</p>
                </div>
            </Show>
            <Show when=move || trouble.with(Option::is_some)>{trouble_message}</Show>
        </div>
    }
}

/// What is read of a save that is over, or of one that has just begun to be shown. While another one runs, what was read of
/// the one before stays.
fn until_saved<T: Clone + PartialEq + Send + Sync + 'static>(
    wrap_up: WrapUp,
    read: fn(&SaveProgress) -> T,
) -> Memo<T> {
    Memo::new(move |before: Option<&T>| {
        wrap_up.progress.with(|progress| match before {
            Some(before) if progress.running => before.clone(),
            _ => read(progress),
        })
    })
}

/// Whether something has run for so long that the agent is to see it.
fn use_slow(is_running: Signal<bool>) -> RwSignal<bool> {
    let is_slow = RwSignal::new(false);
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        let timeout = is_running.get().then(|| {
            Timeout::new(SLOW, move || {
                is_slow.try_set(true);
            })
        });
        if timeout.is_none() {
            is_slow.set(false);
        }
        timer.set_value(timeout);
    });
    is_slow
}

/// A link to the activity that the portal made of the call.
#[component]
fn ActivityLink(wrap_up: WrapUp, id: u64) -> impl IntoView {
    wrap_up.activity_link(id).map(|href| {
        view! {
            <p>
                <a href=href target="_blank" rel="noopener">
                    {tf("wrap-up.activity", &[("id", &id.to_string())])}
                </a>
            </p>
        }
    })
}

/// A part of a save, with the text keys for what became of it.
struct Part<'a> {
    state: &'a StepState,
    failed: &'static str,
    unknown: &'static str,
    /// Whether another attempt looks first what became of the last one. The others can be repeated without harm.
    is_looked_up: bool,
}

impl Part<'_> {
    fn is(&self, state: &StepState) -> bool {
        core::ptr::eq(self.state, state)
    }
}

/// The parts of a save, in the order in which they are sent.
fn parts(progress: &SaveProgress) -> [Part<'_>; 8] {
    let part = |state, failed, unknown, is_looked_up| Part {
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
fn saved_keys(progress: &SaveProgress) -> Vec<&'static str> {
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
fn looking_up(progress: &SaveProgress) -> String {
    let parts = parts(progress);
    let part = parts.iter().find(|part| *part.state == StepState::LookingUp);
    part.map(|part| format!("{} {}", t(part.unknown), t("wrap-up.looking-up")))
        .unwrap_or_default()
}

/// What could not be saved and what is not known to be saved, why, and that it is still here.
fn trouble(progress: &SaveProgress) -> Option<String> {
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
    if others.any(|part| part.state.error().is_some()) {
        sentences.push(t("wrap-up.kept"));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Whether another attempt can change something. The portal does not know a finished call any more: nobody can hide its card
/// then but those who have it.
fn can_retry(progress: &SaveProgress) -> bool {
    let is_final = progress.is_finished()
        && matches!(&progress.colleagues, StepState::Failed(error) if Refusal::of(error) == Refusal::CallNotFound);
    let mut failed = parts(progress)
        .into_iter()
        .filter(|part| part.state.error().is_some());
    failed.any(|part| !(is_final && part.is(&progress.colleagues)))
}

/// Whether all that is left is to find out what became of what was sent.
fn is_only_unknown(progress: &SaveProgress) -> bool {
    parts(progress)
        .iter()
        .filter(|part| part.state.error().is_some())
        .all(|part| part.is_looked_up && matches!(part.state, StepState::Unknown(_)))
}

/// Which follow-up steps of the saved call failed or could not be done, and what is not saved with it; empty where there is
/// nothing.
fn failed_follow_ups(progress: &SaveProgress) -> String {
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
