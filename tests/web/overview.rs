//! What is known of the client besides the names.

use super::page::{Page, text, until};
use super::support::{Later, active_element, fill, sent};
use call_card::i18n;
use call_card::simulator::{Client, Fault, FaultKind, Item, PhpValue, Scenario, Simulator};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_test::*;

const PHONE: &str = "+4915112345678";
const DEALS: &str = "crm.item.list";
const NOTES: &str = "crm.timeline.comment.list";
const STATISTICS: &str = "voximplant.statistic.get";
const DONE: &str = "crm.activity.update";
const FINISH: &str = "telephony.externalCall.finish";
const BIND: &str = "crm.activity.binding.add";
const POSTPONE: &str = "crm.activity.todo.updateDeadline";

fn known() -> Client {
    Client::number(PHONE).bound(Item::contact(17), &[Item::deal(31), Item::company(25)])
}

fn other() -> Client {
    Client::number("+19999999666").bound(Item::contact(797), &[Item::deal(4615), Item::company(643)])
}

/// The rows of the list with this heading.
fn rows(page: &Page, title: &str) -> Vec<String> {
    let rows = page.all(&format!("ul[aria-labelledby='{title}-title'] > li"));
    let row = |row: &web_sys::Element| {
        let parts = (0..row.children().length()).filter_map(|at| row.children().item(at));
        parts.map(|part| text(&part)).collect::<Vec<_>>().join(" ")
    };
    rows.iter().map(|item| row(item).trim().to_owned()).collect()
}

async fn rows_begin(page: &Page, title: &str, expected: &[&str]) {
    let fits = || {
        let rows = rows(page, title);
        rows.len() == expected.len()
            && rows
                .iter()
                .zip(expected)
                .all(|(row, start)| row.starts_with(start))
    };
    until(fits, || {
        format!(
            "{:#?}\ninstead of\n{expected:#?}\n{}",
            rows(page, title),
            page.text()
        )
    })
    .await;
}

#[wasm_bindgen_test]
async fn one_request_until_the_names_and_one_more_until_the_history() {
    let page = Page::open("incoming-known");
    page.shows("Ask for the VAT number").await;
    page.settle().await;
    let asked = |page: &Page| -> Vec<String> {
        let log = page.portal.rest_log();
        log.iter().map(|entry| entry.payload["cmd"].to_string()).collect()
    };
    let first = asked(&page);
    assert!(
        first[0].contains("crm.item.get") && !first[0].contains(DEALS),
        "{first:?}"
    );
    for method in [DEALS, "crm.activity.list", "voximplant.statistic.get", NOTES] {
        assert!(first[1].contains(method), "{method} in {first:?}");
    }
    // Pipelines and colleagues whose names this browser tab does not know yet.
    assert!(first[2].contains("user.get") && first[2].contains("DEAL_STAGE_7"));
    assert_eq!(first.len(), 3);
    drop(page);
    let page = Page::again(Simulator::here(Scenario::named("incoming-known")));
    page.shows("Responsible: Anna Keller").await;
    page.settle().await;
    assert_eq!(asked(&page).len(), 2);
}

#[wasm_bindgen_test]
async fn entity_changes_to_known_clients_ask_nothing() {
    let page = Page::open("incoming-known");
    page.shows("Ask for the VAT number").await;
    page.portal.set_client(other());
    page.shows("Container lease").await;
    page.settle().await;
    let asked = page.portal.rest_log().len();
    for _ in 0..5 {
        page.portal.set_client(known());
        page.shows("Ask for the VAT number").await;
        page.portal.set_client(other());
        page.stops_showing("Ask for the VAT number").await;
    }
    page.settle().await;
    assert_eq!(page.portal.rest_log().len(), asked);
}

/// Opens the card of a client, and goes on to another one.
async fn known_and_then_other() -> Page {
    let page = Page::open("incoming-known");
    page.shows("Ask for the VAT number").await;
    page.settle().await;
    page.portal.set_client(other());
    page.shows("Container lease").await;
    page.settle().await;
    page
}

