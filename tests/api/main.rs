//! What is sent to the portal's methods, and what is read of their answers, with the simulated portal at the other end.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../support/json.rs"]
mod json;
#[path = "../support/portal.rs"]
mod portal;

mod again;
mod answers;
mod lists;
mod notes;
mod overview;
mod php;
mod refusals;
mod sent;

use call_card::call::{Binding, CallType, EntityKind, StatusCode};
use call_card::simulator::portal::form;
use json::{any_json, read, sent};
use portal::{NOW, ask, open, read_by_php};
use proptest::prelude::*;
use serde_json::json as j;

const REGISTER: &str = "telephony.externalCall.register";
const SHOW: &str = "telephony.externalCall.show";
const HIDE: &str = "telephony.externalCall.hide";
const FINISH: &str = "telephony.externalCall.finish";
const ATTACH: &str = "telephony.externalCall.attachRecord";
const SEARCH: &str = "telephony.externalCall.searchCrmEntities";
const CALL: &str = "externalCall.716f1cb73def9700a23842adf9c4c568.1773130779";

fn contact() -> Binding {
    Binding::new(EntityKind::Contact, 797)
}

/// What is sent, as PHP's form fields. Their order means nothing.
fn form_of(params: &impl serde::Serialize) -> Vec<String> {
    fields(&form::encode(&sent(params)))
}

fn fields(form: &str) -> Vec<String> {
    let mut fields: Vec<_> = form.split('&').map(str::to_owned).collect();
    fields.sort();
    fields
}
