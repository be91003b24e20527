//! The SDK and its traps.

use super::page::{QUICK, settle, until};
use super::support::Later;
use call_card::api::Refusal;
use call_card::api::card::StatusAnswer;
use call_card::api::dictionary::commands;
use call_card::api::users::User;
use call_card::bx24::{Client, Command, Error, ErrorKind, Start, callbacks_alive};
use call_card::call::Direction;
use call_card::simulator::{Fault, FaultKind, PhpValue, Scenario, Simulator};
use futures_channel::oneshot;
use js_sys::Function;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::*;

async fn start(scenario: &str) -> (Simulator, Client) {
    let portal = Simulator::here(Scenario::named(scenario));
    let client = Start::begin(QUICK).await.unwrap().ready().await.unwrap();
    (portal, client)
}

async fn call(client: &Client, method: &str, params: Value) -> Result<(), Error> {
    let answer: Result<IgnoredAny, Error> = client.call(method, &params).await;
    answer.map(drop)
}

async fn command(client: &Client, name: &str) -> Result<(), Error> {
    let answer: Result<IgnoredAny, Error> = client.command(name).await;
    answer.map(drop)
}

/// A contact: like people it has an id.
async fn contact(client: &Client, id: u64) -> Result<User, Error> {
    client.call("crm.contact.get", &json!({ "id": id })).await
}

/// Runs a future beside the test; its result can be waited for.
fn aside<T: 'static>(future: impl Future<Output = T> + 'static) -> oneshot::Receiver<T> {
    let (sender, receiver) = oneshot::channel();
    spawn_local(async move {
        let _ = sender.send(future.await);
    });
    receiver
}

#[wasm_bindgen_test]
async fn the_start_tells_language_place_and_domain() {
    let (_portal, client) = start("incoming-known").await;
    let placement = client.placement();
    assert_eq!(placement.name, "CALL_CARD");
    let options: StatusAnswer = placement.options.read().unwrap();
    assert_eq!(options.status().direction, Direction::Incoming);
    assert_eq!(client.lang().as_deref(), Some("en"));
    assert_eq!(client.domain().as_deref(), Some("preview.invalid"));
    assert!(client.is_admin());
}

#[wasm_bindgen_test]
async fn a_portal_on_http_has_addresses_on_http() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    let name = portal.frame_name().replace("|1|", "|0|");
    web_sys::window().unwrap().set_name(&name).unwrap();
    portal.load_again();
    let client = Start::begin(QUICK).await.unwrap().ready().await.unwrap();
    assert!(!client.is_https());
    assert_eq!(
        client.address("/crm/").as_deref(),
        Some("http://preview.invalid/crm/")
    );
}

#[wasm_bindgen_test]
async fn a_command_that_the_place_does_not_know_ends_as_no_answer() {
    let (_portal, client) = start("incoming-known").await;
    assert_eq!(
        command(&client, "noSuchCommand").await.unwrap_err().kind,
        ErrorKind::NoAnswer
    );
}

#[wasm_bindgen_test]
async fn a_refusal_has_its_code_and_status() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(Fault::status(403, "ACCESS_DENIED").rest().times(1));
    let error = call(&client, "user.current", json!({})).await.unwrap_err();
    assert_eq!(
        (error.kind, error.code.as_str(), error.status),
        (ErrorKind::Refused, "ACCESS_DENIED", 403)
    );
}

#[wasm_bindgen_test]
async fn a_refusal_whose_code_is_a_number_has_its_code_and_description() {
    let (portal, client) = start("incoming-known").await;
    for code in ["100", "0"] {
        portal.fault(Fault::status(400, code).rest().times(1));
        let error = call(&client, "user.current", json!({})).await.unwrap_err();
        assert_eq!(
            (error.kind, error.code.as_str(), error.status),
            (ErrorKind::Refused, code, 400)
        );
        assert_eq!(Refusal::of(&error), Refusal::Incomplete, "by code or description");
    }
}

#[wasm_bindgen_test]
async fn a_503_fails_its_own_request_at_once_and_no_other() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(Fault::new(FaultKind::Status503).rest().only("crm.contact.get"));
    let began = js_sys::Date::now();
    let (first, second) = (client.clone(), client.clone());
    let failing = aside(async move { contact(&first, 17).await });
    let user = aside(async move { second.call::<User>("user.current", &json!({})).await });
    assert_eq!(failing.await.unwrap().unwrap_err().kind, ErrorKind::Network);
    assert!(
        js_sys::Date::now() - began < f64::from(QUICK.request) / 2.0,
        "it waited for its time to run out"
    );
    assert_eq!(user.await.unwrap().unwrap().id, 1);
}

