//! Who an unknown caller may be.

use super::page::{Page, until};
use super::support::{fill, sent};
use call_card::simulator::{Client, Fault, FaultKind, Item, PhpValue, Scenario, Simulator};
use wasm_bindgen_test::*;

const FIND: &str = "crm.duplicate.findbycomm";
const BIND: &str = "crm.activity.binding.add";

/// The names of the possible callers, in the order of the list.
fn possible_callers(page: &Page) -> Vec<String> {
    let names = page.all("ul[aria-label='Possible callers'] .binding-name");
    names.iter().map(super::page::text).collect()
}

async fn possible_callers_are(page: &Page, names: &[&str]) {
    until(
        || possible_callers(page) == names,
        || format!("{:?} instead of {names:?}", possible_callers(page)),
    )
    .await;
}

#[wasm_bindgen_test]
async fn every_possible_caller_is_listed_and_nobody_is_picked() {
    let page = Page::open("several-clients");
    page.shows("These CRM items have this number").await;
    // The portal names one contact itself.
    possible_callers_are(&page, &["Tom Weber", "Weber Consulting", "Eva Weber"]).await;
    assert!(page.bindings().is_empty());
    page.shows("Responsible: Carla Ruiz · On a break").await;
    page.shows("Responsible: David Okafor").await;
    page.settle().await;
    // Who has the number, the names of the others, their colleagues; and the history.
    assert_eq!(page.asked()[..3], ["batch", "batch", "user.get"]);
    assert_eq!(page.asked().len(), 4, "{:?}", page.asked());
}

#[wasm_bindgen_test]
async fn a_possible_caller_whose_name_cannot_be_read_stands_with_the_id() {
    let portal = Simulator::here(Scenario::named("several-clients"));
    portal.fault(Fault::status(403, "ACCESS_DENIED").only("crm.item.get"));
    let page = Page::with(portal);
    possible_callers_are(&page, &["Tom Weber", "Weber Consulting", "Contact 52"]).await;
}

#[wasm_bindgen_test]
async fn a_closed_lead_with_the_number_is_no_possible_caller() {
    let portal = Simulator::here(Scenario::named("several-clients"));
    portal.change(|portal| {
        for (id, stage) in [(6001, "NEW"), (6002, "CONVERTED"), (6003, "NEW")] {
            portal.crm.lead(id, &format!("Request {id}"), "+4940111222", 1);
            portal.crm.set(Item::lead(id), "stageId", stage);
        }
    });
    let page = Page::with(portal);
    possible_callers_are(
        &page,
        &[
            "Tom Weber",
            "Weber Consulting",
            "Request 6001",
            "Eva Weber",
            "Request 6003",
        ],
    )
    .await;
}

#[wasm_bindgen_test]
async fn who_the_portal_names_stays_where_the_others_cannot_be_asked_for() {
    let portal = Simulator::here(Scenario::named("several-clients"));
    portal.fault(Fault::status(403, "ACCESS_DENIED").only(FIND));
    let page = Page::with(portal);
    possible_callers_are(&page, &["Tom Weber", "Weber Consulting"]).await;
    page.settle().await;
    assert!(page.all("[role=alert]").is_empty(), "{}", page.text());
}

#[wasm_bindgen_test]
async fn those_with_the_former_number_do_not_stand_under_the_next_one() {
    let portal = Simulator::here(Scenario::named("several-clients"));
    portal.change(|portal| {
        let clients = ["+4940111222", "+49307654321"].map(Client::number);
        portal.card_mut().unwrap().call_list = clients.to_vec();
    });
    let page = Page::with(portal);
    possible_callers_are(&page, &["Tom Weber", "Weber Consulting", "Eva Weber"]).await;
    page.settle().await;
    let asked = page.portal.count("getStatus");
    page.portal
        .fault(Fault::new(FaultKind::Held).commands().only("getStatus"));
    page.portal.next_in_call_list();
    until(|| page.heading().contains("654321"), || page.text()).await;
    assert_eq!(possible_callers(&page), Vec::<String>::new());
    assert!(page.button("Create contact").is_none(), "{}", page.text());
    possible_callers_are(&page, &["Brandt & Söhne GmbH"]).await;
    assert_eq!(
        page.portal.count("getStatus"),
        asked + 1,
        "it is not answered yet"
    );
}

