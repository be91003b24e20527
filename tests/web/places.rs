//! Where the app can be opened besides a call card.

use super::page::{Page, open_outside, until};
use call_card::simulator::{Scenario, Simulator};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

#[wasm_bindgen_test]
async fn another_placement_gets_a_plain_sentence() {
    let page = Page::open("other-placement");
    page.shows("there is no call to show").await;
    assert!(page.text().contains("CRM_CONTACT_DETAIL_TAB"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn the_apps_own_page_says_what_it_is() {
    let page = Page::open("own-page");
    page.shows("Call card for Bitrix24").await;
}

#[wasm_bindgen_test]
async fn without_an_sdk_the_page_says_where_the_app_runs() {
    let (root, app) = open_outside();
    until(
        || root.inner_text().contains("It runs inside Bitrix24"),
        || root.inner_text(),
    )
    .await;
    assert!(root.inner_text().contains("Local application"));
    drop(app);
    root.remove();
}

#[wasm_bindgen_test]
async fn an_sdk_that_is_null_is_the_same_as_none() {
    let global = js_sys::global();
    Reflect::set(&global, &"BX24".into(), &JsValue::NULL).unwrap();
    let (root, app) = open_outside();
    until(
        || root.inner_text().contains("It runs inside Bitrix24"),
        || root.inner_text(),
    )
    .await;
    drop(app);
    root.remove();
    Reflect::delete_property(&global, &"BX24".into()).unwrap();
}

#[wasm_bindgen_test]
async fn an_sdk_that_comes_after_the_limit_still_brings_the_card() {
    let portal = Simulator::here(Scenario::named("incoming-known"));
    let global = js_sys::global();
    Reflect::delete_property(&global, &"BX24".into()).unwrap();
    let own = Reflect::get(&global, &"callCard".into()).unwrap();
    let mut arrive = Function::default();
    let script = Promise::new(&mut |resolve, _| arrive = resolve);
    Reflect::set(&own, &"sdk".into(), &script).unwrap();
    let page = Page::with(portal);
    page.shows("The Bitrix24 library could not be loaded.").await;
    page.portal.load_again();
    arrive.call1(&JsValue::UNDEFINED, &"ready".into()).unwrap();
    page.shows("Marta Brandt").await;
    page.stops_showing("could not be loaded").await;
    Reflect::delete_property(own.unchecked_ref::<js_sys::Object>(), &"sdk".into()).unwrap();
}
