//! A client for an unknown caller: created once, with what the portal requires, and the call belongs to it.

use super::page::{BlockedStorage, Page, forget_drafts, kept, until};
use super::support::{Later, fill, focused, press_key, sent, value};
use call_card::call::portal_text::NEW_CLIENT_LIMIT;
use call_card::simulator::{Client, Fault, FaultKind, Item, ItemKind, PhpValue, Portal, Scenario, Simulator};
use core::cell::Cell;
use wasm_bindgen_test::*;

const NUMBER: &str = "+4917000000001";
const ADD: &str = "crm.item.add";
const FIND: &str = "crm.duplicate.findbycomm";
const BIND: &str = "crm.activity.binding.add";
const NAME: &str = "new-client-name";
const LAST_NAME: &str = "new-client-last-name";
const CHOSEN: &str = "ul[aria-label='Client of this call'] > li";
const SECOND: &str = "externalCall.00000000000000000000000000000002.1773130800";

/// The card of an unknown caller.
async fn unknown() -> Page {
    opened(Page::open("unknown-caller")).await
}

async fn opened(page: Page) -> Page {
    page.shows("Create contact").await;
    page.settle().await;
    page
}

/// Opens the form for a contact, and waits until it is known what the portal requires.
async fn form_for(page: &Page, button: &str) {
    page.press(button).await;
    until(|| page.find("#new-client-name").is_some(), || page.text()).await;
    page.stops_showing("Loading the fields").await;
}

/// All items of a kind with the number of the caller.
fn with_number(page: &Page, kind: ItemKind) -> Vec<Item> {
    let portal = page.portal.portal();
    let portal = portal.borrow();
    let mut found = portal.crm.by_phone(NUMBER);
    found.retain(|item| item.kind == kind);
    found
}

async fn is_created(page: &Page, row: &str) {
    let rows = || {
        let rows = page.all(CHOSEN);
        rows.iter().map(super::page::text).collect::<Vec<_>>()
    };
    until(
        || {
            rows()
                .iter()
                .any(|text| text.contains(row) && text.contains("Created here"))
        },
        || format!("{:?}\n{}", rows(), page.text()),
    )
    .await;
}

#[wasm_bindgen_test]
async fn the_call_is_finished_once_its_client_is_created() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only("crm.item.add"));
    page.press("Create").await;
    until(|| sent(&page, "crm.item.add").len() == 1, || page.text()).await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.settle().await;
    assert!(sent(&page, "telephony.externalCall.finish").is_empty());
    // Nobody has checked this.
    fill(&page, "wrap-up-duration", "1:").await;
    page.portal.release();
    until(|| sent(&page, BIND).len() == 1, || page.text()).await;
    let finish = sent(&page, "telephony.externalCall.finish");
    assert_eq!(finish.len(), 1);
    assert_eq!(finish[0].payload["DURATION"].id(), Some(95));
}

#[wasm_bindgen_test]
async fn an_unknown_caller_is_a_contact_with_note_and_next_step_after_at_most_eight_actions() {
    let page = unknown().await;
    let actions = Cell::new(0);
    let press = async |name: &str| {
        actions.set(actions.get() + 1);
        page.press(name).await;
    };
    let enter = async |id: &str, text: &str| {
        actions.set(actions.get() + 1);
        fill(&page, id, text).await;
    };
    press("Create contact").await;
    until(|| page.find("#new-client-name").is_some(), || page.text()).await;
    page.stops_showing("Loading the fields").await;
    enter(NAME, "Nora").await;
    press("Create").await;
    is_created(&page, "Nora").await;
    enter("wrap-up-note", "Wants an offer").await;
    enter("wrap-up-step", "Send the offer").await;
    press("Due: Tomorrow 10:00 AM").await;
    // The card would close before the call is bound.
    press("Finish call").await;
    until(|| sent(&page, BIND).len() == 1, || page.text()).await;
    page.settle().await;
    assert!(actions.get() <= 8, "{} actions", actions.get());
    let contacts = with_number(&page, ItemKind::Contact);
    assert_eq!(contacts.len(), 1);
    let portal = page.portal.portal();
    let portal = portal.borrow();
    let comment = &portal.comments()[0];
    assert_eq!(
        (
            comment["ENTITY_TYPE"].text().as_deref(),
            comment["ENTITY_ID"].id()
        ),
        (Some("contact"), Some(contacts[0].id))
    );
    let bound = |subject: &str| {
        let mut activities = portal.activities().iter();
        activities.any(|activity| {
            activity.bindings.contains(&contacts[0])
                && activity
                    .field("SUBJECT")
                    .text()
                    .is_some_and(|text| text.contains(subject))
        })
    };
    assert!(bound("Send the offer"), "the next step");
    assert!(bound(NUMBER), "the call");
}

