//! The ready scenarios.

use super::furniture::{PHONE, known, seed_client};
use super::places::{
    not_installed, not_installed_agent, other_placement, own_page, own_page_agent, tab_added, tab_moved,
};
use super::portal::Portal;
use super::portal::card::{Card, Client, StatusForm};
use super::portal::crm::Item;
use super::portal::fault::{Fault, FaultKind};
use super::scenario::Scenario;

const fn scenario(id: &'static str, title: &'static str, set_up: fn(&mut Portal)) -> Scenario {
    Scenario { id, title, set_up }
}

pub(super) const ALL: &[Scenario] = &[
    scenario(
        "incoming-known",
        "Incoming call of a known client with a deal and a company",
        incoming_known,
    ),
    scenario(
        "seed",
        "The answer that the documentation of getStatus shows",
        seed,
    ),
    scenario("outgoing", "Outgoing call to a company", outgoing),
    scenario("callback", "Callback to a lead", callback),
    scenario("unknown-number", "Incoming call without a number", unknown_number),
    scenario(
        "hidden-number",
        "Incoming call of a client who hides the number",
        hidden_number,
    ),
    scenario(
        "no-crm",
        "Incoming call of a number that the CRM does not know",
        no_crm,
    ),
    scenario(
        "several-clients",
        "Several clients share the number",
        several_clients,
    ),
    scenario(
        "mid-call",
        "The card is opened in the middle of the conversation",
        mid_call,
    ),
    scenario(
        "external",
        "Call registered by an application: opens connected",
        external,
    ),
    scenario(
        "wrap-up",
        "Call registered by this application, ready to be finished",
        wrap_up,
    ),
    scenario("busy-486", "Outgoing call that fails: busy", busy_486),
    scenario("call-list", "Call list, one client after the other", call_list),
    scenario("bindings-40", "Forty bindings", bindings_40),
    scenario(
        "strange-names",
        "Names with markup, entities, emoji and right-to-left text",
        strange_names,
    ),
    scenario("no-right", "The contact may not be read", no_right),
    scenario("silent-status", "getStatus is never answered", silent_status),
    scenario("slow", "Every answer takes four seconds", slow),
    scenario(
        "error-503-twice",
        "The first two requests are refused with 503",
        error_503_twice,
    ),
    scenario("broken-body", "Answers are no JSON", broken_body),
    scenario("offline", "No connection for REST", offline),
    scenario(
        "init-silent",
        "The portal never hands out the data to start with",
        init_silent,
    ),
    scenario(
        "string-options",
        "Everything is a string, escaped for HTML, and getStatus no better",
        string_options,
    ),
    scenario(
        "two-arguments",
        "Events with both arguments, as documented",
        two_arguments,
    ),
    scenario("other-placement", "Opened in a tab of a contact", other_placement),
    scenario("own-page", "The application's own page", own_page),
    scenario(
        "not-installed",
        "First run by an administrator, not installed yet",
        not_installed,
    ),
    scenario(
        "not-installed-agent",
        "Not installed yet, opened by somebody who is no administrator",
        not_installed_agent,
    ),
    scenario(
        "own-page-agent",
        "The application's own page, opened by somebody who is no administrator",
        own_page_agent,
    ),
    scenario(
        "tab-added",
        "The own page, with the tab in the call card",
        tab_added,
    ),
    scenario(
        "tab-moved",
        "The tab opens an old address; another part of the application has one, too",
        tab_moved,
    ),
];

const BUILT_IN_CALL: &str = "E45D40253D1C2D2F.1774588815.822533";
const EXTERNAL_CALL: &str = "externalCall.716f1cb73def9700a23842adf9c4c568.1773130779";

/// A card with this direction and state.
fn open(portal: &mut Portal, client: Client, direction: &str, state: &str) {
    let mut card = Card::new(BUILT_IN_CALL, client);
    direction.clone_into(&mut card.direction);
    state.clone_into(&mut card.state);
    portal.open(card);
}

/// A card of a call that an application registered.
fn open_external(portal: &mut Portal, client: Client) {
    portal.open_call(EXTERNAL_CALL, client);
}

fn incoming_known(portal: &mut Portal) {
    open(portal, known(), "incoming", "connecting");
}

fn seed(portal: &mut Portal) {
    let mut card = Card::new(BUILT_IN_CALL, seed_client());
    "outgoing".clone_into(&mut card.direction);
    card.line_name.clear();
    portal.open(card);
}

fn outgoing(portal: &mut Portal) {
    let client = Client::number("+49307654321").bound(Item::company(25), &[]);
    open(portal, client, "outgoing", "connecting");
}

fn callback(portal: &mut Portal) {
    let client = Client::number("+4915199887766").bound(Item::lead(41), &[Item::lead(41)]);
    open(portal, client, "callback", "idle");
}

