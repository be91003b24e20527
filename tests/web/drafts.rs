//! What an agent types outlives the card.

use super::page::{BlockedStorage, Page, forget_drafts, kept_drafts, until};
use super::support::{
    Later, active_element, fill, kept_text, open_wrap_up, press_key, sent, stored_elsewhere, value,
    wrap_up_of,
};
use call_card::simulator::{Client, Fault, FaultKind, Item, LogEntry, PhpValue, Portal, Scenario, Simulator};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

const FINISH: &str = "telephony.externalCall.finish";
const COMMENT: &str = "crm.timeline.comment.add";
const NOTE: &str = "wrap-up-note";
const STEP: &str = "wrap-up-step";
const STORE: &str = "user.option.set";
const READ_OPTIONS: &str = "user.option.get";
/// The option of the only draft.
const SLOT: &str = "call-card.draft.0";

/// The card is gone, whoever closed it; then it is opened once more.
async fn reopened(mut page: Page) -> Page {
    page.close();
    page.portal.load_again();
    wrap_up_of(Page::again(page.portal.clone())).await
}

fn commands(page: &Page, name: &str) -> usize {
    page.portal.count(name)
}

#[wasm_bindgen_test]
async fn every_change_is_kept_before_anything_else_happens() {
    let page = open_wrap_up().await;
    for text in ["C", "Ca", "Calls back"] {
        fill(&page, NOTE, text).await;
        assert!(kept_text().contains(&format!("[\"{text}\",")), "{}", kept_text());
    }
    page.shows("Draft saved").await;
}

#[wasm_bindgen_test]
async fn all_that_was_typed_is_back_when_the_card_is_opened_again() {
    let page = open_wrap_up().await;
    let note = "Ünï 👩🏽‍💻 שלום\nsecond line\t\u{2028}end";
    let typed = [
        (NOTE, note),
        ("wrap-up-result", "486"),
        ("wrap-up-duration", "1:35"),
        ("wrap-up-cost", "3.50"),
        ("wrap-up-step", "Send the offer"),
        ("wrap-up-step-at", "2026-12-01T10:30"),
        ("wrap-up-target", "DEAL 4615"),
    ];
    for (id, text) in typed {
        fill(&page, id, text).await;
    }
    until(|| page.find("#wrap-up-reason").is_some(), || page.text()).await;
    fill(&page, "wrap-up-reason", "Line busy").await;
    page.find("[id='wrap-up-rating-4']")
        .unwrap()
        .unchecked_into::<web_sys::HtmlElement>()
        .click();
    page.find("[id='wrap-up-chat']")
        .unwrap()
        .unchecked_into::<web_sys::HtmlElement>()
        .click();
    let page = reopened(page).await;
    for (id, text) in typed {
        assert_eq!(value(&page, id), text, "{id}");
    }
    assert_eq!(value(&page, "wrap-up-reason"), "Line busy");
    for (id, checked) in [("wrap-up-rating-4", true), ("wrap-up-chat", false)] {
        let field = page.find(&format!("[id='{id}']")).unwrap();
        let is = js_sys::Reflect::get(&field, &"checked".into()).unwrap();
        assert_eq!(is.as_bool(), Some(checked), "{id}");
    }
    page.shows("Draft saved").await;
}

#[wasm_bindgen_test]
async fn sixty_thousand_characters_survive() {
    let page = open_wrap_up().await;
    let note: String = "Wörter 🙂 ".chars().cycle().take(60_000).collect();
    fill(&page, NOTE, &note).await;
    let page = reopened(page).await;
    assert!(value(&page, NOTE) == note);
}

#[wasm_bindgen_test]
async fn a_confirmed_save_leaves_nothing_behind() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "Calls back on Monday").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    until(|| kept_drafts().is_empty(), kept_text).await;
    page.stops_showing("Draft saved").await;
    fill(&page, NOTE, "One more").await;
    page.press("Finish call").await;
    page.close_card().await;
    assert_eq!(kept_drafts(), []);
    assert_eq!(sent(&page, FINISH).len(), 1);
}

#[wasm_bindgen_test]
async fn what_is_typed_while_it_is_being_saved_is_kept() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(COMMENT));
    fill(&page, NOTE, "Calls back").await;
    page.press("Save note").await;
    until(|| !sent(&page, COMMENT).is_empty(), || page.text()).await;
    fill(&page, NOTE, "Calls back on Monday").await;
    page.portal.release();
    page.shows("The note is saved.").await;
    page.shows("What you typed after that is not saved yet.").await;
    until(|| value(&page, NOTE) == "on Monday", || value(&page, NOTE)).await;
    until(|| kept_text().contains("\"on Monday\""), kept_text).await;
    assert_eq!(commands(&page, "enableAutoClose"), 0);
}

#[wasm_bindgen_test]
async fn the_card_is_held_from_the_first_change_until_the_save_is_confirmed() {
    let page = open_wrap_up().await;
    assert_eq!(commands(&page, "disableAutoClose"), 0);
    fill(&page, NOTE, "C").await;
    page.settle().await;
    fill(&page, NOTE, "Calls").await;
    page.settle().await;
    assert_eq!(commands(&page, "disableAutoClose"), 1);
    page.portal
        .fault(Fault::status(400, "ERROR_CORE").rest().only(COMMENT).times(1));
    page.press("Save note").await;
    page.shows("The note was not saved.").await;
    page.settle().await;
    assert_eq!(commands(&page, "enableAutoClose"), 0);
    page.press("Try again").await;
    until(|| commands(&page, "enableAutoClose") == 1, || page.text()).await;
    let log = page.portal.log();
    let at = |name: &str| log.iter().rposition(|entry| entry.name == name).unwrap();
    assert!(at(COMMENT) < at("enableAutoClose"));
    assert!(page.portal.is_card_open(1));
}

#[wasm_bindgen_test]
async fn nothing_typed_holds_nothing() {
    let page = open_wrap_up().await;
    page.press("Finish call").await;
    until(|| !page.portal.is_card_open(1), || page.text()).await;
    assert_eq!(commands(&page, "disableAutoClose"), 0);
    assert_eq!(commands(&page, "enableAutoClose"), 0);
    assert_eq!(kept_drafts(), []);
}

