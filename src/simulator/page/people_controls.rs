//! The colleagues.

use super::colleague_screen::ColleagueScreen;
use super::panel::Panel;
use super::state::use_preview;
use leptos::prelude::*;

/// The screens of everybody who works at the simulated company.
#[component]
pub(super) fn PeopleControls() -> impl IntoView {
    let preview = use_preview();
    let people = move || {
        preview.with(|portal| {
            let active = portal.users.iter().filter(|user| user.active);
            active.map(|user| user.id).collect::<Vec<_>>()
        })
    };
    view! {
        <Panel id="pv-people" title="Colleagues' screens">
            <ul class="pv-people">
                <For each=people key=|id| *id let(id)>
                    <ColleagueScreen id />
                </For>
            </ul>
        </Panel>
    }
}
