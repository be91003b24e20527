//! The request for the names that the page's script sends before the program is there: `early.js` itself, and the program
//! that takes the request over.

use super::page::{Page, QUICK, forget_drafts, until};
use super::sdk::start;
use super::support::Later;
use call_card::bx24::{Error, ErrorKind, Start};
use call_card::simulator::{Fault, FaultKind, LogEntry, Simulator};
use serde::de::IgnoredAny;
use serde_json::json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::{ErrorEvent, ErrorEventInit};

#[wasm_bindgen(module = "/early.js")]
extern "C" {
    #[wasm_bindgen(js_name = askForNames)]
    fn ask_for_names(info: &JsValue) -> JsValue;
}

/// A copy of `BX24.placement.info()`, with the change that a script makes to its `options`.
fn info(change: &str) -> JsValue {
    let script = format!(
        "const info = structuredClone(BX24.placement.info()); const {{ options }} = info; {change}; return info;"
    );
    js_sys::Function::new_no_args(&script)
        .call0(&JsValue::NULL)
        .unwrap()
}

/// Has the page's script ask, and leaves the request where the program looks for it.
fn ask_early(change: &str) -> JsValue {
    let request = ask_for_names(&info(change));
    let page = js_sys::Reflect::get(&js_sys::global(), &"callCard".into()).unwrap();
    js_sys::Reflect::set(&page, &"request".into(), &request).unwrap();
    request
}

/// A portal whose SDK has started, in a session that knows nothing yet.
async fn portal(scenario: &str) -> Simulator {
    forget_drafts();
    start(scenario).await
}

/// How many requests asked for names.
fn asked(portal: &Simulator) -> usize {
    let log = portal.rest_log();
    let asks =
        |entry: &&LogEntry| entry.name == "batch" && format!("{:?}", entry.payload).contains("crm.item.get");
    log.iter().filter(asks).count()
}

#[wasm_bindgen_test]
async fn the_program_takes_the_request_over() {
    for (scenario, name) in [
        ("seed", "Ingrid Olsen"),
        ("incoming-known", "Marta Brandt"),
        ("callback", "Website request"),
        ("bindings-40", "Order 4 of forty"),
    ] {
        let portal = portal(scenario).await;
        ask_early("");
        let page = Page::with(portal);
        page.shows(name).await;
        assert_eq!(asked(&page.portal), 1, "{scenario}");
    }
}

#[wasm_bindgen_test]
async fn an_answer_that_came_before_the_program_is_not_asked_for_again() {
    let portal = portal("incoming-known").await;
    let request = ask_early("");
    let answer = js_sys::Reflect::get(&request, &"answer".into()).unwrap();
    wasm_bindgen_futures::JsFuture::from(answer.unchecked_into::<js_sys::Promise>())
        .await
        .unwrap();
    let page = Page::with(portal);
    page.shows("Marta Brandt").await;
    assert_eq!(asked(&page.portal), 1);
}

#[wasm_bindgen_test]
async fn what_the_program_asks_differently_it_asks_itself() {
    let portal = portal("incoming-known").await;
    ask_early("options.CRM_ENTITY_ID = '18'; options.CRM_BINDINGS = []");
    let page = Page::with(portal);
    page.shows("Marta Brandt").await;
    assert_eq!(asked(&page.portal), 2);
}

#[wasm_bindgen_test]
async fn a_request_that_failed_early_is_sent_again() {
    let portal = portal("incoming-known").await;
    portal.fault(Fault::new(FaultKind::Status503).only("batch").times(1));
    let request = ask_early("");
    let failed = || js_sys::Reflect::get(&request, &"failed".into()).unwrap() == true;
    until(failed, || "not failed".to_owned()).await;
    let page = Page::with(portal);
    page.shows("Marta Brandt").await;
    assert_eq!(asked(&page.portal), 2);
}

#[wasm_bindgen_test]
async fn a_failure_after_the_program_took_it_over_is_noticed() {
    let portal = portal("incoming-known").await;
    portal.fault(Fault::new(FaultKind::Status503).only("batch").times(1));
    ask_early("");
    let page = Page::with(portal);
    page.shows("Marta Brandt").await;
    assert_eq!(asked(&page.portal), 2);
}

#[wasm_bindgen_test]
async fn a_failure_of_what_nobody_took_over_is_not_counted_against_another_request() {
    let portal = portal("incoming-known").await;
    portal.fault(Fault::new(FaultKind::Silent).only("batch").times(1));
    ask_early("options.CRM_ENTITY_ID = '18'; options.CRM_BINDINGS = []");
    until(|| asked(&portal) == 1, || "not asked".to_owned()).await;
    let page = Page::with(portal);
    until(
        || asked(&page.portal) == 2,
        || "not asked by the program".to_owned(),
    )
    .await;
    // The SDK gives up on the first one.
    let init = ErrorEventInit::new();
    init.set_message("Script error.");
    let error = ErrorEvent::new_with_event_init_dict("error", &init).unwrap();
    web_sys::window().unwrap().dispatch_event(&error).unwrap();
    page.shows("Marta Brandt").await;
    assert_eq!(asked(&page.portal), 2);
}

#[wasm_bindgen_test]
async fn a_failure_long_after_what_nobody_took_over_is_counted_against_the_running_request() {
    let portal = portal("incoming-known").await;
    portal.fault(Fault::new(FaultKind::Silent).only("batch").times(1));
    ask_early("options.CRM_ENTITY_ID = '18'; options.CRM_BINDINGS = []");
    until(|| asked(&portal) == 1, || "not asked".to_owned()).await;
    let client = Start::begin(QUICK).await.unwrap().ready().await.unwrap();
    let _later = Later::by(f64::from(QUICK.request));
    portal.fault(Fault::new(FaultKind::Status503).only("user.current").times(1));
    let answer: Result<IgnoredAny, Error> = client.call("user.current", &json!({})).await;
    assert_eq!(answer.unwrap_err().kind, ErrorKind::Network);
}

#[wasm_bindgen_test]
async fn nothing_is_asked_where_the_program_must_read_the_options() {
    let portal = portal("incoming-known").await;
    for change in [
        "info.placement = 'DEFAULT'",
        "options.CRM_ENTITY_TYPE = ''; delete options.CRM_BINDINGS",
        "options.CRM_ENTITY_TYPE = 'DYNAMIC_128'",
        "options.CRM_ENTITY_ID = '0'; options.CRM_BINDINGS = []",
    ] {
        assert!(ask_for_names(&info(change)).is_undefined(), "{change}");
    }
    assert_eq!(asked(&portal), 0);
}