#[wasm_bindgen_test]
async fn nobody_is_created_for_a_hidden_or_an_unknown_number_or_for_a_known_client() {
    for scenario in ["hidden-number", "unknown-number", "incoming-known"] {
        let page = Page::open(scenario);
        page.shows("Colleagues").await;
        page.settle().await;
        assert!(page.button("Create contact").is_none(), "{scenario}");
    }
}

#[wasm_bindgen_test]
async fn nothing_is_offered_before_the_search_has_answered() {
    let portal = Simulator::here(Scenario::named("unknown-caller"));
    let search = "telephony.externalCall.searchCrmEntities";
    portal.fault(Fault::new(FaultKind::Held).rest().only(search));
    let page = Page::with(portal);
    page.shows("No client in CRM").await;
    until(|| page.portal.count(search) == 1, || page.text()).await;
    assert!(page.button("Create contact").is_none());
    page.portal.release();
    page.shows("Create contact").await;
}

#[wasm_bindgen_test]
async fn somebody_with_the_number_is_shown_first_and_used_instead() {
    let page = unknown().await;
    // Created elsewhere after the search; its number is written in another way.
    page.portal
        .change(|portal| portal.crm.contact(5001, "Nora", "Berg", "4917000000001", 2));
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.button("Create").unwrap().focus().unwrap();
    page.press("Create").await;
    page.shows("Already in CRM with this number").await;
    page.shows("Nora Berg").await;
    until(|| focused() == "new-client-duplicates", focused).await;
    assert_eq!(value(&page, NAME), "Nora");
    page.press("Choose for this call: Nora Berg").await;
    until(|| page.find(CHOSEN).is_some(), || page.text()).await;
    assert!(page.find("#new-client-name").is_none());
    fill(&page, "wrap-up-note", "Wants an offer").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    assert!(sent(&page, ADD).is_empty());
    let comment = &sent(&page, "crm.timeline.comment.add")[0].payload["fields"];
    assert_eq!(comment["ENTITY_ID"].id(), Some(5001));
}

#[wasm_bindgen_test]
async fn a_contact_is_created_beside_another_one_only_after_the_agent_has_said_so() {
    let page = unknown().await;
    page.portal
        .change(|portal| portal.crm.contact(5001, "Nora", "Berg", NUMBER, 2));
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Otto").await;
    page.press("Create").await;
    page.shows("Nora Berg").await;
    assert!(sent(&page, ADD).is_empty());
    page.press("Create anyway").await;
    is_created(&page, "Otto").await;
    assert_eq!(with_number(&page, ItemKind::Contact).len(), 2);
}

#[wasm_bindgen_test]
async fn a_check_that_fails_is_said_and_creates_nothing() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only(FIND).times(3));
    page.press("Create").await;
    page.shows("could not check whether somebody already has this number")
        .await;
    page.settle().await;
    assert!(sent(&page, ADD).is_empty());
    page.portal.clear_faults();
    page.press("Check again").await;
    is_created(&page, "Nora").await;
}

