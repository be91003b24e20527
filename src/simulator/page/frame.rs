//! The card in its frame, as wide as it is in a portal.

use super::controls::{Choice, Press, pairs};
use super::desk::{Desk, query};
use leptos::html;
use leptos::prelude::*;
use web_sys::{HtmlElement, PointerEvent, UrlSearchParams};

pub(super) const WIDTHS: [i32; 3] = [360, 560, 900];

#[component]
pub(super) fn Frame(desk: Desk) -> impl IntoView {
    let query = query();
    let asked = query.get("width").and_then(|width| width.parse().ok());
    let width = RwSignal::new(asked.unwrap_or(560));
    let theme = RwSignal::new(query.get("theme").unwrap_or_else(|| "auto".to_owned()));
    let frames = move || desk.open.get().then(|| desk.load.get());
    view! {
        <section class="pv-part" aria-labelledby="pv-card">
            <h2 id="pv-card">"The card"</h2>
            <div class="pv-row">
                <Width width />
                <Choice
                    label="Theme"
                    options=pairs(&[("auto", "System"), ("light", "Light"), ("dark", "Dark")])
                    value=theme
                    change=move |value| theme.set(value)
                />
                <Press label="Reload the frame" press=move || desk.load.update(|load| *load += 1) />
                <Press label="Reload the portal" press=move || desk.reload() />
            </div>
            <div class="pv-frame-row">
                <For each=frames key=|load| *load let:_load>
                    <Card desk width theme />
                </For>
                <Show when=move || !desk.open.get()>
                    <p class="pv-closed" role="status">"The card is closed. Ring opens a new one."</p>
                </Show>
            </div>
        </section>
    }
}

#[component]
fn Width(width: RwSignal<i32>) -> impl IntoView {
    let preset = move |pixels: i32| {
        view! {
            <button
                type="button"
                class="pv-button"
                aria-pressed=move || (width.get() == pixels).to_string()
                on:click=move |_| width.set(pixels)
            >
                {format!("{pixels} px")}
            </button>
        }
    };
    let typed = move |event| {
        if let Ok(pixels) = event_target_value(&event).parse::<i32>() {
            width.set(pixels.clamp(200, 2000));
        }
    };
    view! {
        <div class="pv-row" role="group" aria-label="Width of the card">
            {WIDTHS.map(preset)}
            <label class="pv-field">
                <span>"Width, px"</span>
                <input type="number" min="200" max="2000" prop:value=move || width.get().to_string() on:change=typed />
            </label>
        </div>
    }
}

#[component]
fn Card(desk: Desk, width: RwSignal<i32>, theme: RwSignal<String>) -> impl IntoView {
    let frame = NodeRef::<html::Iframe>::new();
    // The release has an origin of its own, which no theme can be set in from here.
    let paint = move || {
        let root = frame
            .get()
            .and_then(|frame| frame.content_document())
            .and_then(|page| page.document_element());
        let theme = theme.get();
        let Some(root) = root else { return };
        let _ = if theme == "auto" {
            root.remove_attribute("data-theme")
        } else {
            root.set_attribute("data-theme", &theme)
        };
    };
    Effect::new(move |_| paint());
    // Width is a property here, because the page's policy may refuse style attributes.
    Effect::new(move |_| {
        if let Some(frame) = frame.get() {
            frame.set_width(&width.get().to_string());
        }
    });
    let drag = move |event: PointerEvent| {
        let handle: HtmlElement = event_target(&event);
        match event.type_().as_str() {
            "pointerdown" => drop(handle.set_pointer_capture(event.pointer_id())),
            _ if handle.has_pointer_capture(event.pointer_id()) => {
                width.update(|width| *width = (*width + event.movement_x()).clamp(200, 2000));
            }
            _ => {}
        }
    };
    view! {
        <iframe
            node_ref=frame
            class="pv-frame"
            title="Call card"
            name=desk.simulator().frame_name()
            src=source(desk)
            on:load=move |_| untrack(paint)
        ></iframe>
        <div class="pv-handle" aria-hidden="true" on:pointerdown=drag on:pointermove=drag></div>
    }
}

/// The address of the application: this page itself, or the release that `?app=` names.
fn source(desk: Desk) -> String {
    let own = query();
    let simulator = desk.simulator();
    let portal = simulator.portal();
    let settings = &portal.borrow().settings;
    let params = UrlSearchParams::new().unwrap();
    params.set("DOMAIN", &settings.domain);
    params.set("PROTOCOL", "1");
    params.set("LANG", &settings.lang);
    params.set("APP_SID", simulator.sid());
    let params = String::from(params.to_string());
    match own.get("app") {
        Some(app) => format!("{app}{}{params}", if app.contains('?') { "&" } else { "?" }),
        None => format!("./?preview-frame&{params}"),
    }
}
