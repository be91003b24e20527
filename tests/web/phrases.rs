//! Phrases and result codes on the card.

use super::page::{Page, until};
use super::support::{fill, focused, kept_text, press_key, sent, value, wrap_up_of};
use call_card::simulator::{Fault, FaultKind, PhpValue, Portal, Scenario, Simulator};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

const COMMENT: &str = "crm.timeline.comment.add";
const FINISH: &str = "telephony.externalCall.finish";
const SET_OWN: &str = "user.option.set";
const NOTE: &str = "wrap-up-note";
const CODE: &str = "wrap-up-code";

/// The card of a call that can be finished, in a portal that a test has changed.
async fn card(scenario: &str, change: impl FnOnce(&mut Portal)) -> Page {
    let portal = Simulator::here(Scenario::named(scenario));
    portal.change(change);
    wrap_up_of(Page::with(portal)).await
}

fn note(page: &Page) -> HtmlTextAreaElement {
    page.find(&format!("#{NOTE}")).unwrap().unchecked_into()
}

/// Types a text into the note; `|` is where the caret ends up.
fn type_note(page: &Page, marked: &str) {
    let (before, after) = marked.split_once('|').unwrap();
    let caret = u32::try_from(before.encode_utf16().count()).unwrap();
    let note = note(page);
    note.focus().unwrap();
    note.set_value(&format!("{before}{after}"));
    note.set_selection_range(caret, caret).unwrap();
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    let input = web_sys::Event::new_with_event_init_dict("input", &init).unwrap();
    note.dispatch_event(&input).unwrap();
}

/// Presses a key in the note. Returns whether the browser is left to do what it does.
fn press_in_note(page: &Page, key: &str) -> bool {
    press_key(&note(page), key, |_| {})
}

fn options(page: &Page) -> Vec<String> {
    let text = |option: &Element| option.text_content().unwrap_or_default();
    page.all("[role=option]").iter().map(text).collect()
}

/// The option that Enter inserts, as the note refers to it.
fn active(page: &Page) -> String {
    let id = note(page)
        .get_attribute("aria-activedescendant")
        .unwrap_or_default();
    let option = page.find(&format!("[id='{id}'][aria-selected=true]"));
    option
        .and_then(|option| option.text_content())
        .unwrap_or_default()
}

async fn listed(page: &Page, count: usize) {
    until(|| options(page).len() == count, || format!("{:?}", options(page))).await;
}

/// Opens the list by its button.
async fn open_list(page: &Page) {
    page.press("Phrases").await;
    until(|| page.button("Save as phrase").is_some(), || page.text()).await;
}

fn comments(page: &Page) -> Vec<String> {
    let text = |entry: call_card::simulator::LogEntry| entry.payload["fields"]["COMMENT"].text();
    sent(page, COMMENT).into_iter().filter_map(text).collect()
}

/// The texts of the agent's own phrases on the portal.
fn own(page: &Page) -> String {
    let stored = page.portal.user_option("call-card.phrases");
    stored
        .and_then(|stored| stored.as_str().map(str::to_owned))
        .unwrap_or_default()
}

#[wasm_bindgen_test]
async fn a_phrase_is_found_and_inserted_with_the_keyboard_alone() {
    let page = card("settings", |_| {}).await;
    type_note(&page, "Spoke to the client. /|");
    listed(&page, 5).await;
    assert_eq!(
        active(&page),
        "Left a message on the mailbox",
        "own phrases come first"
    );
    assert_eq!(focused(), NOTE);
    assert!(!press_in_note(&page, "ArrowDown"));
    until(|| active(&page) == "Calls back on Monday", || active(&page)).await;
    press_in_note(&page, "ArrowUp");
    press_in_note(&page, "ArrowUp");
    until(|| active(&page).starts_with("Number checked"), || active(&page)).await;
    type_note(&page, "Spoke to the client. /OFFER| Then more.");
    listed(&page, 1).await;
    assert!(!press_in_note(&page, "Enter"));
    listed(&page, 0).await;
    let today = js_sys::eval("new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format()").unwrap();
    let phrase = format!("Ingrid Olsen wants an offer by {}", today.as_string().unwrap());
    assert_eq!(
        value(&page, NOTE),
        format!("Spoke to the client. {phrase} Then more.")
    );
    let caret = "Spoke to the client. ".len() + phrase.len();
    assert_eq!(note(&page).selection_start().unwrap(), u32::try_from(caret).ok());
    assert_eq!(focused(), NOTE);
    assert!(kept_text().contains(&phrase), "the draft has it: {}", kept_text());
    assert!(press_in_note(&page, "ArrowDown"), "the caret moves again");
}

