//! The client: every item the call is bound to.

use super::hold_field_below;
use super::item::{ItemLink, kind_icon, kind_title};
use super::marks::mark;
use super::new_client::{ChosenItems, NewClientSection, chosen_items};
use super::search::PossibleCallers;
use super::trouble::reason;
use super::{ActionButton, Icon, Trouble, joined, scoped_memo};
use crate::api::crm::Item;
use crate::call::Binding;
use crate::i18n::{money, t};
use crate::state::{Card, Name, SessionNames};
use leptos::either::EitherOf3;
use leptos::prelude::*;

/// What is known of the client.
#[derive(Clone, PartialEq)]
enum Bound {
    /// The call is bound to items; the primary one is this.
    To(Option<Binding>),
    /// It is bound to nothing.
    ToNothing,
    /// The portal has not said yet.
    Unknown,
}

/// The client of the call.
#[component]
pub fn ClientSection(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    let loading =
        Memo::new(move |_| !card.call.with(|call| call.bindings_known) && card.trouble.with(Option::is_none));
    let bound = Memo::new(move |_| {
        let (primary, any) = card.call.with(|call| {
            let status = &call.status;
            (
                status.primary.clone(),
                status.primary.is_some() || !status.bindings.is_empty(),
            )
        });
        match (any, loading.get()) {
            (true, _) => Bound::To(primary),
            (false, false) => Bound::ToNothing,
            (false, true) => Bound::Unknown,
        }
    });
    let named = Memo::new(move |_| card.names.are_answered());
    // Who the caller may be stands below: then "no client" would be wrong.
    let has_candidates = Memo::new(move |_| {
        let found = card.search.found;
        // A number that is not searched for leaves what was found of the one before.
        card.unknown_caller().is_some()
            && found.with(|found| found.as_ref().is_some_and(|found| !found.is_empty()))
    });
    let is_chosen = Memo::new(move |_| !chosen_items(card).is_empty());
    Effect::new(move |_| named.get().then(|| mark("call-card:names")));
    view! {
        <section class="client" aria-labelledby="client-title" use:hold_field_below>
            <h2 id="client-title">{t("client.title")}</h2>
            <Trouble
                what="trouble.names"
                error=Signal::derive(move || card.names_trouble())
                on_retry=move || card.retry_names()
            />
            {move || match bound.get() {
                Bound::To(primary) => EitherOf3::A(view! { <Bindings card primary /> }),
                Bound::ToNothing => {
                    EitherOf3::B(
                        view! {
                            <Show when=move || !is_chosen.get()>
                                <p class="client-none">
                                    <Show when=move || !has_candidates.get()>
                                        <strong>{t("client.none")}</strong>
                                    </Show>
                                    <span role="status">{move || no_client_hint(card)}</span>
                                </p>
                            </Show>
                        },
                    )
                }
                Bound::Unknown => EitherOf3::C(()),
            }}
            <ChosenItems card />
            <Show when=move || card.unknown_caller().is_some()>
                <PossibleCallers card />
            </Show>
            <NewClientSection card />
            <Show when=move || loading.get()>
                <p class="binding binding-loading" aria-busy="true">
                    <Skeleton text=t("client.loading") />
                </p>
            </Show>
        </section>
    }
}

/// What is known of who calls, where the call is bound to nothing. Tracks it.
fn no_client_hint(card: Card) -> Option<String> {
    let has_number = card.unknown_caller().is_some();
    let key = card.search.found.with(|found| match found {
        _ if !has_number => Some("client.none-hint"),
        Some(found) if found.is_empty() => Some("register.found-nobody"),
        // `PossibleCallers` says so, above their list.
        Some(_) => None,
        None if card.search.trouble.with(Option::is_some) => Some("client.none-hint"),
        None => Some("register.searching"),
    });
    key.map(t)
}

