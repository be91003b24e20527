//! Result codes: their shortcuts, and the field of a CRM item that takes them.

use super::page::{Page, text, until};
use super::support::{fill, focused, press_key, sent, value};
use call_card::simulator::{Client, Fault, FaultKind, Item, PhpValue, Scenario, Simulator};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::HtmlElement;

const COMMENT: &str = "crm.timeline.comment.add";
const FINISH: &str = "telephony.externalCall.finish";
const UPDATE: &str = "crm.item.update";
const NOTE: &str = "wrap-up-note";
const CODE: &str = "wrap-up-code";

/// The card of a call that can be finished, with these result codes.
async fn card(codes: &str) -> Page {
    let portal = Simulator::here(Scenario::named("wrap-up"));
    portal.change(|portal| {
        portal.set_app_option("call-card.result-codes", codes.into());
        portal.reload_page();
    });
    portal.load_again();
    let page = Page::with(portal);
    page.shows("Finish call").await;
    page.shows("Ingrid Olsen").await;
    until(|| page.find(&format!("#{CODE}")).is_some(), || page.text()).await;
    page.settle().await;
    page
}

/// Result codes that are written to this field.
fn codes(field: &str) -> String {
    format!(r#"{{"version":1,"field":"{field}","items":[{{"text":"Order"}},{{"text":"South"}}]}}"#)
}

/// What a field of the client holds.
fn field_of(page: &Page, item: Item, name: &str) -> Option<String> {
    let portal = page.portal.portal();
    let portal = portal.borrow();
    portal.crm.field(item, name).text()
}

fn press_alt(page: &Page, key: &str, code: &str, is_alt_graph: bool) -> bool {
    let note = page.find(&format!("#{NOTE}")).unwrap();
    !press_key(&note, key, |init| {
        init.set_code(code);
        init.set_alt_key(true);
        init.set_modifier_alt_graph(is_alt_graph);
    })
}

fn saved(page: &Page) -> Vec<String> {
    page.all(".saved > div").iter().map(text).collect()
}

#[wasm_bindgen_test]
async fn alt_with_its_key_chooses_a_code_and_leaves_the_focus() {
    let list = r#"{"version":1,"items":[{"text":"Order","key":"O"},{"text":"Wrong number","code":"404","key":"7"},{"text":"Other"}]}"#;
    let page = card(list).await;
    let select = page.find(&format!("#{CODE}")).unwrap();
    assert_eq!(
        select.get_attribute("aria-keyshortcuts").as_deref(),
        Some("Alt+O Alt+7")
    );
    let options: Vec<_> = page.all(&format!("#{CODE} > option")).iter().map(text).collect();
    assert_eq!(
        options,
        ["None", "Order (Alt+O)", "Wrong number (Alt+7)", "Other"]
    );
    let note: HtmlElement = page.find(&format!("#{NOTE}")).unwrap().unchecked_into();
    note.focus().unwrap();
    assert!(press_alt(&page, "o", "KeyO", false));
    until(|| value(&page, CODE) == "Order", || page.text()).await;
    // Another alphabet on the same keys.
    assert!(press_alt(&page, "7", "Digit7", false));
    until(|| value(&page, "wrap-up-result") == "404", || page.text()).await;
    assert!(press_alt(&page, "\u{449}", "KeyO", false));
    until(|| value(&page, CODE) == "Order", || page.text()).await;
    // The result that came with the wrong code goes with it.
    until(|| value(&page, "wrap-up-result") == "200", || page.text()).await;
    assert_eq!(focused(), NOTE);
    assert!(!press_alt(&page, "1", "Digit1", false), "a section of the card");
    assert!(!press_alt(&page, "7", "Digit7", true), "a character of its own");
    assert_eq!(value(&page, CODE), "Order");
    let keys = page.find(".keys").unwrap().text_content().unwrap();
    assert!(keys.contains("Alt+OOrder"), "{keys}");
}

#[wasm_bindgen_test]
async fn the_code_is_written_to_the_field_of_the_client_once() {
    let page = card(&codes("UF_CRM_NUMBER")).await;
    fill(&page, NOTE, "Calls back").await;
    fill(&page, CODE, "Order").await;
    page.press("Save note").await;
    page.shows("The result code is in the CRM field.").await;
    let contact = Item::contact(797);
    assert_eq!(field_of(&page, contact, "ufCrm_Number").as_deref(), Some("Order"));
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    assert_eq!(
        saved(&page),
        [
            "Call Answered · 1:35",
            "Note Contact: Ingrid Olsen",
            "Result code Order · Contact: Ingrid Olsen"
        ]
    );
    assert_eq!((sent(&page, UPDATE).len(), sent(&page, COMMENT).len()), (1, 1));
}

#[wasm_bindgen_test]
async fn a_list_gets_the_choice_of_this_title_and_what_it_does_not_have_is_said() {
    let page = card(&codes("ufCrmRegion")).await;
    fill(&page, CODE, "Order").await;
    page.press("Save note").await;
    page.shows("The result code was not written to the CRM field. The CRM field does not accept this value.")
        .await;
    assert!(sent(&page, UPDATE).is_empty());
    fill(&page, CODE, "South").await;
    page.press("Save note").await;
    page.shows("The result code is in the CRM field.").await;
    assert_eq!(
        field_of(&page, Item::contact(797), "ufCrm_Region").as_deref(),
        Some("80")
    );
}

#[wasm_bindgen_test]
async fn a_failure_is_said_and_repeated_alone_also_after_a_reload() {
    let mut page = card(&codes("UF_CRM_NUMBER")).await;
    page.portal
        .fault(Fault::status(400, "ACCESS_DENIED").rest().only(UPDATE));
    fill(&page, NOTE, "Calls back").await;
    fill(&page, CODE, "Order").await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    page.shows("The result code was not written to the CRM field. You don't have permission to do this.")
        .await;
    assert!(page.button("Close card").is_none(), "something is left to save");
    page.close();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    page.shows("Call saved").await;
    page.shows("It is not known whether the result code was written to the CRM field.")
        .await;
    page.portal.clear_faults();
    page.press("Try again").await;
    until(
        || saved(&page).contains(&"Result code Order · Contact: Ingrid Olsen".to_owned()),
        || page.text(),
    )
    .await;
    assert_eq!(
        field_of(&page, Item::contact(797), "ufCrm_Number").as_deref(),
        Some("Order")
    );
    assert_eq!((sent(&page, COMMENT).len(), sent(&page, FINISH).len()), (1, 1));
    page.close_card().await;
}

#[wasm_bindgen_test]
async fn the_code_of_a_note_that_failed_stays_with_it_when_the_page_ends_while_the_call_is_finished() {
    let mut page = card(&codes("")).await;
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only(COMMENT));
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(FINISH).times(1));
    fill(&page, NOTE, "Calls back").await;
    fill(&page, CODE, "Order").await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    page.close();
    page.portal.load_again();
    page.portal.clear_faults();
    let page = Page::again(page.portal.clone());
    page.shows("Call saved").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    let note = sent(&page, COMMENT).pop().unwrap().payload["fields"]["COMMENT"].text();
    assert_eq!(note.as_deref(), Some("Order:\nCalls back"));
}