#[wasm_bindgen_test]
async fn escape_closes_the_list_and_leaves_what_was_typed() {
    let page = card("settings", |_| {}).await;
    type_note(&page, "/ca|");
    listed(&page, 1).await;
    press_in_note(&page, "Escape");
    listed(&page, 0).await;
    assert_eq!(value(&page, NOTE), "/ca");
    type_note(&page, "/cal|");
    page.settle().await;
    listed(&page, 0).await;
    assert!(press_in_note(&page, "Enter"), "a new line");
    type_note(&page, "/cal and /ca|");
    listed(&page, 1).await;
}

#[wasm_bindgen_test]
async fn the_button_opens_the_list_and_a_click_replaces_what_is_selected() {
    let page = card("settings", |_| {}).await;
    type_note(&page, "Says nothing.|");
    note(&page).set_selection_range(0, 12).unwrap();
    let button = page.button("Phrases").unwrap();
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("false"));
    button.click();
    listed(&page, 5).await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert_eq!(focused(), NOTE);
    let options = page.all("[role=option]");
    let number = options
        .iter()
        .find(|option| option.text_content().unwrap().starts_with("Number checked"));
    number.unwrap().unchecked_ref::<HtmlElement>().click();
    listed(&page, 0).await;
    assert_eq!(value(&page, NOTE), "Number checked: +1 999 999 9666.");
}

#[wasm_bindgen_test]
async fn an_own_phrase_is_added_once_and_deleted() {
    let page = card("settings", |_| {}).await;
    type_note(&page, "Asked for Anna, who is on holiday|");
    note(&page).set_selection_range(10, 14).unwrap();
    page.press("Phrases").await;
    listed(&page, 5).await;
    page.press("Save as phrase").await;
    page.shows("Saved.").await;
    assert!(
        own(&page).contains("\"Anna\"") && own(&page).contains("mailbox"),
        "{}",
        own(&page)
    );
    listed(&page, 6).await;
    page.press("Save as phrase").await;
    page.shows("You have this phrase already.").await;
    assert_eq!(sent(&page, SET_OWN).len(), 1);
    page.press("Delete phrases").await;
    until(|| page.button("Delete: Anna").is_some(), || page.text()).await;
    page.press("Delete: Anna").await;
    page.shows("Saved.").await;
    assert!(!own(&page).contains("Anna"), "{}", own(&page));
    assert_eq!(value(&page, NOTE), "Asked for Anna, who is on holiday");
}

#[wasm_bindgen_test]
async fn a_phrase_whose_answer_is_lost_is_looked_up_and_not_there_twice() {
    let page = card("settings", |_| {}).await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(SET_OWN).times(1));
    type_note(&page, "New phrase|");
    open_list(&page).await;
    page.press("Save as phrase").await;
    page.shows("Saved.").await;
    assert_eq!(own(&page).matches("New phrase").count(), 1);
    type_note(&page, "Other phrase|");
    open_list(&page).await;
    // A list that cannot be read is not written.
    page.portal
        .fault(Fault::new(FaultKind::Status503).rest().only("user.option.get"));
    page.press("Save as phrase").await;
    page.shows("The list was not saved.").await;
    page.portal.clear_faults();
    page.press("Try again").await;
    page.shows("Saved.").await;
    assert_eq!(own(&page).matches("Other phrase").count(), 1);
}

