//! Earlier calls with the number on the card.

use super::page::{Page, text, until};
use call_card::simulator::{Client, Fault, FaultKind, Item, Scenario, Simulator};
use wasm_bindgen_test::*;

const STATISTICS: &str = "voximplant.statistic.get";
const PHONE: &str = "+4915112345678";

/// The rows of the list *Earlier calls*, without the time.
fn rows(page: &Page) -> Vec<String> {
    page.all("ul[aria-labelledby='earlier-title'] > li")
        .iter()
        .map(|row| {
            let parts = (0..row.children().length()).filter_map(|at| row.children().item(at));
            let (times, rest): (Vec<_>, Vec<_>) = parts
                .filter(|part| !text(part).is_empty() && part.class_name() != "history-actions")
                .partition(|part| part.tag_name() == "TIME");
            assert!(times.len() == 1 && text(&times[0]).contains(':'), "{}", text(row));
            // *Today 9:00* begins a row.
            assert!(!text(&times[0]).starts_with(char::is_lowercase), "{}", text(row));
            rest.iter().map(text).collect::<Vec<_>>().join(" ")
        })
        .collect()
}

async fn rows_are(page: &Page, expected: &[&str]) {
    until(
        || rows(page) == expected,
        || format!("{:#?}\ninstead of\n{expected:#?}\n{}", rows(page), page.text()),
    )
    .await;
}

fn asked(page: &Page) -> usize {
    page.portal.count(STATISTICS)
}

#[wasm_bindgen_test]
async fn they_are_listed_newest_first_with_who_talked_and_what_was_noted() {
    let page = Page::open("incoming-known");
    rows_are(
        &page,
        &[
            "Incoming · 5:12 · Björn Lindqvist Asked about the delivery date of the spring order",
            "Outgoing · busy · Anna Keller",
            "Incoming · no answer · Anna Keller",
        ],
    )
    .await;
    page.settle().await;
    let title = page.find("section[aria-labelledby='earlier-title'] > h3#earlier-title");
    assert_eq!(title.map(|title| text(&title)).as_deref(), Some("Earlier calls"));
    // Who is calling comes before what was.
    assert_eq!(page.asked(), ["batch", "batch", "batch"]);
    assert_eq!((asked(&page), page.portal.count("user.get")), (1, 1));
    assert!(page.button("Try again").is_none());
}

#[wasm_bindgen_test]
async fn five_at_most_of_every_kind_and_text_stays_text() {
    let portal = Simulator::here(Scenario::named("seed"));
    portal.change(|portal| {
        portal.earlier_call("+19999999666", 5, 60.0, 8, "200");
        portal.talked_then(99, "<b>Bold</b> & back");
        portal.earlier_call("+19999999666", 3, 50.0, 0, "487");
        portal.earlier_call("+19999999666", 9, 40.0, 5, "");
        for minutes in [20.0, 10.0] {
            portal.earlier_call("+19999999666", 1, minutes, 61, "200");
        }
    });
    let page = Page::with(portal);
    rows_are(
        &page,
        &[
            "Outgoing · 1:01 · Anna Keller",
            "Outgoing · 1:01 · Anna Keller",
            "Call · 0:05 · Anna Keller",
            "Incoming with redirection · Ended (487) · Anna Keller",
            "Informational call · 0:08 <b>Bold</b> & back",
        ],
    )
    .await;
    assert!(page.all("ul b").is_empty());
}

#[wasm_bindgen_test]
async fn the_call_that_runs_is_not_an_earlier_one() {
    let portal = Simulator::here(Scenario::named("wrap-up"));
    let running = portal.change(|portal| {
        portal.earlier_call("+19999999666", 2, 1.0, 7, "200");
        portal.last_earlier_call()
    });
    portal.change(|portal| portal.open_call(&running, Client::number("+19999999666")));
    let page = Page::with(portal);
    rows_are(
        &page,
        &["Outgoing · 1:01 · Anna Keller", "Callback · 1:02:05 · Carla Ruiz"],
    )
    .await;
}