#[wasm_bindgen_test]
async fn an_attempt_to_close_becomes_a_countdown_that_can_be_extended() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "Calls back").await;
    page.settle().await;
    page.status_is("Talking").await;
    page.portal.request_close();
    page.shows("Card is held open: ").await;
    page.shows("Bitrix24 wants to close this card.").await;
    page.status_is("Ended").await;
    let timer = page.find(".draft-status [role=timer]").unwrap();
    assert_eq!(timer.get_attribute("aria-live").as_deref(), Some("off"));
    page.portal.skip(60_000.0);
    page.press("Extend").await;
    until(|| commands(&page, "disableAutoClose") == 2, || page.text()).await;
    page.settle().await;
    page.portal.skip(10_000.0);
    assert!(page.portal.is_card_open(1), "the countdown was not set back");
    page.press("Save note").await;
    until(|| !page.portal.is_card_open(1), || page.text()).await;
    assert_eq!(kept_drafts(), []);
}

#[wasm_bindgen_test]
async fn deleting_what_was_typed_while_the_portal_counts_down_does_not_close_the_card() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "Wrong").await;
    page.settle().await;
    page.portal.request_close();
    page.shows("Card is held open: ").await;
    fill(&page, NOTE, "").await;
    page.settle().await;
    assert!(page.portal.is_card_open(1));
    fill(&page, NOTE, "Right").await;
    page.press("Save note").await;
    until(|| !page.portal.is_card_open(1), || page.text()).await;
}

#[wasm_bindgen_test]
async fn after_a_second_attempt_nothing_is_promised_that_the_portal_does_not_keep() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "Calls back").await;
    page.settle().await;
    page.portal.request_close();
    page.shows("Card is held open: ").await;
    page.portal.request_close();
    until(|| page.button("Extend").is_none(), || page.text()).await;
    page.portal.skip(65_000.0);
    assert!(!page.portal.is_card_open(1));
    assert!(kept_text().contains("Calls back"));
}

#[wasm_bindgen_test]
async fn what_was_not_saved_is_not_reported_any_more_once_it_is_discarded() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::status(400, "ERROR_CORE").rest().only(COMMENT));
    fill(&page, NOTE, "Calls back").await;
    page.press("Save note").await;
    page.shows("The note was not saved.").await;
    page.press("Discard draft").await;
    page.shows("Yes, discard it").await;
    page.press("Yes, discard it").await;
    page.stops_showing("The note was not saved.").await;
    assert!(page.button("Try again").is_none());
}

#[wasm_bindgen_test]
async fn a_draft_is_discarded_only_after_a_question() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "Calls back").await;
    page.settle().await;
    page.press("Discard draft").await;
    page.shows("Discard everything you typed").await;
    page.button("No, keep it").unwrap().focus().unwrap();
    page.press("No, keep it").await;
    page.stops_showing("Discard everything").await;
    assert_eq!(active_element(), page.button("Discard draft").map(Into::into));
    assert_eq!(value(&page, NOTE), "Calls back");
    page.press("Discard draft").await;
    page.shows("Discard everything you typed").await;
    press_key(&page.button("Discard draft").unwrap(), "Escape", |_| {});
    page.stops_showing("Discard everything").await;
    page.press("Discard draft").await;
    page.shows("Discard everything you typed").await;
    page.press("Yes, discard it").await;
    until(|| commands(&page, "enableAutoClose") == 1, || page.text()).await;
    assert_eq!(value(&page, NOTE), "");
    assert_eq!(kept_drafts(), []);
    assert!(sent(&page, COMMENT).is_empty());
}

#[wasm_bindgen_test]
async fn what_is_being_saved_is_not_discarded_and_goes_to_one_item() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(COMMENT));
    fill(&page, NOTE, "Calls back on Monday").await;
    fill(&page, "wrap-up-target", "DEAL 4615").await;
    fill(&page, "wrap-up-step", "Send the offer").await;
    fill(&page, "wrap-up-step-at", "2026-12-01T10:30").await;
    until(|| page.button("Discard draft").is_some(), || page.text()).await;
    page.press("Discard draft").await;
    page.shows("Discard everything you typed").await;
    page.press("Save note").await;
    until(|| !sent(&page, COMMENT).is_empty(), || page.text()).await;
    assert!(page.button("Discard draft").is_none() && page.button("Yes, discard it").is_none());
    fill(&page, "wrap-up-target", "CONTACT 797").await;
    page.portal.release();
    page.shows("The next step is saved.").await;
    let step = &sent(&page, "crm.activity.todo.add")[0].payload;
    assert_eq!(
        (step["ownerTypeId"].id(), step["ownerId"].id()),
        (Some(2), Some(4615))
    );
}

#[wasm_bindgen_test]
async fn a_page_that_ends_in_the_middle_of_a_note_does_not_send_it_twice() {
    for arrives in [true, false] {
        let page = open_wrap_up().await;
        let kind = if arrives {
            FaultKind::DropAnswer
        } else {
            FaultKind::Offline
        };
        page.portal.fault(Fault::new(kind).rest().only(COMMENT).times(1));
        fill(&page, NOTE, "Calls back on Monday").await;
        page.press("Save note").await;
        until(|| !sent(&page, COMMENT).is_empty(), || page.text()).await;
        // Nobody has read the answer yet.
        let page = reopened(page).await;
        assert_eq!(value(&page, NOTE), "Calls back on Monday");
        // By now it would have arrived.
        let later = Later::by(120_000.0);
        page.press("Save note").await;
        page.shows("The note is saved.").await;
        drop(later);
        let stored = page.portal.portal().borrow().comments().len();
        assert_eq!(stored, 1, "arrived at first: {arrives}");
        until(|| kept_drafts().is_empty(), kept_text).await;
    }
}

