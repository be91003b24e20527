//! The card goes on to another call: what belongs to a call stays with its `CALL_ID`.

use super::page::{Page, until};
use super::record::{ATTACH, MP3, choose_file};
use super::support::{Later, fill, kept_text, sent, value};
use call_card::simulator::{Client, Fault, FaultKind, Item, LogEntry, PhpValue, Portal, Scenario, Simulator};
use call_card::state::WrapUpForm;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::HtmlElement;

const FINISH: &str = "telephony.externalCall.finish";
const HIDE: &str = "telephony.externalCall.hide";
const COMMENT: &str = "crm.timeline.comment.add";
const COMMENTS: &str = "crm.timeline.comment.list";
const NOTE: &str = "wrap-up-note";
const FIRST: &str = "externalCall.716f1cb73def9700a23842adf9c4c568.1773130779";
const SECOND: &str = "externalCall.00000000000000000000000000000002.1773130800";

/// The card of the first call.
async fn first_call() -> Page {
    let page = Page::open("wrap-up");
    page.shows("Ingrid Olsen").await;
    page.settle().await;
    page
}

/// The card goes on to another call while the parties talk, as the portal does it: there is no event of the call's state.
fn go_on_to(page: &Page, call_id: &str) {
    page.portal.change(|portal| {
        let client = Client::number("+4930765432").bound(Item::company(25), &[]);
        portal.add_call(call_id, "+4930765432", 2, &client);
        call_id.clone_into(&mut portal.card_mut().unwrap().call_id);
        portal.set_client(client);
    });
}

async fn second_call(page: &Page) {
    go_on_to(page, SECOND);
    until(|| page.heading().contains("765432"), || page.text()).await;
    page.settle().await;
}

async fn choose_recording(page: &Page) {
    page.find("details:has(#record-from-file)")
        .unwrap()
        .set_attribute("open", "")
        .unwrap();
    let radio: HtmlElement = page.find("#record-from-file").unwrap().unchecked_into();
    radio.click();
    choose_file(&page.find("#record-file").unwrap(), "talk.mp3", MP3, 40_000);
    page.settle().await;
}

fn call_ids(page: &Page, method: &str) -> Vec<String> {
    let id = |entry: LogEntry| entry.payload["CALL_ID"].text().unwrap_or_default();
    sent(page, method).into_iter().map(id).collect()
}

/// All that an agent can enter for a call, each by the field of [`WrapUpForm`] it ends up in. A new field has to be added
/// here.
fn entries() -> Vec<(&'static str, &'static str)> {
    let WrapUpForm {
        result: _,
        code: _,
        saved_code: _,
        code_item: _,
        note: _,
        // Where a script fits the call; `script.rs` has the tests.
        answers: _,
        target: _,
        // Not a field: *Choose for this call*.
        call_item: _,
        rating: _,
        quiet: _,
        duration: _,
        cost: _,
        currency: _,
        reason: _,
        step: _,
        step_at: _,
        // Only where somebody else is responsible for the client.
        step_for: _,
        step_remind: _,
    } = WrapUpForm::default();
    vec![
        ("wrap-up-result", "486"),
        (NOTE, "About the first"),
        ("wrap-up-target", "DEAL 4615"),
        ("wrap-up-duration", "1:35"),
        ("wrap-up-cost", "3.50"),
        ("wrap-up-reason", "Line busy"),
        ("wrap-up-step", "Send the offer"),
        ("wrap-up-step-at", "2026-12-01T10:30"),
        ("wrap-up-step-remind", "30"),
    ]
}

fn is_checked(page: &Page, id: &str) -> bool {
    let field = page.find(&format!("[id='{id}']")).unwrap();
    let checked = js_sys::Reflect::get(&field, &"checked".into()).unwrap();
    checked.as_bool().unwrap()
}

fn click(page: &Page, id: &str) {
    let field: HtmlElement = page.find(&format!("[id='{id}']")).unwrap().unchecked_into();
    field.click();
}

