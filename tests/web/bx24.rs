//! The SDK and its traps.

use super::page::{QUICK, settle, until};
use call_card::bx24::{Client, Command, ErrorKind, Start, callbacks_alive};
use call_card::object;
use call_card::simulator::{Fault, FaultKind, PhpValue, Scenario, Simulator};
use call_card::value::Value;
use futures_channel::oneshot;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::*;

async fn start(scenario: &str) -> (Simulator, Client) {
    let portal = Simulator::here(Scenario::named(scenario));
    let client = Start::begin(QUICK).await.unwrap().ready().await.unwrap();
    (portal, client)
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
    assert_eq!(placement.options.get("CALL_DIRECTION").as_str(), Some("incoming"));
    assert_eq!(client.lang().as_deref(), Some("en"));
    assert_eq!(client.domain().as_deref(), Some("preview.invalid"));
    assert!(client.is_admin());
}

#[wasm_bindgen_test]
async fn a_command_that_the_place_does_not_know_ends_as_no_answer() {
    let (_portal, client) = start("incoming-known").await;
    assert_eq!(
        client.command("noSuchCommand").await.unwrap_err().kind,
        ErrorKind::NoAnswer
    );
}

#[wasm_bindgen_test]
async fn a_refusal_has_its_code_and_status() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(Fault::status(403, "ACCESS_DENIED").rest().times(1));
    let error = client.call("user.current", &object! {}).await.unwrap_err();
    assert_eq!(
        (error.kind, error.code.as_str(), error.status),
        (ErrorKind::Refused, "ACCESS_DENIED", 403)
    );
}

#[wasm_bindgen_test]
async fn a_503_fails_its_own_request_at_once_and_no_other() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(Fault::new(FaultKind::Status503).rest().only("crm.contact.get"));
    let began = js_sys::Date::now();
    let (first, second) = (client.clone(), client.clone());
    let contact = aside(async move { first.call("crm.contact.get", &object! { "id" => 17 }).await });
    let user = aside(async move { second.call("user.current", &object! {}).await });
    assert_eq!(contact.await.unwrap().unwrap_err().kind, ErrorKind::Network);
    assert!(
        js_sys::Date::now() - began < f64::from(QUICK.request) / 2.0,
        "it waited for its time to run out"
    );
    assert_eq!(user.await.unwrap().unwrap().get("ID").id(), Some(1));
}

#[wasm_bindgen_test]
async fn a_write_is_never_repeated() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(Fault::new(FaultKind::Status503).rest().times(1));
    let error = client
        .call("crm.contact.get", &object! { "id" => 17 })
        .await
        .unwrap_err();
    assert!(error.is_uncertain());
    settle(&portal).await;
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
                let answer = client
                    .call("crm.contact.get", &object! { "id" => id })
                    .await
                    .unwrap();
                done.borrow_mut().push(answer.get("ID").id().unwrap());
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
    let error = client
        .call("crm.contact.get", &object! { "id" => 17 })
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::NoAnswer);
    let next = client
        .call("crm.contact.get", &object! { "id" => 51 })
        .await
        .unwrap();
    assert_eq!(next.get("ID").id(), Some(51));
}

#[wasm_bindgen_test]
async fn a_batch_has_one_result_for_each_key_and_splits_at_fifty() {
    let (portal, client) = start("incoming-known").await;
    let command = |at: usize| {
        let id = if at == 7 { 999_999 } else { 17 };
        Command::new(&format!("c{at}"), "crm.contact.get", object! { "id" => id })
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
async fn a_batch_refused_as_a_whole_ends_as_an_error() {
    let (portal, client) = start("incoming-known").await;
    portal.fault(Fault::status(401, "NO_AUTH_FOUND").rest());
    let command = Command::new("a", "crm.contact.get", object! { "id" => 17 });
    let error = client.batch(vec![command]).await.unwrap_err();
    assert_eq!(
        (error.kind, error.code.as_str()),
        (ErrorKind::Refused, "NO_AUTH_FOUND")
    );
}

#[wasm_bindgen_test]
async fn params_reach_the_wire_as_php_reads_them() {
    let (portal, client) = start("incoming-known").await;
    let params = object! { "USER_ID" => vec![1, 2], "NONE" => Value::Null, "ADD" => 0, "fields" => object! { "A" => "ü&=" } };
    let _ = client.call("user.get", &params).await;
    let sent = portal.rest_log().pop().unwrap().payload;
    assert_eq!(
        sent["USER_ID"]
            .items()
            .filter_map(PhpValue::text)
            .collect::<Vec<_>>(),
        ["1", "2"]
    );
    assert_eq!(sent["NONE"], serde_json::Value::Null);
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
    let (portal, client) = start("incoming-known").await;
    let _ = client.command("getStatus").await;
    let _ = client.call("user.current", &object! {}).await;
    drop(client);
    settle(&portal).await;
    assert_eq!(callbacks_alive(), before);
}