/// Longer than answers are shown without being asked for again, in milliseconds.
const AN_HOUR: f64 = 3_600_000.0;

#[wasm_bindgen_test]
async fn a_history_that_is_old_is_shown_and_asked_for_again() {
    let page = known_and_then_other().await;
    let _later = Later::by(AN_HOUR);
    page.portal.change(|portal| {
        portal.earlier_comment(Item::contact(17), "Wants a call at noon", 2, 0.0);
        portal.crm.set(Item::deal(31), "title", "Summer order");
    });
    page.portal.fault(Fault::new(FaultKind::Held).only(NOTES));
    page.portal.set_client(known());
    page.shows("Spring order").await;
    assert!(!page.text().contains("Wants a call at noon"));
    page.portal.release();
    page.shows("Wants a call at noon").await;
    page.shows("Summer order").await;
    assert!(!page.text().contains("Spring order") && page.all("[role=alert]").is_empty());
}

#[wasm_bindgen_test]
async fn a_history_that_is_old_is_asked_for_again_at_the_next_call_of_the_same_client() {
    let page = Page::open("incoming-known");
    page.shows("Ask for the VAT number").await;
    page.settle().await;
    let _later = Later::by(AN_HOUR);
    page.portal.change(|portal| {
        portal.earlier_comment(Item::contact(17), "Wants a call at noon", 2, 0.0);
        let call_id = "externalCall.00000000000000000000000000000002.1773130800";
        portal.add_call(call_id, PHONE, 2, &known());
        call_id.clone_into(&mut portal.card_mut().unwrap().call_id);
        portal.set_client(known());
    });
    page.shows("Wants a call at noon").await;
}

#[wasm_bindgen_test]
async fn a_note_and_a_next_step_that_were_saved_are_in_the_history() {
    let page = Page::open("incoming-known");
    page.shows("Ask for the VAT number").await;
    page.settle().await;
    let asked = page.portal.count(STATISTICS);
    fill(&page, "wrap-up-note", "Wants a call at noon").await;
    fill(&page, "wrap-up-step", "Send the offer again").await;
    fill(&page, "wrap-up-step-at", "2100-12-01T10:30").await;
    page.press("Save note").await;
    let is_listed = |list: &str, text: &str| rows(&page, list).iter().any(|row| row.contains(text));
    until(
        || is_listed("notes", "Wants a call at noon") && is_listed("planned", "Send the offer again"),
        || page.text(),
    )
    .await;
    page.settle().await;
    // Once, after both.
    assert_eq!(page.portal.count(STATISTICS), 2 * asked);
}

#[wasm_bindgen_test]
async fn a_note_that_was_saved_while_the_card_went_on_is_in_the_history_when_the_client_is_back() {
    let page = Page::open("incoming-known");
    page.shows("Ask for the VAT number").await;
    page.settle().await;
    fill(&page, "wrap-up-note", "Wants a call at noon").await;
    page.portal.fault(
        Fault::new(FaultKind::Held)
            .rest()
            .only("crm.timeline.comment.add"),
    );
    page.press("Save note").await;
    page.portal.set_client(other());
    page.settle().await;
    page.portal.release();
    page.shows("Container lease").await;
    page.settle().await;
    page.portal.set_client(known());
    let is_listed = || {
        rows(&page, "notes")
            .iter()
            .any(|row| row.ends_with("Wants a call at noon"))
    };
    until(is_listed, || page.text()).await;
}

#[wasm_bindgen_test]
async fn a_history_that_cannot_be_asked_for_again_stays() {
    let page = known_and_then_other().await;
    let _later = Later::by(AN_HOUR);
    page.portal.fault(Fault::new(FaultKind::Offline).only(NOTES));
    page.portal.set_client(known());
    page.shows("The client's history could not be loaded. The connection failed")
        .await;
    assert_eq!((rows(&page, "deals").len(), rows(&page, "planned").len()), (3, 3));
    page.portal.clear_faults();
    page.portal.change(|portal| {
        portal.earlier_comment(Item::contact(17), "Wants a call at noon", 2, 0.0);
    });
    page.press("Try again").await;
    page.shows("Wants a call at noon").await;
    page.stops_showing("could not be loaded").await;
}

