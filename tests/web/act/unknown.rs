//! What is not known is neither called saved nor called failed, and is found out.

use super::*;
use crate::page::kept_drafts;
use crate::support::stored_elsewhere;
use call_card::simulator::Item;

const UNKNOWN_CALL: &str = "It is not known whether the call was saved.";
const UNKNOWN_NOTE: &str = "It is not known whether the note was saved. Bitrix24 did not answer in time.";
const LOST_CALL: &str = "It is not known whether the call was saved. The connection failed";
const STATISTICS: &str = "voximplant.statistic.get";
const SHOW: &str = "telephony.externalCall.show";
const HIDE: &str = "telephony.externalCall.hide";
const TEXT: &str = "Calls back on Monday";

fn drop_answer(page: &Page, method: &str) {
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(method).times(1));
}

/// A note that is refused holds the card open: what became of the call can be read.
async fn hold(page: &Page) {
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only(COMMENT));
    fill(page, "wrap-up-note", TEXT).await;
}

#[wasm_bindgen_test]
async fn a_call_whose_answer_is_lost_is_found_in_the_statistics() {
    let page = open_wrap_up().await;
    hold(&page).await;
    drop_answer(&page, FINISH);
    page.press("Finish call").await;
    page.shows("The call is saved.").await;
    page.shows("Open activity").await;
    assert!(
        !page.text().contains("The call was not saved."),
        "{}",
        page.text()
    );
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn a_call_that_the_statistics_do_not_have_was_not_saved_and_is_sent_again() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::Offline).rest().only(FINISH).times(1));
    page.press("Finish call").await;
    page.shows("The call was not saved. The connection failed").await;
    assert!(!page.text().contains(UNKNOWN_CALL), "{}", page.text());
    page.press("Try again").await;
    page.shows("Call saved").await;
    assert_eq!(sent(&page, FINISH).len(), 2);
}

#[wasm_bindgen_test]
async fn a_call_that_cannot_be_looked_up_stays_unknown_until_the_portal_tells() {
    let page = open_wrap_up().await;
    page.portal
        .change(|portal| portal.settings.sees_statistics = false);
    hold(&page).await;
    drop_answer(&page, FINISH);
    page.press("Finish call").await;
    page.shows(LOST_CALL).await;
    page.shows("What you entered is still here.").await;
    assert!(
        !page.text().contains("The call was not saved."),
        "{}",
        page.text()
    );
    // The note was refused, so there is something to try, too.
    page.press("Try again").await;
    page.shows("The call is saved.").await;
    assert_eq!(sent(&page, FINISH).len(), 2);
}

#[wasm_bindgen_test]
async fn a_card_whose_call_is_not_known_to_be_saved_stays_although_the_note_is_saved() {
    let page = open_wrap_up().await;
    page.portal
        .change(|portal| portal.settings.sees_statistics = false);
    fill(&page, "wrap-up-note", TEXT).await;
    drop_answer(&page, FINISH);
    page.press("Finish call").await;
    page.shows(LOST_CALL).await;
    assert_eq!(value(&page, "wrap-up-note"), "");
    assert!(!page.text().contains("is still here"), "{}", page.text());
    // Everything is stored when the agent looks at another tab of the browser.
    let event = Event::new("visibilitychange").unwrap();
    web_sys::window().unwrap().dispatch_event(&event).unwrap();
    page.settle().await;
    assert!(page.portal.is_card_open(1));
    // Another note changes nothing of that.
    fill(&page, "wrap-up-note", "One thing more").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    page.settle().await;
    assert!(page.portal.is_card_open(1));
    page.press("Check again").await;
    page.shows("Call saved").await;
}

#[wasm_bindgen_test]
async fn a_card_whose_call_was_refused_stays_when_another_note_is_saved() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only(FINISH).times(1));
    page.press("Finish call").await;
    page.shows("The call was not saved.").await;
    fill(&page, "wrap-up-note", TEXT).await;
    // The portal has heard that the card is held.
    page.settle().await;
    page.portal.request_close();
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    page.settle().await;
    assert!(page.portal.is_card_open(1));
    page.press("Try again").await;
    page.shows("Call saved").await;
}