#[wasm_bindgen_test]
async fn required_fields_are_asked_and_what_is_wrong_is_said_at_its_field() {
    let page = opened(Page::open("required-fields")).await;
    form_for(&page, "Create contact").await;
    page.shows("Region").await;
    for name in ["sourceId", "ufCrm_Region", "ufCrm_Number", "ufCrm_Since"] {
        let field = page.find(&format!("[id='new-client-3-{name}']")).unwrap();
        assert_eq!(
            field.get_attribute("aria-required").as_deref(),
            Some("true"),
            "{name}"
        );
    }
    page.press("Create").await;
    page.shows("Enter a first name or a last name.").await;
    assert_eq!(focused(), NAME);
    fill(&page, LAST_NAME, "Berg").await;
    for (name, entry) in [
        ("sourceId", "CALL"),
        ("ufCrm_Region", "80"),
        ("ufCrm_Number", "A 7"),
        ("ufCrm_Rate", "many"),
        ("ufCrm_Limit", "300"),
        ("ufCrm_Since", "2026-03-10"),
    ] {
        fill(&page, &format!("new-client-3-{name}"), entry).await;
    }
    page.press("Create").await;
    page.shows("Enter the number in digits").await;
    assert_eq!(focused(), "new-client-3-ufCrm_Rate");
    page.settle().await;
    assert!(sent(&page, ADD).is_empty());
    fill(&page, "new-client-3-ufCrm_Rate", "2,5").await;
    let consent: web_sys::HtmlElement =
        wasm_bindgen::JsCast::unchecked_into(page.find("[id='new-client-3-ufCrm_Consent']").unwrap());
    consent.click();
    page.press("Create").await;
    is_created(&page, "Berg").await;
    let fields = &sent(&page, ADD)[0].payload["fields"];
    let text = |name: &str| fields[name].text();
    assert_eq!(text("ufCrm_Region").as_deref(), Some("80"));
    assert_eq!(text("ufCrm_Rate").as_deref(), Some("2.5"));
    assert!(text("ufCrm_Limit").unwrap().starts_with("300|"));
    assert_eq!(text("ufCrm_Consent").as_deref(), Some("Y"));
}

#[wasm_bindgen_test]
async fn a_field_that_cannot_be_entered_here_is_named_with_a_way_to_the_portal() {
    let page = opened(Page::open("required-fields")).await;
    form_for(&page, "Create lead").await;
    page.shows("Bitrix24 also requires: Contract.").await;
    assert!(page.button("Create").is_none());
    let link = page.find(".new-client-elsewhere a").unwrap();
    assert_eq!(
        link.get_attribute("href").as_deref(),
        Some("https://preview.invalid/crm/lead/details/0/")
    );
    // What was entered is there for another kind.
    fill(&page, NAME, "Nora").await;
    page.press("Create deal").await;
    until(|| page.button("Create").is_some(), || page.text()).await;
    assert_eq!(value(&page, NAME), "Nora");
}

#[wasm_bindgen_test]
async fn what_was_entered_for_a_call_without_a_name_is_counted_and_stored() {
    let portal = Simulator::here(Scenario::named("call-list"));
    let page = opened(Page::with({
        portal.set_client(Client::number("+4940111222"));
        portal
    }))
    .await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.portal.next_in_call_list();
    page.shows("Unsaved wrap-ups of other calls: 1").await;
    page.settle().await;
    let stored = kept("call-card.new-client");
    assert_eq!(stored.len(), 1, "{stored:?}");
    assert!(stored[0].1.contains("Nora") && stored[0].1.contains("+4940111222"));
}

#[wasm_bindgen_test]
async fn what_was_entered_fourteen_days_ago_is_removed_when_a_card_opens() {
    let mut page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.settle().await;
    page.close();
    for (days, count) in [(13.9, 1), (14.1, 0)] {
        let _later = Later::by(days * 86_400_000.0);
        let card = Page::again(Simulator::here(Scenario::named("incoming-known")));
        card.shows("Open deals").await;
        card.settle().await;
        assert_eq!(kept("call-card.new-client").len(), count, "after {days} days");
    }
}

#[wasm_bindgen_test]
async fn a_lost_answer_and_a_double_click_create_one() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(ADD).times(1));
    // Enter in a field is the same button.
    press_key(&page.find("#new-client-name").unwrap(), "Enter", |_| {});
    page.press("Create").await;
    page.press("Create").await;
    is_created(&page, "Nora").await;
    page.settle().await;
    assert_eq!(sent(&page, ADD).len(), 1);
    assert_eq!(with_number(&page, ItemKind::Contact).len(), 1);
}

