//! The rating of the call.

use super::entry::{edit, entry};
use crate::i18n::t;
use crate::state::WrapUp;
use leptos::prelude::*;

/// What can be chosen, as the form has it; empty for no rating.
const CHOICES: [&str; 6] = ["", "1", "2", "3", "4", "5"];

/// The rating: 1 to 5, or none.
#[component]
pub fn RatingField(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let rating = entry(wrap_up, |form| &form.rating);
    let on_change = edit(wrap_up, |form| &mut form.rating);
    let choices = CHOICES.map(|value| {
        let id = format!("wrap-up-rating-{value}");
        let label = if value.is_empty() {
            t("wrap-up.no-rating")
        } else {
            value.to_owned()
        };
        view! {
            <span class="choice">
                <input
                    type="radio"
                    name="wrap-up-rating"
                    id=id.clone()
                    value=value
                    prop:checked=move || rating.with(|rating| rating == value)
                    on:change=move |_| on_change.run(value.to_owned())
                />
                <label for=id>{label}</label>
            </span>
        }
    });
    view! {
        <fieldset class="rating" role="radiogroup">
            <legend>{t("wrap-up.rating")}</legend>
            {choices}
        </fieldset>
    }
}
