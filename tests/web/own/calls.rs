//! The app's own page: the calls that were registered here.

use super::*;
use crate::support::stored_elsewhere;
use call_card::call::{CallType, RegisteredCall};
use js_sys::{Object, Reflect};
use web_sys::Storage;

const SHOW: &str = "telephony.externalCall.show";
const HIDE: &str = "telephony.externalCall.hide";
const KEY: &str = "call-card.calls.preview.invalid.1";
const DAY: f64 = 86_400_000.0;

fn storage() -> Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

fn kept() -> String {
    storage().get_item(KEY).unwrap().unwrap_or_default()
}

/// A call that was registered for the agent and shown to them, so many milliseconds ago.
fn call(call_id: &str, ago: f64) -> RegisteredCall {
    RegisteredCall {
        call_id: call_id.to_owned(),
        number: "+49301".to_owned(),
        call_type: CallType::Incoming,
        at: js_sys::Date::now() - ago,
        user: Some(1),
        inner: String::new(),
        shown: vec![1],
        may_see: Vec::new(),
        gone: false,
        finished: false,
        items: Vec::new(),
    }
}

/// Stores these calls, as another page does.
fn store(calls: &[RegisteredCall]) {
    storage()
        .set_item(KEY, &serde_json::to_string(calls).unwrap())
        .unwrap();
}

/// The ids of the stored calls.
fn stored() -> Vec<String> {
    let calls: Vec<RegisteredCall> = serde_json::from_str(&kept()).unwrap_or_default();
    calls.into_iter().map(|call| call.call_id).collect()
}

fn rows(page: &Page) -> Vec<String> {
    let id = |row: &web_sys::Element| {
        row.query_selector("bdi[dir=ltr]")
            .unwrap()
            .unwrap()
            .text_content()
            .unwrap()
    };
    page.all("li.own-call").iter().map(id).collect()
}

#[wasm_bindgen_test]
async fn the_list_survives_a_reload_newest_first_and_without_names() {
    let page = own().await;
    page.shows("No call was registered here in the last 14 days.")
        .await;
    for number in ["+49301", "+49302"] {
        register(&page, number).await;
        page.shows(number).await;
        page.settle().await;
    }
    page.shows("For Anna Keller").await;
    assert!(
        !kept().contains("Anna") && !kept().contains("Keller"),
        "{}",
        kept()
    );
    drop(page);
    let page = opened(|_| {}).await;
    assert_eq!(rows(&page), ["+49302", "+49301"]);
    page.shows("Hide").await;
    drop(page);
    // Another agent on the same computer has a list of their own.
    let page = opened(|portal| portal.settings.user = 2).await;
    page.shows("No call was registered here").await;
}

#[wasm_bindgen_test]
async fn fifty_calls_of_fourteen_days_are_kept() {
    storage().clear().unwrap();
    let mut all: Vec<_> = (0..60)
        .map(|ago| call(&format!("call-{ago}"), f64::from(ago) * 1000.0))
        .collect();
    all.push(call("old", 15.0 * DAY));
    store(&all);
    let page = opened(|_| {}).await;
    assert_eq!(page.all("li.own-call").len(), 50);
    let first_fifty: Vec<_> = (0..50).map(|ago| format!("call-{ago}")).collect();
    assert_eq!(stored(), first_fifty);
    drop(page);
    store(&[call("old", 15.0 * DAY)]);
    opened(|_| {}).await.shows("No call was registered here").await;
}

