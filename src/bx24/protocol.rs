//! Whether the portal is on https. `BX24.getDomain` gives the domain alone, so it is read where the SDK itself reads it.

/// Whether the pages of the portal that opened this page are on `https`.
pub(super) fn is_portal_https() -> bool {
    let window = web_sys::window();
    let name = window.as_ref().and_then(|window| window.name().ok());
    let query = window.and_then(|window| window.location().search().ok());
    is_https(&name.unwrap_or_default(), &query.unwrap_or_default())
}

/// The same by the name that the portal gave the frame (`DOMAIN|PROTOCOL|APP_SID`) or, where that does not say it, by
/// `PROTOCOL` in the query of the page's address. 1 means `https`.
pub fn is_https(frame_name: &str, query: &str) -> bool {
    let mut parts = query.trim_start_matches('?').split('&');
    let in_query = || parts.find_map(|part| part.strip_prefix("PROTOCOL="));
    let protocol = frame_name.split('|').nth(1).or_else(in_query);
    // Nearly all are.
    protocol.is_none_or(|protocol| protocol == "1")
}
