//! Clients whose names and bindings are hard to show.

use super::calls::{BUILT_IN_CALL, open};
use crate::simulator::fixtures::PHONE;
use crate::simulator::portal::Portal;
use crate::simulator::portal::card::{Card, Client};
use crate::simulator::portal::crm::Item;

pub(super) fn bindings_40(portal: &mut Portal) {
    let mut bindings = Vec::new();
    for number in 1..=40 {
        let id = 1000 + number;
        let name = format!("Order {number} of forty");
        match number % 4 {
            0 => portal.crm.deal(
                id,
                &name,
                "NEW",
                100.0 * f64::from(u32::try_from(number).unwrap()),
                "EUR",
            ),
            1 => portal.crm.contact(id, "Contact", &number.to_string(), "", 1),
            2 => portal.crm.company(id, &format!("Company {number}"), "", 1),
            _ => portal.crm.lead(id, &format!("Lead {number}"), "", 1),
        }
        bindings.push(match number % 4 {
            0 => Item::deal(id),
            1 => Item::contact(id),
            2 => Item::company(id),
            _ => Item::lead(id),
        });
    }
    let client = Client::number(PHONE).bound(Item::contact(1001), &bindings);
    open(portal, client, "incoming", "connected");
}

pub(super) fn strange_names(portal: &mut Portal) {
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