fn unknown_number(portal: &mut Portal) {
    open(portal, Client::default(), "incoming", "connecting");
}

fn hidden_number(portal: &mut Portal) {
    open(portal, Client::number("hidden"), "incoming", "connecting");
}

fn no_crm(portal: &mut Portal) {
    open(portal, Client::number("+4917000000001"), "incoming", "connecting");
}

fn several_clients(portal: &mut Portal) {
    open(portal, Client::number("+4940111222"), "incoming", "connecting");
}

fn mid_call(portal: &mut Portal) {
    open(portal, known(), "incoming", "connected");
}

fn external(portal: &mut Portal) {
    open_external(portal, known());
}

fn wrap_up(portal: &mut Portal) {
    open_external(portal, seed_client());
}

fn busy_486(portal: &mut Portal) {
    // The code is the second argument of the event, so without this it would never arrive.
    portal.settings.two_arguments = true;
    open(portal, known(), "outgoing", "connecting");
    portal.fail_later("486", 1500.0);
}

fn call_list(portal: &mut Portal) {
    let clients = vec![
        known(),
        seed_client(),
        Client::number("+4940111222").bound(Item::contact(51), &[]),
        Client::number("+4917000000001"),
        Client::default(),
    ];
    let mut card = Card::new(BUILT_IN_CALL, clients[0].clone());
    "outgoing".clone_into(&mut card.direction);
    card.call_list = clients;
    portal.open(card);
}

fn bindings_40(portal: &mut Portal) {
    let mut bindings = Vec::new();
    for place in 1..=40 {
        let id = 1000 + place;
        let name = format!("Order {place} of forty");
        match place % 4 {
            0 => portal.crm.deal(
                id,
                &name,
                "NEW",
                100.0 * f64::from(u32::try_from(place).unwrap()),
                "EUR",
            ),
            1 => portal.crm.contact(id, "Contact", &place.to_string(), "", 1),
            2 => portal.crm.company(id, &format!("Company {place}"), "", 1),
            _ => portal.crm.lead(id, &format!("Lead {place}"), "", 1),
        }
        bindings.push(match place % 4 {
            0 => Item::deal(id),
            1 => Item::contact(id),
            2 => Item::company(id),
            _ => Item::lead(id),
        });
    }
    let client = Client::number(PHONE).bound(Item::contact(1001), &bindings);
    open(portal, client, "incoming", "connected");
}

fn strange_names(portal: &mut Portal) {
    portal.settings.escape_options = true;
    portal.crm.contact(
        61,
        "<b>Bold</b>",
        "\"O'Neil\" & <img src=x onerror=alert(1)>",
        PHONE,
        1,
    );
    portal.crm.company(62, "Tom &amp; Jerry 🐭🐱 GmbH", "", 1);
    portal.crm.deal(63, "طلبية الربيع ٢٠٢٦", "NEW", 0.0, "EUR");
    portal
        .crm
        .lead(64, &"Averylongnamewithoutanyspace".repeat(8), "", 1);
    let bindings = [Item::company(62), Item::deal(63), Item::lead(64)];
    let mut card = Card::new(
        BUILT_IN_CALL,
        Client::number(PHONE).bound(Item::contact(61), &bindings),
    );
    "Tom & Jerry <hotline> \"1\"".clone_into(&mut card.line_name);
    portal.open(card);
}

fn no_right(portal: &mut Portal) {
    portal.settings.sees_statistics = false;
    portal
        .faults
        .add(Fault::new(FaultKind::NoRight(Item::contact(17))));
    open(portal, known(), "incoming", "connecting");
}

fn silent_status(portal: &mut Portal) {
    portal
        .faults
        .add(Fault::new(FaultKind::Silent).commands().only("getStatus"));
    incoming_known(portal);
}

fn slow(portal: &mut Portal) {
    portal.faults.add(Fault::new(FaultKind::Slow(4000.0)));
    incoming_known(portal);
}

fn error_503_twice(portal: &mut Portal) {
    portal.faults.add(Fault::new(FaultKind::Status503).times(2));
    incoming_known(portal);
}

fn broken_body(portal: &mut Portal) {
    portal.faults.add(Fault::new(FaultKind::BrokenBody));
    incoming_known(portal);
}

fn offline(portal: &mut Portal) {
    portal.faults.add(Fault::new(FaultKind::Offline));
    incoming_known(portal);
}

fn init_silent(portal: &mut Portal) {
    portal.faults.add(Fault::new(FaultKind::InitSilent));
    incoming_known(portal);
}

fn string_options(portal: &mut Portal) {
    portal.settings.escape_options = true;
    portal.settings.status_form = StatusForm::Strings;
    let client = Client {
        bindings: Vec::new(),
        ..known()
    };
    open(portal, client, "incoming", "connecting");
}

fn two_arguments(portal: &mut Portal) {
    portal.settings.two_arguments = true;
    incoming_known(portal);
}
