//! The app's own page: registering a call.

use super::*;
use crate::support::Later;

#[wasm_bindgen_test]
async fn what_is_not_given_is_not_sent() {
    let page = own().await;
    register(&page, "+49 (151) 1234-5678").await;
    page.shows("The call is registered.").await;
    let sent = params(&sent(&page, REGISTER)[0]);
    let (names, values): (Vec<_>, Vec<_>) = sent.iter().map(|(name, value)| (&**name, &**value)).unzip();
    assert_eq!(names, ["EXTERNAL_CALL_ID", "PHONE_NUMBER", "TYPE", "USER_ID"]);
    assert_eq!(values[1..], ["+4915112345678", "2", "1"]);
    assert!(values[0].starts_with("card-"), "{values:?}");
}

#[wasm_bindgen_test]
async fn every_parameter_is_sent_as_documented() {
    let page = own().await;
    fill(&page, "register-type", "3").await;
    fill(&page, "register-line", "reg151083").await;
    fill(&page, "register-who", "inner").await;
    until(|| page.find("#register-inner").is_some(), || page.text()).await;
    fill(&page, "register-inner", " 103 ").await;
    fill(&page, "register-kind", "COMPANY").await;
    until(|| page.find("#register-item").is_some(), || page.text()).await;
    fill(&page, "register-item", "643").await;
    tick(&page, "register-show", false).await;
    tick(&page, "register-create", true).await;
    fill(&page, "register-start", "2026-01-10T11:19").await;
    fill(&page, "register-source", "WEB").await;
    tick(&page, "register-chat", false).await;
    fill(&page, "register-call-list", "12").await;
    fill(&page, "register-external-id", "asterisk-1710140185.18441").await;
    register(&page, "79062195047").await;
    page.shows("The call is registered.").await;
    let sent = params(&sent(&page, REGISTER)[0]);
    let start = sent
        .iter()
        .find(|(name, _)| name == "CALL_START_DATE")
        .unwrap()
        .1
        .clone();
    let wanted = [
        ("USER_PHONE_INNER", "103"),
        ("PHONE_NUMBER", "79062195047"),
        ("TYPE", "3"),
        ("CALL_START_DATE", &start),
        ("CRM_CREATE", "1"),
        ("CRM_SOURCE", "WEB"),
        ("CRM_ENTITY_TYPE", "COMPANY"),
        ("CRM_ENTITY_ID", "643"),
        ("SHOW", "0"),
        ("ADD_TO_CHAT", "0"),
        ("CALL_LIST_ID", "12"),
        ("LINE_NUMBER", "reg151083"),
        ("EXTERNAL_CALL_ID", "asterisk-1710140185.18441"),
    ];
    let mut wanted = wanted.map(|(name, value)| (name.to_owned(), value.to_owned()));
    wanted.sort();
    assert_eq!(sent, wanted);
    // The agent's own wall clock, with its offset.
    assert!(start.starts_with("2026-01-10T11:19:00"), "{start}");
    let meant = js_sys::Date::new(&start.as_str().into()).get_time();
    let entered = js_sys::Date::new(&"2026-01-10T11:19".into()).get_time();
    assert!((meant - entered).abs() < 1.0 && start.len() == 25, "{start}");
    assert!(page.portal.portal().borrow().user(3).unwrap().screen.is_none());
    page.shows("For the internal number 103").await;
    assert!(
        !page.text().contains("No card sent"),
        "nobody knows whose number it is"
    );
}

#[wasm_bindgen_test]
async fn while_it_runs_it_does_not_start_again() {
    let page = own().await;
    page.portal.fault(FaultKind::Slow(200.0));
    fill(&page, "register-number", "+49301").await;
    for _ in 0..3 {
        page.press("Register").await;
    }
    page.shows("Registering the call…").await;
    assert!(page.button("Register").unwrap().has_attribute("aria-disabled"));
    page.press("Register").await;
    page.shows("The call is registered.").await;
    page.settle().await;
    assert_eq!(sent(&page, REGISTER).len(), 1);
}

