//! The fields that every wrap-up shows.

use super::write;
use crate::call::Binding;
use crate::call::status_code::KNOWN;
use crate::i18n::t;
use crate::state::WrapUp;
use crate::ui::dom::{El, View, el, nothing, switch, value_of};
use crate::ui::form::{labelled, select};
use crate::value::concat;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The result, in words.
pub fn results(this: WrapUp) -> El {
    let options = KNOWN
        .iter()
        .map(|(code, key)| ((*code).to_owned(), concat(&[&t(key), " (", code, ")"])))
        .collect();
    select(
        options,
        move || this.result(),
        write(this, |draft| &mut draft.result),
    )
}

/// Which item note and next step go to, where there is a choice.
pub fn target(this: WrapUp, title: impl Fn(&Binding) -> String + Copy + 'static) -> View {
    let choices = move || {
        this.items()
            .iter()
            .map(|item| (item.key(), title(item)))
            .collect::<Vec<_>>()
    };
    let all = move || {
        let mut all = String::new();
        for (key, title) in choices() {
            all.push_str(&key);
            all.push_str(&title);
        }
        all
    };
    switch(all, move |_| {
        let options = untrack(choices);
        if options.len() < 2 {
            return nothing();
        }
        let keys: Vec<String> = options.iter().map(|(key, _)| key.clone()).collect();
        let chosen = move || {
            let chosen = this.draft.with(|draft| draft.target.clone());
            if keys.contains(&chosen) {
                chosen
            } else {
                keys.first().cloned().unwrap_or_default()
            }
        };
        let control = select(options, chosen, write(this, |draft| &mut draft.target));
        labelled("wrap-up-target", "wrap-up.target", control).0.into()
    })
}

/// The rating, 1 to 5 or none.
pub fn rating(this: WrapUp) -> El {
    let choice = move |value: &'static str| {
        let id = concat(&["wrap-up-rating-", value]);
        let control = el("input")
            .attr("type", "radio")
            .attr("name", "wrap-up-rating")
            .attr("id", &id)
            .attr("value", value)
            .prop_of("checked", move || {
                JsValue::from_bool(this.draft.with(|draft| draft.rating == value))
            })
            .on("change", move |event| {
                let value = value_of(&event);
                this.edit(move |draft| draft.rating = value);
            });
        let words = if value.is_empty() {
            t("wrap-up.no-rating")
        } else {
            value.to_owned()
        };
        el("span")
            .class("choice")
            .child(control)
            .child(el("label").attr("for", &id).text(words))
            .into()
    };
    el("fieldset")
        .class("rating")
        .attr("role", "radiogroup")
        .child(el("legend").text(t("wrap-up.rating")))
        .children(["", "1", "2", "3", "4", "5"].map(choice))
}