#[wasm_bindgen_test]
async fn a_write_is_never_repeated() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(Fault::new(FaultKind::Status503).rest().times(1));
    let error = contact(&client, 17).await.unwrap_err();
    assert!(error.is_uncertain());
    settle(&portal).await;
    assert_eq!(portal.rest_log().len(), 1);
}

#[wasm_bindgen_test]
async fn a_write_that_ends_with_the_late_failure_of_another_request_may_still_be_under_way() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(
        Fault::new(FaultKind::Silent)
            .rest()
            .only("crm.contact.get")
            .times(1),
    );
    let given_up = contact(&client, 17).await.unwrap_err();
    assert_eq!(given_up.kind, ErrorKind::NoAnswer);
    portal.fault(Fault::new(FaultKind::Held).rest().only("user.current"));
    let writing = client.clone();
    let write = aside(async move { call(&writing, "user.current", json!({})).await });
    until(|| portal.count("user.current") == 1, String::new).await;
    // What the SDK throws when the first request fails at last.
    js_sys::eval("window.dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }))").unwrap();
    assert_eq!(write.await.unwrap().unwrap_err().kind, ErrorKind::Network);
    assert!(client.is_under_way("user.current"));
    // Its own answer comes.
    portal.release();
    until(|| !client.is_under_way("user.current"), String::new).await;
}

#[wasm_bindgen_test]
async fn a_request_that_was_sent_twice_and_answered_once_may_still_fail() {
    let (portal, client) = start("incoming-known").await;
    let list = "crm.status.list";
    portal.fault(Fault::new(FaultKind::Held).rest().only(list).times(1));
    let background = client.clone();
    let read = aside(async move { background.query::<IgnoredAny>(list, &json!({})).await });
    until(|| portal.count(list) == 1, String::new).await;
    portal.fault(Fault::new(FaultKind::Silent).rest().only(list).times(1));
    contact(&client.for_actions(), 17).await.unwrap();
    until(|| portal.count(list) == 2, String::new).await;
    // The answer to the first.
    portal.release();
    read.await.unwrap().unwrap();
    portal.fault(Fault::new(FaultKind::Held).rest().only("user.current"));
    let writing = client.for_actions();
    let write = aside(async move { call(&writing, "user.current", json!({})).await });
    until(|| portal.count("user.current") == 1, String::new).await;
    // What the SDK throws when the second fails.
    js_sys::eval("window.dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }))").unwrap();
    assert_eq!(write.await.unwrap().unwrap_err().kind, ErrorKind::Network);
    assert!(client.is_under_way("user.current"));
}

#[wasm_bindgen_test]
async fn a_request_that_was_sent_three_times_takes_no_failure_of_another_one_later() {
    let (portal, client) = start("incoming-known").await;
    let list = "crm.status.list";
    portal.fault(Fault::new(FaultKind::Silent).rest().only(list).times(2));
    let background = client.clone();
    let read = aside(async move { background.query::<IgnoredAny>(list, &json!({})).await });
    for sent in 1..=2 {
        until(|| portal.count(list) == sent, String::new).await;
        contact(&client.for_actions(), 17).await.unwrap();
    }
    read.await.unwrap().unwrap();
    assert_eq!(portal.count(list), 3);
    let _later = Later::by(61_000.0);
    portal.fault(Fault::new(FaultKind::Offline).rest().times(1));
    assert_eq!(contact(&client, 17).await.unwrap_err().kind, ErrorKind::Network);
}

#[wasm_bindgen_test]
async fn a_write_that_fails_while_no_other_request_is_open_is_not_under_way() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(Fault::new(FaultKind::Offline).rest().times(1));
    assert_eq!(contact(&client, 17).await.unwrap_err().kind, ErrorKind::Network);
    assert!(!client.is_under_way("crm.contact.get"));
}

#[wasm_bindgen_test]
async fn an_action_goes_before_a_background_request_that_hangs() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(
        Fault::new(FaultKind::Silent)
            .rest()
            .only("crm.status.list")
            .times(1),
    );
    let background = client.clone();
    let list = aside(async move {
        background
            .query::<IgnoredAny>("crm.status.list", &json!({}))
            .await
    });
    until(|| portal.count("crm.status.list") == 1, String::new).await;
    let began = js_sys::Date::now();
    contact(&client, 17).await.unwrap();
    assert!(
        js_sys::Date::now() - began < f64::from(QUICK.request) / 2.0,
        "it waited for the one that hangs"
    );
    list.await.unwrap().unwrap();
    assert_eq!(portal.count("crm.status.list"), 2, "it is sent again");
}

#[wasm_bindgen_test]
async fn a_write_that_would_be_sent_too_late_is_not_sent() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(Fault::new(FaultKind::Silent).rest().times(1));
    let (first, second) = (client.clone(), client.clone());
    let hangs = aside(async move { contact(&first, 17).await });
    let waits = aside(async move { contact(&second, 51).await });
    assert_eq!(hangs.await.unwrap().unwrap_err().kind, ErrorKind::NoAnswer);
    let error = waits.await.unwrap().unwrap_err();
    assert_eq!((error.kind, error.is_uncertain()), (ErrorKind::NotSent, false));
    assert_eq!(portal.rest_log().len(), 1);
}

