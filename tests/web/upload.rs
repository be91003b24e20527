//! The upload of a record: followed, given up, failed, and tried again.

use super::page::{text, until};
use super::record::{ATTACH, Form, MP3, WAV};
use super::support::{active_element, focused};
use call_card::bx24::{ErrorKind, callbacks_alive};
use call_card::simulator::{Fault, FaultKind};
use serde_json::json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::{HtmlElement, HtmlInputElement};

/// Large enough for an upload of its own, and small enough to be over in a moment.
const LARGE: u32 = 2_000_000;

#[wasm_bindgen_test]
async fn a_large_file_goes_its_own_way_and_the_bar_follows_it() {
    let form = Form::open().await;
    form.choose_file("record.mp3", MP3, LARGE);
    let attached = form.start();
    let mut seen = Vec::new();
    form.is_on_its_way().await;
    form.shows("Uploading the recording").await;
    while let Some(percent) = form.percent() {
        seen.push(percent);
        gloo_timers::future::TimeoutFuture::new(5).await;
    }
    seen.dedup();
    assert!(seen.len() > 2 && seen.is_sorted(), "{seen:?}");
    assert_eq!(attached.await.unwrap(), Ok(true));
    let asked = json!({ "CALL_ID": form.call, "FILENAME": "record.mp3" });
    let posted = json!({ "field": "file", "name": "record.mp3", "size": LARGE.to_string() });
    assert_eq!(
        form.sent(),
        [(ATTACH.to_owned(), asked), ("upload".to_owned(), posted)]
    );
    assert_eq!(form.records()[0]["SIZE"], LARGE);
    let trace = format!("{:?}", form.client.trace());
    assert!(
        trace.contains("\"upload\"") && !trace.contains("token"),
        "{trace}"
    );
}

#[wasm_bindgen_test]
async fn an_ending_in_capitals_is_not_refused_after_the_upload() {
    let form = Form::open().await;
    form.choose_file("REC0001.MP3", MP3, LARGE);
    assert_eq!(form.attach().await, Ok(true));
    assert_eq!(form.records()[0]["NAME"], "REC0001.mp3");
}

#[wasm_bindgen_test]
async fn a_cancelled_upload_is_no_error_and_can_be_tried_again() {
    let form = Form::open().await;
    form.choose_file("record.wav", WAV, 20_000_000);
    let attached = form.start();
    form.is_on_its_way().await;
    let button: HtmlElement = form.find("button").unchecked_into();
    button.focus().unwrap();
    assert_eq!(text(&button), "Cancel upload");
    button.click();
    assert_eq!(attached.await.unwrap(), Ok(false));
    assert!(form.record.is_cancelled());
    form.shows("Upload cancelled").await;
    form.is_over().await;
    assert!(form.records().is_empty());
    assert_eq!(form.client.trace().last().unwrap().outcome, "cancelled");
    // The keyboard is where it was.
    let active = active_element();
    assert!(active.as_ref() == Some(&*button));
    assert_eq!(text(&button), "Try again");
    button.click();
    assert_eq!(form.again.load(std::sync::atomic::Ordering::Relaxed), 1);
    assert_eq!(form.attach().await, Ok(true));
    assert_eq!(form.records().len(), 1);
    until(|| !form.text().contains("cancelled"), || form.text()).await;
}

#[wasm_bindgen_test]
async fn an_upload_cancelled_when_all_of_it_was_sent_may_have_arrived() {
    let form = Form::open().await;
    form.portal
        .fault(Fault::new(FaultKind::Held).rest().only("upload"));
    form.choose_file("record.wav", WAV, LARGE);
    let attached = form.start();
    form.is_on_its_way().await;
    until(|| form.percent() == Some(100), || form.text()).await;
    let button: HtmlElement = form.find("button").unchecked_into();
    button.focus().unwrap();
    button.click();
    assert_eq!(attached.await.unwrap().unwrap_err().kind, ErrorKind::Cancelled);
    assert!(form.record.is_cancelled());
    form.shows("Upload cancelled").await;
    assert_eq!(text(&button), "Try again");
    let active = active_element();
    assert!(active.as_ref() == Some(&*button));
}

#[wasm_bindgen_test]
async fn the_keyboard_focus_stays_at_the_recording_when_the_upload_has_arrived() {
    let form = Form::open().await;
    form.portal
        .fault(Fault::new(FaultKind::Held).rest().only("upload"));
    form.choose_file("record.wav", WAV, LARGE);
    let attached = form.start();
    form.is_on_its_way().await;
    form.find("button")
        .unchecked_into::<HtmlElement>()
        .focus()
        .unwrap();
    form.portal.release();
    assert_eq!(attached.await.unwrap(), Ok(true));
    form.is_over().await;
    until(|| focused() == "record-from-file", focused).await;
}

#[wasm_bindgen_test]
async fn an_upload_cancelled_before_the_portal_says_where_to_is_never_sent() {
    let form = Form::open().await;
    form.portal.fault(Fault::new(FaultKind::Slow(200.0)).rest());
    form.choose_file("record.wav", WAV, LARGE);
    let attached = form.start();
    form.shows("Cancel upload").await;
    form.record.cancel();
    assert_eq!(attached.await.unwrap(), Ok(false));
    assert_eq!(form.portal.count("upload"), 0);
}

