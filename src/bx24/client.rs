//! The SDK after its start.

use super::batch::{self, Command};
use super::callback::Callback;
use super::decode::{from_command, from_js, to_js};
use super::pending::pending;
use super::queue::Queue;
use super::subscription::Subscription;
use super::sys::Sdk;
use super::trace::{RequestRecord, Trace, outcome};
use super::{Error, ErrorKind};
use crate::value::{Value, concat};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// How long things may take, in milliseconds. Whatever fails shall be in words within 15 s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For the SDK to be there, and again for the portal to answer its `init`.
    pub start: u32,
    /// For the answer to a placement command.
    pub command: u32,
    /// For a REST request, with its repetitions where it is safe to repeat.
    pub request: u32,
    /// Before the first repetition of a request; the next one waits three times as long.
    pub pause: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            start: 12_000,
            command: 10_000,
            request: 14_000,
            pause: 700,
        }
    }
}

/// How often a failed read is sent again.
const REPETITIONS: u32 = 2;

/// Where on the portal the app was opened, and with what.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Placement {
    /// Its code: `CALL_CARD`, `DEFAULT` (the app's own page), …
    pub name: String,
    /// What the portal tells of the place.
    pub options: Value,
}

/// The portal, as this page can talk to it. Clones talk to the same one.
#[derive(Clone)]
pub struct Client {
    pub(super) sdk: Sdk,
    pub(super) limits: Limits,
    queue: Rc<Queue>,
    pub(super) trace: Rc<Trace>,
}

impl Client {
    pub(super) fn new(sdk: Sdk, limits: Limits) -> Self {
        let trace = Rc::new(Trace::default());
        let queue = Queue::new(sdk.clone(), trace.clone());
        Self {
            sdk,
            limits,
            queue,
            trace,
        }
    }

    /// Where the app was opened.
    pub fn placement(&self) -> Placement {
        let info = self
            .sdk
            .placement()
            .and_then(|placement| placement.info())
            .unwrap_or(JsValue::UNDEFINED);
        let info = from_js(info).unwrap_or_default();
        let options = match info.get("options") {
            // Some portals hand the options over as the text they were posted with.
            Value::Text(text) => js_sys::JSON::parse(text)
                .ok()
                .and_then(|parsed| from_js(parsed).ok()),
            options => Some(options.clone()),
        };
        Placement {
            name: info.get("placement").text().unwrap_or_default(),
            options: options.unwrap_or_default(),
        }
    }

    /// The portal's code of the agent's language (`en`, `la`, `br`, …).
    pub fn lang(&self) -> Option<String> {
        self.sdk.lang().ok()?.as_string().filter(|lang| !lang.is_empty())
    }

    /// The portal's domain.
    pub fn domain(&self) -> Option<String> {
        self.sdk
            .domain()
            .ok()?
            .as_string()
            .filter(|domain| !domain.is_empty())
    }

    /// The address of a page of the portal, for a link. Nothing where the domain is not known.
    pub fn address(&self, path: &str) -> Option<String> {
        Some(concat(&["https://", &self.domain()?, path]))
    }

    /// Whether the agent is an administrator of the portal.
    pub fn is_admin(&self) -> bool {
        self.sdk.is_admin().is_ok_and(|admin| admin.is_truthy())
    }

    /// Calls a method once. After an uncertain failure ([`Error::is_uncertain`]) nobody knows whether the portal acted.
    pub async fn call(&self, method: &str, params: &Value) -> Result<Value, Error> {
        self.queue.send(method, params, self.limits.request).await
    }

    /// Calls a method that only reads: what fails on the way is repeated, inside the time of one request.
    pub async fn query(&self, method: &str, params: &Value) -> Result<Value, Error> {
        let end = js_sys::Date::now() + f64::from(self.limits.request);
        let mut pause = self.limits.pause;
        for _ in 0..REPETITIONS {
            match self.queue.send(method, params, rest_of(end)).await {
                Err(error)
                    if matches!(error.kind, ErrorKind::Network | ErrorKind::RateLimited)
                        && rest_of(end) > 2 * pause =>
                {
                    let _ = pending(Some(pause)).1.await;
                    pause *= 3;
                }
                result => return result,
            }
        }
        self.queue.send(method, params, rest_of(end)).await
    }

    /// Calls methods that only read, in as few requests as the portal allows (50 in each). Answers one result for each
    /// key, in the order of the commands; fails where a whole request does.
    pub async fn batch(&self, commands: Vec<Command>) -> Result<Vec<(String, Result<Value, Error>)>, Error> {
        batch::run(self, commands).await
    }

    /// Gives a command to the placement. One that the place does not know is never answered.
    pub async fn command(&self, name: &str) -> Result<Value, Error> {
        let (settle, mut answer) = pending(Some(self.limits.command));
        let callback = Callback::new(move |answer, _| {
            settle.settle(from_command(answer));
        });
        let function = callback.function();
        answer.keep = Some(callback);
        let traced = self.trace.begin(name);
        let sent = self
            .sdk
            .placement()
            .and_then(|placement| placement.call(name, &to_js(&Value::Map(Vec::new())), &function));
        let result = match sent {
            Ok(_) => answer.await,
            Err(_) => Err(Error::not_understood("placement.call threw")),
        };
        self.trace.end(traced, &outcome(&result));
        result
    }

    /// Follows an event of the placement. The handler gets the first two arguments, null where there are fewer.
    pub fn on(&self, event: &str, mut handler: impl FnMut(Value, Value) + 'static) -> Subscription {
        let callback = Callback::new(move |first, second| {
            handler(
                from_js(first).unwrap_or_default(),
                from_js(second).unwrap_or_default(),
            );
        });
        // Nothing tells whether the portal knows the event; a missed one is made good by asking again.
        let _ = self
            .sdk
            .placement()
            .and_then(|placement| placement.bind_event(event, &callback.function()));
        Subscription::new(callback)
    }

    /// The last calls to the portal, oldest first.
    pub fn trace(&self) -> Vec<RequestRecord> {
        self.trace.entries()
    }
}

/// Milliseconds from now to `end`; at least one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn rest_of(end: f64) -> u32 {
    (end - js_sys::Date::now()).max(1.0) as u32
}