/// After this time the portal executes no request any more. Its clock is read in whole seconds.
const MINUTE: f64 = 62_000.0;

/// A contact whose request to be created has failed on its way.
async fn connection_failed() -> Page {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.portal
        .fault(Fault::new(FaultKind::Offline).rest().only(ADD).times(1));
    page.press("Create").await;
    page.shows("It may still be under way in Bitrix24.").await;
    page
}

/// The same a minute later: the portal has not created it.
async fn not_created() -> Page {
    let page = connection_failed().await;
    let _later = Later::by(MINUTE);
    page.press("Check again").await;
    page.shows("Not created.").await;
    page
}

#[wasm_bindgen_test]
async fn what_may_still_be_created_is_not_sent_again_within_a_minute() {
    let page = connection_failed().await;
    page.press("Check again").await;
    page.stops_showing("Check again").await;
    page.shows("It may still be under way in Bitrix24.").await;
    assert_eq!(sent(&page, ADD).len(), 1);
}

#[wasm_bindgen_test]
async fn what_was_not_created_is_said_and_sent_again_only_on_demand() {
    let page = not_created().await;
    assert_eq!(value(&page, NAME), "Nora");
    page.settle().await;
    assert_eq!(sent(&page, ADD).len(), 1);
    page.press("Try again").await;
    is_created(&page, "Nora").await;
    assert_eq!(with_number(&page, ItemKind::Contact).len(), 1);
}

#[wasm_bindgen_test]
async fn a_card_that_is_loaded_again_in_the_middle_finds_what_was_created() {
    let mut page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.portal.fault(
        Fault::new(FaultKind::LateAnswer(3_000.0))
            .rest()
            .only(ADD)
            .times(1),
    );
    page.press("Create").await;
    until(
        || with_number(&page, ItemKind::Contact).len() == 1,
        || page.text(),
    )
    .await;
    page.close();
    let portal = page.portal.clone();
    portal.load_again();
    let page = Page::again(portal);
    page.shows("It is not known whether it was created.").await;
    assert_eq!(value(&page, NAME), "Nora");
    page.press("Check again").await;
    is_created(&page, "Nora").await;
    assert_eq!(sent(&page, ADD).len(), 1);
}

#[wasm_bindgen_test]
async fn what_was_entered_and_created_is_there_when_the_card_is_loaded_again() {
    let mut page = unknown().await;
    form_for(&page, "Create lead").await;
    fill(&page, "new-client-title", "Asks for a forklift").await;
    page.close();
    page.portal.load_again();
    let mut page = Page::again(page.portal.clone());
    until(|| page.find("#new-client-title").is_some(), || page.text()).await;
    assert_eq!(value(&page, "new-client-title"), "Asks for a forklift");
    page.stops_showing("Loading the fields").await;
    page.press("Create").await;
    is_created(&page, "Asks for a forklift").await;
    page.close();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    is_created(&page, "Asks for a forklift").await;
    assert!(page.button("Create lead").is_none());
    until(|| page.find("#wrap-up-note").is_some(), || page.text()).await;
    fill(&page, "wrap-up-note", "Two weeks").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    let comment = &sent(&page, "crm.timeline.comment.add")[0].payload["fields"];
    assert_eq!(comment["ENTITY_TYPE"].text().as_deref(), Some("lead"));
}

#[wasm_bindgen_test]
async fn an_agent_without_the_right_reads_so_and_keeps_what_was_entered() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.portal
        .fault(Fault::status(400, "ACCESS_DENIED").rest().only(ADD));
    page.press("Create").await;
    page.shows("Not created. What you entered is still here. You don't have permission to do this.")
        .await;
    assert_eq!(value(&page, NAME), "Nora");
}

