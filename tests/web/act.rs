//! Acting on the call from the card.

mod record;
mod unknown;

use super::page::{BlockedStorage, Page, forget_drafts, until};
use super::support::{
    Later, active_element, copied, fill, focused, open_wrap_up, press_key, sent, tick, value, wrap_up_of,
};
use call_card::simulator::{Client, Fault, FaultKind, PhpValue, Portal, Scenario, Simulator};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::{Event, HtmlElement, HtmlTextAreaElement};

const FINISH: &str = "telephony.externalCall.finish";
const COMMENT: &str = "crm.timeline.comment.add";
const TODO: &str = "crm.activity.todo.add";

#[wasm_bindgen_test]
async fn finishing_sends_what_was_entered_and_says_what_was_saved() {
    let page = open_wrap_up().await;
    // The card is held, or it would close before anybody could read.
    page.portal
        .fault(Fault::new(FaultKind::Status503).rest().only(COMMENT));
    fill(&page, "wrap-up-note", "Calls back on Monday").await;
    fill(&page, "wrap-up-result", "486").await;
    until(|| page.find("#wrap-up-reason").is_some(), || page.text()).await;
    fill(&page, "wrap-up-reason", "Line busy").await;
    fill(&page, "wrap-up-duration", "1:35").await;
    fill(&page, "wrap-up-cost", "3,5").await;
    fill(&page, "wrap-up-currency", "EUR").await;
    tick(&page, "wrap-up-rating-4", true).await;
    tick(&page, "wrap-up-chat", false).await;
    page.press("Finish call").await;
    page.shows("The call is saved.").await;
    let requests = sent(&page, FINISH);
    assert_eq!(requests.len(), 1);
    let text = |key: &str| requests[0].payload[key].text();
    assert!(text("CALL_ID").unwrap().starts_with("externalCall."));
    for (key, value) in [
        ("USER_ID", "1"),
        ("DURATION", "95"),
        ("COST", "3.5"),
        ("COST_CURRENCY", "EUR"),
        ("STATUS_CODE", "486"),
        ("FAILED_REASON", "Line busy"),
        ("VOTE", "4"),
        ("ADD_TO_CHAT", "0"),
    ] {
        assert_eq!(text(key).as_deref(), Some(value), "{key}");
    }
    assert_eq!(text("RECORD_URL"), None);
}

#[wasm_bindgen_test]
async fn a_usual_result_and_a_usual_due_time_are_one_press_each() {
    let page = open_wrap_up().await;
    let value = |id: &str| {
        let field = page.find(&format!("[id='{id}']")).unwrap();
        js_sys::Reflect::get(&field, &"value".into())
            .unwrap()
            .as_string()
            .unwrap()
    };
    let pressed = || page.button("Busy").unwrap().get_attribute("aria-pressed");
    assert_eq!(pressed().as_deref(), Some("false"));
    page.press("Busy").await;
    until(|| value("wrap-up-result") == "486", || page.text()).await;
    assert_eq!(pressed().as_deref(), Some("true"));
    page.press("Due: Tomorrow 10:00 AM").await;
    until(|| value("wrap-up-step-at").ends_with("T10:00"), || page.text()).await;
    let entered = js_sys::Date::new(&value("wrap-up-step-at").into());
    let tomorrow = js_sys::Date::new_0();
    tomorrow.set_date(tomorrow.get_date() + 1);
    assert_eq!(entered.get_date(), tomorrow.get_date());
}

#[wasm_bindgen_test]
async fn no_measured_duration_goes_with_a_call_that_was_not_answered() {
    let page = open_wrap_up().await;
    // The card is held, or it would close before anybody could read.
    page.portal
        .fault(Fault::new(FaultKind::Status503).rest().only(COMMENT));
    fill(&page, "wrap-up-note", "Calls back on Monday").await;
    page.shows("measured only while the card was open").await;
    page.find("details:has(#wrap-up-duration)")
        .unwrap()
        .set_attribute("open", "")
        .unwrap();
    page.press("No answer").await;
    page.shows("No duration is sent, because the call was not answered.")
        .await;
    page.stops_showing("measured only while the card was open").await;
    page.press("Finish call").await;
    page.shows("The call is saved.").await;
    let finish = sent(&page, FINISH)[0].payload.clone();
    let text = |key: &str| finish[key].text();
    assert_eq!(
        (text("STATUS_CODE").as_deref(), text("DURATION")),
        (Some("304"), None)
    );
}

