//! What was typed in cards that closed too early waits on the app's own page.

use super::*;
use crate::page::{forget_drafts, kept, kept_drafts};
use crate::support::{stored_elsewhere, value};
use call_card::simulator::{Client, Item, ItemKind};

const CALL: &str = "externalCall.716f1cb73def9700a23842adf9c4c568.1773130779";
const FINISH: &str = "telephony.externalCall.finish";
const COMMENT: &str = "crm.timeline.comment.add";
const ATTACH: &str = "telephony.externalCall.attachRecord";

/// Types a note into a card, which closes before it is saved.
async fn type_and_close(mut card: Page, note: &str) {
    card.shows("Ingrid Olsen").await;
    card.settle().await;
    fill(&card, "wrap-up-note", note).await;
    card.settle().await;
    card.portal.force_close();
    card.close();
}

/// A card in which this was typed, and which closed before it was saved; then the app's own page.
async fn left_behind(note: &str) -> Page {
    left_behind_in(note, |_| {}).await
}

/// The same in a portal that a test has changed.
async fn left_behind_in(note: &str, change: impl FnOnce(&mut Portal)) -> Page {
    forget_drafts();
    type_and_close(Page::open("wrap-up"), note).await;
    let portal = Simulator::here(Scenario::named("own-page"));
    portal.change(|portal| {
        let client = Client::number("+19999999666").bound(Item::contact(797), &[]);
        portal.add_call(CALL, "+19999999666", 2, &client);
        change(portal);
    });
    let page = Page::again(portal);
    page.shows("Unsaved wrap-ups").await;
    page.settle().await;
    page
}

#[wasm_bindgen_test]
async fn a_wrap_up_that_was_left_behind_is_finished_from_the_own_page() {
    let page = left_behind("Calls back on Monday").await;
    page.press("Finish, save or discard").await;
    page.shows("Finish call").await;
    page.press("Finish call").await;
    page.shows("The call is saved. The note is saved.").await;
    page.shows("Nothing is left to save.").await;
    assert_eq!(sent(&page, FINISH)[0].payload["CALL_ID"].as_str(), Some(CALL));
    let note = sent(&page, COMMENT)[0].payload["fields"].clone();
    assert_eq!(note["COMMENT"].as_str(), Some("Calls back on Monday"));
    assert_eq!(note["ENTITY_ID"].id(), Some(797));
    assert_eq!(kept_drafts(), []);
    for command in ["disableAutoClose", "enableAutoClose"] {
        assert_eq!(page.portal.count(command), 0, "there is no card to hold");
    }
}

#[wasm_bindgen_test]
async fn a_wrap_up_that_was_left_behind_is_known_by_its_client_and_first_words() {
    let page = left_behind("Calls back on Monday").await;
    page.shows("Calls back on Monday").await;
    page.shows("+19999999666 \u{b7} Ingrid Olsen").await;
    page.press("Finish, save or discard").await;
    until(|| page.find("#wrap-up-note").is_some(), || page.text()).await;
    // There they can be read in the form.
    assert!(!page.text().contains("Calls back on Monday"), "{}", page.text());
    fill(&page, "wrap-up-note", "Calls back on Tuesday").await;
    page.press("Finish, save or discard").await;
    page.shows("Calls back on Tuesday").await;
}

#[wasm_bindgen_test]
async fn a_note_that_is_emptied_leaves_the_form_open_until_the_agent_closes_it() {
    let page = left_behind("Calls back on Monday").await;
    page.press("Finish, save or discard").await;
    until(|| page.find("#wrap-up-note").is_some(), || page.text()).await;
    fill(&page, "wrap-up-note", "").await;
    until(|| kept_drafts().is_empty(), || page.text()).await;
    page.settle().await;
    assert!(page.button("Finish call").is_some(), "{}", page.text());
    fill(&page, "wrap-up-note", "Calls back on Tuesday").await;
    assert!(kept_drafts()[0].1.contains("Calls back on Tuesday"));
    fill(&page, "wrap-up-note", "").await;
    page.press("Finish, save or discard").await;
    page.shows("Nothing is left to save.").await;
    assert!(page.find("#wrap-up-note").is_none());
}