#[wasm_bindgen_test]
async fn what_another_version_has_stored_is_read_as_far_as_it_can_be() {
    storage().clear().unwrap();
    let at = js_sys::Date::now() - 60_000.0;
    let lines = format!("of 0.1\t+49301\t2\t{at}\t1\t\t\t1\t\nno call\n");
    storage().set_item(KEY, &lines).unwrap();
    let page = opened(|_| {}).await;
    page.shows("For Anna Keller").await;
    assert_eq!(stored(), ["of 0.1"]);
    drop(page);
    let known = serde_json::to_string(&call("known", 0.0)).unwrap();
    storage()
        .set_item(KEY, &format!(r#"[{{"call_id":"of a later one"}},{known}]"#))
        .unwrap();
    let page = opened(|_| {}).await;
    page.shows("For Anna Keller").await;
    assert_eq!(stored(), ["known"]);
}

#[wasm_bindgen_test]
async fn calls_that_are_over_leave_a_full_list_before_open_ones() {
    let open = |at: u32| call(&format!("open-{at}"), f64::from(at) * 10_000.0);
    let finished = |call_id: &str, ago: f64| RegisteredCall {
        finished: true,
        ..call(call_id, ago)
    };
    storage().clear().unwrap();
    let mut all: Vec<_> = (1..=48).map(open).collect();
    all.push(finished("finished-late", 1_000.0));
    all.push(RegisteredCall {
        gone: true,
        ..call("gone", 2_000.0)
    });
    all.push(finished("finished-early", 3_000.0));
    store(&all);
    let page = opened(|_| {}).await;
    assert_eq!(page.all("li.own-call").len(), 50);
    // 48 open ones, and the newest two of the others.
    let kept = stored();
    assert_eq!(kept[..2], ["finished-late", "gone"]);
    assert_eq!(kept.last().unwrap(), "open-48");
    drop(page);
    // Where all are open, the oldest leaves.
    store(&(1..=51).map(open).collect::<Vec<_>>());
    let _page = opened(|_| {}).await;
    assert_eq!(
        (stored().len(), stored().last().unwrap().as_str()),
        (50, "open-50")
    );
}

#[wasm_bindgen_test]
async fn what_another_tab_registers_is_shown_and_kept() {
    let page = own().await;
    register(&page, "+49302").await;
    page.shows("The call is registered.").await;
    let mut all: Vec<RegisteredCall> = serde_json::from_str(&kept()).unwrap();
    all.push(RegisteredCall {
        user: Some(4),
        ..call("externalCall.other", 60_000.0)
    });
    store(&all);
    let event = web_sys::Event::new("storage").unwrap();
    web_sys::window().unwrap().dispatch_event(&event).unwrap();
    until(|| rows(&page) == ["+49302", "+49301"], || page.text()).await;
    page.shows("For David Okafor").await;
    register(&page, "+49303").await;
    until(|| stored().len() == 3, kept).await;
}

#[wasm_bindgen_test]
async fn a_call_that_another_tab_has_finished_stays_finished_when_an_answer_comes_later() {
    let page = own().await;
    register(&page, "+49301").await;
    page.shows("Card sent to:").await;
    page.settle().await;
    page.portal.change(Portal::finish_for_another);
    page.portal.fault(Fault::new(FaultKind::Held).rest().only(HIDE));
    page.press("Hide from Anna Keller").await;
    until(|| sent(&page, HIDE).len() == 1, || page.text()).await;
    let mut all: Vec<RegisteredCall> = serde_json::from_str(&kept()).unwrap();
    all[0].set_finished();
    store(&all);
    let event = web_sys::Event::new("storage").unwrap();
    web_sys::window().unwrap().dispatch_event(&event).unwrap();
    page.shows("Finished").await;
    page.stops_showing("Sending to Bitrix24…").await;
    assert!(page.button("Finish…").is_none());
    // The portal does not know the call any more.
    page.portal.release();
    page.settle().await;
    page.shows("Finished").await;
    assert!(
        !page.text().contains("does not know this call"),
        "{}",
        page.text()
    );
    let all: Vec<RegisteredCall> = serde_json::from_str(&kept()).unwrap();
    assert!(all[0].finished, "{}", kept());
}

#[wasm_bindgen_test]
async fn what_another_tab_has_shown_meanwhile_is_not_lost_when_an_answer_comes() {
    let page = own().await;
    register(&page, "+49301").await;
    page.shows("Card sent to:").await;
    page.settle().await;
    page.portal.fault(Fault::new(FaultKind::Held).rest().only(HIDE));
    page.press("Hide from Anna Keller").await;
    until(|| sent(&page, HIDE).len() == 1, || page.text()).await;
    let mut all: Vec<RegisteredCall> = serde_json::from_str(&kept()).unwrap();
    all[0].shown.push(4);
    stored_elsewhere(KEY, Some(&serde_json::to_string(&all).unwrap()));
    page.portal.release();
    until(|| page.button("Hide from David Okafor").is_some(), || page.text()).await;
    let all: Vec<RegisteredCall> = serde_json::from_str(&kept()).unwrap();
    assert_eq!(all[0].shown, [4]);
}

#[wasm_bindgen_test]
async fn who_may_see_a_card_can_be_hidden_from_after_a_reload() {
    let page = opened(|_| {}).await;
    store(&[RegisteredCall {
        may_see: vec![4],
        ..call("externalCall.lost", 60_000.0)
    }]);
    let page = loaded_again(page).await;
    page.shows("May see the card (not confirmed):").await;
    until(|| page.button("Hide from David Okafor").is_some(), || page.text()).await;
}

#[wasm_bindgen_test]
async fn names_that_the_portal_does_not_say_are_asked_for_once() {
    let page = own().await;
    page.portal
        .fault(Fault::status(403, "ACCESS_DENIED").rest().only("user.get"));
    let other = RegisteredCall {
        user: Some(4),
        ..call("externalCall.other", 60_000.0)
    };
    let all = serde_json::to_string(&[other]).unwrap();
    for _ in 0..3 {
        stored_elsewhere(KEY, Some(&all));
        until(|| rows(&page) == ["+49301"], || page.text()).await;
        page.settle().await;
    }
    assert_eq!(sent(&page, "user.get").len(), 1);
}

#[wasm_bindgen_test]
async fn without_storage_the_list_lives_as_long_as_the_page() {
    // Closed: looking at it throws. Full: writing does.
    for broken in [
        "Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new Error('closed'); } })",
        "Storage.prototype.setItem = () => { throw new Error('full'); }",
    ] {
        storage().clear().unwrap();
        let _mended = Mended::now();
        js_sys::Function::new_no_args(broken)
            .call0(&JsValue::NULL)
            .unwrap();
        let page = opened(|_| {}).await;
        page.shows("This browser does not store the list").await;
        register(&page, "+49301").await;
        until(|| rows(&page) == ["+49301"], || page.text()).await;
        page.press("Hide from Anna Keller").await;
        page.shows("No card sent").await;
    }
}

/// Puts the browser's storage right again when it is dropped.
struct Mended(JsValue, JsValue);

impl Mended {
    fn now() -> Self {
        let window = web_sys::window().unwrap();
        let own = Object::get_own_property_descriptor(&window, &"localStorage".into());
        Self(own, Reflect::get(&prototype(), &"setItem".into()).unwrap())
    }
}

impl Drop for Mended {
    fn drop(&mut self) {
        let window = web_sys::window().unwrap();
        Object::define_property(&window, &"localStorage".into(), self.0.unchecked_ref());
        Reflect::set(&prototype(), &"setItem".into(), &self.1).unwrap();
    }
}

fn prototype() -> JsValue {
    js_sys::eval("Storage.prototype").unwrap()
}

#[wasm_bindgen_test]
async fn the_card_is_shown_to_those_who_are_chosen_and_hidden_again() {
    let page = own().await;
    tick(&page, "register-show", false).await;
    register(&page, "+49301").await;
    page.shows("No card sent").await;
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    // Cancelled: nothing hangs, and the dialog opens again.
    page.portal.cancel_dialog();
    assert!(
        !page
            .button("Show card to…")
            .unwrap()
            .has_attribute("aria-disabled")
    );
    page.press("Show card to…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[2, 3]);
    page.shows("Bitrix24 shows the card to Björn Lindqvist and Carla Ruiz, unless they are busy.")
        .await;
    assert!(page.portal.is_card_open(2) && page.portal.is_card_open(3));
    let request = &sent(&page, SHOW)[0].payload;
    let ids: Vec<_> = request["USER_ID"].items().filter_map(Value::id).collect();
    assert_eq!(ids, [2, 3]);
    page.press("Hide card from…").await;
    until(|| page.portal.is_picking_users(), || page.text()).await;
    page.portal.pick_users(&[3]);
    page.shows("The card is hidden from Carla Ruiz.").await;
    assert!(page.portal.is_card_open(2) && !page.portal.is_card_open(3));
    page.press("Show card to Anna Keller").await;
    page.shows("Hide").await;
    until(|| page.portal.is_card_open(1), || page.text()).await;
    assert_eq!(
        sent(&page, SHOW)[1].payload["USER_ID"].text().as_deref(),
        Some("1")
    );
    page.shows("Bitrix24 shows the card to Anna Keller").await;
    // The button goes with the row; the keyboard stays at the call.
    page.button("Hide from Anna Keller").unwrap().focus().unwrap();
    page.press("Hide from Anna Keller").await;
    until(|| page.button("Hide from Anna Keller").is_none(), || page.text()).await;
    assert!(focused().starts_with("call externalCall."), "{}", focused());
}

#[wasm_bindgen_test]
async fn a_call_that_the_portal_does_not_know_is_said_and_remembered() {
    storage().clear().unwrap();
    store(&[call("externalCall.finished", 60_000.0)]);
    let page = opened(|_| {}).await;
    page.press("Hide from Anna Keller").await;
    page.shows("Bitrix24 does not know this call.").await;
    assert_eq!(sent(&page, HIDE).len(), 1);
    drop(page);
    opened(|_| {})
        .await
        .shows("Bitrix24 does not know this call.")
        .await;
}

#[wasm_bindgen_test]
async fn showing_that_failed_can_be_tried_again() {
    let page = own().await;
    tick(&page, "register-show", false).await;
    register(&page, "+49301").await;
    page.portal.fault(Fault::new(FaultKind::Status503).only(SHOW));
    page.shows("Show card to Anna Keller").await;
    page.press("Show card to Anna Keller").await;
    page.shows("It is not known whether the action succeeded.").await;
    page.portal.clear_faults();
    page.press("Try again").await;
    page.shows("Bitrix24 shows the card to Anna Keller").await;
    page.stops_showing("It is not known").await;
    assert!(page.portal.is_card_open(1));
}
