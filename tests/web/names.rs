//! Names that are known are asked for again only where that is needed, and stay where it fails.

use super::page::{Page, until};
use super::support::{Later, active_element};
use call_card::simulator::{Client, Fault, Item, Scenario, Simulator};
use wasm_bindgen_test::*;

const GET: &str = "crm.item.get";
const MARTA: [&str; 3] = [
    "Contact Marta Brandt Primary",
    "Deal Spring order Prepare documents · €12,500",
    "Company Brandt & Söhne GmbH",
];

/// The card of a known client, whose names will be old; and what makes them so.
async fn old_names() -> (Page, Later) {
    let page = Page::open("incoming-known");
    page.bindings_are(&MARTA).await;
    page.settle().await;
    (page, Later::by(60_000.0))
}

/// The portal says that CRM data of the client changed.
async fn changed(page: &Page) {
    page.portal.set_client(
        Client::number("+4915112345678").bound(Item::contact(17), &[Item::deal(31), Item::company(25)]),
    );
    page.settle().await;
}

#[wasm_bindgen_test]
async fn names_of_former_clients_of_a_call_list_are_not_asked_for_again() {
    let page = Page::open("call-list");
    page.bindings_are(&MARTA).await;
    page.portal.next_in_call_list();
    page.shows("Olsen Shipping").await;
    page.settle().await;
    assert_eq!(page.portal.count(GET), 6);
    let _later = Later::by(60_000.0);
    page.portal.next_in_call_list();
    page.bindings_are(&["Contact Tom Weber Primary"]).await;
    page.settle().await;
    assert_eq!(page.portal.count(GET), 7);
}

#[wasm_bindgen_test]
async fn old_names_of_the_client_are_asked_for_again_after_a_change() {
    let (page, _later) = old_names().await;
    page.portal
        .change(|portal| portal.crm.set(Item::deal(31), "title", "Summer order"));
    changed(&page).await;
    page.bindings_are(&[
        MARTA[0],
        "Deal Summer order Prepare documents · €12,500",
        MARTA[2],
    ])
    .await;
    assert_eq!(page.portal.count(GET), 6);
    // Now they are new.
    changed(&page).await;
    assert_eq!(page.portal.count(GET), 6);
}

#[wasm_bindgen_test]
async fn names_that_are_known_are_not_called_missing_where_asking_again_fails() {
    let (page, _later) = old_names().await;
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only("batch"));
    let asked = page.portal.rest_log().len();
    changed(&page).await;
    assert!(page.portal.rest_log().len() > asked, "they were asked for");
    assert_eq!(page.bindings(), MARTA);
    assert!(!page.text().contains("The names could not be loaded."));
}

#[wasm_bindgen_test]
async fn a_name_that_is_known_stays_where_asking_again_fails_for_it() {
    let (page, _later) = old_names().await;
    page.portal
        .change(|portal| portal.crm.set(Item::company(25), "title", "Brandt AG"));
    let fault = Fault::status(500, "INTERNAL_SERVER_ERROR");
    page.portal.fault(fault.rest().only(GET).times(1));
    changed(&page).await;
    page.bindings_are(&[MARTA[0], MARTA[1], "Company Brandt AG"])
        .await;
    assert!(!page.text().contains("The names could not be loaded."));
}

#[wasm_bindgen_test]
async fn one_name_that_could_not_be_loaded_is_told_in_its_row_and_takes_no_history_away() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.fault(Fault::status(400, "").rest().only(GET).times(1));
    let page = Page::with(portal);
    page.bindings_are(&[
        "Contact Contact 17 Primary Bitrix24 refused the request. Try again",
        MARTA[1],
        MARTA[2],
    ])
    .await;
    page.shows("Ask for the VAT number").await;
    page.settle().await;
    assert!(!page.text().contains("could not be loaded"), "{}", page.text());
    assert_eq!(page.all("[role=alert]").len(), 1);
    // It fails once more: the keyboard focus stays on the button.
    page.portal
        .fault(Fault::status(400, "").rest().only(GET).times(1));
    let again = page.button("Try again: Contact 17").unwrap();
    again.focus().unwrap();
    let asked = page.portal.count(GET);
    again.click();
    until(|| page.portal.count(GET) > asked, || page.text()).await;
    page.settle().await;
    assert_eq!(active_element().as_ref(), Some(again.as_ref()));
    page.press("Try again: Contact 17").await;
    page.bindings_are(&MARTA).await;
}

#[wasm_bindgen_test]
async fn a_name_that_another_client_lacks_is_no_trouble_of_this_one() {
    let page = Page::open("call-list");
    page.bindings_are(&MARTA).await;
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only("batch"));
    page.portal.next_in_call_list();
    page.shows("The names could not be loaded.").await;
    page.portal.clear_faults();
    page.portal
        .set_client(Client::number("+4915112345678").bound(Item::contact(17), &[]));
    page.bindings_are(&MARTA[..1]).await;
    until(
        || !page.text().contains("The names could not be loaded."),
        || page.text(),
    )
    .await;
}
