//! Title and name of a new client.

use super::{LAST_NAME, NAME, TITLE, field_id};
use crate::call::{NewClientError, NewClientField, NewClientForm, NewKind};
use crate::components::{TextField, scoped_memo};
use crate::i18n::t;
use crate::state::NewClient;
use leptos::prelude::*;

/// Title and name. A contact has no title.
#[component]
pub fn ClientFields(
    /// The new client.
    new_client: NewClient,
    /// What is created.
    kind: Memo<Option<NewKind>>,
) -> impl IntoView {
    let entry = move |read: fn(&NewClientForm) -> &String| -> Signal<String> {
        scoped_memo(move || new_client.record.with(|record| read(&record.form).clone())).into()
    };
    let edit = move |write: fn(&mut NewClientForm) -> &mut String| {
        Callback::new(move |text| new_client.edit(move |form| *write(form) = text))
    };
    let has_title = scoped_memo(move || kind.get().is_some_and(NewKind::has_title));
    view! {
        <Show when=move || has_title.get()>
            <TextField
                id=TITLE
                label=t("new-client.title")
                value=entry(|form| &form.title)
                on_input=edit(|form| &mut form.title)
                error=error_of(new_client, NewClientField::Title)
            />
        </Show>
        <div class="new-client-name">
            <TextField
                id=NAME
                label=t("new-client.name")
                value=entry(|form| &form.name)
                on_input=edit(|form| &mut form.name)
                error=error_of(new_client, NewClientField::Name)
            />
            <TextField
                id=LAST_NAME
                label=t("new-client.last-name")
                value=entry(|form| &form.last_name)
                on_input=edit(|form| &mut form.last_name)
                error=error_of(new_client, NewClientField::LastName)
            />
        </div>
    }
}

/// What is wrong with an entry; empty where nothing is.
pub(super) fn error_of(new_client: NewClient, field: NewClientField) -> Signal<String> {
    let id = field_id(&field);
    scoped_memo(move || {
        new_client.errors.with(|errors| {
            let found = errors.iter().find(|(field, _)| field_id(field) == id);
            found.map_or_else(String::new, |(_, error)| t(error_key(*error)))
        })
    })
    .into()
}

const fn error_key(error: NewClientError) -> &'static str {
    match error {
        NewClientError::Missing => "new-client.missing",
        NewClientError::NameMissing => "new-client.name-missing",
        NewClientError::TitleMissing => "new-client.title-missing",
        NewClientError::Number => "new-client.number-wrong",
        NewClientError::Thousands => "field.thousands",
        NewClientError::Whole => "new-client.whole-wrong",
    }
}
