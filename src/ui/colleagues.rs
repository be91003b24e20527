//! Colleagues and the card: who sees it, and who shall.

use super::dom::{View, el, list, nothing, switch, when};
use super::form::{button, pressed, still};
use super::trouble::reason;
use super::wrap_up::wakes;
use crate::i18n::{t, tf};
use crate::state::{ActionOutcome, Card, Colleagues};
use leptos::prelude::*;

/// The colleagues of the call on the card.
pub fn colleagues(card: Card) -> View {
    let external = move || card.call.with(|call| call.status.is_external());
    wakes(el("section"), card.wrap_up)
        .class("part colleagues")
        .attr("aria-labelledby", "colleagues-title")
        .child(
            el("h2")
                .attr("id", "colleagues-title")
                .text(t("colleagues.title")),
        )
        .child(switch(
            move || external().to_string(),
            move |external| match external {
                "true" => controls(card),
                _ => el("p").class("quiet").text(t("colleagues.not-external")).into(),
            },
        ))
        .into()
}

fn controls(card: Card) -> View {
    let colleagues = card.colleagues;
    let action = move |label: &str, act: fn(Colleagues)| {
        let busy = move || colleagues.busy.get();
        still(label).also(move |button| pressed(button, busy, move || act(colleagues)))
    };
    el("div")
        .child(
            el("div")
                .class("buttons")
                .child(action("colleagues.show", Colleagues::show))
                .child(action("colleagues.hand-over", |colleagues| {
                    colleagues.hand_over();
                }))
                .child(action("colleagues.hide-for-me", |colleagues| {
                    colleagues.hide_for_me();
                })),
        )
        .also(move |place| place.child(people(colleagues)).child(outcome(colleagues)))
        .into()
}

/// Who sees the card.
fn people(colleagues: Colleagues) -> View {
    let keys = move || {
        colleagues
            .shown
            .with(|shown| shown.iter().map(|user| user.id.to_string()).collect())
    };
    let row = move |key: &str| {
        let user = untrack(|| colleagues.shown.get())
            .into_iter()
            .find(|user| user.id.to_string() == key);
        user.map_or_else(nothing, |user| {
            let label = tf("colleagues.hide-from", &[("name", &user.name)]);
            let hidden = user.clone();
            let busy = move || colleagues.busy.get();
            el("li")
                .class("person")
                .child(el("bdi").text(&user.name))
                .child(
                    button("colleagues.hide", busy, move || colleagues.hide(hidden.clone()))
                        .attr("aria-label", &label),
                )
                .into()
        })
    };
    when(
        move || !colleagues.shown.with(Vec::is_empty),
        move || {
            el("ul")
                .class("people")
                .attr("aria-label", &t("colleagues.list"))
                .child(list(keys, row))
                .into()
        },
    )
}

fn outcome(colleagues: Colleagues) -> View {
    // It is there before there is something to say: only then everybody hears it.
    let done = el("p")
        .class("good")
        .attr("aria-live", "polite")
        .text_of(move || match colleagues.outcome.get() {
            ActionOutcome::Done(key, names) => tf(key, &[("names", &names)]),
            _ => String::new(),
        });
    let failed = move || match colleagues.outcome.get() {
        ActionOutcome::None | ActionOutcome::Done(..) => String::new(),
        ActionOutcome::UnknownCall => format!("-{}", t("colleagues.unknown-call")),
        ActionOutcome::Failed(error) => format!("!{} {}", t("colleagues.failed"), reason(&error)),
    };
    let trouble = move |words: &str| {
        let mut rest = words.chars();
        let again = rest.next();
        let trouble = el("div").class("trouble").attr("role", "alert");
        match again {
            None => nothing(),
            Some('-') => trouble.child(el("p").text(rest.as_str())).into(),
            Some(_) => trouble
                .child(el("p").text(rest.as_str()))
                .child(button(
                    "trouble.retry",
                    move || colleagues.busy.get(),
                    move || colleagues.retry(),
                ))
                .into(),
        }
    };
    el("div").child(done).child(switch(failed, trouble)).into()
}