#[wasm_bindgen_test]
async fn what_the_page_before_has_sent_and_nobody_finds_is_not_sent_again_within_a_minute() {
    const NOT_YET: &str = "It may still be under way in Bitrix24. Check again in a minute";
    for (button, method, id, text) in [
        ("Save note", COMMENT, NOTE, "Calls back on Monday"),
        ("Finish call", FINISH, "wrap-up-duration", "1:35"),
    ] {
        let page = open_wrap_up().await;
        page.portal
            .change(|portal| portal.settings.sees_statistics = false);
        page.portal
            .fault(Fault::new(FaultKind::Offline).rest().only(method).times(1));
        fill(&page, id, text).await;
        page.press(button).await;
        until(|| !sent(&page, method).is_empty(), || page.text()).await;
        let page = reopened(page).await;
        page.press(button).await;
        page.shows(NOT_YET).await;
        assert_eq!(sent(&page, method).len(), 1, "{method}");
        assert_eq!(value(&page, id), text);
        let later = Later::by(120_000.0);
        page.press("Check again").await;
        until(|| sent(&page, method).len() == 2, || page.text()).await;
        page.stops_showing(NOT_YET).await;
        until(|| kept_drafts().is_empty(), kept_text).await;
        drop(later);
    }
}

#[wasm_bindgen_test]
async fn a_page_that_ends_while_it_finishes_the_call_leaves_finding_out_to_the_next_one() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(FINISH).times(1));
    fill(&page, NOTE, "Calls back on Monday").await;
    page.press("Finish call").await;
    until(|| !sent(&page, FINISH).is_empty(), || page.text()).await;
    assert_eq!(page.portal.portal().borrow().comments().len(), 1);
    let mut page = page;
    page.close();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    // Nobody presses anything, and the card does not close under the agent's eyes.
    page.shows("Call saved").await;
    page.settle().await;
    assert!(page.portal.is_card_open(1));
    assert_eq!(sent(&page, FINISH).len(), 1);
    page.close_card().await;
    assert_eq!(page.portal.portal().borrow().comments().len(), 1);
    assert_eq!(kept_drafts(), []);
}

#[wasm_bindgen_test]
async fn a_call_that_is_finished_is_not_finished_again_after_a_reload() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only(COMMENT));
    fill(&page, NOTE, "Calls back on Monday").await;
    page.press("Finish call").await;
    page.shows("The note was not saved.").await;
    page.shows("The call is saved.").await;
    page.portal.clear_faults();
    let mut page = page;
    page.close();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    // The summary and not the form: the call cannot be finished again.
    page.shows("Call saved").await;
    assert!(page.button("Finish call").is_none());
    until(|| page.button("Save note").is_some(), || page.text()).await;
    assert_eq!(value(&page, NOTE), "Calls back on Monday");
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    page.close_card().await;
    assert_eq!(sent(&page, FINISH).len(), 1);
    assert_eq!(kept_drafts(), []);
}

#[wasm_bindgen_test]
async fn a_duration_that_was_measured_by_the_card_alone_is_shown_and_the_longest_one_is_sent() {
    let page = open_wrap_up().await;
    page.shows("measured only while the card was open").await;
    fill(&page, NOTE, "Calls back on Monday").await;
    // The card was open for longer before it was closed.
    let (key, kept) = kept_drafts().remove(0);
    let (before, seconds) = kept.split_once("\"seconds\":[").expect("the seconds");
    let after = seconds.split_once(',').expect("their time").1;
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    storage
        .set_item(&key, &format!("{before}\"seconds\":[500,{after}"))
        .unwrap();
    let page = reopened(page).await;
    page.shows("Duration: 8:20, measured only while the card was open")
        .await;
    fill(&page, NOTE, "Calls back on Tuesday").await;
    page.press("Finish call").await;
    page.close_card().await;
    let sent = sent(&page, FINISH)[0].payload["DURATION"].text();
    assert_eq!(sent.as_deref(), Some("500"));
}

#[wasm_bindgen_test]
async fn nobody_sees_what_another_user_typed() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "For my eyes only").await;
    until(|| kept_text().contains("eyes only"), kept_text).await;
    page.settle().await;
    page.portal.change(|portal| portal.settings.user = 2);
    let page = reopened_for(page).await;
    assert_eq!(value(&page, NOTE), "");
    fill(&page, NOTE, "Mine").await;
    page.settle().await;
    page.portal.change(|portal| portal.settings.user = 1);
    let page = reopened_for(page).await;
    until(|| value(&page, NOTE) == "For my eyes only", || page.text()).await;
}

/// The same computer, another user of the portal.
async fn reopened_for(mut page: Page) -> Page {
    page.close();
    page.portal.change(Portal::reload_page);
    page.portal.load_again();
    wrap_up_of(Page::again(page.portal.clone())).await
}

#[wasm_bindgen_test]
async fn what_is_typed_before_anybody_knows_who_the_user_is_is_not_lost_and_nobody_elses() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::Offline).rest().only("user.current"));
    fill(&page, NOTE, "Who am I").await;
    page.settle().await;
    page.portal.clear_faults();
    // Only the frame is loaded again.
    let page = reopened(page).await;
    until(|| value(&page, NOTE) == "Who am I", || page.text()).await;
    forget_drafts();
    // Another user, of whom nobody knows anything either.
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::Offline).rest().only("user.current"));
    fill(&page, NOTE, "Who am I").await;
    page.settle().await;
    let mut page = page;
    page.close();
    page.portal.clear_faults();
    page.portal.change(|portal| portal.settings.user = 2);
    web_sys::window()
        .unwrap()
        .session_storage()
        .unwrap()
        .unwrap()
        .clear()
        .unwrap();
    page.portal.load_again();
    let page = wrap_up_of(Page::again(page.portal.clone())).await;
    page.settle().await;
    assert_eq!(value(&page, NOTE), "");
    let mut page = page;
    page.close();
    page.portal.change(|portal| portal.settings.user = 1);
    page.portal.change(Portal::reload_page);
    page.portal.load_again();
    let page = wrap_up_of(Page::again(page.portal.clone())).await;
    until(|| value(&page, NOTE) == "Who am I", || page.text()).await;
}

