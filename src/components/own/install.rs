//! The installation of the app.

use super::bad_address::{BadAddressWarning, DoubtfulAddressWarning};
use super::install_steps::InstallSteps;
use super::tab_failure::TabFailure;
use crate::api::call_card_tab::TabAddress;
use crate::components::ActionButton;
use crate::i18n::{t, tf};
use crate::state::own::{Goal, Tab, TabProgress};
use leptos::either::Either;
use leptos::prelude::*;

/// The id of *Install*. It gets the keyboard focus when *Try again* disappears.
const BUTTON: &str = "install-go";

/// The installation, for an administrator: what will be added, *Install*, and how far it is.
#[component]
pub(super) fn Install(
    /// The tab that is installed.
    tab: Tab,
) -> impl IntoView {
    let content = match tab.address() {
        Err(reason) => Either::Left(view! { <BadAddressWarning reason /> }),
        Ok(address) => Either::Right(view! { <InstallFrom tab address /> }),
    };
    view! {
        <article class="own own-install">
            <h1>{t("install.title")}</h1>
            <p>{tf("install.what", &[("title", &t("tab.title"))])}</p>
            <p>{t("install.nothing-else")}</p>
            {content}
        </article>
    }
}

/// *Install*, and what became of it.
#[component]
fn InstallFrom(tab: Tab, address: TabAddress) -> impl IntoView {
    let TabAddress { address, doubt } = address;
    let label = if doubt.is_some() {
        "tab.try"
    } else {
        "install.button"
    };
    let over = Signal::derive(move || {
        tab.progress
            .with(|progress| matches!(progress, TabProgress::Running(..) | TabProgress::Done(_)))
    });
    let done = move || {
        let done = tab
            .progress
            .with(|progress| matches!(progress, TabProgress::Done(_)));
        done.then(|| format!("{} {}", t("install.done"), t("tab.reload")))
    };
    view! {
        <p class="own-hint">{tf("install.where", &[("address", &address)])}</p>
        {doubt.map(|_| view! { <DoubtfulAddressWarning /> })}
        <div class="buttons">
            <ActionButton
                label
                main=true
                busy=over
                on_press=move |()| tab.start(Goal::Install)
                attr:id=BUTTON
            />
        </div>
        <Show when=move || tab.progress.with(|progress| *progress != TabProgress::None)>
            <InstallSteps tab />
        </Show>
        <p class="good" role="status">
            {done}
        </p>
        <TabFailure tab next=BUTTON />
    }
}

/// For whoever may not install the app: whom to ask.
#[component]
pub(super) fn MayNotInstall() -> impl IntoView {
    view! {
        <article class="own own-install">
            <h1>{t("install.may-not-title")}</h1>
            <p>{t("install.may-not")}</p>
        </article>
    }
}