#[wasm_bindgen_test]
async fn half_a_success_is_shown_as_such_and_trying_again_sends_only_the_other_half() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only(COMMENT));
    fill(&page, "wrap-up-note", "Calls back on Monday").await;
    page.press("Finish call").await;
    page.shows("The call is saved.").await;
    page.shows("The note was not saved.").await;
    assert!(
        page.portal.is_card_open(1),
        "the card is held while the note is not saved"
    );
    page.portal.clear_faults();
    page.press("Try again").await;
    until(|| sent(&page, COMMENT).len() == 2, || page.text()).await;
    page.close_card().await;
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn a_double_click_and_enter_held_down_send_one_request() {
    let page = open_wrap_up().await;
    page.portal.fault(Fault::new(FaultKind::Slow(150.0)).rest());
    page.press("Finish call").await;
    page.press("Finish call").await;
    let note = page.find("#wrap-up-note").unwrap();
    for repeat in [false, true, true, true] {
        press_key(&note, "Enter", |init| {
            init.set_ctrl_key(true);
            init.set_repeat(repeat);
        });
    }
    until(|| !page.portal.is_card_open(1), || page.text()).await;
    page.settle().await;
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn control_and_enter_in_any_field_finish_the_call() {
    let page = open_wrap_up().await;
    let press = |id: &str| {
        press_key(&page.find(id).unwrap(), "Enter", |init| init.set_ctrl_key(true));
    };
    // A button has an action of its own.
    press("[aria-pressed]");
    page.settle().await;
    assert_eq!(sent(&page, FINISH).len(), 0);
    press("#wrap-up-result");
    until(|| !page.portal.is_card_open(1), || page.text()).await;
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn a_note_without_a_client_says_so_before_the_call_is_finished() {
    let page = Page::open("hidden-number");
    page.shows("Save note").await;
    assert!(!page.text().contains("A note needs a client."));
    fill(&page, "wrap-up-note", "Wrong number").await;
    page.shows("A note needs a client.").await;
    fill(&page, "wrap-up-note", "").await;
    page.stops_showing("A note needs a client.").await;
}

#[wasm_bindgen_test]
async fn a_finished_call_offers_no_colleagues() {
    let page = open_wrap_up().await;
    assert!(page.button("Show card to…").is_some());
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.shows("The call is finished, so its card cannot be shown to others any more.")
        .await;
    assert!(page.button("Show card to…").is_none());
    assert!(page.button("Hide for me").is_none());
}

#[wasm_bindgen_test]
async fn an_entered_duration_says_how_it_is_understood() {
    let page = open_wrap_up().await;
    // It is folded.
    let hint = || {
        let hint = page.find("#wrap-up-duration-hint").unwrap();
        hint.text_content().unwrap()
    };
    fill(&page, "wrap-up-duration", "5").await;
    until(|| hint() == "Entered by you: 0:05 (minutes:seconds).", hint).await;
    fill(&page, "wrap-up-duration", "59:59").await;
    until(|| hint() == "Entered by you: 59:59 (minutes:seconds).", hint).await;
    fill(&page, "wrap-up-duration", "1:02:05").await;
    until(|| hint() == "Entered by you: 1:02:05.", hint).await;
    fill(&page, "wrap-up-duration", "1:75").await;
    until(|| hint().is_empty(), hint).await;
}

#[wasm_bindgen_test]
async fn a_call_that_was_finished_meanwhile_counts_as_saved_when_finish_is_tried_again() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::Status503).rest().only(FINISH).times(1));
    page.press("Finish call").await;
    page.shows("The call was not saved.").await;
    assert!(!page.text().contains("is still here"), "nothing is entered");
    page.portal.change(Portal::finish_for_another);
    page.press("Try again").await;
    page.shows("The call is saved.").await;
    assert_eq!(sent(&page, FINISH).len(), 2);
}