#[wasm_bindgen_test]
async fn requests_go_one_at_a_time_in_order() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(Fault::new(FaultKind::Slow(60.0)).rest());
    let done = Rc::new(RefCell::new(Vec::new()));
    let answers: Vec<_> = [17, 51, 52]
        .into_iter()
        .map(|id| {
            let (client, done) = (client.clone(), done.clone());
            aside(async move {
                let answer = contact(&client, id).await.unwrap();
                done.borrow_mut().push(answer.id);
            })
        })
        .collect();
    until(|| !portal.rest_log().is_empty(), String::new).await;
    assert_eq!(portal.rest_log().len(), 1, "the second waits for the first");
    for answer in answers {
        answer.await.unwrap();
    }
    assert_eq!(*done.borrow(), [17, 51, 52]);
}

#[wasm_bindgen_test]
async fn a_late_answer_to_a_request_that_was_given_up_reaches_nobody() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(
        Fault::new(FaultKind::LateAnswer(f64::from(QUICK.request) + 300.0))
            .rest()
            .times(1),
    );
    let error = contact(&client, 17).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::NoAnswer);
    // The late answer arrives while the next request waits for its own.
    portal.fault(Fault::new(FaultKind::Slow(600.0)).rest().times(1));
    let next = contact(&client, 51).await.unwrap();
    assert_eq!(next.id, 51);
}

#[wasm_bindgen_test]
async fn a_batch_has_one_result_for_each_key_and_splits_at_fifty() {
    let (portal, client) = start("incoming-known").await;
    let command = |at: usize| {
        let id = if at == 7 { 999_999 } else { 17 };
        Command::new(&format!("c{at}"), "crm.contact.get", &json!({ "id": id })).unwrap()
    };
    let answers = client.batch((0..51).map(command).collect()).await.unwrap();
    assert_eq!(answers.len(), 51);
    for (at, (key, answer)) in answers.iter().enumerate() {
        assert_eq!(*key, format!("c{at}"));
        assert_eq!(answer.is_err(), at == 7, "{answer:?}");
    }
    let batches: Vec<usize> = portal
        .rest_log()
        .iter()
        .map(|entry| entry.payload["cmd"].items().count())
        .collect();
    assert_eq!(batches, [50, 1]);
}

#[wasm_bindgen_test]
fn a_batch_command_is_written_as_php_reads_it() {
    let query = |params| {
        let command = Command::new("key", "crm.contact.get", &params).unwrap();
        command.query().to_owned()
    };
    assert_eq!(query(json!({})), "crm.contact.get");
    assert_eq!(query(json!({ "id": 797_u64 })), "crm.contact.get?id=797");
    assert_eq!(
        query(json!({ "filter": json!({ "NAME": "a b&ü" }), "none": Value::Null, "ids": vec![1, 2] })),
        "crm.contact.get?filter[NAME]=a%20b%26%C3%BC&ids[0]=1&ids[1]=2"
    );
    assert_eq!(
        query(json!({ "cost": 3.25, "id": "$result[a][ID]", "yes": true })),
        "crm.contact.get?cost=3.25&id=%24result%5Ba%5D%5BID%5D&yes=1"
    );
}

#[wasm_bindgen_test]
fn what_there_is_to_choose_from_is_asked_for_in_one_batch() {
    let queries: Vec<_> = commands()
        .unwrap()
        .iter()
        .map(|command| command.query().to_owned())
        .collect();
    assert_eq!(
        queries,
        [
            "telephony.externalLine.get",
            "crm.status.list?order[SORT]=ASC&filter[ENTITY_ID]=SOURCE",
            "crm.currency.list?order[sort]=asc",
        ]
    );
}

#[wasm_bindgen_test]
fn params_without_an_equal_in_json_are_not_sent() {
    let error = Command::new("key", "crm.contact.get", &[u64::MAX]).unwrap_err();
    assert_eq!(
        (error.kind, error.code.as_str()),
        (ErrorKind::Refused, "INVALID_PARAMS")
    );
}

#[wasm_bindgen_test]
async fn an_answer_of_another_shape_is_not_understood() {
    let (_portal, client) = start("incoming-known").await;
    let answer: Result<Vec<bool>, Error> = client.call("user.current", &json!({})).await;
    let error = answer.unwrap_err();
    assert_eq!(
        (error.kind, error.detail.as_str()),
        (ErrorKind::NotUnderstood, "user.current")
    );
    assert!(error.is_uncertain());
}

