//! The rating of the call.

use super::entry::{edit, entry};
use crate::i18n::t;
use crate::state::WrapUp;
use leptos::prelude::*;

/// What can be chosen, as the form has it; empty for no rating.
const CHOICES: [&str; 6] = ["", "1", "2", "3", "4", "5"];

/// The rating: one to five stars, or none.
#[component]
pub fn RatingField(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let rating = entry(wrap_up, |form| &form.rating);
    let on_change = edit(wrap_up, |form| &mut form.rating);
    let choices = CHOICES.map(|value| {
        let id = format!("wrap-up-rating-{value}");
        let is_star = !value.is_empty();
        let label = if is_star {
            value.to_owned()
        } else {
            t("wrap-up.no-rating")
        };
        // Each star up to the chosen one is full. The shape says so where colours are forced.
        let star = move || {
            let is_full = rating.with(|rating| rating.as_str() >= value);
            if is_full { "\u{2605}" } else { "\u{2606}" }
        };
        let star = is_star.then(|| view! { <span class="star-shape" aria-hidden="true">{star}</span> });
        view! {
            <span class="choice" class:star=is_star>
                <input
                    type="radio"
                    name="wrap-up-rating"
                    id=id.clone()
                    value=value
                    prop:checked=move || rating.with(|rating| rating == value)
                    on:change=move |_| on_change.run(value.to_owned())
                />
                <label for=id>{star} {label}</label>
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