#[wasm_bindgen_test]
async fn trying_again_keeps_the_focus_at_its_button_and_says_that_it_is_being_saved() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::status(400, "ERROR_CORE").rest().only(FINISH));
    page.press("Finish call").await;
    page.shows("The call was not saved.").await;
    page.button("Try again").unwrap().focus().unwrap();
    let has_focus = || {
        active_element()
            .and_then(|element| element.text_content())
            .as_deref()
            == Some("Try again")
    };
    page.press("Try again").await;
    until(|| sent(&page, FINISH).len() == 2, || page.text()).await;
    page.settle().await;
    page.shows("The call was not saved.").await;
    assert!(has_focus());
    page.portal.clear_faults();
    page.portal
        .fault(Fault::new(FaultKind::Slow(300.0)).rest().only(FINISH));
    page.press("Try again").await;
    page.shows("Saving…").await;
    assert!(
        !page.text().contains("The call was not saved."),
        "{}",
        page.text()
    );
    assert!(has_focus());
    page.shows("Call saved").await;
}

#[wasm_bindgen_test]
async fn a_finish_that_nobody_answers_gets_an_error_message_and_keeps_the_form() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::Silent).rest().only(FINISH));
    fill(&page, "wrap-up-duration", "2:05").await;
    page.press("Finish call").await;
    page.shows("It is not known whether the call was saved. Bitrix24 did not answer in time.")
        .await;
    assert!(
        !page.text().contains("The call was not saved."),
        "{}",
        page.text()
    );
    page.portal.clear_faults();
    // Until then the portal may execute it.
    let later = Later::by(60_000.0);
    page.press("Check again").await;
    page.close_card().await;
    drop(later);
    let requests = sent(&page, FINISH);
    assert_eq!(
        requests.last().unwrap().payload["DURATION"].text().as_deref(),
        Some("125")
    );
}

#[wasm_bindgen_test]
async fn errors_in_a_successful_answer_and_the_activity_are_shown() {
    let page = open_wrap_up().await;
    page.portal.change(|portal| portal.settings.finish_errors = true);
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only(COMMENT));
    fill(&page, "wrap-up-note", "Holds the card").await;
    page.press("Finish call").await;
    page.shows("The call was saved, but a follow-up step failed. It may be incomplete in CRM.")
        .await;
    page.shows("Open activity").await;
    let report = copied(&page, "Copy diagnostics").await;
    assert!(report.contains("finish: … … owner is not found"), "{report}");
}