/// The next page of a card whose page ended while the portal had not answered that it finishes the call, without the
/// right to read the statistics.
async fn interrupted(finish: FaultKind) -> Page {
    let mut page = open_wrap_up().await;
    page.portal
        .change(|portal| portal.settings.sees_statistics = false);
    page.portal.fault(Fault::new(finish).rest().only(FINISH).times(1));
    fill(&page, "wrap-up-note", TEXT).await;
    page.press("Finish call").await;
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    page.close();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    page.shows(UNKNOWN_CALL).await;
    page.shows("It may still be under way in Bitrix24.").await;
    page
}

#[wasm_bindgen_test]
async fn checking_again_after_a_reload_saves_nothing_that_is_being_written() {
    let page = interrupted(FaultKind::Silent).await;
    // It is not written once more.
    page.shows("The note is saved.").await;
    fill(&page, "wrap-up-note", "Half a").await;
    let later = Later::by(60_000.0);
    let looks = sent(&page, STATISTICS).len();
    page.press("Check again").await;
    until(|| sent(&page, STATISTICS).len() > looks, || page.text()).await;
    page.settle().await;
    page.shows(UNKNOWN_CALL).await;
    assert_eq!((sent(&page, COMMENT).len(), sent(&page, FINISH).len()), (1, 1));
    page.press("Finish call").await;
    page.shows("Call saved").await;
    assert_eq!((sent(&page, COMMENT).len(), sent(&page, FINISH).len()), (2, 2));
    drop(later);
}

#[wasm_bindgen_test]
async fn a_call_whose_draft_another_page_has_removed_is_looked_up() {
    let page = interrupted(FaultKind::DropAnswer).await;
    page.portal
        .change(|portal| portal.settings.sees_statistics = true);
    let (key, _) = kept_drafts().remove(0);
    stored_elsewhere(&key, None);
    page.shows("Call saved").await;
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn a_call_whose_draft_is_discarded_is_not_finished_twice() {
    let page = interrupted(FaultKind::Silent).await;
    page.press("Discard draft").await;
    page.press("Yes, discard it").await;
    until(|| !page.text().contains(UNKNOWN_CALL), || page.text()).await;
    page.press("Finish call").await;
    page.shows(UNKNOWN_CALL).await;
    page.settle().await;
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn a_refusal_says_nothing_of_an_attempt_before_it() {
    let page = open_wrap_up().await;
    page.portal
        .change(|portal| portal.settings.sees_statistics = false);
    drop_answer(&page, FINISH);
    hold(&page).await;
    page.press("Finish call").await;
    page.shows(LOST_CALL).await;
    page.portal.fault(
        Fault::status(403, "user_access_error")
            .rest()
            .only(FINISH)
            .times(1),
    );
    page.press("Try again").await;
    page.shows(
        "It is not known whether the call was saved. An administrator has not given you access to this app.",
    )
    .await;
    page.press("Try again").await;
    page.shows("The call is saved.").await;
}

#[wasm_bindgen_test]
async fn a_note_that_cannot_be_sent_does_not_keep_the_call_from_being_looked_up() {
    let page = Page::open("unknown-caller");
    page.shows("Finish call").await;
    page.settle().await;
    page.portal
        .change(|portal| portal.settings.sees_statistics = false);
    fill(&page, "wrap-up-duration", "1:35").await;
    drop_answer(&page, FINISH);
    page.press("Finish call").await;
    page.shows(LOST_CALL).await;
    fill(&page, "wrap-up-note", TEXT).await;
    page.portal
        .change(|portal| portal.settings.sees_statistics = true);
    page.press("Check again").await;
    page.shows("Call saved").await;
    assert_eq!(value(&page, "wrap-up-note"), TEXT);
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn a_finish_that_may_still_be_executed_is_not_sent_again() {
    for sees_statistics in [true, false] {
        let page = open_wrap_up().await;
        page.portal
            .change(|portal| portal.settings.sees_statistics = sees_statistics);
        page.portal
            .fault(Fault::new(FaultKind::Silent).rest().only(FINISH).times(1));
        page.press("Finish call").await;
        page.shows("It is not known whether the call was saved. Bitrix24 did not answer in time.")
            .await;
        let looks = sent(&page, STATISTICS).len();
        page.press("Check again").await;
        until(|| sent(&page, STATISTICS).len() > looks, || page.text()).await;
        page.settle().await;
        page.shows(UNKNOWN_CALL).await;
        assert_eq!(sent(&page, FINISH).len(), 1, "statistics: {sees_statistics}");
        // By now the portal has executed it, or never will.
        let later = Later::by(60_000.0);
        page.press("Check again").await;
        page.shows("Call saved").await;
        drop(later);
        let requests = sent(&page, FINISH);
        assert_eq!(requests.len(), 2, "statistics: {sees_statistics}");
        // What came after the first one was waiting.
        let [first, second] = [0, 1].map(|at| requests[at].payload["DURATION"].text());
        assert_eq!(first, second);
    }
}

#[wasm_bindgen_test]
async fn a_note_that_may_still_be_on_its_way_is_not_sent_again() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::Silent).rest().only(COMMENT).times(1));
    fill(&page, "wrap-up-note", TEXT).await;
    page.press("Save note").await;
    page.shows(UNKNOWN_NOTE).await;
    page.press("Check again").await;
    page.settle().await;
    page.shows("Check again").await;
    assert_eq!(sent(&page, COMMENT).len(), 1);
    // Now it arrives.
    page.portal
        .change(|portal| portal.earlier_comment(Item::contact(797), TEXT, 1, 0.0));
    page.press("Check again").await;
    page.shows("The note is saved.").await;
    assert_eq!(sent(&page, COMMENT).len(), 1);
}

