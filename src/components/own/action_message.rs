//! What became of the last action on a registered call.

use super::names::persons;
use super::row::RowHandle;
use crate::components::Trouble;
use crate::i18n::{t, tf};
use crate::state::own::{CardAction, CardActionOutcome, Own};
use leptos::prelude::*;

/// What became of the last action on a call.
#[component]
pub(super) fn ActionMessage(handle: RowHandle) -> impl IntoView {
    let outcome = Memo::new(move |_| {
        handle
            .see(|row| row.outcome.clone())
            .unwrap_or(CardActionOutcome::None)
    });
    let status = Memo::new(move |_| outcome.with(|outcome| status(handle.own, outcome)));
    let error = Signal::derive(move || match outcome.get() {
        CardActionOutcome::Failed(_, error) => Some(error),
        _ => None,
    });
    view! {
        <div>
            <p class="good" role="status">
                {move || status.get()}
            </p>
            <Trouble
                what="colleagues.failed"
                uncertain="colleagues.unknown"
                error
                on_retry=move || handle.retry()
            />
        </div>
    }
}

/// What is announced; empty where there is nothing to say.
fn status(own: Own, outcome: &CardActionOutcome) -> String {
    match outcome {
        CardActionOutcome::Running(_) => t("registered.running"),
        CardActionOutcome::Done(CardAction::Show(ids)) => {
            tf("colleagues.shown", &[("names", &persons(own, ids))])
        }
        CardActionOutcome::Done(CardAction::Hide(ids)) => {
            tf("colleagues.hidden", &[("names", &persons(own, ids))])
        }
        CardActionOutcome::NoDialog => t("own.no-dialog"),
        CardActionOutcome::None | CardActionOutcome::Failed(..) => String::new(),
    }
}