#[wasm_bindgen_test]
async fn hiding_the_card_is_repeated_before_the_call_is_finished() {
    let page = open_wrap_up().await;
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || "no dialog".to_owned()).await;
    page.portal.pick_users(&[2]);
    page.shows("Bitrix24 shows the card to").await;
    let lost = Fault::status(503, "").rest().only("telephony.externalCall.hide");
    page.portal.fault(lost.times(1));
    page.press("Finish call").await;
    until(
        || !page.portal.is_card_open(1) && !page.portal.is_card_open(2),
        || page.text(),
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_call_without_an_activity_because_nobody_has_the_number_is_no_failure() {
    let page = open_wrap_up().await;
    let portal = page.portal.clone();
    drop(page);
    portal.change(|portal| {
        let call = "externalCall.00000000000000000000000000000004.1773130900";
        portal.open_call(call, Client::number("+4917000000009"));
    });
    portal.load_again();
    let page = Page::again(portal);
    page.shows("Finish call").await;
    page.settle().await;
    fill(&page, "wrap-up-duration", "0:10").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    page.shows("Nobody in CRM has this number.").await;
    assert!(
        !page.text().contains("a follow-up step failed"),
        "{}",
        page.text()
    );
}

#[wasm_bindgen_test]
async fn call_not_found_at_the_first_try_is_a_failure() {
    let page = open_wrap_up().await;
    page.portal.change(Portal::finish_for_another);
    fill(&page, "wrap-up-duration", "0:10").await;
    page.press("Finish call").await;
    page.shows("The call was not saved.").await;
    page.shows("does not know this call").await;
    let duration: HtmlElement = page.find("#wrap-up-duration").unwrap().unchecked_into();
    assert_eq!(
        js_sys::Reflect::get(&duration, &"value".into())
            .unwrap()
            .as_string()
            .as_deref(),
        Some("0:10")
    );
}

/// Another page of this app finishes the call of the card after a minute of talk.
async fn finished_elsewhere(page: &Page) {
    let call_id = page.portal.portal().borrow().card().unwrap().call_id.clone();
    let other = format!(
        "BX24.callMethod('{FINISH}', {{ CALL_ID: '{call_id}', USER_ID: 1, DURATION: 60 }}, () => {{}})"
    );
    js_sys::eval(&other).unwrap();
    until(|| sent(page, FINISH).len() == 1, || page.text()).await;
    page.settle().await;
}

#[wasm_bindgen_test]
async fn a_call_that_another_page_has_finished_is_found_and_not_called_not_saved() {
    let page = open_wrap_up().await;
    fill(&page, "wrap-up-note", "Holds the card").await;
    page.settle().await;
    finished_elsewhere(&page).await;
    fill(&page, "wrap-up-duration", "0:10").await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    page.shows("The call had been saved before.").await;
    page.shows("Answered · 1:00").await;
}

#[wasm_bindgen_test]
async fn the_measured_duration_counts_with_the_clock() {
    let page = open_wrap_up().await;
    let shown = || page.clock().unwrap_or_default();
    let before = shown();
    until(|| shown() != before, || page.text()).await;
    let clock = shown();
    let time = clock.split(' ').next().unwrap();
    assert!(
        page.text().contains(&format!("Duration: {time},")),
        "{}",
        page.text()
    );
}

#[wasm_bindgen_test]
async fn a_call_that_another_page_has_finished_with_the_same_entries_is_saved_as_entered() {
    let page = open_wrap_up().await;
    fill(&page, "wrap-up-duration", "1:00").await;
    page.settle().await;
    finished_elsewhere(&page).await;
    page.press("Finish call").await;
    page.shows("Answered · 1:00").await;
    assert!(!page.text().contains("had been saved before"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn what_is_changed_after_the_call_was_sent_is_not_called_saved() {
    let page = open_wrap_up().await;
    let see = |sees: bool| {
        page.portal
            .change(move |portal| portal.settings.sees_statistics = sees);
    };
    see(false);
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(FINISH).times(1));
    fill(&page, "wrap-up-duration", "2:05").await;
    page.press("Finish call").await;
    until(|| page.button("Check again").is_some(), || page.text()).await;
    page.shows("It is not known whether the call was saved.").await;
    fill(&page, "wrap-up-duration", "3:00").await;
    see(true);
    page.press("Check again").await;
    page.shows("The call had been saved before.").await;
    page.shows("Answered · 2:05").await;
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn a_note_whose_answer_was_lost_is_looked_up_although_its_field_was_emptied() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(COMMENT).times(1));
    // An answer without a body is none.
    page.portal.fault(
        Fault::new(FaultKind::EmptyBody)
            .rest()
            .only("crm.timeline.comment.list"),
    );
    fill(&page, "wrap-up-note", "Calls back on Monday").await;
    page.press("Save note").await;
    until(|| page.button("Check again").is_some(), || page.text()).await;
    page.shows("It is not known whether the note was saved.").await;
    fill(&page, "wrap-up-note", "").await;
    page.portal.clear_faults();
    page.press("Check again").await;
    page.shows("The note is saved.").await;
    assert_eq!(sent(&page, COMMENT).len(), 1);
}

#[wasm_bindgen_test]
async fn a_note_that_was_saved_although_its_answer_was_lost_is_not_sent_twice() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(COMMENT).times(1));
    fill(&page, "wrap-up-note", "Calls back on Monday").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    assert_eq!(sent(&page, COMMENT).len(), 1);
}