/// A card whose call is finished but whose recording is not attached, and nor is this note saved, and which has closed;
/// then the app's own page.
async fn finished_without_its_recording(note: &str) -> Page {
    forget_drafts();
    let mut card = Page::open("wrap-up");
    card.shows("Ingrid Olsen").await;
    card.settle().await;
    let more = card.find("details:has(#record-from-address)").unwrap();
    more.set_attribute("open", "").unwrap();
    let radio: web_sys::HtmlElement = card.find("#record-from-address").unwrap().unchecked_into();
    radio.click();
    fill(&card, "record-address", "https://pbx.example/1.mp3").await;
    fill(&card, "wrap-up-duration", "1:35").await;
    fill(&card, "wrap-up-note", note).await;
    for method in [ATTACH, COMMENT] {
        let refusal = Fault::status(403, "ACCESS_DENIED");
        card.portal.fault(refusal.rest().only(method));
    }
    card.press("Finish call").await;
    card.shows("The recording was not attached.").await;
    card.settle().await;
    card.portal.force_close();
    card.close();
    // In this portal the call has another id.
    let portal = Simulator::here(Scenario::named("own-page"));
    portal.change(|portal| portal.earlier_call("+19999999666", 2, 5.0, 95, "200"));
    let call_id = portal.portal().borrow().last_earlier_call();
    let (key, text) = kept_drafts().remove(0);
    stored_elsewhere(&key, None);
    stored_elsewhere(&key.replace(CALL, &call_id), Some(&text.replace(CALL, &call_id)));
    let page = Page::again(portal);
    page.shows("Unsaved wrap-ups").await;
    page.settle().await;
    page
}

#[wasm_bindgen_test]
async fn a_call_that_is_finished_offers_only_what_is_left_to_save() {
    let page = finished_without_its_recording("").await;
    page.press("Finish, save or discard").await;
    page.shows("Attach recording").await;
    assert!(page.button("Finish call").is_none(), "{}", page.text());
    assert!(page.find("#wrap-up-duration").is_none());
    page.press("Attach recording").await;
    until(|| sent(&page, ATTACH).len() == 1, || page.text()).await;
    page.settle().await;
    assert_eq!(sent(&page, FINISH).len(), 0);
}

#[wasm_bindgen_test]
async fn attaching_the_recording_leaves_the_form_open_while_its_note_is_not_saved() {
    let page = finished_without_its_recording("Calls back on Monday").await;
    page.press("Finish, save or discard").await;
    page.press("Attach recording").await;
    page.shows("The recording is attached.").await;
    page.settle().await;
    assert_eq!(value(&page, "wrap-up-note"), "Calls back on Monday");
}

#[wasm_bindgen_test]
async fn a_client_that_the_card_is_bound_to_meanwhile_takes_the_note() {
    forget_drafts();
    let mut card = Page::open("unknown-caller");
    card.settle().await;
    fill(&card, "wrap-up-note", "Calls back on Monday").await;
    card.settle().await;
    card.portal.force_close();
    card.close();
    let page = Page::again(Simulator::here(Scenario::named("own-page")));
    page.press("Finish, save or discard").await;
    page.shows("A note needs a client.").await;
    page.settle().await;
    let (key, stored) = kept_drafts().remove(0);
    let mut draft: Value = serde_json::from_str(&stored).unwrap();
    let at = js_sys::Date::now() + 60_000.0;
    draft["entries"]["items"] = serde_json::json!([["CONTACT 797"], at]);
    stored_elsewhere(&key, Some(&draft.to_string()));
    page.stops_showing("A note needs a client.").await;
    page.press("Save note").await;
    until(|| !sent(&page, COMMENT).is_empty(), || page.text()).await;
    let note = sent(&page, COMMENT)[0].payload["fields"].clone();
    assert_eq!(note["ENTITY_ID"].text().as_deref(), Some("797"));
}

