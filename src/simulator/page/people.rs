//! What colleagues see, and the portal's own dialogs.

use super::controls::{Press, Tick};
use super::desk::Desk;
use crate::simulator::Portal;
use crate::simulator::portal::dialogs::Dialog;
use crate::simulator::portal::people::User;
use leptos::prelude::*;

#[component]
pub(super) fn People(desk: Desk) -> impl IntoView {
    let ids: Vec<u64> = desk.look(|portal| {
        portal
            .users
            .iter()
            .filter(|user| user.active)
            .map(|user| user.id)
            .collect()
    });
    let person = move |id: u64| {
        let screen = move || {
            desk.see(|portal| {
                let call = portal.user(id).and_then(|user| user.screen.clone());
                call.map_or("no card".to_owned(), |call| format!("sees the card of {call}"))
            })
        };
        let busy = Signal::derive(move || desk.see(|portal| portal.user(id).is_some_and(|user| user.busy)));
        let toggle = move |on: bool| {
            desk.change(|portal| {
                if let Some(user) = portal.user_mut(id) {
                    user.busy = on;
                }
            });
        };
        let name = full_name(desk, id);
        view! {
            <li class="pv-person">
                <strong>{name.clone()}</strong>
                <span class="pv-quiet" role="status">{screen}</span>
                <Tick label=format!("{name} is busy") on=busy change=toggle />
            </li>
        }
    };
    view! {
        <section class="pv-part" aria-labelledby="pv-people">
            <h2 id="pv-people">"Screens"</h2>
            <ul class="pv-list">{ids.into_iter().map(person).collect_view()}</ul>
        </section>
    }
}

/// The dialog for colleagues, and the page on top of the card. Nothing while there is neither.
#[component]
pub(super) fn Dialogs(desk: Desk) -> impl IntoView {
    let picked = RwSignal::new(Vec::<u64>::new());
    let picking = Memo::new(move |_| desk.see(Portal::is_picking_users));
    let path = Memo::new(move |_| {
        desk.see(|portal| {
            portal.dialogs().iter().rev().find_map(|dialog| match dialog {
                Dialog::Page { path, .. } => Some(path.clone()),
                Dialog::Users { .. } => None,
            })
        })
    });
    let pick = move || {
        desk.simulator().pick_users(&picked.get_untracked());
        picked.set(Vec::new());
    };
    let colleague = move |id: u64| {
        let toggle = move |on: bool| {
            picked.update(|ids| {
                ids.retain(|known| *known != id);
                ids.extend(on.then_some(id));
            });
        };
        let on = Signal::derive(move || picked.with(|ids| ids.contains(&id)));
        view! { <Tick label=full_name(desk, id) on change=toggle /> }
    };
    view! {
        <Show when=move || picking.get()>
            <section class="pv-part pv-dialog" aria-labelledby="pv-pick">
                <h2 id="pv-pick">"Select colleagues"</h2>
                {[1, 2, 3, 4].map(colleague)}
                <div class="pv-row">
                    <Press label="Select" press=pick />
                    <Press label="Cancel" press=move || desk.change(Portal::cancel_dialog) />
                </div>
            </section>
        </Show>
        <Show when=move || path.with(Option::is_some)>
            <section class="pv-part pv-dialog" aria-labelledby="pv-slider">
                <h2 id="pv-slider">"Page on top of the card"</h2>
                <p>{move || path.get()}</p>
                <Press label="Close the page" press=move || desk.change(Portal::close_page) />
            </section>
        </Show>
    }
}

fn full_name(desk: Desk, id: u64) -> String {
    desk.look(|portal| portal.user(id).map_or(String::new(), User::full_name))
}
