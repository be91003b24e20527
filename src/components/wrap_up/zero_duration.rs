//! The question before an answered call is saved without a duration.

use super::is_running;
use crate::components::{ActionButton, focus, scoped_memo};
use crate::i18n::t;
use crate::state::WrapUp;
use crate::state::wrap_up::ZeroDuration;
use leptos::prelude::*;

/// Asks whether an answered call shall be saved with a duration of 0.
#[component]
pub fn ZeroDurationQuestion(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let is_asked = scoped_memo(move || wrap_up.zero_duration.get() == ZeroDuration::Asked);
    let enter = move |()| {
        wrap_up.leave_zero();
        focus("wrap-up-duration");
    };
    view! {
        <Show when=move || is_asked.get()>
            <div class="notice" role="alert">
                <p>{t("wrap-up.zero-duration")}</p>
                <ActionButton label="wrap-up.zero-enter" on_press=enter />
                <ActionButton
                    label="wrap-up.zero-save"
                    busy=is_running(wrap_up)
                    on_press=move |()| {
                        wrap_up.finish_with_zero();
                    }
                />
            </div>
        </Show>
    }
}
