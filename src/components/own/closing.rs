//! How a registered call ends: the forms that finish it and attach its recording.

use super::row::This;
use leptos::prelude::*;

/// The buttons that open the forms.
#[component]
pub(super) fn ClosingButtons(this: This) -> impl IntoView {
    let _ = this;
}

/// The form that is open, and what became of saving it.
#[component]
pub(super) fn Closing(this: This, number: String) -> impl IntoView {
    let _ = (this, number);
}