#[wasm_bindgen_test]
async fn no_calls_and_no_number_are_one_quiet_line() {
    for (scenario, words, requests) in [
        ("no-crm", "No earlier calls", 1),
        (
            "hidden-number",
            "Without a number and a client in CRM, there is no history to show.",
            0,
        ),
        (
            "unknown-number",
            "Without a number and a client in CRM, there is no history to show.",
            0,
        ),
    ] {
        let page = Page::open(scenario);
        page.shows(words).await;
        page.settle().await;
        assert_eq!(asked(&page), requests, "{scenario}");
        assert!(
            rows(&page).is_empty() && page.all("[role=alert]").is_empty(),
            "{scenario}"
        );
    }
}

#[wasm_bindgen_test]
async fn without_the_statistics_the_calls_of_crm_are_listed() {
    let rows = ["Incoming · 5:12 · Anna Keller", "Outgoing · Anna Keller"];
    let page = Page::open("no-statistics");
    rows_are(&page, &rows).await;
    drop(page);
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.fault(Fault::status(403, "insufficient_scope").only(STATISTICS));
    let page = Page::with(portal);
    rows_are(&page, &rows).await;
    assert!(page.all("[role=alert]").is_empty());
}

#[wasm_bindgen_test]
async fn an_agent_without_the_statistics_sees_the_last_five_calls() {
    let portal = Simulator::here(Scenario::named("busy-client"));
    portal.change(|portal| portal.settings.sees_statistics = false);
    let page = Page::with(portal);
    until(|| rows(&page).len() == 5, || page.text()).await;
    assert!(rows(&page)[1].starts_with("Outgoing · 1:23"), "{:?}", rows(&page));
}

#[wasm_bindgen_test]
async fn no_statistics_and_no_client_is_one_quiet_line() {
    let portal = Simulator::here(Scenario::named("no-crm"));
    portal.change(|portal| portal.settings.sees_statistics = false);
    let page = Page::with(portal);
    page.shows("You don't have access to earlier calls.").await;
    assert!(rows(&page).is_empty() && page.all("[role=alert]").is_empty());
}

#[wasm_bindgen_test]
async fn calls_that_only_crm_knows_are_listed_from_the_second_client_on() {
    let portal = Simulator::here(Scenario::named("seed"));
    portal.change(|portal| portal.settings.sees_only_own_calls = true);
    let page = Page::with(portal);
    rows_are(&page, &["Outgoing · 1:01 · Anna Keller"]).await;
    page.portal
        .set_client(Client::number(PHONE).bound(Item::contact(17), &[]));
    rows_are(
        &page,
        &[
            // A colleague's call: the statistics leave it out.
            "Incoming · 5:12 · Anna Keller",
            "Outgoing · busy · Anna Keller",
            "Incoming · no answer · Anna Keller",
        ],
    )
    .await;
    assert!(page.all("[role=alert]").is_empty());
}

#[wasm_bindgen_test]
async fn without_names_the_calls_stand_alone() {
    let portal = Simulator::here(Scenario::named("seed"));
    portal.fault(Fault::status(403, "insufficient_scope").only("user.get"));
    let page = Page::with(portal);
    rows_are(&page, &["Outgoing · 1:01", "Callback · 1:02:05"]).await;
    page.settle().await;
    rows_are(&page, &["Outgoing · 1:01", "Callback · 1:02:05"]).await;
    assert!(page.all("[role=alert]").is_empty());
}

#[wasm_bindgen_test]
async fn a_failure_can_be_tried_again() {
    let portal = Simulator::here(Scenario::named("seed"));
    portal.fault(Fault::new(FaultKind::Offline).only(STATISTICS));
    let page = Page::with(portal);
    page.shows("The client's history could not be loaded. The connection failed")
        .await;
    assert!(rows(&page).is_empty() && !page.text().contains("Loading the client's history"));
    page.portal.clear_faults();
    page.press("Try again").await;
    rows_are(
        &page,
        &["Outgoing · 1:01 · Anna Keller", "Callback · 1:02:05 · Carla Ruiz"],
    )
    .await;
    page.stops_showing("could not be loaded").await;
}

