//! Which CRM item note and next step go to.

use super::entry::edit;
use crate::call::Binding;
use crate::components::{Field, scoped_memo};
use crate::i18n::t;
use crate::state::WrapUp;
use leptos::prelude::*;

/// Which item note and next step go to; nothing where there is no choice.
#[component]
pub fn TargetField(
    /// The wrap-up.
    wrap_up: WrapUp,
    /// What an item is called.
    title: Callback<Binding, String>,
) -> impl IntoView {
    let items = scoped_memo(move || wrap_up.items());
    // Without a choice by the agent it is the primary item.
    let chosen = scoped_memo(move || {
        let chosen = wrap_up.form.with(|form| form.target.clone());
        items.with(|items| {
            let item = items.iter().find(|item| item.key() == chosen);
            item.or(items.first()).cloned()
        })
    });
    let on_change = edit(wrap_up, |form| &mut form.target);
    view! {
        <Show when=move || items.with(|items| items.len() > 1)>
            <Field id="wrap-up-target" label=t("wrap-up.target")>
                <select
                    class="input"
                    id="wrap-up-target"
                    aria-describedby="wrap-up-target-wrong"
                    on:change:target=move |event| on_change.run(event.target().value())
                >
                    <TargetOptions items chosen title />
                </select>
            </Field>
        </Show>
    }
}

#[component]
fn TargetOptions(
    items: Memo<Vec<Binding>>,
    chosen: Memo<Option<Binding>>,
    title: Callback<Binding, String>,
) -> impl IntoView {
    // The options come and go with the client, the field stays.
    let items = scoped_memo(move || items.get());
    view! {
        <For each=move || items.get() key=Clone::clone let:item>
            <TargetOption item chosen title />
        </For>
    }
}

#[component]
fn TargetOption(
    item: Binding,
    chosen: Memo<Option<Binding>>,
    title: Callback<Binding, String>,
) -> impl IntoView {
    let value = item.key();
    let text = {
        let item = item.clone();
        scoped_memo(move || title.run(item.clone()))
    };
    let is_chosen = scoped_memo(move || chosen.with(|chosen| chosen.as_ref() == Some(&item)));
    view! {
        <option value=value prop:selected=move || is_chosen.get()>
            {move || text.get()}
        </option>
    }
}
