//! How the card follows the call.

use super::page::{Page, until};
use super::support::Later;
use call_card::bx24::callbacks_alive;
use call_card::simulator::{Client, Fault, FaultKind, Item, LogEntry, Scenario, Simulator};
use serde_json::json;
use wasm_bindgen_test::*;

#[wasm_bindgen_test]
async fn an_event_before_the_answer_is_not_undone_by_it() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    // The portal writes its answer at once, and it arrives late.
    portal.fault(Fault::new(FaultKind::LateAnswer(150.0)).commands().times(1));
    let page = Page::with(portal);
    page.status_is("Connecting").await;
    page.portal.connect();
    page.status_is("Talking").await;
    until(
        || page.portal.count("getStatus") == 2,
        || "the newest word was not checked".to_owned(),
    )
    .await;
    page.settle().await;
    assert_eq!(page.status(), "Talking");
}

#[wasm_bindgen_test]
async fn another_client_during_the_question_stays() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.fault(Fault::new(FaultKind::LateAnswer(150.0)).commands().times(1));
    let page = Page::with(portal);
    page.status_is("Connecting").await;
    page.portal
        .set_client(Client::number("+19999999666").bound(Item::contact(797), &[Item::company(643)]));
    page.bindings_are(&["Contact Ingrid Olsen Primary", "Company Olsen Shipping"])
        .await;
    // The state is asked for again when the late answer has arrived.
    until(
        || page.portal.count("getStatus") == 2,
        || "the late answer did not arrive".to_owned(),
    )
    .await;
    page.settle().await;
    assert_eq!(page.heading(), "+19999999666");
    assert_eq!(page.bindings().len(), 2);
}

#[wasm_bindgen_test]
async fn an_end_that_no_event_told_of_is_found_when_the_agent_looks() {
    let page = Page::open("mid-call");
    page.status_is("Talking").await;
    page.settle().await;
    page.portal.fault(Fault::new(FaultKind::LostEvent).times(1));
    page.portal.hang_up();
    page.settle().await;
    assert_eq!(page.status(), "Talking");
    // The call is not fresh any more, and the agent comes back to the card.
    let _later = Later::by(20_000.0);
    let focus = web_sys::Event::new("focus").unwrap();
    web_sys::window().unwrap().dispatch_event(&focus).unwrap();
    page.status_is("Ended").await;
}

#[wasm_bindgen_test]
async fn an_event_with_a_state_that_cannot_be_read_leads_to_one_question() {
    for odd in [
        json!({ "callState": "idle" }),
        json!(r#"["idle",{"failedCode":"486"}]"#),
    ] {
        let page = Page::open("mid-call");
        page.status_is("Talking").await;
        page.settle().await;
        let asked = page.portal.count("getStatus");
        page.portal.fault(Fault::new(FaultKind::LostEvent).times(1));
        page.portal.hang_up();
        page.portal.emit("CallCard::CallStateChanged", vec![odd]);
        page.status_is("Ended").await;
        page.settle().await;
        assert_eq!(page.portal.count("getStatus"), asked + 1);
    }
}

#[wasm_bindgen_test]
async fn the_name_of_the_next_client_does_not_wait_for_the_status() {
    let page = Page::open("incoming-known");
    page.shows("Marta Brandt").await;
    page.settle().await;
    page.portal.fault(Fault::new(FaultKind::Silent).commands());
    page.portal
        .set_client(Client::number("+19999999666").bound(Item::contact(797), &[]));
    page.shows("Ingrid Olsen").await;
    // The status is still awaited.
    let trouble = "The state of the call could not be checked.";
    assert!(!page.text().contains(trouble), "{}", page.text());
    page.shows(trouble).await;
}

#[wasm_bindgen_test]
async fn a_thousand_events_end_in_the_right_picture_with_few_questions() {
    let page = Page::open("incoming-known");
    page.shows("Marta Brandt").await;
    page.shows("Ask for the VAT number").await;
    page.settle().await;
    let elements = page.all("*").len();
    let asked = page.portal.count("getStatus");
    let requests = page.portal.rest_log().len();
    let other = Client::number("+19999999666").bound(Item::contact(797), &[]);
    let known =
        Client::number("+4915112345678").bound(Item::contact(17), &[Item::deal(31), Item::company(25)]);
    page.portal.change(|portal| {
        for _ in 0..250 {
            portal.set_state("connected", None);
            portal.set_client(other.clone());
            portal.set_state("connecting", None);
            portal.set_client(known.clone());
        }
        portal.set_state("connected", None);
    });
    page.status_is("Talking").await;
    page.bindings_are(&[
        "Contact Marta Brandt Primary",
        "Deal Spring order Prepare documents · €12,500",
        "Company Brandt & Söhne GmbH",
    ])
    .await;
    page.settle().await;
    assert_eq!(page.heading(), "+4915112345678");
    let more = page.portal.count("getStatus") - asked;
    assert!(more <= 60, "{more} questions for a thousand events");
    // Names and history of the other client, where the state was asked for just then; and once more the names, where a
    // slow machine takes so long that they are old.
    let log = page.portal.rest_log();
    let names = |entry: &&LogEntry| entry.payload.to_string().contains("crm.item.get");
    assert!(
        log[requests..].iter().filter(names).count() <= 2,
        "names are kept"
    );
    assert!(log.len() - requests <= 4, "the history is kept");
    // The clock is new: two elements and what holds them.
    assert!(
        page.all("*").len() <= elements + 4,
        "{} elements after {elements}",
        page.all("*").len()
    );
}

#[wasm_bindgen_test]
async fn at_most_one_question_is_under_way() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.fault(Fault::new(FaultKind::Slow(100.0)).commands());
    let page = Page::with(portal);
    page.status_is("Connecting").await;
    for _ in 0..50 {
        page.portal.emit("CallCard::EntityChanged", vec![json!({})]);
    }
    page.settle().await;
    assert!(
        page.portal.count("getStatus") <= 3,
        "{}",
        page.portal.count("getStatus")
    );
}

#[wasm_bindgen_test]
async fn nothing_is_left_over_when_a_card_closes() {
    // Those of the page of an earlier test, which may still be about to go.
    let before = callbacks_alive();
    let mut page = Page::open("incoming-known");
    page.shows("Marta Brandt").await;
    page.settle().await;
    page.close();
    until(
        || callbacks_alive() <= before,
        || format!("{} callbacks left", callbacks_alive()),
    )
    .await;
    // Events for a card that is gone find nobody, and nothing breaks.
    page.portal.connect();
    page.settle().await;
}
