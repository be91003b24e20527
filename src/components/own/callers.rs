//! Who the unknown caller of an unsaved wrap-up may be.

use super::names::person;
use crate::components::{Candidate, TargetChoice, Trouble, candidate_name, scoped_memo};
use crate::i18n::t;
use crate::state::own::Own;
use crate::state::{FoundClient, SaveProgress, Search, WrapUp};
use leptos::prelude::*;

/// Everybody in CRM with the number of the call. Nobody is chosen automatically.
#[component]
pub(super) fn Callers(
    /// The page.
    own: Own,
    /// The wrap-up of the call.
    wrap_up: WrapUp,
    /// The search for the number.
    search: Search,
) -> impl IntoView {
    let is_empty = scoped_memo(move || search.found.with(|found| found.as_ref().map(Vec::is_empty)));
    let status = move || match is_empty.get() {
        Some(true) => Some(t("register.found-nobody")),
        Some(false) => Some(t("search.found")),
        None => None,
    };
    view! {
        <div class="search">
            <Trouble what="search.trouble" error=search.trouble on_retry=move |()| search.again() />
            <p role="status">{status}</p>
            <Show when=move || is_empty.get() == Some(false)>
                <ul class="bindings" aria-label=t("search.list")>
                    <For
                        each=move || search.found.get().unwrap_or_default()
                        key=|found| found.candidate.crm_entity.clone()
                        let(found)
                    >
                        <Caller own wrap_up found />
                    </For>
                </ul>
            </Show>
        </div>
    }
}

/// Somebody who may be the caller: *Choose for this call*.
#[component]
fn Caller(own: Own, wrap_up: WrapUp, found: FoundClient) -> impl IntoView {
    let item = found.candidate.crm_entity.clone();
    let responsible = found.responsible.as_ref().map(|user| match &user.name {
        name if name.is_empty() => untrack(|| person(own, user.id)),
        name => name.clone(),
    });
    let target = view! {
        <TargetChoice
            target=Signal::derive(move || wrap_up.form.with(|form| form.target.clone()))
            key=item.key()
            name=candidate_name(&found)
            on_choose=move |()| own.closings.choose(wrap_up, &item)
            can_undo=Signal::derive(move || !wrap_up.progress.with(SaveProgress::is_finished))
            on_undo=move |()| wrap_up.undo_choice()
        />
    };
    view! {
        <Candidate found responsible>
            <div class="buttons">{target}</div>
        </Candidate>
    }
}
