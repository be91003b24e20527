//! The forms that finish a call from the list of the app's own page, and attach its recording.

use crate::state::own::Own;
use leptos::prelude::*;

/// The buttons that open the forms of a call.
#[component]
pub fn ClosingButtons(own: Own, call_id: String) -> impl IntoView {
    let _ = (own, call_id);
    view! { <div class="buttons"></div> }
}

/// The form of a call that is open, and the outcome of saving it.
#[component]
pub fn ClosingForm(own: Own, call_id: String, number: String) -> impl IntoView {
    let _ = (own, call_id, number);
}