#[wasm_bindgen_test]
async fn without_storage_the_portal_keeps_the_draft_if_it_can_and_the_line_says_so() {
    forget_drafts();
    let portal = Simulator::here(Scenario::named("wrap-up"));
    {
        let _blocked = BlockedStorage::now();
        // The portal's page knows no option of this user, and not what is set when the frame is loaded again.
        let page = wrap_up_of(Page::again(portal.clone())).await;
        fill(&page, NOTE, "Calls 👩🏽‍💻 back").await;
        page.shows("on the portal only").await;
        page.settle().await;
        let page = reopened(page).await;
        until(|| value(&page, NOTE) == "Calls 👩🏽‍💻 back", || page.text()).await;
        fill(&page, NOTE, "Calls 👩🏽‍💻 back soon").await;
        page.shows("on the portal only").await;
        page.settle().await;
        let page = reopened(page).await;
        until(|| value(&page, NOTE) == "Calls 👩🏽‍💻 back soon", || page.text()).await;
        // More than the portal's options hold.
        fill(&page, NOTE, &"x".repeat(20_000)).await;
        page.shows("The draft is only in this page").await;
        fill(&page, NOTE, "short again").await;
        page.shows("on the portal only").await;
    }
    assert_eq!(kept_drafts(), []);
    // A browser that stores drafts relies on what the portal's page has loaded.
    portal.change(Portal::reload_page);
    portal.load_again();
    let page = wrap_up_of(Page::again(portal)).await;
    page.shows("Draft saved").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    let page = reopened(page).await;
    assert_eq!(value(&page, NOTE), "");
}

#[wasm_bindgen_test]
async fn a_draft_saved_while_the_storage_was_away_does_not_come_back_with_it() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "Calls back").await;
    page.settle().await;
    page.portal.change(Portal::reload_page);
    let page = reopened(page).await;
    {
        let _blocked = BlockedStorage::now();
        page.press("Save note").await;
        page.shows("The note is saved.").await;
    }
    assert!(kept_text().contains("Calls back"), "it could not be removed");
    let page = reopened(page).await;
    assert_eq!(value(&page, NOTE), "");
    assert_eq!(sent(&page, COMMENT).len(), 1);
}

#[wasm_bindgen_test]
async fn the_note_stays_with_the_client_it_was_written_for() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "About Ingrid").await;
    page.settle().await;
    page.portal
        .set_client(Client::number("+4930765432").bound(Item::company(25), &[]));
    page.shows("The client changed while you were writing").await;
    page.press("Leave them there").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    let fields = sent(&page, COMMENT)[0].payload["fields"].clone();
    assert_eq!(fields["ENTITY_TYPE"].text().as_deref(), Some("contact"));
    fill(&page, NOTE, "About nobody").await;
    page.settle().await;
    assert!(!page.text().contains("The client changed"));
    page.press("Save note").await;
    until(|| sent(&page, COMMENT).len() == 2, || page.text()).await;
    let fields = sent(&page, COMMENT)[1].payload["fields"].clone();
    assert_eq!(fields["ENTITY_TYPE"].text().as_deref(), Some("company"));
}

#[wasm_bindgen_test]
async fn what_is_being_saved_is_not_offered_to_another_client_and_nothing_to_nobody() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "About Ingrid").await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(COMMENT));
    page.press("Save note").await;
    until(|| sent(&page, COMMENT).len() == 1, || page.text()).await;
    fill(&page, STEP, "Send the offer").await;
    let company = Client::number("+4930765432").bound(Item::company(25), &[]);
    page.portal.set_client(company);
    page.shows("The client changed while you were writing").await;
    let send = "Send them to the new client";
    assert!(page.button(send).is_none(), "{}", page.text());
    page.portal.release();
    until(|| page.button(send).is_some(), || page.text()).await;
    page.portal.set_client(Client::number("+4930765432"));
    until(|| page.button(send).is_none(), || page.text()).await;
    page.shows("Leave them there").await;
}

#[wasm_bindgen_test]
async fn unsaved_wrap_ups_are_counted_also_on_the_card_of_an_unknown_caller() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "Calls back").await;
    page.settle().await;
    page.portal.change(|portal| {
        portal.force_close();
        portal.open_call("externalCall.another", Client::number("+4940111222"));
    });
    let portal = page.portal.clone();
    drop(page);
    // Who the agent is was not said yet: another frame of the app, with a storage of its own for the session.
    js_sys::eval("sessionStorage.clear()").unwrap();
    portal.load_again();
    let page = Page::again(portal);
    page.shows("Unsaved wrap-ups of other calls: 1").await;
    // It is saved in its own card.
    page.settle().await;
    let (key, _) = kept_drafts().remove(0);
    stored_elsewhere(&key, None);
    page.stops_showing("Unsaved wrap-ups of other calls").await;
}

#[wasm_bindgen_test]
async fn a_failed_save_stays_on_screen_when_another_call_is_written_about_elsewhere() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "Calls back").await;
    page.settle().await;
    let (key, text) = kept_drafts().remove(0);
    let call_id = key.rsplit(' ').next().unwrap().to_owned();
    drop(page);
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::status(400, "ERROR_CORE").rest().only(FINISH));
    page.press("Finish call").await;
    page.shows("The call was not saved.").await;
    let other = |text: &str| text.replace(&call_id, "externalCall.another");
    stored_elsewhere(&other(&key), Some(&other(&text)));
    page.shows("Unsaved wrap-ups of other calls: 1").await;
    page.shows("The call was not saved.").await;
    // It is this call's, too.
    stored_elsewhere(&key, Some(&text));
    until(|| value(&page, NOTE) == "Calls back", || page.text()).await;
}

#[wasm_bindgen_test]
async fn the_call_is_not_bound_to_the_client_before_because_a_note_stays_there() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "About Ingrid").await;
    page.settle().await;
    page.portal
        .set_client(Client::number("+4930765432").bound(Item::company(25), &[]));
    page.shows("The client changed while you were writing").await;
    let page = restored(page).await;
    page.press("Finish call").await;
    page.shows("Call saved").await;
    page.settle().await;
    assert_eq!(kinds_of_notes(&page), ["contact"]);
    assert_eq!(page.portal.count("crm.activity.binding.add"), 0);
}

