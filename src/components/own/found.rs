//! Who in CRM has the number that was entered. Nobody is picked automatically.

use super::field::field_id;
use super::names::person;
use crate::components::{ActionButton, Candidate, Trouble, candidate_name, focus};
use crate::i18n::{t, tf};
use crate::state::FoundClient;
use crate::state::own::{Own, RegistrationField};
use leptos::prelude::*;

/// How far the search is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SearchStatus {
    NotAsked,
    Searching,
    FoundNobody,
    Found,
}

impl SearchStatus {
    /// The text key of what is announced; nothing before the search.
    const fn key(self) -> Option<&'static str> {
        match self {
            Self::NotAsked => None,
            Self::Searching => Some("register.searching"),
            Self::FoundNobody => Some("register.found-nobody"),
            Self::Found => Some("register.found"),
        }
    }
}

/// What the search found, once the agent has started it.
#[component]
pub(super) fn FoundClients(own: Own) -> impl IntoView {
    let form = own.registration;
    let search = form.search;
    let status = Memo::new(
        move |_| match search.found.with(|found| found.as_ref().map(Vec::is_empty)) {
            _ if !form.is_searched() => SearchStatus::NotAsked,
            Some(true) => SearchStatus::FoundNobody,
            Some(false) => SearchStatus::Found,
            None if form.is_searching() => SearchStatus::Searching,
            None => SearchStatus::NotAsked,
        },
    );
    // What was announced about the last candidate taken holds for that search alone.
    let taken = RwSignal::new(None::<String>);
    Effect::watch(move || status.get(), move |_, _, _| taken.set(None), false);
    let trouble = Signal::derive(move || search.trouble.get().filter(|_| form.is_searched()));
    let retry = move |()| {
        // *Try again* disappears.
        focus(field_id(RegistrationField::Number));
        form.find();
    };
    view! {
        <div class="own-found">
            <Trouble what="search.trouble" error=trouble on_retry=retry />
            <div role="status">
                {move || status.get().key().map(|key| view! { <p class="own-hint">{t(key)}</p> })}
                // Registering takes it out of the form again.
                <p class="good">{move || taken.get().filter(|_| form.is_taken())}</p>
            </div>
            <Show when=move || status.get() == SearchStatus::Found>
                <ul class="own-list" aria-label=t("search.list")>
                    <For
                        each=move || search.found.get().unwrap_or_default()
                        key=|found| found.candidate.crm_entity.clone()
                        let(found)
                    >
                        <Use own found taken />
                    </For>
                </ul>
            </Show>
        </div>
    }
}

/// Somebody who was found, with the button that enters them into the form.
#[component]
fn Use(
    own: Own,
    found: FoundClient,
    /// Receives the sentence about what was entered.
    taken: RwSignal<Option<String>>,
) -> impl IntoView {
    let responsible = found.responsible.as_ref().map(|user| match &user.name {
        name if name.is_empty() => untrack(|| person(own, user.id)),
        name => name.clone(),
    });
    let label = tf("register.use-this", &[("name", &candidate_name(&found))]);
    let take = {
        let (found, responsible) = (found.clone(), responsible.clone());
        move |()| {
            own.registration.take(&found);
            let item = candidate_name(&found);
            taken.set(Some(match &responsible {
                Some(who) => tf("register.taken-for", &[("item", &item), ("name", who)]),
                None => tf("register.taken", &[("item", &item)]),
            }));
        }
    };
    view! {
        <Candidate found responsible>
            <ActionButton label="register.use" name=label on_press=take />
        </Candidate>
    }
}
