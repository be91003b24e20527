//! Fields of a form: each with its label, its hint, and the sentence of what is wrong with it.

use super::dom::{El, checked_of, el, value_of};
use crate::i18n::t;
use crate::value::concat;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// A label with its control below it. `id` is unique on the page; `wrong` follows the key of the sentence of what is
/// wrong with the entry, empty where nothing is.
pub fn field(id: &'static str, label: &str, control: El, wrong: impl Fn() -> String + Copy + 'static) -> El {
    let (field, sentence) = labelled(id, label, control.clone());
    say_wrong(control, sentence, wrong);
    field
}

/// A label with its control below it, and the place for the sentence of what is wrong with the entry.
pub fn labelled(id: &'static str, label: &str, control: El) -> (El, El) {
    let place = concat(&[id, "-wrong"]);
    let sentence = el("p").class("field-wrong").attr("id", &place);
    let field = el("div")
        .class("field")
        .child(el("label").attr("for", id).text(t(label)))
        .child(control.attr("id", id).attr("aria-describedby", &place))
        .child(sentence.clone());
    (field, sentence)
}

/// Says what is wrong with the entry of a field.
pub fn say_wrong(control: El, sentence: El, wrong: impl Fn() -> String + Copy + 'static) {
    let _ = control.attr_of("aria-invalid", move || {
        (!wrong().is_empty()).then(|| "true".to_owned())
    });
    let _ = sentence.text_of(move || match wrong() {
        key if key.is_empty() => key,
        key => t(&key),
    });
}

/// A field with a sentence below it that tells what belongs there.
pub fn hinted(
    id: &'static str,
    label: &str,
    control: El,
    wrong: impl Fn() -> String + Copy + 'static,
    hint: &str,
) -> El {
    let field = field(id, label, control.clone(), wrong);
    let place = concat(&[id, "-hint"]);
    let _ = control.attr("aria-describedby", &concat(&[id, "-wrong ", &place]));
    field.child(el("p").class("hint").attr("id", &place).text(hint))
}

/// A line of text. `kind` is the input's type.
pub fn input(kind: &str, read: impl Fn() -> String + 'static, mut write: impl FnMut(String) + 'static) -> El {
    el("input")
        .class("input")
        .attr("type", kind)
        .attr("autocomplete", "off")
        .prop_of("value", move || read().into())
        .on("input", move |event| write(value_of(&event)))
}

/// Several lines of text.
pub fn textarea(read: impl Fn() -> String + 'static, mut write: impl FnMut(String) + 'static) -> El {
    el("textarea")
        .class("input")
        .prop_of("value", move || read().into())
        .on("input", move |event| write(value_of(&event)))
}

/// A choice of one. `options` are values and their words.
pub fn select(
    options: Vec<(String, String)>,
    read: impl Fn() -> String + 'static,
    mut write: impl FnMut(String) + 'static,
) -> El {
    let options = options
        .into_iter()
        .map(|(value, words)| el("option").attr("value", &value).text(words).into());
    el("select")
        .class("input")
        .children(options)
        .prop_of("value", move || read().into())
        .on("change", move |event| write(value_of(&event)))
}

/// A box to tick, with its words beside it.
pub fn checkbox(
    id: &'static str,
    label: &str,
    read: impl Fn() -> bool + 'static,
    mut write: impl FnMut(bool) + 'static,
) -> El {
    let control = el("input")
        .attr("type", "checkbox")
        .attr("id", id)
        .prop_of("checked", move || JsValue::from_bool(read()))
        .on("change", move |event| write(checked_of(&event)));
    el("div")
        .class("check")
        .child(control)
        .child(el("label").attr("for", id).text(t(label)))
}

/// A button. While `busy` it says so and does nothing; it stays where the keyboard is.
pub fn button(label: &str, busy: impl Fn() -> bool + 'static, press: impl Fn() + 'static) -> El {
    pressed(still(label), busy, press)
}

/// A button that does nothing yet.
pub fn still(label: &str) -> El {
    el("button").class("button").attr("type", "button").text(t(label))
}

/// What a button does; see [`button`].
pub fn pressed(button: El, busy: impl Fn() -> bool + 'static, press: impl Fn() + 'static) -> El {
    fn boxed(button: El, busy: Rc<dyn Fn() -> bool>, press: Box<dyn Fn()>) -> El {
        let runs = busy.clone();
        button
            .attr_of("aria-disabled", move || busy().then(|| "true".to_owned()))
            .on("click", move |_| {
                if !untrack(|| runs()) {
                    press();
                }
            })
    }
    boxed(button, Rc::new(busy), Box::new(press))
}