#[wasm_bindgen_test]
async fn a_note_alone_goes_to_the_chosen_item() {
    let page = open_wrap_up().await;
    fill(&page, "wrap-up-note", "Calls back on Monday").await;
    fill(&page, "wrap-up-target", "DEAL 4615").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    let fields = sent(&page, COMMENT)[0].payload["fields"].clone();
    let text = |key: &str| fields[key].text();
    assert_eq!(text("ENTITY_TYPE").as_deref(), Some("deal"));
    assert_eq!(text("ENTITY_ID").as_deref(), Some("4615"));
    assert_eq!(text("COMMENT").as_deref(), Some("Calls back on Monday"));
    assert!(sent(&page, FINISH).is_empty());
}

#[wasm_bindgen_test]
async fn a_next_step_has_a_date_and_an_owner() {
    let page = open_wrap_up().await;
    fill(&page, "wrap-up-step", "Send the offer").await;
    page.press("Save note").await;
    page.shows("Enter date and time of the next step.").await;
    assert!(sent(&page, "crm.activity.todo.add").is_empty());
    fill(&page, "wrap-up-step-at", "2026-12-01T10:30").await;
    page.press("Save note").await;
    page.shows("The next step is saved.").await;
    let step = sent(&page, "crm.activity.todo.add")[0].payload.clone();
    assert_eq!(step["ownerTypeId"].text().as_deref(), Some("3"));
    assert_eq!(step["ownerId"].text().as_deref(), Some("797"));
    assert_eq!(step["title"].text().as_deref(), Some("Send the offer"));
    assert!(step["deadline"].text().unwrap().contains("2026-1"));
}

#[wasm_bindgen_test]
async fn what_is_wrong_with_duration_and_cost_is_said_when_their_field_is_left() {
    let page = open_wrap_up().await;
    let wrong = |id: &str| {
        page.find(&format!("#{id}-wrong"))
            .unwrap()
            .text_content()
            .unwrap()
    };
    let focus = |id: &str| {
        let field: HtmlElement = page.find(&format!("#{id}")).unwrap().unchecked_into();
        field.focus().unwrap();
    };
    let more = page.find("details:has(#wrap-up-duration)").unwrap();
    more.set_attribute("open", "").unwrap();
    focus("wrap-up-duration");
    fill(&page, "wrap-up-duration", "1:75").await;
    focus("wrap-up-cost");
    let duration = || wrong("wrap-up-duration");
    until(|| duration().starts_with("Enter the duration as 1:35"), duration).await;
    fill(&page, "wrap-up-cost", "abc").await;
    // Pressing it checks all entries.
    page.button("Finish call").unwrap().focus().unwrap();
    let cost = || wrong("wrap-up-cost");
    assert_eq!(cost(), "");
    focus("wrap-up-cost");
    focus("wrap-up-duration");
    until(|| cost().starts_with("Enter the cost in digits"), cost).await;
    fill(&page, "wrap-up-duration", "1:15").await;
    until(|| duration().is_empty(), duration).await;
    // The cost is still the same.
    assert!(cost().starts_with("Enter the cost in digits"), "{}", cost());
}

#[wasm_bindgen_test]
async fn a_next_step_that_is_due_in_the_past_is_said_to_be() {
    let page = open_wrap_up().await;
    let hint = || {
        page.find("#wrap-up-step-at-hint")
            .unwrap()
            .text_content()
            .unwrap()
    };
    fill(&page, "wrap-up-step-at", "2020-01-01T00:00").await;
    until(|| hint().ends_with("This time is in the past."), hint).await;
    fill(&page, "wrap-up-step-at", "2999-01-01T00:00").await;
    until(|| hint().ends_with("AM"), hint).await;
    // Half a second before its moment, and then after it.
    let moment = js_sys::Date::parse("2999-01-01T00:00");
    let _later = Later::by(moment - js_sys::Date::now() - 500.0);
    fill(&page, "wrap-up-step-at", "").await;
    until(|| hint().is_empty(), hint).await;
    fill(&page, "wrap-up-step-at", "2999-01-01T00:00").await;
    until(|| hint().ends_with("This time is in the past."), hint).await;
}