#[wasm_bindgen_test]
async fn a_second_press_right_after_the_answer_does_not_register_the_call_again() {
    let page = own().await;
    register(&page, "+49301").await;
    page.shows("The call is registered.").await;
    page.press("Register").await;
    page.settle().await;
    assert_eq!(sent(&page, REGISTER).len(), 1);
    page.shows("The call is registered.").await;
    // The agent has changed something: this one is meant.
    register(&page, "+49301").await;
    page.shows("The call is registered.").await;
    assert_eq!(sent(&page, REGISTER).len(), 2);
    let later = Later::by(2_000.0);
    page.press("Register").await;
    // Nothing says that the same number has called once more.
    page.shows("Enter a phone number.").await;
    assert_eq!(sent(&page, REGISTER).len(), 2);
    drop(later);
}

#[wasm_bindgen_test]
async fn answers_that_come_after_the_page_is_gone_find_nobody() {
    let page = own().await;
    page.portal.fault(FaultKind::Slow(100.0));
    fill(&page, "register-number", "+49301").await;
    page.press("Register").await;
    page.press("Find in CRM").await;
    until(|| sent(&page, REGISTER).len() == 1, || page.text()).await;
    let portal = page.portal.clone();
    let listen = "window.heard = []; for (const name of ['error', 'unhandledrejection'])
        window.addEventListener(name, (event) => window.heard.push(String(event.message ?? event.reason)));";
    js_sys::Function::new_no_args(listen)
        .call0(&JsValue::NULL)
        .unwrap();
    drop(page);
    // The answers are on their way while the next page asks, and come before its own.
    let next = opened(|portal| portal.faults.add(FaultKind::Slow(300.0).into())).await;
    until(|| next.all("#register-line > option").len() == 4, || next.text()).await;
    assert_eq!(portal.portal().borrow().calls().len(), 1);
    let heard = js_sys::eval("window.heard.join()").unwrap().as_string();
    assert_eq!(heard.as_deref(), Some(""), "somebody was there after all");
}

#[wasm_bindgen_test]
async fn after_a_lost_answer_trying_again_finds_the_same_call() {
    let page = own().await;
    page.portal
        .fault(Fault::new(FaultKind::DropAnswer).only(REGISTER).times(1));
    let id = value(&page, "register-external-id");
    register(&page, "+49301").await;
    page.shows("It is not known whether the call was registered.")
        .await;
    assert_eq!(value(&page, "register-external-id"), id);
    assert_eq!(value(&page, "register-number"), "+49301");
    page.press("Try again").await;
    page.shows("The call is registered.").await;
    let requests = sent(&page, REGISTER);
    assert_eq!(
        (requests.len(), page.portal.portal().borrow().calls().len()),
        (2, 1)
    );
    assert_eq!(params(&requests[0]), params(&requests[1]));
    assert_eq!(page.all("li.own-call").len(), 1);
    // Only now there is another one: the next call is another call.
    assert_ne!(value(&page, "register-external-id"), id);
    assert!(page.find(".trouble").is_none());
}

#[wasm_bindgen_test]
async fn a_refusal_keeps_the_form() {
    let page = own().await;
    let id = value(&page, "register-external-id");
    fill(&page, "register-who", "inner").await;
    until(|| page.find("#register-inner").is_some(), || page.text()).await;
    fill(&page, "register-inner", "999").await;
    register(&page, "+49301").await;
    page.shows("This colleague does not exist or no longer works here.")
        .await;
    page.shows("What you entered is still here.").await;
    assert!(page.button("Try again").is_none(), "it cannot help");
    assert_eq!(value(&page, "register-inner"), "999");
    assert_eq!(value(&page, "register-external-id"), id);
    page.shows("No call was registered here").await;
}

