//! A choice from a list that the portal has.

use super::field::{entered, field_id, value, wrong};
use crate::components::{SelectField, TextField};
use crate::i18n::t;
use crate::state::own::{Choices, Lists, Registration, RegistrationField};
use leptos::either::Either;
use leptos::prelude::*;

/// The text keys of a [`Choice`].
#[derive(Clone, Copy)]
pub(super) struct ChoiceTexts {
    /// The label.
    pub label: &'static str,
    /// The option for no choice.
    pub none_chosen: &'static str,
    /// The hint where the portal did not give the list.
    pub unknown: &'static str,
    /// The hint where the portal has nothing in the list.
    pub empty: &'static str,
}

/// How the value is entered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Control {
    /// Chosen from the list.
    Select,
    /// Typed, with this hint.
    Text(&'static str),
}

/// A list of the portal to choose from; a text field where the portal did not give the list or it is empty.
#[component]
pub(super) fn Choice(
    /// The registration form.
    form: Registration,
    /// The field.
    field: RegistrationField,
    /// The list.
    of: fn(&Lists) -> &Choices,
    /// The texts.
    texts: ChoiceTexts,
) -> impl IntoView {
    let choices = Memo::new(move |_| form.lists.with(|lists| of(lists).clone()));
    let control = Memo::new(move |_| {
        choices.with(|choices| match choices {
            Choices::Unknown => Control::Text(texts.unknown),
            Choices::These(these) if these.is_empty() => Control::Text(texts.empty),
            Choices::Loading | Choices::These(_) => Control::Select,
        })
    });
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t(texts.none_chosen))];
        if let Choices::These(these) = choices.get() {
            options.extend(these);
        }
        options
    });
    move || match control.get() {
        Control::Select => Either::Left(view! {
            <SelectField
                id=field_id(field)
                label=t(texts.label)
                options
                value=value(form, field)
                on_change=entered(form, field)
                error=wrong(form, field)
                attr:aria-busy=move || choices.with(|choices| *choices == Choices::Loading).then_some("true")
            />
        }),
        Control::Text(hint) => Either::Right(view! {
            <TextField
                id=field_id(field)
                label=t(texts.label)
                code=true
                hint=t(hint)
                value=value(form, field)
                on_input=entered(form, field)
                error=wrong(form, field)
            />
        }),
    }
}