#[wasm_bindgen_test]
async fn bad_input_is_said_at_the_field_and_nothing_is_sent_or_lost() {
    let page = open_wrap_up().await;
    for (id, entry, words) in [
        ("wrap-up-duration", "1:75", "Enter the duration as 1:35"),
        ("wrap-up-cost", "-3", "cannot be below zero"),
        ("wrap-up-cost", "abc", "Enter the cost in digits"),
    ] {
        fill(&page, id, entry).await;
        page.press("Finish call").await;
        page.shows(words).await;
        assert_eq!(focused(), id);
        let field = page.find(&format!("#{id}")).unwrap();
        assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
        fill(&page, id, "").await;
    }
    let long = "x".repeat(2_000_000);
    fill(&page, "wrap-up-note", &long).await;
    page.press("Finish call").await;
    page.shows("too long for Bitrix24").await;
    page.settle().await;
    assert!(sent(&page, FINISH).is_empty() && sent(&page, COMMENT).is_empty());
    let note = page.find("#wrap-up-note").unwrap();
    assert_eq!(
        js_sys::Reflect::get(&note, &"value".into())
            .unwrap()
            .as_string()
            .map(|text| text.len()),
        Some(long.len())
    );
}

#[wasm_bindgen_test]
async fn a_call_that_no_app_registered_keeps_note_and_explains_the_rest() {
    let page = Page::open("incoming-known");
    page.shows("Bitrix24 itself finishes and saves this call").await;
    page.shows("cannot be shown, hidden or handed over").await;
    assert!(page.button("Finish call").is_none() && page.button("Hide for me").is_none());
    page.shows("Marta Brandt").await;
    fill(&page, "wrap-up-note", "Calls back on Monday").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
}

#[wasm_bindgen_test]
async fn the_card_is_shown_to_several_in_one_request_and_hidden_from_one() {
    let page = open_wrap_up().await;
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || "no dialog".to_owned()).await;
    page.portal.pick_users(&[2, 3]);
    page.shows("Bitrix24 shows the card to").await;
    let shows = sent(&page, "telephony.externalCall.show");
    assert_eq!(shows.len(), 1);
    assert_eq!(shows[0].payload["USER_ID"].items().count(), 2);
    assert!(page.portal.is_card_open(2) && page.portal.is_card_open(3));
    page.press("Hide from Björn Lindqvist").await;
    until(|| !page.portal.is_card_open(2), || page.text()).await;
    assert!(page.portal.is_card_open(3));
}

#[wasm_bindgen_test]
async fn a_cancelled_dialog_leaves_everything_ready() {
    let page = open_wrap_up().await;
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || "no dialog".to_owned()).await;
    page.portal.cancel_dialog();
    page.settle().await;
    assert!(page.all("[aria-disabled]").is_empty());
    page.press("Show card to…").await;
    until(
        || page.portal.is_picking_users(),
        || "no second dialog".to_owned(),
    )
    .await;
}

#[wasm_bindgen_test]
async fn handing_over_hides_the_card_here_only_after_it_was_shown_there() {
    let page = open_wrap_up().await;
    page.portal.fault(
        Fault::status(400, "ERROR_CORE")
            .rest()
            .only("telephony.externalCall.show")
            .times(1),
    );
    page.press("Hand over").await;
    until(|| page.portal.is_picking_users(), || "no dialog".to_owned()).await;
    page.portal.pick_users(&[2]);
    page.shows("The action failed.").await;
    assert!(page.portal.is_card_open(1) && sent(&page, "telephony.externalCall.hide").is_empty());
    page.press("Try again").await;
    until(
        || page.portal.is_card_open(2) && !page.portal.is_card_open(1),
        || page.text(),
    )
    .await;
}

#[wasm_bindgen_test]
async fn handing_the_call_over_to_oneself_shows_a_message() {
    let page = open_wrap_up().await;
    page.press("Hand over").await;
    until(|| page.portal.is_picking_users(), || "no dialog".to_owned()).await;
    page.portal.pick_users(&[1]);
    page.shows("This is you. Choose a colleague.").await;
    assert!(sent(&page, "telephony.externalCall.show").is_empty());
}

#[wasm_bindgen_test]
async fn a_call_that_bitrix24_does_not_know_is_said_in_words() {
    let page = open_wrap_up().await;
    page.portal.change(Portal::finish_for_another);
    page.press("Hide for me").await;
    page.shows("Bitrix24 does not know this call.").await;
}

