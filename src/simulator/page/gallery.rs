//! Every scenario on one page, each in the ways there are to look at it.

use super::banner::Banner;
use super::frame_toolbar::WIDTHS;
use super::panel::Panel;
use crate::simulator::Scenario;
use leptos::prelude::*;

/// A tile for each scenario.
#[component]
pub(super) fn Gallery() -> impl IntoView {
    view! {
        <div class="pv-page">
            <Banner>
                <p>{format!("{} scenarios", Scenario::all().len())}</p>
            </Banner>
            <Panel id="pv-gallery" title="All scenarios">
                <ul class="pv-gallery">
                    {Scenario::all().iter().map(|scenario| view! { <ScenarioTile scenario /> }).collect_view()}
                </ul>
            </Panel>
        </div>
    }
}

/// One scenario: what it shows, and links to it in several widths, in dark colours and in Arabic.
#[component]
fn ScenarioTile(scenario: &'static Scenario) -> impl IntoView {
    let address = |more: &str| format!("?scenario={}{more}", scenario.id);
    let link = move |text: String, more: String| {
        let name = format!("{}, {text}", scenario.id);
        view! { <li><a href=address(&more) aria-label=name>{text}</a></li> }
    };
    view! {
        <li class="pv-scenario-tile">
            <h3><a href=address("")>{scenario.id}</a></h3>
            <p class="pv-quiet">{scenario.title}</p>
            <ul class="pv-scenario-links">
                {WIDTHS.map(|width| link(format!("{width} px"), format!("&width={width}")))}
                {link("dark".to_owned(), "&theme=dark".to_owned())}
                {link("Arabic".to_owned(), "&lang=ar".to_owned())}
            </ul>
        </li>
    }
}