#[wasm_bindgen_test]
async fn a_phrase_that_the_portal_may_store_late_replaces_no_newer_one() {
    let page = card("settings", |_| {}).await;
    page.portal
        .fault(Fault::new(FaultKind::Offline).rest().only(SET_OWN).times(1));
    type_note(&page, "First phrase|");
    open_list(&page).await;
    page.press("Save as phrase").await;
    page.shows("It may still be under way").await;
    let first = sent(&page, SET_OWN)[0].payload["options"]["call-card.phrases"].clone();
    let portal = page.portal.clone();
    drop(page);
    // The next card knows it as well.
    portal.load_again();
    let page = wrap_up_of(Page::again(portal)).await;
    type_note(&page, "Second phrase|");
    open_list(&page).await;
    page.press("Save as phrase").await;
    page.shows("It may still be under way").await;
    assert_eq!(sent(&page, SET_OWN).len(), 1);
    page.portal
        .change(|portal| portal.set_user_option("call-card.phrases", first));
    page.press("Try again").await;
    page.shows("Saved.").await;
    assert!(
        own(&page).contains("First phrase") && own(&page).contains("Second phrase"),
        "{}",
        own(&page)
    );
}

#[wasm_bindgen_test]
async fn own_phrases_beyond_the_limit_or_of_a_newer_version_are_left_alone() {
    let page = card("settings", |_| {}).await;
    type_note(&page, &format!("{}|", "x".repeat(9_000)));
    open_list(&page).await;
    page.press("Save as phrase").await;
    page.shows("Bitrix24 has no room for a list this long.").await;
    assert_eq!(sent(&page, SET_OWN).len(), 0);
    let newer = r#"{"version":2,"phrases":{"a":"b"}}"#;
    page.portal
        .change(|portal| portal.set_user_option("call-card.phrases", newer.into()));
    type_note(&page, "Short|");
    open_list(&page).await;
    page.press("Save as phrase").await;
    page.shows("Another version of this app has stored this list.")
        .await;
    assert_eq!(own(&page), newer);
    assert_eq!(value(&page, NOTE), "Short");
}

#[wasm_bindgen_test]
async fn the_settings_come_along_with_the_history_and_the_next_card_has_them_at_once() {
    let page = card("settings", |portal| {
        let list = r#"{"version":1,"items":[{"text":"Brand new"}]}"#;
        portal.set_app_option("call-card.phrases", list.into());
    })
    .await;
    assert_eq!(page.portal.count("app.option.get"), 3);
    assert_eq!(sent(&page, "app.option.get").len(), 0, "inside a batch");
    type_note(&page, "/brand|");
    listed(&page, 1).await;
    assert_eq!(page.portal.count("app.option.get"), 3);
    let portal = page.portal.clone();
    drop(page);
    // Nothing answers, and what the page of the portal has loaded is older.
    portal.load_again();
    portal.fault(Fault::new(FaultKind::Offline).rest());
    let page = Page::again(portal);
    page.shows("Finish call").await;
    type_note(&page, "/brand|");
    listed(&page, 1).await;
    page.shows("The list could not be loaded.").await;
}

#[wasm_bindgen_test]
async fn a_slash_and_a_digit_insert_the_phrase_with_this_number() {
    let page = card("settings", |_| {}).await;
    type_note(&page, "Done. /|");
    listed(&page, 5).await;
    let numbers: Vec<_> = page
        .all("[role=option]")
        .iter()
        .filter_map(|option| option.get_attribute("aria-keyshortcuts"))
        .collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5"]);
    assert!(press_in_note(&page, "9"), "there is no ninth one");
    assert!(!press_in_note(&page, "2"));
    until(
        || value(&page, NOTE) == "Done. Calls back on Monday",
        || value(&page, NOTE),
    )
    .await;
    // Without a list a digit is a digit, and so it is in what is looked for, and in a number.
    assert!(press_in_note(&page, "2"));
    type_note(&page, "Size 38 /|");
    until(|| !options(&page).is_empty(), || page.text()).await;
    assert!(press_in_note(&page, "4"));
    type_note(&page, "/b|");
    until(|| !options(&page).is_empty(), || page.text()).await;
    assert!(press_in_note(&page, "1"));
    assert_eq!(value(&page, NOTE), "/b");
}

#[wasm_bindgen_test]
async fn the_list_closes_when_the_caret_goes_back_into_what_is_looked_for() {
    let page = card("settings", |_| {}).await;
    type_note(&page, "/call|");
    until(|| !options(&page).is_empty(), || page.text()).await;
    note(&page).set_selection_range(3, 3).unwrap();
    let released = web_sys::Event::new("keyup").unwrap();
    note(&page).dispatch_event(&released).unwrap();
    until(|| options(&page).is_empty(), || page.text()).await;
    assert!(press_in_note(&page, "Enter"));
    assert_eq!(value(&page, NOTE), "/call");
}

