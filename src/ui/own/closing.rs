//! How a call of the list ends: *Finish*, with all that the card itself asks for, and its record.

use super::calls::This;
use super::item_words;
use crate::call::{Binding, EntityKind};
use crate::i18n::{t, tf};
use crate::state::WrapUp;
use crate::state::own::Form;
use crate::ui::dom::{El, View, el, nothing, switch};
use crate::ui::form::button;
use crate::ui::wrap_up::{Parts, form, record_form, result};
use leptos::prelude::*;

/// The buttons that open the forms. A finished call is not finished again; another record replaces the one it has.
pub fn buttons(this: This, buttons: El) -> El {
    buttons
        .child(switch(
            move || this.is_finished().to_string(),
            move |finished| match finished {
                "true" => nothing(),
                _ => toggle(this, "registered.finish", Form::Finish).into(),
            },
        ))
        .child(toggle(this, "registered.attach", Form::Record))
}

/// It keeps the keyboard: the form that it opens comes next.
fn toggle(this: This, label: &str, form: Form) -> El {
    button(label, || false, move || this.toggle(form))
        .attr_of("aria-expanded", move || Some(this.is_open(form).to_string()))
}

/// The form that is open, and what became of saving it.
pub fn closing(this: This, number: &str) -> View {
    let Some(wrap_up) = this.wrap_up() else {
        return nothing();
    };
    let number = StoredValue::new_local(number.to_owned());
    let called = move |key| {
        let number = number.try_with_value(Clone::clone).unwrap_or_default();
        tf(key, &[("number", &number)])
    };
    let open = move || match () {
        () if this.is_open(Form::Finish) => "finish",
        () if this.is_open(Form::Record) => "record",
        () => "",
    };
    el("div")
        .class("own-closing")
        .child(switch(
            move || open().to_owned(),
            move |open| {
                let (form, name) = match open {
                    "finish" => (finish(this, wrap_up), "registered.finish-of"),
                    "record" => (record_form(wrap_up), "registered.attach-to"),
                    _ => return nothing(),
                };
                // The keyboard was in it; when it goes by itself, there is no other place for it.
                on_cleanup(move || this.catch_focus());
                form.class("form own-form")
                    .attr("role", "group")
                    .attr("aria-label", &called(name))
                    .into()
            },
        ))
        .child(result(wrap_up))
        .into()
}

fn finish(this: This, wrap_up: WrapUp) -> El {
    let parts = Parts {
        call: true,
        note: !untrack(|| wrap_up.items()).is_empty(),
    };
    let title = move |item: &Binding| match (this.own.name(item), &item.kind) {
        (Some(name), EntityKind::Other(_)) => name,
        (Some(name), kind) => format!("{}: {name}", t(&format!("kind.{}", kind.word()))),
        (None, _) => item_words(item),
    };
    form(wrap_up, parts, title)
}