#[wasm_bindgen_test]
async fn a_lost_answer_is_repeated_and_nothing_is_different() {
    let page = card(&codes("UF_CRM_NUMBER")).await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(UPDATE).times(1));
    fill(&page, CODE, "Order").await;
    page.press("Save note").await;
    page.shows("It is not known whether the result code was written to the CRM field.")
        .await;
    page.press("Try again").await;
    page.shows("The result code is in the CRM field.").await;
    assert_eq!((sent(&page, UPDATE).len(), sent(&page, COMMENT).len()), (2, 1));
}

#[wasm_bindgen_test]
async fn the_code_that_is_saved_is_written_although_another_one_is_chosen_meanwhile() {
    let page = card(&codes("UF_CRM_NUMBER")).await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(COMMENT));
    fill(&page, CODE, "Order").await;
    page.press("Save note").await;
    until(|| sent(&page, COMMENT).len() == 1, || page.text()).await;
    fill(&page, CODE, "South").await;
    page.portal.release();
    page.shows("The result code is in the CRM field.").await;
    let written = field_of(&page, Item::contact(797), "ufCrm_Number");
    assert_eq!(written.as_deref(), Some("Order"));
    assert_eq!(value(&page, CODE), "South");
}

#[wasm_bindgen_test]
async fn the_code_goes_to_the_client_of_its_note_although_the_card_has_another_one_by_then() {
    let page = card(&codes("UF_CRM_NUMBER")).await;
    page.portal.change(|portal| {
        portal.crm.contact(5001, "Nora", "Berg", "+4930765432", 2);
    });
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(COMMENT));
    fill(&page, CODE, "Order").await;
    page.press("Save note").await;
    until(|| sent(&page, COMMENT).len() == 1, || page.text()).await;
    page.portal
        .set_client(Client::number("+4930765432").bound(Item::contact(5001), &[]));
    until(|| page.heading().contains("765432"), || page.text()).await;
    page.settle().await;
    page.portal.release();
    page.shows("Nora Berg").await;
    page.shows("The result code is in the CRM field.").await;
    let ids: Vec<_> = sent(&page, UPDATE)
        .iter()
        .map(|entry| entry.payload["id"].id())
        .collect();
    assert_eq!(ids, [Some(797)]);
    assert_eq!(field_of(&page, Item::contact(5001), "ufCrm_Number"), None);
}

