//! The record, as a part of the wrap-up.

use super::*;
use crate::record::{ATTACH, MP3, choose_file};

const HOLD: &str = "disableAutoClose";
const RELEASE: &str = "enableAutoClose";

/// Chooses under *More* where the record comes from, and waits for the field.
async fn choose_source(page: &Page, source: &str) {
    page.find("details:has(#record-from-file)")
        .unwrap()
        .set_attribute("open", "")
        .unwrap();
    let radio: HtmlElement = page
        .find(&format!("#record-from-{source}"))
        .unwrap()
        .unchecked_into();
    radio.click();
    let field: HtmlElement = page.find(&format!("#record-{source}")).unwrap().unchecked_into();
    until(|| field.offset_height() > 0, || page.text()).await;
}

async fn enter_address(page: &Page, address: &str) {
    choose_source(page, "address").await;
    fill(page, "record-address", address).await;
}

/// What was said to the portal of the end of the call, in order. Holding the card again is no other word.
fn told(page: &Page) -> Vec<String> {
    let names = page.portal.log().into_iter().map(|entry| entry.name);
    let mut told: Vec<String> = names
        .filter(|name| [HOLD, FINISH, ATTACH, RELEASE, COMMENT].contains(&name.as_str()))
        .collect();
    told.dedup();
    told
}

async fn is_closed(page: &Page) {
    page.close_card().await;
}

#[wasm_bindgen_test]
async fn the_card_is_held_until_the_record_is_attached_to_the_finished_call() {
    let page = open_wrap_up().await;
    fill(&page, "wrap-up-duration", "1:35").await;
    enter_address(&page, "https://pbx.example/1.mp3").await;
    page.press("Finish call").await;
    is_closed(&page).await;
    assert_eq!(told(&page), [HOLD, FINISH, ATTACH, RELEASE]);
    let record = &sent(&page, ATTACH)[0].payload;
    assert_eq!(record["CALL_ID"], sent(&page, FINISH)[0].payload["CALL_ID"]);
    assert_eq!(
        record["RECORD_URL"].text().as_deref(),
        Some("https://pbx.example/1.mp3")
    );
}

#[wasm_bindgen_test]
async fn a_record_that_is_refused_is_said_and_trying_again_sends_it_alone() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only(ATTACH));
    fill(&page, "wrap-up-note", "Calls back on Monday").await;
    enter_address(&page, "https://pbx.example/1.mp3").await;
    page.press("Finish call").await;
    page.shows("The call is saved. The note is saved.").await;
    page.shows(
        "The recording was not attached. You don't have permission to do this. What you entered is still here.",
    )
    .await;
    assert!(page.portal.is_card_open(1), "the card is held");
    page.portal.clear_faults();
    page.press("Try again").await;
    is_closed(&page).await;
    assert_eq!(told(&page), [HOLD, COMMENT, FINISH, ATTACH, RELEASE]);
    assert_eq!((sent(&page, FINISH).len(), sent(&page, ATTACH).len()), (1, 2));
    assert_eq!(page.portal.portal().borrow().records().len(), 1);
}

#[wasm_bindgen_test]
async fn a_record_whose_answer_is_lost_is_attached_once() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(ATTACH).times(1));
    enter_address(&page, "https://pbx.example/1.mp3").await;
    page.press("Finish call").await;
    page.shows("It is not known whether the recording was attached.")
        .await;
    page.press("Try again").await;
    is_closed(&page).await;
    assert_eq!((sent(&page, FINISH).len(), sent(&page, ATTACH).len()), (1, 2));
    // The second one took the place of the first.
    assert_eq!(page.portal.portal().borrow().records().len(), 1);
}

#[wasm_bindgen_test]
async fn a_record_that_cannot_be_sent_is_said_at_its_field_and_the_call_is_not_finished() {
    let page = open_wrap_up().await;
    fill(&page, "wrap-up-note", "Calls back on Monday").await;
    enter_address(&page, "http://pbx.example/1.mp3").await;
    page.press("Finish call").await;
    page.shows("It begins with https://.").await;
    assert_eq!(focused(), "record-address");
    choose_source(&page, "file").await;
    let file = page.find("#record-file").unwrap();
    choose_file(
        &file,
        "setup.mp3",
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00",
        40_000,
    );
    page.shows("The file is not what its name says.").await;
    page.press("Finish call").await;
    assert_eq!(focused(), "record-file");
    page.settle().await;
    assert_eq!(told(&page), [HOLD]);
    choose_file(&file, "talk.mp3", MP3, 40_000);
    page.stops_showing("The file is not what its name says.").await;
    page.press("Finish call").await;
    is_closed(&page).await;
    assert_eq!(told(&page), [HOLD, COMMENT, FINISH, ATTACH, RELEASE]);
}

#[wasm_bindgen_test]
async fn a_card_that_cannot_be_held_is_not_closed_before_its_record_is_attached() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::CardUndefined).commands().only(HOLD));
    enter_address(&page, "https://pbx.example/1.mp3").await;
    page.press("Finish call").await;
    page.shows("The call was not saved.").await;
    assert!(sent(&page, FINISH).is_empty());
    page.portal.clear_faults();
    page.press("Try again").await;
    is_closed(&page).await;
    assert_eq!((sent(&page, FINISH).len(), sent(&page, ATTACH).len()), (1, 1));
}

