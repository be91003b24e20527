//! The page as a whole.

use super::client::ClientSection;
use super::clock::ClockTick;
use super::colleagues::ColleaguesSection;
use super::crash;
use super::deferred::{use_next_task, use_painted};
use super::focus::use_focus_recovery;
use super::header::Header;
use super::keys::Keys;
use super::marks::mark;
use super::overview::ClientHistory;
use super::page::{OtherPlacement, Outside};
use super::{CopyButton, Trouble, WrapUpSection};
use crate::i18n;
use crate::state::{self, Card, Error, Limits, Opened, Stage};
use leptos::ev;
use leptos::mount::UnmountHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Makes the view of the app's own page. A function pointer, so that the program of the card does not link that page.
pub type OwnPageView = fn(Opened) -> AnyView;

/// Shows the app in the page's `#app`, for as long as the page lives.
///
/// `own_page` makes the view of the app's own page.
pub fn mount(own_page: OwnPageView) {
    i18n::install_from_page();
    let root = document()
        .get_element_by_id("app")
        .and_then(|root| root.dyn_into().ok());
    if let Some(root) = root.or_else(|| document().body()) {
        mount_to(root, Limits::default(), own_page).forget();
    }
}

/// Shows the app in an element until the handle is dropped.
///
/// `limits` are the timeouts of requests to the portal; `own_page` makes the view of the app's own page.
pub fn mount_to(
    root: HtmlElement,
    limits: Limits,
    own_page: OwnPageView,
) -> UnmountHandle<impl Mountable + use<>> {
    leptos::mount::mount_to(root.clone(), move || {
        use_focus_recovery(root);
        view! { <App limits own_page /> }
    })
}

/// The app: shows what the portal opened, a call card or another page.
#[component]
pub fn App(
    /// The timeouts of requests to the portal.
    limits: Limits,
    /// Makes the view of the app's own page.
    own_page: OwnPageView,
) -> impl IntoView {
    let (stage, lang) = state::start(limits);
    move || {
        let stage = stage.get();
        if !matches!(stage, Stage::Starting | Stage::OwnPage(_)) {
            end_waiting();
        }
        // Texts are looked up when a view is made, so another language makes the views anew.
        if let Stage::Card(card) = stage {
            // Only the first drawing of a card waits for a paint: in another language the whole card is there at once, so
            // that the keyboard focus finds its element again.
            let painted = Painted::follow();
            return (move || {
                lang.track();
                view! { <CallCard card painted /> }
            })
            .into_any();
        }
        (move || {
            lang.track();
            match stage.clone() {
                Stage::Starting | Stage::Card(_) => ().into_any(),
                Stage::OwnPage(page) => own_page(page),
                Stage::OtherPlacement(name) => view! { <OtherPlacement name /> }.into_any(),
                Stage::Outside => view! { <Outside /> }.into_any(),
                Stage::Failed(error) => view! { <StartFailed error /> }.into_any(),
            }
        })
        .into_any()
    }
}

/// What of a card has been drawn, so that the next part can be.
#[derive(Clone, Copy)]
struct Painted {
    /// What an agent looks for first has been painted.
    first: ReadSignal<bool>,
    /// The wrap-up has been drawn.
    wrap_up: ReadSignal<bool>,
}

impl Painted {
    fn follow() -> Self {
        let first = use_painted();
        Self {
            first,
            wrap_up: use_next_task(first),
        }
    }
}

/// The card of a call.
#[component]
fn CallCard(
    /// The opened card.
    card: Card,
    /// What has been drawn so far.
    painted: Painted,
) -> impl IntoView {
    // The agent comes back to the card: an event may have been missed meanwhile.
    let focused = window_event_listener(ev::focus, move |_| card.look_again());
    let shown = window_event_listener(ev::visibilitychange, move |_| {
        if document().hidden() {
            card.remember_talk();
        } else {
            card.look_again();
        }
    });
    let hidden = window_event_listener(ev::pagehide, move |_| card.remember_talk());
    on_cleanup(move || {
        focused.remove();
        shown.remove();
        hidden.remove();
    });
    crash::report_with(move || card.diagnostics());
    provide_context(ClockTick(Trigger::new()));
    // An effect runs when the view is in the document.
    Effect::new(move |_| mark("call-card:drawn"));
    view! {
        <div class="card">
            <Header card />
            <Trouble
                what="trouble.status"
                error=card.trouble
                busy=card.asking
                on_retry=move || card.retry()
            />
            <ClientSection card />
            <Show when=move || painted.first.get()>
                <WrapUpSection card />
            </Show>
            <Show when=move || painted.wrap_up.get()>
                <ColleaguesSection card />
                <ClientHistory card />
                <footer class="card-foot">
                    <CopyButton
                        label="diagnostics.copy"
                        done="diagnostics.copied"
                        text=move || card.diagnostics()
                    />
                    <Keys card />
                </footer>
            </Show>
        </div>
    }
}

/// The start failed: why, and *Try again*.
#[component]
fn StartFailed(
    /// Why.
    error: Error,
) -> impl IntoView {
    // Reloading makes the portal post the data of the placement once more.
    let reload = || {
        let _ = window().location().reload();
    };
    let report = state::start_report(&error);
    view! {
        <div class="card">
            <Trouble what="trouble.start" error=Some(error) on_retry=reload />
            <footer class="card-foot">
                <CopyButton label="diagnostics.copy" done="diagnostics.copied" text=move || report.clone() />
            </footer>
        </div>
    }
}

/// Removes the skeleton of the card that the page comes with.
pub fn end_waiting() {
    if let Some(skeleton) = document().get_element_by_id("skeleton") {
        skeleton.remove();
    }
}