#[wasm_bindgen_test]
async fn a_restored_note_goes_to_the_client_that_it_was_written_for() {
    // The frame that is loaded again starts with the client of its first load.
    let page = open_wrap_up().await;
    let company = Client::number("+4930765432").bound(Item::company(25), &[]);
    page.portal.set_client(company.clone());
    page.settle().await;
    fill(&page, NOTE, "About the company").await;
    page.settle().await;
    let page = restored(page).await;
    assert!(!page.text().contains("The client changed"), "{}", page.text());
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    assert_eq!(kinds_of_notes(&page), ["company"]);
    // The portal has bound the call to another client until it shows the card again.
    let page = open_wrap_up().await;
    fill(&page, NOTE, "About Ingrid").await;
    page.settle().await;
    page.portal.change(|portal| {
        let call_id = portal.card().unwrap().call_id.clone();
        portal.force_close();
        portal.open_call(&call_id, company);
    });
    let page = restored(page).await;
    page.shows("The client changed while you were writing").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    assert_eq!(kinds_of_notes(&page), ["contact"]);
}

/// The card is there again with what was typed, and has asked for the state of its call.
async fn restored(mut page: Page) -> Page {
    page.close();
    page.portal.load_again();
    let page = Page::again(page.portal.clone());
    until(|| page.button("Save note").is_some(), || page.text()).await;
    page.settle().await;
    assert_ne!(value(&page, NOTE), "");
    page
}

/// The kinds of the items that notes went to, oldest first.
fn kinds_of_notes(page: &Page) -> Vec<String> {
    let kind = |entry: &LogEntry| entry.payload["fields"]["ENTITY_TYPE"].text();
    sent(page, COMMENT).iter().filter_map(kind).collect()
}

#[wasm_bindgen_test]
async fn the_note_goes_to_the_new_client_if_the_agent_says_so() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "About the company").await;
    page.settle().await;
    page.portal
        .set_client(Client::number("+4930765432").bound(Item::company(25), &[]));
    page.shows("The client changed while you were writing").await;
    page.press("Send them to the new client").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    let fields = sent(&page, COMMENT)[0].payload["fields"].clone();
    assert_eq!(fields["ENTITY_TYPE"].text().as_deref(), Some("company"));
}

#[wasm_bindgen_test]
async fn two_calls_never_mix() {
    for choice in ["save", "use", "aside"] {
        let page = Page::open("call-list");
        page.shows("Save note").await;
        page.settle().await;
        fill(&page, NOTE, "About the first").await;
        page.settle().await;
        let first = page.portal.portal().borrow().card().unwrap().clone();
        page.portal.next_in_call_list();
        page.shows("The card went on to another call").await;
        assert_eq!(value(&page, NOTE), "About the first");
        let (note, item) = match choice {
            "save" => ("About the first", first.client.primary),
            "use" => {
                page.press("Use it for the new call").await;
                page.stops_showing("went on to another call").await;
                assert_eq!(value(&page, NOTE), "About the first");
                let card = page.portal.portal().borrow().card().unwrap().clone();
                ("About the first", card.client.primary)
            }
            _ => {
                page.press("Put it aside").await;
                page.stops_showing("went on to another call").await;
                assert_eq!(value(&page, NOTE), "");
                page.shows("Unsaved wrap-ups of other calls: 1").await;
                assert!(kept_text().contains("About the first"));
                fill(&page, NOTE, "About the second").await;
                let card = page.portal.portal().borrow().card().unwrap().clone();
                ("About the second", card.client.primary)
            }
        };
        page.press("Save note").await;
        page.shows("The note is saved.").await;
        let fields = sent(&page, COMMENT)[0].payload["fields"].clone();
        assert_eq!(fields["COMMENT"].text().as_deref(), Some(note));
        assert_eq!(fields["ENTITY_ID"].id(), item.map(|item| item.id), "{choice}");
        let left = usize::from(choice == "aside");
        until(|| kept_drafts().len() == left, kept_text).await;
    }
}

#[wasm_bindgen_test]
async fn another_page_with_the_same_call_is_told_and_the_newest_edit_wins() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "Mine").await;
    fill(&page, "wrap-up-cost", "3").await;
    page.settle().await;
    let (key, old) = kept_drafts().remove(0);
    let new = old
        .replace("[\"Mine\",", "[\"Theirs\",9")
        .replace("[\"3\",", "[\"4\",-");
    stored_elsewhere(&key, Some(&new));
    page.shows("Another window changed this wrap-up").await;
    assert_eq!(value(&page, NOTE), "Theirs");
    let longer = kept_text().replace("[\"Theirs\",9", "[\"Theirs is longer\",99");
    stored_elsewhere(&key, Some(&longer));
    until(|| value(&page, NOTE) == "Theirs is longer", || page.text()).await;
    assert_eq!(value(&page, "wrap-up-cost"), "3");
    // Both are one now, and kept.
    assert!(
        kept_text().contains("Theirs is longer") && kept_text().contains("[\"3\","),
        "{}",
        kept_text()
    );
    page.press("Bring mine back").await;
    until(|| value(&page, NOTE) == "Mine", || page.text()).await;
}

#[wasm_bindgen_test]
async fn what_another_page_has_saved_is_not_offered_to_be_brought_back() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "Calls back").await;
    page.settle().await;
    // Whoever is still writing is not done.
    let _later = Later::by(60_000.0);
    saved_elsewhere();
    until(|| value(&page, NOTE).is_empty(), || page.text()).await;
    assert!(page.button("Bring mine back").is_none(), "{}", page.text());
}

#[wasm_bindgen_test]
async fn what_another_page_has_discarded_can_be_brought_back() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "Calls back").await;
    page.settle().await;
    let _later = Later::by(60_000.0);
    let (key, _) = kept_drafts().remove(0);
    stored_elsewhere("call-card.discarded", Some(&key));
    stored_elsewhere("call-card.discarded", None);
    stored_elsewhere(&key, None);
    page.shows("Another window changed this wrap-up").await;
    assert_eq!(value(&page, NOTE), "");
    page.press("Bring mine back").await;
    until(|| value(&page, NOTE) == "Calls back", || page.text()).await;
    until(|| kept_text().contains("Calls back"), kept_text).await;
}

