//! The client of the call, and the CRM items that the call is bound to.

use super::panel::Panel;
use super::state::use_preview;
use super::toggle::Toggle;
use crate::components::{ActionButton, SelectField, TextField};
use crate::simulator::{Client, Item, Portal};
use leptos::prelude::*;

/// So much of a name is shown, in characters.
const NAME_LENGTH: usize = 60;

/// A form with the client of the open card. It is filled in again whenever the portal changes the client.
#[component]
pub(super) fn ClientControls() -> impl IntoView {
    let preview = use_preview();
    let number = RwSignal::new(String::new());
    let primary = RwSignal::new(None);
    let bindings = RwSignal::new(Vec::new());
    let current = Memo::new(move |_| preview.with(|portal| portal.card().map(|card| card.client.clone())));
    Effect::new(move |_| {
        let client = current.get().unwrap_or_default();
        number.set(client.number.unwrap_or_default());
        primary.set(client.primary);
        bindings.set(client.bindings);
    });
    let items: Vec<(Item, String)> = preview.with_untracked(|portal| {
        portal
            .crm
            .items()
            .map(|item| (item, name(portal, item)))
            .collect()
    });
    let options: Vec<_> = core::iter::once((String::new(), "none".to_owned()))
        .chain(items.iter().map(|(item, name)| (code(*item), name.clone())))
        .collect();
    let items = StoredValue::new(items);
    let choose = move |chosen: String| {
        let item = items.with_value(|items| {
            items
                .iter()
                .map(|(item, _)| *item)
                .find(|item| code(*item) == chosen)
        });
        primary.set(item);
    };
    let apply = move |()| {
        preview.simulator().set_client(Client {
            number: Some(number.get_untracked()).filter(|number| !number.is_empty()),
            primary: primary.get_untracked(),
            bindings: bindings.get_untracked(),
        });
    };
    view! {
        <Panel id="pv-client" title="Client">
            <TextField
                id="pv-client-number"
                label="Number"
                value=number
                on_input=move |text| number.set(text)
                hint="Empty: unknown; hidden: withheld"
            />
            <SelectField
                id="pv-client-primary"
                label="Primary item"
                options
                value=Signal::derive(move || primary.get().map(code).unwrap_or_default())
                on_change=choose
            />
            <details>
                <summary>{move || format!("Bindings ({})", bindings.with(Vec::len))}</summary>
                <div class="pv-scroll">
                    {items
                        .get_value()
                        .into_iter()
                        .map(|(item, name)| view! { <BindingToggle item name bindings /> })
                        .collect_view()}
                </div>
            </details>
            <ActionButton label="Change the client" on_press=apply />
        </Panel>
    }
}

/// Binds the call to one item, or not.
#[component]
fn BindingToggle(item: Item, name: String, bindings: RwSignal<Vec<Item>>) -> impl IntoView {
    view! {
        <Toggle
            label=name
            checked=Signal::derive(move || bindings.with(|bindings| bindings.contains(&item)))
            on_change=move |on: bool| {
                bindings.update(|bindings| {
                    bindings.retain(|bound| *bound != item);
                    bindings.extend(on.then_some(item));
                });
            }
        />
    }
}

fn code(item: Item) -> String {
    format!("{} {}", item.kind.code(), item.id)
}

fn name(portal: &Portal, item: Item) -> String {
    let name: String = portal.crm.name(item).chars().take(NAME_LENGTH).collect();
    format!("{}: {name}", code(item))
}