#[wasm_bindgen_test]
async fn a_transcript_that_was_not_attached_is_attached_from_the_own_page() {
    forget_drafts();
    let mut card = Page::open("wrap-up");
    card.shows("Ingrid Olsen").await;
    card.settle().await;
    fill(&card, "wrap-up-duration", "1:35").await;
    card.press("Finish call").await;
    card.shows("Call saved").await;
    fill(&card, "transcript-text", "Agent: Good morning").await;
    card.settle().await;
    card.portal.force_close();
    card.close();

    // In this portal the call has another id.
    let portal = Simulator::here(Scenario::named("own-page"));
    portal.change(|portal| portal.earlier_call("+19999999666", 2, 5.0, 95, "200"));
    let call_id = portal.portal().borrow().last_earlier_call();
    let (key, text) = kept("call-card.transcript").remove(0);
    stored_elsewhere(&key, None);
    stored_elsewhere(&key.replace(CALL, &call_id), Some(&text));
    let page = Page::again(portal);
    page.shows("+19999999666").await;
    page.settle().await;
    page.press("Finish, save or discard").await;
    page.shows("Sentences: 1").await;
    assert_eq!(value(&page, "transcript-text"), "Agent: Good morning");
    assert!(page.find("#wrap-up-note").is_none(), "{}", page.text());
    page.press("Attach transcript").await;
    page.shows("Nothing is left to save.").await;
    page.shows("The transcript is attached.").await;
    let attached = &sent(&page, "telephony.call.attachTranscription");
    assert_eq!(attached.len(), 1);
    assert_eq!(attached[0].payload["CALL_ID"].as_str(), Some(&*call_id));
    assert_eq!(kept("call-card.transcript"), []);
}

#[wasm_bindgen_test]
async fn the_note_about_an_unknown_caller_goes_to_whoever_is_chosen() {
    note_goes_to_whoever_is_chosen(&Client::number("+4940111222")).await;
}

#[wasm_bindgen_test]
async fn the_note_about_an_item_that_takes_none_goes_to_whoever_is_chosen() {
    let invoice = Item {
        kind: ItemKind::Invoice,
        id: 9,
    };
    note_goes_to_whoever_is_chosen(&Client::number("+4940111222").bound(invoice, &[])).await;
}

async fn note_goes_to_whoever_is_chosen(client: &Client) {
    forget_drafts();
    let portal = Simulator::here(Scenario::named("unknown-caller"));
    portal.change(|portal| portal.set_client(client.clone()));
    let mut card = Page::again(portal);
    card.settle().await;
    fill(&card, "wrap-up-note", "Calls back on Monday").await;
    card.settle().await;
    let call_id = card.portal.portal().borrow().card().unwrap().call_id.clone();
    card.portal.force_close();
    card.close();
    let portal = Simulator::here(Scenario::named("own-page"));
    portal.change(|portal| portal.add_call(&call_id, "+4940111222", 2, client));
    let page = Page::again(portal);
    page.press("Finish, save or discard").await;
    page.shows("A note needs a client.").await;
    page.shows("Check who is calling before you choose one.").await;
    page.press("Choose for this call: Eva Weber").await;
    page.press("Finish call").await;
    page.shows("The call is saved. The note is saved.").await;
    let note = sent(&page, COMMENT)[0].payload["fields"].clone();
    assert_eq!(note["COMMENT"].as_str(), Some("Calls back on Monday"));
    assert_eq!(note["ENTITY_TYPE"].as_str(), Some("contact"));
}

