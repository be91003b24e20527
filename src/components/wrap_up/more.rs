//! What is needed less often, under *More*.

use super::{CostFields, EntryField, NextStepFields, Parts, focus_error};
use crate::call::Basis;
use crate::components::recording::RecordingField;
use crate::components::scoped_memo;
use crate::i18n::t;
use crate::state::WrapUp;
use leptos::prelude::*;

/// *More*: duration, cost, recording and next step.
///
/// The fields are always in the page: the browser reports the opening some time after the press, and a quick Tab must
/// find them. A check that fails opens *More* at the wrong field.
#[component]
pub fn MoreFields(
    /// The wrap-up.
    wrap_up: WrapUp,
    /// What the form has.
    parts: Signal<Parts>,
    /// What the measured duration begins with; nothing where this page does not measure it.
    basis: Signal<Option<Basis>>,
) -> impl IntoView {
    let has_call = move || parts.get().call;
    let load = move |_| {
        if parts.get_untracked().call {
            wrap_up.load_currencies();
        }
    };
    let on_retry = Callback::new(move |()| focus_error(wrap_up, wrap_up.retry()));
    view! {
        <details class="more" on:toggle=load>
            <summary>{t("wrap-up.more")}</summary>
            <div class="form">
                <Show when=move || has_call() && wrap_up.is_here()>
                    <DurationField wrap_up basis />
                </Show>
                <Show when=has_call>
                    <CostFields wrap_up />
                    <RecordingField recording=wrap_up.record optional=true on_retry />
                </Show>
                <Show when=move || parts.get().note>
                    <NextStepFields wrap_up />
                </Show>
            </div>
        </details>
    }
}

/// The duration. On the card it may stay empty: the clock of the call knows it.
#[component]
pub fn DurationField(
    /// The wrap-up.
    wrap_up: WrapUp,
    /// What the measured duration begins with; nothing where this page does not measure it.
    basis: Signal<Option<Basis>>,
) -> impl IntoView {
    let hint = scoped_memo(move || duration_source(wrap_up, basis.get()));
    let label = if wrap_up.is_here() {
        "wrap-up.duration"
    } else {
        "registered.duration"
    };
    view! {
        <EntryField
            wrap_up
            id="wrap-up-duration"
            label
            read=|form| &form.duration
            write=|form| &mut form.duration
            hint
        />
    }
}

/// Where the duration that is sent comes from. Follows it.
fn duration_source(wrap_up: WrapUp, basis: Option<Basis>) -> String {
    let is_entered = wrap_up.draft.with(|form| !form.duration.trim().is_empty());
    t(match basis {
        _ if is_entered => "duration.entered",
        Some(Basis::Connected) => "duration.since-talk",
        Some(Basis::CardOpened) => "duration.since-opened",
        Some(Basis::Noticed) => "duration.since-noticed",
        None if wrap_up.duration().is_some() => "duration.of-card",
        None => "duration.none",
    })
}
