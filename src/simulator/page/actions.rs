//! `window.callCardPreview`: the simulated portal for end-to-end tests and for the browser's console.
//!
//! - `rest(method, body)`: a promise of `{status, body}` or `{network: false}`, for tests that route real requests here
//! - `log()`: the log as JSON
//! - `drive(name, json)`: one action on the portal's side, see [`crate::simulator::Portal::drive`]; also
//!   `skip {"ms": …}`, `reloadFrame` and `reloadPage`, which loads the portal's page and with it the frame again

use super::state::Preview;
use crate::simulator::LogEntry;
use crate::simulator::link::parse_json;
use js_sys::{JSON, Object, Promise, Reflect};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// The property of `window`.
const NAME: &str = "callCardPreview";

type Rest = dyn Fn(String, String) -> Promise;
type Log = dyn Fn() -> String;
type Drive = dyn Fn(String, Option<String>) -> Result<JsValue, JsError>;

/// Makes the actions available until the owner is cleaned up.
pub(super) fn install(preview: Preview) {
    let rest = Closure::<Rest>::new(move |method: String, body: String| {
        future_to_promise(request(preview, method, body))
    });
    let log = Closure::<Log>::new(move || preview.with_untracked(|portal| log_as_json(portal.log())));
    let drive = Closure::<Drive>::new(move |name: String, json: Option<String>| {
        drive(preview, &name, &json.unwrap_or_default()).map_err(|error| JsError::new(&error))
    });
    let actions = Object::new();
    for (name, action) in [
        ("rest", rest.as_ref()),
        ("log", log.as_ref()),
        ("drive", drive.as_ref()),
    ] {
        Reflect::set(&actions, &name.into(), action).unwrap();
    }
    Reflect::set(&window(), &NAME.into(), &actions).unwrap();
    StoredValue::new_local((rest, log, drive));
    on_cleanup(|| {
        let _ = Reflect::delete_property(&window(), &NAME.into());
    });
}

/// Answers a REST request as the portal would, as late as it would.
async fn request(preview: Preview, method: String, body: String) -> Result<JsValue, JsValue> {
    let simulator = preview.simulator();
    let now = simulator.now();
    let reply = simulator.change(|portal| portal.request(&method, &body, now));
    let Some(answer) = reply.answer else {
        return core::future::pending().await;
    };
    if reply.after > 0.0 {
        wait(reply.after).await;
    }
    Ok(match answer.status {
        0 => to_js(&NoConnection { network: false }),
        status => to_js(&HttpResponse {
            status,
            body: &answer.body,
        }),
    })
}

/// What `rest` answers where the portal cannot be reached.
#[derive(Serialize)]
struct NoConnection {
    network: bool,
}

/// What `rest` answers otherwise.
#[derive(Serialize)]
struct HttpResponse<'a> {
    status: u16,
    body: &'a str,
}

#[allow(clippy::cast_possible_truncation)]
async fn wait(ms: f64) {
    let timer = Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms as i32)
            .unwrap();
    });
    let _ = JsFuture::from(timer).await;
}

/// Performs one action. Fails for an unknown name.
fn drive(preview: Preview, name: &str, json: &str) -> Result<JsValue, String> {
    match name {
        "skip" => {
            let time: Skip = serde_json::from_str(json).map_err(|error| error.to_string())?;
            preview.simulator().skip(time.ms);
        }
        "reloadFrame" => preview.reload_frame(),
        "reloadPage" => preview.reload_portal(),
        _ => {
            return preview.update(|portal| portal.drive(name, &parse_json(json)).map(|value| to_js(&value)));
        }
    }
    Ok(JsValue::NULL)
}

/// The argument of `skip`.
#[derive(Deserialize)]
struct Skip {
    ms: f64,
}

/// The log as JSON: a list of `{at, channel, name, payload, outcome}`.
pub(super) fn log_as_json(log: &[LogEntry]) -> String {
    let entries: Vec<_> = log
        .iter()
        .map(|entry| LoggedEntry {
            at: entry.at,
            channel: entry.channel.name(),
            name: &entry.name,
            payload: &entry.payload,
            outcome: &entry.outcome,
        })
        .collect();
    serde_json::to_string(&entries).unwrap()
}

/// One entry of the log.
#[derive(Serialize)]
struct LoggedEntry<'a, Payload> {
    at: f64,
    channel: &'static str,
    name: &'a str,
    payload: &'a Payload,
    outcome: &'a str,
}

fn to_js(value: &impl Serialize) -> JsValue {
    JSON::parse(&serde_json::to_string(value).unwrap()).unwrap()
}
