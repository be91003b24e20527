//! On whose screens the card of a registered call is.

use super::names::person;
use super::row::RowHandle;
use crate::call::RegisteredCall;
use crate::components::ActionButton;
use crate::i18n::{t, tf};
use crate::state::own::CardAction;
use leptos::prelude::*;

/// Where the card of a call is, as far as this page knows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CardStatus {
    /// The call was finished here.
    Finished,
    /// Bitrix24 does not know the call.
    Gone,
    /// Somebody sees it, or may see it.
    Shown,
    /// Nobody sees it.
    NotShown,
    /// It is not known: the call was registered for an internal number, and Bitrix24 does not say whose that is.
    Unknown,
}

impl CardStatus {
    const fn of(call: &RegisteredCall) -> Self {
        match call {
            RegisteredCall { finished: true, .. } => Self::Finished,
            RegisteredCall { gone: true, .. } => Self::Gone,
            call if !call.shown.is_empty() => Self::Shown,
            call if !call.may_see.is_empty() => Self::Shown,
            RegisteredCall { user: None, .. } => Self::Unknown,
            _ => Self::NotShown,
        }
    }
}

/// On whose screens the card is, as far as this page knows.
#[component]
pub(super) fn Screens(handle: RowHandle) -> impl IntoView {
    let status = Memo::new(move |_| handle.see(|row| CardStatus::of(&row.call)));
    move || match status.get() {
        Some(CardStatus::Finished) => view! { <p class="good">{t("registered.finished")}</p> }.into_any(),
        Some(CardStatus::Gone) => view! { <p class="own-gone">{t("registered.gone")}</p> }.into_any(),
        Some(CardStatus::Shown) => view! { <ShownTo handle /> }.into_any(),
        Some(CardStatus::NotShown) => {
            view! { <p class="own-hint">{t("registered.not-shown")}</p> }.into_any()
        }
        Some(CardStatus::Unknown) | None => ().into_any(),
    }
}

/// The people who see the card, and those who may see it: the portal was asked to show it to them, and the answer is lost.
#[component]
fn ShownTo(handle: RowHandle) -> impl IntoView {
    view! {
        <Viewers handle label="registered.shown" of=|call| &call.shown />
        <Viewers handle label="registered.may-see" of=|call| &call.may_see />
    }
}

/// A list of people, each with the button that hides the card from them; nothing where there are none.
#[component]
fn Viewers(handle: RowHandle, label: &'static str, of: fn(&RegisteredCall) -> &Vec<u64>) -> impl IntoView {
    let users = Memo::new(move |_| handle.see(|row| of(&row.call).clone()).unwrap_or_default());
    view! {
        <Show when=move || users.with(|users| !users.is_empty())>
            <div>
                <p class="own-hint">{t(label)}</p>
                <ul class="people" aria-label=t("colleagues.list")>
                    <For each=move || users.get() key=|user| *user let(user)>
                        <Viewer handle user />
                    </For>
                </ul>
            </div>
        </Show>
    }
}

/// Somebody who sees the card, with the button that hides it from them.
#[component]
fn Viewer(handle: RowHandle, user: u64) -> impl IntoView {
    let name = Signal::derive(move || person(handle.own, user));
    let hide = move |()| {
        // The button disappears with its row.
        handle.focus();
        handle.start(CardAction::Hide(vec![user]));
    };
    view! {
        <li class="person">
            <bdi>{move || name.get()}</bdi>
            <ActionButton
                label="colleagues.hide"
                busy=Signal::derive(move || handle.is_busy())
                on_press=hide
                attr:aria-label=move || name.with(|name| tf("colleagues.hide-from", &[("name", name)]))
            />
        </li>
    }
}