#[wasm_bindgen_test]
async fn a_cancelled_upload_keeps_the_card_and_trying_again_attaches_it() {
    let page = open_wrap_up().await;
    choose_source(&page, "file").await;
    choose_file(&page.find("#record-file").unwrap(), "talk.mp3", MP3, 20_000_000);
    page.press("Finish call").await;
    until(|| sent(&page, ATTACH).len() == 1, || page.text()).await;
    page.shows("Uploading the recording").await;
    page.press("Cancel upload").await;
    page.shows("Upload cancelled").await;
    page.shows("The call is saved.").await;
    assert!(page.portal.is_card_open(1), "the card is held");
    let again = page.button("Try again").unwrap();
    again.focus().unwrap();
    again.click();
    page.shows("The recording is attached.").await;
    until(|| focused() == "record-from-file", focused).await;
    is_closed(&page).await;
    assert_eq!(sent(&page, FINISH).len(), 1);
    assert_eq!(page.portal.portal().borrow().records().len(), 1);
}

#[wasm_bindgen_test]
async fn an_upload_cancelled_while_the_portal_saves_it_is_said_to_be_cancelled() {
    let page = open_wrap_up().await;
    choose_source(&page, "file").await;
    choose_file(&page.find("#record-file").unwrap(), "talk.mp3", MP3, 2_000_000);
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only("upload").times(1));
    page.press("Finish call").await;
    page.shows("Bitrix24 is saving the recording").await;
    page.button("Cancel upload").unwrap().focus().unwrap();
    page.press("Cancel upload").await;
    page.shows("It is not known whether the recording was attached. The upload was cancelled")
        .await;
    assert!(!page.text().contains("did not answer in time"), "{}", page.text());
    until(|| focused() == "summary-title", focused).await;
}

#[wasm_bindgen_test]
async fn a_file_that_is_always_refused_can_be_discarded_and_the_card_closed() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only("upload"));
    choose_source(&page, "file").await;
    choose_file(&page.find("#record-file").unwrap(), "talk.mp3", MP3, 2_000_000);
    page.press("Finish call").await;
    page.shows("The recording was not attached.").await;
    page.shows("Save or discard it before you close the card.").await;
    page.press("Discard draft").await;
    page.press("Yes, discard it").await;
    page.stops_showing("The recording was not attached.").await;
    is_closed(&page).await;
    assert!(page.portal.portal().borrow().records().is_empty());
}

#[wasm_bindgen_test]
async fn trying_again_after_cancelling_does_not_wait_for_what_was_cancelled() {
    let page = open_wrap_up().await;
    choose_source(&page, "file").await;
    choose_file(&page.find("#record-file").unwrap(), "talk.mp3", MP3, 2_000_000);
    // The portal does not say yet where to upload to.
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(ATTACH).times(1));
    page.press("Finish call").await;
    until(|| sent(&page, ATTACH).len() == 1, || page.text()).await;
    page.press("Cancel upload").await;
    page.shows("Upload cancelled").await;
    page.settle().await;
    page.press("Try again").await;
    page.shows("Uploading the recording").await;
    page.portal.release();
    is_closed(&page).await;
    assert_eq!((sent(&page, FINISH).len(), sent(&page, ATTACH).len()), (1, 2));
    assert_eq!(sent(&page, "upload").len(), 1);
    assert_eq!(page.portal.portal().borrow().records().len(), 1);
}

#[wasm_bindgen_test]
async fn a_finish_whose_answer_is_lost_is_saved_once_and_then_gets_its_record() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(FINISH).times(1));
    fill(&page, "wrap-up-duration", "1:35").await;
    enter_address(&page, "https://pbx.example/1.mp3").await;
    page.portal
        .change(|portal| portal.settings.sees_statistics = false);
    page.press("Finish call").await;
    page.shows("It is not known whether the call was saved. The connection failed")
        .await;
    assert!(page.portal.is_card_open(1), "the card is held");
    assert!(sent(&page, ATTACH).is_empty());
    page.press("Check again").await;
    is_closed(&page).await;
    // The portal knows the call no more: it was saved the first time.
    assert_eq!((sent(&page, FINISH).len(), sent(&page, ATTACH).len()), (2, 1));
    assert_eq!(page.portal.portal().borrow().records().len(), 1);
}

#[wasm_bindgen_test]
async fn control_and_enter_in_the_address_lead_to_the_summary_and_open_nothing_there() {
    let page = open_wrap_up().await;
    fill(&page, "wrap-up-duration", "1:35").await;
    enter_address(&page, "https://pbx.example/1.mp3").await;
    let field: HtmlElement = page.find("#record-address").unwrap().unchecked_into();
    field.focus().unwrap();
    press_key(&field, "Enter", |init| init.set_ctrl_key(true));
    page.shows("Call saved").await;
    until(|| focused() == "summary-title", focused).await;
    page.settle().await;
    assert_eq!(focused(), "summary-title");
    let part = page.find("#record-address").unwrap().closest("details").unwrap();
    assert!(!part.unwrap().has_attribute("open"));
    is_closed(&page).await;
}