#[wasm_bindgen_test]
async fn a_phrase_that_was_inserted_can_be_undone() {
    let page = card("settings", |_| {}).await;
    type_note(&page, "Done. /| Thanks");
    listed(&page, 5).await;
    press_in_note(&page, "2");
    let inserted = "Done. Calls back on Monday Thanks";
    until(|| value(&page, NOTE) == inserted, || value(&page, NOTE)).await;
    js_sys::eval("document.execCommand('undo')").unwrap();
    assert_eq!(value(&page, NOTE), "Done. / Thanks");
    until(|| kept_text().contains("Done. / Thanks"), kept_text).await;
}

#[wasm_bindgen_test]
async fn a_phrase_that_ends_like_a_search_does_not_open_the_list_again() {
    let page = card("settings", |portal| {
        portal.set_user_option(
            "call-card.phrases",
            r#"{"version":1,"items":[{"text":"See /offer"}]}"#.into(),
        );
    })
    .await;
    type_note(&page, "/see|");
    listed(&page, 1).await;
    press_in_note(&page, "Enter");
    listed(&page, 0).await;
    assert_eq!(value(&page, NOTE), "See /offer");
    page.settle().await;
    assert_eq!(options(&page).len(), 0);
}

#[wasm_bindgen_test]
async fn without_settings_the_card_is_as_before() {
    let page = card("wrap-up", |_| {}).await;
    assert!(page.find(&format!("#{CODE}")).is_none());
    page.press("Phrases").await;
    page.shows("There are no phrases yet.").await;
    page.press("Save as phrase").await;
    page.shows("Write or select a text in the note first.").await;
    press_in_note(&page, "Escape");
    page.stops_showing("There are no phrases yet.").await;
    type_note(&page, "and/or /x|");
    assert!(press_in_note(&page, "Enter"));
}

#[wasm_bindgen_test]
async fn result_codes_that_are_new_since_the_card_was_opened_move_nothing_and_are_on_the_next_card() {
    let page = card("wrap-up", |portal| {
        let list = r#"{"version":1,"required":true,"items":[{"text":"Order"}]}"#;
        portal.set_app_option("call-card.result-codes", list.into());
    })
    .await;
    assert_eq!(page.portal.count("app.option.get"), 3);
    assert!(page.find(&format!("#{CODE}")).is_none());
    let portal = page.portal.clone();
    drop(page);
    portal.load_again();
    let page = wrap_up_of(Page::again(portal)).await;
    assert!(page.find(&format!("#{CODE} > option[value=Order]")).is_some());
}

