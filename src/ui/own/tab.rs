//! *Call card tab*: whether it is there, and for administrators the buttons that add and remove it.

use crate::bx24::Error;
use crate::i18n::{moment, t, tf};
use crate::state::own::plan::{BadAddress, FoundTabs};
use crate::state::own::{Goal, Known, Tab, TabProgress, TabStep};
use crate::ui::dom::{El, View, el, focus, nothing, switch};
use crate::ui::form::button;
use crate::ui::trouble::{reason, trouble};
use leptos::prelude::*;

/// The part of the page about the tab.
pub fn tab(tab: Tab) -> View {
    let looking = trouble(
        "tab.failed-look",
        move || match tab.known.get() {
            Known::Failed(error) => Some(error),
            _ => None,
        },
        || false,
        move || tab.look(),
    );
    let known = move || tab.known.with(|known| format!("{known:?}"));
    el("section")
        .class("part")
        .attr("aria-labelledby", "tab-title")
        .child(
            el("h2")
                .attr("id", "tab-title")
                .attr("tabindex", "-1")
                .text(t("tab.heading")),
        )
        .child(switch(known, move |_| match tab.known.get_untracked() {
            Known::Asking => el("p").class("own-hint").text(t("tab.asking")).into(),
            Known::Failed(_) => nothing(),
            Known::NotAllowed(since) => may_not(since),
            Known::Found(found, since) => there(tab, &found, since),
        }))
        .child(looking)
        .child(
            el("p")
                .class("good")
                .attr("role", "status")
                .text_of(move || said(tab)),
        )
        .child(failure(tab, "tab-title"))
        .into()
}

fn may_not(since: Option<f64>) -> View {
    let mut part = el("div").class("own-tab");
    if since.is_some() {
        part = part.child(is_there(since));
    }
    part.child(el("p").text(t("tab.may-not"))).into()
}

fn is_there(since: Option<f64>) -> El {
    let title = t("tab.title");
    el("p").text(match since {
        Some(at) => tf("tab.here-since", &[("title", &title), ("time", &moment(at))]),
        None => tf("tab.here", &[("title", &title)]),
    })
}

fn there(tab: Tab, found: &FoundTabs, since: Option<f64>) -> View {
    let mut part = el("div").class("own-tab");
    if found.here.is_some() {
        part = part
            .child(is_there(since))
            .child(el("p").class("own-hint").text(t("tab.reload")));
    } else if found.old.is_empty() {
        part = part.child(el("p").text(t("tab.none")));
    }
    for address in &found.old {
        part = part.child(el("p").text(tf("tab.moved", &[("address", address)])));
    }
    for address in &found.others {
        part = part.child(
            el("p")
                .class("own-hint")
                .text(tf("tab.others", &[("address", address)])),
        );
    }
    let busy = move || matches!(tab.progress.get(), TabProgress::Running(..));
    let mut buttons = el("div").class("buttons");
    if found.here.is_none() || !found.old.is_empty() {
        match bad_address() {
            None => {
                let add = button("tab.add", busy, move || go(tab, Goal::Add));
                buttons = buttons.child(add.class("button button-main"));
            }
            Some(sentence) => part = part.child(sentence),
        }
    }
    if found.here.is_some() || !found.old.is_empty() {
        buttons = buttons.child(button("tab.remove", busy, move || go(tab, Goal::Remove)));
    }
    part.child(buttons).into()
}

/// The button goes when there is nothing left for it to do.
fn go(tab: Tab, goal: Goal) {
    focus("tab-title");
    tab.start(goal);
}

/// Why Bitrix24 cannot open this page, if it cannot.
pub fn bad_address() -> Option<View> {
    let sentence = match Tab::address() {
        Ok(_) => return None,
        Err(BadAddress::NotHttps) => "tab.not-https",
        Err(BadAddress::Local) => "tab.local",
    };
    Some(
        el("p")
            .class("own-warning")
            .text(tf(sentence, &[("address", &Tab::page())]))
            .into(),
    )
}

fn said(tab: Tab) -> String {
    match tab.progress.get() {
        TabProgress::Running(Goal::Remove, _) => t("tab.removing"),
        TabProgress::Running(..) => t("tab.adding"),
        TabProgress::Done(Goal::Remove) => format!("{} {}", t("tab.removed"), t("tab.reload")),
        TabProgress::Done(_) => t("tab.added"),
        TabProgress::None | TabProgress::Failed(..) => String::new(),
    }
}

/// What failed, what it left behind, and *Try again*. That button goes, and the keyboard goes to `next`.
pub fn failure(tab: Tab, next: &'static str) -> View {
    let sentence = move || match tab.progress.get() {
        TabProgress::Failed(_, step, error) => why(step, &error),
        _ => String::new(),
    };
    switch(sentence, move |sentence| {
        if sentence.is_empty() {
            return nothing();
        }
        let again = move || {
            focus(next);
            tab.retry();
        };
        el("div")
            .class("trouble")
            .attr("role", "alert")
            .child(el("p").text(sentence))
            .child(button("trouble.retry", || false, again))
            .into()
    })
}

fn why(step: TabStep, error: &Error) -> String {
    let what = match step {
        TabStep::Look => "tab.failed-look",
        TabStep::Bind | TabStep::Unbind if error.is_uncertain() => "tab.uncertain",
        TabStep::Bind => "tab.failed-bind",
        TabStep::Unbind => "tab.failed-unbind",
        TabStep::Finish => "tab.failed-finish",
    };
    let why = match error.code.as_str() {
        "ERROR_PLACEMENT_NOT_FOUND" => t("tab.no-telephony"),
        "ERROR_ARGUMENT" => t("tab.bad-address"),
        _ => reason(error),
    };
    format!("{} {why}", t(what))
}