#[wasm_bindgen_test]
async fn nothing_of_a_call_is_at_the_next_and_all_of_it_is_there_again_with_its_call() {
    let page = first_call().await;
    for method in [COMMENT, "crm.activity.todo.add"] {
        page.portal
            .fault(Fault::status(403, "ACCESS_DENIED").rest().only(method));
    }
    for (id, text) in entries() {
        until(|| page.find(&format!("[id='{id}']")).is_some(), || id.to_owned()).await;
        fill(&page, id, text).await;
    }
    click(&page, "wrap-up-rating-4");
    click(&page, "wrap-up-chat");
    choose_recording(&page).await;
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[2]);
    page.shows("Bitrix24 shows the card to").await;
    page.press("Save note").await;
    page.shows("The note was not saved.").await;
    second_call(&page).await;
    page.press("Put it aside").await;
    page.stops_showing("went on to another call").await;
    let record = page.find("#record-from-nowhere").unwrap();
    assert!(record.matches(":checked").unwrap());
    for words in ["The note was not saved", "shows the card to", "Hide from"] {
        assert!(!page.text().contains(words), "{words}");
    }
    for (id, text) in entries() {
        let there = page.find(&format!("[id='{id}']")).map(|_| value(&page, id));
        assert_ne!(there.as_deref(), Some(text), "{id}");
    }
    assert!(!is_checked(&page, "wrap-up-rating-4") && is_checked(&page, "wrap-up-chat"));
    go_on_to(&page, FIRST);
    until(|| value(&page, NOTE) == "About the first", || page.text()).await;
    page.settle().await;
    for (id, text) in entries() {
        assert_eq!(value(&page, id), text, "{id}");
    }
    assert!(is_checked(&page, "wrap-up-rating-4") && !is_checked(&page, "wrap-up-chat"));
    let record = page.find("#record-from-file").unwrap();
    assert!(record.matches(":checked").unwrap());
    page.shows("The note was not saved.").await;
    assert!(page.button("Hide from Björn Lindqvist").is_some());
}

#[wasm_bindgen_test]
async fn the_field_that_is_typed_in_stays_when_the_portal_names_the_call_and_when_another_one_comes_in() {
    let portal = Simulator::here(Scenario::named("wrap-up"));
    portal.change(|portal| portal.card_mut().unwrap().call_id.clear());
    let page = Page::with(portal);
    page.shows("Ingrid Olsen").await;
    page.settle().await;
    let note = page.find(&format!("#{NOTE}")).unwrap();
    fill(&page, NOTE, "About the first").await;
    page.portal.change(|portal| {
        FIRST.clone_into(&mut portal.card_mut().unwrap().call_id);
        let client = portal.card().unwrap().client.clone();
        portal.set_client(client);
    });
    until(|| kept_text().contains(FIRST), kept_text).await;
    page.settle().await;
    assert!(page.find(&format!("#{NOTE}")).as_ref() == Some(&note), "named");
    second_call(&page).await;
    page.shows("The card went on to another call").await;
    assert!(
        page.all(".notice .number > span").len() > 1,
        "the number is in groups"
    );
    assert!(page.find(&format!("#{NOTE}")).as_ref() == Some(&note), "begun");
    assert_eq!(value(&page, NOTE), "About the first");
}

