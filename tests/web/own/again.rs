//! The app's own page: what a reload leaves of the form for a call, and of a registration that is on its way.

use super::*;
use crate::support::Later;

const UNKNOWN: &str = "It is not known whether the call was registered.";

fn id(page: &Page) -> String {
    value(page, "register-external-id")
}

fn has_tick(page: &Page, id: &str) -> bool {
    let field = page.find(&format!("#{id}")).unwrap();
    js_sys::Reflect::get(&field, &"checked".into())
        .unwrap()
        .is_truthy()
}

async fn has_value(page: &Page, id: &str, wanted: &str) {
    let shown = || page.find(&format!("#{id}")).map(|_| value(page, id));
    until(
        || shown().as_deref() == Some(wanted),
        || format!("{id}: {:?}", shown()),
    )
    .await;
}

fn calls(page: &Page) -> usize {
    page.portal.portal().borrow().calls().len()
}

/// Enters the number, and sends the form. The answer never arrives.
async fn begin(page: &Page, number: &str) {
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only(REGISTER));
    fill(page, "register-number", number).await;
    page.press("Register").await;
    until(|| !sent(page, REGISTER).is_empty(), || page.text()).await;
    page.portal.clear_faults();
}

#[wasm_bindgen_test]
async fn a_registration_that_a_reload_interrupts_is_tried_again_as_the_same_call() {
    let page = own().await;
    let sent_id = id(&page);
    tick(&page, "register-chat", false).await;
    begin(&page, "+49301").await;
    let page = loaded_again(page).await;
    page.shows(UNKNOWN).await;
    has_value(&page, "register-number", "+49301").await;
    assert_eq!(id(&page), sent_id);
    assert!(!page.text().contains("Registering the call…"), "{}", page.text());
    page.press("Try again").await;
    page.shows("Bitrix24 may still be processing it. Try again in a minute.")
        .await;
    assert_eq!(sent(&page, REGISTER).len(), 1);
    let later = Later::by(60_000.0);
    page.press("Try again").await;
    page.shows("The call is registered.").await;
    drop(later);
    let requests = sent(&page, REGISTER);
    assert_eq!((requests.len(), calls(&page)), (2, 1));
    assert_eq!(params(&requests[0]), params(&requests[1]));
    assert!(!page.text().contains(UNKNOWN), "{}", page.text());
    assert_ne!(id(&page), sent_id);
    // It is answered: the next page begins with an empty form.
    let page = loaded_again(page).await;
    assert!(!page.text().contains(UNKNOWN), "{}", page.text());
    assert_eq!(value(&page, "register-number"), "");
}

#[wasm_bindgen_test]
async fn a_call_that_began_long_ago_is_tried_again_as_the_same_call() {
    let page = own().await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(REGISTER).times(1));
    fill(&page, "register-start", "2026-01-10T11:19").await;
    register(&page, "+49301").await;
    page.shows(UNKNOWN).await;
    page.press("Try again").await;
    page.shows("The call is registered.").await;
    assert_eq!((sent(&page, REGISTER).len(), calls(&page)), (2, 1));
}

