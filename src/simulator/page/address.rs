//! The address of the preview page: what its query chooses, and links to other scenarios.

use leptos::prelude::window;
use web_sys::UrlSearchParams;

/// The query of this page: `scenario`, `lang`, `theme`, `width`, `domain`, `app`, `gallery`.
pub(super) fn query() -> UrlSearchParams {
    let search = window().location().search().unwrap_or_default();
    UrlSearchParams::new_with_str(&search).unwrap()
}

/// Whether the address asks for the gallery: `?gallery`.
pub(super) fn wants_gallery() -> bool {
    query().has("gallery")
}

/// The address of this page with another scenario; everything else in its query stays.
pub(super) fn scenario_address(scenario: &str) -> String {
    let query = query();
    query.set("scenario", scenario);
    format!("?{}", String::from(query.to_string()))
}
