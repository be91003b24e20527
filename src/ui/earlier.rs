//! Earlier calls with the number on the card.

use super::dom::{El, View, el, list, nothing, switch, when};
use super::icon::icon;
use super::trouble::trouble;
use crate::api::statistics::EarlierCall;
use crate::call::clock::duration;
use crate::call::moment::parse_iso;
use crate::call::{CallState, CallType};
use crate::i18n::{moment, t, tf};
use crate::state::{Card, Earlier, EarlierCallList};
use crate::value::joined;
use leptos::prelude::*;

/// The part of the card, which at first is only there: the calls are asked for when a hand comes near.
pub fn earlier(card: Card) -> View {
    el("section")
        .class("part")
        .attr("aria-labelledby", "earlier-title")
        .child(el("h2").attr("id", "earlier-title").text(t("earlier.title")))
        .child(el("div").class("earlier").also(move |place| content(card, place)))
        .into()
}

fn content(card: Card, place: El) -> El {
    fn number(call: &CallState) -> String {
        call.status.phone.number().unwrap_or_default().to_owned()
    }
    place.child(switch(
        move || card.call.with(number),
        move |number| {
            if number.is_empty() {
                return quiet("earlier.no-number");
            }
            card.earlier.look_at(number);
            calls(card)
        },
    ))
}

fn calls(card: Card) -> View {
    let earlier = card.earlier;
    let running = move || card.call.with(|call| call.status.call_id.clone());
    let keys = move || {
        let running = running();
        earlier
            .known
            .with(|known| known.shown(&running).map(|call| call.id.to_string()).collect())
    };
    let row = move |key: &str| {
        earlier.known.with_untracked(|known| {
            let call = known.all().iter().find(|call| call.id.to_string() == key);
            call.map_or_else(nothing, |call| row(earlier, call))
        })
    };
    let failed = move || card.is_client_told() == Some(false);
    let state = move || {
        let running = running();
        let key = earlier.known.with(|known| match known.calls {
            EarlierCallList::NotAllowed => "earlier.no-right",
            EarlierCallList::Known(_) if known.shown(&running).next().is_none() => "earlier.none",
            EarlierCallList::Known(_) => "",
            EarlierCallList::Unknown if !known.is_nothing() => "-",
            // Why, and *Try again*, stand with the client.
            EarlierCallList::Unknown if failed() => "earlier.trouble",
            EarlierCallList::Unknown => "earlier.loading",
        });
        key.to_owned()
    };
    let view = move |state: &str| match state {
        "-" => nothing(),
        "" => el("ul")
            .class("bindings")
            .attr("aria-labelledby", "earlier-title")
            .child(list(keys, row))
            .into(),
        words => quiet(words),
    };
    let busy = move || {
        earlier
            .known
            .with(|known| known.asking || known.is_nothing() && !failed())
    };
    el("div")
        .attr_of("aria-busy", move || busy().then(|| "true".to_owned()))
        .child(when(
            move || card.is_client_told() == Some(true),
            move || {
                earlier.ask_once();
                nothing()
            },
        ))
        .child(trouble(
            "earlier.trouble",
            move || earlier.known.with(|known| known.trouble.clone()),
            move || earlier.known.with(|known| known.asking),
            move || earlier.again(),
        ))
        .child(switch(state, view))
        .into()
}

fn quiet(key: &str) -> View {
    el("p").class("quiet").text(t(key)).into()
}

/// A call: when, which way, how long it was or why it failed, who talked, and what was noted.
fn row(earlier: Earlier, call: &EarlierCall) -> View {
    let (name, direction) = match call.call_type {
        Some(kind @ (CallType::Outgoing | CallType::Informational)) => ("outgoing", kind.key()),
        Some(kind @ (CallType::Incoming | CallType::Redirected)) => ("incoming", kind.key()),
        Some(kind @ CallType::Callback) => ("callback", kind.key()),
        None => ("phone", "direction.other"),
    };
    let start = call.call_start_date.as_deref().unwrap_or_default();
    let at = parse_iso(start).map_or_else(|| start.to_owned(), moment);
    let about = joined([t(direction).as_str(), &outcome(call)], " · ");
    let user = call.portal_user_id;
    let who = move || earlier.known.with(|known| known.name(user));
    let row = el("li")
        .class("binding")
        .child(icon(name))
        .child(el("time").class("binding-kind").attr("datetime", start).text(at))
        .child(
            el("span")
                .class("binding-name")
                .text(about)
                .child(switch(who, |name| match name {
                    "" => nothing(),
                    name => el("span").text(" · ").child(el("bdi").text(name)).into(),
                })),
        );
    match &call.comment {
        Some(comment) => row.child(el("span").class("binding-more").child(el("bdi").text(comment))),
        None => row,
    }
    .into()
}

/// How long the parties talked, else why they did not.
fn outcome(call: &EarlierCall) -> String {
    match &call.call_failed_code {
        Some(code) if code.as_str() != "200" => match code.key() {
            Some(key) => t(key),
            None => tf("phase.ended-code", &[("code", code.as_str())]),
        },
        _ => duration(call.call_duration),
    }
}