#[wasm_bindgen_test]
async fn a_lost_answer_is_still_not_known_after_a_reload_until_another_id_is_proposed() {
    let page = own().await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(REGISTER).times(1));
    register(&page, "+49301").await;
    page.shows(UNKNOWN).await;
    let sent_id = id(&page);
    let page = loaded_again(page).await;
    page.shows(UNKNOWN).await;
    assert!(page.button("Try again").is_some());
    page.find("details:has(#register-external-id)")
        .unwrap()
        .set_attribute("open", "")
        .unwrap();
    page.press("Propose another one").await;
    page.stops_showing(UNKNOWN).await;
    until(|| id(&page) != sent_id, || page.text()).await;
    let renewed_id = id(&page);
    // That is remembered, too.
    let page = loaded_again(page).await;
    has_value(&page, "register-external-id", &renewed_id).await;
    assert_eq!(value(&page, "register-number"), "+49301");
    assert!(!page.text().contains(UNKNOWN), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_refusal_is_no_lost_answer_after_a_reload() {
    let page = own().await;
    fill(&page, "register-who", "inner").await;
    until(|| page.find("#register-inner").is_some(), || page.text()).await;
    fill(&page, "register-inner", "999").await;
    register(&page, "+49301").await;
    page.shows("This colleague does not exist or no longer works here.")
        .await;
    let sent_id = id(&page);
    let page = loaded_again(page).await;
    has_value(&page, "register-inner", "999").await;
    assert_eq!(id(&page), sent_id);
    assert!(!page.text().contains(UNKNOWN), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_refusal_says_nothing_of_the_registration_before_it() {
    let page = own().await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).rest().only(REGISTER).times(1));
    register(&page, "+49301").await;
    page.shows(UNKNOWN).await;
    let refusal = Fault::status(403, "user_access_error");
    page.portal.fault(refusal.rest().only(REGISTER).times(1));
    page.press("Try again").await;
    let words = format!("An administrator has not given you access to this app. {UNKNOWN}");
    page.shows(&words).await;
    let page = loaded_again(page).await;
    page.shows(UNKNOWN).await;
    let later = Later::by(60_000.0);
    page.press("Try again").await;
    page.shows("The call is registered.").await;
    drop(later);
    assert_eq!((sent(&page, REGISTER).len(), calls(&page)), (3, 1));
}

#[wasm_bindgen_test]
async fn a_registration_that_may_still_be_executed_is_not_sent_again_beside_it() {
    let page = own().await;
    page.portal
        .fault(Fault::new(FaultKind::Silent).rest().only(REGISTER).times(1));
    fill(&page, "register-number", "+49301").await;
    page.press("Register").await;
    page.shows(&format!("Bitrix24 did not answer in time. {UNKNOWN}"))
        .await;
    page.press("Try again").await;
    page.stops_showing("Bitrix24 did not answer in time.").await;
    page.settle().await;
    page.shows(UNKNOWN).await;
    assert_eq!(sent(&page, REGISTER).len(), 1);
    // By now the portal has executed it, or never will.
    let later = Later::by(60_000.0);
    page.press("Try again").await;
    page.shows("The call is registered.").await;
    drop(later);
    let requests = sent(&page, REGISTER);
    assert_eq!(requests.len(), 2);
    assert_eq!(params(&requests[0]), params(&requests[1]));
}

#[wasm_bindgen_test]
async fn another_call_is_registered_while_the_first_one_may_still_be_executed() {
    let page = own().await;
    page.portal
        .fault(Fault::new(FaultKind::Silent).rest().only(REGISTER).times(1));
    fill(&page, "register-number", "+49301").await;
    page.press("Register").await;
    page.shows(UNKNOWN).await;
    fill(&page, "register-external-id", "pbx-2").await;
    register(&page, "+49302").await;
    page.shows("The call is registered.").await;
    assert_eq!(sent(&page, REGISTER).len(), 2);
}

/// Registers a call of which the page does not get the answer.
async fn lose_answer(page: &Page, number: &str) {
    let lost = Fault::new(FaultKind::DropAnswer).rest();
    page.portal.fault(lost.only(REGISTER).times(1));
    register(page, number).await;
    page.shows(UNKNOWN).await;
}

const OTHER: &str = "The call with +49301 may already be registered.";

#[wasm_bindgen_test]
async fn after_a_lost_answer_another_call_is_not_registered_without_asking() {
    let page = own().await;
    until(|| page.all("#register-line > option").len() == 4, || page.text()).await;
    lose_answer(&page, "+49301").await;
    for (field, other, same) in [
        ("register-type", "1", "2"),
        ("register-line", "reg151083", ""),
        ("register-who", "inner", "me"),
        ("register-number", "+49302", "+49 (301)"),
    ] {
        fill(&page, field, other).await;
        page.shows(OTHER).await;
        assert!(!page.text().contains(UNKNOWN), "{}", page.text());
        assert!(page.button("Try again").is_none(), "{field}");
        fill(&page, field, same).await;
        page.shows(UNKNOWN).await;
        page.stops_showing(OTHER).await;
    }
    fill(&page, "register-type", "1").await;
    page.shows(OTHER).await;
    page.press("Register").await;
    page.settle().await;
    assert_eq!(sent(&page, REGISTER).len(), 1, "the agent has not decided");
    assert_eq!(focused(), "register-other");
    // After a reload the agent decides, too.
    let page = loaded_again(page).await;
    page.shows(OTHER).await;
    page.press("Back to the first call").await;
    page.shows(UNKNOWN).await;
    assert_eq!(value(&page, "register-type"), "2");
    let later = Later::by(60_000.0);
    page.press("Try again").await;
    page.shows("The call is registered.").await;
    drop(later);
    assert_eq!((sent(&page, REGISTER).len(), calls(&page)), (2, 1));
}

#[wasm_bindgen_test]
async fn another_number_is_another_call_while_the_first_one_may_still_be_executed() {
    let page = own().await;
    page.portal
        .fault(Fault::new(FaultKind::Silent).rest().only(REGISTER).times(1));
    fill(&page, "register-number", "+49301").await;
    page.press("Register").await;
    page.shows(UNKNOWN).await;
    let page = loaded_again(page).await;
    page.shows(UNKNOWN).await;
    fill(&page, "register-number", "+49302").await;
    page.shows(OTHER).await;
    page.press("Register another call").await;
    page.shows("The call is registered.").await;
    page.stops_showing(OTHER).await;
    let requests = sent(&page, REGISTER);
    assert_eq!(requests.len(), 2);
    assert_ne!(
        requests[1].payload["EXTERNAL_CALL_ID"],
        requests[0].payload["EXTERNAL_CALL_ID"]
    );
}

#[wasm_bindgen_test]
async fn after_thirty_minutes_trying_again_asks_before_it_registers_a_second_call() {
    let page = own().await;
    lose_answer(&page, "+49301").await;
    let later = Later::by(30.0 * 60_000.0);
    page.press("Try again").await;
    page.shows(OTHER).await;
    page.press("Register").await;
    page.settle().await;
    assert_eq!(sent(&page, REGISTER).len(), 1);
    assert!(page.button("Back to the first call").is_none(), "it is entered");
    page.press("Register another call").await;
    page.shows("The call is registered.").await;
    drop(later);
    assert_eq!(sent(&page, REGISTER).len(), 2);
}

#[wasm_bindgen_test]
async fn an_external_id_that_changes_while_the_call_is_registered_is_another_call() {
    let page = own().await;
    begin(&page, "+49301").await;
    fill(&page, "register-external-id", "pbx-2").await;
    let page = loaded_again(page).await;
    page.shows(OTHER).await;
    assert_eq!(value(&page, "register-external-id"), "pbx-2");
}

#[wasm_bindgen_test]
async fn what_belongs_to_one_call_is_not_sent_with_the_next() {
    let page = own().await;
    fill(&page, "register-kind", "CONTACT").await;
    until(|| page.find("#register-item").is_some(), || page.text()).await;
    fill(&page, "register-item", "797").await;
    fill(&page, "register-start", "2026-01-10T11:19").await;
    fill(&page, "register-call-list", "5").await;
    fill(&page, "register-source", "WEB").await;
    register(&page, "+49301").await;
    page.shows("The call is registered.").await;
    has_value(&page, "register-kind", "").await;
    register(&page, "+49302").await;
    until(|| sent(&page, REGISTER).len() == 2, || page.text()).await;
    let requests = sent(&page, REGISTER);
    for name in [
        "CRM_ENTITY_TYPE",
        "CRM_ENTITY_ID",
        "CALL_START_DATE",
        "CALL_LIST_ID",
    ] {
        assert!(!requests[0].payload[name].is_null(), "{name} was not sent");
        assert!(requests[1].payload[name].is_null(), "{name} was sent again");
    }
    // Where calls come from stays.
    assert_eq!(
        requests[0].payload["CRM_SOURCE"],
        requests[1].payload["CRM_SOURCE"]
    );
}

#[wasm_bindgen_test]
async fn what_was_entered_for_a_call_is_there_after_a_reload_for_the_same_agent() {
    let page = own().await;
    fill(&page, "register-number", "+49301").await;
    fill(&page, "register-type", "4").await;
    until(|| page.all("#register-line > option").len() == 4, || page.text()).await;
    fill(&page, "register-line", "reg151083").await;
    fill(&page, "register-who", "colleague").await;
    page.shows("Choose a colleague…").await;
    page.press("Choose a colleague…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[3]);
    page.shows("Chosen: Carla Ruiz").await;
    tick(&page, "register-show", false).await;
    tick(&page, "register-create", true).await;
    fill(&page, "register-start", "2026-01-10T11:19").await;
    let before = id(&page);
    let page = loaded_again(page).await;
    has_value(&page, "register-number", "+49301").await;
    has_value(&page, "register-type", "4").await;
    has_value(&page, "register-line", "reg151083").await;
    has_value(&page, "register-who", "colleague").await;
    has_value(&page, "register-start", "2026-01-10T11:19").await;
    page.shows("Chosen: Carla Ruiz").await;
    assert!(!has_tick(&page, "register-show") && has_tick(&page, "register-create"));
    assert_eq!(id(&page), before);
    // Another agent in the same tab has a form of their own.
    page.portal.change(|portal| portal.settings.user = 2);
    let page = loaded_again(page).await;
    assert_eq!(value(&page, "register-number"), "");
    assert_ne!(id(&page), before);
}

#[wasm_bindgen_test]
async fn the_client_of_a_number_goes_with_that_number_after_a_reload_too() {
    let page = own().await;
    fill(&page, "register-number", "+4940111222").await;
    page.press("Find in CRM").await;
    page.shows("Responsible: David Okafor").await;
    page.press("Use Eva Weber").await;
    page.shows("Eva Weber and David Okafor are entered below.").await;
    let page = loaded_again(page).await;
    has_value(&page, "register-item", "52").await;
    page.shows("Chosen: David Okafor").await;
    fill(&page, "register-number", "+49301").await;
    until(|| page.find("#register-item").is_none(), || page.text()).await;
    has_value(&page, "register-who", "me").await;
}

#[wasm_bindgen_test]
async fn a_form_that_the_agent_has_begun_is_not_replaced_by_what_was_stored() {
    let page = own().await;
    fill(&page, "register-number", "+49301").await;
    page.settle().await;
    // The agent is quicker than the portal, which has still to say who that is.
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only("user.current"));
    let page = loaded_again(page).await;
    fill(&page, "register-number", "+49302").await;
    page.portal.release();
    page.settle().await;
    assert_eq!(value(&page, "register-number"), "+49302");
    let page = loaded_again(page).await;
    has_value(&page, "register-number", "+49302").await;
}

#[wasm_bindgen_test]
async fn a_form_that_the_agent_has_begun_is_not_replaced_by_what_was_sent() {
    let page = own().await;
    lose_answer(&page, "+49301").await;
    page.portal
        .fault(Fault::new(FaultKind::Held).rest().only("user.current"));
    let page = loaded_again(page).await;
    fill(&page, "register-number", "+49302").await;
    page.portal.release();
    page.shows(OTHER).await;
    assert_eq!(value(&page, "register-number"), "+49302");
    page.press("Back to the first call").await;
    page.shows(UNKNOWN).await;
    assert_eq!(value(&page, "register-number"), "+49301");
}