#[wasm_bindgen_test]
async fn a_late_answer_for_another_number_is_dropped() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.fault(Fault::new(FaultKind::LateAnswer(400.0)).only(STATISTICS).times(1));
    let page = Page::with(portal);
    until(|| asked(&page) == 1, || page.text()).await;
    page.portal
        .set_client(Client::number("+19999999666").bound(Item::contact(797), &[]));
    page.shows("Ingrid Olsen").await;
    rows_are(
        &page,
        &["Outgoing · 1:01 · Anna Keller", "Callback · 1:02:05 · Carla Ruiz"],
    )
    .await;
    page.settle().await;
    // Where the names of the next client took the place of the request for the first number, it was sent again after them.
    assert!((2..=3).contains(&asked(&page)), "asked {} times", asked(&page));
    assert_eq!(rows(&page).len(), 2);
}

#[wasm_bindgen_test]
async fn each_number_is_asked_for_once() {
    let page = Page::open("incoming-known");
    until(|| rows(&page).len() == 3, || page.text()).await;
    page.portal.connect();
    page.portal
        .set_client(Client::number(PHONE).bound(Item::company(25), &[Item::deal(32), Item::contact(17)]));
    page.status_is("Talking").await;
    page.settle().await;
    assert_eq!(asked(&page), 1);
    page.portal.set_client(Client::number("+4917000000001"));
    page.shows("No earlier calls").await;
    page.settle().await;
    assert_eq!((asked(&page), rows(&page).len()), (2, 0));
}

#[wasm_bindgen_test]
async fn a_line_that_failed_is_told_once_and_tried_again_once() {
    let page = Page::open("offline");
    page.shows("The names could not be loaded.").await;
    page.shows("The client's history could not be loaded.").await;
    page.settle().await;
    assert_eq!((page.all("[role=alert]").len(), asked(&page)), (1, 0));
    assert!(page.all("[aria-busy]").is_empty());
    page.portal.clear_faults();
    page.press("Try again").await;
    until(|| rows(&page).len() == 3, || page.text()).await;
    page.stops_showing("could not be loaded").await;
}

#[wasm_bindgen_test]
async fn a_portal_without_crm_has_earlier_calls_all_the_same() {
    let portal = Simulator::here(Scenario::named("several-clients"));
    portal.change(|portal| portal.earlier_call("+4940111222", 2, 30.0, 7, "200"));
    portal.fault(Fault::status(403, "insufficient_scope").only("telephony.externalCall.searchCrmEntities"));
    let page = Page::with(portal);
    page.shows("The number could not be looked up in CRM.").await;
    rows_are(&page, &["Incoming · 0:07 · Anna Keller"]).await;
}

#[wasm_bindgen_test]
async fn a_transcript_is_asked_for_when_it_is_opened_and_not_when_it_is_closed() {
    const TRANSCRIPT: &str = "crm.activity.call.getTranscript";
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.fault(Fault::status(400, "ERROR_CORE").only(TRANSCRIPT));
    let page = Page::with(portal);
    page.shows("Transcript").await;
    let details = page.find(".conversation").unwrap();
    details.set_attribute("open", "").unwrap();
    page.shows("The transcript could not be loaded.").await;
    page.settle().await;
    let before = page.portal.count(TRANSCRIPT);
    details.remove_attribute("open").unwrap();
    page.settle().await;
    assert_eq!(page.portal.count(TRANSCRIPT), before);
    details.set_attribute("open", "").unwrap();
    until(|| page.portal.count(TRANSCRIPT) > before, || page.text()).await;
}