/// An upload fails like this; the next one arrives, and its record is the only one.
async fn fails_and_comes_again(fault: Fault, kind: ErrorKind, code: &str) {
    let form = Form::open().await;
    form.portal.fault(fault.rest().only("upload").times(1));
    form.choose_file("record.mp3", MP3, LARGE);
    let error = form.attach().await.unwrap_err();
    assert_eq!((error.kind, error.code.as_str()), (kind, code));
    form.is_over().await;
    assert!(!form.record.is_cancelled());
    assert_eq!(form.attach().await, Ok(true));
    assert_eq!(form.records().len(), 1);
}

#[wasm_bindgen_test]
async fn a_broken_line_fails_the_upload_as_network() {
    fails_and_comes_again(Fault::new(FaultKind::Offline), ErrorKind::Network, "").await;
}

#[wasm_bindgen_test]
async fn an_answer_that_is_lost_leaves_one_record_after_trying_again() {
    fails_and_comes_again(Fault::new(FaultKind::DropAnswer), ErrorKind::Network, "").await;
}

#[wasm_bindgen_test]
async fn a_refused_upload_has_its_code() {
    fails_and_comes_again(
        Fault::status(403, "ACCESS_DENIED"),
        ErrorKind::Refused,
        "ACCESS_DENIED",
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_page_of_html_for_an_answer_is_not_understood() {
    fails_and_comes_again(Fault::new(FaultKind::BrokenBody), ErrorKind::NotUnderstood, "").await;
}

#[wasm_bindgen_test]
async fn an_upload_on_which_nothing_moves_ends_as_no_answer() {
    fails_and_comes_again(Fault::new(FaultKind::Silent), ErrorKind::NoAnswer, "").await;
}

#[wasm_bindgen_test]
async fn a_refused_question_where_to_is_the_failure() {
    let form = Form::open().await;
    form.portal
        .fault(Fault::status(403, "insufficient_scope").rest().times(1));
    form.choose_file("record.mp3", MP3, LARGE);
    assert_eq!(form.attach().await.unwrap_err().code, "insufficient_scope");
    form.is_over().await;
    assert_eq!(form.portal.count("upload"), 0);
}

#[wasm_bindgen_test]
async fn an_address_that_anybody_can_read_gets_no_file() {
    let form = Form::open().await;
    form.portal
        .change(|portal| portal.settings.upload_address = Some("ftp://portal.invalid/upload".to_owned()));
    form.choose_file("record.mp3", MP3, LARGE);
    let error = form.attach().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::NotUnderstood);
    assert!(!format!("{error:?}").contains("portal.invalid"), "{error:?}");
}

#[wasm_bindgen_test]
async fn a_second_record_replaces_the_first() {
    let form = Form::open().await;
    form.choose_file("first.mp3", MP3, LARGE);
    assert_eq!(form.attach().await, Ok(true));
    form.choose_file("second.mp3", MP3, 30);
    assert_eq!(form.attach().await, Ok(true));
    let records = form.records();
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["NAME"], "second.mp3");
}

#[wasm_bindgen_test]
async fn an_upload_ends_with_its_card_and_leaves_nothing() {
    let before = callbacks_alive();
    let mut form = Form::open().await;
    form.choose_file("record.mp3", MP3, 20_000_000);
    let attached = form.start();
    form.is_on_its_way().await;
    form.close();
    assert_eq!(attached.await.unwrap(), Ok(false));
    assert!(form.records().is_empty());
    drop(form);
    until(
        || callbacks_alive() == before,
        || format!("{} callbacks left", callbacks_alive()),
    )
    .await;
}

#[wasm_bindgen_test]
async fn the_file_field_keeps_the_keyboard_and_its_file_during_the_upload() {
    let form = Form::open().await;
    form.choose_file("record.mp3", MP3, 20_000_000);
    let field: HtmlInputElement = form.find("#record-file").unchecked_into();
    until(|| field.offset_height() > 0, || form.text()).await;
    field.focus().unwrap();
    let attached = form.start();
    form.is_on_its_way().await;
    let active = active_element();
    assert!(active.as_ref() == Some(&**field));
    assert_eq!(field.get_attribute("aria-disabled").as_deref(), Some("true"));
    form.click("#record-from-address");
    form.choose_file("other.mp3", MP3, 40_000);
    assert_eq!(form.record.check(), None, "there is no address");
    assert_eq!(form.record.file().unwrap().name(), "record.mp3");
    assert_eq!(field.files().unwrap().get(0).unwrap().name(), "record.mp3");
    form.record.cancel();
    assert_eq!(attached.await.unwrap(), Ok(false));
    until(|| field.get_attribute("aria-disabled").is_none(), || form.text()).await;
    form.choose_file("other.mp3", MP3, 40_000);
    assert_eq!(form.record.file().unwrap().name(), "other.mp3");
}
