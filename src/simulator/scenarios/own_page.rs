//! Pages without a call: the application's own page, its installation, other placements.

use crate::simulator::portal::Portal;
use crate::simulator::portal::settings::CALL_CARD;
use serde_json::json;

pub(super) fn other_placement(portal: &mut Portal) {
    "CRM_CONTACT_DETAIL_TAB".clone_into(&mut portal.settings.placement);
    portal.settings.placement_options = json!({ "ID": "17" });
}

pub(super) fn own_page(portal: &mut Portal) {
    "DEFAULT".clone_into(&mut portal.settings.placement);
}

pub(super) fn not_installed(portal: &mut Portal) {
    own_page(portal);
    portal.settings.installed = false;
    portal.settings.first_run = true;
}

pub(super) fn not_installed_agent(portal: &mut Portal) {
    not_installed(portal);
    portal.settings.is_admin = false;
}

pub(super) fn own_page_agent(portal: &mut Portal) {
    own_page(portal);
    portal.settings.is_admin = false;
}

pub(super) fn tab_added(portal: &mut Portal) {
    own_page(portal);
    portal.bind_before(CALL_CARD, "https://apps.example.com/call-card/", "Call card");
}

pub(super) fn tab_moved(portal: &mut Portal) {
    own_page(portal);
    // The app has noted where it added the tab.
    let noted = "1773130779000 https://old.example.com/card/index.html";
    portal.set_app_option("call-card.tab", noted.into());
    portal.reload_page();
    portal.bind_before(CALL_CARD, "https://old.example.com/card/index.html", "Call card");
    portal.bind_before(
        CALL_CARD,
        "https://apps.example.com/scripts/",
        "Conversation guide",
    );
    portal.bind_before(
        "LEFT_MENU",
        "https://old.example.com/card/index.html",
        "Call card",
    );
}