#[wasm_bindgen_test]
async fn one_part_that_was_tried_again_is_not_taken_for_the_whole_history() {
    let portal = Simulator::here(Scenario::named("seed"));
    portal.fault(Fault::status(500, "INTERNAL_SERVER_ERROR").only(STATISTICS));
    let page = Page::with(portal);
    page.shows("Container lease").await;
    page.shows("Earlier calls could not be loaded.").await;
    page.portal.clear_faults();
    page.portal
        .fault(Fault::new(FaultKind::LateAnswer(400.0)).only(STATISTICS).times(1));
    page.press("Try again").await;
    // Its answer comes when the card is at another client.
    page.portal.set_client(known());
    rows_begin(
        &page,
        "planned",
        &["Call about", "Send the offer", "Ask for the VAT"],
    )
    .await;
    page.settle().await;
    page.portal.set_client(other());
    rows_begin(&page, "deals", &["Container lease"]).await;
    rows_begin(&page, "earlier", &["", ""]).await;
}

#[wasm_bindgen_test]
async fn open_deals_of_contact_and_company_are_listed_whether_the_call_is_bound_to_them_or_not() {
    let page = Page::open("incoming-known");
    rows_begin(
        &page,
        "deals",
        &[
            "Reseller agreement Prepayment invoice · Created ",
            "Repair of the cold store Technician on site · €1,900 · Created ",
            "Spring order Prepare documents · €12,500 · Created ",
        ],
    )
    .await;
    page.shows("Responsible: Anna Keller").await;
    let link = page.find("ul[aria-labelledby='deals-title'] a").unwrap();
    assert_eq!(
        link.get_attribute("href").as_deref(),
        Some("https://preview.invalid/crm/deal/details/33/")
    );
}

#[wasm_bindgen_test]
async fn a_deal_whose_page_the_portal_does_not_open_says_so_and_its_link_opens_a_tab() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.change(|portal| portal.settings.opens_pages = false);
    let page = Page::with(portal);
    rows_begin(&page, "deals", &["Reseller", "Repair", "Spring order"]).await;
    let link = page.find("ul[aria-labelledby='deals-title'] a").unwrap();
    assert!(is_handled(&link));
    page.shows("The page could not be opened here.").await;
    assert!(!is_handled(&link));
}

/// Clicks a link. Answers whether the page handles that; it is not followed otherwise, either.
fn is_handled(link: &web_sys::Element) -> bool {
    let handled = Rc::new(Cell::new(false));
    let listener = Closure::<dyn Fn(web_sys::Event)>::new({
        let handled = handled.clone();
        move |event: web_sys::Event| {
            handled.set(event.default_prevented());
            event.prevent_default();
        }
    });
    let document = web_sys::window().unwrap().document().unwrap();
    let function = listener.as_ref().unchecked_ref();
    document
        .add_event_listener_with_callback("click", function)
        .unwrap();
    link.unchecked_ref::<web_sys::HtmlElement>().click();
    document
        .remove_event_listener_with_callback("click", function)
        .unwrap();
    handled.get()
}

#[wasm_bindgen_test]
async fn a_portal_that_does_not_filter_by_closed_is_asked_without() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.fault(Fault::status(400, "INVALID_ARG_VALUE").only(DEALS).times(2));
    let page = Page::with(portal);
    rows_begin(&page, "deals", &["Reseller", "Repair", "Spring order"]).await;
    assert_eq!(page.portal.count(DEALS), 4);
    assert!(page.all("[role=alert]").is_empty());
}

#[wasm_bindgen_test]
async fn a_portal_that_refuses_every_filter_is_not_called_a_note_without_text() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.fault(Fault::status(400, "INVALID_ARG_VALUE").only(DEALS));
    let page = Page::with(portal);
    page.shows("The open deals could not be loaded. Bitrix24 refused the request")
        .await;
}

