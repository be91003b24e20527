//! The installation: what will be added, *Install*, and how far it is. Who may not install reads whom to ask.

use super::tab::{bad_address, failure};
use crate::i18n::{t, tf};
use crate::state::own::{Goal, Known, Tab, TabProgress, TabStep};
use crate::ui::dom::{View, el, list, when};
use crate::ui::form::button;
use leptos::prelude::*;

/// For an administrator.
pub fn install(tab: Tab) -> View {
    let begun = move || tab.progress.get() != TabProgress::None;
    let over = move || {
        matches!(
            tab.progress.get(),
            TabProgress::Running(..) | TabProgress::Done(_)
        )
    };
    let page = el("article")
        .class("own own-install")
        .child(el("h1").text(t("install.title")))
        .child(el("p").text(tf("install.what", &[("title", &t("tab.title"))])))
        .child(el("p").text(t("install.nothing-else")));
    let Ok(address) = Tab::address() else {
        return page.children(bad_address()).into();
    };
    page.child(
        el("p")
            .class("own-hint")
            .text(tf("install.where", &[("address", &address)])),
    )
    .child(
        el("div").class("buttons").child(
            button("install.button", over, move || tab.start(Goal::Install))
                .class("button button-main")
                .attr("id", "install-go"),
        ),
    )
    .child(when(begun, move || steps(tab)))
    .child(
        el("p")
            .class("good")
            .attr("role", "status")
            .text_of(move || match tab.progress.get() {
                TabProgress::Done(_) => format!("{} {}", t("install.done"), t("tab.reload")),
                _ => String::new(),
            }),
    )
    .child(failure(tab, "install-go"))
    .into()
}

/// For everybody else.
pub fn may_not_install() -> View {
    el("article")
        .class("own own-install")
        .child(el("h1").text(t("install.may-not-title")))
        .child(el("p").text(t("install.may-not")))
        .into()
}

const STEPS: [(TabStep, &str); 4] = [
    (TabStep::Look, "install.step-look"),
    (TabStep::Bind, "install.step-bind"),
    (TabStep::Unbind, "install.step-unbind"),
    (TabStep::Finish, "install.step-finish"),
];

fn steps(tab: Tab) -> View {
    // The app's old tabs are there as long as nobody looks again.
    let old = move || {
        tab.known
            .with(|known| matches!(known, Known::Found(found, _) if !found.old.is_empty()))
    };
    let keys = move || {
        let steps = STEPS
            .into_iter()
            .filter(|(step, _)| *step != TabStep::Unbind || old());
        steps.map(|(_, key)| key.to_owned()).collect()
    };
    let row = move |key: &str| {
        let at = STEPS.iter().position(|(_, known)| *known == key).unwrap_or(0);
        el("li")
            .attr_of("data-state", move || Some(state(tab, at).1.to_owned()))
            .child(el("span").text(t(key)))
            .child(el("span").class("own-hint").text_of(move || t(state(tab, at).0)))
            .into()
    };
    el("ol")
        .class("own-steps")
        .attr("aria-label", &t("install.steps"))
        .attr("aria-live", "polite")
        .child(list(keys, row))
        .into()
}

/// How far the step at this place of [`STEPS`] is: in words, and for the style sheet.
fn state(tab: Tab, at: usize) -> (&'static str, &'static str) {
    let place = |step: TabStep| STEPS.iter().position(|(known, _)| *known == step).unwrap_or(0);
    let done = ("install.step-done", "done");
    match tab.progress.get() {
        TabProgress::Done(_) => done,
        TabProgress::Running(_, step) | TabProgress::Failed(_, step, _) if at < place(step) => done,
        TabProgress::Running(_, step) if at == place(step) => ("install.running", "running"),
        TabProgress::Failed(_, step, _) if at == place(step) => ("install.step-failed", "failed"),
        _ => ("install.waiting", "waiting"),
    }
}
