//! Every fault shows an error message, and *Try again* works.

use super::page::{Page, until};
use super::support::copied;
use call_card::bx24::Limits;
use call_card::simulator::{Fault, FaultKind, LogEntry, Scenario, Simulator};
use wasm_bindgen_test::*;

fn portal(fault: impl Into<Fault>) -> Simulator {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.fault(fault);
    portal
}

/// Names fail with these words; when the fault is over, *Try again* brings them.
async fn names_fail_and_come_back(fault: impl Into<Fault>, words: &str) {
    let page = Page::with(portal(fault));
    page.shows("The names could not be loaded.").await;
    page.shows(words).await;
    // The call itself is there, each item by its id, and nothing seems to go on.
    assert_eq!(page.status(), "Connecting");
    assert!(page.text().contains("Contact 17"), "{}", page.text());
    assert!(page.all("[aria-busy]").is_empty());
    page.portal.clear_faults();
    page.press("Try again").await;
    page.shows("Marta Brandt").await;
    page.stops_showing("could not be loaded").await;
}

/// The state fails with these words; when the fault is over, *Try again* brings it.
async fn status_fails_and_comes_back(fault: impl Into<Fault>, words: &str) {
    let page = Page::with(portal(fault));
    page.shows("The state of the call could not be checked.").await;
    page.shows(words).await;
    assert_eq!(page.heading(), "+4915112345678");
    page.portal.clear_faults();
    page.press("Try again").await;
    page.stops_showing("could not be checked").await;
    page.shows("Marta Brandt").await;
}

#[wasm_bindgen_test]
fn whatever_fails_shows_an_error_message_within_15_s() {
    let limits = Limits::default();
    assert!(limits.start <= 15_000 && limits.command <= 15_000 && limits.request <= 15_000);
}

#[wasm_bindgen_test]
async fn a_silent_get_status() {
    status_fails_and_comes_back(Fault::new(FaultKind::Silent).commands(), "did not answer in time").await;
}

#[wasm_bindgen_test]
async fn a_command_that_answers_with_an_error() {
    status_fails_and_comes_back(
        FaultKind::CardUndefined,
        "refused the request (Call card is undefined)",
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_503_twice_is_repeated_without_a_word() {
    let page = Page::open("error-503-twice");
    page.shows("Marta Brandt").await;
    assert!(page.find("[role=alert]").is_none());
    assert_eq!(page.portal.rest_log().len(), 3);
}

#[wasm_bindgen_test]
async fn a_method_that_is_blocked_for_minutes_is_not_asked_again_at_once() {
    let page = Page::with(portal(Fault::status(429, "OPERATION_TIME_LIMIT").rest()));
    page.shows("Wait up to 10 minutes.").await;
    page.settle().await;
    let names = |entry: &LogEntry| format!("{:?}", entry.payload).contains("crm.item.get");
    let log = page.portal.rest_log();
    assert_eq!(log.iter().filter(|entry| names(entry)).count(), 1);
}

#[wasm_bindgen_test]
async fn the_history_is_asked_for_where_only_the_names_are_blocked() {
    let page = Page::with(portal(
        Fault::status(429, "OPERATION_TIME_LIMIT").only("crm.item.get"),
    ));
    page.shows("Wait up to 10 minutes.").await;
    page.shows("Repair of the cold store").await;
}

#[wasm_bindgen_test]
async fn a_503_that_stays() {
    names_fail_and_come_back(Fault::new(FaultKind::Status503).rest(), "not available right now").await;
}

#[wasm_bindgen_test]
async fn a_broken_body() {
    names_fail_and_come_back(
        Fault::new(FaultKind::BrokenBody).rest(),
        "not available right now",
    )
    .await;
}

#[wasm_bindgen_test]
async fn no_connection() {
    names_fail_and_come_back(Fault::new(FaultKind::Offline).rest(), "The connection failed").await;
}

#[wasm_bindgen_test]
async fn a_silent_request() {
    names_fail_and_come_back(Fault::new(FaultKind::Silent).rest(), "did not answer in time").await;
}

#[wasm_bindgen_test]
async fn a_batch_refused_as_a_whole() {
    names_fail_and_come_back(
        Fault::status(403, "insufficient_scope").rest(),
        "has not been granted the right",
    )
    .await;
}

#[wasm_bindgen_test]
async fn an_app_closed_to_this_agent() {
    names_fail_and_come_back(
        Fault::status(403, "user_access_error").rest(),
        "has not given you access to this app",
    )
    .await;
}

#[wasm_bindgen_test]
async fn an_expired_token_is_the_sdks_own_business() {
    let page = Page::with(portal(Fault::new(FaultKind::ExpiredToken).rest().times(1)));
    page.shows("Marta Brandt").await;
    assert!(page.find("[role=alert]").is_none());
}

#[wasm_bindgen_test]
async fn slow_answers_are_waited_for() {
    let page = Page::with(portal(Fault::new(FaultKind::Held).rest()));
    until(|| page.find("li[aria-busy]").is_some(), || page.text()).await;
    page.portal.release();
    page.shows("Marta Brandt").await;
    assert!(page.find("[role=alert]").is_none());
}

#[wasm_bindgen_test]
async fn a_portal_that_answers_the_start_late_still_opens_the_card() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    portal.fault(Fault::new(FaultKind::LateAnswer(2_500.0)).only("getInitData"));
    let page = Page::with(portal);
    page.shows("The call could not be read.").await;
    assert!(page.button("Try again").is_some());
    page.shows("Connecting").await;
    page.stops_showing("could not be read").await;
}

#[wasm_bindgen_test]
async fn a_portal_that_never_answers_the_start() {
    let page = Page::open("init-silent");
    page.shows("The call could not be read. Bitrix24 did not answer in time.")
        .await;
    assert!(page.button("Try again").is_some());
    let report = copied(&page, "Copy diagnostics").await;
    assert!(report.contains("\ntrouble: no-answer"), "{report}");
}

#[wasm_bindgen_test]
async fn answers_that_come_twice_count_once() {
    let page = Page::with(portal(FaultKind::DoubleAnswer));
    page.shows("Marta Brandt").await;
    page.settle().await;
    assert_eq!(page.bindings().len(), 3);
    assert!(page.find("[role=alert]").is_none());
}

#[wasm_bindgen_test]
async fn diagnostics_hold_no_name_no_number_and_no_token() {
    let page = Page::open("seed");
    page.shows("Ingrid Olsen").await;
    page.settle().await;
    let report = copied(&page, "Copy diagnostics").await;
    // The requests are listed; what was in them is not.
    assert!(
        report.contains("call card ") && report.contains(" batch "),
        "{report}"
    );
    for secret in [
        "Ingrid",
        "Olsen",
        "19999999666",
        "preview-token",
        "preview-refresh",
    ] {
        assert!(!report.contains(secret), "{secret} in:\n{report}");
    }
}