#[wasm_bindgen_test]
async fn the_chosen_result_code_is_back_with_the_next_card_of_the_call() {
    let page = card("settings", |_| {}).await;
    fill(&page, CODE, "Complaint").await;
    page.shows("Draft saved").await;
    let portal = page.portal.clone();
    drop(page);
    // An administrator has deleted it meanwhile.
    portal.change(|portal| {
        portal.set_app_option("call-card.result-codes", r#"{"version":1,"items":[]}"#.into());
        portal.reload_page();
    });
    portal.load_again();
    let page = wrap_up_of(Page::again(portal)).await;
    assert_eq!(value(&page, CODE), "Complaint");
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    assert_eq!(comments(&page), ["Complaint"]);
}

#[wasm_bindgen_test]
async fn a_result_code_sets_the_result_and_stands_at_the_head_of_the_note() {
    let page = card("settings", |_| {}).await;
    let groups: Vec<_> = page
        .all(&format!("#{CODE} > optgroup"))
        .iter()
        .filter_map(|group| group.get_attribute("label"))
        .collect();
    assert_eq!(groups, ["Sales", "Service"]);
    fill(&page, NOTE, "Calls back").await;
    fill(&page, CODE, "Wrong number").await;
    until(|| value(&page, "wrap-up-result") == "404", || page.text()).await;
    assert!(kept_text().contains("Wrong number"), "{}", kept_text());
    assert_eq!(value(&page, NOTE), "Calls back");
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    assert_eq!(comments(&page), ["Wrong number:\nCalls back"]);
    assert_eq!(
        sent(&page, FINISH)[0].payload["STATUS_CODE"].text().as_deref(),
        Some("404")
    );
}

#[wasm_bindgen_test]
async fn a_result_code_alone_is_a_note() {
    let page = card("settings", |_| {}).await;
    fill(&page, CODE, "Complaint").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    assert_eq!(comments(&page), ["Complaint"]);
    page.press("Save note").await;
    page.shows("The note is empty.").await;
    fill(&page, NOTE, "Later").await;
    page.press("Save note").await;
    until(|| comments(&page).len() == 2, || page.text()).await;
    assert_eq!(comments(&page), ["Complaint", "Later"]);
}

#[wasm_bindgen_test]
async fn a_required_result_code_is_asked_for_with_the_focus_there() {
    let page = card("settings-required", |_| {}).await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Choose a result code.").await;
    assert_eq!(focused(), CODE);
    assert_eq!(
        page.find(&format!("#{CODE}"))
            .unwrap()
            .get_attribute("aria-invalid")
            .as_deref(),
        Some("true")
    );
    assert_eq!(sent(&page, FINISH).len(), 0);
    fill(&page, CODE, "Order").await;
    page.stops_showing("Choose a result code.").await;
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    assert_eq!(comments(&page), ["Order"]);
}

#[wasm_bindgen_test]
async fn after_a_lost_answer_and_a_failed_call_the_result_code_is_in_one_note() {
    let page = card("settings", |_| {}).await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(COMMENT).times(1));
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only(FINISH).times(1));
    fill(&page, NOTE, "Calls back").await;
    fill(&page, CODE, "Order").await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("The call was not saved.").await;
    page.shows("The note is saved.").await;
    assert_eq!(value(&page, CODE), "Order");
    page.press("Try again").await;
    until(|| sent(&page, FINISH).len() == 2, || page.text()).await;
    page.settle().await;
    assert_eq!(comments(&page), ["Order:\nCalls back"]);
}

#[wasm_bindgen_test]
async fn a_note_that_was_changed_after_a_lost_answer_does_not_repeat_the_result_code() {
    let page = card("settings", |_| {}).await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(COMMENT).times(1));
    page.portal.fault(
        Fault::new(FaultKind::Offline)
            .rest()
            .only("crm.timeline.comment.list"),
    );
    fill(&page, NOTE, "Calls back").await;
    fill(&page, CODE, "Complaint").await;
    page.press("Save note").await;
    until(|| page.button("Check again").is_some(), || page.text()).await;
    page.portal.clear_faults();
    fill(&page, NOTE, "Calls back on Monday").await;
    page.press("Save note").await;
    until(|| comments(&page).len() == 2, || page.text()).await;
    page.settle().await;
    assert_eq!(comments(&page), ["Complaint:\nCalls back", "on Monday"]);
}

#[wasm_bindgen_test]
async fn a_result_code_that_is_chosen_after_a_lost_answer_does_not_repeat_the_note() {
    let page = card("settings", |_| {}).await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(COMMENT).times(1));
    page.portal.fault(
        Fault::new(FaultKind::Offline)
            .rest()
            .only("crm.timeline.comment.list"),
    );
    fill(&page, NOTE, "Calls back").await;
    page.press("Save note").await;
    until(|| page.button("Check again").is_some(), || page.text()).await;
    page.portal.clear_faults();
    fill(&page, CODE, "Complaint").await;
    page.press("Check again").await;
    until(|| comments(&page).len() == 2, || page.text()).await;
    page.settle().await;
    assert_eq!(comments(&page), ["Calls back", "Complaint"]);
}

#[wasm_bindgen_test]
async fn a_call_without_a_client_is_finished_without_the_required_result_code() {
    let portal = Simulator::here(Scenario::named("settings-required"));
    portal.change(|portal| {
        portal.card_mut().unwrap().client = call_card::simulator::Client::number("+4917000000001");
    });
    let page = Page::with(portal);
    page.shows("No client in CRM").await;
    page.settle().await;
    fill(&page, CODE, "Order").await;
    page.shows("so the result code is not written anywhere").await;
    fill(&page, CODE, "").await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    assert_eq!(comments(&page).len(), 0);
}
