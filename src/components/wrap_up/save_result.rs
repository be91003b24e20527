//! The outcome of saving a wrap-up.

use super::save_texts::{can_retry, failed_follow_ups, is_only_unknown, looking_up, saved_keys, trouble};
use super::{focus_error, is_running};
use crate::components::{ActionButton, scoped_memo};
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
    let trouble = until_saved(wrap_up, move |progress| {
        trouble(progress, untrack(|| wrap_up.is_unsaved()))
    });
    // What another part of the page has said before this one took its place is not said once more.
    let said_before = StoredValue::new(trouble.get_untracked());
    let is_slow = use_slow(is_running(wrap_up));
    let is_saving = scoped_memo(move || {
        is_slow.get() && trouble.with(Option::is_none) && looking_up.with(String::is_empty)
    });
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
            <Show when=move || trouble.with(Option::is_some)>
                <SaveTrouble
                    wrap_up
                    trouble
                    looking_up
                    said_before=said_before.try_update_value(Option::take).flatten()
                />
            </Show>
        </div>
    }
}

/// What failed and what is not known, with a button to try again or to look again. All of it stays while it is tried again:
/// the button has the keyboard focus.
#[component]
fn SaveTrouble(
    wrap_up: WrapUp,
    trouble: Memo<Option<String>>,
    looking_up: Memo<String>,
    said_before: Option<String>,
) -> impl IntoView {
    let is_unknown = until_saved(wrap_up, is_only_unknown);
    let can_retry = until_saved(wrap_up, can_retry);
    let is_running = is_running(wrap_up);
    // Whether something runs, and whether that has begun since.
    let run = Memo::new(move |before: Option<&(bool, bool)>| {
        let running = is_running.get();
        match before {
            None => (running, false),
            Some((was_running, has_begun)) => (running, *has_begun || running && !was_running),
        }
    });
    let is_news = move || run.get().1 || trouble.with(|trouble| *trouble != said_before);
    let on_retry = Callback::new(move |()| focus_error(wrap_up, wrap_up.retry()));
    let sentence = move || {
        if !is_running.get() {
            trouble.get()
        } else if looking_up.with(String::is_empty) {
            Some(t("settings.saving"))
        } else {
            None
        }
    };
    view! {
        <div class="trouble" role=move || is_news().then_some("alert")>
            <p>{sentence}</p>
            <Show when=move || can_retry.get()>
                {move || {
                    let label = if is_unknown.get() { "trouble.look-again" } else { "trouble.retry" };
                    view! { <ActionButton label busy=is_running on_press=on_retry /> }
                }}
            </Show>
        </div>
    }
}

/// What is read of a save that is over, or of one that has just begun to be shown. While another one runs, what was read of
/// the one before stays.
fn until_saved<T: Clone + PartialEq + Send + Sync + 'static>(
    wrap_up: WrapUp,
    read: impl Fn(&SaveProgress) -> T + Send + Sync + 'static,
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
