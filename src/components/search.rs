//! Who an unknown caller may be.

use super::{ActionButton, Candidate, Trouble, candidate_name, responsible_name, scoped_memo};
use crate::api::crm::Item;
use crate::i18n::t;
use crate::state::{Card, FoundClient};
use leptos::either::Either;
use leptos::prelude::*;

/// Everybody in CRM with the caller's number. Nobody is chosen automatically.
#[component]
pub fn Search(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    let search = card.search;
    let found = move || search.found.get().unwrap_or_default();
    view! {
        <div class="search">
            <Trouble
                what="search.trouble"
                error=search.trouble
                on_retry=move || search.again()
            />
            <Show when=move || {
                search.found.with(|found| found.as_ref().is_some_and(|found| !found.is_empty()))
            }>
                <div>
                    <p>{t("search.found")}</p>
                    <ul class="bindings" aria-label=t("search.list")>
                        <For
                            each=found
                            key=|found| found.candidate.crm_entity.clone()
                            let(found)
                        >
                            <PossibleCaller card found />
                        </For>
                    </ul>
                </div>
            </Show>
        </div>
    }
}

/// Somebody who may be the caller: *The call belongs here*, and *Show card to* the responsible colleague.
#[component]
fn PossibleCaller(
    /// The opened card.
    card: Card,
    /// Who it is.
    found: FoundClient,
) -> impl IntoView {
    let item = found.candidate.crm_entity.clone();
    let responsible = found.responsible.as_ref().map(responsible_name);
    let is_external = scoped_memo(move || card.call.with(|call| call.status.is_external()));
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
            <Show when=move || is_external.get()>
                <ActionButton
                    label="search.show-to"
                    values=vec![("name", name.clone())]
                    busy=is_busy
                    on_press=show
                />
            </Show>
        }
    });
    let belongs = view! { <BelongsHere card found=found.clone() /> };
    view! {
        <Candidate
            found
            responsible
            href=card.link(&item)
            on_open=move || card.open_item(&item, || {})
        >
            <div class="buttons">{belongs} {show_to}</div>
        </Candidate>
    }
}

/// Has note and next step go to a candidate, and the call when it is finished; says so where they do.
#[component]
fn BelongsHere(
    /// The opened card.
    card: Card,
    /// Who it is.
    found: FoundClient,
) -> impl IntoView {
    let item = found.candidate.crm_entity.clone();
    let key = item.key();
    let is_target = scoped_memo(move || {
        let call = card.calls.on_card();
        call.is_some_and(|call| call.wrap_up.draft.with(|form| form.target == key))
    });
    let name = candidate_name(&found);
    let choose = format!("{}: {name}", t("deals.target"));
    let known = Item {
        name: found.candidate.name,
        assigned_by_id: found.candidate.assigned_by_id,
        ..Item::default()
    };
    let on_press = Callback::new(move |()| card.choose_client(&item, &known));
    move || {
        if is_target.get() {
            Either::Left(view! { <span class="badge">{t("deals.is-target")}</span> })
        } else {
            Either::Right(view! { <ActionButton label="deals.target" name=choose.clone() on_press /> })
        }
    }
}
