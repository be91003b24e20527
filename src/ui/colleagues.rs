//! Colleagues and the card: who sees it, and who shall.

use super::dom::{View, el, list, nothing, switch, when};
use super::form::button;
use super::trouble::reason;
use crate::i18n::{t, tf};
use crate::session::{Card, Colleagues, Outcome};
use leptos::prelude::*;

/// The colleagues of the call on the card.
pub fn colleagues(card: Card) -> View {
    let external = move || card.picture.with(|picture| picture.status.is_external());
    el("section")
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
                "true" => controls(card.colleagues),
                _ => el("p").class("quiet").text(t("colleagues.not-external")).into(),
            },
        ))
        .into()
}

fn controls(colleagues: Colleagues) -> View {
    let busy = move || colleagues.busy.get();
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
    el("div")
        .child(
            el("div")
                .class("buttons")
                .child(button("colleagues.show", busy, move || colleagues.show()))
                .child(button("colleagues.hand-over", busy, move || {
                    colleagues.hand_over();
                }))
                .child(button("colleagues.hide-for-me", busy, move || {
                    colleagues.hide_for_me();
                })),
        )
        .child(when(
            move || !colleagues.shown.with(Vec::is_empty),
            move || {
                el("ul")
                    .class("people")
                    .attr("aria-label", &t("colleagues.list"))
                    .child(list(keys, row))
                    .into()
            },
        ))
        .child(outcome(colleagues))
        .into()
}

fn outcome(colleagues: Colleagues) -> View {
    // It is there before there is something to say: only then everybody hears it.
    let done = el("p")
        .class("good")
        .attr("aria-live", "polite")
        .text_of(move || match colleagues.outcome.get() {
            Outcome::Done(key, names) => tf(key, &[("names", &names)]),
            _ => String::new(),
        });
    let failed = move || match colleagues.outcome.get() {
        Outcome::None | Outcome::Done(..) => String::new(),
        Outcome::UnknownCall => format!("-{}", t("colleagues.unknown-call")),
        Outcome::Failed(error) => format!("!{} {}", t("colleagues.failed"), reason(&error)),
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
