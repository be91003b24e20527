//! Who an unknown caller may be.

use super::item::{ItemLink, item_by_id, kind_icon, kind_name};
use super::{ActionButton, Icon, Trouble, scoped_memo};
use crate::bx24::SelectedUser;
use crate::i18n::{t, tf};
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
                            <Candidate card found />
                        </For>
                    </ul>
                </div>
            </Show>
        </div>
    }
}

/// Somebody who may be the caller, and the responsible colleague.
#[component]
fn Candidate(
    /// The opened card.
    card: Card,
    /// Who it is.
    found: FoundClient,
) -> impl IntoView {
    let FoundClient {
        candidate,
        responsible,
    } = found;
    let item = candidate.crm_entity;
    let name = if candidate.name.is_empty() {
        item_by_id(&item)
    } else {
        candidate.name
    };
    let name = if item.path().is_some() {
        Either::Left(view! { <bdi>{name}</bdi> })
    } else {
        Either::Right(name)
    };
    let at_work = candidate.assigned_by.map(|person| t(person.timeman_status.key()));
    view! {
        <li class="binding">
            <Icon name=kind_icon(&item.kind) />
            <span class="binding-kind">{kind_name(&item.kind)}</span>
            <ItemLink card item>{name}</ItemLink>
            {responsible.map(|user| view! { <Responsible card user at_work /> })}
        </li>
    }
}

/// The colleague who is responsible for a client, and *Show card to* them.
#[component]
fn Responsible(
    /// The opened card.
    card: Card,
    /// The colleague; the name may be empty.
    user: SelectedUser,
    /// Whether they are at work, where that is known.
    #[prop(optional_no_strip)]
    at_work: Option<String>,
) -> impl IntoView {
    let who = if user.name.is_empty() {
        tf("search.user", &[("id", &user.id.to_string())])
    } else {
        user.name.clone()
    };
    let about = match at_work {
        Some(at_work) => format!("{who} · {at_work}"),
        None => who.clone(),
    };
    let is_external = scoped_memo(move || card.call.with(|call| call.status.is_external()));
    let user = StoredValue::new(user);
    view! {
        <span class="binding-more">{tf("search.responsible", &[("name", &about)])}</span>
        <Show when=move || is_external.get()>
            <ActionButton
                label="search.show-to"
                values=vec![("name", who.clone())]
                busy=card.colleagues.busy
                on_press=move || card.colleagues.show_to(vec![user.get_value()])
            />
        </Show>
    }
}
