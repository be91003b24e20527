//! What the portal answered to a registration.

use super::named_item::NamedItem;
use crate::call::{Binding, EntityKind};
use crate::components::CopyButton;
use crate::i18n::{moment, t, tf};
use crate::state::own::{Done, Own};
use leptos::either::Either;
use leptos::prelude::*;

/// The registered call: its id, what was created in CRM, and the primary item.
#[component]
pub(super) fn RegistrationAnswer(own: Own, done: Done) -> impl IntoView {
    let call = done.registered;
    let heading = match done.known_since {
        None => Either::Left(view! { <p class="good">{t("register.done")}</p> }),
        Some(at) => Either::Right(view! { <p>{tf("register.known", &[("time", &moment(at))])}</p> }),
    };
    let mut created = call.crm_created_entities;
    if created.is_empty() {
        // An older portal names the lead alone.
        created.extend(call.crm_created_lead.map(|id| Binding::new(EntityKind::Lead, id)));
    }
    let id = call.call_id.clone();
    let lead_failed = call.lead_creation_error.map(|reason| {
        view! { <p class="own-warning">{tf("register.lead-failed", &[("reason", reason.trim())])}</p> }
    });
    view! {
        <div>
            {heading} <dl class="own-facts">
                <div>
                    <dt>{t("register.call-id")}</dt>
                    <dd>
                        <bdi dir="ltr">{call.call_id}</bdi>
                        <CopyButton
                            label="register.copy"
                            done="register.copied"
                            icon_only=true
                            text=move |()| id.clone()
                        />
                    </dd>
                </div>
                <div>
                    <dt>{t("register.created")}</dt>
                    <dd>
                        <Items own items=created none="register.created-nothing" />
                    </dd>
                </div>
                <div>
                    <dt>{t("register.primary")}</dt>
                    <dd>
                        <Items own items=call.crm_entity.into_iter().collect() none="register.primary-none" />
                    </dd>
                </div>
            </dl>
            {lead_failed}
        </div>
    }
}

/// Links to items, or the text `none` where there are none.
#[component]
fn Items(own: Own, items: Vec<Binding>, none: &'static str) -> impl IntoView {
    if items.is_empty() {
        return Either::Left(t(none));
    }
    Either::Right(
        items
            .into_iter()
            .map(|item| view! { <NamedItem own item /> })
            .collect::<Vec<_>>(),
    )
}
