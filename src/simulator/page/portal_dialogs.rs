//! What the portal itself opens on top of the card.

use super::panel::Panel;
use super::state::use_preview;
use super::toggle::Toggle;
use crate::components::ActionButton;
use crate::simulator::Portal;
use crate::simulator::portal::dialogs::Dialog;
use leptos::prelude::*;

/// The dialogs that are open.
#[component]
pub(super) fn PortalDialogs() -> impl IntoView {
    let preview = use_preview();
    let is_picking = Memo::new(move |_| preview.with(Portal::is_picking_users));
    let path = Memo::new(move |_| {
        preview.with(|portal| {
            portal.dialogs().iter().rev().find_map(|dialog| match dialog {
                Dialog::Page { path, .. } => Some(path.clone()),
                Dialog::Users { .. } => None,
            })
        })
    });
    view! {
        <div class="pv-dialogs">
            <Show when=move || is_picking.get()>
                <UserDialog />
            </Show>
            <Show when=move || path.with(Option::is_some)>
                <Panel id="pv-slider" title="Page on top of the card" class="pv-dialog">
                    <code>{path}</code>
                    <ActionButton label="Close the page" on_press=move |()| preview.update(Portal::close_page) />
                </Panel>
            </Show>
        </div>
    }
}

/// The dialog of `BX24.selectUser` and `BX24.selectUsers`.
#[component]
fn UserDialog() -> impl IntoView {
    let preview = use_preview();
    let selected = RwSignal::new(Vec::<u64>::new());
    let people: Vec<(u64, String)> = preview.with_untracked(|portal| {
        let active = portal.users.iter().filter(|user| user.active);
        active.map(|user| (user.id, user.full_name())).collect()
    });
    let toggle = move |(id, name): (u64, String)| {
        let change = move |on: bool| {
            selected.update(|ids| {
                ids.retain(|selected| *selected != id);
                ids.extend(on.then_some(id));
            });
        };
        let checked = Signal::derive(move || selected.with(|ids| ids.contains(&id)));
        view! { <Toggle label=name checked on_change=change /> }
    };
    view! {
        <Panel id="pv-users" title="Select colleagues" class="pv-dialog">
            {people.into_iter().map(toggle).collect_view()}
            <div class="pv-row">
                <ActionButton
                    label="Select"
                    main=true
                    on_press=move |()| preview.simulator().pick_users(&selected.get_untracked())
                />
                <ActionButton label="Cancel" on_press=move |()| preview.update(Portal::cancel_dialog) />
            </div>
        </Panel>
    }
}
