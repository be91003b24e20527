//! What became of saving a wrap-up.

use super::go;
use crate::i18n::{t, tf};
use crate::state::{SaveProgress, StepState, WrapUp};
use crate::ui::dom::{El, el, nothing, switch, when};
use crate::ui::form::button;
use crate::ui::trouble::reason;
use leptos::prelude::*;

/// What became of the save: what is done, what failed and why, and *Try again*.
pub fn result(this: WrapUp) -> El {
    el("div")
        .class("result")
        .attr("aria-live", "polite")
        .also(move |place| content(this, place))
}

fn content(this: WrapUp, place: El) -> El {
    let failure = move || {
        this.progress
            .with(|progress| progress.failure().map(reason).unwrap_or_default())
    };
    let retry = move || go(this, this.retry());
    place
        .child(when(
            move || this.progress.with(done),
            move || {
                el("p")
                    .class("good")
                    .text_of(move || this.progress.with(saved))
                    .into()
            },
        ))
        .child(switch(
            move || {
                this.progress
                    .with(activity)
                    .map(|id| id.to_string())
                    .unwrap_or_default()
            },
            move |id| match untrack(|| this.progress.with(activity)).and_then(|id| this.activity_link(id)) {
                Some(href) => el("p")
                    .child(
                        el("a")
                            .attr("href", &href)
                            .attr("target", "_blank")
                            .attr("rel", "noopener")
                            .text(tf("wrap-up.activity", &[("id", id)])),
                    )
                    .into(),
                None => nothing(),
            },
        ))
        .child(when(
            move || this.progress.with(|progress| progress.errors),
            || {
                el("p")
                    .class("trouble")
                    .attr("role", "alert")
                    .text(t("wrap-up.errors"))
                    .into()
            },
        ))
        .child(switch(failure, move |why| {
            if why.is_empty() {
                return nothing();
            }
            let sentence = format!(
                "{} {why} {}",
                untrack(|| this.progress.with(failed)),
                t("wrap-up.kept")
            );
            el("div")
                .class("trouble")
                .attr("role", "alert")
                .child(el("p").text(sentence))
                .child(button(
                    "trouble.retry",
                    move || this.progress.with(|progress| progress.running),
                    retry,
                ))
                .into()
        }))
}

fn done(progress: &SaveProgress) -> bool {
    [
        &progress.note,
        &progress.next_step,
        &progress.finish,
        &progress.record,
    ]
    .contains(&&StepState::Done)
}

/// What the portal has confirmed.
fn saved(progress: &SaveProgress) -> String {
    let mut words = String::new();
    let parts = [
        (&progress.finish, "wrap-up.saved-call"),
        (&progress.note, "wrap-up.saved-note"),
        (&progress.next_step, "wrap-up.saved-step"),
        (&progress.record, "wrap-up.saved-record"),
    ];
    for (step, key) in parts {
        if *step == StepState::Done {
            words.push_str(if words.is_empty() { "" } else { " " });
            words.push_str(&t(key));
        }
    }
    words
}

/// The activity that the portal made of the call.
fn activity(progress: &SaveProgress) -> Option<u64> {
    progress.activity
}

/// What could not be saved.
fn failed(progress: &SaveProgress) -> String {
    let key = match progress {
        SaveProgress {
            note: StepState::Failed(_),
            ..
        } => "wrap-up.failed-note",
        SaveProgress {
            next_step: StepState::Failed(_),
            ..
        } => "wrap-up.failed-step",
        SaveProgress {
            finish: StepState::Failed(_),
            ..
        } => "wrap-up.failed-call",
        SaveProgress {
            colleagues: StepState::Failed(_),
            ..
        } => "wrap-up.failed-colleagues",
        _ => "wrap-up.failed-record",
    };
    t(key)
}
