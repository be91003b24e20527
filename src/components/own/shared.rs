//! What these components use from other parts of the page.

pub(super) use crate::ui::app::end_waiting;
pub(super) use crate::ui::client::by_id;
pub(super) use crate::ui::dom::focus;

use crate::call::phone;
use leptos::prelude::*;

/// A phone number in groups. Spaces would be read out and copied, so only the style sheet separates the groups.
pub(super) fn grouped(number: &str) -> impl IntoView + use<> {
    let groups: Vec<_> = phone::groups(number)
        .into_iter()
        .map(|group| view! { <span>{group.to_owned()}</span> })
        .collect();
    view! { <bdi class="number" dir="ltr">{groups}</bdi> }
}
