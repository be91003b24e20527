//! Somebody in CRM who has the number of a call.

use super::Icon;
use crate::i18n::{t, tf};
use crate::state::FoundClient;
use crate::ui::client::{by_id, kind_word};
use leptos::either::Either;
use leptos::prelude::*;

/// A row for somebody who may be the client of a call: kind, name, the responsible colleague, and what can be done with
/// the row (the children).
#[component]
pub fn Candidate(
    /// Who was found.
    found: FoundClient,
    /// The name of the responsible colleague; nothing where nobody is responsible.
    responsible: Option<String>,
    /// The address of the item's page, where the name is a link to it.
    #[prop(optional_no_strip)]
    href: Option<String>,
    /// Opens the item's page inside the portal. Returns `false` where the browser has to follow the link instead.
    #[prop(into, optional)]
    on_open: Option<Callback<(), bool>>,
    /// The buttons of the row.
    children: Children,
) -> impl IntoView {
    let name = candidate_name(&found);
    let candidate = found.candidate;
    let item = candidate.crm_entity;
    let name = match href {
        Some(href) => Either::Left(view! {
            <a
                class="binding-name"
                href=href
                target="_blank"
                rel="noopener"
                on:click=move |event| {
                    // With a modifier key the browser opens the link the way the agent wants.
                    let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key());
                    if plain && on_open.is_some_and(|open| open.run(())) {
                        event.prevent_default();
                    }
                }
            >
                <bdi>{name}</bdi>
            </a>
        }),
        None => Either::Right(view! { <bdi class="binding-name">{name}</bdi> }),
    };
    let about = responsible.map(|who| {
        let about = match candidate.assigned_by {
            Some(person) => format!("{who} · {}", t(person.timeman_status.key())),
            None => who,
        };
        view! { <span class="binding-more">{tf("search.responsible", &[("name", &about)])}</span> }
    });
    view! {
        <li class="binding">
            <Icon name=item.kind.slug().unwrap_or("item").to_owned() />
            <span class="binding-kind">{kind_word(&item.kind)}</span>
            {name}
            {about}
            {children()}
        </li>
    }
}

/// The name of a candidate, or kind and id where the portal has no name for it.
pub fn candidate_name(found: &FoundClient) -> String {
    let candidate = &found.candidate;
    if candidate.name.is_empty() {
        by_id(&candidate.crm_entity)
    } else {
        candidate.name.clone()
    }
}
