//! What is needed less often, under *More*.

use super::{Parts, go, read, write, wrong};
use crate::i18n::t;
use crate::state::{WrapUp, WrapUpForm};
use crate::ui::dom::{El, View, el, has_focus, switch, when};
use crate::ui::form::{field, input, select};
use crate::ui::record::record;
use crate::value::joined;
use leptos::prelude::*;
use std::cell::RefCell;

/// *More*: drawn when it is opened, or when a draft has something there.
pub fn more(this: WrapUp, parts: Parts) -> El {
    el("details")
        .class("more")
        .child(el("summary").text(t("wrap-up.more")))
        .also(move |more| content(this, parts, more))
}

fn content(this: WrapUp, parts: Parts, more: El) -> El {
    let opened = RwSignal::new(true);
    let open = move |_| {
        opened.set(true);
        if parts.call {
            this.load_currencies();
        }
    };
    // The browser tells of the opening a little after the press. A keyboard that is quicker would pass by the fields.
    more.on("click", open).on("toggle", open).child(when(
        move || opened.get() || this.draft.with(has_more),
        move || fields(this, parts).into(),
    ))
}

fn has_more(draft: &WrapUpForm) -> bool {
    [
        &draft.duration,
        &draft.cost,
        &draft.currency,
        &draft.step,
        &draft.step_at,
    ]
    .iter()
    .any(|text| !text.is_empty())
}

fn fields(this: WrapUp, parts: Parts) -> El {
    let mut fields = el("div").class("form");
    if parts.call {
        if this.is_here() {
            fields = fields.child(duration(this));
        }
        fields = fields
            .child(text(
                this,
                "wrap-up-cost",
                "wrap-up.cost",
                "text",
                |d| &d.cost,
                |d| &mut d.cost,
            ))
            .child(currency(this))
            .child(record(this.record, true, move || go(this, this.retry())));
    }
    if parts.note {
        fields = fields
            .child(text(
                this,
                "wrap-up-step",
                "wrap-up.step",
                "text",
                |d| &d.step,
                |d| &mut d.step,
            ))
            .child(text(
                this,
                "wrap-up-step-at",
                "wrap-up.step-at",
                "datetime-local",
                |d| &d.step_at,
                |d| &mut d.step_at,
            ));
    }
    fields
}

/// The duration; the clock knows it, where there is one.
pub fn duration(this: WrapUp) -> El {
    let label = if this.is_here() {
        "wrap-up.duration"
    } else {
        "registered.duration"
    };
    text(
        this,
        "wrap-up-duration",
        label,
        "text",
        |d| &d.duration,
        |d| &mut d.duration,
    )
}

fn text(
    this: WrapUp,
    id: &'static str,
    label: &str,
    kind: &str,
    of: fn(&WrapUpForm) -> &String,
    to: fn(&mut WrapUpForm) -> &mut String,
) -> El {
    field(
        id,
        label,
        input(kind, read(this, of), write(this, to)),
        wrong(this, id),
    )
}

/// The currency: one of the portal's, or typed where they are not known. What is being typed is not taken away by a list
/// that comes late, nor what no list has.
fn currency(this: WrapUp) -> View {
    const ID: &str = "wrap-up-currency";
    let of: fn(&WrapUpForm) -> &String = |draft| &draft.currency;
    let to: fn(&mut WrapUpForm) -> &mut String = |draft| &mut draft.currency;
    let left = RwSignal::new(());
    let is_typed = move || {
        left.get();
        let typed = this.draft.with(|draft| of(draft).clone());
        let known = typed.is_empty()
            || this
                .currencies
                .with(|all| all.iter().any(|choice| choice.code == typed));
        has_focus(ID) || !known
    };
    let shown = RefCell::new(String::new());
    let all = move || {
        let all = this
            .currencies
            .with(|all| joined(all.iter().map(|choice| choice.code.as_str()), " "));
        if !is_typed() {
            shown.replace(all);
        }
        shown.borrow().clone()
    };
    switch(all, move |all| {
        let control = if all.is_empty() {
            input("text", read(this, of), write(this, to)).on("blur", move |_| left.set(()))
        } else {
            let mut options: Vec<_> = untrack(|| this.currencies.get())
                .into_iter()
                .map(|choice| (choice.code.clone(), format!("{} {}", choice.code, choice.name)))
                .collect();
            options.insert(0, (String::new(), String::new()));
            select(options, read(this, of), write(this, to))
        };
        field(ID, "wrap-up.currency", control, String::new).into()
    })
}
