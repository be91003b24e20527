//! The client's number.

use super::CopyButton;
use crate::call::{Phone, phone};
use crate::i18n::t;
use leptos::either::Either;
use leptos::prelude::*;

/// The client's number with a button that copies it, or why there is none.
#[component]
pub fn PhoneNumber(
    /// The number.
    phone: Phone,
) -> impl IntoView {
    let none = match phone {
        Phone::Known(number) => {
            let copied = number.clone();
            return Either::Left(view! {
                <div class="number-box">
                    <h1>
                        <GroupedNumber number />
                    </h1>
                    <CopyButton
                        label="number.copy"
                        done="number.copied"
                        icon_only=true
                        text=move || copied.clone()
                    />
                </div>
            });
        }
        Phone::Hidden => "number.hidden",
        Phone::Unknown => "number.unknown",
    };
    Either::Right(view! { <h1 class="number-none">{t(none)}</h1> })
}

/// A number in groups, from left to right. The style sheet sets them apart, so that selecting or reading it gives the
/// number itself.
#[component]
pub fn GroupedNumber(
    /// The number as the portal has it.
    #[prop(into)]
    number: String,
) -> impl IntoView {
    let groups = phone::groups(&number)
        .into_iter()
        .map(|group| view! { <span>{group.to_owned()}</span> })
        .collect_view();
    view! {
        <bdi class="number" dir="ltr">
            {groups}
        </bdi>
    }
}

/// A number in groups; words where there is none.
#[component]
pub fn NumberOrUnknown(
    /// The number as the portal has it.
    #[prop(into)]
    number: String,
) -> impl IntoView {
    if number.is_empty() {
        Either::Left(t("number.unknown"))
    } else {
        Either::Right(view! { <GroupedNumber number /> })
    }
}

/// A sentence with a number in it.
#[component]
pub fn SentenceWithNumber(
    /// The key of the sentence, which has `{number}` in it.
    text: &'static str,
    /// The number as the portal has it; may be empty.
    #[prop(into)]
    number: Signal<String>,
) -> impl IntoView {
    let text = t(text);
    let (before, after) = text.split_once("{number}").unwrap_or((&text, ""));
    view! {
        {before.to_owned()}
        {move || view! { <NumberOrUnknown number=number.get() /> }}
        {after.to_owned()}
    }
}

/// A number as text; words where there is none.
pub fn number_or_unknown(number: &str) -> String {
    match number {
        "" => t("number.unknown"),
        number => number.to_owned(),
    }
}
