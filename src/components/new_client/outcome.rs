//! What became of creating a client, and what the agent has to decide.

use super::focus_error;
use super::required::OpenInPortal;
use crate::api::crm::Item;
use crate::api::new_item::is_field_missing;
use crate::call::{Binding, EntityKind, NewKind};
use crate::components::item::{ItemLink, item_by_id, kind_icon, kind_name};
use crate::components::{ActionButton, Icon, reason, scoped_memo};
use crate::i18n::t;
use crate::state::{Card, Error, NewClient, NewClientStage};
use leptos::prelude::*;

/// The id of those who have the number already. They take the keyboard focus from *Create*.
pub(super) const DUPLICATES: &str = "new-client-duplicates";

/// The stage of creating, with the buttons that go on from there.
#[component]
pub fn CreationOutcome(
    /// The opened card.
    card: Card,
    /// The new client.
    new_client: NewClient,
    /// What is created.
    kind: Memo<Option<NewKind>>,
    /// The number of the caller.
    number: Memo<String>,
) -> impl IntoView {
    let stage = scoped_memo(move || new_client.stage.get());
    let busy = Signal::derive(move || new_client.is_pending());
    let progress = move || {
        stage.with(|stage| {
            Some(t(match stage {
                NewClientStage::Checking => "new-client.checking",
                NewClientStage::Creating => "new-client.creating",
                NewClientStage::LookingUp => "new-client.looking",
                _ => return None,
            }))
        })
    };
    let retry = Callback::new(move |()| {
        number.with_untracked(|number| focus_error(new_client, new_client.retry(number)));
    });
    let check_again = Callback::new(move |()| {
        number.with_untracked(|number| focus_error(new_client, new_client.create(number)));
    });
    let anyway = Callback::new(move |()| {
        number.with_untracked(|number| focus_error(new_client, new_client.create_anyway(number)));
    });
    let decision = move || match stage.get() {
        NewClientStage::Duplicates(found) => {
            Some(view! { <Duplicates card new_client kind number found busy anyway /> }.into_any())
        }
        NewClientStage::CheckFailed(error) => Some(
            view! {
                <div class="trouble" role="alert">
                    <p>{sentences("new-client.check-failed", &error)}</p>
                    <ActionButton label="trouble.look-again" busy on_press=check_again />
                    <ActionButton label="new-client.anyway" busy on_press=anyway />
                </div>
            }
            .into_any(),
        ),
        NewClientStage::Failed(error) => {
            Some(view! { <Failed card new_client kind error busy retry /> }.into_any())
        }
        NewClientStage::Unknown(error) => Some(
            view! {
                <div class="trouble" role="alert">
                    <p>{sentences("new-client.unknown", &error)}</p>
                    <ActionButton label="trouble.look-again" busy on_press=retry />
                </div>
            }
            .into_any(),
        ),
        _ => None,
    };
    view! {
        <p class="quiet" role="status">
            {progress}
        </p>
        {decision}
    }
}

/// The portal has not created the client, or not its deal.
#[component]
fn Failed(
    card: Card,
    new_client: NewClient,
    kind: Memo<Option<NewKind>>,
    error: Error,
    busy: Signal<bool>,
    retry: Callback<()>,
) -> impl IntoView {
    let has_contact = scoped_memo(move || new_client.record.with(|record| record.deal_contact().is_some()));
    let is_missing = is_field_missing(&error);
    let text = move || {
        let what = if has_contact.get() {
            "new-client.deal-failed"
        } else {
            "new-client.failed"
        };
        if is_missing {
            format!("{} {}", t(what), t("new-client.required-missing"))
        } else {
            sentences(what, &error)
        }
    };
    view! {
        <div class="trouble" role="alert">
            <p>{text} " " {is_missing.then(|| view! { <OpenInPortal card kind /> })}</p>
            <ActionButton label="trouble.retry" busy on_press=retry />
        </div>
    }
}

fn sentences(what: &str, error: &Error) -> String {
    format!("{} {}", t(what), reason(error))
}

/// Those who have the number already.
#[component]
fn Duplicates(
    card: Card,
    new_client: NewClient,
    kind: Memo<Option<NewKind>>,
    number: Memo<String>,
    found: Vec<(Binding, Option<Item>)>,
    busy: Signal<bool>,
    anyway: Callback<()>,
) -> impl IntoView {
    let rows = found.into_iter().map(|(item, known)| {
        let can_have_deal = matches!(item.kind, EntityKind::Contact | EntityKind::Company);
        let name = known.as_ref().map(|known| known.name.clone());
        let name = name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| item_by_id(&item));
        let icon = kind_icon(&item.kind);
        let kind_of_item = kind_name(&item.kind);
        let (used, owner) = (item.clone(), item.clone());
        let use_it = Callback::new(move |()| {
            new_client.choose(&used, &known.clone().unwrap_or_default());
        });
        let deal_for = Callback::new(move |()| {
            let owner = owner.clone();
            number.with_untracked(|number| focus_error(new_client, new_client.create_for(number, owner)));
        });
        let (use_name, deal_name) = (
            format!("{}: {name}", t("deals.target")),
            format!("{}: {name}", t("new-client.deal-for")),
        );
        view! {
            <li class="binding">
                <Icon name=icon />
                <span class="binding-kind">{kind_of_item}</span>
                <ItemLink pages=card.pages item class="binding-name">
                    <bdi>{name}</bdi>
                </ItemLink>
                <div class="buttons">
                    <ActionButton label="deals.target" name=use_name busy on_press=use_it />
                    {(can_have_deal && kind.get_untracked() == Some(NewKind::Deal))
                        .then(|| {
                            view! {
                                <ActionButton
                                    label="new-client.deal-for"
                                    name=deal_name
                                    busy
                                    on_press=deal_for
                                />
                            }
                        })}
                </div>
            </li>
        }
    });
    view! {
        <div class="new-client-duplicates" id=DUPLICATES tabindex="-1" role="group" aria-label=t("new-client.duplicates")>
            <p role="alert">{t("new-client.duplicates")}</p>
            <ul class="bindings" aria-label=t("new-client.duplicates")>
                {rows.collect_view()}
            </ul>
            <ActionButton label="new-client.anyway" busy on_press=anyway />
        </div>
    }
}
