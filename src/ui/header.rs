//! The header: who calls whom, on which line, and where the call stands.

use super::clock::clock;
use super::copy::copy_icon;
use super::dom::{El, View, el, switch};
use super::icon::icon;
use crate::call::{CallState, Direction, Phase, Phone, phone};
use crate::i18n::{t, tf};
use crate::state::Card;
use leptos::prelude::*;

/// The header of the card.
pub fn header(card: Card) -> View {
    fn of(card: Card, read: fn(&CallState) -> String) -> impl Fn() -> String + Send + Sync + Copy + 'static {
        move || card.call.with(read)
    }
    let phone = move |_: &str| number(card.call.with_untracked(|call| call.status.phone.clone()));
    el("header")
        .class("call")
        .child(
            el("p")
                .class("call-direction")
                .child(switch(of(card, direction_icon), |name| icon(name).into()))
                .child(el("span").text_of(of(card, direction))),
        )
        .child(
            el("div")
                .class("call-number")
                .child(switch(of(card, phone_key), phone)),
        )
        .child(el("p").class("call-line").text_of(of(card, line)))
        .child(
            el("div")
                .class("call-state")
                .attr_of("data-phase", move || Some(of(card, phase_slug)()))
                .child(
                    el("p")
                        .class("call-phase")
                        .attr("role", "status")
                        .text_of(of(card, phase)),
                )
                .child(clock(card)),
        )
        .into()
}

fn direction(call: &CallState) -> String {
    match &call.status.direction {
        Direction::Incoming => t("direction.incoming"),
        Direction::Outgoing => t("direction.outgoing"),
        Direction::Callback => t("direction.callback"),
        Direction::Other(word) if word.is_empty() => t("direction.other"),
        Direction::Other(word) => word.clone(),
    }
}

fn direction_icon(call: &CallState) -> String {
    let name = match call.status.direction {
        Direction::Incoming => "incoming",
        Direction::Outgoing => "outgoing",
        Direction::Callback => "callback",
        Direction::Other(_) => "phone",
    };
    name.to_owned()
}

fn phone_key(call: &CallState) -> String {
    match &call.status.phone {
        Phone::Known(number) => number.clone(),
        Phone::Hidden => "hidden".to_owned(),
        Phone::Unknown => String::new(),
    }
}

fn number(phone: Phone) -> View {
    let Phone::Known(number) = phone else {
        let key = if phone == Phone::Hidden {
            "number.hidden"
        } else {
            "number.unknown"
        };
        return el("h1").class("number-none").text(t(key)).into();
    };
    el("div")
        .class("number-box")
        .child(el("h1").child(grouped(&number)))
        .child(copy_icon("number.copy", "number.copied", move || number.clone()))
        .into()
}

/// A number in groups, from left to right. The style sheet sets them apart, so that what is selected and read is the
/// number itself.
pub fn grouped(number: &str) -> El {
    let groups = phone::groups(number)
        .into_iter()
        .map(|group| el("span").text(group).into());
    el("bdi").class("number").attr("dir", "ltr").children(groups)
}

fn line(call: &CallState) -> String {
    call.status
        .line()
        .map(|line| tf("line", &[("line", &line)]))
        .unwrap_or_default()
}

fn phase_slug(call: &CallState) -> String {
    let slug = match &call.phase {
        Phase::NotStarted => "not-started",
        Phase::Connecting => "connecting",
        Phase::Talking => "talking",
        Phase::Ended(Some(code)) if code.as_str() != "200" => "failed",
        Phase::Ended(_) => "ended",
    };
    slug.to_owned()
}

fn phase(call: &CallState) -> String {
    match &call.phase {
        Phase::NotStarted => t("phase.not-started"),
        Phase::Connecting => t("phase.connecting"),
        Phase::Talking => t("phase.talking"),
        Phase::Ended(None) => t("phase.ended"),
        Phase::Ended(Some(code)) => match code.key() {
            Some(key) => tf(
                "phase.ended-with",
                &[("outcome", &t(key)), ("code", code.as_str())],
            ),
            None => tf("phase.ended-code", &[("code", code.as_str())]),
        },
    }
}
