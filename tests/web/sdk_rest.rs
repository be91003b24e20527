//! The traps of the SDK's REST, each named after what it does to a page.

use super::page::until;
use super::sdk::{check, run, start};
use call_card::simulator::{Fault, FaultKind};
use serde_json::json;
use wasm_bindgen_test::*;

#[wasm_bindgen_test]
async fn call_method_throws_without_params_and_returns_nothing() {
    let _portal = start("seed").await;
    check(
        "try { BX24.callMethod('app.info'); return 'fine'; } catch { return 'thrown'; }",
        r#""thrown""#,
    )
    .await;
    check("return BX24.callMethod('app.info', {}, () => {})", "undefined").await;
}

#[wasm_bindgen_test]
async fn call_method_deletes_params_start() {
    let _portal = start("seed").await;
    check(
        "const params = { start: 50, a: 1 }; await ask('user.get', params); return params",
        r#"{"a":1}"#,
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_request_starts_late() {
    let portal = start("seed").await;
    run("BX24.callMethod('app.info', {}, () => {}); await wait(0)").await;
    assert_eq!(portal.count("app.info"), 0);
    run("await wait(100)").await;
    assert_eq!(portal.count("app.info"), 1);
}

#[wasm_bindgen_test]
async fn a_refusal_calls_back_with_an_error_that_refers_to_itself() {
    let _portal = start("seed").await;
    check(
        "const error = (await ask('crm.contact.get', { id: 5 })).error(); const content = error.getError();
         let text; try { text = JSON.stringify(content); } catch { text = 'cyclic'; }
         return [error.getStatus(), content.error, content.error_description, text]",
        r#"[400,"","Not found","cyclic"]"#,
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_code_that_is_a_number_is_all_that_an_error_gives() {
    let portal = start("seed").await;
    portal.fault(Fault::status(400, "100").rest().times(1));
    check(
        "const error = (await ask('app.info')).error(); return [error.getStatus(), error.getError()]",
        "[400,100]",
    )
    .await;
}

#[wasm_bindgen_test]
async fn what_fails_on_the_way_never_calls_back_and_throws_without_a_word() {
    let portal = start("seed").await;
    for kind in [
        FaultKind::Status503,
        FaultKind::BrokenBody,
        FaultKind::Offline,
        FaultKind::DropAnswer,
    ] {
        portal.fault(Fault::new(kind.clone()).rest().times(1));
        let script = "const count = await calls((called) => BX24.callMethod('app.info', {}, called)); return [count, errors]";
        assert_eq!(run(script).await, r#"[0,["Script error."]]"#, "{kind:?}");
    }
}

#[wasm_bindgen_test]
async fn a_request_that_is_never_answered_never_ends() {
    let portal = start("seed").await;
    portal.fault(Fault::new(FaultKind::Silent).rest());
    check(
        "const count = await calls((called) => BX24.callMethod('app.info', {}, called)); return [count, errors]",
        "[0,[]]",
    )
    .await;
}

#[wasm_bindgen_test]
async fn call_batch_is_silent_when_refused_as_a_whole_and_call_method_is_not() {
    let portal = start("seed").await;
    portal.fault(Fault::status(403, "insufficient_scope").only("batch"));
    check(
        "return calls((called) => BX24.callBatch({ a: ['app.info', {}] }, called))",
        "0",
    )
    .await;
    check(
        "return (await ask('batch', { halt: 0, cmd: { a: 'app.info' } })).error().getError().error",
        r#""insufficient_scope""#,
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_batch_of_more_than_fifty_is_refused_as_a_whole() {
    let _portal = start("seed").await;
    check(
        "const all = (length) => Object.fromEntries(Array.from({ length }, (_, at) => ['c' + at, ['app.info', {}]]));
         return [await calls((called) => BX24.callBatch(all(51), called)),
                 await calls((called) => BX24.callBatch(all(50), called))]",
        "[0,1]",
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_batch_has_one_answer_for_each_key_and_later_calls_know_earlier_ones() {
    let _portal = start("seed").await;
    check(
        "const calls = { a: ['crm.contact.get', { id: 797 }], b: ['user.get', { ID: '$result[a][ASSIGNED_BY_ID]' }],
                         c: ['nope', {}] };
         return new Promise((done) => BX24.callBatch(calls, ({ a, b, c }) =>
             done([a.data().NAME, b.data()[0].NAME, b.total(), c.error().getError().error])))",
        r#"["Ingrid","Anna",1,"ERROR_METHOD_NOT_FOUND"]"#,
    )
    .await;
}

#[wasm_bindgen_test]
async fn an_expired_token_is_renewed_without_a_word() {
    let portal = start("seed").await;
    portal.fault(Fault::new(FaultKind::ExpiredToken).times(1));
    check("return (await ask('user.current')).data().NAME", r#""Anna""#).await;
    let outcomes: Vec<_> = portal.rest_log().into_iter().map(|entry| entry.outcome).collect();
    assert_eq!(outcomes, ["401", "200"]);
}

#[wasm_bindgen_test]
async fn params_become_phps_form_fields() {
    let portal = start("seed").await;
    run("await ask('app.info', { list: [1, 2], nothing: null, missing: undefined, empty: [], yes: true, no: false,
                                 fields: { TITLE: 'ä&=' } })")
        .await;
    assert_eq!(
        portal.rest_log().pop().unwrap().payload,
        json!({
            "list": ["1", "2"], "missing": "undefined", "empty": "", "yes": "true", "no": "false",
            "fields": { "TITLE": "ä&=" },
        })
    );
}

#[wasm_bindgen_test]
async fn answers_are_phps_json() {
    let _portal = start("own-page").await;
    run("window.call = (await ask('telephony.externalCall.register',
            { USER_ID: 1, PHONE_NUMBER: '79062195047', TYPE: 2, SHOW: 0 })).data().CALL_ID")
    .await;
    check(
        "const saved = (await ask('telephony.externalCall.finish', { CALL_ID: call, USER_ID: 1 })).data();
         return [saved.INCOMING, saved.CALL_START_DATE, saved.EXTERNAL_CALL_ID]",
        r#"["2",{},null]"#,
    )
    .await;
    // No error in a batch: an empty list for an empty object.
    check(
        "return (await ask('batch', { halt: 0, cmd: { a: 'app.info' } })).data().result_error",
        "[]",
    )
    .await;
}

#[wasm_bindgen_test]
async fn after_ninety_quick_calls_the_sdk_slows_itself_down() {
    let portal = start("seed").await;
    portal.change(|portal| portal.settings.limit = None);
    let began = js_sys::Date::now();
    run("for (let at = 0; at < 92; at += 1) BX24.callMethod('app.info', {}, () => {})").await;
    let count = || portal.count("app.info");
    // Were fewer than ninety quick, the rest would take longer than this waits: two calls follow in each second.
    until(|| count() == 92, || format!("{} requests", count())).await;
    let log = portal.rest_log();
    let after = |at: usize| log[at].at - began;
    assert!(
        after(90) > 950.0,
        "the call after ninety came after {} ms",
        after(90)
    );
}

#[wasm_bindgen_test]
async fn a_burst_beyond_the_portals_limit_fails_like_a_server_that_is_down() {
    let _portal = start("seed").await;
    check(
        "let answered = 0; for (let at = 0; at < 60; at += 1) BX24.callMethod('app.info', {}, () => { answered += 1; });
         while (answered + errors.length < 60) await wait(20); return [answered + errors.length, new Set(errors).size, answered >= 50 && answered < 60]",
        "[60,1,true]",
    )
    .await;
}