#[wasm_bindgen_test]
async fn an_agent_without_the_right_to_deals_reads_a_sentence_and_the_rest_works() {
    let page = Page::open("no-deals");
    page.shows("You don't have access to deals.").await;
    rows_begin(
        &page,
        "planned",
        &["Call about", "Send the offer", "Ask for the VAT"],
    )
    .await;
    assert_eq!(rows(&page, "earlier").len(), 3);
    assert!(page.all("[role=alert]").is_empty());
}

#[wasm_bindgen_test]
async fn planned_activities_come_by_deadline_and_overdue_ones_say_so() {
    let page = Page::open("incoming-known");
    rows_begin(
        &page,
        "planned",
        &[
            "Call about the delivery Overdue: ",
            "Send the offer Due: tomorrow ",
            "Ask for the VAT number No deadline",
        ],
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_to_do_is_done_once_the_portal_says_so() {
    let page = Page::open("incoming-known");
    page.shows("Call about the delivery").await;
    page.portal
        .fault(Fault::new(FaultKind::Offline).rest().only(DONE).times(1));
    page.press("Done: Call about the delivery").await;
    is_in_row(&page, "Call about the delivery", UNCERTAIN).await;
    page.settle().await;
    assert_eq!(rows(&page, "planned").len(), 3);
    page.press("Try again: Call about the delivery").await;
    rows_begin(&page, "planned", &["Send the offer", "Ask for the VAT number"]).await;
    page.shows("Done: Call about the delivery").await;
    let sent = sent(&page, DONE);
    assert_eq!(sent.len(), 2);
    let fields = &sent[0].payload;
    assert_eq!(
        (fields["id"].id(), fields["fields"]["COMPLETED"].as_str()),
        (Some(902), Some("Y"))
    );
    // The other card of this client shows it, too.
    page.portal.set_client(other());
    page.shows("Container lease").await;
    page.portal.set_client(known());
    rows_begin(&page, "planned", &["Send the offer", "Ask for the VAT number"]).await;
}

const UNCERTAIN: &str = "It is not known whether the activity was changed.";
const NOT_CHANGED: &str = "The activity was not changed. You don't have permission";
const PLANNED: &str = "crm.activity.list";

/// Waits until the row of this activity has these words in it.
async fn is_in_row(page: &Page, subject: &str, words: &str) {
    let is_there = || {
        let rows = rows(page, "planned");
        rows.iter()
            .any(|row| row.starts_with(subject) && row.contains(words))
    };
    until(is_there, || format!("{:#?}", rows(page, "planned"))).await;
}

#[wasm_bindgen_test]
async fn a_change_whose_answer_was_lost_is_in_the_list_once_the_portal_has_it() {
    let page = Page::open("incoming-known");
    page.shows("Call about the delivery").await;
    page.settle().await;
    let lost = |method: &str| Fault::new(FaultKind::DropAnswer).rest().only(method).times(1);
    page.portal.fault(lost(POSTPONE));
    page.press("Tomorrow 10:00 AM: Call about the delivery").await;
    until(
        || {
            rows(&page, "planned")
                .iter()
                .any(|row| row.starts_with("Call about the delivery Due: tomorrow 10:00"))
        },
        || page.text(),
    )
    .await;
    page.portal.fault(lost(DONE));
    page.press("Done: Send the offer").await;
    until(|| rows(&page, "planned").len() == 2, || page.text()).await;
    page.settle().await;
    assert_eq!((sent(&page, POSTPONE).len(), sent(&page, DONE).len()), (1, 1));
    assert!(page.all("[role=alert]").is_empty(), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_list_that_cannot_be_read_again_after_a_lost_answer_stays() {
    let page = Page::open("incoming-known");
    page.shows("Call about the delivery").await;
    page.settle().await;
    for method in [DONE, PLANNED] {
        page.portal
            .fault(Fault::new(FaultKind::Offline).rest().only(method));
    }
    let asked = page.portal.rest_log().len();
    page.press("Done: Call about the delivery").await;
    is_in_row(&page, "Call about the delivery", UNCERTAIN).await;
    page.settle().await;
    assert!(page.portal.rest_log().len() > asked + 1, "it was asked for");
    assert_eq!(rows(&page, "planned").len(), 3);
    is_in_row(&page, "Call about the delivery", UNCERTAIN).await;
}

#[wasm_bindgen_test]
async fn a_change_of_another_client_whose_answer_was_lost_is_in_the_list_when_the_card_is_back() {
    let page = Page::open("incoming-known");
    page.shows("Call about the delivery").await;
    page.settle().await;
    page.portal
        .fault(Fault::new(FaultKind::BrokenBody).rest().only(DONE).times(1));
    page.portal
        .fault(Fault::new(FaultKind::LateAnswer(400.0)).only(DONE).times(1));
    page.press("Done: Call about the delivery").await;
    page.portal.set_client(other());
    rows_begin(&page, "deals", &["Container lease"]).await;
    page.settle().await;
    page.portal.set_client(known());
    rows_begin(&page, "planned", &["Send the offer", "Ask for the VAT number"]).await;
    assert_eq!(sent(&page, DONE).len(), 1);
}

#[wasm_bindgen_test]
async fn a_change_that_fails_is_told_in_its_row_until_it_is_tried_again() {
    let page = Page::open("incoming-known");
    page.shows("Call about the delivery").await;
    page.settle().await;
    page.portal.fault(FaultKind::ReadOnly(Item::contact(17)));
    let done = page.button("Done: Call about the delivery").unwrap();
    done.focus().unwrap();
    done.click();
    is_in_row(&page, "Call about the delivery", NOT_CHANGED).await;
    assert_eq!(active_element().as_ref(), Some(done.as_ref()));
    page.press("Done: Send the offer").await;
    is_in_row(&page, "Send the offer", NOT_CHANGED).await;
    is_in_row(&page, "Call about the delivery", NOT_CHANGED).await;
    // The same reason once more: the button stays.
    let again = page.button("Try again: Call about the delivery").unwrap();
    again.focus().unwrap();
    again.click();
    until(|| sent(&page, DONE).len() == 3, || page.text()).await;
    page.settle().await;
    assert_eq!(active_element().as_ref(), Some(again.as_ref()));
    page.portal.clear_faults();
    page.press("Done: Call about the delivery").await;
    rows_begin(&page, "planned", &["Send the offer", "Ask for the VAT number"]).await;
    assert_eq!(page.all("[role=alert]").len(), 1);
    is_in_row(&page, "Send the offer", NOT_CHANGED).await;
}

#[wasm_bindgen_test]
async fn a_to_do_that_may_not_be_changed_stays() {
    let page = Page::open("incoming-known");
    page.shows("Call about the delivery").await;
    page.portal.fault(FaultKind::ReadOnly(Item::contact(17)));
    page.press("Done: Call about the delivery").await;
    page.shows(NOT_CHANGED).await;
    assert_eq!(rows(&page, "planned").len(), 3);
}

#[wasm_bindgen_test]
async fn a_change_that_fails_late_is_not_reported_at_the_next_client() {
    let page = Page::open("incoming-known");
    page.shows("Call about the delivery").await;
    page.portal.fault(FaultKind::ReadOnly(Item::contact(17)));
    page.portal
        .fault(Fault::new(FaultKind::LateAnswer(400.0)).only(DONE).times(1));
    page.press("Done: Call about the delivery").await;
    page.portal.set_client(other());
    // Requests go one at a time: this one came after the change.
    rows_begin(&page, "deals", &["Container lease"]).await;
    page.settle().await;
    assert_eq!(sent(&page, DONE).len(), 1);
    assert!(page.all("[role=alert]").is_empty() && page.button("Try again").is_none());
    page.portal.set_client(known());
    page.shows(NOT_CHANGED).await;
    page.portal.clear_faults();
    page.press("Try again: Call about the delivery").await;
    rows_begin(&page, "planned", &["Send the offer", "Ask for the VAT number"]).await;
    page.shows("Done: Call about the delivery").await;
}

#[wasm_bindgen_test]
async fn a_change_that_is_confirmed_late_is_not_reported_at_the_next_client() {
    let page = Page::open("incoming-known");
    page.shows("Call about the delivery").await;
    page.portal
        .fault(Fault::new(FaultKind::LateAnswer(400.0)).only(DONE).times(1));
    page.press("Done: Call about the delivery").await;
    page.portal.set_client(other());
    rows_begin(&page, "deals", &["Container lease"]).await;
    page.settle().await;
    assert!(!page.text().contains("Call about the delivery"));
    page.portal.set_client(known());
    rows_begin(&page, "planned", &["Send the offer", "Ask for the VAT number"]).await;
}

#[wasm_bindgen_test]
async fn a_usual_time_that_is_over_is_not_offered() {
    let now = js_sys::Date::new_0();
    let minutes = f64::from(now.get_hours() * 60 + now.get_minutes());
    let _one_o_clock = Later::by((13.0 * 60.0 - minutes) * 60_000.0);
    let page = Page::open("incoming-known");
    page.shows("Call about the delivery").await;
    let names = || {
        let buttons = page.all(".postpone .button").into_iter();
        buttons
            .filter_map(|button| button.get_attribute("aria-label"))
            .collect::<Vec<_>>()
    };
    let afternoon = "This afternoon 3:00 PM: Call about the delivery".to_owned();
    assert!(names().contains(&afternoon), "{:?}", names());
    let _half_past_three = Later::by(9_000_000.0);
    for choices in page.all(".postpone > .buttons") {
        let arrives = web_sys::Event::new("pointerenter").unwrap();
        choices.dispatch_event(&arrives).unwrap();
    }
    until(
        || !names().iter().any(|name| name.contains("afternoon")),
        || names().join(", "),
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_to_do_is_postponed_to_tomorrow_at_ten() {
    let page = Page::open("incoming-known");
    page.shows("Call about the delivery").await;
    page.press("Tomorrow 10:00 AM: Call about the delivery").await;
    until(
        || {
            rows(&page, "planned")
                .iter()
                .any(|row| row.starts_with("Call about the delivery Due: tomorrow 10:00"))
        },
        || page.text(),
    )
    .await;
    let sent = sent(&page, POSTPONE);
    assert_eq!(sent.len(), 1);
    let params = &sent[0].payload;
    let ids = ["id", "ownerTypeId", "ownerId"].map(|name| params[name].id());
    assert_eq!(ids, [902, 3, 17].map(Some));
    let deadline = js_sys::Date::new(&params["value"].text().unwrap().into());
    let tomorrow = js_sys::Date::new_0();
    tomorrow.set_date(tomorrow.get_date() + 1);
    assert_eq!(
        (deadline.get_date(), deadline.get_hours(), deadline.get_minutes()),
        (tomorrow.get_date(), 10, 0)
    );
}

#[wasm_bindgen_test]
async fn a_missed_call_is_not_planned() {
    let page = Page::open("wrap-up");
    page.shows("Finish call").await;
    page.shows("Nothing is planned").await;
    fill(&page, "wrap-up-note", "Holds the card").await;
    page.press("No answer").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    until(|| page.text().contains("Holds the card"), || page.text()).await;
    page.settle().await;
    page.shows("Nothing is planned").await;
}

#[wasm_bindgen_test]
async fn note_and_next_step_go_to_the_deal_that_the_call_belongs_to() {
    let page = Page::open("incoming-known");
    page.shows("Repair of the cold store").await;
    page.press("Choose for this call: Repair of the cold store").await;
    page.shows("Note and next step go here").await;
    let target = page.find("#wrap-up-target").unwrap();
    let target: &web_sys::HtmlSelectElement = target.unchecked_ref();
    assert_eq!(target.value(), "DEAL 32");
    let option = page.find("#wrap-up-target > :checked").unwrap();
    assert_eq!(
        option.text_content().as_deref(),
        Some("Deal: Repair of the cold store")
    );
    fill(&page, "wrap-up-note", "Technician comes on Monday").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    let comments = page.portal.portal().borrow().comments().to_vec();
    let item = |name: &str| comments[0][name].text();
    assert_eq!(
        (item("ENTITY_TYPE").as_deref(), item("ENTITY_ID").as_deref()),
        (Some("deal"), Some("32"))
    );
}

#[wasm_bindgen_test]
async fn the_activity_of_the_call_is_bound_to_the_deal_it_belongs_to() {
    let portal = Simulator::here(Scenario::named("wrap-up"));
    portal.change(|portal| {
        portal.crm.deal(4700, "Second container", "NEW", 0.0, "USD");
        portal.crm.set(Item::deal(4700), "contactIds", vec![797]);
    });
    let page = Page::with(portal);
    page.shows("Second container").await;
    page.press("Choose for this call: Second container").await;
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").only(BIND).times(1));
    page.press("Finish call").await;
    page.shows("The call was not bound to the chosen item.").await;
    assert!(page.portal.is_card_open(1), "the card is held for what is left");
    page.press("Try again").await;
    let is_bound = || {
        let portal = page.portal.portal();
        let portal = portal.borrow();
        let activity = portal.activities().last().unwrap();
        activity.bindings.contains(&Item::deal(4700))
    };
    until(is_bound, || page.text()).await;
    page.settle().await;
    assert_eq!(page.portal.count(FINISH), 1);
    assert_eq!(sent(&page, BIND).len(), 2);
}

#[wasm_bindgen_test]
async fn a_call_that_another_page_was_finishing_is_bound_to_the_chosen_deal() {
    let portal = Simulator::here(Scenario::named("wrap-up"));
    portal.change(|portal| {
        portal.crm.deal(4700, "Second container", "NEW", 0.0, "USD");
        portal.crm.set(Item::deal(4700), "contactIds", vec![797]);
    });
    let mut page = Page::with(portal);
    page.shows("Second container").await;
    page.press("Choose for this call: Second container").await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).only(FINISH).times(1));
    page.press("Finish call").await;
    until(|| page.portal.count(FINISH) == 1, || page.text()).await;
    page.close();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    page.shows("Call saved").await;
    until(|| sent(&page, BIND).len() == 1, || page.text()).await;
    assert_eq!(page.portal.count(FINISH), 1);
}

#[wasm_bindgen_test]
async fn the_text_of_a_call_is_read_on_demand() {
    let page = Page::open("incoming-known");
    page.shows("Transcript").await;
    page.settle().await;
    assert_eq!(page.portal.count("crm.activity.call.getTranscript"), 0);
    let details = page.find(".conversation").unwrap();
    details.set_attribute("open", "").unwrap();
    page.shows("When will the order arrive?").await;
    details.remove_attribute("open").unwrap();
    page.settle().await;
    assert_eq!(page.portal.count("crm.activity.call.getTranscript"), 1);
}

#[wasm_bindgen_test]
async fn a_portal_without_transcripts_says_so() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.fault(Fault::status(404, "ERROR_METHOD_NOT_FOUND").only("crm.activity.call.getTranscript"));
    let page = Page::with(portal);
    page.shows("Transcript").await;
    let details = page.find(".conversation").unwrap();
    details.set_attribute("open", "").unwrap();
    page.shows("You don't have access to transcripts").await;
    assert!(page.all("[role=alert]").is_empty());
}

#[wasm_bindgen_test]
async fn a_part_fails_alone_and_is_tried_again_alone() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.fault(Fault::status(500, "INTERNAL_SERVER_ERROR").only(NOTES));
    let page = Page::with(portal);
    page.shows("The notes could not be loaded.").await;
    assert_eq!(rows(&page, "deals").len(), 3);
    page.portal.clear_faults();
    page.portal.change(|portal| {
        portal.earlier_comment(Item::contact(17), "Prefers <i>e-mail</i> &amp; chat", 2, 5.0)
    });
    let (deals, notes) = (page.portal.count(DEALS), page.portal.count(NOTES));
    page.press("Try again").await;
    page.shows("Prefers <i>e-mail</i> & chat").await;
    page.settle().await;
    assert_eq!(page.portal.count(DEALS), deals);
    assert!(page.portal.count(NOTES) > notes);
    assert!(page.all("[role=alert]").is_empty());
}

#[wasm_bindgen_test]
async fn a_part_that_the_app_may_not_ask_for_is_not_there() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.fault(Fault::status(403, "insufficient_scope").only(NOTES));
    let page = Page::with(portal);
    page.shows("Planned activities").await;
    assert!(page.find("#notes-title").is_none() && page.find("#deals-title").is_some());
    assert!(page.all("[role=alert]").is_empty());
}

#[wasm_bindgen_test]
async fn of_much_the_newest_is_shown_and_the_rest_on_demand() {
    let page = Page::open("busy-client");
    until(|| rows(&page, "deals").len() == 5, || page.text()).await;
    assert_eq!(rows(&page, "planned").len(), 5);
    assert_eq!(rows(&page, "earlier").len(), 5);
    assert_eq!(rows(&page, "notes").len(), 3);
    assert!(page.text().contains("<b>May</b> & June") && page.all("ul b").is_empty());
    page.press("Open deals: Show all (12)").await;
    until(|| rows(&page, "deals").len() == 12, || page.text()).await;
    assert_eq!(rows(&page, "planned").len(), 5);
    // The agent goes on reading at the first new one.
    let sixth = page
        .find("ul[aria-labelledby=deals-title] > li:nth-child(6)")
        .unwrap();
    let is_focused = || active_element().is_some_and(|element| sixth.is_same_node(Some(&element)));
    until(is_focused, || format!("{:?}", active_element())).await;
}

#[wasm_bindgen_test]
async fn the_names_never_wait_for_a_slow_history() {
    let page = Page::open("slow-history");
    page.shows("Spring order").await;
    page.shows("Loading the client's history").await;
    assert!(page.find(".history[aria-busy=true]").is_some());
}

#[wasm_bindgen_test]
async fn a_to_do_that_is_done_while_the_history_is_asked_for_stays_done() {
    let page = known_and_then_other().await;
    let _later = Later::by(AN_HOUR);
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(NOTES).times(1));
    let earlier = page.portal.count(NOTES);
    page.portal.set_client(known());
    until(|| page.portal.count(NOTES) > earlier, || page.text()).await;
    page.press("Done: Call about the delivery").await;
    rows_begin(&page, "planned", &["Send the offer", "Ask for the VAT number"]).await;
    // What was read before that arrives now.
    page.portal.release();
    page.settle().await;
    rows_begin(&page, "planned", &["Send the offer", "Ask for the VAT number"]).await;
    assert_eq!(sent(&page, DONE).len(), 1);
}

#[wasm_bindgen_test]
async fn a_list_as_long_as_an_answer_of_the_portal_says_that_there_may_be_more() {
    for (planned, shown) in [(46, "Show all (49)"), (60, "Show all (50)")] {
        let portal = Simulator::here(Scenario::named("incoming-known"));
        portal.change(|portal| {
            (0..planned).for_each(|id| portal.plan_todo(9000 + id, &[Item::contact(17)], "Call back", None));
        });
        let page = Page::with(portal);
        page.shows(shown).await;
        assert_eq!(
            page.text().contains("There may be more in Bitrix24."),
            planned == 60
        );
    }
}

#[wasm_bindgen_test]
fn dates_in_kazakh_have_names_of_months() {
    assert!(i18n::install("kz", include_str!("../../locales/kz.json")));
    let november = js_sys::Date::new_with_year_month_day(2026, 10, 5);
    let day = i18n::day(november.get_time());
    assert!(i18n::install("en", include_str!("../../locales/en.json")));
    assert!(!day.contains('M'), "{day}");
}