/// The items of a client. Another primary item is another list: `<For>` keeps the owners of rows that are gone for as
/// long as it lives itself.
#[component]
fn Bindings(
    /// The opened card.
    card: Card,
    /// The primary item.
    primary: Option<Binding>,
) -> impl IntoView {
    let items = scoped_memo(move || card.call.with(|call| call.status.items()));
    view! {
        <ul class="bindings" aria-label=t("client.bindings")>
            <For
                each=move || items.get()
                key=Clone::clone
                children=move |item| {
                    let badge = (primary.as_ref() == Some(&item)).then_some("client.primary");
                    view! { <BindingRow card item badge /> }
                }
            />
        </ul>
    }
}

/// An item: its kind, its name, and what is known besides.
#[component]
pub fn BindingRow(
    /// The opened card.
    card: Card,
    /// The item.
    item: Binding,
    /// The text key of what it is to the call.
    #[prop(into)]
    badge: Option<&'static str>,
) -> impl IntoView {
    let name = {
        let item = item.clone();
        scoped_memo(move || card.names.of(&item))
    };
    let more = scoped_memo(move || name.with(|name| more(card.names.session, name)));
    // One message stands for all names where none is known.
    let has_common_message = scoped_memo(move || card.names_trouble().is_some());
    // It stays while the name is asked for again.
    let failure = Memo::new(move |before: Option<&Option<String>>| {
        name.with(|name| match name {
            _ if has_common_message.get() => None,
            Name::Failed(error) => Some(reason(error)),
            Name::Loading => before.cloned().flatten(),
            _ => None,
        })
    });
    let (kind, id) = (item.kind.clone(), item.id);
    let kind = scoped_memo(move || kind_title(card, &kind));
    let by_id = move || format!("{} {id}", kind.get());
    let icon = kind_icon(&item.kind);
    let title = move || match name.get() {
        Name::Loading => EitherOf3::A(view! {
            <span>
                <Skeleton text=by_id() />
            </span>
        }),
        Name::Known(item) if !item.name.is_empty() => {
            // What has no room ends in an ellipsis.
            let title = item.name.clone();
            EitherOf3::B(view! { <span title=title>{item.name}</span> })
        }
        _ => EitherOf3::C(view! { <span>{by_id()}</span> }),
    };
    view! {
        <li
            class="binding"
            aria-busy=move || name.with(|name| *name == Name::Loading).then_some("true")
        >
            <Icon name=icon />
            <span class="binding-kind">{move || kind.get()}</span>
            <ItemLink pages=card.pages item class="binding-name" dir="auto">
                {title}
            </ItemLink>
            {badge.map(|badge| view! { <span class="badge">{t(badge)}</span> })}
            <span class="binding-more">{move || more.get()}</span>
            {move || {
                failure
                    .get()
                    .map(|sentence| {
                        view! {
                            <div class="trouble" role="alert">
                                <p>{sentence}</p>
                                <ActionButton
                                    label="trouble.retry"
                                    name=format!("{}: {}", t("trouble.retry"), untrack(by_id))
                                    on_press=move || card.retry_names()
                                />
                            </div>
                        }
                    })
            }}
        </li>
    }
}

/// A grey bar in the place of a text that is not known yet. A screen reader reads `text` instead.
#[component]
fn Skeleton(
    /// What a screen reader reads.
    text: String,
) -> impl IntoView {
    view! {
        <span class="skeleton" aria-hidden="true"></span>
        <span class="visually-hidden">{text}</span>
    }
}

/// What stands under the name.
fn more(names: SessionNames, name: &Name) -> String {
    match name {
        Name::Loading | Name::Failed(_) => String::new(),
        Name::NoRight => t("client.no-right"),
        Name::Gone => t("client.gone"),
        Name::UnreadableKind => t("client.unreadable"),
        Name::Known(item) => details(names, item),
    }
}

fn details(names: SessionNames, item: &Item) -> String {
    let amount = item
        .amount
        .as_ref()
        .map(|(amount, currency)| money(*amount, currency));
    // The code of a stage says nothing to an agent.
    let stage = item.stage.as_ref().and_then(|stage| names.stage(stage));
    let parts = [
        item.post.clone(),
        stage.unwrap_or_default(),
        amount.unwrap_or_default(),
        if item.closed {
            t("client.closed")
        } else {
            String::new()
        },
    ];
    joined(parts)
}
