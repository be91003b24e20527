//! Every scenario on one page, each in the ways there are to look at it.

use super::desk::query;
use super::frame::WIDTHS;
use crate::simulator::Scenario;
use leptos::prelude::*;

/// Whether the address asks for it: `?gallery`.
pub(super) fn is_wanted() -> bool {
    query().has("gallery")
}

#[component]
pub(super) fn Gallery() -> impl IntoView {
    view! {
        <div class="pv">
            <h1 class="pv-banner">"Preview: nothing is sent to Bitrix24"</h1>
            <section class="pv-part" aria-labelledby="pv-gallery">
                <h2 id="pv-gallery">{format!("{} scenarios", Scenario::all().len())}</h2>
                <ul class="pv-gallery">{Scenario::all().iter().map(|scenario| view! { <Tile scenario /> }).collect_view()}</ul>
            </section>
        </div>
    }
}

#[component]
fn Tile(scenario: &'static Scenario) -> impl IntoView {
    let address = |more: &str| format!("?scenario={}{more}", scenario.id);
    let link = move |words: String, more: String| {
        let name = format!("{}, {words}", scenario.id);
        view! { <li><a href=address(&more) aria-label=name>{words}</a></li> }
    };
    let widths = WIDTHS.map(|width| link(format!("{width} px"), format!("&width={width}")));
    view! {
        <li class="pv-tile">
            <h3><a href=address("")>{scenario.id}</a></h3>
            <p class="pv-quiet">{scenario.title}</p>
            <ul class="pv-ways">
                {widths}
                {link("dark".to_owned(), "&theme=dark".to_owned())}
                {link("Arabic".to_owned(), "&lang=ar".to_owned())}
            </ul>
        </li>
    }
}
