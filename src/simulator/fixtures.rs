//! The data that every scenario starts with, and the clients they call.

use super::portal::Portal;
use super::portal::card::Client;
use super::portal::crm::Item;

/// The number of the known client.
pub(super) const PHONE: &str = "+4915112345678";

/// Fills the CRM, the timeline and the statistics.
pub(super) fn fill(portal: &mut Portal) {
    clients(portal);
    deals(portal);
    activities(portal);
    earlier_calls(portal);
}

fn clients(portal: &mut Portal) {
    let crm = &mut portal.crm;
    crm.contact(17, "Marta", "Brandt", PHONE, 2);
    crm.company(25, "Brandt & Söhne GmbH", "+49307654321", 2);
    crm.set(Item::contact(17), "companyId", 25);
    crm.set(Item::company(25), "contactIds", vec![17]);
    crm.lead(41, "Website request", "+4915199887766", 3);
    crm.contact(797, "Ingrid", "Olsen", "+19999999666", 1);
    crm.company(643, "Olsen Shipping", "+19999999000", 1);
    crm.contact(51, "Tom", "Weber", "+4940111222", 3);
    crm.contact(52, "Eva", "Weber", "+4940111222", 4);
    crm.company(53, "Weber Consulting", "+4940111222", 2);
}

/// Open and closed deals in several pipelines, and an item of the smart process.
fn deals(portal: &mut Portal) {
    let crm = &mut portal.crm;
    crm.deal(31, "Spring order", "PREPARATION", 12_500.0, "EUR");
    crm.deal(32, "Repair of the cold store", "C7:EXECUTING", 1_900.0, "EUR");
    crm.deal(33, "Reseller agreement", "C10:PREPAYMENT_INVOIC", 0.0, "EUR");
    crm.deal(34, "Autumn order", "WON", 8_040.0, "EUR");
    crm.rental(71, "Forklift, two weeks", "DT177_5:CLIENT", 3);
    for item in [
        Item::deal(31),
        Item::deal(32),
        Item::deal(33),
        Item::deal(34),
        Item::rental(71),
    ] {
        crm.set(item, "contactIds", vec![17]);
        crm.set(item, "companyId", 25);
    }
    crm.deal(4615, "Container lease", "EXECUTING", 98_000.5, "USD");
    crm.set(Item::deal(4615), "contactIds", vec![797]);
    crm.set(Item::deal(4615), "companyId", 643);
}

/// What is planned with the known client, and earlier calls.
fn activities(portal: &mut Portal) {
    let (contact, order, repair) = (Item::contact(17), Item::deal(31), Item::deal(32));
    portal.plan_todo(901, &[contact, order], "Send the offer", Some(1440.0));
    portal.plan_todo(902, &[contact], "Call about the delivery", Some(-180.0));
    portal.plan_todo(903, &[repair, contact], "Ask for the VAT number", None);
    portal.record_call(911, &[contact, order], PHONE, false, 90.0, 312.0);
    portal.transcribe(911, "Client: When will the order arrive?\nUser: On Thursday.");
    portal.record_call(912, &[contact], PHONE, true, 1500.0, 0.0);
}

fn earlier_calls(portal: &mut Portal) {
    portal.earlier_call(PHONE, 2, 90.0, 312, "200");
    portal.talked_then(2, "Asked about the delivery date of the spring order");
    portal.logged_then(911);
    portal.earlier_call(PHONE, 1, 1500.0, 0, "486");
    portal.logged_then(912);
    portal.earlier_call(PHONE, 2, 4400.0, 0, "304");
    portal.earlier_call("+19999999666", 1, 300.0, 61, "200");
    portal.earlier_call("+19999999666", 4, 7300.0, 3725, "200");
    portal.talked_then(3, "");
    portal.earlier_call("+49307654321", 3, 11_600.0, 48, "200");
    portal.talked_then(4, "");
}

/// A client with a contact, a deal and a company.
pub(super) fn known() -> Client {
    Client::number(PHONE).bound(Item::contact(17), &[Item::deal(31), Item::company(25)])
}

/// The client of the documentation of `getStatus`.
pub(super) fn seed_client() -> Client {
    Client::number("+19999999666").bound(Item::contact(797), &[Item::deal(4615), Item::company(643)])
}