#[wasm_bindgen_test]
async fn an_item_without_the_field_is_left_alone() {
    let page = card(&codes("UF_CRM_NO_SUCH_FIELD")).await;
    fill(&page, NOTE, "Calls back").await;
    fill(&page, CODE, "Order").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    page.settle().await;
    assert!(sent(&page, UPDATE).is_empty());
    assert!(!page.text().contains("CRM field"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_digit_is_a_shortcut_where_another_character_is_on_its_key() {
    let page = card(r#"{"version":1,"items":[{"text":"Order","key":"6"},{"text":"Other","key":"M"}]}"#).await;
    // A French keyboard has M elsewhere.
    assert!(press_alt(&page, "-", "Digit6", false));
    until(|| value(&page, CODE) == "Order", || page.text()).await;
    assert!(!press_alt(&page, ",", "KeyM", false));
    assert_eq!(value(&page, CODE), "Order");
}

#[wasm_bindgen_test]
async fn a_shortcut_is_announced_again_after_another_choice() {
    let page = card(r#"{"version":1,"items":[{"text":"Order","key":"O"},{"text":"Other"}]}"#).await;
    let announced = || text(&page.find(&format!("#{CODE} ~ [role=status]")).unwrap());
    press_alt(&page, "o", "KeyO", false);
    until(|| announced() == "Order", announced).await;
    fill(&page, CODE, "Other").await;
    until(|| announced().is_empty(), announced).await;
    press_alt(&page, "o", "KeyO", false);
    until(|| announced() == "Order", announced).await;
    assert_eq!(value(&page, CODE), "Order");
}

#[wasm_bindgen_test]
async fn the_shortcuts_are_listed_as_long_as_there_is_something_to_choose() {
    let page = card(r#"{"version":1,"items":[{"text":"Order","key":"O"}]}"#).await;
    let keys = || page.find(".keys").unwrap().text_content().unwrap();
    until(|| keys().contains("Alt+O"), keys).await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    until(|| !keys().contains("Alt+O"), keys).await;
    assert!(keys().contains("Alt+2"), "{}", keys());
}
