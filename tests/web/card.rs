//! What the card shows.

use super::page::{Page, text, until};
use super::support::{Later, fill, sent};
use call_card::simulator::{Card, Client, Fault, FaultKind, Item, ItemKind, Scenario, Simulator};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

const SEED: [&str; 3] = [
    "Contact Ingrid Olsen Primary",
    "Deal Container lease In progress · $98,000.50",
    "Company Olsen Shipping",
];

#[wasm_bindgen_test]
async fn the_documented_example_renders_whole() {
    let page = Page::open("seed");
    page.bindings_are(&SEED).await;
    assert_eq!(page.heading(), "+19999999666");
    assert_eq!(page.status(), "Not started");
    assert_eq!(page.clock(), None);
    let text = page.text();
    assert!(
        text.contains("Outgoing") && text.contains("Line reg151083"),
        "{text}"
    );
}

#[wasm_bindgen_test]
async fn string_typed_options_without_bindings_render_without_a_fault() {
    let page = Page::open("string-options");
    page.shows("Primary").await;
    page.shows("Marta Brandt").await;
    page.settle().await;
    assert!(page.find("[role=alert]").is_none(), "{}", page.text());
}

#[wasm_bindgen_test]
async fn the_direction_of_the_call_is_named() {
    for (scenario, direction) in [
        ("incoming-known", "Incoming"),
        ("outgoing", "Outgoing"),
        ("callback", "Callback"),
    ] {
        let page = Page::open(scenario);
        until(
            || {
                page.find("header")
                    .is_some_and(|header| text(&header).contains(direction))
            },
            || page.text(),
        )
        .await;
    }
}

#[wasm_bindgen_test]
async fn the_call_is_on_screen_before_get_status_is_answered() {
    let portal = Simulator::here(Scenario::named("seed"));
    portal.fault(Fault::new(FaultKind::Silent).commands());
    let page = Page::with(portal);
    page.status_is("Not started").await;
    assert_eq!(page.heading(), "+19999999666");
    // And the names come all the same, from what the options told.
    page.shows("Ingrid Olsen").await;
}

#[wasm_bindgen_test]
async fn forty_bindings_take_one_request() {
    let page = Page::open("bindings-40");
    until(
        || page.bindings().len() == 40 && page.all("li[aria-busy]").is_empty(),
        || format!("{} bindings", page.bindings().len()),
    )
    .await;
    page.settle().await;
    let names = page
        .portal
        .rest_log()
        .into_iter()
        .filter(|entry| entry.payload.to_string().contains("crm.item.get"));
    assert_eq!(names.count(), 1);
    assert!(page.find("[role=alert]").is_none());
}

#[wasm_bindgen_test]
async fn names_with_markup_are_text() {
    let page = Page::open("strange-names");
    until(
        || page.all("li[aria-busy]").is_empty() && !page.bindings().is_empty(),
        || page.text(),
    )
    .await;
    let text = page.text();
    assert!(text.contains("<b>"), "{text}");
    assert!(page.all("ul b, ul img, ul script").is_empty());
}

#[wasm_bindgen_test]
async fn escaped_options_are_shown_as_the_text_they_mean() {
    let portal = Simulator::here(Scenario::named("string-options"));
    let mut card = Card::new("E45D40253D1C2D2F.1774588815.1", Client::number("+4915112345678"));
    card.line_name = "R&D <b>Nord</b>".into();
    portal.change(|portal| portal.open(card));
    let page = Page::with(portal);
    page.shows("R&D <b>Nord</b>").await;
    assert!(page.all("b").is_empty());
}

