//! *Call card tab*: whether it is there, and for administrators the buttons that add and remove it.

use super::bad_address::{BadAddressWarning, DoubtfulAddressWarning};
use super::tab_failure::TabFailure;
use crate::api::call_card_tab::FoundTabs;
use crate::components::{ActionButton, Trouble, focus};
use crate::i18n::{moment, t, tf};
use crate::state::own::{Goal, Installation, Tab, TabLookup, TabProgress};
use leptos::prelude::*;

/// The id of the heading. It gets the keyboard focus when the button that had it disappears.
const TITLE: &str = "tab-title";

/// The part of the page about the tab.
#[component]
pub(super) fn CallCardTab(
    /// The tab.
    tab: Tab,
    /// The installation of the app, without which nobody sees the tab.
    installation: Installation,
) -> impl IntoView {
    let known = Memo::new(move |_| tab.known.get());
    let failed_look = Signal::derive(move || match known.get() {
        TabLookup::Failed(error) => Some(error),
        _ => None,
    });
    let retry_look = move |()| {
        focus(TITLE);
        tab.look();
    };
    let unknown = Signal::derive(move || {
        // Adding the tab ends with the same question.
        let is_known = tab
            .progress
            .with(|progress| *progress == TabProgress::Done(Goal::Add));
        installation.trouble.get().filter(|_| !is_known)
    });
    let content = move || match known.get() {
        TabLookup::Asking => view! { <p class="own-hint">{t("tab.asking")}</p> }.into_any(),
        TabLookup::Failed(_) => ().into_any(),
        TabLookup::NotAllowed(since) => view! { <ForAgents since /> }.into_any(),
        TabLookup::Found(found, since) => view! { <ForAdministrators tab found since /> }.into_any(),
    };
    view! {
        <section class="part" aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">
                {t("tab.heading")}
            </h2>
            {content}
            <Trouble
                what="install.unknown"
                error=unknown
                busy=installation.asking
                on_retry=move |()| installation.ask()
            />
            <Trouble what="tab.failed-look" error=failed_look on_retry=retry_look />
            <p class="good" role="status">
                {move || status(&tab.progress.get())}
            </p>
            <TabFailure tab next=TITLE />
        </section>
    }
}

/// For whoever may not change the tab.
#[component]
fn ForAgents(since: Option<f64>) -> impl IntoView {
    view! {
        <div class="own-tab">
            {since.is_some().then(|| view! { <TabIsThere since /> })}
            <p>{t("tab.may-not")}</p>
        </div>
    }
}

/// For an administrator: what there is, and the buttons that change it.
#[component]
fn ForAdministrators(tab: Tab, found: FoundTabs, since: Option<f64>) -> impl IntoView {
    let FoundTabs {
        here,
        old,
        similar,
        others,
    } = found;
    let is_here = here.is_some();
    let has_old = !old.is_empty();
    let busy = Signal::derive(move || {
        tab.progress
            .with(|progress| matches!(progress, TabProgress::Running(..)))
    });
    let start = move |goal| {
        // The button disappears when there is nothing left for it to do.
        focus(TITLE);
        tab.start(goal);
    };
    let can_add = !is_here || has_old;
    let address = tab.address();
    let bad_address = address.as_ref().err().copied().filter(|_| can_add);
    let is_doubtful = address.is_ok_and(|tab| tab.doubt.is_some()) && can_add && !is_here;
    view! {
        <div class="own-tab">
            {is_here
                .then(|| {
                    view! {
                        <TabIsThere since />
                        <p class="own-hint">{t("tab.reload")}</p>
                    }
                })}
            {(!is_here && !has_old).then(|| view! { <p>{t("tab.none")}</p> })}
            {old
                .into_iter()
                .map(|address| view! { <p>{tf("tab.moved", &[("address", &address)])}</p> })
                .collect::<Vec<_>>()}
            {similar
                .into_iter()
                .map(|address| {
                    let values = vec![("address", address.clone())];
                    let words = tf("tab.similar", &[("address", &address)]);
                    view! {
                        <p class="own-hint">{words}</p>
                        <div class="buttons">
                            <ActionButton
                                label="tab.remove-this"
                                values
                                busy
                                on_press=move |()| start(Goal::RemoveSimilar(address.clone()))
                            />
                        </div>
                    }
                })
                .collect::<Vec<_>>()}
            {others
                .into_iter()
                .map(|address| view! { <p class="own-hint">{tf("tab.others", &[("address", &address)])}</p> })
                .collect::<Vec<_>>()}
            {bad_address.map(|reason| view! { <BadAddressWarning reason /> })}
            {is_doubtful.then(|| view! { <DoubtfulAddressWarning /> })}
            <div class="buttons">
                {(can_add && bad_address.is_none())
                    .then(|| {
                        let label = if is_doubtful { "tab.try" } else { "tab.add" };
                        view! { <ActionButton label main=true busy on_press=move |()| start(Goal::Add) /> }
                    })}
                {(is_here || has_old)
                    .then(|| {
                        view! { <ActionButton label="tab.remove" busy on_press=move |()| start(Goal::Remove) /> }
                    })}
            </div>
        </div>
    }
}

/// The tab is there, and since when, where that is known.
#[component]
fn TabIsThere(since: Option<f64>) -> impl IntoView {
    let title = t("tab.title");
    let sentence = match since {
        Some(at) => tf("tab.here-since", &[("title", &title), ("time", &moment(at))]),
        None => tf("tab.here", &[("title", &title)]),
    };
    view! { <p>{sentence}</p> }
}

/// How adding or removing the tab goes; empty where there is nothing to say.
fn status(progress: &TabProgress) -> String {
    match progress {
        TabProgress::Running(Goal::Remove | Goal::RemoveSimilar(_), _) => t("tab.removing"),
        TabProgress::Running(..) => t("tab.adding"),
        TabProgress::Done(Goal::Remove | Goal::RemoveSimilar(_)) => {
            format!("{} {}", t("tab.removed"), t("tab.reload"))
        }
        TabProgress::Done(_) => t("tab.added"),
        TabProgress::None | TabProgress::Failed(..) => String::new(),
    }
}
