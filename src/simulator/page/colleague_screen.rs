//! What one colleague sees.

use super::state::use_preview;
use super::toggle::Toggle;
use crate::simulator::Portal;
use leptos::prelude::*;

/// The screen of one colleague: the card that `show` put there, until `hide` takes it away.
#[component]
pub(super) fn ColleagueScreen(
    /// The user.
    id: u64,
) -> impl IntoView {
    let preview = use_preview();
    let name =
        preview.with_untracked(|portal| portal.user(id).map(|user| user.full_name()).unwrap_or_default());
    let is_agent = Memo::new(move |_| preview.with(|portal| portal.settings.user == id));
    let call_id =
        Memo::new(move |_| preview.with(|portal| portal.user(id).and_then(|user| user.screen.clone())));
    let number = Memo::new(move |_| {
        preview.with(|portal| call_id.with(|call_id| number_of(portal, call_id.as_deref()?)))
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
            <div class="pv-screen-content" role="status" class:pv-screen-card=move || call_id.with(Option::is_some)>
                {move || match call_id.get() {
                    None => view! { <span class="pv-quiet">"No card"</span> }.into_any(),
                    Some(call_id) => view! {
                        <strong>{move || number.get().unwrap_or_else(|| "Unknown number".to_owned())}</strong>
                        <code class="pv-quiet">{call_id}</code>
                    }
                    .into_any(),
                }}
            </div>
            <Toggle label=format!("{name} is busy") checked=busy on_change=set_busy />
        </li>
    }
}

/// The client's number of a call: of the open card, or of one that the application registered.
fn number_of(portal: &Portal, call_id: &str) -> Option<String> {
    match portal.card().filter(|card| card.call_id == call_id) {
        Some(card) => card.client.number.clone(),
        None => portal
            .calls()
            .iter()
            .find(|call| call.id == call_id)
            .map(|call| call.number.clone()),
    }
}
