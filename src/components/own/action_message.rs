//! What became of the last action on a registered call.

use super::names::persons;
use super::row::This;
use crate::components::Trouble;
use crate::i18n::{t, tf};
use crate::state::own::{Action, Note, Own};
use leptos::prelude::*;

/// What became of the last action on a call.
#[component]
pub(super) fn ActionNote(this: This) -> impl IntoView {
    let note = Memo::new(move |_| this.see(|row| row.note.clone()).unwrap_or(Note::None));
    let status = Memo::new(move |_| note.with(|note| status(this.own, note)));
    let error = move |is_uncertain: bool| {
        Signal::derive(move || match note.get() {
            Note::Failed(_, error) => Some(error).filter(|error| error.is_uncertain() == is_uncertain),
            _ => None,
        })
    };
    view! {
        <div>
            <p class="good" role="status">
                {move || status.get()}
            </p>
            <Trouble what="colleagues.failed" error=error(false) on_retry=move |()| this.retry() />
            <Trouble what="colleagues.unknown" error=error(true) on_retry=move |()| this.retry() />
        </div>
    }
}

/// What is announced; empty where there is nothing to say.
fn status(own: Own, note: &Note) -> String {
    match note {
        Note::Running(_) => t("registered.running"),
        Note::Done(Action::Show(ids)) => tf("colleagues.shown", &[("names", &persons(own, ids))]),
        Note::Done(Action::Hide(ids)) => tf("colleagues.hidden", &[("names", &persons(own, ids))]),
        Note::NoDialog => t("own.no-dialog"),
        Note::None | Note::Failed(..) => String::new(),
    }
}