#[wasm_bindgen_test]
async fn after_possible_callers_a_hidden_number_is_nobody_in_crm() {
    let portal = Simulator::here(Scenario::named("several-clients"));
    portal.change(|portal| {
        let clients = vec![Client::number("+4940111222"), Client::default()];
        portal.card_mut().unwrap().call_list = clients;
    });
    let page = Page::with(portal);
    possible_callers_are(&page, &["Tom Weber", "Weber Consulting", "Eva Weber"]).await;
    page.settle().await;
    page.portal.next_in_call_list();
    page.shows("No client in CRM").await;
}

#[wasm_bindgen_test]
async fn the_name_of_a_possible_caller_who_is_chosen_is_asked_for_where_it_could_not_be_read() {
    let portal = Simulator::here(Scenario::named("several-clients"));
    portal.fault(Fault::status(403, "ACCESS_DENIED").only("crm.item.get"));
    let page = Page::with(portal);
    possible_callers_are(&page, &["Tom Weber", "Weber Consulting", "Contact 52"]).await;
    page.portal.clear_faults();
    let asked = page.portal.count("crm.item.get");
    page.press("Choose for this call: Contact 52").await;
    until(|| page.portal.count("crm.item.get") > asked, || page.text()).await;
}

#[wasm_bindgen_test]
async fn a_possible_caller_who_was_chosen_by_mistake_is_nobody_again() {
    let page = Page::open("several-clients");
    fill(&page, "wrap-up-note", "Calls back").await;
    page.press("Choose for this call: Eva Weber").await;
    page.shows("Note and next step go here").await;
    page.press("Undo choice: Eva Weber").await;
    page.stops_showing("Note and next step go here").await;
    assert!(page.button("Choose for this call: Eva Weber").is_some());
    page.press("Save note").await;
    page.shows("A note needs a client.").await;
    page.settle().await;
    assert_eq!(page.portal.count("crm.timeline.comment.add"), 0);
}

#[wasm_bindgen_test]
async fn possible_callers_are_announced_once() {
    const FOUND: &str = "These CRM items have this number";
    let page = Page::open("several-clients");
    page.shows(FOUND).await;
    let regions = page.all(".client [role=status]");
    let announced = regions
        .iter()
        .filter(|region| super::page::text(region).contains(FOUND));
    assert_eq!(announced.count(), 1);
    assert_eq!(page.text().matches(FOUND).count(), 1);
    // The region is there without them, too.
    let page = Page::open("no-crm");
    page.shows("Nobody in CRM has this number.").await;
    assert!(page.find(".search > [role=status]").is_some());
}

#[wasm_bindgen_test]
async fn a_finished_call_is_bound_to_who_is_chosen_and_its_card_is_offered_to_nobody() {
    const SHOW: &str = "Show card to Carla Ruiz";
    let portal = Simulator::here(Scenario::named("wrap-up"));
    portal.change(|portal| {
        let call = "externalCall.00000000000000000000000000000003.1773130900";
        portal.open_call(call, Client::number("+4940111222"));
    });
    let page = Page::with(portal);
    until(|| page.button(SHOW).is_some(), || page.text()).await;
    page.shows("Finish call").await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    until(|| page.button(SHOW).is_none(), || page.text()).await;
    // The saved call can still be bound to one of them.
    page.press("Choose for this call: Eva Weber").await;
    page.shows("Bind the call").await;
    page.press("Bind the call").await;
    until(|| page.portal.count(BIND) == 1, || page.text()).await;
    let bound = sent(&page, BIND)[0].payload["entityId"].id();
    assert_eq!(bound, Some(52));
}

#[wasm_bindgen_test]
async fn who_was_chosen_stays_in_view_when_the_portal_binds_the_call_to_somebody_else() {
    let page = Page::open("several-clients");
    page.shows("Eva Weber").await;
    page.press("Choose for this call: Eva Weber").await;
    page.portal
        .set_client(Client::number("+4940111222").bound(Item::company(25), &[]));
    page.shows("Chosen here").await;
    assert!(possible_callers(&page).is_empty(), "{}", page.text());
    let rows = page.all("ul[aria-label='Client of this call'] > li");
    let rows: Vec<_> = rows.iter().map(super::page::text).collect();
    assert!(rows.len() == 1 && rows[0].contains("Eva Weber"), "{rows:?}");
}