#[wasm_bindgen_test]
async fn a_deal_comes_with_a_contact_and_only_what_failed_is_sent_again() {
    let page = deal_refused().await;
    page.press("Try again").await;
    is_created(&page, "Two forklifts").await;
    assert_eq!(sent(&page, ADD).len(), 3);
    let contacts = with_number(&page, ItemKind::Contact);
    assert_eq!(contacts.len(), 1);
    let portal = page.portal.portal();
    let portal = portal.borrow();
    let mut items = portal.crm.items();
    let deal = items
        .find(|item| portal.crm.name(*item) == "Two forklifts")
        .unwrap();
    let ids = portal.crm.field(deal, "contactIds");
    assert_eq!(ids[0].id(), Some(contacts[0].id));
}

/// The contact of a deal is created, and the deal is refused.
async fn deal_refused() -> Page {
    let page = unknown().await;
    form_for(&page, "Create deal").await;
    fill(&page, "new-client-title", "Two forklifts").await;
    fill(&page, NAME, "Nora").await;
    page.portal
        .change(|portal| portal.crm.required.push((ItemKind::Deal, "sourceId".to_owned())));
    page.press("Create").await;
    page.shows("The contact was created, the deal was not.").await;
    page.shows("requires a field that this form does not have").await;
    page.portal.change(|portal| portal.crm.required.clear());
    page
}

#[wasm_bindgen_test]
async fn the_contact_of_a_deal_that_failed_is_not_created_again_unasked() {
    let page = deal_refused().await;
    for button in ["Create contact", "Create lead"] {
        form_for(&page, button).await;
        page.settle().await;
        page.press("Create").await;
        page.shows("Already in CRM with this number").await;
    }
    assert_eq!(with_number(&page, ItemKind::Contact).len(), 1);
    assert!(with_number(&page, ItemKind::Lead).is_empty());
    page.portal
        .fault(Fault::status(400, "ACCESS_DENIED").rest().only(ADD));
    page.press("Create anyway").await;
    page.shows("Not created.").await;
    assert!(
        !page.text().contains("the deal was not"),
        "said of a lead:\n{}",
        page.text()
    );
}

#[wasm_bindgen_test]
async fn a_deal_that_failed_and_was_cancelled_can_still_be_created() {
    let page = deal_refused().await;
    page.press("Cancel").await;
    until(|| page.find("#new-client-name").is_none(), || page.text()).await;
    form_for(&page, "Create deal").await;
    page.press("Create").await;
    is_created(&page, "Two forklifts").await;
    assert_eq!(sent(&page, ADD).len(), 3);
    assert_eq!(with_number(&page, ItemKind::Contact).len(), 1);
    until(|| page.button("Create deal").is_none(), || page.text()).await;
}

#[wasm_bindgen_test]
async fn a_lost_answer_for_a_deal_creates_one_deal() {
    let page = unknown().await;
    form_for(&page, "Create deal").await;
    fill(&page, "new-client-title", "Two forklifts").await;
    fill(&page, NAME, "Nora").await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(ADD).times(2));
    page.press("Create").await;
    is_created(&page, "Two forklifts").await;
    page.settle().await;
    assert_eq!(sent(&page, ADD).len(), 2);
    let portal = page.portal.portal();
    let portal = portal.borrow();
    let deals = portal
        .crm
        .items()
        .filter(|item| portal.crm.name(*item) == "Two forklifts");
    assert_eq!(deals.count(), 1);
}

#[wasm_bindgen_test]
async fn the_portal_may_bind_the_call_to_the_new_client_and_it_stands_there_once() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.press("Create").await;
    is_created(&page, "Nora").await;
    let contact = with_number(&page, ItemKind::Contact)[0];
    page.portal.set_client(Client::number(NUMBER).bound(contact, &[]));
    page.bindings_are(&["Contact Nora Primary"]).await;
    until(|| page.find(CHOSEN).is_none(), || page.text()).await;
}

