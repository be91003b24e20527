//! The preview page: the card in a frame, and the portal's side beside it. For developers, so in English only.

mod call;
mod client;
mod controls;
mod desk;
mod faults;
mod frame;
mod gallery;
mod hands;
mod journal;
mod people;

use super::Scenario;
use desk::Desk;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Builds the preview page into `#app`.
pub fn mount() {
    let app = document().get_element_by_id("app").unwrap();
    app.set_inner_html("");
    app.set_attribute("aria-busy", "false").unwrap();
    document().set_title("Call card: preview");
    if gallery::is_wanted() {
        mount_to(app.unchecked_into(), gallery::Gallery).forget();
    } else {
        mount_to(app.unchecked_into(), Page).forget();
    }
}

#[component]
fn Page() -> impl IntoView {
    let desk = Desk::new();
    hands::install(desk);
    view! {
        <div class="pv">
            <h1 class="pv-banner">"Preview: nothing is sent to Bitrix24"</h1>
            <div class="pv-columns">
                <div class="pv-stage">
                    <frame::Frame desk />
                    <journal::Journal desk />
                </div>
                <div class="pv-side">
                    <call::Call desk />
                    <people::Dialogs desk />
                    <people::People desk />
                    <client::ClientForm desk />
                    <call::Settings desk />
                    <faults::Faults desk />
                    <Scenarios desk />
                </div>
            </div>
        </div>
    }
}

#[component]
fn Scenarios(desk: Desk) -> impl IntoView {
    let link = move |scenario: &'static Scenario| {
        let current = scenario.id == desk.scenario().id;
        view! {
            <li>
                <a href=desk::address(scenario.id) aria-current=current.then_some("page")>{scenario.id}</a>
                " "
                <span class="pv-quiet">{scenario.title}</span>
            </li>
        }
    };
    view! {
        <section class="pv-part" aria-labelledby="pv-scenarios">
            <h2 id="pv-scenarios">"Scenarios"</h2>
            <p><a href="?gallery">"All scenarios, in every width"</a></p>
            <ul class="pv-list">{Scenario::all().iter().map(link).collect_view()}</ul>
        </section>
    }
}