#[wasm_bindgen_test]
async fn a_contact_that_may_not_be_read_stands_with_its_id() {
    let page = Page::open("no-right");
    page.shows("You don't have access to it").await;
    assert!(page.text().contains("Contact 17"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_note_never_goes_to_an_item_that_is_not_there() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.change(|portal| portal.crm.delete(Item::contact(17)));
    let page = Page::with(portal);
    page.shows("Not found in CRM").await;
    page.shows("Brandt & Söhne GmbH").await;
    until(|| page.find("#wrap-up-target").is_some(), || page.text()).await;
    let options = page.all("#wrap-up-target > option");
    let options: Vec<_> = options.iter().map(text).collect();
    assert!(
        options.len() > 1 && !options.iter().any(|option| option.contains("17")),
        "{options:?}"
    );
    fill(&page, "wrap-up-note", "Calls back").await;
    // By then it is known who the agent is, and the text is compared with the client once more.
    page.settle().await;
    assert!(!page.text().contains("The client changed"), "{}", page.text());
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    let note = &sent(&page, "crm.timeline.comment.add")[0].payload["fields"];
    assert_ne!(note["ENTITY_TYPE"].as_str(), Some("contact"));
}

#[wasm_bindgen_test]
async fn a_caller_whose_only_item_is_gone_is_an_unknown_caller() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.change(|portal| {
        portal.crm.delete(Item::contact(17));
        portal.set_client(Client::number("+4930765432").bound(Item::contact(17), &[]));
    });
    let page = Page::with(portal);
    page.shows("Not found in CRM").await;
    until(|| page.button("Create contact").is_some(), || page.text()).await;
    assert_eq!(page.portal.count("telephony.externalCall.searchCrmEntities"), 1);
}

/// A call that is bound to this item alone.
fn bound_to(item: Item) -> Page {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.change(|portal| portal.set_client(Client::number("+4930765432").bound(item, &[])));
    Page::with(portal)
}

#[wasm_bindgen_test]
async fn the_note_of_a_call_with_a_smart_process_goes_there() {
    let page = bound_to(Item::rental(71));
    page.shows("Forklift, two weeks").await;
    fill(&page, "wrap-up-note", "Needs it a week longer").await;
    fill(&page, "wrap-up-step", "Ask the driver").await;
    fill(&page, "wrap-up-step-at", "2100-12-01T10:30").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    page.settle().await;
    let portal = page.portal.portal();
    let portal = portal.borrow();
    let comment = portal.comments().last().unwrap();
    assert_eq!(
        (comment["ENTITY_TYPE"].as_str(), comment["ENTITY_ID"].as_str()),
        (Some("dynamic_177"), Some("71"))
    );
    let mut activities = portal.activities().iter();
    assert!(activities.any(|activity| activity.bindings == [Item::rental(71)]));
}

#[wasm_bindgen_test]
async fn a_caller_whose_only_item_takes_no_notes_is_an_unknown_caller() {
    let invoice = Item {
        kind: ItemKind::Invoice,
        id: 9,
    };
    let page = bound_to(invoice);
    until(|| page.button("Create contact").is_some(), || page.text()).await;
    assert_eq!(page.portal.count("telephony.externalCall.searchCrmEntities"), 1);
    fill(&page, "wrap-up-note", "Asks for a copy").await;
    page.shows("A note needs a client.").await;
    page.settle().await;
    assert_eq!(page.portal.count("crm.timeline.comment.add"), 0);
}

#[wasm_bindgen_test]
async fn a_deleted_item_stands_with_its_id() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.change(|portal| portal.crm.delete(Item::deal(31)));
    let page = Page::with(portal);
    page.shows("Not found in CRM").await;
    assert!(page.text().contains("Deal 31"));
    assert!(page.text().contains("Marta Brandt"));
}

#[wasm_bindgen_test]
async fn unknown_hidden_and_unbound_callers_have_words() {
    let page = Page::open("unknown-number");
    page.shows("No client in CRM").await;
    page.shows("This call is not bound to anything in CRM.").await;
    assert_eq!(page.heading(), "Unknown number");
    assert!(page.button("Copy number").is_none());
    drop(page);
    let page = Page::open("hidden-number");
    page.shows("No client in CRM").await;
    assert_eq!(page.heading(), "Hidden number");
    drop(page);
    let page = Page::open("no-crm");
    page.shows("No client in CRM").await;
    page.shows("Nobody in CRM has this number.").await;
    page.settle().await;
    // Nothing is bound, so no name is asked for; the number is looked up, and then its earlier calls.
    assert_eq!(page.asked(), ["batch", "batch"]);
    assert_eq!(page.portal.count("telephony.externalCall.searchCrmEntities"), 1);
    assert_eq!(page.portal.count("voximplant.statistic.get"), 1);
}

