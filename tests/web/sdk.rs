//! The simulated SDK has the traps of the real one, each named here after what it does to a page: its start, its
//! channel, its dialogs. Those of REST are in `sdk_rest.rs`.
//!
//! The scripts run in this window; `BX24` is the SDK of the simulator that was made last.

use call_card::simulator::{Client, Fault, FaultKind, PhpValue, Portal, SDK, Scenario, Simulator};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

/// The functions that the scripts can use.
const TOOLS: &str = "
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    const ask = (method, params = {}) => new Promise((done) => BX24.callMethod(method, params, done));
    const command = (name, params = {}) => new Promise((done) => BX24.placement.call(name, params, done));
    const errors = [];
    const heard = (event) => { errors.push(event.message); event.preventDefault(); };
    addEventListener('error', heard);
    /** How often the callback is called in the time a portal needs to answer, and much more. */
    const calls = async (start) => { let count = 0; start(() => { count += 1; }); await wait(250); return count; };
";

/// Runs a script as the body of an async function, and answers what it returns as JSON.
pub async fn run(script: &str) -> String {
    let body = format!(
        "return (async () => {{ {TOOLS} try {{ {script} }} finally {{ removeEventListener('error', heard); }} }})()
            .then((value) => JSON.stringify(value) ?? 'undefined');"
    );
    let promise: js_sys::Promise = js_sys::Function::new_no_args(&body)
        .call0(&JsValue::NULL)
        .unwrap()
        .unchecked_into();
    let value = wasm_bindgen_futures::JsFuture::from(promise).await;
    value
        .unwrap_or_else(|error| panic!("{error:?} in {script}"))
        .as_string()
        .unwrap()
}

pub async fn check(script: &str, returns: &str) {
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_else(|_| text.into());
    assert_eq!(json(&run(script).await), json(returns), "{script}");
}

/// A portal whose SDK has started.
pub async fn start(scenario: &str) -> Simulator {
    let portal = Simulator::here(Scenario::named(scenario));
    run("await new Promise((done) => BX24.init(done));").await;
    portal
}

// ---- start