#[wasm_bindgen_test]
async fn an_error_of_a_command_comes_as_data() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(Fault::new(FaultKind::CardUndefined).times(1));
    let error = command(&client, "disableAutoClose").await.unwrap_err();
    assert_eq!(
        (error.kind, error.code.as_str()),
        (ErrorKind::Refused, "Call card is undefined")
    );
    // The portal that a test simulates answers in this form only; others have a form of REST.
    Function::new_no_args(
        "BX24.placement.call = (name, params, done) => done({ error: 'ACCESS_DENIED', error_description: 'No' })",
    )
    .call0(&JsValue::NULL)
    .unwrap();
    let error = command(&client, "disableAutoClose").await.unwrap_err();
    assert_eq!(
        (error.kind, error.code.as_str(), error.detail.as_str()),
        (ErrorKind::Refused, "ACCESS_DENIED", "No")
    );
}

#[wasm_bindgen_test]
async fn a_batch_refused_as_a_whole_ends_as_an_error() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(Fault::status(401, "NO_AUTH_FOUND").rest());
    let command = Command::new("a", "crm.contact.get", &json!({ "id": 17 })).unwrap();
    let error = client.batch(vec![command]).await.unwrap_err();
    assert_eq!(
        (error.kind, error.code.as_str()),
        (ErrorKind::Refused, "NO_AUTH_FOUND")
    );
}

#[wasm_bindgen_test]
async fn params_reach_the_wire_as_php_reads_them() {
    let (portal, client) = start("incoming-known").await;
    let params =
        json!({ "USER_ID": vec![1, 2], "NONE": Value::Null, "ADD": 0, "fields": json!({ "A": "ü&=" }) });
    let _ = call(&client, "user.get", params).await;
    let sent = portal.rest_log().pop().unwrap().payload;
    assert_eq!(
        sent["USER_ID"]
            .items()
            .filter_map(PhpValue::text)
            .collect::<Vec<_>>(),
        ["1", "2"]
    );
    assert_eq!(sent["NONE"], Value::Null);
    assert_eq!(sent["ADD"].text().as_deref(), Some("0"));
    assert_eq!(sent["fields"]["A"].text().as_deref(), Some("ü&="));
}

#[wasm_bindgen_test]
async fn a_cancelled_user_dialog_leaves_nothing_waiting_and_opens_again() {
    let (portal, client) = start("incoming-known").await;
    let chosen = Rc::new(RefCell::new(Vec::new()));
    let first = client.select_users(|_| panic!("nobody was chosen")).unwrap();
    until(|| portal.is_picking_users(), || "no dialog".to_owned()).await;
    portal.cancel_dialog();
    settle(&portal).await;
    drop(first);
    let _second = client.select_users({
        let chosen = chosen.clone();
        move |users| *chosen.borrow_mut() = users
    });
    until(|| portal.is_picking_users(), || "no second dialog".to_owned()).await;
    portal.pick_users(&[2, 3]);
    until(|| chosen.borrow().len() == 2, || "nobody chosen".to_owned()).await;
    assert_eq!(
        chosen.borrow().iter().map(|user| user.id).collect::<Vec<_>>(),
        [2, 3]
    );
}

#[wasm_bindgen_test]
async fn a_subscription_ends_when_it_is_dropped() {
    let (portal, client) = start("incoming-known").await;
    let heard = Rc::new(RefCell::new(0));
    let subscription = client.on("CallCard::CallStateChanged", {
        let heard = heard.clone();
        move |_, _| *heard.borrow_mut() += 1
    });
    settle(&portal).await;
    portal.connect();
    until(|| *heard.borrow() == 1, || "not heard".to_owned()).await;
    drop(subscription);
    portal.hang_up();
    settle(&portal).await;
    assert_eq!(*heard.borrow(), 1);
}

#[wasm_bindgen_test]
async fn the_client_lets_go_of_everything() {
    let before = callbacks_alive();
    let (_portal, client) = start("incoming-known").await;
    let _ = command(&client, "getStatus").await;
    let _ = call(&client, "user.current", json!({})).await;
    drop(client);
    // What an earlier test left behind may go meanwhile.
    until(
        || callbacks_alive() <= before,
        || format!("{} callbacks instead of {before}", callbacks_alive()),
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_request_for_the_options_that_overtakes_a_write_does_not_undo_it() {
    let (_portal, client) = start("incoming-known").await;
    let read = |text: &str| [("draft".to_owned(), text.to_owned())].into();
    client.set_user_option("draft", "newer");
    let now = js_sys::Date::now();
    client.take_user_options(read("older"), now + 1_000.0);
    assert_eq!(client.user_option("draft"), "newer");
    // By then the portal has executed the write, and another tab has stored this.
    client.take_user_options(read("newest"), now + 120_000.0);
    assert_eq!(client.user_option("draft"), "newest");
}