#[wasm_bindgen_test]
async fn a_form_that_is_being_saved_says_whose_it_is_when_the_card_goes_on() {
    let page = first_call().await;
    fill(&page, NOTE, "About the first").await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(COMMENT));
    page.press("Save note").await;
    until(|| sent(&page, COMMENT).len() == 1, || page.text()).await;
    second_call(&page).await;
    page.shows("The card went on to another call").await;
    assert!(
        page.button("Use it for the new call").is_none(),
        "{}",
        page.text()
    );
    fill(&page, NOTE, "More of the first").await;
    page.portal.release();
    until(
        || page.button("Use it for the new call").is_some(),
        || page.text(),
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_recording_file_of_a_call_is_not_attached_to_the_next() {
    let page = first_call().await;
    choose_recording(&page).await;
    second_call(&page).await;
    page.shows("The card went on to another call").await;
    page.press("Put it aside").await;
    page.stops_showing("went on to another call").await;
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    page.settle().await;
    assert_eq!(call_ids(&page, FINISH), [SECOND]);
    assert_eq!(call_ids(&page, ATTACH), Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn a_recording_file_that_was_put_aside_is_there_again_with_its_call() {
    let page = first_call().await;
    fill(&page, NOTE, "About the first").await;
    choose_recording(&page).await;
    second_call(&page).await;
    page.press("Put it aside").await;
    page.stops_showing("went on to another call").await;
    assert_eq!(value(&page, NOTE), "");
    go_on_to(&page, FIRST);
    until(|| value(&page, NOTE) == "About the first", || page.text()).await;
    page.settle().await;
    page.press("Finish call").await;
    until(|| sent(&page, ATTACH).len() == 1, || page.text()).await;
    assert_eq!(call_ids(&page, FINISH), [FIRST]);
    assert_eq!(call_ids(&page, ATTACH), [FIRST]);
}

#[wasm_bindgen_test]
async fn a_recording_alone_cannot_be_used_for_the_next_call_and_is_named_until_it_is_attached() {
    let page = first_call().await;
    choose_recording(&page).await;
    second_call(&page).await;
    page.shows("went on to another call").await;
    assert!(page.button("Use it for the new call").is_none());
    page.press("Put it aside").await;
    page.stops_showing("went on to another call").await;
    page.shows("is not attached yet. It is only on this card.").await;
    page.press("Show that call").await;
    page.shows("went on to another call").await;
    assert!(
        page.find("#record-from-file")
            .unwrap()
            .matches(":checked")
            .unwrap()
    );
    page.press("Finish call").await;
    until(|| sent(&page, ATTACH).len() == 1, || page.text()).await;
    assert_eq!(call_ids(&page, FINISH), [FIRST]);
    assert_eq!(call_ids(&page, ATTACH), [FIRST]);
    page.stops_showing("went on to another call").await;
    assert!(!page.text().contains("is not attached yet"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_card_with_a_transcript_of_a_call_that_was_put_aside_says_so_before_it_is_closed() {
    const TEXT: &str = "transcript-text";
    let page = first_call().await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    fill(&page, TEXT, "Agent: Good morning").await;
    second_call(&page).await;
    page.shows("went on to another call").await;
    assert!(page.button("Use it for the new call").is_none());
    page.press("Put it aside").await;
    page.shows("is not attached yet. It is only on this card.").await;
    fill(&page, "wrap-up-duration", "0:35").await;
    page.press("Finish call").await;
    page.shows("Save or discard it before you close the card.").await;
    assert!(page.button("Close card").is_none(), "{}", page.text());
    page.press("Show that call").await;
    until(|| value(&page, TEXT) == "Agent: Good morning", || page.text()).await;
    page.press("Discard transcript").await;
    page.stops_showing("went on to another call").await;
    page.close_card().await;
    assert_eq!(call_ids(&page, FINISH), [FIRST, SECOND]);
}

#[wasm_bindgen_test]
async fn text_taken_over_to_the_next_call_leaves_the_recording_with_the_former() {
    let page = first_call().await;
    fill(&page, NOTE, "About the second").await;
    choose_recording(&page).await;
    second_call(&page).await;
    page.press("Use it for the new call").await;
    page.stops_showing("went on to another call").await;
    assert_eq!(value(&page, NOTE), "About the second");
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    page.settle().await;
    assert_eq!(call_ids(&page, FINISH), [SECOND]);
    assert!(sent(&page, ATTACH).is_empty());
    let note = sent(&page, COMMENT)[0].payload["fields"].clone();
    assert_eq!(note["ENTITY_TYPE"].text().as_deref(), Some("company"));
}

#[wasm_bindgen_test]
async fn colleagues_of_a_call_are_not_hidden_with_the_next() {
    let page = first_call().await;
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[2]);
    page.shows("Bitrix24 shows the card to").await;
    second_call(&page).await;
    assert!(page.button("Hide from Björn Lindqvist").is_none());
    assert!(
        !page.text().contains("Bitrix24 shows the card to"),
        "{}",
        page.text()
    );
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    assert_eq!(call_ids(&page, FINISH), [SECOND]);
    assert!(sent(&page, HIDE).is_empty(), "{:?}", sent(&page, HIDE));
}

#[wasm_bindgen_test]
async fn colleagues_of_a_call_are_hidden_with_it_after_the_card_went_on() {
    let page = first_call().await;
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[2]);
    page.shows("Bitrix24 shows the card to").await;
    fill(&page, NOTE, "About the first").await;
    second_call(&page).await;
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    assert_eq!(call_ids(&page, FINISH), [FIRST]);
    assert_eq!(call_ids(&page, HIDE), [FIRST]);
}

#[wasm_bindgen_test]
async fn who_sees_the_card_of_a_call_is_known_after_a_reload_although_another_call_was_finished() {
    let mut page = first_call().await;
    for (user, name) in [(2, "Björn Lindqvist"), (3, "")] {
        page.press("Show card to…").await;
        until(|| page.portal.is_picking_users(), || page.text()).await;
        page.portal.pick_users(&[user]);
        page.shows("Bitrix24 shows the card to").await;
        if !name.is_empty() {
            fill(&page, NOTE, "About the first").await;
            second_call(&page).await;
        }
    }
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    page.settle().await;
    assert_eq!(call_ids(&page, HIDE), [FIRST]);
    page.close();
    let portal = page.portal.clone();
    portal.load_again();
    let page = Page::again(portal);
    until(|| page.button("Hide from Carla Ruiz").is_some(), || page.text()).await;
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 2, || page.text()).await;
    assert_eq!(call_ids(&page, HIDE), [FIRST, SECOND]);
}

#[wasm_bindgen_test]
async fn what_became_of_a_call_is_not_shown_at_the_next() {
    let page = first_call().await;
    fill(&page, NOTE, "About the first").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    second_call(&page).await;
    page.stops_showing("The note is saved.").await;
}

#[wasm_bindgen_test]
async fn a_save_that_ends_after_the_card_went_on_is_said_of_its_call() {
    let page = first_call().await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(COMMENT));
    fill(&page, NOTE, "About the first").await;
    page.press("Save note").await;
    until(|| !sent(&page, COMMENT).is_empty(), || page.text()).await;
    second_call(&page).await;
    page.portal.release();
    page.shows("The previous call, with +19999999666:").await;
    let former = crate::page::text(&page.find(".former").unwrap());
    assert!(former.ends_with("The note is saved."), "{former}");
    let result = page.find(".form .result").unwrap();
    assert_eq!(crate::page::text(&result), "");
    fill(&page, NOTE, "About the second").await;
    page.stops_showing("The previous call").await;
}

#[wasm_bindgen_test]
async fn nothing_is_said_of_a_former_call_whose_draft_was_discarded() {
    let page = first_call().await;
    fill(&page, NOTE, "About the first").await;
    second_call(&page).await;
    page.press("Discard draft").await;
    page.shows("Yes, discard it").await;
    page.press("Yes, discard it").await;
    until(|| value(&page, NOTE).is_empty(), || page.text()).await;
    page.settle().await;
    assert!(page.find(".former").is_none(), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_call_has_lasted_until_it_is_finished_however_long_its_note_takes() {
    let page = first_call().await;
    fill(&page, NOTE, "About the first").await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(COMMENT));
    page.press("Finish call").await;
    until(|| !sent(&page, COMMENT).is_empty(), || page.text()).await;
    let later = Later::by(60_000.0);
    page.portal.release();
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    drop(later);
    let duration = sent(&page, FINISH)[0].payload["DURATION"].text().unwrap();
    assert!(duration.parse::<u64>().unwrap() < 60, "{duration}");
}

#[wasm_bindgen_test]
async fn the_duration_of_a_call_is_that_of_its_end() {
    let page = first_call().await;
    fill(&page, "wrap-up-cost", "3.50").await;
    let later = Later::by(60_000.0);
    second_call(&page).await;
    drop(later);
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    let finish = sent(&page, FINISH)[0].payload.clone();
    assert_eq!(finish["CALL_ID"].text().as_deref(), Some(FIRST));
    let seconds = finish["DURATION"].number().unwrap();
    assert!((60.0..70.0).contains(&seconds), "{seconds}");
}

#[wasm_bindgen_test]
async fn the_stored_duration_is_that_at_the_end_of_the_call() {
    let page = first_call().await;
    fill(&page, NOTE, "Typed at the beginning").await;
    let later = Later::by(60_000.0);
    page.portal.hang_up();
    page.status_is("Ended").await;
    drop(later);
    assert!(kept_text().contains("\"seconds\":[6"), "{}", kept_text());
}

#[wasm_bindgen_test]
async fn a_finish_under_way_keeps_its_call_when_the_card_goes_on() {
    let page = first_call().await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only("user.current"));
    page.press("Finish call").await;
    until(|| !sent(&page, "user.current").is_empty(), || page.text()).await;
    second_call(&page).await;
    page.portal.release();
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    assert_eq!(call_ids(&page, FINISH), [FIRST]);
}

#[wasm_bindgen_test]
async fn the_clock_of_a_call_does_not_run_on_at_the_next() {
    let page = first_call().await;
    let later = Later::by(600_000.0);
    second_call(&page).await;
    // The next full second.
    let before = page.clock();
    until(|| page.clock() != before, || page.text()).await;
    let clock = page.clock().unwrap_or_default();
    drop(later);
    assert!(clock.starts_with("0:0"), "{clock}");
}

#[wasm_bindgen_test]
async fn the_summary_of_a_call_gives_way_to_the_next_and_does_not_close_its_card() {
    let page = first_call().await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    page.shows("Card is held open: ").await;
    second_call(&page).await;
    until(|| page.button("Finish call").is_some(), || page.text()).await;
    assert!(page.find("#summary-title").is_none());
    page.stops_showing("Card is held open").await;
    // With a countdown under way the portal would close the card of the second call.
    assert_eq!(page.portal.count("enableAutoClose"), 0);
    assert!(page.portal.is_card_open(1));
    fill(&page, "wrap-up-duration", "0:20").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    assert_eq!(call_ids(&page, FINISH), [FIRST, SECOND]);
}

#[wasm_bindgen_test]
async fn the_summary_of_the_former_call_does_not_offer_the_deals_of_the_next_client() {
    let page = first_call().await;
    page.portal.change(|portal| {
        portal.crm.deal(4700, "Second container", "NEW", 0.0, "USD");
        portal.crm.set(Item::deal(4700), "contactIds", vec![17]);
    });
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    page.press("Write another note").await;
    until(|| page.find(&format!("#{NOTE}")).is_some(), || page.text()).await;
    fill(&page, NOTE, "About the first").await;
    page.portal.change(|portal| {
        let client = Client::number("+4915112345678").bound(Item::contact(17), &[]);
        portal.add_call(SECOND, "+4915112345678", 2, &client);
        SECOND.clone_into(&mut portal.card_mut().unwrap().call_id);
        portal.set_client(client);
    });
    page.shows("went on to another call").await;
    // The history of the client who is on the card now.
    page.shows("Second container").await;
    page.settle().await;
    assert!(page.find("#summary-title").is_some(), "{}", page.text());
    assert!(page.find("#summary-belongs").is_none(), "{}", page.text());
}

#[wasm_bindgen_test]
async fn what_is_left_of_the_former_call_does_not_close_the_card_of_the_next_one() {
    for button in ["Put it aside", "Save note"] {
        let page = first_call().await;
        fill(&page, NOTE, "About the first").await;
        page.settle().await;
        page.portal.request_close();
        page.shows("Card is held open: 6").await;
        second_call(&page).await;
        page.shows("went on to another call").await;
        page.press(button).await;
        page.stops_showing("went on to another call").await;
        page.stops_showing("Card is held open").await;
        page.settle().await;
        // Neither does what is saved of the next one, as long as the portal counts down.
        fill(&page, NOTE, "About the second").await;
        let before = sent(&page, COMMENT).len();
        page.press("Save note").await;
        until(|| sent(&page, COMMENT).len() > before, || page.text()).await;
        page.shows("The note is saved.").await;
        page.settle().await;
        assert!(page.portal.is_card_open(1), "{button}");
        assert_eq!(page.portal.count("enableAutoClose"), 0, "{button}");
        // The next call is over, and its card may go.
        page.portal.request_close();
        until(|| !page.portal.is_card_open(1), || page.text()).await;
    }
}

#[wasm_bindgen_test]
async fn a_note_that_may_be_there_is_looked_up_before_it_is_sent_for_another_call() {
    let page = first_call().await;
    // It is executed, and nobody can find that out.
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(COMMENT).times(1));
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only(COMMENTS));
    fill(&page, NOTE, "Calls back on Monday").await;
    page.press("Save note").await;
    page.shows("It is not known whether the note was saved.").await;
    second_call(&page).await;
    page.press("Use it for the new call").await;
    until(
        || page.button("Use it for the new call").is_none(),
        || page.text(),
    )
    .await;
    assert_eq!(value(&page, NOTE), "Calls back on Monday");
    page.portal.clear_faults();
    let looks = sent(&page, COMMENTS).len();
    page.press("Save note").await;
    until(|| sent(&page, COMMENT).len() == 2, || page.text()).await;
    page.settle().await;
    let look = &sent(&page, COMMENTS)[looks].payload["filter"];
    assert_eq!(look["ENTITY_ID"].id(), Some(797), "where it was sent");
    let again = &sent(&page, COMMENT)[1].payload["fields"];
    assert_eq!(again["ENTITY_ID"].id(), Some(25), "where the agent wants it");
}

