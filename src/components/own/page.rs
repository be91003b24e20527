//! The app's own page as a whole.

use super::call_card_tab::CallCardTab;
use super::calls::RegisteredCallsSection;
use super::install::{Install, MayNotInstall};
use super::register::RegisterForm;
use super::settings::SettingsSection;
use super::unsaved::UnsavedSection;
use crate::components::{Trouble, end_waiting};
use crate::i18n::t;
use crate::state::Opened;
use crate::state::own::{Installation, Installed, Own};
use leptos::ev;
use leptos::prelude::*;

/// The app's own page: its installation where that is not finished, else its content.
#[component]
pub fn OwnPage(
    /// The page that the portal opened.
    page: Opened,
) -> impl IntoView {
    end_waiting();
    Installation::of(page).map(|installation| {
        let installed = Memo::new(move |_| installation.installed.get());
        move || match installed.get() {
            Installed::Asking => view! { <Checking /> }.into_any(),
            Installed::Yes => view! { <Content installation /> }.into_any(),
            Installed::No => view! { <Install tab=installation.tab /> }.into_any(),
            Installed::NoAndMayNot => view! { <MayNotInstall /> }.into_any(),
        }
    })
}

/// Shown while the portal is asked whether the app is installed.
#[component]
fn Checking() -> impl IntoView {
    view! {
        <article class="own" aria-busy="true">
            <h1>{t("own.title")}</h1>
            <p class="own-hint" role="status">
                {t("install.checking")}
            </p>
        </article>
    }
}

/// The page of an installed app.
#[component]
fn Content(installation: Installation) -> impl IntoView {
    Own::of(installation.page).map(|own| view! { <Sections own installation /> })
}

/// The sections of the page.
#[component]
fn Sections(own: Own, installation: Installation) -> impl IntoView {
    // Another page of this app has changed what the browser stores.
    let listener = window_event_listener(ev::storage, move |event| own.refresh(event.key().as_deref()));
    on_cleanup(move || listener.remove());
    view! {
        <article class="own">
            <h1>{t("own.title")}</h1>
            <Trouble what="own.trouble-me" error=own.trouble busy=own.asking on_retry=move |()| own.ask_who() />
            <UnsavedSection own />
            <CallCardTab tab=own.tab installation />
            <RegisterForm own />
            <RegisteredCallsSection own />
            <SettingsSection own />
        </article>
    }
}