#[wasm_bindgen_test]
async fn cards_of_colleagues_are_hidden_before_the_call_is_finished() {
    let page = open_wrap_up().await;
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || "no dialog".to_owned()).await;
    page.portal.pick_users(&[2]);
    // At once, before the portal has said that it shows the card.
    until(
        || !sent(&page, "telephony.externalCall.show").is_empty(),
        || page.text(),
    )
    .await;
    page.press("Finish call").await;
    until(
        || !page.portal.is_card_open(1) && !page.portal.is_card_open(2),
        || page.text(),
    )
    .await;
}

#[wasm_bindgen_test]
async fn what_is_saved_together_is_not_called_newer_than_its_first_part() {
    const NEWER: &str = "What you typed after that is not saved yet.";
    let page = open_wrap_up().await;
    page.portal.fault(Fault::new(FaultKind::Held).rest().only(TODO));
    fill(&page, "wrap-up-note", "Calls back on Monday").await;
    fill(&page, "wrap-up-step", "Send the offer").await;
    fill(&page, "wrap-up-step-at", "2026-12-01T10:30").await;
    page.press("Save note").await;
    until(|| !sent(&page, TODO).is_empty(), || page.text()).await;
    page.shows("The note is saved.").await;
    page.settle().await;
    assert!(!page.text().contains(NEWER), "{}", page.text());
    page.portal.release();
    page.shows("The next step is saved.").await;
    page.settle().await;
    assert!(!page.text().contains(NEWER), "{}", page.text());
    // One part is refused.
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only(TODO));
    fill(&page, "wrap-up-note", "Calls back on Tuesday").await;
    fill(&page, "wrap-up-step", "Send another offer").await;
    fill(&page, "wrap-up-step-at", "2026-12-02T10:30").await;
    page.press("Save note").await;
    page.shows("The next step was not saved.").await;
    page.settle().await;
    assert!(!page.text().contains(NEWER), "{}", page.text());
    // What is typed from now on is newer.
    fill(&page, "wrap-up-note", "Calls back on Wednesday").await;
    page.shows(NEWER).await;
}

#[wasm_bindgen_test]
async fn what_was_typed_during_a_save_is_saved_without_what_was_saved_before() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(COMMENT));
    fill(&page, "wrap-up-note", "Calls back.").await;
    page.press("Save note").await;
    until(|| sent(&page, COMMENT).len() == 1, || page.text()).await;
    fill(&page, "wrap-up-note", "Calls back. Wants a discount.").await;
    let note: HtmlTextAreaElement = page.find("#wrap-up-note").unwrap().unchecked_into();
    // In front of the last word.
    let caret = u32::try_from("Calls back. Wants a ".len()).unwrap();
    note.set_selection_range(caret, caret).unwrap();
    page.portal.release();
    until(
        || value(&page, "wrap-up-note") == "Wants a discount.",
        || page.text(),
    )
    .await;
    assert_eq!(
        note.selection_start().unwrap(),
        u32::try_from("Wants a ".len()).ok()
    );
    page.shows("What you typed after that is not saved yet.").await;
    page.settle().await;
    page.press("Save note").await;
    until(|| sent(&page, COMMENT).len() == 2, || page.text()).await;
    let texts = sent(&page, COMMENT).into_iter();
    let texts = texts.filter_map(|entry| entry.payload["fields"]["COMMENT"].text());
    assert_eq!(texts.collect::<Vec<_>>(), ["Calls back.", "Wants a discount."]);
}

