//! What is needed less often, under *More*.

use super::entry::check_on_leave;
use super::{CostFields, EntryField, ReasonField, focus_error};
use crate::call::wrap_up::{format_duration, parse_duration};
use crate::call::{Basis, WrapUpField};
use crate::components::recording::RecordingField;
use crate::components::{Checkbox, scoped_memo};
use crate::i18n::{t, tf};
use crate::state::WrapUp;
use leptos::prelude::*;

/// An hour, in seconds.
const HOUR: u64 = 3_600;

/// *More*: duration, cost, reason of failure, recording and the message to the chat.
///
/// The fields are always in the page: the browser reports the opening some time after the press, and a quick Tab must
/// find them. A check that fails opens *More* at the wrong field.
#[component]
pub fn MoreFields(
    /// The wrap-up.
    wrap_up: WrapUp,
    /// What the measured duration begins with; nothing where this page does not measure it.
    basis: Signal<Option<Basis>>,
) -> impl IntoView {
    let in_chat = scoped_memo(move || wrap_up.form.with(|form| !form.quiet));
    let on_retry = Callback::new(move |()| focus_error(wrap_up, wrap_up.retry()));
    view! {
        <details class="more" on:toggle=move |_| wrap_up.load_currencies()>
            <summary>{t("wrap-up.more")}</summary>
            <div class="form">
                <Show when=move || wrap_up.is_here()>
                    <DurationField wrap_up basis />
                </Show>
                <CostFields wrap_up />
                <ReasonField wrap_up />
                <RecordingField recording=wrap_up.record optional=true on_retry />
                <Checkbox
                    id="wrap-up-chat"
                    label=t("wrap-up.chat")
                    checked=in_chat
                    on_change=move |checked: bool| wrap_up.edit(move |form| form.quiet = !checked)
                />
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
            on:focusout=check_on_leave(wrap_up, WrapUpField::Duration)
        />
    }
}

/// Where the duration that is sent comes from. Tracks it.
fn duration_source(wrap_up: WrapUp, basis: Option<Basis>) -> String {
    let entered = wrap_up.form.with(|form| match form.duration.trim() {
        "" => None,
        text => Some(parse_duration(text).ok().flatten()),
    });
    if let Some(entered) = entered {
        // What is wrong with the others is said below the field.
        let words = entered.map(|seconds| {
            let key = if seconds < HOUR {
                "duration.entered"
            } else {
                "duration.entered-long"
            };
            tf(key, &[("duration", &format_duration(seconds))])
        });
        return words.unwrap_or_default();
    }
    t(match basis {
        _ if wrap_up.leaves_out_duration() => "duration.not-answered",
        Some(Basis::Connected) => "duration.since-talk",
        Some(Basis::CardOpened) => "duration.since-opened",
        Some(Basis::Noticed) => "duration.since-noticed",
        None if wrap_up.duration().is_some() => "duration.of-card",
        None => "duration.none",
    })
}