#[wasm_bindgen_test]
async fn wrong_entries_are_said_at_their_fields_and_nothing_is_sent() {
    let page = own().await;
    fill(&page, "register-who", "colleague").await;
    fill(&page, "register-kind", "LEAD").await;
    until(|| page.find("#register-item").is_some(), || page.text()).await;
    fill(&page, "register-number", "call me").await;
    fill(&page, "register-item", "first").await;
    fill(&page, "register-call-list", "0").await;
    page.press("Register").await;
    page.shows("A phone number can have digits").await;
    page.shows("Choose a colleague.").await;
    page.shows("Enter the ID of the item").await;
    assert_eq!(focused(), "register-number");
    fill(&page, "register-number", "+49301").await;
    page.stops_showing("A phone number can have digits").await;
    fill(&page, "register-who", "me").await;
    fill(&page, "register-kind", "").await;
    page.press("Register").await;
    // It was folded away.
    page.shows("Enter the ID of the call list").await;
    assert_eq!(focused(), "register-call-list");
    assert_eq!(sent(&page, REGISTER).len(), 0);
    assert_eq!(value(&page, "register-call-list"), "0");
}

#[wasm_bindgen_test]
async fn an_id_that_is_too_large_to_send_is_wrong_at_its_field() {
    let page = own().await;
    fill(&page, "register-number", "+49301").await;
    fill(&page, "register-kind", "LEAD").await;
    fill(&page, "register-item", "9007199254740992").await;
    fill(&page, "register-call-list", "9007199254740992").await;
    page.press("Register").await;
    page.shows("Enter the ID of the item").await;
    fill(&page, "register-kind", "").await;
    page.press("Register").await;
    page.shows("Enter the ID of the call list").await;
    assert_eq!(sent(&page, REGISTER).len(), 0);
}

#[wasm_bindgen_test]
async fn a_start_on_which_no_call_can_have_begun_is_wrong_at_its_field() {
    let page = own().await;
    fill(&page, "register-number", "+49301").await;
    for start in ["9999-12-31T23:59", "0026-01-10T11:19"] {
        fill(&page, "register-start", start).await;
        page.stops_showing("A call cannot have begun at this time").await;
        page.press("Register").await;
        page.shows("A call cannot have begun at this time").await;
        assert_eq!(focused(), "register-start");
    }
    assert_eq!(sent(&page, REGISTER).len(), 0);
}

#[wasm_bindgen_test]
async fn a_wrong_entry_does_not_stand_beside_the_result_before_it() {
    let page = own().await;
    register(&page, "+49301").await;
    page.shows("The call is registered.").await;
    fill(&page, "register-number", "abc").await;
    page.press("Register").await;
    page.shows("A phone number can have digits").await;
    page.stops_showing("The call is registered.").await;
}

#[wasm_bindgen_test]
async fn the_same_call_within_thirty_minutes_is_recognised() {
    let page = own().await;
    fill(&page, "register-external-id", "pbx-1").await;
    register(&page, "+49301").await;
    page.shows("The call is registered.").await;
    fill(&page, "register-external-id", "pbx-1").await;
    register(&page, "+49301").await;
    page.shows("This is the call that was registered here on").await;
    page.stops_showing("The call is registered.").await;
    assert_eq!(page.all("li.own-call").len(), 1);
    fill(&page, "register-external-id", "pbx-2").await;
    register(&page, "+49301").await;
    page.shows("The call is registered.").await;
    assert_eq!(page.all("li.own-call").len(), 2);
}

#[wasm_bindgen_test]
async fn what_was_created_is_named_and_opens_in_the_portal() {
    let page = own().await;
    tick(&page, "register-create", true).await;
    register(&page, "+49301").await;
    page.shows("+49301 - call").await;
    let link = page.find(".own-facts a").unwrap();
    let path = "/crm/lead/details/4616/";
    assert_eq!(
        link.get_attribute("href").unwrap(),
        format!("https://preview.invalid{path}")
    );
    link.dyn_ref::<web_sys::HtmlElement>().unwrap().click();
    until(|| page.portal.count("openPath") == 1, || page.text()).await;
}

#[wasm_bindgen_test]
async fn a_lead_that_could_not_be_created_is_a_warning() {
    let page = own().await;
    let add_error = "const call = BX24.callMethod.bind(BX24); BX24.callMethod = (method, params, done) =>
        call(method, params, (answer) => { answer.data().LEAD_CREATION_ERROR = 'No &quot;right&quot;'; done(answer); });";
    js_sys::Function::new_no_args(add_error)
        .call0(&JsValue::NULL)
        .unwrap();
    register(&page, "+49301").await;
    page.shows("no lead could be created: No \"right\"").await;
    page.shows("The call is registered.").await;
}
