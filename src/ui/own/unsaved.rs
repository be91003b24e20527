//! *StoredDraft wrap-ups*: finish, save or discard each.

use super::{Own, item_words};
use crate::call::Binding;
use crate::i18n::{moment, t, tf};
use crate::ui::dom::{El, View, el, list, nothing, switch};
use crate::ui::form::button;
use crate::ui::wrap_up::{Parts, form, result};

use crate::state::own::UnsavedRow;
use leptos::prelude::*;

/// The wrap-ups of cards that closed too early; nothing where there are none.
pub fn unsaved(own: Own) -> View {
    let waiting = own.waiting;
    switch(
        move || waiting.ids().is_empty().to_string(),
        move |none| match none {
            "true" => nothing(),
            _ => el("section")
                .class("part")
                .attr("aria-labelledby", "unsaved-title")
                .child(el("h2").attr("id", "unsaved-title").text(t("unsaved.title")))
                .child(el("p").class("quiet").text(t("unsaved.hint")))
                .child(
                    el("ul")
                        .class("own-list")
                        .attr("aria-labelledby", "unsaved-title")
                        .child(list(move || waiting.ids(), move |id| row(own, id))),
                )
                .into(),
        },
    )
}

fn row(own: Own, id: &str) -> View {
    let Some(UnsavedRow { unsaved, .. }) = untrack(|| own.waiting.row(id)) else {
        return nothing();
    };
    let number = match unsaved.text("number") {
        "" => t("number.unknown"),
        number => number.to_owned(),
    };
    let id = StoredValue::new_local(id.to_owned());
    let row = move || id.try_with_value(|id| own.waiting.row(id)).flatten();
    let open = move || {
        let open = own.closings.kept.get();
        open.is_some() && open == id.try_with_value(Clone::clone)
    };
    let state = move || match row() {
        Some(row) if row.gone => "gone",
        Some(_) if open() => "open",
        _ => "",
    };
    let called = tf("unsaved.of", &[("number", &number)]);
    let toggle = move || {
        let next = id.try_with_value(Clone::clone).filter(|_| !untrack(open));
        own.closings.open_kept(next);
    };
    let heading = el("p").child(el("strong").child(el("bdi").attr("dir", "ltr").text(&number)));
    el("li")
        .class("own-call")
        .child(heading)
        .child(
            el("p")
                .class("own-hint")
                .text(tf("unsaved.edited", &[("time", &moment(unsaved.edited_at()))])),
        )
        .child(switch(
            move || state().to_owned(),
            move |state| match state {
                "gone" => el("p").class("own-hint").text(t("unsaved.gone")).into(),
                state => el("div")
                    .class("buttons")
                    .child(
                        button("unsaved.open", || false, toggle)
                            .attr("aria-expanded", if state == "open" { "true" } else { "false" }),
                    )
                    .into(),
            },
        ))
        .child(switch(
            move || state().to_owned(),
            move |state| match state {
                "open" => opened(own, id, row)
                    .attr("role", "group")
                    .attr("aria-label", &called)
                    .into(),
                _ => nothing(),
            },
        ))
        .child(switch(
            move || (state() == "gone" || open()).to_string(),
            move |shown| {
                let wrap_up = id.try_with_value(|id| own.waiting.wrap_up(id)).flatten();
                wrap_up
                    .filter(|_| shown == "true")
                    .map_or_else(nothing, |wrap_up| result(wrap_up).into())
            },
        ))
        .into()
}

fn opened(own: Own, id: StoredValue<String, LocalStorage>, row: impl Fn() -> Option<UnsavedRow>) -> El {
    let Some(wrap_up) = id.try_with_value(|id| own.waiting.wrap_up(id)).flatten() else {
        return el("div");
    };
    let parts = Parts {
        call: untrack(row).is_some_and(|row| row.is_external()),
        note: true,
    };
    let title = move |item: &Binding| own.name(item).unwrap_or_else(|| item_words(item));
    form(wrap_up, parts, title).class("form own-form")
}
