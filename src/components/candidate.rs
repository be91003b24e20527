//! Somebody in CRM who has the number of a call.

use super::item::{ItemLink, item_by_id, kind_icon, kind_name};
use super::{Icon, joined};
use crate::i18n::text_keys::timeman_key;
use crate::i18n::{t, tf};
use crate::state::{FoundClient, ItemPages, SelectedUser};
use leptos::either::Either;
use leptos::prelude::*;

/// A row for somebody who may be the client of a call: kind, name, the responsible colleague, and what can be done with
/// the row.
#[component]
pub fn Candidate(
    /// Who was found.
    found: FoundClient,
    /// The name of the responsible colleague; nothing where nobody is responsible.
    responsible: Option<String>,
    /// Opens the item's page; nothing where the name is no link.
    #[prop(optional)]
    pages: Option<ItemPages>,
    /// The buttons of the row.
    children: Children,
) -> impl IntoView {
    let name = candidate_name(&found);
    let candidate = found.candidate;
    let kind = candidate.crm_entity.kind.clone();
    let name = match pages {
        Some(pages) => Either::Left(view! {
            <ItemLink pages item=candidate.crm_entity class="binding-name">
                <bdi>{name}</bdi>
            </ItemLink>
        }),
        None => Either::Right(view! { <span class="binding-name">{name}</span> }),
    };
    let responsible = responsible.map(|who| {
        let about = match candidate.assigned_by {
            Some(person) => joined([who, t(timeman_key(person.timeman_status))]),
            None => who,
        };
        view! { <span class="binding-more">{tf("search.responsible", &[("name", &about)])}</span> }
    });
    view! {
        <li class="binding">
            <Icon name=kind_icon(&kind) />
            <span class="binding-kind">{kind_name(&kind)}</span>
            {name}
            {responsible}
            {children()}
        </li>
    }
}

/// The name of a candidate; kind and id where the portal has no name for it.
pub fn candidate_name(found: &FoundClient) -> String {
    match &found.candidate.name {
        name if name.is_empty() => item_by_id(&found.candidate.crm_entity),
        name => name.clone(),
    }
}

/// The name of a responsible colleague; the id where the name may not be read.
pub fn responsible_name(user: &SelectedUser) -> String {
    match &user.name {
        name if name.is_empty() => colleague_by_id(user.id),
        name => name.clone(),
    }
}

/// What a colleague is called whose name may not be read.
pub fn colleague_by_id(id: u64) -> String {
    tf("search.user", &[("id", &id.to_string())])
}
