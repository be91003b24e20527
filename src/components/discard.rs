//! Discarding what was entered.

use super::{ActionButton, pass_focus_back};
use crate::i18n::t;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// *Discard draft*, or another button like it, which asks before it does that.
#[component]
pub fn Discard(
    /// The text key of the button.
    #[prop(default = "draft.discard")]
    label: &'static str,
    /// The text key of the question.
    #[prop(default = "draft.sure")]
    question: &'static str,
    /// Discards it.
    #[prop(into)]
    on_discard: Callback<()>,
) -> impl IntoView {
    let is_asking = RwSignal::new(false);
    let discard = move |()| {
        is_asking.set(false);
        on_discard.run(());
    };
    let on_escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            is_asking.set(false);
        }
    };
    view! {
        <ActionButton label on_press=move |()| is_asking.set(true) on:keydown=on_escape />
        <Show when=move || is_asking.get()>
            <div class="draft-sure" role="alert" on:keydown=on_escape use:pass_focus_back>
                <p>{t(question)}</p>
                <ActionButton label="draft.discard-all" on_press=discard />
                <ActionButton label="draft.keep" on_press=move |()| is_asking.set(false) />
            </div>
        </Show>
    }
}
