//! Making a client of an unknown caller.

mod chosen;
mod entries;
mod outcome;
mod required;

pub use chosen::{ChosenItems, chosen_items};

use super::{ActionButton, SentenceWithNumber, focus, pass_focus, scoped_memo};
use crate::call::{NewClientField, NewClientRecord, NewKind};
use crate::i18n::t;
use crate::state::{Card, CardCall, NewClient, NewClientStage};
use entries::ClientFields;
use leptos::prelude::*;
use outcome::{CreationOutcome, DUPLICATES};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent, SubmitEvent};

/// *Create contact*, *Create lead*, *Create deal* for a caller whom the CRM does not know.
#[component]
pub fn NewClientSection(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    // Another call has another caller.
    move || {
        card.calls
            .on_card()
            .map(|call| view! { <NewClientOfCall card call /> })
    }
}

/// The same for one call.
#[component]
fn NewClientOfCall(card: Card, call: CardCall) -> impl IntoView {
    let new_client = call.new_client;
    let number = scoped_memo(move || {
        let number = card
            .call
            .with(|call| call.status.phone.number().map(ToOwned::to_owned));
        number.unwrap_or_default()
    });
    let kind = scoped_memo(move || new_client.record.with(|record| record.form.kind));
    // Nobody is created for a hidden number, for a known client, or before the search has answered. A deal that was
    // cancelled after its contact was created is offered again. A form that is open stays, whatever the portal says
    // meanwhile: something may have been entered.
    let is_offered = scoped_memo(move || {
        let is_unknown = card.unknown_caller().is_some();
        let is_looked_up =
            card.search.found.with(Option::is_some) || card.search.trouble.with(Option::is_some);
        let is_incomplete = new_client.record.with(NewClientRecord::is_incomplete);
        is_unknown && is_looked_up && is_incomplete
    });
    let is_open = move || kind.with(Option::is_some) && number.with(|number| !number.is_empty());
    let created = scoped_memo(move || new_client.stage.with(|stage| *stage == NewClientStage::Created));
    view! {
        <div class="new-client">
            <Show when=move || is_offered.get() || is_open()>
                <div class="buttons" role="group" aria-label=t("new-client.actions")>
                    {NewKind::ALL.map(|this| view! { <KindButton new_client kind this /> })}
                </div>
            </Show>
            <Show when=is_open>
                <NewClientForm card new_client kind number />
            </Show>
            <p class="good" role="status">
                {move || created.get().then(|| t("new-client.done"))}
            </p>
        </div>
    }
}

/// Opens the form for one kind.
#[component]
fn KindButton(new_client: NewClient, kind: Memo<Option<NewKind>>, this: NewKind) -> impl IntoView {
    let label = match this {
        NewKind::Contact => "new-client.contact",
        NewKind::Lead => "new-client.lead",
        NewKind::Deal => "new-client.deal",
    };
    view! {
        <button
            type="button"
            class="button"
            aria-pressed=move || if kind.get() == Some(this) { "true" } else { "false" }
            on:click=move |_| {
                new_client.open(this);
                // The form is drawn after this.
                set_timeout(move || focus(if this.has_title() { TITLE } else { NAME }), Duration::ZERO);
            }
        >
            {t(label)}
        </button>
    }
}

const TITLE: &str = "new-client-title";
const NAME: &str = "new-client-name";
const LAST_NAME: &str = "new-client-last-name";

/// The entries, those who have the number already, and what became of it.
#[component]
fn NewClientForm(
    card: Card,
    new_client: NewClient,
    kind: Memo<Option<NewKind>>,
    number: Memo<String>,
) -> impl IntoView {
    let fields = new_client.fields;
    let is_busy = scoped_memo(move || {
        let is_loading = kind.get().is_some_and(|kind| fields.is_loading(kind));
        is_loading || new_client.is_pending()
    });
    // What was sent is looked up first, and what is known of others is the agent's decision: each has its own buttons.
    let is_decided_below = scoped_memo(move || {
        new_client.stage.with(|stage| {
            matches!(
                stage,
                NewClientStage::CheckFailed(_)
                    | NewClientStage::Duplicates(_)
                    | NewClientStage::Failed(_)
                    | NewClientStage::Unknown(_)
            )
        })
    });
    let is_elsewhere = scoped_memo(move || !required::unsupported(new_client, kind.get()).is_empty());
    let create = Callback::new(move |()| {
        number.with_untracked(|number| focus_error(new_client, new_client.create(number)));
    });
    let can_create = move || !is_decided_below.get() && !is_elsewhere.get();
    // Enter in a field is the main button.
    let on_key = move |event: KeyboardEvent| {
        let is_in_field = || {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            target.is_some_and(|input| input.type_() != "checkbox")
        };
        if event.key() == "Enter" && !event.is_composing() && is_in_field() {
            event.prevent_default();
            if untrack(|| can_create() && !is_busy.get()) {
                create.run(());
            }
        }
    };
    view! {
        <form
            class="form new-client-form"
            aria-label=t("new-client.actions")
            on:keydown=on_key
            on:submit=|event: SubmitEvent| event.prevent_default()
        >
            <p class="quiet">
                <SentenceWithNumber text="new-client.number" number />
            </p>
            <ClientFields new_client kind />
            <required::RequiredEntries card new_client kind />
            <CreationOutcome card new_client kind number />
            <div class="buttons">
                <Show when=can_create>
                    <div use:pass_focus=DUPLICATES>
                        <ActionButton
                            label="new-client.create"
                            main=true
                            busy=is_busy
                            on_press=create
                        />
                    </div>
                </Show>
                <ActionButton
                    label="new-client.cancel"
                    busy=Signal::derive(move || new_client.is_pending())
                    on_press=move || new_client.close()
                />
            </div>
        </form>
    }
}

/// Moves the keyboard focus to the first wrong entry, where nothing was sent because of it.
fn focus_error(new_client: NewClient, accepted: bool) {
    let first = new_client.errors.with_untracked(|errors| errors.first().cloned());
    if let Some((field, _)) = first.filter(|_| !accepted) {
        focus(&field_id(&field));
    }
}

/// The id of an entry on the page.
fn field_id(field: &NewClientField) -> String {
    match field {
        NewClientField::Title => TITLE.to_owned(),
        NewClientField::Name => NAME.to_owned(),
        NewClientField::LastName => LAST_NAME.to_owned(),
        NewClientField::Required(kind, name) => format!("new-client-{}-{name}", kind.type_id()),
    }
}