#[wasm_bindgen_test]
async fn another_call_in_between_keeps_both_apart() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.portal.fault(Fault::new(FaultKind::Held).rest().only(ADD));
    page.press("Create").await;
    until(|| !sent(&page, ADD).is_empty(), || page.text()).await;
    let other = "+4917000000002";
    page.portal.change(|portal| {
        let client = Client::number(other);
        portal.add_call(SECOND, other, 2, &client);
        SECOND.clone_into(&mut portal.card_mut().unwrap().call_id);
        portal.set_client(client);
    });
    until(|| page.heading().contains("0002"), || page.text()).await;
    page.settle().await;
    page.portal.release();
    assert_eq!(with_number(&page, ItemKind::Contact).len(), 1);
    page.settle().await;
    assert!(page.find(CHOSEN).is_none(), "{}", page.text());
    assert!(page.find("#new-client-name").is_none(), "{}", page.text());
    page.shows("Create contact").await;
    form_for(&page, "Create contact").await;
    assert_eq!(value(&page, NAME), "");
    fill(&page, NAME, "Otto").await;
    page.press("Create").await;
    is_created(&page, "Otto").await;
    assert_eq!(sent(&page, ADD).len(), 2);
    assert_eq!(with_number(&page, ItemKind::Contact).len(), 1);
}

#[wasm_bindgen_test]
async fn the_card_stays_open_while_a_client_is_half_entered() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.settle().await;
    page.portal.request_close();
    page.settle().await;
    assert!(page.portal.is_card_open(1));
    page.press("Cancel").await;
    page.settle().await;
    page.portal.request_close();
    until(|| !page.portal.is_card_open(1), || "still held".to_owned()).await;
}

#[wasm_bindgen_test]
async fn what_was_not_created_can_be_cancelled_and_is_looked_up_before_something_else_is_created() {
    let page = not_created().await;
    page.press("Cancel").await;
    until(|| page.find("#new-client-name").is_none(), || page.text()).await;
    page.settle().await;
    page.portal.request_close();
    until(|| !page.portal.is_card_open(1), || "still held".to_owned()).await;
    let page = not_created().await;
    page.portal
        .change(|portal| portal.crm.contact(9001, "Nora", "", NUMBER, 1));
    page.press("Create lead").await;
    until(|| page.find("#new-client-title").is_some(), || page.text()).await;
    page.stops_showing("Loading the fields").await;
    fill(&page, NAME, "").await;
    page.press("Create").await;
    page.shows("Enter").await;
    page.settle().await;
    assert_eq!(sent(&page, ADD).len(), 1, "nothing was sent without a name");
    fill(&page, NAME, "Nora").await;
    page.press("Create").await;
    // The contact was created after all: the agent decides.
    page.shows("Create anyway").await;
    assert_eq!(sent(&page, ADD).len(), 1);
}

#[wasm_bindgen_test]
async fn a_card_with_a_created_client_is_let_go() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    until(|| page.portal.count("disableAutoClose") == 1, || page.text()).await;
    page.press("Create").await;
    is_created(&page, "Nora").await;
    until(|| page.portal.count("enableAutoClose") == 1, || page.text()).await;
}

#[wasm_bindgen_test]
async fn a_card_is_let_go_when_what_was_entered_for_a_client_is_deleted() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    until(|| page.portal.count("disableAutoClose") == 1, || page.text()).await;
    fill(&page, NAME, "").await;
    until(|| page.portal.count("enableAutoClose") == 1, || page.text()).await;
}

#[wasm_bindgen_test]
async fn a_card_with_a_client_who_is_not_created_is_not_closed_from_its_summary() {
    let page = unknown().await;
    fill(&page, "wrap-up-duration", "1:35").await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.press("Finish call").await;
    page.shows("Something is not saved yet.").await;
    assert!(page.button("Close card").is_none(), "{}", page.text());
    page.press("Cancel").await;
    until(|| page.button("Close card").is_some(), || page.text()).await;
}

#[wasm_bindgen_test]
async fn the_name_of_a_client_who_is_restored_is_asked_for() {
    let mut page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.press("Create").await;
    is_created(&page, "Nora").await;
    page.settle().await;
    page.close();
    page.portal.load_again();
    // Who the agent is comes after all that is asked for at the start.
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only("user.current"));
    let page = Page::again(page.portal.clone());
    page.shows("Client history").await;
    page.portal.release();
    is_created(&page, "Nora").await;
}

