//! The form of an unsaved wrap-up.

use crate::state::WrapUp;
use crate::state::own::Own;
use leptos::prelude::*;

/// The form of an unsaved wrap-up, with what was typed.
#[component]
pub(super) fn UnsavedForm(own: Own, wrap_up: WrapUp, is_external: bool, label: String) -> impl IntoView {
    let _ = (own, wrap_up, is_external);
    view! { <div class="form own-form" role="group" aria-label=label></div> }
}

/// What became of saving an unsaved wrap-up.
#[component]
pub(super) fn UnsavedResult(wrap_up: WrapUp) -> impl IntoView {
    let _ = wrap_up;
}
