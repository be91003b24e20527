//! The app in a browser, against the simulated portal behind `window.BX24`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod act;
mod bx24;
mod callers;
mod card;
mod codes;
mod drafts;
mod earlier;
mod early_request;
mod faults;
mod following;
mod names;
mod new_client;
mod next_call;
mod overview;
mod own;
mod page;
mod phrases;
mod places;
mod record;
mod script;
mod sdk;
mod sdk_rest;
mod stages;
mod summary;
mod support;
mod talk;
mod upload;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