#[wasm_bindgen_test]
async fn other_pages_are_told_which_draft_is_discarded() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "Calls back").await;
    page.settle().await;
    let (key, _) = kept_drafts().remove(0);
    let record = "const set = Storage.prototype.setItem; const told = []; \
        Storage.prototype.setItem = function (key, text) { if (key === 'call-card.discarded') told.push(text); set.call(this, key, text); }; \
        return [told, () => { Storage.prototype.setItem = set; }];";
    let recorded = js_sys::Function::new_no_args(record)
        .call0(&JsValue::NULL)
        .unwrap();
    let recorded: js_sys::Array = recorded.unchecked_into();
    page.press("Discard draft").await;
    page.press("Yes, discard it").await;
    until(|| kept_drafts().is_empty(), kept_text).await;
    let mend: js_sys::Function = recorded.get(1).unchecked_into();
    mend.call0(&JsValue::NULL).unwrap();
    let told: js_sys::Array = recorded.get(0).unchecked_into();
    assert_eq!(told.get(0).as_string(), Some(key));
}

/// Another page of this app has saved what is stored.
fn saved_elsewhere() {
    stored_elsewhere(&kept_drafts()[0].0, None);
}

#[wasm_bindgen_test]
async fn what_is_typed_after_another_page_has_saved_keeps_number_and_client() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "First").await;
    page.settle().await;
    let later = Later::by(60_000.0);
    saved_elsewhere();
    until(|| value(&page, NOTE).is_empty(), || page.text()).await;
    fill(&page, NOTE, "Second").await;
    page.settle().await;
    drop(later);
    let draft: serde_json::Value = serde_json::from_str(&kept_text()).unwrap();
    assert_eq!(draft["entries"]["number"][0], "+19999999666");
    assert_eq!(draft["entries"]["items"][0][0], "CONTACT 797", "{draft}");
}

#[wasm_bindgen_test]
async fn what_was_not_typed_on_this_page_is_not_offered_to_be_brought_back() {
    let mut page = open_wrap_up().await;
    fill(&page, NOTE, "One").await;
    page.settle().await;
    page.close();
    page.portal.load_again();
    let page = wrap_up_of(Page::again(page.portal.clone())).await;
    assert_eq!(value(&page, NOTE), "One");
    let (key, old) = kept_drafts().remove(0);
    let new = old.replace("[\"One\",", "[\"One and two\",9");
    stored_elsewhere(&key, Some(&new));
    until(|| value(&page, NOTE) == "One and two", || page.text()).await;
    page.settle().await;
    assert!(page.button("Bring mine back").is_none(), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_card_with_nothing_left_in_it_is_let_go() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "x").await;
    until(|| commands(&page, "disableAutoClose") == 1, || page.text()).await;
    fill(&page, NOTE, "").await;
    until(|| commands(&page, "enableAutoClose") == 1, || page.text()).await;
}

#[wasm_bindgen_test]
async fn what_another_page_knows_of_the_client_is_not_written_over() {
    let page = open_wrap_up().await;
    fill(&page, NOTE, "Mine").await;
    page.settle().await;
    let (key, old) = kept_drafts().remove(0);
    let mut draft: serde_json::Value = serde_json::from_str(&old).unwrap();
    let items = &mut draft["entries"]["items"];
    let at = items[1].as_u64().unwrap() + 1;
    *items = serde_json::json!([["COMPANY 25"], at]);
    let new = draft.to_string();
    stored_elsewhere(&key, Some(&new));
    let stored: serde_json::Value = serde_json::from_str(&kept_text()).unwrap();
    assert_eq!(stored, draft, "each page would answer the other without end");
}

#[wasm_bindgen_test]
async fn the_notice_that_a_note_stays_goes_when_it_does_not() {
    let company = || Client::number("+4930765432").bound(Item::company(25), &[]);
    let page = open_wrap_up().await;
    fill(&page, NOTE, "About Ingrid").await;
    page.settle().await;
    page.portal.set_client(company());
    page.shows("The client changed while you were writing").await;
    fill(&page, "wrap-up-target", "COMPANY 25").await;
    page.stops_showing("The client changed").await;
    let page = open_wrap_up().await;
    fill(&page, NOTE, "About Ingrid").await;
    page.settle().await;
    page.portal.set_client(company());
    page.shows("The client changed while you were writing").await;
    page.press("Discard draft").await;
    page.shows("Yes, discard it").await;
    page.press("Yes, discard it").await;
    page.stops_showing("The client changed").await;
    fill(&page, NOTE, "About the company").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    assert_eq!(kinds_of_notes(&page), ["company"]);
}

#[wasm_bindgen_test]
async fn drafts_that_are_too_old_are_removed() {
    forget_drafts();
    let old = js_sys::Date::now() - 15.0 * 86_400_000.0;
    store(
        "another",
        &format!("{{\"call\":\"another\",\"entries\":{{\"note\":[\"old\",{old}]}}}}"),
    );
    let page = wrap_up_of(Page::again(Simulator::here(Scenario::named("wrap-up")))).await;
    assert_eq!(kept_drafts(), []);
    drop(page);
}

/// Stores a text as the draft of a call.
fn store(call_id: &str, text: &str) {
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    let key = format!("call-card.draft preview.invalid 1 {call_id}");
    storage.set_item(&key, text).unwrap();
}

/// What a newer version may store.
const NEWER: &str = "{\"version\":2,\"call\":[\"note\",\"from tomorrow\"]}";

#[wasm_bindgen_test]
async fn a_draft_that_this_version_cannot_read_is_not_lost_when_another_one_is_typed() {
    let mut page = open_wrap_up().await;
    page.settle().await;
    let call_id = page.portal.portal().borrow().card().unwrap().call_id.clone();
    // The portal says who the user is, so that the key is theirs.
    fill(&page, NOTE, "x").await;
    page.settle().await;
    page.close();
    page.portal.change(Portal::reload_page);
    store(&call_id, NEWER);
    store("another", NEWER);
    page.portal.load_again();
    let page = wrap_up_of(Page::again(page.portal.clone())).await;
    assert_eq!(value(&page, NOTE), "");
    fill(&page, NOTE, "typed in the older version").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    page.settle().await;
    let kept: Vec<String> = kept_drafts().into_iter().map(|(_, text)| text).collect();
    assert_eq!(kept, [NEWER, NEWER]);
}

/// A card in a browser that stores nothing, of a user whose options the portal keeps.
async fn without_storage() -> (Page, BlockedStorage) {
    forget_drafts();
    let portal = Simulator::here(Scenario::named("wrap-up"));
    portal.set_user_option("call-card.who", "1");
    let blocked = BlockedStorage::now();
    portal.load_again();
    (wrap_up_of(Page::again(portal)).await, blocked)
}