#[wasm_bindgen_test]
async fn an_externally_registered_call_talks_since_the_card_was_opened() {
    let page = Page::open("external");
    page.status_is("Talking").await;
    page.shows("since the card was opened").await;
    page.settle().await;
    assert_eq!(page.status(), "Talking");
}

#[wasm_bindgen_test]
async fn links_lead_to_the_items_pages() {
    let page = Page::open("seed");
    page.shows("Ingrid Olsen").await;
    let link = |name: &str| {
        let links = page.all("a");
        links
            .iter()
            .find(|link| text(link) == name)
            .and_then(|link| link.get_attribute("href"))
    };
    assert_eq!(
        link("Ingrid Olsen").as_deref(),
        Some("https://preview.invalid/crm/contact/details/797/")
    );
    assert_eq!(
        link("Container lease").as_deref(),
        Some("https://preview.invalid/crm/deal/details/4615/")
    );
    let click = page.all("a").into_iter().next().unwrap();
    click.unchecked_ref::<web_sys::HtmlElement>().click();
    until(
        || page.portal.count("openPath") == 1,
        || "the page was not opened".to_owned(),
    )
    .await;
}

#[wasm_bindgen_test]
async fn the_clock_runs_by_wall_clock_and_stops_at_the_end() {
    let portal = Simulator::here(Scenario::named("seed"));
    portal.change(|portal| portal.settings.two_arguments = true);
    let page = Page::with(portal);
    page.status_is("Not started").await;
    page.portal.ring();
    page.status_is("Connecting").await;
    assert_eq!(page.clock(), None);
    page.portal.connect();
    page.status_is("Talking").await;
    assert!(
        page.clock().is_some_and(|clock| clock.starts_with("0:")),
        "{:?}",
        page.clock()
    );
    // A tab that was inactive: when it is active again, the clock shows the time that has passed, not the ticks it got.
    let wall = Later::by(65_000.0);
    until(
        || page.clock().is_some_and(|clock| clock.starts_with("1:0")),
        || format!("{:?}", page.clock()),
    )
    .await;
    page.portal.fail("486");
    page.status_is("Ended: busy (486)").await;
    let stopped = page.clock();
    drop(wall);
    let _later = Later::by(500_000.0);
    page.settle().await;
    assert_eq!(page.clock(), stopped);
}

#[wasm_bindgen_test]
async fn an_event_with_one_argument_ends_the_call_without_a_reason() {
    let page = Page::open("seed");
    page.status_is("Not started").await;
    page.portal.ring();
    page.status_is("Connecting").await;
    page.portal.fail("486");
    page.status_is("Ended").await;
}

#[wasm_bindgen_test]
async fn a_call_that_fails_busy_says_so() {
    let page = Page::open("busy-486");
    page.status_is("Ended: busy (486)").await;
}

#[wasm_bindgen_test]
async fn a_call_list_steps_from_client_to_client() {
    let page = Page::open("call-list");
    until(|| !page.bindings().is_empty(), || page.text()).await;
    let (number, bindings) = (page.heading(), page.bindings());
    page.portal.next_in_call_list();
    until(
        || page.heading() != number && page.bindings() != bindings,
        || page.text(),
    )
    .await;
    page.status_is("Not started").await;
    // Its state is the same, so a screen reader is told who that is.
    let next = page.heading();
    let announced = || text(&page.find(".call > .visually-hidden[role=status]").unwrap());
    until(
        || announced().starts_with(&next) && announced() != next,
        announced,
    )
    .await;
    page.portal.ring();
    page.status_is("Connecting").await;
}

#[wasm_bindgen_test]
async fn a_browser_that_does_not_let_copy_is_named() {
    let page = Page::open("seed");
    page.status_is("Not started").await;
    // A press by a script is none for the browser, so it refuses to copy.
    page.press("Copy number").await;
    until(|| page.text().contains("does not let"), || page.text()).await;
}
