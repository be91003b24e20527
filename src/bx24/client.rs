//! The SDK after its start.

use super::answer::{from_command, get, to_js};
use super::batch::{self, Command};
use super::callback::Callback;
use super::options::NewerOptions;
use super::pending::pending;
use super::protocol::is_portal_https;
use super::queue::{Priority, Queue};
use super::subscription::Subscription;
use super::sys::Sdk;
use super::trace::{RequestRecord, Trace, outcome};
use super::{Answer, Error, ErrorKind};
use gloo_timers::future::TimeoutFuture;
use js_sys::{JSON, Object};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// How long things may take, in milliseconds.
///
/// A request fails after [`Limits::request`], which includes its time in the queue. There are three exceptions: if the
/// portal downloads a file, a request has four times as long ([`Client::for_downloads`]); a write that the page makes by
/// itself has half as long ([`Client::for_own_writes`]); and an upload fails when it makes no progress for twice as long
/// ([`Client::upload`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For the script of the SDK to load, and again for the portal to answer its `init`.
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
    /// `PLACEMENT_OPTIONS`: what the portal says of the place; of another shape in each.
    pub options: Answer,
}

/// The portal, as this page can talk to it. Clones talk to the same one.
#[derive(Clone)]
pub struct Client {
    pub(super) sdk: Sdk,
    pub(super) limits: Limits,
    queue: Rc<Queue>,
    priority: Priority,
    pub(super) trace: Rc<Trace>,
    /// Whether the user had options when the portal's page was loaded.
    pub(super) had_user_options: Rc<OnceCell<bool>>,
    /// The options of the user that are newer than what the portal's page has loaded.
    pub(super) newer_user_options: Rc<RefCell<NewerOptions>>,
}

impl Client {
    pub(super) fn new(sdk: Sdk, limits: Limits) -> Self {
        let trace = Rc::new(Trace::default());
        let queue = Queue::new(sdk.clone(), trace.clone(), limits.request);
        Self {
            sdk,
            limits,
            queue,
            priority: Priority::Background,
            trace,
            had_user_options: Rc::default(),
            newer_user_options: Rc::default(),
        }
    }

    /// The same portal for the names of the client: they do not wait for what else the page asks by itself.
    #[must_use]
    pub fn for_names(&self) -> Self {
        self.with_priority(Priority::Names)
    }

    /// The same portal for what the agent has started: its requests go before those that the page makes by itself.
    #[must_use]
    pub fn for_actions(&self) -> Self {
        self.with_priority(Priority::Action)
    }

    /// The same portal for a write that the page makes by itself: it has half of the time, because what the agent starts
    /// waits behind it.
    #[must_use]
    pub fn for_own_writes(&self) -> Self {
        self.with_request_limit(self.limits.request / 2)
    }

    /// The same portal for a request in which it downloads a file itself: it has four times as long, as long as the portal
    /// lets a request run.
    #[must_use]
    pub fn for_downloads(&self) -> Self {
        self.with_request_limit(self.limits.request.saturating_mul(4))
    }

    fn with_request_limit(&self, request: u32) -> Self {
        Self {
            limits: Limits {
                request,
                ..self.limits
            },
            ..self.clone()
        }
    }

    fn with_priority(&self, priority: Priority) -> Self {
        Self {
            priority,
            ..self.clone()
        }
    }

    /// Where the app was opened, and with what.
    ///
    /// <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/bx24-placement-info.html>
    pub fn placement(&self) -> Placement {
        let info = self.sdk.placement().and_then(|placement| placement.info());
        let info = info.unwrap_or_default();
        let options = get(&info, "options");
        // Some portals hand the options over as the text they were posted with.
        let options = match options.as_string() {
            Some(text) => JSON::parse(&text).unwrap_or_default(),
            None => options,
        };
        Placement {
            name: get(&info, "placement").as_string().unwrap_or_default(),
            options: Answer::new(options),
        }
    }

    /// The portal's code of the agent's language (`en`, `la`, `br`, …); nothing where it is not known.
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/additional-functions/bx24-get-lang.html>
    pub fn lang(&self) -> Option<String> {
        self.sdk.lang().ok()?.as_string().filter(|lang| !lang.is_empty())
    }

    /// The portal's domain, without a protocol; nothing where it is not known.
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/additional-functions/bx24-get-domain.html>
    pub fn domain(&self) -> Option<String> {
        self.sdk
            .domain()
            .ok()?
            .as_string()
            .filter(|domain| !domain.is_empty())
    }

    /// Whether the portal's pages are on `https`.
    pub fn is_https(&self) -> bool {
        is_portal_https()
    }

    /// The address of a page of the portal, for a link. `path` begins with a slash. Nothing where the domain is not known.
    pub fn address(&self, path: &str) -> Option<String> {
        let protocol = if self.is_https() { "https" } else { "http" };
        Some(format!("{protocol}://{}{path}", self.domain()?))
    }

    /// Whether the agent is an administrator of the portal.
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/additional-functions/bx24-is-admin.html>
    pub fn is_admin(&self) -> bool {
        self.sdk.is_admin().is_ok_and(|admin| admin.is_truthy())
    }

