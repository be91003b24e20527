//! Who is at the other end, and what the CRM says about it.

use super::controls::{Choice, Press, Text, Tick};
use super::desk::Desk;
use crate::simulator::{Client, Item, Portal};
use leptos::prelude::*;

#[component]
pub(super) fn ClientForm(desk: Desk) -> impl IntoView {
    let known = desk
        .look(|portal| portal.card().map(|card| card.client.clone()))
        .unwrap_or_default();
    let items: Vec<(Item, String)> = desk.look(|portal| {
        portal
            .crm
            .items()
            .map(|item| (item, name(portal, item)))
            .collect()
    });
    let number = RwSignal::new(known.number.unwrap_or_default());
    let primary = RwSignal::new(known.primary.map(code).unwrap_or_default());
    let bindings = RwSignal::new(known.bindings);
    let mut options = vec![(String::new(), "none".to_owned())];
    options.extend(items.iter().map(|(item, name)| (code(*item), name.clone())));
    let choices = items.clone();
    let apply = move || {
        let wanted = primary.get_untracked();
        let number = Some(number.get_untracked()).filter(|number| !number.is_empty());
        let primary = choices
            .iter()
            .map(|(item, _)| *item)
            .find(|item| code(*item) == wanted);
        desk.simulator().set_client(Client {
            number,
            primary,
            bindings: bindings.get_untracked(),
        });
    };
    let binding = move |(item, name): (Item, String)| {
        let toggle = move |on: bool| {
            bindings.update(|bindings| {
                bindings.retain(|known| *known != item);
                bindings.extend(on.then_some(item));
            });
        };
        view! { <Tick label=name on=Signal::derive(move || bindings.with(|list| list.contains(&item))) change=toggle /> }
    };
    view! {
        <section class="pv-part" aria-labelledby="pv-client">
            <h2 id="pv-client">"The client"</h2>
            <div class="pv-row">
                <Text label="Number" value=number hint="empty: unknown" />
                <Choice label="Primary item" options value=primary change=move |value| primary.set(value) />
                <Press label="Change the client" press=apply />
            </div>
            <details>
                <summary>{move || format!("Bindings ({})", bindings.with(Vec::len))}</summary>
                <div class="pv-scroll">{items.into_iter().map(binding).collect_view()}</div>
            </details>
        </section>
    }
}

fn code(item: Item) -> String {
    format!("{} {}", item.kind.code(), item.id)
}

fn name(portal: &Portal, item: Item) -> String {
    let name: String = portal.crm.name(item).chars().take(60).collect();
    format!("{}: {name}", code(item))
}
