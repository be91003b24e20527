//! The app's own page: what there is to choose from, and for whom.

use super::*;

#[wasm_bindgen_test]
async fn who_has_the_number_is_looked_up_when_asked_for_and_nobody_is_picked() {
    const SEARCH: &str = "telephony.externalCall.searchCrmEntities";
    let page = own().await;
    fill(&page, "register-number", "+4940111222").await;
    page.settle().await;
    assert_eq!(page.portal.count(SEARCH), 0);
    page.press("Find in CRM").await;
    page.shows("Responsible: Carla Ruiz · On a break").await;
    page.shows("Responsible: David Okafor").await;
    assert_eq!(page.all("[aria-label='Possible callers'] > li").len(), 3);
    assert_eq!(
        (value(&page, "register-kind"), value(&page, "register-who")),
        (String::new(), "me".into())
    );
    page.press("Use Eva Weber").await;
    page.shows("Eva Weber and David Okafor are entered below.").await;
    assert_eq!(value(&page, "register-kind"), "CONTACT");
    assert_eq!(value(&page, "register-item"), "52");
    register(&page, "+4940111222").await;
    let request = &sent(&page, REGISTER)[0].payload;
    assert_eq!(request["USER_ID"].text().as_deref(), Some("4"));
    // What was found belongs to that number alone.
    fill(&page, "register-number", "+49301").await;
    page.stops_showing("Eva Weber · ").await;
    until(
        || page.find("[aria-label='Possible callers']").is_none(),
        || page.text(),
    )
    .await;
    page.press("Find in CRM").await;
    page.shows("Nobody in CRM has this number.").await;
    page.portal.fault(Fault::new(FaultKind::Status503).only(SEARCH));
    page.press("Find in CRM").await;
    page.shows("The number could not be looked up in CRM.").await;
    page.portal.clear_faults();
    page.press("Try again").await;
    page.shows("Nobody in CRM has this number.").await;
    fill(&page, "register-number", "").await;
    page.press("Find in CRM").await;
    page.shows("Enter a phone number.").await;
    assert_eq!(focused(), "register-number");
}

/// Finds Eva Weber, who has this number, and enters her.
async fn use_eva_weber(page: &Page) {
    fill(page, "register-number", "+4940111222").await;
    page.press("Find in CRM").await;
    page.shows("Responsible: David Okafor").await;
    page.press("Use Eva Weber").await;
    page.shows("Eva Weber and David Okafor are entered below.").await;
}

#[wasm_bindgen_test]
async fn what_was_used_is_not_said_to_be_entered_once_the_call_is_registered() {
    let page = own().await;
    use_eva_weber(&page).await;
    page.press("Register").await;
    page.shows("The call is registered.").await;
    assert_eq!(value(&page, "register-kind"), "");
    page.stops_showing("Eva Weber and David Okafor are entered below.")
        .await;
}

#[wasm_bindgen_test]
async fn the_client_of_a_number_does_not_stay_in_the_form_when_the_number_changes() {
    let page = own().await;
    use_eva_weber(&page).await;
    // It is the same number.
    fill(&page, "register-number", "+49 40 111222").await;
    page.settle().await;
    assert_eq!(value(&page, "register-item"), "52");
    register(&page, "+49301").await;
    let request = sent(&page, REGISTER)[0].payload.clone();
    let text = |key: &str| request[key].text();
    assert_eq!(text("PHONE_NUMBER").as_deref(), Some("+49301"));
    assert_eq!((text("CRM_ENTITY_TYPE"), text("CRM_ENTITY_ID")), (None, None));
    assert_eq!(text("USER_ID").as_deref(), Some("1"));
}

#[wasm_bindgen_test]
async fn what_the_agent_has_entered_stays_when_the_number_changes() {
    let page = own().await;
    use_eva_weber(&page).await;
    fill(&page, "register-item", "77").await;
    register(&page, "+49301").await;
    let request = sent(&page, REGISTER)[0].payload.clone();
    let text = |key: &str| request[key].text();
    assert_eq!(text("CRM_ENTITY_TYPE").as_deref(), Some("CONTACT"));
    assert_eq!(text("CRM_ENTITY_ID").as_deref(), Some("77"));
    assert_eq!(text("USER_ID").as_deref(), Some("1"));
}

#[wasm_bindgen_test]
async fn lists_come_in_one_request_and_are_typed_where_they_cannot_be_read() {
    let page = own().await;
    assert_eq!(
        page.asked(),
        ["app.info", "user.current", "batch", "placement.get", "batch"],
        "the settings, and the lists"
    );
    assert_eq!(page.all("#register-line > option").len(), 4);
    drop(page);
    let page = own_in(|portal| {
        portal
            .faults
            .add(Fault::status(403, "ACCESS_DENIED").only("batch"));
    })
    .await;
    page.shows("The lines could not be read.").await;
    page.shows("A number that is no line yet becomes a new line.")
        .await;
    fill(&page, "register-line", "3").await;
    register(&page, "+49302").await;
    assert_eq!(
        sent(&page, REGISTER)[0].payload["LINE_NUMBER"].text().as_deref(),
        Some("3")
    );
    drop(page);
    let page = own_in(|portal| portal.lines.clear()).await;
    page.shows("This app has added no lines yet.").await;
    page.shows("A number that is no line yet becomes a new line.")
        .await;
}

#[wasm_bindgen_test]
async fn an_agent_whom_the_portal_does_not_name_registers_for_colleagues() {
    let fault = Fault::status(403, "insufficient_scope").only("user.current");
    let page = own_in(|portal| portal.faults.add(fault)).await;
    page.shows("Bitrix24 did not return your user ID").await;
    fill(&page, "register-number", "+49301").await;
    page.press("Register").await;
    page.shows("Bitrix24 has not returned your user ID yet.").await;
    assert_eq!(focused(), "register-who");
    fill(&page, "register-who", "colleague").await;
    page.shows("Nobody chosen yet").await;
    // The agent closes the dialog: nobody ever hears of it, and it opens again.
    page.press("Choose a colleague…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.cancel_dialog();
    page.press("Choose a colleague…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[3]);
    page.shows("Carla Ruiz").await;
    register(&page, "+49301").await;
    assert_eq!(
        sent(&page, REGISTER)[0].payload["USER_ID"].text().as_deref(),
        Some("3")
    );
    page.portal.clear_faults();
    page.press("Try again").await;
    page.stops_showing("Bitrix24 did not return your user ID").await;
    assert_eq!(page.all("li.own-call").len(), 1);
}
