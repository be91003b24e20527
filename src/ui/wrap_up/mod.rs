//! The wrap-up: result, note, rating and the rest, and what became of saving them.

mod fields;
mod more;
mod result;
mod safety;

use super::dom::{El, View, el, focus, switch, when};
use super::form::{button, checkbox, input, labelled, pressed, say_wrong, still, textarea};
use super::record::record;
use crate::call::Binding;
use crate::i18n::t;
use crate::state::{Card, WrapUp, WrapUpForm};
use fields::{rating, results, target};
use leptos::prelude::*;
use more::{duration, more};
pub use result::result;
use safety::{notices, safety};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The wrap-up of the call on the card.
pub fn wrap_up(card: Card) -> View {
    let external = move || card.call.with(|call| call.status.is_external());
    let this = card.wrap_up;
    let form = move |call| {
        let parts = Parts { call, note: true };
        form(this, parts, move |item| card.title(item)).child(result(this))
    };
    wakes(el("section"), this)
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

/// A part of the card that is there for the agent's hand: a press wakes it before anything in it is pressed.
pub fn wakes(part: El, _this: WrapUp) -> El {
    part.on_the_way("click", move |event| {
        let pressed = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if pressed.is_some_and(|pressed| matches!(pressed.closest("button, summary"), Ok(Some(_)))) {}
    })
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
///
/// All of it is on screen from the start. What only matters once a hand has come to it is put in when the wrap-up
/// wakes; see [`WrapUp::awake`].
pub fn form(this: WrapUp, parts: Parts, title: impl Fn(&Binding) -> String + Copy + 'static) -> El {
    let mut form = el("div").class("form").child(
        el("div")
            .class("notices")
            .also(move |place| notices(this, title, place)),
    );
    if parts.call {
        if !this.is_here() {
            form = form.child(duration(this));
        }
        form = form.child(labelled("wrap-up-result", "wrap-up.result", results(this)).0);
        form = form.child(when(
            move || this.result() != "200",
            move || {
                let control = input(
                    "text",
                    read(this, |draft| &draft.reason),
                    write(this, |draft| &mut draft.reason),
                );
                labelled("wrap-up-reason", "wrap-up.reason", control).0.into()
            },
        ));
    }
    if parts.note {
        let control =
            textarea(read(this, |draft| &draft.note), move |note| this.write_note(note)).attr("rows", "4");
        let (note, sentence) = labelled("wrap-up-note", "wrap-up.note", control.clone());
        let _ = control.also(move |control| {
            say_wrong(control.clone(), sentence, wrong(this, "wrap-up-note"));
            control.on("keydown", move |event| {
                let enter = event.dyn_ref::<KeyboardEvent>().is_some_and(|pressed| {
                    pressed.key() == "Enter"
                        && (pressed.ctrl_key() || pressed.meta_key())
                        && !pressed.repeat()
                });
                if enter {
                    event.prevent_default();
                    save(this, parts.call);
                }
            })
        });
        form = form.child(note).child(target(this, title));
    }
    if parts.call {
        form = form.child(rating(this)).child(checkbox(
            "wrap-up-chat",
            "wrap-up.chat",
            move || !this.draft.with(|draft| draft.quiet),
            move |chat| this.edit(move |draft| draft.quiet = !chat),
        ));
    }
    let mut buttons = el("div").class("buttons");
    if parts.call {
        let button = still("wrap-up.finish").class("button button-main");
        buttons = buttons.child(button.also(move |button| saves(button, this, true)));
    }
    if parts.note {
        let button = still("wrap-up.save-note");
        buttons = buttons.child(button.also(move |button| saves(button, this, false)));
    }
    form.child(more(this, parts)).child(buttons).child(safety(this))
}

/// The button of a save: of the whole call, or of note and next step.
fn saves(button: El, this: WrapUp, call: bool) -> El {
    let busy = move || this.progress.with(|progress| progress.running);
    pressed(button, busy, move || save(this, call))
}

fn save(this: WrapUp, call: bool) {
    go(this, if call { this.finish() } else { this.save_note() });
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

fn read(this: WrapUp, of: fn(&WrapUpForm) -> &String) -> impl Fn() -> String + Copy + 'static {
    move || this.draft.with(|draft| of(draft).clone())
}

fn write(this: WrapUp, of: fn(&mut WrapUpForm) -> &mut String) -> impl FnMut(String) + Copy + 'static {
    move |text| this.edit(move |draft| *of(draft) = text)
}

fn wrong(this: WrapUp, id: &'static str) -> impl Fn() -> String + Copy + 'static {
    move || {
        let key = this
            .wrong
            .with(|wrong| wrong.iter().find(|(field, _)| *field == id).map(|(_, key)| *key));
        key.unwrap_or_default().to_owned()
    }
}