/// What was sent by request to be stored as the draft, oldest first.
fn requested(page: &Page) -> Vec<String> {
    let requests = sent(page, STORE).into_iter();
    requests
        .filter_map(|entry| entry.payload["options"][SLOT].text())
        .collect()
}

#[wasm_bindgen_test]
async fn a_draft_that_the_portal_has_stored_is_not_called_lost() {
    let (page, _blocked) = without_storage().await;
    for text in ["C", "Ca", "Calls back"] {
        fill(&page, NOTE, text).await;
    }
    page.shows("on the portal only").await;
    let requested = requested(&page);
    // One for all key presses, and one more where the agent is known only after it.
    assert!(requested.len() <= 2, "{requested:?}");
    let last = requested.last().unwrap();
    assert_eq!(page.portal.user_option(SLOT), Some(last.as_str().into()));
    assert!(last.contains("Calls back"));
}

#[wasm_bindgen_test]
async fn a_draft_is_called_saved_on_the_portal_only_when_the_portal_has_confirmed_it() {
    let (page, _blocked) = without_storage().await;
    page.portal
        .fault(Fault::new(FaultKind::Slow(300.0)).rest().only(STORE));
    fill(&page, NOTE, "Calls back").await;
    page.shows("Saving the draft…").await;
    assert!(!page.text().contains("on the portal only"));
    page.shows("on the portal only").await;
    // The portal does not answer.
    page.portal.clear_faults();
    page.portal
        .fault(Fault::new(FaultKind::Silent).rest().only(STORE));
    fill(&page, NOTE, "Calls back on Monday").await;
    page.shows("The draft is only in this page").await;
}

#[wasm_bindgen_test]
async fn a_save_does_not_fail_because_the_request_that_stores_the_draft_hangs() {
    let (page, _blocked) = without_storage().await;
    page.portal
        .fault(Fault::new(FaultKind::Silent).rest().only(STORE));
    fill(&page, NOTE, "Calls back").await;
    until(|| !requested(&page).is_empty(), || page.text()).await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
}

#[wasm_bindgen_test]
async fn a_late_request_does_not_bring_a_discarded_draft_back() {
    let (page, _blocked) = without_storage().await;
    fill(&page, NOTE, "Calls").await;
    page.shows("on the portal only").await;
    // The portal has said who the agent is: the draft is not stored once more because of that.
    page.settle().await;
    let earlier = requested(&page).len();
    page.portal.fault(Fault::new(FaultKind::Held).rest().only(STORE));
    fill(&page, NOTE, "Calls back").await;
    until(|| requested(&page).len() == earlier + 1, || page.text()).await;
    page.press("Discard draft").await;
    page.shows("Yes, discard it").await;
    page.press("Yes, discard it").await;
    let is_discarded = || page.portal.user_option(SLOT) == Some("".into());
    until(is_discarded, || page.text()).await;
    // The request is carried out only now.
    let late = requested(&page).pop().unwrap();
    page.portal.set_user_option(SLOT, late.as_str());
    page.portal.release();
    until(is_discarded, || page.text()).await;
    assert_eq!(requested(&page).len(), earlier + 1);
    assert_eq!(sent(&page, STORE).len(), earlier + 2);
}

#[wasm_bindgen_test]
async fn a_draft_is_not_stored_by_request_behind_the_save_that_removes_it() {
    let (page, _blocked) = without_storage().await;
    page.portal
        .fault(Fault::new(FaultKind::Slow(300.0)).rest().only(COMMENT));
    fill(&page, NOTE, "Calls back").await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    page.settle().await;
    assert!(requested(&page).is_empty());
    assert_eq!(page.portal.user_option(SLOT), Some("".into()));
}

/// A card in a browser that stores nothing, in a tab of the portal that has loaded `loaded` while another tab has stored
/// `stored` since.
async fn in_an_older_tab(mut page: Page, loaded: &str, stored: &str) -> Page {
    page.close();
    page.portal.set_user_option(SLOT, loaded);
    page.portal
        .change(|portal| portal.set_user_option(SLOT, stored.into()));
    page.portal.load_again();
    wrap_up_of(Page::again(page.portal.clone())).await
}

/// What the portal has as the first draft.
fn on_portal(page: &Page) -> String {
    page.portal
        .user_option(SLOT)
        .and_then(|text| text.text())
        .unwrap_or_default()
}

#[wasm_bindgen_test]
async fn a_draft_that_another_tab_has_changed_on_the_portal_is_the_one_that_is_shown() {
    let (page, _blocked) = without_storage().await;
    fill(&page, NOTE, "Calls").await;
    page.shows("on the portal only").await;
    let older = on_portal(&page);
    fill(&page, NOTE, "Calls back").await;
    until(|| on_portal(&page).contains("Calls back"), || page.text()).await;
    page.settle().await;
    let newer = on_portal(&page);
    let page = in_an_older_tab(page, &older, &newer).await;
    until(|| value(&page, NOTE) == "Calls back", || value(&page, NOTE)).await;
    page.settle().await;
    assert!(on_portal(&page).contains("Calls back"));
}

#[wasm_bindgen_test]
async fn a_note_that_another_tab_has_saved_does_not_come_back() {
    let (page, _blocked) = without_storage().await;
    fill(&page, NOTE, "Calls back").await;
    page.shows("on the portal only").await;
    let loaded = on_portal(&page);
    let page = in_an_older_tab(page, &loaded, "").await;
    page.settle().await;
    assert_eq!(value(&page, NOTE), "");
    assert_eq!(on_portal(&page), "");
}

