//! The app's own page: how the calls that were registered here end.

use super::*;
use crate::record::{ATTACH, MP3, choose_file};
use crate::support::Later;
use web_sys::HtmlElement;

const FINISH: &str = "telephony.externalCall.finish";
const COMMENT: &str = "crm.timeline.comment.add";
const ADDRESS: &str = "https://pbx.example/1.mp3";

/// The page with one call for the agent, and the form that finishes it.
async fn finishing(number: &str) -> Page {
    let page = registered(number).await;
    open_form(&page, "Finish…", "wrap-up-result").await;
    page
}

/// The page with one call for the agent.
async fn registered(number: &str) -> Page {
    let page = own().await;
    register(&page, number).await;
    page.shows("Attach recording…").await;
    page.settle().await;
    page
}

async fn open_form(page: &Page, button: &str, field: &str) {
    page.press(button).await;
    until(|| page.find(&format!("#{field}")).is_some(), || page.text()).await;
    if let Some(more) = page.find(".own-form details:has(#wrap-up-cost)") {
        more.set_attribute("open", "").unwrap();
    }
}

async fn enter_address(page: &Page, address: &str) {
    let radio: HtmlElement = page.find("#record-from-address").unwrap().unchecked_into();
    radio.click();
    let field: HtmlElement = page.find("#record-address").unwrap().unchecked_into();
    until(|| field.offset_height() > 0, || page.text()).await;
    fill(page, "record-address", address).await;
}

fn last(page: &Page, method: &str) -> Vec<(String, String)> {
    params(sent(page, method).last().expect("a request"))
}

fn records(page: &Page) -> usize {
    page.portal.portal().borrow().records().len()
}

#[wasm_bindgen_test]
async fn a_call_is_finished_with_all_that_was_entered_and_stays_in_the_list_as_finished() {
    let page = own().await;
    // For a colleague: it is their call that is finished, not the agent's.
    fill(&page, "register-who", "colleague").await;
    page.shows("Choose a colleague…").await;
    page.press("Choose a colleague…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[2]);
    page.shows("Chosen: Björn Lindqvist").await;
    register(&page, "+4915112345678").await;
    until(|| page.portal.is_card_open(2), || page.text()).await;
    open_form(&page, "Finish…", "wrap-up-result").await;
    until(|| page.all("#wrap-up-currency option").len() > 1, || page.text()).await;
    fill(&page, "wrap-up-duration", "1:35").await;
    fill(&page, "wrap-up-result", "486").await;
    fill(&page, "wrap-up-reason", "Line busy").await;
    fill(&page, "wrap-up-cost", "3,5").await;
    fill(&page, "wrap-up-currency", "EUR").await;
    tick(&page, "wrap-up-rating-4", true).await;
    tick(&page, "wrap-up-chat", false).await;
    fill(&page, "wrap-up-note", "Calls back on Monday").await;
    page.press("Finish call").await;
    page.shows("The call is saved. The note is saved.").await;
    page.shows("Finished").await;
    page.shows("Open activity").await;
    let rows: Vec<_> = page.all(".saved > div").iter().map(crate::page::text).collect();
    assert_eq!(rows[0], "Call Busy · 1:35");
    assert!(rows[1].starts_with("Note Contact: "), "{rows:?}");
    let mut finish = last(&page, FINISH);
    let at = finish
        .iter()
        .position(|(key, _)| key == "CALL_ID")
        .expect("a call");
    let (_, call_id) = finish.remove(at);
    assert!(call_id.starts_with("externalCall."), "{call_id}");
    let expected = [
        ("ADD_TO_CHAT", "0"),
        ("COST", "3.5"),
        ("COST_CURRENCY", "EUR"),
        ("DURATION", "95"),
        ("FAILED_REASON", "Line busy"),
        ("STATUS_CODE", "486"),
        ("USER_ID", "2"),
        ("VOTE", "4"),
    ];
    let sent_as: Vec<_> = finish.iter().map(|(key, value)| (&**key, &**value)).collect();
    assert_eq!(sent_as, expected);
    let note = sent(&page, COMMENT)[0].payload["fields"].clone();
    assert_eq!(note["ENTITY_TYPE"].text().as_deref(), Some("contact"));
    assert!(!page.portal.is_card_open(2));
    // Outside a card nobody would answer such a command.
    assert_eq!(page.portal.count("disableAutoClose"), 0);
    // It is over: nobody can be shown it, and it is not finished again.
    for gone in ["Finish…", "Finish call", "Show card to…", "Hide card from…"] {
        assert!(page.button(gone).is_none(), "{gone}");
    }
    assert!(page.button("Attach recording…").is_some());
    drop(page);
    let page = opened(|_| {}).await;
    page.shows("Finished").await;
    assert!(page.button("Finish…").is_none() && page.button("Attach recording…").is_some());
}

#[wasm_bindgen_test]
async fn a_call_of_an_internal_number_is_finished_for_that_number() {
    let page = own().await;
    fill(&page, "register-who", "inner").await;
    until(|| page.find("#register-inner").is_some(), || page.text()).await;
    fill(&page, "register-inner", "102").await;
    register(&page, "+49301").await;
    open_form(&page, "Finish…", "wrap-up-result").await;
    // Nothing in CRM, so there is no place for a note.
    assert!(page.find("#wrap-up-note").is_none() && page.button("Save note").is_none());
    page.press("Finish call").await;
    page.shows("The call is saved.").await;
    let finish = last(&page, FINISH);
    let get = |name: &str| {
        finish
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| &**value)
    };
    assert_eq!(get("USER_PHONE_INNER"), Some("102"));
    assert_eq!(get("USER_ID"), None);
    assert_eq!((get("STATUS_CODE"), get("DURATION")), (Some("304"), None));
}

