//! What one colleague sees.

use super::state::use_preview;
use super::toggle::Toggle;
use crate::simulator::portal::people::User;
use crate::simulator::{Item, Portal};
use leptos::prelude::*;

/// The screen of one colleague: the card that `show` put there, until `hide` takes it away.
#[component]
pub(super) fn ColleagueScreen(
    /// The user.
    id: u64,
) -> impl IntoView {
    let preview = use_preview();
    let name = preview.with_untracked(|portal| portal.user(id).map(User::full_name).unwrap_or_default());
    let is_agent = Memo::new(move |_| preview.with(|portal| portal.settings.user == id));
    let call_id =
        Memo::new(move |_| preview.with(|portal| portal.user(id).and_then(|user| user.screen.clone())));
    let client = Memo::new(move |_| {
        preview.with(|portal| call_id.with(|call_id| call_id.as_deref().map(|id| client_of(portal, id))))
    });
    let busy = Signal::derive(move || preview.with(|portal| portal.user(id).is_some_and(|user| user.busy)));
    let set_busy = move |on: bool| {
        preview.update(|portal| {
            if let Some(user) = portal.user_mut(id) {
                user.busy = on;
            }
        });
    };
    view! {
        <li class="pv-screen">
            <h3>{name.clone()} <Show when=move || is_agent.get()>" (at the card)"</Show></h3>
            <Toggle about=format!("{name} is") label="busy" checked=busy on_change=set_busy />
            <p class="pv-screen-content" role="status" class:pv-screen-card=move || call_id.with(Option::is_some)>
                <Show when=move || call_id.with(Option::is_some) fallback=|| "No card">
                    <strong>{client}</strong>
                    <code>{call_id}</code>
                </Show>
            </p>
        </li>
    }
}

/// The client's number and name of a call: of the open card, or of a call that the application registered.
fn client_of(portal: &Portal, call_id: &str) -> String {
    let (number, item): (Option<String>, Option<Item>) = match portal.card() {
        Some(card) if card.call_id == call_id => (card.client.number.clone(), card.client.primary),
        _ => match portal.calls().iter().find(|call| call.id == call_id) {
            Some(call) => (Some(call.number.clone()), call.entity),
            None => (None, None),
        },
    };
    let number = number.unwrap_or_else(|| "Unknown number".to_owned());
    match item {
        Some(item) => format!("{number}, {}", portal.crm.name(item)),
        None => number,
    }
}