#[wasm_bindgen_test]
async fn what_was_saved_for_a_client_who_was_not_dialled_is_not_said_of_the_next() {
    let page = Page::open("call-list");
    page.shows("Save note").await;
    fill(&page, NOTE, "About the first").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    page.portal.next_in_call_list();
    page.stops_showing("The note is saved.").await;
    fill(&page, NOTE, "About the second").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    let items: Vec<_> = sent(&page, COMMENT)
        .iter()
        .map(|entry| entry.payload["fields"]["ENTITY_ID"].id())
        .collect();
    assert!(items.len() == 2 && items[0] != items[1], "{items:?}");
}

#[wasm_bindgen_test]
async fn the_next_client_of_a_call_list_does_not_show_the_call_and_the_wrap_up_of_the_former_one() {
    let page = Page::open("call-list");
    page.shows("Save note").await;
    page.portal.ring();
    page.portal.connect();
    page.status_is("Talking").await;
    fill(&page, NOTE, "About the first").await;
    page.portal.hang_up();
    page.status_is("Ended").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    page.portal.next_in_call_list();
    page.status_is("Not started").await;
    page.settle().await;
    // The portal has answered with the former call.
    page.status_is("Not started").await;
    assert_eq!(value(&page, NOTE), "");
    fill(&page, NOTE, "About the second").await;
    page.portal.ring();
    page.status_is("Connecting").await;
    page.settle().await;
    assert_eq!(value(&page, NOTE), "About the second");
    let card = page.portal.portal().borrow().card().unwrap().clone();
    until(|| kept_text().contains(&card.call_id), kept_text).await;
    page.press("Save note").await;
    until(|| sent(&page, COMMENT).len() == 2, || page.text()).await;
    let fields = sent(&page, COMMENT)[1].payload["fields"].clone();
    assert_eq!(fields["COMMENT"].text().as_deref(), Some("About the second"));
    assert_eq!(fields["ENTITY_ID"].id(), card.client.primary.map(|item| item.id));
}

#[wasm_bindgen_test]
async fn another_call_in_the_card_is_found_when_it_is_dialled() {
    let page = first_call().await;
    page.portal.change(Portal::hang_up);
    page.shows("Ended").await;
    // The client stays, so the portal tells of the state alone.
    page.portal.change(|portal| {
        let client = Client::number("+4930765432").bound(Item::company(25), &[]);
        portal.add_call(SECOND, "+4930765432", 2, &client);
        SECOND.clone_into(&mut portal.card_mut().unwrap().call_id);
        portal.set_state("connecting", None);
    });
    page.stops_showing("Ended").await;
    page.settle().await;
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    assert_eq!(call_ids(&page, FINISH), [SECOND]);
}
