//! The card in its frame.

use super::address::query;
use super::frame_toolbar::{FrameToolbar, Theme};
use super::panel::Panel;
use super::resize_handle::{Edge, ResizeHandle};
use super::state::{Preview, use_preview};
use leptos::html;
use leptos::prelude::*;
use web_sys::UrlSearchParams;

/// The size of the card's frame in a portal, in pixels.
const PORTAL_SIZE: (i32, i32) = (560, 560);

/// The frame with the card, in a size and a theme to choose; a note while the card is closed.
#[component]
pub(super) fn CardFrame() -> impl IntoView {
    let preview = use_preview();
    let query = query();
    let pixels = |name| query.get(name).and_then(|pixels| pixels.parse().ok());
    let width = RwSignal::new(pixels("width").unwrap_or(PORTAL_SIZE.0));
    let height = RwSignal::new(pixels("height").unwrap_or(PORTAL_SIZE.1));
    let theme = RwSignal::new(
        query
            .get("theme")
            .and_then(|code| Theme::from_code(&code))
            .unwrap_or_default(),
    );
    view! {
        <Panel id="pv-card" title="Card" class="pv-card-frame">
            <FrameToolbar width height theme />
            <div class="pv-frame-scroll">
                <div class="pv-frame-box">
                    <For each=move || preview.frame() key=|frame| *frame let:_frame>
                        <Frame width height theme />
                    </For>
                    <Show when=move || preview.frame().is_none()>
                        <p class="pv-closed" role="status">"The card is closed. Ring opens a new one."</p>
                    </Show>
                    <ResizeHandle edge=Edge::End pixels=width />
                    <ResizeHandle edge=Edge::Bottom pixels=height />
                </div>
            </div>
        </Panel>
    }
}

/// One load of the application.
#[component]
fn Frame(width: RwSignal<i32>, height: RwSignal<i32>, theme: RwSignal<Theme>) -> impl IntoView {
    let preview = use_preview();
    let frame = NodeRef::<html::Iframe>::new();
    // Nothing to do for an application of another origin: its document cannot be reached from here.
    let apply_theme = move |theme: Theme| {
        let document = frame.get_untracked().and_then(|frame| frame.content_document());
        let Some(root) = document.and_then(|document| document.document_element()) else {
            return;
        };
        let _ = match theme {
            Theme::System => root.remove_attribute("data-theme"),
            Theme::Light | Theme::Dark => root.set_attribute("data-theme", theme.code()),
        };
    };
    Effect::new(move |_| apply_theme(theme.get()));
    view! {
        <iframe
            node_ref=frame
            class="pv-frame"
            title="Call card"
            name=preview.simulator().frame_name()
            src=application_address(preview)
            width=move || width.get()
            height=move || height.get()
            on:load=move |_| apply_theme(theme.get_untracked())
        ></iframe>
    }
}

/// The address of the application: this page itself, or the release that `?app=` names.
fn application_address(preview: Preview) -> String {
    let simulator = preview.simulator();
    let portal = simulator.portal();
    let settings = &portal.borrow().settings;
    let params = UrlSearchParams::new().unwrap();
    params.set("DOMAIN", &settings.domain);
    params.set("PROTOCOL", "1");
    params.set("LANG", &settings.lang);
    params.set("APP_SID", simulator.sid());
    let params = String::from(params.to_string());
    match query().get("app") {
        Some(app) => format!("{app}{}{params}", if app.contains('?') { "&" } else { "?" }),
        None => format!("./?preview-frame&{params}"),
    }
}
