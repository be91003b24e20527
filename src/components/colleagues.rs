//! Colleagues: who sees the card, and showing it to others.

use super::{ActionButton, Trouble};
use crate::i18n::{listed, t, tf};
use crate::state::{ActionOutcome, Card, ColleagueAction, Colleagues, SaveProgress, SelectedUser};
use leptos::either::EitherOf3;
use leptos::prelude::*;

/// The colleagues of the call. Only calls that an app registered can be shown to them.
#[component]
pub fn ColleaguesSection(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    let is_external = Memo::new(move |_| is_external(card));
    let is_finished = Memo::new(move |_| is_finished(card));
    view! {
        <section class="part colleagues" aria-labelledby="colleagues-title">
            <h2 id="colleagues-title">{t("colleagues.title")}</h2>
            {move || {
                if !is_external.get() {
                    EitherOf3::A(view! { <p class="quiet">{t("colleagues.not-external")}</p> })
                } else if is_finished.get() {
                    EitherOf3::B(view! { <p class="quiet">{t("colleagues.finished")}</p> })
                } else {
                    // Another call has other colleagues.
                    let call = card.calls.on_card();
                    EitherOf3::C(call.map(|call| view! { <ColleagueActions colleagues=call.colleagues /> }))
                }
            }}
        </section>
    }
}

/// Whether an app registered the call on the card. Tracks it.
pub fn is_external(card: Card) -> bool {
    let call = card.calls.on_card();
    call.is_some_and(|call| call.is_external(card.calls))
}

/// Whether the call on the card is finished: its card cannot be shown to others any more. Tracks it.
pub fn is_finished(card: Card) -> bool {
    let call = card.calls.on_card();
    call.is_some_and(|call| call.wrap_up.progress.with(SaveProgress::is_finished))
}

/// Showing the card, hiding it, handing the call over, and the result.
#[component]
fn ColleagueActions(
    /// The colleagues of the call.
    colleagues: Colleagues,
) -> impl IntoView {
    let busy = colleagues.busy;
    view! {
        <div>
            <div class="buttons">
                <ActionButton label="colleagues.show" busy on_press=move || colleagues.show() />
                <ActionButton
                    label="colleagues.hand-over"
                    busy
                    on_press=move || colleagues.hand_over()
                />
                <ActionButton
                    label="colleagues.hide-for-me"
                    busy
                    on_press=move || colleagues.hide_for_me()
                />
            </div>
            <Show when=move || !colleagues.shown.with(Vec::is_empty)>
                <ul class="people" aria-label=t("colleagues.list")>
                    <For each=move || colleagues.shown.get() key=|user| user.id let(user)>
                        <Colleague colleagues user />
                    </For>
                </ul>
            </Show>
            <ColleagueOutcome colleagues />
        </div>
    }
}

/// A colleague who sees the card, with *Hide*.
#[component]
fn Colleague(
    /// The colleagues of the call.
    colleagues: Colleagues,
    /// The colleague.
    user: SelectedUser,
) -> impl IntoView {
    let name = tf("colleagues.hide-from", &[("name", &user.name)]);
    view! {
        <li class="person">
            <bdi>{user.name.clone()}</bdi>
            <ActionButton
                label="colleagues.hide"
                name
                busy=colleagues.busy
                on_press=move || colleagues.hide(user.clone())
            />
        </li>
    }
}

/// The result of the last action.
#[component]
fn ColleagueOutcome(
    /// The colleagues of the call.
    colleagues: Colleagues,
) -> impl IntoView {
    let outcome = colleagues.outcome;
    let done = move || {
        outcome.with(|outcome| match outcome {
            ActionOutcome::Done(action) => done_sentence(action),
            _ => String::new(),
        })
    };
    let error = move || {
        outcome.with(|outcome| match outcome {
            ActionOutcome::Failed(error) => Some(error.clone()),
            _ => None,
        })
    };
    let refusal = move || {
        outcome.with(|outcome| match outcome {
            ActionOutcome::UnknownCall => Some("refusal.call-not-found"),
            ActionOutcome::Oneself => Some("colleagues.oneself"),
            _ => None,
        })
    };
    view! {
        <div>
            // It stands here before it has a text: a screen reader announces only changes of a live region.
            <p class="good" aria-live="polite">
                {done}
            </p>
            <Show when=move || refusal().is_some()>
                <div class="trouble" role="alert">
                    <p>{move || refusal().map(t)}</p>
                </div>
            </Show>
            <Trouble
                what="colleagues.failed"
                uncertain="colleagues.unknown"
                error=Signal::derive(error)
                busy=colleagues.busy
                on_retry=move || colleagues.retry()
            />
        </div>
    }
}

/// The sentence that says what was done.
fn done_sentence(action: &ColleagueAction) -> String {
    let (key, names) = match action {
        ColleagueAction::Show(users) => (
            "colleagues.shown",
            listed(users.iter().map(|user| user.name.as_str())),
        ),
        ColleagueAction::Hide(user) => ("colleagues.hidden", user.name.clone()),
        ColleagueAction::HideForMe => ("colleagues.hidden-for-me", String::new()),
        ColleagueAction::HandOver(user) => ("colleagues.handed-over", user.name.clone()),
    };
    tf(key, &[("names", &names)])
}
