//! `window.callCardPreview`: what end-to-end tests take hold of.
//!
//! - `rest(method, body)`: a promise of `{status, body}` or `{network: false}`, for tests that route real requests here
//! - `log()`: the log as JSON
//! - `drive(name, json)`: does one thing on the portal's side, see [`crate::simulator::Portal::drive`]; also
//!   `skip {"ms": …}`, `reloadFrame` and `reloadPage`, which loads the portal's page and with it the frame again

use super::desk::Desk;
use super::journal::as_json;
use crate::simulator::PhpValue;
use crate::simulator::link::parse_json;
use js_sys::{JSON, Object, Promise, Reflect};
use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

pub(super) fn install(desk: Desk) {
    let hands = Object::new();
    let rest = Closure::<dyn Fn(String, String) -> Promise>::new(move |method: String, body: String| {
        wasm_bindgen_futures::future_to_promise(request(desk, method, body))
    });
    let log =
        Closure::<dyn Fn() -> String>::new(move || desk.look(|portal| as_json(portal.log()).to_string()));
    let drive = Closure::<dyn Fn(String, Option<String>) -> Result<JsValue, JsError>>::new(
        move |name: String, json: Option<String>| {
            let args = parse_json(&json.unwrap_or_default());
            let value = drive(desk, &name, &args).map_err(|text| JsError::new(&text))?;
            Ok(to_js(&value))
        },
    );
    for (name, function) in [
        ("rest", rest.into_js_value()),
        ("log", log.into_js_value()),
        ("drive", drive.into_js_value()),
    ] {
        Reflect::set(&hands, &name.into(), &function).unwrap();
    }
    Reflect::set(&window(), &"callCardPreview".into(), &hands).unwrap();
}

async fn request(desk: Desk, method: String, body: String) -> Result<JsValue, JsValue> {
    let simulator = desk.simulator();
    let now = simulator.now();
    let reply = simulator.change(|portal| portal.request(&method, &body, now));
    let Some(answer) = reply.answer else {
        return core::future::pending().await;
    };
    if reply.after > 0.0 {
        wait(reply.after).await;
    }
    let value = match answer.status {
        0 => json!({ "network": false }),
        status => json!({ "status": i32::from(status), "body": answer.body }),
    };
    Ok(to_js(&value))
}

#[allow(clippy::cast_possible_truncation)]
async fn wait(ms: f64) {
    let timer = Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms as i32)
            .unwrap();
    });
    let _ = wasm_bindgen_futures::JsFuture::from(timer).await;
}

fn drive(desk: Desk, name: &str, args: &Value) -> Result<Value, String> {
    match name {
        "skip" => desk.simulator().skip(args["ms"].number().unwrap_or(0.0)),
        "reloadFrame" => desk.load.update(|load| *load += 1),
        "reloadPage" => desk.reload(),
        _ => return desk.change(|portal| portal.drive(name, args)),
    }
    Ok(Value::Null)
}

fn to_js(value: &Value) -> JsValue {
    JSON::parse(&value.to_string()).unwrap_or(JsValue::NULL)
}