#[wasm_bindgen_test]
async fn a_call_that_was_handed_over_is_not_finished_from_the_own_page() {
    forget_drafts();
    let mut card = Page::open("wrap-up");
    card.shows("Ingrid Olsen").await;
    card.settle().await;
    fill(&card, "wrap-up-note", "Anna takes over").await;
    // The card closes before the answer comes.
    card.portal.fault(
        Fault::new(FaultKind::Held)
            .rest()
            .only("telephony.externalCall.hide"),
    );
    card.press("Hand over").await;
    until(|| card.portal.is_picking_users(), || card.text()).await;
    card.portal.pick_users(&[2]);
    until(
        || card.portal.count("telephony.externalCall.hide") == 1,
        || card.text(),
    )
    .await;
    card.portal.force_close();
    card.close();

    let page = Page::again(Simulator::here(Scenario::named("own-page")));
    page.shows("Unsaved wrap-ups").await;
    page.settle().await;
    page.press("Finish, save or discard").await;
    page.shows("Save note").await;
    assert!(!page.text().contains("Finish call"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_call_whose_handover_got_no_answer_is_not_finished_from_the_own_page() {
    forget_drafts();
    let card = Page::open("wrap-up");
    card.shows("Ingrid Olsen").await;
    card.settle().await;
    fill(&card, "wrap-up-note", "Anna takes over").await;
    card.portal.fault(
        Fault::new(FaultKind::Offline)
            .rest()
            .only("telephony.externalCall.hide"),
    );
    card.press("Hand over").await;
    until(|| card.portal.is_picking_users(), || card.text()).await;
    card.portal.pick_users(&[2]);
    card.shows("The connection failed").await;
    let stored: Value = serde_json::from_str(&kept_drafts().remove(0).1).unwrap();
    assert_eq!(stored["entries"]["handed-over"][0], true, "{stored}");
    // The card is here, and finishes the call all the same.
    assert!(card.button("Finish call").is_some(), "{}", card.text());
}

#[wasm_bindgen_test]
async fn a_call_that_came_back_is_finished_from_the_own_page_again() {
    let page = left_behind("Anna takes over").await;
    page.press("Finish, save or discard").await;
    page.shows("Finish call").await;
    let (key, stored) = kept_drafts().remove(0);
    let mut draft: Value = serde_json::from_str(&stored).unwrap();
    // In the middle of the year 2100.
    draft["entries"]["handed-over"] = serde_json::json!([true, 4_118_000_000_000_u64]);
    stored_elsewhere(&key, Some(&draft.to_string()));
    page.stops_showing("Finish call").await;
    draft["entries"]["handed-over"] = serde_json::json!([false, 4_118_000_000_001_u64]);
    stored_elsewhere(&key, Some(&draft.to_string()));
    page.shows("Finish call").await;
}

#[wasm_bindgen_test]
async fn a_call_whose_card_is_open_again_is_not_handed_over_any_more() {
    forget_drafts();
    type_and_close(Page::open("wrap-up"), "Anna takes over").await;
    let (key, stored) = kept_drafts().remove(0);
    let mut draft: Value = serde_json::from_str(&stored).unwrap();
    draft["entries"]["handed-over"] = serde_json::json!([true, 1]);
    stored_elsewhere(&key, Some(&draft.to_string()));
    let card = Page::again(Simulator::here(Scenario::named("wrap-up")));
    card.shows("Ingrid Olsen").await;
    card.settle().await;
    fill(&card, "wrap-up-note", "Anna gave it back").await;
    card.settle().await;
    let stored: Value = serde_json::from_str(&kept_drafts().remove(0).1).unwrap();
    assert_eq!(stored["entries"]["handed-over"][0], false, "{stored}");
}

#[wasm_bindgen_test]
async fn a_wrap_up_that_was_left_behind_is_saved_or_discarded_from_the_own_page() {
    let page = left_behind("Calls back on Monday").await;
    page.press("Finish, save or discard").await;
    page.shows("Save note").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    until(|| kept_drafts().is_empty(), || page.text()).await;
    assert!(sent(&page, FINISH).is_empty());
    drop(page);
    let page = left_behind("Nothing worth keeping").await;
    page.press("Finish, save or discard").await;
    page.shows("Discard draft").await;
    page.press("Discard draft").await;
    page.shows("Discard everything").await;
    page.press("Yes, discard it").await;
    page.shows("Nothing is left to save.").await;
    assert_eq!(kept_drafts(), []);
    assert!(sent(&page, COMMENT).is_empty());
}

#[wasm_bindgen_test]
async fn what_another_user_left_behind_is_not_shown() {
    let page = left_behind("For my eyes only").await;
    drop(page);
    let portal = Simulator::here(Scenario::named("own-page"));
    portal.change(|portal| portal.settings.user = 2);
    let page = Page::again(portal);
    page.shows("Register a call").await;
    page.settle().await;
    assert!(!page.text().contains("Unsaved wrap-ups"), "{}", page.text());
    assert_eq!(kept_drafts().len(), 1);
}

#[wasm_bindgen_test]
async fn an_unsaved_wrap_up_that_another_page_changes_is_shown_as_it_is_now() {
    let page = left_behind("Calls back").await;
    let (key, stored) = kept_drafts().remove(0);
    let mut draft: Value = serde_json::from_str(&stored).unwrap();
    // In the middle of the year 2100.
    draft["entries"]["number"] = serde_json::json!(["+19999999000", 4_118_000_000_000_u64]);
    stored_elsewhere(&key, Some(&draft.to_string()));
    page.shows("+19999999000").await;
    page.shows("2100").await;
}

/// A call that was registered here for an internal number and shown to a colleague, and in whose card this was typed
/// before it closed; then the app's own page. Also the id of the call.
async fn typed_in_the_card_of_a_registered_call(note: &str) -> (Page, String) {
    let page = own().await;
    fill(&page, "register-who", "inner").await;
    until(|| page.find("#register-inner").is_some(), || page.text()).await;
    fill(&page, "register-inner", "102").await;
    register(&page, "+19999999666").await;
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[2]);
    page.shows("Card sent to:").await;
    page.settle().await;
    let call_id = sent(&page, "telephony.externalCall.show")[0].payload["CALL_ID"]
        .text()
        .unwrap();
    drop(page);
    let client = || Client::number("+19999999666").bound(Item::contact(797), &[]);
    let portal = Simulator::here(Scenario::named("wrap-up"));
    portal.change(|portal| portal.open_call(&call_id, client()));
    type_and_close(Page::again(portal), note).await;
    let portal = Simulator::here(Scenario::named("own-page"));
    portal.change(|portal| portal.add_call(&call_id, "+19999999666", 2, &client()));
    let page = Page::again(portal);
    page.shows("Unsaved wrap-ups").await;
    page.settle().await;
    (page, call_id)
}

#[wasm_bindgen_test]
async fn an_unsaved_wrap_up_of_a_registered_call_is_finished_as_it_was_registered_in_either_order() {
    for row_first in [false, true] {
        let (page, call_id) = typed_in_the_card_of_a_registered_call("Calls back on Monday").await;
        if row_first {
            page.press("Finish…").await;
            until(|| page.find("#wrap-up-note").is_some(), || page.text()).await;
            assert_eq!(value(&page, "wrap-up-note"), "Calls back on Monday");
        }
        page.press("Finish, save or discard").await;
        until(|| page.find("#wrap-up-note").is_some(), || page.text()).await;
        assert_eq!(page.all("#wrap-up-note").len(), 1);
        assert_eq!(
            value(&page, "wrap-up-note"),
            "Calls back on Monday",
            "row first: {row_first}"
        );
        page.press("Finish call").await;
        page.shows("The call is saved. The note is saved.").await;
        page.shows("Finished").await;
        let finish = &sent(&page, FINISH)[0].payload;
        assert_eq!(finish["CALL_ID"].as_str(), Some(&*call_id));
        assert_eq!(
            finish["USER_PHONE_INNER"].text().as_deref(),
            Some("102"),
            "row first: {row_first}"
        );
        assert_eq!(finish["USER_ID"].text(), None);
        let hide = sent(&page, "telephony.externalCall.hide");
        assert_eq!(hide.len(), 1, "the colleague's card");
        assert_eq!(sent(&page, COMMENT).len(), 1);
        assert!(page.button("Finish…").is_none());
        assert_eq!(kept_drafts(), []);
    }
}

#[wasm_bindgen_test]
async fn what_is_typed_in_an_unsaved_wrap_up_of_a_registered_call_is_kept() {
    let (page, _) = typed_in_the_card_of_a_registered_call("Calls back").await;
    page.press("Finish, save or discard").await;
    until(|| page.find("#wrap-up-note").is_some(), || page.text()).await;
    fill(&page, "wrap-up-note", "Calls back on Monday").await;
    let kept: String = kept_drafts().into_iter().map(|(_, text)| text).collect();
    assert!(kept.contains("Calls back on Monday"), "{kept}");
}

#[wasm_bindgen_test]
async fn a_wrap_up_that_this_version_cannot_read_is_named_and_stays_until_it_is_discarded() {
    let page = left_behind("Calls back").await;
    let (key, _) = kept_drafts().remove(0);
    drop(page);
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    let newer = "{\"version\":2}";
    storage.set_item(&key, newer).unwrap();
    let page = Page::again(Simulator::here(Scenario::named("own-page")));
    page.shows("was stored by another version of this app").await;
    page.shows(CALL).await;
    page.settle().await;
    assert_eq!(kept_drafts(), [(key, newer.to_owned())]);
    for answer in ["No, keep it", "Yes, discard it"] {
        assert_eq!(kept_drafts().len(), 1);
        page.press("Discard draft").await;
        page.shows("Discard everything").await;
        page.press(answer).await;
        page.stops_showing("Discard everything").await;
    }
    page.stops_showing("another version of this app").await;
    assert_eq!(kept_drafts(), []);
}

#[wasm_bindgen_test]
async fn phrases_are_inserted_in_the_note_of_a_wrap_up_that_was_left_behind() {
    // An administrator has set them since the browser tab has asked for them.
    let page = left_behind_in("Spoke", |portal| {
        let list = r#"{"version":1,"items":[{"text":"{client} has {number}"}]}"#;
        portal.set_app_option("call-card.phrases", list.into());
    })
    .await;
    page.press("Finish, save or discard").await;
    page.shows("Finish call").await;
    page.shows("Ingrid Olsen").await;
    page.press("Phrases").await;
    until(|| page.find("[role=option]").is_some(), || page.text()).await;
    let option: web_sys::HtmlElement = page.find("[role=option]").unwrap().unchecked_into();
    option.click();
    let note = || value(&page, "wrap-up-note");
    until(|| note().contains("Ingrid Olsen has"), note).await;
    assert!(note().contains("Spoke"), "{}", note());
}

/// A card in which a client was entered, and which closed before the client was created; then the app's own page.
async fn client_left_behind() -> Page {
    let mut card = Page::open("unknown-caller");
    card.shows("Create contact").await;
    card.settle().await;
    card.press("Create contact").await;
    until(|| card.find("#new-client-name").is_some(), || card.text()).await;
    fill(&card, "new-client-name", "Nora").await;
    fill(&card, "new-client-last-name", "Berg").await;
    card.settle().await;
    card.portal.force_close();
    card.close();
    let page = Page::again(Simulator::here(Scenario::named("own-page")));
    page.shows("Unsaved wrap-ups").await;
    page.shows("Create contact: Nora · Berg").await;
    page
}

#[wasm_bindgen_test]
async fn an_unsaved_client_that_another_page_changes_is_shown_as_it_is_now_and_the_question_stays() {
    let page = client_left_behind().await;
    page.press("Discard draft").await;
    page.shows("Yes, discard it").await;
    let (key, stored) = kept("call-card.new-client").remove(0);
    stored_elsewhere(&key, Some(&stored.replace("Nora", "Nina")));
    page.shows("Create contact: Nina · Berg").await;
    assert!(page.button("Yes, discard it").is_some(), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_client_that_was_entered_and_not_created_can_be_read_and_discarded() {
    let page = client_left_behind().await;
    assert!(
        page.text().contains("170 00000001") || page.text().contains("491700"),
        "{}",
        page.text()
    );
    page.press("Discard draft").await;
    page.shows("Yes, discard it").await;
    page.press("Yes, discard it").await;
    page.stops_showing("Nora").await;
    assert_eq!(kept("call-card.new-client"), []);
}

#[wasm_bindgen_test]
async fn rows_stay_where_they_are_while_one_of_them_is_written_in() {
    let page = left_behind("Calls back on Monday").await;
    let of_other = |at: f64| {
        format!(
            "{{\"call\":\"another\",\"entries\":{{\"note\":[\"Theirs\",{at}],\"number\":[\"+19999999000\",{at}]}}}}"
        )
    };
    let now = js_sys::Date::now();
    stored_elsewhere(
        "call-card.draft preview.invalid 1 another",
        Some(&of_other(now + 1_000.0)),
    );
    let numbers = || {
        let text = page.text();
        let at = |number: &str| text.find(number);
        (at("+19999999000"), at("+19999999666"))
    };
    let is_first = || matches!(numbers(), (Some(other), Some(own)) if other > own);
    page.shows("+19999999000").await;
    let order = is_first();
    // The other one, and then this one, is the latest.
    stored_elsewhere(
        "call-card.draft preview.invalid 1 another",
        Some(&of_other(now + 900_000.0)),
    );
    page.settle().await;
    assert_eq!(is_first(), order);
    stored_elsewhere(
        "call-card.draft preview.invalid 1 another",
        Some(&of_other(now - 1_000_000.0)),
    );
    page.settle().await;
    assert_eq!(is_first(), order);
}