#[wasm_bindgen_test]
async fn the_call_belongs_to_the_new_client_also_after_its_wrap_up_was_discarded() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.press("Create").await;
    is_created(&page, "Nora").await;
    fill(&page, "wrap-up-note", "Wrong words").await;
    page.shows("Discard draft").await;
    page.press("Discard draft").await;
    page.shows("Yes, discard it").await;
    page.press("Yes, discard it").await;
    until(|| value(&page, "wrap-up-note").is_empty(), || page.text()).await;
    page.settle().await;
    page.press("Finish call").await;
    until(|| sent(&page, BIND).len() == 1, || page.text()).await;
}

#[wasm_bindgen_test]
async fn the_agent_can_say_which_of_the_possible_callers_it_is() {
    let page = Page::open("several-clients");
    page.shows("Eva Weber").await;
    page.press("Choose for this call: Eva Weber").await;
    page.shows("Note and next step go here").await;
    fill(&page, "wrap-up-note", "Wants an offer").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    let comment = &sent(&page, "crm.timeline.comment.add")[0].payload["fields"];
    assert_eq!(
        (
            comment["ENTITY_TYPE"].text().as_deref(),
            comment["ENTITY_ID"].id()
        ),
        (Some("contact"), Some(52))
    );
}

/// The card is gone and so is its tab; then the card of the call is opened in another one.
fn in_another_tab(mut page: Page) -> Page {
    page.close();
    let storage = web_sys::window().unwrap().session_storage().unwrap().unwrap();
    storage.clear().unwrap();
    page.portal.change(Portal::reload_page);
    page.portal.load_again();
    Page::again(page.portal.clone())
}

/// What is stored of clients of unknown callers in this browser, as one text.
fn stored() -> String {
    kept("call-card.new-client")
        .into_iter()
        .map(|(_, text)| text)
        .collect()
}

#[wasm_bindgen_test]
async fn what_is_entered_outlives_the_tab_until_it_is_created_or_cancelled() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.settle().await;
    let page = in_another_tab(page);
    until(|| page.find("#new-client-name").is_some(), || page.text()).await;
    assert_eq!(value(&page, NAME), "Nora");
    page.press("Cancel").await;
    until(|| !stored().contains("Nora"), stored).await;
    // Whoever has pressed the wrong button has it on this page.
    form_for(&page, "Create contact").await;
    assert_eq!(value(&page, NAME), "Nora");
    assert!(stored().contains("Nora"));
    page.press("Create").await;
    is_created(&page, "Nora").await;
    assert!(!stored().contains("Nora"), "{}", stored());
    // The id is: nobody is asked to create the client again.
    let page = in_another_tab(page);
    is_created(&page, "Nora").await;
    assert!(page.button("Create contact").is_none());
    assert_eq!(sent(&page, ADD).len(), 1);
}

#[wasm_bindgen_test]
async fn a_client_whose_answer_is_lost_with_the_tab_is_not_created_again() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    let late = Fault::new(FaultKind::LateAnswer(3_000.0));
    page.portal.fault(late.rest().only(ADD).times(1));
    page.press("Create").await;
    let is_there = || with_number(&page, ItemKind::Contact).len() == 1;
    until(is_there, || page.text()).await;
    let page = in_another_tab(page);
    page.shows("It is not known whether it was created.").await;
    assert_eq!(value(&page, NAME), "Nora");
    page.press("Check again").await;
    is_created(&page, "Nora").await;
    page.settle().await;
    assert_eq!(sent(&page, ADD).len(), 1);
}

#[wasm_bindgen_test]
async fn nobody_sees_the_client_that_another_user_has_entered() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.settle().await;
    page.portal.change(|portal| portal.settings.user = 2);
    let page = opened(in_another_tab(page)).await;
    assert!(page.find("#new-client-name").is_none(), "{}", page.text());
    page.portal.change(|portal| portal.settings.user = 1);
    let page = in_another_tab(page);
    until(|| page.find("#new-client-name").is_some(), || page.text()).await;
    assert_eq!(value(&page, NAME), "Nora");
}