#[wasm_bindgen_test]
async fn cards_of_the_others_are_hidden_before_the_call_is_finished() {
    let page = registered("+49301").await;
    open_form(&page, "Finish…", "wrap-up-result").await;
    page.portal.fault(Fault::new(FaultKind::Slow(200.0)).rest());
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[2, 3]);
    // At once, before the portal has said that it shows the card.
    page.shows("Sending to Bitrix24…").await;
    page.press("Finish call").await;
    page.shows("The call is saved.").await;
    assert!(![1, 2, 3].iter().any(|user| page.portal.is_card_open(*user)));
    let hidden = &sent(&page, "telephony.externalCall.hide")[0].payload;
    let ids: Vec<_> = hidden["USER_ID"].items().filter_map(Value::id).collect();
    assert_eq!(ids, [2, 3]);
}

#[wasm_bindgen_test]
async fn a_lost_answer_to_finish_ends_as_saved_once() {
    let page = finishing("+49301").await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(FINISH).times(1));
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("The call is saved.").await;
    page.shows("Finished").await;
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn a_lost_answer_is_not_called_a_failure_where_the_statistics_may_not_be_read() {
    let page = finishing("+49301").await;
    page.portal
        .change(|portal| portal.settings.sees_statistics = false);
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(FINISH).times(1));
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("It is not known whether the call was saved. The connection failed")
        .await;
    assert_eq!(value(&page, "wrap-up-duration"), "1:35");
    page.press("Check again").await;
    page.shows("The call is saved.").await;
    page.shows("Finished").await;
    assert_eq!(sent(&page, FINISH).len(), 2);
}

#[wasm_bindgen_test]
async fn a_finish_that_failed_keeps_the_form_and_can_be_tried_again() {
    let not_saved = "The call was not saved. The connection failed";
    for (fault, words, button) in [
        (
            FaultKind::Silent,
            "It is not known whether the call was saved. Bitrix24 did not answer in time.",
            "Check again",
        ),
        (FaultKind::Status503, not_saved, "Try again"),
        (FaultKind::Offline, not_saved, "Try again"),
    ] {
        let page = finishing("+49301").await;
        page.portal.fault(Fault::new(fault).rest().only(FINISH));
        fill(&page, "wrap-up-duration", "0:10").await;
        page.press("Finish call").await;
        page.shows(words).await;
        assert_eq!(value(&page, "wrap-up-duration"), "0:10");
        page.portal.clear_faults();
        // Until then the portal may execute what got no answer.
        let later = Later::by(60_000.0);
        page.press(button).await;
        page.shows("The call is saved.").await;
        page.stops_showing(words).await;
        drop(later);
    }
}

#[wasm_bindgen_test]
async fn call_not_found_at_the_first_try_is_a_sentence() {
    let page = finishing("+49301").await;
    page.portal.change(Portal::finish_for_another);
    page.press("Finish call").await;
    page.shows("The call was not saved. Bitrix24 does not know this call.")
        .await;
    assert!(page.button("Finish…").is_some());
}

