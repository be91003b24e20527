//! The app's own page: before a call is finished, its card is hidden from everybody else who may have it.

use super::*;

const SHOW: &str = "telephony.externalCall.show";
const HIDE: &str = "telephony.externalCall.hide";
const FINISH: &str = "telephony.externalCall.finish";
const UNKNOWN_CALL: &str = "Bitrix24 does not know this call.";
const NOT_HIDDEN: &str = "The card could not be hidden from your colleagues.";

/// The page with one call for the agent.
async fn registered() -> Page {
    let page = own().await;
    register(&page, "+49301").await;
    page.shows("Card sent to:").await;
    page.settle().await;
    page
}

/// Chooses a person in the portal's dialog that this button opens.
async fn choose(page: &Page, button: &str, user: u64) {
    page.press(button).await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[user]);
}

async fn finish(page: &Page) {
    page.press("Finish…").await;
    until(|| page.find("#wrap-up-result").is_some(), || page.text()).await;
    page.press("Finish call").await;
}

/// From whom the last request has hidden the card.
fn hidden_from(page: &Page) -> Vec<u64> {
    let entry = sent(page, HIDE).pop().expect("a request");
    let ids = &entry.payload["USER_ID"];
    let mut ids: Vec<u64> = ids
        .id()
        .into_iter()
        .chain(ids.items().filter_map(Value::id))
        .collect();
    ids.sort_unstable();
    ids
}

fn drop_answer_to_show(page: &Page) {
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(SHOW).times(1));
}

#[wasm_bindgen_test]
async fn whoever_may_have_the_card_is_hidden_from_also_after_another_action() {
    let page = registered().await;
    drop_answer_to_show(&page);
    choose(&page, "Show card to…", 2).await;
    page.shows("It is not known whether the action succeeded.").await;
    choose(&page, "Show card to…", 3).await;
    page.shows("Bitrix24 shows the card to Carla Ruiz").await;
    assert!(page.button("Hide from Carla Ruiz").is_some());
    page.shows("May see the card (not confirmed):").await;
    until(
        || page.button("Hide from Björn Lindqvist").is_some(),
        || page.text(),
    )
    .await;
    assert!(page.portal.is_card_open(2) && page.portal.is_card_open(3));
    finish(&page).await;
    page.shows("The call is saved.").await;
    assert_eq!(hidden_from(&page), [2, 3]);
    assert!(!page.portal.is_card_open(2) && !page.portal.is_card_open(3));
}

#[wasm_bindgen_test]
async fn a_card_that_was_being_shown_when_the_page_was_loaded_again_is_hidden() {
    let page = registered().await;
    page.portal.fault(Fault::new(FaultKind::Held).rest().only(SHOW));
    choose(&page, "Show card to…", 2).await;
    until(|| page.portal.is_card_open(2), || page.text()).await;
    page.portal.clear_faults();
    let page = loaded_again(page).await;
    page.shows("Card sent to:").await;
    page.shows("May see the card (not confirmed):").await;
    finish(&page).await;
    page.shows("The call is saved.").await;
    assert_eq!(hidden_from(&page), [2]);
    assert!(!page.portal.is_card_open(2));
}

#[wasm_bindgen_test]
async fn no_card_is_called_not_sent_while_that_is_not_known() {
    let page = own().await;
    tick(&page, "register-show", false).await;
    register(&page, "+49301").await;
    page.shows("No card sent").await;
    drop_answer_to_show(&page);
    choose(&page, "Show card to…", 2).await;
    page.shows("It is not known whether the action succeeded.").await;
    let page = loaded_again(page).await;
    page.shows("For Anna Keller").await;
    assert!(!page.text().contains("No card sent"), "{}", page.text());
    // Once it is hidden, it is known.
    choose(&page, "Hide card from…", 2).await;
    page.shows("The card is hidden from Björn Lindqvist.").await;
    page.shows("No card sent").await;
    finish(&page).await;
    page.shows("The call is saved.").await;
    assert_eq!(sent(&page, HIDE).len(), 1);
}

#[wasm_bindgen_test]
async fn a_refusal_to_show_the_card_leaves_nobody_to_hide_it_from() {
    let page = registered().await;
    let refusal = Fault::status(403, "ACCESS_DENIED");
    page.portal.fault(refusal.rest().only(SHOW).times(1));
    choose(&page, "Show card to…", 2).await;
    page.shows("The action failed.").await;
    finish(&page).await;
    page.shows("The call is saved.").await;
    assert_eq!(sent(&page, HIDE).len(), 0);
}

#[wasm_bindgen_test]
async fn a_refusal_says_nothing_of_the_attempt_to_show_the_card_before_it() {
    let page = registered().await;
    drop_answer_to_show(&page);
    choose(&page, "Show card to…", 2).await;
    page.shows("It is not known whether the action succeeded.").await;
    let refusal = Fault::status(403, "ACCESS_DENIED");
    page.portal.fault(refusal.rest().only(SHOW).times(1));
    page.press("Try again").await;
    page.shows("The action failed.").await;
    finish(&page).await;
    page.shows("The call is saved.").await;
    assert_eq!(hidden_from(&page), [2]);
}

#[wasm_bindgen_test]
async fn a_card_that_stays_open_after_the_call_was_finished_is_said_whatever_is_tried() {
    let page = registered().await;
    choose(&page, "Show card to…", 2).await;
    page.shows("Bitrix24 shows the card to Björn Lindqvist").await;
    let refusal = Fault::status(403, "ACCESS_DENIED");
    page.portal.fault(refusal.rest().only(HIDE).times(1));
    finish(&page).await;
    page.shows("The call is saved.").await;
    page.shows(&format!("{NOT_HIDDEN} You don't have permission to do this."))
        .await;
    page.press("Try again").await;
    page.shows(&format!("{NOT_HIDDEN} {UNKNOWN_CALL}")).await;
    assert_eq!((sent(&page, HIDE).len(), sent(&page, FINISH).len()), (2, 1));
    assert!(page.portal.is_card_open(2));
    // The row says of the call what is known of it.
    page.shows("Finished").await;
    let text = page.text();
    assert!(!text.contains("Card sent to:"), "{text}");
    assert_eq!(text.matches(UNKNOWN_CALL).count(), 1, "{text}");
    // There is nothing to try again, and nothing that was entered.
    assert!(page.button("Try again").is_none(), "{text}");
    assert!(!text.contains("What you entered"), "{text}");
}

#[wasm_bindgen_test]
async fn a_call_that_is_not_known_when_its_cards_are_hidden_is_finished_all_the_same() {
    let page = registered().await;
    choose(&page, "Show card to…", 2).await;
    page.shows("Bitrix24 shows the card to Björn Lindqvist").await;
    page.portal.change(Portal::finish_for_another);
    finish(&page).await;
    page.shows("The call was not saved.").await;
    page.shows(&format!("{NOT_HIDDEN} {UNKNOWN_CALL}")).await;
    assert_eq!((sent(&page, HIDE).len(), sent(&page, FINISH).len()), (1, 1));
    // The row says it, too.
    let count = || page.text().matches(UNKNOWN_CALL).count();
    until(|| count() == 2, || page.text()).await;
}
