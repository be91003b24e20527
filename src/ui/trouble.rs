//! What went wrong, in words, where it went wrong.

use super::dom::{View, el, nothing, switch};
use crate::api::Refusal;
use crate::bx24::Error;
use crate::i18n::{t, tf};
use crate::value::concat;
use leptos::prelude::untrack;

/// A trouble and what to do about it; nothing where there is none. `what` is the key of what failed and what was kept,
/// `busy` tells whether it is being tried again.
pub fn trouble(
    what: &'static str,
    error: impl Fn() -> Option<Error> + Send + Sync + 'static,
    busy: impl Fn() -> bool + Send + Sync + Copy + 'static,
    retry: impl Fn() + Send + Copy + 'static,
) -> View {
    let why = move || error().map(|error| reason(&error)).unwrap_or_default();
    switch(why, move |why| {
        if why.is_empty() {
            return nothing();
        }
        let again = el("button")
            .class("button")
            .attr("type", "button")
            .attr_of("aria-disabled", move || busy().then(|| "true".to_owned()))
            .on("click", move |_| {
                if !untrack(busy) {
                    retry();
                }
            })
            .text(t("trouble.retry"));
        el("div")
            .class("trouble")
            .attr("role", "alert")
            .child(el("p").text(concat(&[&t(what), " ", why])))
            .child(again)
            .into()
    })
}

/// Why, in a sentence for the agent.
pub fn reason(error: &Error) -> String {
    if error.code == "SDK" {
        return t("reason.script");
    }
    let code = if error.code.is_empty() { "?" } else { &error.code };
    tf(Refusal::of(error).key(), &[("code", code)])
}
