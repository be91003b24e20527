//! Stages and kinds by the portal's own names.

use super::page::Page;
use call_card::simulator::{Client, Fault, FaultKind, Item, Scenario, Simulator};
use wasm_bindgen_test::*;

const NAMES: &str = "crm.status.entity.items";
const PHONE: &str = "+4915112345678";

/// A card that is bound to these items, the first one its primary one.
fn bound_to(items: &[Item]) -> Simulator {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    bind(&portal, items);
    portal
}

fn bind(portal: &Simulator, items: &[Item]) {
    portal.set_client(Client::number(PHONE).bound(items[0], items));
    portal.change(|portal| {
        portal.reload_page();
        portal.clear_log();
    });
}

#[wasm_bindgen_test]
async fn stages_of_every_pipeline_have_their_names() {
    let items = [
        Item::deal(31),
        Item::deal(32),
        Item::deal(33),
        Item::deal(34),
        Item::lead(41),
    ];
    let page = Page::with(bound_to(&items));
    page.bindings_are(&[
        "Deal Spring order Primary Prepare documents · €12,500",
        "Deal Repair of the cold store Technician on site · €1,900",
        "Deal Reseller agreement Prepayment invoice",
        "Deal Autumn order Deal won · €8,040 · Closed",
        "Lead Website request Unassigned",
    ])
    .await;
    page.settle().await;
    // The first pipeline and the statuses of leads come with the names, the two others together.
    assert_eq!(page.portal.count(NAMES), 4);
    let log = page.portal.rest_log();
    let with_stages = log
        .iter()
        .filter(|entry| entry.payload.to_string().contains(NAMES));
    assert_eq!(with_stages.count(), 2);
}

#[wasm_bindgen_test]
async fn names_of_stages_are_kept_for_the_session() {
    let items = [Item::deal(32), Item::deal(31)];
    let page = Page::with(bound_to(&items));
    let rows = [
        "Deal Repair of the cold store Primary Technician on site · €1,900",
        "Deal Spring order Prepare documents · €12,500",
    ];
    page.bindings_are(&rows).await;
    drop(page);
    let portal = bound_to(&items);
    let page = Page::again(portal);
    page.bindings_are(&rows).await;
    page.settle().await;
    assert_eq!(page.portal.count(NAMES), 0);
}

#[wasm_bindgen_test]
async fn the_code_of_a_stage_is_never_shown() {
    let portal = bound_to(&[Item::deal(33), Item::deal(31)]);
    portal.fault(
        Fault::new(FaultKind::Status {
            status: 400,
            code: String::new(),
        })
        .only(NAMES),
    );
    let page = Page::with(portal);
    page.bindings_are(&["Deal Reseller agreement Primary", "Deal Spring order €12,500"])
        .await;
    page.settle().await;
    assert!(!page.text().contains("PREP"), "{}", page.text());
    assert!(page.all("[role=alert]").is_empty());
}

#[wasm_bindgen_test]
async fn an_item_of_a_smart_process_has_its_name_its_kind_and_its_page() {
    let page = Page::with(bound_to(&[Item::contact(17), Item::rental(71)]));
    page.bindings_are(&[
        "Contact Marta Brandt Primary",
        "Equipment rental Forklift, two weeks With the client",
    ])
    .await;
    let link = page.find("a[href='https://preview.invalid/crm/type/177/details/71/']");
    assert!(link.is_some());
}

#[wasm_bindgen_test]
async fn a_row_shows_its_name_while_its_stage_is_asked_for() {
    let portal = bound_to(&[Item::rental(71)]);
    portal.fault(Fault::new(FaultKind::Silent).rest().only(NAMES));
    let page = Page::with(portal);
    page.bindings_are(&["Equipment rental Forklift, two weeks Primary"])
        .await;
    assert!(page.all("li[aria-busy]").is_empty());
}