#[wasm_bindgen_test]
async fn finishing_is_not_started_twice() {
    let page = finishing("+49301").await;
    page.portal.fault(Fault::new(FaultKind::Slow(100.0)).rest());
    page.press("Finish call").await;
    page.press("Finish call").await;
    page.shows("The call is saved.").await;
    page.settle().await;
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn wrong_entries_are_said_at_their_fields_and_nothing_is_sent() {
    let page = finishing("+49301").await;
    for (id, entry, words) in [
        ("wrap-up-duration", "1:75", "Enter the duration as 1:35"),
        ("wrap-up-cost", "-3", "cannot be below zero"),
        ("wrap-up-cost", "abc", "Enter the cost in digits"),
    ] {
        fill(&page, id, entry).await;
        page.press("Finish call").await;
        page.shows(words).await;
        assert_eq!(focused(), id);
        assert_eq!(value(&page, id), entry);
        fill(&page, id, "").await;
    }
    enter_address(&page, "http://pbx.example/1.mp3").await;
    page.press("Finish call").await;
    page.shows("It begins with https://.").await;
    assert_eq!(focused(), "record-address");
    page.settle().await;
    assert!(sent(&page, FINISH).is_empty());
}

#[wasm_bindgen_test]
async fn what_was_entered_stays_when_the_form_of_another_call_is_opened() {
    let page = registered("+49301").await;
    register(&page, "+49302").await;
    until(|| page.all("li.own-call").len() == 2, || page.text()).await;
    let press = |row: usize, name: &str| {
        let buttons = page.all("li.own-call")[row].query_selector_all("button").unwrap();
        let found = (0..buttons.length())
            .filter_map(|at| buttons.get(at))
            .map(JsCast::unchecked_into::<HtmlElement>)
            .find(|button| button.inner_text() == name);
        found.unwrap().click();
    };
    press(0, "Finish…");
    until(|| page.find("#wrap-up-duration").is_some(), || page.text()).await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.find("#record-from-file")
        .unwrap()
        .unchecked_into::<HtmlElement>()
        .click();
    choose_file(&page.find("#record-file").unwrap(), "talk.mp3", MP3, 40_000);
    press(1, "Finish…");
    until(
        || page.find("#wrap-up-duration").is_some() && value(&page, "wrap-up-duration").is_empty(),
        || page.text(),
    )
    .await;
    assert_eq!(page.all(".own-form").len(), 1);
    press(0, "Finish…");
    until(
        || page.find("#wrap-up-duration").is_some() && value(&page, "wrap-up-duration") == "1:35",
        || page.text(),
    )
    .await;
    assert!(value(&page, "record-file").ends_with("talk.mp3"));
    page.press("Finish call").await;
    page.shows("The call is saved. The recording is attached.").await;
    assert_eq!(sent(&page, ATTACH).len(), 1);
}

#[wasm_bindgen_test]
async fn half_a_success_is_shown_as_such_and_trying_again_sends_the_record_only() {
    let page = finishing("+49301").await;
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only(ATTACH));
    enter_address(&page, ADDRESS).await;
    page.press("Finish call").await;
    page.shows("The call is saved.").await;
    page.shows("The recording was not attached. You don't have permission to do this.")
        .await;
    page.shows("Finished").await;
    page.portal.clear_faults();
    page.press("Try again").await;
    page.shows("The call is saved. The recording is attached.").await;
    assert_eq!((sent(&page, FINISH).len(), sent(&page, ATTACH).len()), (1, 2));
    until(|| page.find(".own-form").is_none(), || page.text()).await;
}

#[wasm_bindgen_test]
async fn a_record_is_attached_to_a_finished_call_and_another_one_replaces_it() {
    let page = finishing("+49301").await;
    page.press("Finish call").await;
    page.shows("Finished").await;
    open_form(&page, "Attach recording…", "record-file").await;
    page.press("Attach recording").await;
    page.shows("Choose a file first.").await;
    assert_eq!(focused(), "record-file");
    enter_address(&page, "http://pbx.example/1.mp3").await;
    page.press("Attach recording").await;
    page.shows("It begins with https://.").await;
    assert!(sent(&page, ATTACH).is_empty());
    fill(&page, "record-address", ADDRESS).await;
    page.button("Attach recording").unwrap().focus().unwrap();
    page.press("Attach recording").await;
    page.shows("The recording is attached.").await;
    // The form is gone, and the keyboard stays at the call.
    until(|| page.find(".own-form").is_none(), || page.text()).await;
    assert!(focused().starts_with("call externalCall."), "{}", focused());
    open_form(&page, "Attach recording…", "record-file").await;
    choose_file(&page.find("#record-file").unwrap(), "talk.mp3", MP3, 40_000);
    page.press("Attach recording").await;
    until(|| page.find(".own-form").is_none(), || page.text()).await;
    assert_eq!((sent(&page, ATTACH).len(), records(&page)), (2, 1));
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn a_record_of_a_call_that_is_not_finished_waits_for_its_end() {
    let page = registered("+49301").await;
    open_form(&page, "Attach recording…", "record-file").await;
    enter_address(&page, ADDRESS).await;
    page.press("Attach recording").await;
    page.shows("The recording was not attached. Bitrix24 has not saved this call yet. Finish it first")
        .await;
    // The other form has it, too.
    open_form(&page, "Finish…", "wrap-up-result").await;
    assert_eq!(value(&page, "record-address"), ADDRESS);
    page.press("Finish call").await;
    page.shows("The call is saved. The recording is attached.").await;
    page.stops_showing("The recording was not attached.").await;
    assert_eq!(records(&page), 1);
}

#[wasm_bindgen_test]
async fn a_call_that_a_page_before_was_finishing_without_an_entry_is_not_finished_twice() {
    let page = finishing("+49301").await;
    page.portal
        .fault(Fault::new(FaultKind::Silent).rest().only(FINISH).times(1));
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    let page = loaded_again(page).await;
    open_form(&page, "Finish…", "wrap-up-result").await;
    page.press("Finish call").await;
    page.shows("It may still be under way in Bitrix24.").await;
    assert_eq!(sent(&page, FINISH).len(), 1);
}
