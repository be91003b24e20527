//! What was measured of a call, on a card that is loaded again.

use super::page::{Page, until};
use super::support::{Later, sent, wrap_up_of};
use call_card::call::clock::duration;
use call_card::simulator::{PhpValue, Scenario, Simulator};
use wasm_bindgen_test::*;

const FINISH: &str = "telephony.externalCall.finish";

/// The card of the call, loaded again.
async fn loaded_again(mut page: Page) -> Page {
    let portal = page.portal.clone();
    page.close();
    portal.load_again();
    wrap_up_of(Page::again(portal)).await
}

/// Finishes the call. Returns `STATUS_CODE` and `DURATION`.
async fn finished(page: &Page) -> (Option<String>, Option<u64>) {
    page.press("Finish call").await;
    until(|| !sent(page, FINISH).is_empty(), || page.text()).await;
    let finish = sent(page, FINISH)[0].payload.clone();
    let seconds = finish["DURATION"].text().map(|text| text.parse().unwrap());
    (finish["STATUS_CODE"].text(), seconds)
}

#[wasm_bindgen_test]
async fn a_call_that_has_ended_is_saved_with_its_duration_after_a_reload() {
    let portal = Simulator::here(Scenario::named("wrap-up"));
    portal.change(|portal| portal.set_state("idle", None));
    let page = wrap_up_of(Page::with(portal)).await;
    page.status_is("Not started").await;
    page.portal.ring();
    page.portal.connect();
    page.status_is("Talking").await;
    let later = Later::by(6_000.0);
    page.portal.hang_up();
    page.status_is("Ended").await;
    drop(later);
    let measured = page.clock();
    let page = loaded_again(page).await;
    assert_eq!(
        (page.status().as_str(), page.clock()),
        ("Ended", measured.clone())
    );
    let (code, seconds) = finished(&page).await;
    assert_eq!((code.as_deref(), seconds.map(duration)), (Some("200"), measured));
}

#[wasm_bindgen_test]
async fn a_talk_is_measured_on_after_a_reload() {
    let page = wrap_up_of(Page::open("wrap-up")).await;
    page.status_is("Talking").await;
    let _later = Later::by(70_000.0);
    let page = loaded_again(page).await;
    assert_eq!(page.status(), "Talking");
    let clock = page.clock().unwrap();
    assert!(clock.starts_with("1:1"), "{clock}");
    let (code, seconds) = finished(&page).await;
    assert_eq!(code.as_deref(), Some("200"));
    assert!(
        seconds.is_some_and(|seconds| (70..80).contains(&seconds)),
        "{seconds:?}"
    );
}
