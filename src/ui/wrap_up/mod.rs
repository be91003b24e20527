//! The wrap-up: result, note, rating and the rest, and what became of saving them.

mod fields;
mod more;
mod result;
mod safety;

use super::dom::{El, View, el, switch, when};
use super::form::{button, checkbox, field, focus, input, textarea};
use super::record::record;
use crate::call::Binding;
use crate::i18n::t;
use crate::session::{Card, Draft, WrapUp};
use fields::{rating, results, target};
use more::{duration, more};
pub use result::result;
use safety::{notices, safety};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// The wrap-up of the call on the card.
pub fn wrap_up(card: Card) -> View {
    let external = move || card.picture.with(|picture| picture.status.is_external());
    let this = card.wrap_up;
    let form = move |call| {
        let parts = Parts { call, note: true };
        form(this, parts, move |item| card.title(item)).child(result(this))
    };
    el("section")
        .class("part wrap-up")
        .attr("aria-labelledby", "wrap-up-title")
        .child(el("h2").attr("id", "wrap-up-title").text(t("wrap-up.title")))
        .child(switch(
            move || external().to_string(),
            move |external| match external {
                "true" => form(true).into(),
                _ => el("div")
                    .child(el("p").class("quiet").text(t("wrap-up.not-external")))
                    .child(form(false))
                    .into(),
            },
        ))
        .into()
}

/// What a form has.
#[derive(Clone, Copy)]
pub struct Parts {
    /// The call itself: it can be finished.
    pub call: bool,
    /// Note and next step: there may be an item in CRM for them.
    pub note: bool,
}

/// The form of a wrap-up, on whatever page. One at a time: its fields are known by their ids. `title` tells what an
/// item is called. What became of saving it is said by [`result`].
pub fn form(this: WrapUp, parts: Parts, title: impl Fn(&Binding) -> String + Copy + 'static) -> El {
    let busy = move || this.progress.with(|progress| progress.running);
    let finish = move || go(this, this.finish());
    let save = move || go(this, this.save_note());
    let mut form = el("div").class("form").child(notices(this, title));
    if parts.call {
        if !this.is_here() {
            form = form.child(duration(this));
        }
        form = form.child(field("wrap-up-result", "wrap-up.result", results(this), || {
            String::new()
        }));
        form = form.child(when(
            move || this.result() != "200",
            move || {
                let control = input(
                    "text",
                    read(this, |draft| &draft.reason),
                    write(this, |draft| &mut draft.reason),
                );
                field("wrap-up-reason", "wrap-up.reason", control, String::new).into()
            },
        ));
    }
    if parts.note {
        let note = textarea(
            read(this, |draft| &draft.note),
            write(this, |draft| &mut draft.note),
        )
        .attr("rows", "4")
        .on("keydown", move |event| {
            let enter = event.dyn_ref::<KeyboardEvent>().is_some_and(|pressed| {
                pressed.key() == "Enter" && (pressed.ctrl_key() || pressed.meta_key()) && !pressed.repeat()
            });
            if enter {
                event.prevent_default();
                if parts.call { finish() } else { save() }
            }
        });
        form = form
            .child(field(
                "wrap-up-note",
                "wrap-up.note",
                note,
                wrong(this, "wrap-up-note"),
            ))
            .child(target(this, title));
    }
    if parts.call {
        form = form.child(rating(this)).child(checkbox(
            "wrap-up-chat",
            "wrap-up.chat",
            move || !this.draft.with(|draft| draft.quiet),
            move |chat| this.edit(|draft| draft.quiet = !chat),
        ));
    }
    let mut buttons = el("div").class("buttons");
    if parts.call {
        buttons = buttons.child(button("wrap-up.finish", busy, finish).class("button button-main"));
    }
    if parts.note {
        buttons = buttons.child(button("wrap-up.save-note", busy, save));
    }
    form.child(more(this, parts)).child(buttons).child(safety(this))
}

/// The form of the record alone, of a call that is finished. One at a time, too.
pub fn record_form(this: WrapUp) -> El {
    let busy = move || this.progress.with(|progress| progress.running);
    let attach = move || go(this, this.attach_record());
    el("div")
        .class("form")
        .child(record(this.record, false, move || go(this, this.retry())))
        .child(
            el("div")
                .class("buttons")
                .child(button("registered.attach-now", busy, attach).class("button button-main")),
        )
}

/// After a check that failed, the keyboard goes to the first wrong field.
pub fn go(this: WrapUp, fine: bool) {
    if !fine && let Some((id, _)) = this.wrong.with_untracked(|wrong| wrong.first().copied()) {
        focus(id);
    }
}

fn read(this: WrapUp, of: fn(&Draft) -> &String) -> impl Fn() -> String + Copy + 'static {
    move || this.draft.with(|draft| of(draft).clone())
}

fn write(this: WrapUp, of: fn(&mut Draft) -> &mut String) -> impl FnMut(String) + Copy + 'static {
    move |text| this.edit(|draft| *of(draft) = text)
}

fn wrong(this: WrapUp, id: &'static str) -> impl Fn() -> String + Copy + 'static {
    move || {
        let key = this
            .wrong
            .with(|wrong| wrong.iter().find(|(field, _)| *field == id).map(|(_, key)| *key));
        key.unwrap_or_default().to_owned()
    }
}