#[wasm_bindgen_test]
async fn an_input_method_that_composes_is_not_interrupted_by_a_save() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(COMMENT));
    fill(&page, "wrap-up-note", "\u{6253}\u{8fc7}\u{3002}").await;
    page.press("Save note").await;
    until(|| sent(&page, COMMENT).len() == 1, || page.text()).await;
    let note = page.find("#wrap-up-note").unwrap();
    let compose = |event: &str| note.dispatch_event(&Event::new(event).unwrap()).unwrap();
    compose("compositionstart");
    fill(&page, "wrap-up-note", "\u{6253}\u{8fc7}\u{3002}yao").await;
    page.portal.release();
    page.shows("What you typed after that is not saved yet.").await;
    page.settle().await;
    assert_eq!(value(&page, "wrap-up-note"), "\u{6253}\u{8fc7}\u{3002}yao");
    fill(&page, "wrap-up-note", "\u{6253}\u{8fc7}\u{3002}\u{8981}").await;
    compose("compositionend");
    until(|| value(&page, "wrap-up-note") == "\u{8981}", || page.text()).await;
    page.press("Save note").await;
    until(|| sent(&page, COMMENT).len() == 2, || page.text()).await;
    assert_eq!(
        sent(&page, COMMENT)[1].payload["fields"]["COMMENT"]
            .text()
            .as_deref(),
        Some("\u{8981}")
    );
}

#[wasm_bindgen_test]
async fn a_draft_that_goes_to_the_portal_at_each_pause_is_announced_once() {
    const ON_PORTAL: &str = "Draft saved, on the portal only";
    forget_drafts();
    let portal = Simulator::here(Scenario::named("wrap-up"));
    portal.set_user_option("call-card.who", "1");
    let _blocked = BlockedStorage::now();
    portal.load_again();
    let page = wrap_up_of(Page::again(portal)).await;
    let announced = || {
        let status = page.find(".draft-status > [role=status]").unwrap();
        status.text_content().unwrap()
    };
    fill(&page, "wrap-up-note", "Calls").await;
    until(|| announced() == ON_PORTAL, announced).await;
    // The portal has said who the agent is: the draft is not stored once more because of that.
    page.settle().await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only("user.option.set"));
    fill(&page, "wrap-up-note", "Calls back").await;
    page.shows("Saving the draft…").await;
    assert_eq!(announced(), ON_PORTAL);
    page.portal.release();
    page.stops_showing("Saving the draft…").await;
    assert_eq!(announced(), ON_PORTAL);
}

#[wasm_bindgen_test]
async fn an_agent_among_the_colleagues_keeps_the_card_until_the_call_is_finished() {
    let page = open_wrap_up().await;
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || "no dialog".to_owned()).await;
    page.portal.pick_users(&[1, 2]);
    page.shows("Bitrix24 shows the card to").await;
    page.press("Finish call").await;
    until(|| !page.portal.is_card_open(1), || page.text()).await;
    assert_eq!(sent(&page, FINISH).len(), 1);
    assert!(!page.portal.is_card_open(2));
}

#[wasm_bindgen_test]
async fn handing_over_to_oneself_does_nothing() {
    let page = open_wrap_up().await;
    page.press("Hand over").await;
    until(|| page.portal.is_picking_users(), || "no dialog".to_owned()).await;
    page.portal.pick_users(&[1]);
    page.settle().await;
    assert!(page.portal.is_card_open(1));
    assert!(!page.text().contains("Handed over"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_call_that_was_handed_over_has_not_ended_and_is_finished_by_the_colleague() {
    let page = open_wrap_up().await;
    fill(&page, "wrap-up-note", "Calls back on Monday").await;
    page.settle().await;
    page.press("Hand over").await;
    until(|| page.portal.is_picking_users(), || "no dialog".to_owned()).await;
    page.portal.pick_users(&[2]);
    page.shows("Handed over to").await;
    until(|| page.button("Finish call").is_none(), || page.text()).await;
    assert!(!page.text().contains("Ended"), "{}", page.text());
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    assert!(page.portal.is_card_open(2));
}

#[wasm_bindgen_test]
async fn a_card_that_is_loaded_again_still_hides_it_from_colleagues() {
    let mut page = open_wrap_up().await;
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || "no dialog".to_owned()).await;
    page.portal.pick_users(&[2]);
    page.shows("Bitrix24 shows the card to").await;
    page.close();
    let portal = page.portal.clone();
    portal.load_again();
    let page = Page::again(portal);
    until(
        || page.button("Hide from Björn Lindqvist").is_some(),
        || page.text(),
    )
    .await;
    page.settle().await;
    page.press("Finish call").await;
    until(
        || !page.portal.is_card_open(1) && !page.portal.is_card_open(2),
        || page.text(),
    )
    .await;
}
