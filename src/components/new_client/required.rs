//! The fields that a portal requires of a new client besides its name.

use super::entries::error_of;
use super::field_id;
use crate::call::{Binding, FieldType, NewClientField, NewKind, RequiredField};
use crate::components::{Checkbox, ItemLink, SelectField, TextField, Trouble, scoped_memo};
use crate::i18n::{listed, t, tf};
use crate::state::{Card, NewClient};
use leptos::prelude::*;

/// An entry for each required field; for one that cannot be entered here, its name and the portal's own page.
#[component]
pub fn RequiredEntries(
    /// The opened card.
    card: Card,
    /// The new client.
    new_client: NewClient,
    /// What is created.
    kind: Memo<Option<NewKind>>,
) -> impl IntoView {
    let known = new_client.fields;
    let fields = scoped_memo(move || {
        let mut fields = kind.get().map_or_else(Vec::new, |kind| known.of(kind));
        fields.retain(|field| field.value != FieldType::Unsupported && !field.is_own());
        fields
    });
    let is_loading = scoped_memo(move || kind.get().is_some_and(|kind| known.is_loading(kind)));
    let trouble = scoped_memo(move || kind.get().and_then(|kind| known.trouble(kind)));
    let missing = scoped_memo(move || unsupported(new_client, kind.get()));
    view! {
        <For
            each=move || fields.get()
            key=|field| (field.kind.type_id(), field.name.clone())
            let(field)
        >
            <RequiredEntry new_client field />
        </For>
        <Show when=move || is_loading.get()>
            <p class="quiet" aria-busy="true">
                {t("new-client.loading")}
            </p>
        </Show>
        <Trouble
            what="new-client.fields-trouble"
            error=trouble
            on_retry=move || {
                if let Some(kind) = kind.get_untracked() {
                    known.load(kind);
                }
            }
        />
        <Show when=move || missing.with(|missing| !missing.is_empty())>
            <p class="new-client-elsewhere">
                <span>
                    {move || missing.with(|missing| tf("new-client.elsewhere", &[("field", missing)]))}
                </span>
                <OpenInPortal card kind />
            </p>
        </Show>
    }
}

/// The titles of the required fields that cannot be entered here, as one text; empty where there are none. Tracks them.
pub(super) fn unsupported(new_client: NewClient, kind: Option<NewKind>) -> String {
    let fields = kind.map_or_else(Vec::new, |kind| new_client.fields.of(kind));
    let missing = fields
        .into_iter()
        .filter(|field| field.value == FieldType::Unsupported);
    let titles: Vec<String> = missing.map(|field| field.title).collect();
    if titles.is_empty() {
        String::new()
    } else {
        listed(titles.iter().map(String::as_str))
    }
}

/// A link to the portal's own page for a new item.
#[component]
pub(super) fn OpenInPortal(card: Card, kind: Memo<Option<NewKind>>) -> impl IntoView {
    move || {
        // The page of an item that is not there yet has the id 0.
        let page = Binding::new(kind.get()?.entity(), 0);
        Some(view! {
            <ItemLink pages=card.pages item=page>
                {t("new-client.open")}
            </ItemLink>
        })
    }
}

#[component]
fn RequiredEntry(new_client: NewClient, field: RequiredField) -> impl IntoView {
    let RequiredField {
        kind,
        name,
        title,
        value,
        ..
    } = field;
    let entry_of = NewClientField::Required(kind, name.clone());
    let id = field_id(&entry_of);
    let error = error_of(new_client, entry_of);
    let entry: Signal<String> = {
        let name = name.clone();
        scoped_memo(move || {
            new_client
                .record
                .with(|record| record.form.required(kind, &name).to_owned())
        })
        .into()
    };
    let on_input = Callback::new(move |text: String| {
        let name = name.clone();
        new_client.edit(move |form| form.set_required(kind, &name, text));
    });
    match value {
        FieldType::Choice(choices) => {
            let mut options = vec![(String::new(), t("new-client.not-chosen"))];
            options.extend(choices);
            view! {
                <SelectField
                    id
                    label=title
                    options
                    required=true
                    value=entry
                    on_change=on_input
                    error
                />
            }
            .into_any()
        }
        FieldType::Flag => view! {
            <Checkbox
                id
                label=title
                checked=Signal::derive(move || entry.with(|entry| !entry.is_empty()))
                on_change=move |is_ticked: bool| {
                    on_input.run(if is_ticked { "Y".to_owned() } else { String::new() });
                }
            />
        }
        .into_any(),
        value => {
            let (kind, input_mode) = match &value {
                FieldType::Date => ("date", None),
                FieldType::Number | FieldType::Money(_) => ("text", Some("decimal")),
                FieldType::Whole => ("text", Some("numeric")),
                _ => ("text", None),
            };
            let label = match &value {
                FieldType::Money(currency) => format!("{title} ({currency})"),
                _ => title,
            };
            view! {
                <TextField
                    id
                    label
                    kind
                    input_mode=input_mode.unwrap_or("text")
                    required=true
                    value=entry
                    on_input
                    error
                />
            }
            .into_any()
        }
    }
}
