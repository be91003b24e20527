//! Who an unknown caller may be.

use super::colleagues::{is_external, is_finished};
use super::{
    ActionButton, Candidate, TargetChoice, Trouble, can_undo_choice, candidate_name, chosen_target,
    responsible_name, scoped_memo,
};
use crate::api::crm::Item;
use crate::i18n::t;
use crate::state::{Card, FoundClient};
use leptos::prelude::*;

/// Everybody in CRM with the caller's number. Nobody is chosen automatically.
#[component]
pub fn PossibleCallers(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    let search = card.search;
    let found = move || search.found.get().unwrap_or_default();
    let has_found = scoped_memo(move || {
        search
            .found
            .with(|found| found.as_ref().is_some_and(|found| !found.is_empty()))
    });
    view! {
        <div class="search">
            <Trouble
                what="search.trouble"
                error=search.trouble
                on_retry=move || search.again()
            />
            // A region that is there before its text: a screen reader does not announce one that comes with its text.
            <p role="status">{move || has_found.get().then(|| t("search.found"))}</p>
            <Show when=move || has_found.get()>
                <ul class="bindings" aria-label=t("search.list")>
                    <For each=found key=|found| found.candidate.crm_entity.clone() let(found)>
                        <PossibleCaller card found />
                    </For>
                </ul>
            </Show>
        </div>
    }
}

/// Somebody who may be the caller: *Choose for this call*, and *Show card to* the responsible colleague.
#[component]
fn PossibleCaller(
    /// The opened card.
    card: Card,
    /// Who it is.
    found: FoundClient,
) -> impl IntoView {
    let item = found.candidate.crm_entity.clone();
    let responsible = found.responsible.as_ref().map(responsible_name);
    let can_be_shown = scoped_memo(move || is_external(card) && !is_finished(card));
    let show_to = found.responsible.clone().map(|user| {
        let name = responsible_name(&user);
        let is_busy = Signal::derive(move || {
            card.calls
                .on_card()
                .is_some_and(|call| call.colleagues.busy.get())
        });
        let show = Callback::new(move |()| {
            if let Some(call) = untrack(|| card.calls.on_card()) {
                call.colleagues.show_to(vec![user.clone()]);
            }
        });
        view! {
            <Show when=move || can_be_shown.get()>
                <ActionButton
                    label="search.show-to"
                    values=vec![("name", name.clone())]
                    busy=is_busy
                    on_press=show
                />
            </Show>
        }
    });
    let known = Item {
        name: found.candidate.name.clone(),
        assigned_by_id: found.candidate.assigned_by_id,
        ..Item::default()
    };
    let target = view! {
        <TargetChoice
            target=chosen_target(card)
            key=item.key()
            name=candidate_name(&found)
            on_choose={
                let item = item.clone();
                move |()| card.choose_client(&item, &known)
            }
            can_undo=can_undo_choice(card)
            on_undo=move |()| card.undo_choice()
        />
    };
    view! {
        <Candidate found responsible pages=card.pages>
            <div class="buttons">{target} {show_to}</div>
        </Candidate>
    }
}
