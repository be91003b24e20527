//! Calls of every kind: with whom, in which direction, in which state.

use crate::simulator::fixtures::{known, seed_client};
use crate::simulator::portal::Portal;
use crate::simulator::portal::card::{Card, Client, StatusForm};
use crate::simulator::portal::crm::{Item, ItemKind};

pub(super) const BUILT_IN_CALL: &str = "E45D40253D1C2D2F.1774588815.822533";
const EXTERNAL_CALL: &str = "externalCall.716f1cb73def9700a23842adf9c4c568.1773130779";

/// A card with this direction and state.
pub(super) fn open(portal: &mut Portal, client: Client, direction: &str, state: &str) {
    let mut card = Card::new(BUILT_IN_CALL, client);
    direction.clone_into(&mut card.direction);
    state.clone_into(&mut card.state);
    portal.open(card);
}

/// A card of a call that an application registered.
pub(super) fn open_external(portal: &mut Portal, client: Client) {
    portal.open_call(EXTERNAL_CALL, client);
}

pub(super) fn incoming_known(portal: &mut Portal) {
    open(portal, known(), "incoming", "connecting");
}

pub(super) fn seed(portal: &mut Portal) {
    let mut card = Card::new(BUILT_IN_CALL, seed_client());
    "outgoing".clone_into(&mut card.direction);
    card.line_name.clear();
    portal.open(card);
}

pub(super) fn outgoing(portal: &mut Portal) {
    let client = Client::number("+49307654321").bound(Item::company(25), &[]);
    open(portal, client, "outgoing", "connecting");
}

pub(super) fn callback(portal: &mut Portal) {
    let client = Client::number("+4915199887766").bound(Item::lead(41), &[Item::lead(41)]);
    open(portal, client, "callback", "idle");
}

pub(super) fn unknown_number(portal: &mut Portal) {
    open(portal, Client::default(), "incoming", "connecting");
}

pub(super) fn hidden_number(portal: &mut Portal) {
    open(portal, Client::number("hidden"), "incoming", "connecting");
}

pub(super) fn no_crm(portal: &mut Portal) {
    open(portal, Client::number("+4917000000001"), "incoming", "connecting");
}

pub(super) fn unknown_caller(portal: &mut Portal) {
    open_external(portal, Client::number("+4917000000001"));
}

pub(super) fn required_fields(portal: &mut Portal) {
    let fields = [
        (ItemKind::Contact, "sourceId"),
        (ItemKind::Contact, "ufCrm_Region"),
        (ItemKind::Contact, "ufCrm_Number"),
        (ItemKind::Contact, "ufCrm_Rate"),
        (ItemKind::Contact, "ufCrm_Limit"),
        (ItemKind::Contact, "ufCrm_Since"),
        (ItemKind::Contact, "ufCrm_Consent"),
        (ItemKind::Lead, "ufCrm_Contract"),
    ];
    let fields = fields.map(|(kind, name)| (kind, name.to_owned()));
    portal.crm.required.extend(fields);
    unknown_caller(portal);
}

pub(super) fn several_clients(portal: &mut Portal) {
    open(portal, Client::number("+4940111222"), "incoming", "connecting");
}

pub(super) fn mid_call(portal: &mut Portal) {
    open(portal, known(), "incoming", "connected");
}

pub(super) fn external(portal: &mut Portal) {
    open_external(portal, known());
}

pub(super) fn wrap_up(portal: &mut Portal) {
    open_external(portal, seed_client());
}

pub(super) fn busy_486(portal: &mut Portal) {
    // The code is the second argument of the event, so without this it would never arrive.
    portal.settings.two_arguments = true;
    open(portal, known(), "outgoing", "connecting");
    portal.fail_later("486", 1500.0);
}

pub(super) fn call_list(portal: &mut Portal) {
    let clients = vec![
        known(),
        seed_client(),
        Client::number("+4940111222").bound(Item::contact(51), &[]),
        Client::number("+4917000000001"),
        Client::default(),
    ];
    // A call of a list has no identifier before it is dialled.
    let mut card = Card::new("", clients[0].clone());
    "outgoing".clone_into(&mut card.direction);
    card.call_list = clients;
    portal.open(card);
}

pub(super) fn string_options(portal: &mut Portal) {
    portal.settings.escape_options = true;
    portal.settings.status_form = StatusForm::Strings;
    let client = Client {
        bindings: Vec::new(),
        ..known()
    };
    open(portal, client, "incoming", "connecting");
}

pub(super) fn two_arguments(portal: &mut Portal) {
    portal.settings.two_arguments = true;
    incoming_known(portal);
}
