//! The cost of the call, and its currency.

use super::entry::{EntryField, check_on_leave, edit, entry};
use crate::call::WrapUpField;
use crate::components::{SelectField, TextField, has_focus, scoped_memo};
use crate::i18n::t;
use crate::state::WrapUp;
use leptos::prelude::*;

/// The cost and its currency.
#[component]
pub fn CostFields(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    view! {
        <EntryField
            wrap_up
            id="wrap-up-cost"
            label="wrap-up.cost"
            read=|form| &form.cost
            write=|form| &mut form.cost
            on:focusout=check_on_leave(wrap_up, WrapUpField::Cost)
        />
        <CurrencyField wrap_up />
    }
}

const CURRENCY: &str = "wrap-up-currency";

/// The currency: one of the portal's, or a text where these are not known. A list that arrives late replaces neither a
/// field that is being typed in nor a currency that it lacks.
#[component]
fn CurrencyField(wrap_up: WrapUp) -> impl IntoView {
    let currency = entry(wrap_up, |form| &form.currency);
    let on_change = edit(wrap_up, |form| &mut form.currency);
    let is_focused = RwSignal::new(false);
    // When the window becomes inactive, the field stays the active element.
    let update_focus = move |_| is_focused.set(has_focus(CURRENCY));
    let is_list = Memo::new(move |before: Option<&bool>| {
        let typed = currency.get();
        let fits = wrap_up.currencies.with(|all| {
            !all.is_empty() && (typed.is_empty() || all.iter().any(|choice| choice.code == typed))
        });
        if is_focused.get() {
            before.is_some_and(|before| *before)
        } else {
            fits
        }
    });
    let options = scoped_memo(move || {
        let none = (String::new(), t("field.choose"));
        let all = wrap_up.currencies.get().into_iter();
        let all = all.map(|choice| (choice.code.clone(), format!("{} {}", choice.code, choice.name)));
        [none].into_iter().chain(all).collect::<Vec<_>>()
    });
    let as_text = move || {
        view! {
            <TextField
                id=CURRENCY
                label=t("wrap-up.currency")
                value=currency
                on_input=on_change
                on:focusin=update_focus
                on:focusout=update_focus
            />
        }
    };
    view! {
        <Show when=move || is_list.get() fallback=as_text>
            <SelectField
                id=CURRENCY
                label=t("wrap-up.currency")
                options
                value=currency
                on_change
                on:focusin=update_focus
                on:focusout=update_focus
            />
        </Show>
    }
}