#[wasm_bindgen_test]
async fn a_note_whose_connection_failed_is_not_sent_again_within_a_minute() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::Offline).rest().only(COMMENT).times(1));
    fill(&page, "wrap-up-note", TEXT).await;
    page.press("Save note").await;
    page.shows("It may still be under way in Bitrix24.").await;
    page.press("Check again").await;
    page.settle().await;
    page.shows("Check again").await;
    assert_eq!(sent(&page, COMMENT).len(), 1);
    // The portal's clock is read in whole seconds.
    let _later = Later::by(62_000.0);
    page.press("Check again").await;
    page.shows("The note is saved.").await;
    assert_eq!(page.portal.portal().borrow().comments().len(), 1);
}

#[wasm_bindgen_test]
async fn a_note_like_one_that_was_just_saved_is_not_taken_for_that_one() {
    let page = open_wrap_up().await;
    fill(&page, "wrap-up-note", TEXT).await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    until(|| value(&page, "wrap-up-note").is_empty(), || page.text()).await;
    page.portal
        .fault(Fault::new(FaultKind::Offline).rest().only(COMMENT).times(1));
    fill(&page, "wrap-up-note", TEXT).await;
    page.press("Save note").await;
    page.shows("It may still be under way in Bitrix24.").await;
    assert_eq!(value(&page, "wrap-up-note"), TEXT);
}

#[wasm_bindgen_test]
async fn a_call_that_is_not_found_may_be_finished_where_that_cannot_be_seen() {
    let page = open_wrap_up().await;
    page.portal.change(|portal| {
        portal.settings.sees_statistics = false;
        portal.finish_for_another();
    });
    hold(&page).await;
    page.press("Finish call").await;
    page.shows("It is not known whether the call was saved.").await;
    assert!(
        !page.text().contains("The call was not saved."),
        "{}",
        page.text()
    );
}

#[wasm_bindgen_test]
async fn a_note_with_a_typed_entity_is_found_where_its_answer_is_lost() {
    let page = open_wrap_up().await;
    drop_answer(&page, COMMENT);
    fill(&page, "wrap-up-note", "Wants the page on &amp; and &lt;").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    assert_eq!(page.portal.portal().borrow().comments().len(), 1);
}

#[wasm_bindgen_test]
async fn a_note_is_found_whatever_the_clock_of_the_computer_says() {
    for error in [-3_600_000.0, 3_600_000.0] {
        let portal = Simulator::here(Scenario::named("wrap-up"));
        portal.skip(error);
        let page = Page::with(portal);
        page.shows("Ingrid Olsen").await;
        page.shows("Finish call").await;
        drop_answer(&page, COMMENT);
        fill(&page, "wrap-up-note", TEXT).await;
        page.press("Save note").await;
        page.shows("The note is saved.").await;
        assert_eq!(page.portal.portal().borrow().comments().len(), 1, "{error} ms");
    }
}

#[wasm_bindgen_test]
async fn a_card_that_may_have_been_handed_over_is_hidden_before_the_call_is_finished() {
    let page = open_wrap_up().await;
    drop_answer(&page, SHOW);
    page.press("Hand over").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[2]);
    page.shows("It is not known whether the action succeeded.").await;
    assert!(page.portal.is_card_open(1) && page.portal.is_card_open(2));
    page.press("Finish call").await;
    until(
        || !page.portal.is_card_open(1) && !page.portal.is_card_open(2),
        || page.text(),
    )
    .await;
}