#[wasm_bindgen_test]
async fn without_a_window_name_bx24_is_null_and_the_script_throws() {
    let window = web_sys::window().unwrap();
    window.set_name("").unwrap();
    let thrown = js_sys::Function::new_no_args(SDK)
        .call0(&JsValue::NULL)
        .unwrap_err();
    let thrown: js_sys::Error = thrown.unchecked_into();
    assert_eq!(thrown.message(), "Unable to initialize Bitrix24 JS library!");
    check("return [typeof BX24, BX24]", r#"["object",null]"#).await;
    js_sys::Reflect::delete_property(&window, &"BX24".into()).unwrap();
}

#[wasm_bindgen_test]
async fn a_simulator_that_is_gone_takes_its_sdk_along() {
    drop(start("seed").await);
    check("return typeof BX24", r#""undefined""#).await;
}

#[wasm_bindgen_test]
async fn init_never_runs_if_the_portal_never_answers() {
    let portal = Simulator::here(Scenario::named("seed"));
    portal.fault(FaultKind::InitSilent);
    check("return calls((called) => BX24.init(called))", "0").await;
}

#[wasm_bindgen_test]
async fn before_init_there_is_no_language_no_right_and_no_token() {
    let _portal = Simulator::here(Scenario::named("seed"));
    check(
        "return [BX24.getLang(), BX24.isAdmin(), BX24.getAuth()]",
        "[false,false,false]",
    )
    .await;
    check(
        "let thrown = false; try { BX24.placement.info(); } catch { thrown = true; } return thrown",
        "true",
    )
    .await;
}

#[wasm_bindgen_test]
async fn init_calls_back_late_even_when_everything_is_there() {
    let _portal = start("seed").await;
    check(
        "let called = false; BX24.init(() => { called = true; }); await wait(0); return called",
        "false",
    )
    .await;
}

#[wasm_bindgen_test]
async fn init_waits_for_install_finish_on_a_first_run_with_an_install_handler() {
    let portal = Simulator::here(Scenario::named("own-page"));
    portal.change(|portal| portal.settings.first_run = true);
    check(
        "const order = []; BX24.install(() => order.push('install')); BX24.init(() => order.push('init'));
         await wait(200); const before = [...order]; BX24.installFinish(); await wait(100); return [before, order]",
        r#"[["install"],["install","init"]]"#,
    )
    .await;
    assert_eq!(
        (portal.count("setInstall"), portal.count("setInstallFinish")),
        (1, 0)
    );
}

#[wasm_bindgen_test]
async fn install_finish_does_nothing_unless_the_portal_asked_for_it() {
    let portal = start("own-page").await;
    check("return calls(() => BX24.installFinish())", "0").await;
    assert_eq!(portal.count("setInstallFinish") + portal.count("setInstall"), 0);
}

// ---- the channel

#[wasm_bindgen_test]
async fn arguments_and_answers_make_a_round_trip_through_json() {
    let portal = start("incoming-known").await;
    check("return command('disableAutoClose')", "[]").await;
    run("BX24.placement.call('unknown', { gone: undefined, lost: () => 1, day: new Date(0) }, () => {}); await wait(50)")
        .await;
    let sent = portal.log().pop().unwrap().payload;
    assert_eq!(sent.to_string(), r#"{"day":"1970-01-01T00:00:00.000Z"}"#);
}

#[wasm_bindgen_test]
async fn options_are_strings_and_get_status_is_typed() {
    let _portal = start("seed").await;
    check("return BX24.placement.info().options.CRM_ENTITY_ID", r#""797""#).await;
    check("return (await command('getStatus')).CRM_ENTITY_ID", "797").await;
}

#[wasm_bindgen_test]
async fn a_callback_can_be_called_never_late_or_twice() {
    let portal = start("incoming-known").await;
    check(
        "return calls((called) => BX24.placement.call('unknown', {}, called))",
        "0",
    )
    .await;
    portal.fault(Fault::new(FaultKind::DoubleAnswer).times(1));
    check(
        "return calls((called) => BX24.placement.call('getStatus', {}, called))",
        "2",
    )
    .await;
    portal.fault(Fault::new(FaultKind::Slow(120.0)).times(1));
    check(
        "const began = performance.now(); await command('getStatus'); return performance.now() - began > 100",
        "true",
    )
    .await;
}

#[wasm_bindgen_test]
async fn placement_call_does_nothing_if_bx24_has_a_property_of_that_name() {
    let portal = start("incoming-known").await;
    let script = "BX24.getStatus = 1; const count = await calls((called) => BX24.placement.call('getStatus', {}, called));
                  delete BX24.getStatus; return count";
    check(script, "0").await;
    assert_eq!(portal.count("getStatus"), 0);
}

#[wasm_bindgen_test]
async fn a_command_fails_with_data_instead_of_an_error() {
    let portal = start("incoming-known").await;
    portal.fault(FaultKind::CardUndefined);
    check(
        "return command('getStatus')",
        r#"[{"result":"error","errorCode":"Call card is undefined"}]"#,
    )
    .await;
}

#[wasm_bindgen_test]
async fn events_come_with_one_argument_or_with_two() {
    let portal = start("incoming-known").await;
    run("window.heardEvents = []; BX24.placement.bindEvent('CallCard::Unknown', () => {});
         BX24.placement.bindEvent('CallCard::CallStateChanged', (...all) => heardEvents.push(all)); await wait(50)")
        .await;
    portal.connect();
    portal.fail("486");
    portal.connect();
    portal.change(|portal| portal.settings.two_arguments = true);
    portal.fail("486");
    check(
        "await wait(50); return heardEvents",
        r#"[["connected"],["idle"],["connected"],["idle",{"failedCode":"486"}]]"#,
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_new_client_comes_without_its_bindings() {
    let portal = start("incoming-known").await;
    run("window.heardEvents = []; BX24.placement.bindEvent('CallCard::EntityChanged', (...all) => heardEvents.push(all));
         await wait(50)")
        .await;
    portal.set_client(Client::number("123"));
    check(
        "await wait(50); return heardEvents",
        r#"[[{"PHONE_NUMBER":"123","CRM_ENTITY_TYPE":"","CRM_ENTITY_ID":0}]]"#,
    )
    .await;
}

#[wasm_bindgen_test]
async fn before_close_is_heard_only_of_an_attempt_that_was_blocked() {
    let portal = start("incoming-known").await;
    run("window.heardEvents = 0; BX24.placement.bindEvent('CallCard::BeforeClose', () => { heardEvents += 1; });
         await command('disableAutoClose')")
        .await;
    portal.request_close();
    check("await wait(50); return heardEvents", "1").await;
    assert!(portal.is_card_open(1));
    portal.skip(66_000.0);
    assert!(!portal.is_card_open(1));
    check("await wait(50); return heardEvents", "1").await;
}

#[wasm_bindgen_test]
async fn two_sdks_in_one_page_do_not_hear_each_other() {
    let first = start("incoming-known").await;
    run("window.firstSdk = BX24").await;
    let second = start("seed").await;
    check(
        "return (await command('getStatus')).PHONE_NUMBER",
        r#""+19999999666""#,
    )
    .await;
    check(
        "return new Promise((done) => firstSdk.placement.call('getStatus', {}, (status) => done(status.PHONE_NUMBER)))",
        r#""+4915112345678""#,
    )
    .await;
    drop(first);
    check(
        "return (await command('getStatus')).PHONE_NUMBER",
        r#""+19999999666""#,
    )
    .await;
    drop(second);
}

// ---- dialogs and window

#[wasm_bindgen_test]
async fn a_cancelled_user_dialog_is_silent_and_the_next_one_answers() {
    let portal = start("incoming-known").await;
    run("window.picked = []; BX24.selectUsers((users) => picked.push(users)); await wait(50)").await;
    portal.cancel_dialog();
    check("await wait(50); return picked", "[]").await;
    run("BX24.selectUsers((users) => picked.push(users)); await wait(50)").await;
    portal.pick_users(&[2]);
    check(
        "await wait(50); return picked.map((users) => users.map(({ id, name }) => [id, name]))",
        r#"[[["2","Björn Lindqvist"]]]"#,
    )
    .await;
    run("window.picked = null; BX24.selectUser((user) => { picked = user; }); await wait(50)").await;
    portal.pick_users(&[2]);
    check("await wait(50); return picked.id", r#""2""#).await;
}

#[wasm_bindgen_test]
async fn a_page_that_was_opened_is_heard_of_when_it_is_closed_or_at_once_when_it_is_not() {
    let portal = start("incoming-known").await;
    run("window.heardPages = []; BX24.openPath('/crm/contact/details/17/', (answer) => heardPages.push(answer)); await wait(50)")
        .await;
    check("return heardPages", "[]").await;
    portal.close_page();
    check("await wait(50); return heardPages", r#"[{"result":"close"}]"#).await;
    check(
        "return new Promise((done) => BX24.openPath('/nowhere/', done))",
        r#"{"result":"error","errorCode":"PATH_NOT_AVAILABLE"}"#,
    )
    .await;
}

#[wasm_bindgen_test]
async fn fit_window_asks_for_the_height_of_the_page_itself() {
    let portal = start("incoming-known").await;
    run("BX24.fitWindow(); await wait(50)").await;
    let asked = portal.log().pop().unwrap().payload;
    let height = f64::from(
        web_sys::window()
            .unwrap()
            .document()
            .unwrap()
            .document_element()
            .unwrap()
            .scroll_height(),
    );
    assert_eq!(asked["width"], "100%");
    assert_eq!(asked["height"].number(), Some(height));
}

#[wasm_bindgen_test]
async fn the_first_option_of_a_user_is_gone_when_only_the_frame_reloads() {
    let portal = start("seed").await;
    check(
        "BX24.userOption.set('draft', 'text'); return [BX24.userOption.get('draft')]",
        r#"["text"]"#,
    )
    .await;
    run("await wait(50)").await;
    assert_eq!(portal.user_option("draft"), Some("text".into()));
    // What the frame starts with the next time, and after the portal's own page was loaded anew.
    let options = || {
        portal
            .change(|portal| portal.command("getInitData", &Value::Null).unwrap()["USER_OPTIONS"].to_string())
    };
    assert_eq!(options(), "[]");
    portal.change(Portal::reload_page);
    assert_eq!(options(), r#"{"draft":"text"}"#);
}

#[wasm_bindgen_test]
async fn only_options_of_the_app_are_confirmed() {
    let portal = start("own-page").await;
    check(
        "return [await calls((called) => BX24.userOption.set('draft', 'text', called)),
                 await calls((called) => BX24.appOption.set('tab', 'text', called))]",
        "[0,1]",
    )
    .await;
    assert_eq!(portal.user_option("draft"), Some("text".into()));
}
