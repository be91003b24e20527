//! The app in a browser, against the simulated portal behind `window.BX24`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod act;
mod bx24;
mod card;
mod faults;
mod following;
mod page;
mod places;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