/// Chooses a colleague, and shows them the card.
async fn show_to(page: &Page, user: u64) {
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[user]);
}

#[wasm_bindgen_test]
async fn whoever_may_have_been_shown_the_card_is_hidden_from_also_after_another_action() {
    let page = open_wrap_up().await;
    drop_answer(&page, SHOW);
    show_to(&page, 2).await;
    page.shows("It is not known whether the action succeeded.").await;
    show_to(&page, 3).await;
    page.shows("Bitrix24 shows the card to Carla Ruiz").await;
    assert!(
        page.button("Hide from Björn Lindqvist").is_none(),
        "it is not known"
    );
    assert!(page.portal.is_card_open(2) && page.portal.is_card_open(3));
    page.press("Finish call").await;
    let is_open = || (1..=3).any(|user| page.portal.is_card_open(user));
    until(|| !is_open(), || page.text()).await;
}

#[wasm_bindgen_test]
async fn a_card_that_was_being_shown_when_this_one_was_loaded_again_is_hidden() {
    let mut page = open_wrap_up().await;
    page.portal.fault(Fault::new(FaultKind::Held).rest().only(SHOW));
    show_to(&page, 2).await;
    until(|| page.portal.is_card_open(2), || page.text()).await;
    page.close();
    let portal = page.portal.clone();
    portal.clear_faults();
    portal.load_again();
    let page = wrap_up_of(Page::again(portal)).await;
    assert!(
        page.button("Hide from Björn Lindqvist").is_none(),
        "it is not known"
    );
    page.press("Finish call").await;
    until(
        || !page.portal.is_card_open(1) && !page.portal.is_card_open(2),
        || page.text(),
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_card_that_stays_open_after_the_call_was_finished_is_said_whatever_is_tried() {
    const NOT_HIDDEN: &str = "The card could not be hidden from your colleagues.";
    let page = open_wrap_up().await;
    show_to(&page, 2).await;
    page.shows("Bitrix24 shows the card to Björn Lindqvist").await;
    let refusal = Fault::status(403, "ACCESS_DENIED");
    page.portal.fault(refusal.rest().only(HIDE).times(1));
    page.press("Finish call").await;
    page.shows("Call saved").await;
    page.shows(&format!("{NOT_HIDDEN} You don't have permission to do this."))
        .await;
    page.press("Try again").await;
    page.shows(&format!("{NOT_HIDDEN} Bitrix24 does not know this call."))
        .await;
    assert_eq!((sent(&page, HIDE).len(), sent(&page, FINISH).len()), (2, 1));
    assert!(page.portal.is_card_open(2));
}

#[wasm_bindgen_test]
async fn colleagues_who_are_chosen_while_another_action_runs_see_the_card_after_it() {
    let page = open_wrap_up().await;
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[3]);
    until(|| page.portal.is_card_open(3), || page.text()).await;
    page.shows("Bitrix24 shows the card to").await;
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.fault(Fault::new(FaultKind::Slow(200.0)).rest());
    page.find("button[aria-label^='Hide from']")
        .unwrap()
        .unchecked_into::<HtmlElement>()
        .click();
    page.portal.pick_users(&[2]);
    until(
        || page.portal.is_card_open(2) && !page.portal.is_card_open(3),
        || page.text(),
    )
    .await;
}

#[wasm_bindgen_test]
async fn names_that_fail_for_a_passing_reason_are_not_called_missing() {
    for (status, code, words) in [
        (
            503,
            "QUERY_LIMIT_EXCEEDED",
            "There were too many requests just now.",
        ),
        (503, "OVERLOAD_LIMIT", "Bitrix24 has blocked requests"),
        (404, "ERROR_METHOD_NOT_FOUND", "does not have this function"),
        (
            403,
            "insufficient_scope",
            "The app has not been granted the right",
        ),
    ] {
        let portal = Simulator::here(Scenario::named("wrap-up"));
        portal.fault(Fault::status(status, code).rest().only("crm.item.get"));
        let page = Page::with(portal);
        page.shows("The names could not be loaded.").await;
        page.shows(words).await;
        assert!(
            !page.text().contains("Not found in CRM"),
            "{code}: {}",
            page.text()
        );
        assert!(page.text().contains("Contact 797"), "{code}: {}", page.text());
        page.portal.clear_faults();
        page.press("Try again").await;
        page.shows("Ingrid Olsen").await;
        page.stops_showing("could not be loaded").await;
    }
}

#[wasm_bindgen_test]
async fn the_reason_of_a_field_that_is_hidden_again_is_not_sent() {
    let page = open_wrap_up().await;
    fill(&page, "wrap-up-result", "486").await;
    until(|| page.find("#wrap-up-reason").is_some(), || page.text()).await;
    fill(&page, "wrap-up-reason", "Line busy").await;
    fill(&page, "wrap-up-result", "200").await;
    until(|| page.find("#wrap-up-reason").is_none(), || page.text()).await;
    fill(&page, "wrap-up-duration", "1:35").await;
    page.press("Finish call").await;
    page.close_card().await;
    let finish = &sent(&page, FINISH)[0].payload;
    assert_eq!(finish["STATUS_CODE"].text().as_deref(), Some("200"));
    assert_eq!(finish["FAILED_REASON"].text(), None);
}

#[wasm_bindgen_test]
async fn a_code_that_the_documents_do_not_name_is_shown_and_sent_as_other() {
    let page = open_wrap_up().await;
    page.portal.change(|portal| portal.settings.two_arguments = true);
    page.portal.fail("487");
    page.status_is("Ended (487)").await;
    let result = page.find("#wrap-up-result").unwrap();
    let shown = || {
        js_sys::Reflect::get(&result, &"value".into())
            .unwrap()
            .as_string()
    };
    until(|| shown().as_deref() == Some("OTHER"), || page.text()).await;
    page.press("Finish call").await;
    until(|| !sent(&page, FINISH).is_empty(), || page.text()).await;
    let finish = &sent(&page, FINISH)[0].payload;
    assert_eq!(finish["STATUS_CODE"].text().as_deref(), Some("OTHER"));
}

#[wasm_bindgen_test]
async fn an_answered_call_without_a_duration_is_sent_only_after_a_question() {
    let page = open_wrap_up().await;
    fill(&page, "wrap-up-result", "200").await;
    fill(&page, "wrap-up-duration", "0").await;
    page.press("Finish call").await;
    page.shows("its duration is 0").await;
    page.press("Enter the duration").await;
    page.stops_showing("its duration is 0").await;
    assert_eq!(focused(), "wrap-up-duration");
    page.press("Finish call").await;
    page.shows("its duration is 0").await;
    page.settle().await;
    assert!(sent(&page, FINISH).is_empty());
    page.press("Save with 0").await;
    page.close_card().await;
    let finish = &sent(&page, FINISH)[0].payload;
    assert_eq!(finish["DURATION"].text().as_deref(), Some("0"));
}

#[wasm_bindgen_test]
async fn a_note_that_arrives_after_its_connection_failed_is_not_sent_twice() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::Offline).rest().only(COMMENT).times(1));
    fill(&page, "wrap-up-note", TEXT).await;
    page.press("Save note").await;
    page.shows("It may still be under way in Bitrix24.").await;
    // Now it arrives.
    page.portal.change(|portal| {
        portal.earlier_comment(Item::contact(797), TEXT, 1, 0.0);
    });
    page.press("Check again").await;
    page.shows("The note is saved.").await;
    assert_eq!(page.portal.portal().borrow().comments().len(), 1);
}

#[wasm_bindgen_test]
async fn a_call_without_a_known_activity_is_not_called_bound() {
    let portal = Simulator::here(Scenario::named("wrap-up"));
    portal.change(|portal| {
        portal.crm.deal(4700, "Second container", "NEW", 0.0, "USD");
        portal.crm.set(Item::deal(4700), "contactIds", vec![797]);
        portal.settings.sees_statistics = false;
    });
    let page = Page::with(portal);
    page.shows("Second container").await;
    page.press("Choose for this call: Second container").await;
    page.shows("Note and next step go here").await;
    drop_answer(&page, FINISH);
    page.press("Finish call").await;
    page.shows(LOST_CALL).await;
    let can_look = || page.button("Check again").is_some();
    until(can_look, || page.text()).await;
    page.press("Check again").await;
    page.shows("The call was not bound to the chosen item.").await;
    assert!(sent(&page, "crm.activity.binding.add").is_empty());
}