    /// Calls a method once, and reads its answer.
    ///
    /// # Errors
    /// Those of [`ErrorKind`]. After an uncertain one ([`Error::is_uncertain`]) nobody knows whether the portal acted;
    /// [`ErrorKind::NotUnderstood`] is one, for an answer of another shape.
    ///
    /// <https://apidocs.bitrix24.com/sdk/bx24-js-sdk/how-to-call-rest-methods/bx24-call-method.html>
    pub async fn call<T: DeserializeOwned>(&self, method: &str, params: &impl Serialize) -> Result<T, Error> {
        let answer = self.once(method, to_js(params)?).await?;
        answer.read().map_err(|_| Error::not_understood(method))
    }

    /// Calls a method that only reads, and reads its answer. What fails on the way is repeated, inside the time of one
    /// request ([`Limits::request`]).
    ///
    /// # Errors
    /// Those of [`ErrorKind`].
    pub async fn query<T: DeserializeOwned>(
        &self,
        method: &str,
        params: &impl Serialize,
    ) -> Result<T, Error> {
        let answer = self.repeat(method, to_js(params)?).await?;
        answer.read().map_err(|_| Error::not_understood(method))
    }

    /// Calls methods that only read, in as few requests as the portal allows (50 in each). Returns one result for each
    /// key, in the order of the commands.
    ///
    /// # Errors
    /// Those of [`ErrorKind`], where a whole request fails. What fails for one command stands in its result.
    pub async fn batch(&self, commands: Vec<Command>) -> Result<Vec<(String, Result<Answer, Error>)>, Error> {
        batch::run(self, commands).await
    }

    /// Sends a command to the placement, and reads its answer.
    ///
    /// # Errors
    /// [`ErrorKind::NoAnswer`] also for a command that the place does not know, [`ErrorKind::Refused`] with the portal's
    /// code, [`ErrorKind::NotUnderstood`] for an answer of another shape.
    ///
    /// <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/bx24-placement-call.html>
    pub async fn command<T: DeserializeOwned>(&self, name: &str) -> Result<T, Error> {
        let answer = self.send_command(name).await?;
        answer.read().map_err(|_| Error::not_understood(name))
    }

    /// Follows an event of the placement. The handler gets the first two arguments, empty ones where there are fewer.
    /// The portal neither confirms that it knows the event nor repeats one that was missed.
    ///
    /// <https://apidocs.bitrix24.com/api-reference/widgets/ui-interaction/bx24-placement-bind-event.html>
    pub fn on(&self, event: &str, mut handler: impl FnMut(Answer, Answer) + 'static) -> Subscription {
        let callback = Callback::new(move |first, second| handler(Answer::new(first), Answer::new(second)));
        // Where this fails, asking again makes up for the missed events.
        let _ = self
            .sdk
            .placement()
            .and_then(|placement| placement.bind_event(event, &callback.function()));
        Subscription::new(callback)
    }

    /// Whether a request of this method was given up without an answer and may still be executed by the portal: who
    /// sends it again could have it executed twice.
    pub fn is_under_way(&self, method: &str) -> bool {
        self.queue.is_under_way(method)
    }

    /// The portal's time in milliseconds since 1970, never later than it really is; nothing before the first answer to a
    /// request.
    pub fn portal_time(&self) -> Option<f64> {
        self.queue.portal_time()
    }

    /// Waits before something is looked up for the `times`th time: longer each time.
    pub async fn pause(&self, times: u32) {
        TimeoutFuture::new(self.limits.pause * (2 * times - 1)).await;
    }

    /// The last calls to the portal, oldest first.
    pub fn trace(&self) -> Vec<RequestRecord> {
        self.trace.entries()
    }

    pub(super) async fn once(&self, method: &str, params: JsValue) -> Result<Answer, Error> {
        self.queue
            .send(Priority::Action, method, &params, self.limits.request)
            .await
    }

    pub(super) async fn repeat(&self, method: &str, params: JsValue) -> Result<Answer, Error> {
        let end = js_sys::Date::now() + f64::from(self.limits.request);
        let mut pause = self.limits.pause;
        for _ in 0..REPETITIONS {
            match self
                .queue
                .send(self.priority, method, &params, rest_of(end))
                .await
            {
                Err(error)
                    if matches!(error.kind, ErrorKind::Network | ErrorKind::RateLimited)
                        && rest_of(end) > 2 * pause =>
                {
                    TimeoutFuture::new(pause).await;
                    pause *= 3;
                }
                result => return result,
            }
        }
        self.queue
            .send(self.priority, method, &params, rest_of(end))
            .await
    }

    async fn send_command(&self, name: &str) -> Result<Answer, Error> {
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
            .and_then(|placement| placement.call(name, &Object::new(), &function));
        let result = match sent {
            Ok(_) => answer.await,
            Err(_) => Err(Error::not_understood("placement.call threw")),
        };
        self.trace.end(traced, &outcome(&result));
        result
    }
}

/// Milliseconds from now to `end`; at least one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn rest_of(end: f64) -> u32 {
    (end - js_sys::Date::now()).max(1.0) as u32
}