#[wasm_bindgen_test]
async fn what_is_too_old_is_removed_on_the_portal_and_what_another_tab_has_put_in_its_place_stays() {
    const NEW_CLIENT: &str = "call-card.new-client";
    let (mut page, _blocked) = without_storage().await;
    let now = js_sys::Date::now();
    let old = now - 15.0 * 86_400_000.0;
    let draft = |at: f64| format!("{{\"call\":\"another\",\"entries\":{{\"note\":[\"private\",{at}]}}}}");
    page.close();
    // In the order in which the options are read.
    page.portal
        .set_user_option(NEW_CLIENT, &*format!("{{\"call\":\"another\",\"at\":{old}}}"));
    page.portal.set_user_option("call-card.draft.1", &*draft(old));
    page.portal.set_user_option(SLOT, &*draft(old));
    let newer = draft(now);
    page.portal
        .change(|portal| portal.set_user_option(SLOT, newer.as_str().into()));
    page.portal.load_again();
    let page = wrap_up_of(Page::again(page.portal.clone())).await;
    for name in ["call-card.draft.1", NEW_CLIENT] {
        until(
            || page.portal.user_option(name) == Some("".into()),
            || name.to_owned(),
        )
        .await;
    }
    assert_eq!(on_portal(&page), newer);
}

#[wasm_bindgen_test]
async fn the_draft_of_a_call_in_another_tab_is_not_overwritten_on_the_portal() {
    let (page, _blocked) = without_storage().await;
    fill(&page, NOTE, "Calls back").await;
    page.shows("on the portal only").await;
    let call_id = page.portal.portal().borrow().card().unwrap().call_id.clone();
    let of_another = on_portal(&page).replace(&call_id, "another");
    let page = in_an_older_tab(page, "", &of_another).await;
    fill(&page, NOTE, "Has paid").await;
    page.shows("on the portal only").await;
    assert_eq!(on_portal(&page), of_another);
    let own = page.portal.user_option("call-card.draft.1").unwrap();
    assert!(own.text().unwrap().contains("Has paid"));
}

#[wasm_bindgen_test]
async fn what_is_typed_before_the_drafts_on_the_portal_are_known_replaces_none_of_them() {
    let (page, _blocked) = without_storage().await;
    fill(&page, NOTE, "Calls back").await;
    page.shows("on the portal only").await;
    let loaded = on_portal(&page);
    page.portal
        .fault(Fault::new(FaultKind::Silent).rest().only(READ_OPTIONS));
    let page = in_an_older_tab(page, &loaded, &loaded).await;
    fill(&page, STEP, "Send the offer").await;
    // They are not awaited for ever.
    until(|| on_portal(&page).contains("Send the offer"), || page.text()).await;
    assert!(on_portal(&page).contains("Calls back"));
    assert_eq!(value(&page, NOTE), "Calls back");
}

#[wasm_bindgen_test]
async fn what_the_portal_had_is_not_lost_where_its_answer_comes_too_late() {
    let (mut page, _blocked) = without_storage().await;
    fill(&page, NOTE, "Calls back").await;
    page.shows("on the portal only").await;
    let call_id = page.portal.portal().borrow().card().unwrap().call_id.clone();
    let own = on_portal(&page);
    let of_another = own.replace(&call_id, "another");
    for (stored, note) in [(own, "Calls back"), (of_another, "")] {
        page.portal
            .fault(Fault::new(FaultKind::Held).rest().only(READ_OPTIONS));
        page = in_an_older_tab(page, "", &stored).await;
        fill(&page, STEP, "Send the offer").await;
        until(|| on_portal(&page).contains("Send the offer"), || page.text()).await;
        assert_eq!(value(&page, NOTE), "");
        page.portal.release();
        until(|| value(&page, NOTE) == note, || page.text()).await;
        let has = |text: &str| {
            let slots = ["call-card.draft.0", "call-card.draft.1"];
            let texts = slots.map(|slot| page.portal.user_option(slot).and_then(|text| text.text()));
            texts.iter().flatten().any(|stored| stored.contains(text))
        };
        until(|| has("Calls back") && has("Send the offer"), || page.text()).await;
    }
}

#[wasm_bindgen_test]
async fn what_is_changed_while_the_call_is_being_saved_is_not_sent_unchecked() {
    let page = open_wrap_up().await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(COMMENT));
    fill(&page, NOTE, "Calls back").await;
    fill(&page, "wrap-up-duration", "12:30").await;
    page.press("Finish call").await;
    until(|| !sent(&page, COMMENT).is_empty(), || page.text()).await;
    fill(&page, "wrap-up-duration", "1").await;
    page.portal.release();
    until(|| sent(&page, FINISH).len() == 1, || page.text()).await;
    assert_eq!(sent(&page, FINISH)[0].payload["DURATION"].id(), Some(750));
}

#[wasm_bindgen_test]
async fn a_card_that_may_be_held_is_let_go() {
    let page = open_wrap_up().await;
    page.portal.fault(
        Fault::new(FaultKind::DropAnswer)
            .commands()
            .only("disableAutoClose")
            .times(1),
    );
    fill(&page, NOTE, "Calls back").await;
    until(|| commands(&page, "disableAutoClose") == 1, || page.text()).await;
    page.press("Save note").await;
    page.shows("The note is saved.").await;
    until(|| commands(&page, "enableAutoClose") == 1, || page.text()).await;
}

#[wasm_bindgen_test]
async fn the_draft_of_the_next_call_is_on_the_portal_no_more_than_that_of_the_first() {
    forget_drafts();
    let portal = Simulator::here(Scenario::named("wrap-up"));
    let _blocked = BlockedStorage::now();
    // The portal's page knows no option of this user, and a request for them fails: what is set may be lost when the frame
    // is loaded again.
    portal.fault(Fault::new(FaultKind::Status503).rest().only(READ_OPTIONS));
    let page = wrap_up_of(Page::again(portal)).await;
    fill(&page, NOTE, "About the first").await;
    page.shows("The draft is only in this page").await;
    page.settle().await;
    let second = "externalCall.00000000000000000000000000000002.1773130800";
    page.portal.change(|portal| {
        let client = Client::number("+4930765432").bound(Item::company(25), &[]);
        portal.add_call(second, "+4930765432", 2, &client);
        second.clone_into(&mut portal.card_mut().unwrap().call_id);
        portal.set_client(client);
    });
    page.shows("Use it for the new call").await;
    page.press("Use it for the new call").await;
    until(
        || page.button("Use it for the new call").is_none(),
        || page.text(),
    )
    .await;
    page.settle().await;
    fill(&page, NOTE, "About the second").await;
    page.settle().await;
    page.shows("The draft is only in this page").await;
    assert!(!page.text().contains("on the portal only"), "{}", page.text());
}