#[wasm_bindgen_test]
async fn without_storage_the_portal_keeps_what_is_entered() {
    forget_drafts();
    let portal = Simulator::here(Scenario::named("unknown-caller"));
    portal.set_user_option("call-card.who", "1");
    portal.load_again();
    let _blocked = BlockedStorage::now();
    let page = opened(Page::again(portal)).await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.settle().await;
    let page = in_another_tab(page);
    until(|| page.find("#new-client-name").is_some(), || page.text()).await;
    assert_eq!(value(&page, NAME), "Nora");
    page.stops_showing("Loading the fields").await;
    page.press("Create").await;
    is_created(&page, "Nora").await;
    let page = in_another_tab(page);
    is_created(&page, "Nora").await;
    assert_eq!(sent(&page, ADD).len(), 1);
}

#[wasm_bindgen_test]
async fn what_is_too_long_for_the_portal_is_read_there_and_not_stored_there() {
    const OPTION: &str = "call-card.new-client";
    forget_drafts();
    let portal = Simulator::here(Scenario::named("unknown-caller"));
    portal.set_user_option("call-card.who", "1");
    portal.load_again();
    let _blocked = BlockedStorage::now();
    let mut page = opened(Page::again(portal)).await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.settle().await;
    page.close();
    // An earlier version stored more.
    let long = "N".repeat(NEW_CLIENT_LIMIT);
    let stored = |page: &Page| page.portal.user_option(OPTION).unwrap().text().unwrap();
    let before = stored(&page).replace("Nora", &long);
    assert!(before.contains(&long), "{before}");
    page.portal.set_user_option(OPTION, before.as_str());
    let page = in_another_tab(page);
    until(|| page.find("#new-client-name").is_some(), || page.text()).await;
    assert_eq!(value(&page, NAME), long);
    fill(&page, NAME, &format!("{long}o")).await;
    page.settle().await;
    assert_eq!(stored(&page), before);
    fill(&page, NAME, "Otto").await;
    until(|| stored(&page).contains("Otto"), || stored(&page)).await;
}

#[wasm_bindgen_test]
async fn what_another_version_has_stored_is_left_alone_and_put_aside() {
    const NEWER: &str = r#"{"call":"x","record":"of another kind","at":1}"#;
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.settle().await;
    let (key, _) = kept("call-card.new-client").remove(0);
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    storage.set_item(&key, NEWER).unwrap();
    let page = opened(in_another_tab(page)).await;
    assert!(page.find("#new-client-name").is_none());
    assert_eq!(stored(), NEWER);
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Otto").await;
    assert!(
        stored().contains(NEWER) && stored().contains("Otto"),
        "{}",
        stored()
    );
}

#[wasm_bindgen_test]
async fn what_a_page_before_has_sent_is_not_sent_again_while_it_may_be_executed() {
    let page = unknown().await;
    form_for(&page, "Create contact").await;
    fill(&page, NAME, "Nora").await;
    page.portal
        .fault(Fault::new(FaultKind::Silent).rest().only(ADD).times(1));
    page.press("Create").await;
    until(|| sent(&page, ADD).len() == 1, || page.text()).await;
    let page = in_another_tab(page);
    page.shows("It is not known whether it was created.").await;
    page.press("Check again").await;
    page.shows("may still be").await;
    let _later = Later::by(120_000.0);
    page.press("Check again").await;
    page.shows("Not created.").await;
    page.press("Try again").await;
    is_created(&page, "Nora").await;
    assert_eq!(sent(&page, ADD).len(), 2);
    assert_eq!(with_number(&page, ItemKind::Contact).len(), 1);
}

#[wasm_bindgen_test]
async fn a_client_who_is_there_after_the_connection_failed_is_not_created_twice() {
    let page = connection_failed().await;
    // The portal has them after all.
    page.portal.change(|portal| {
        portal.crm.contact(9001, "Nora", "", NUMBER, 1);
        let now = js_sys::Date::new_0().to_iso_string().as_string().unwrap();
        let now = format!("{}+00:00", &now[..19]);
        portal.crm.set(Item::contact(9001), "createdTime", now);
        portal.crm.set(Item::contact(9001), "createdBy", 1);
    });
    page.press("Check again").await;
    is_created(&page, "Nora").await;
    assert_eq!(sent(&page, ADD).len(), 1);
}
