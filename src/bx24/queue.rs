//! REST requests, one at a time.
//!
//! For 5xx and for a network failure the SDK never calls back: it throws inside its own handler, and as its script
//! comes from another origin the page sees only a window `error` event without details. With one request under way
//! at a time, that failure has exactly one owner.
//!
//! A request that was given up after its time may still be under way inside the SDK, and reach the portal late: whoever
//! wants to send it again asks first whether it is ([`Queue::is_under_way`]). If it fails later, while another one runs,
//! the failure is counted against the running one: a read is repeated then, and a write counts as one that may still be
//! under way.

mod state;

use super::answer::{from_rest, portal_time};
use super::callback::Callback;
use super::pending::{Pending, pending};
use super::subscription::Subscription;
use super::sys::{EarlyRequest, Sdk};
use super::trace::{Trace, outcome};
use super::{Answer, Error, ErrorKind};
use gloo_timers::callback::Timeout;
use js_sys::Object;
use state::{EARLY, Job, Running, State};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::ErrorEvent;

pub use state::MAY_BE_EXECUTED;

/// The requests that wait, and the one under way.
pub struct Queue {
    sdk: Sdk,
    trace: Rc<Trace>,
    state: RefCell<State>,
    /// How much later it is on the portal than on this computer, by the latest answer that had a time, in milliseconds.
    time_difference: Cell<Option<f64>>,
    this: Weak<Self>,
    _failures: Option<Subscription>,
}

/// The part of its time that a request must have left when its turn comes. What is sent later than that would end
/// without an answer, and nobody would know whether the portal acted.
const LEAST_TIME: f64 = 0.2;

/// Which requests go first: those of a higher priority. A request that is not an action only reads, so one of a higher
/// priority takes its place, and it is sent again afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Priority {
    /// What the page asks by itself.
    #[default]
    Background,
    /// What an agent looks for first: the names of the client.
    Names,
    /// What the agent has started.
    Action,
}

impl Queue {
    /// An empty queue, which receives the failures of its requests from now on. `within` is how long the request of the
    /// page's script may take, in milliseconds.
    pub fn new(sdk: Sdk, trace: Rc<Trace>, within: u32) -> Rc<Self> {
        Rc::new_cyclic(|this: &Weak<Self>| {
            let queue = this.clone();
            let callback = Callback::new(move |event, _| {
                if let (Some(queue), Ok(event)) = (queue.upgrade(), event.dyn_into::<ErrorEvent>())
                    && is_query_error(&event.message())
                {
                    queue.fail_running();
                }
            });
            let failures =
                web_sys::window().map(|window| Subscription::listen(window.into(), "error", callback));
            let queue = this.clone();
            let state = EarlyRequest::take().map_or_else(State::default, |request| {
                let callback = Callback::new(move |_, _| {
                    if let Some(queue) = queue.upgrade() {
                        queue.finish(EARLY, Err(Error::of(ErrorKind::NoAnswer, "")));
                    }
                });
                request.answer_to(&callback.function());
                State::after(request, callback, within)
            });
            Self {
                sdk,
                trace,
                state: RefCell::new(state),
                time_difference: Cell::default(),
                this: this.clone(),
                _failures: failures,
            }
        })
    }

    /// Sends a request when those before it are done; it goes before all of a lower priority, also before the one under
    /// way. `params` is an object; `within` is in milliseconds from now. After that time the request ends as
    /// [`ErrorKind::NoAnswer`], or as [`ErrorKind::NotSent`] where it still waited.
    pub fn send(&self, priority: Priority, method: &str, params: &JsValue, within: u32) -> Pending<Answer> {
        let (settle, pending) = pending(None);
        let replaced = {
            let mut state = self.state.borrow_mut();
            state.last = state.last.wrapping_add(1);
            let number = state.last;
            let this = self.this.clone();
            let timeout = Timeout::new(within, move || {
                if let Some(queue) = this.upgrade() {
                    queue.time_out(number);
                }
            });
            state.enqueue(Job {
                number,
                priority,
                method: method.to_owned(),
                params: params.clone(),
                settle,
                timeout,
                send_until: js_sys::Date::now() + f64::from(within) * (1.0 - LEAST_TIME),
            });
            state.make_way()
        };
        if let Some(traced) = replaced {
            self.trace.end(traced, "replaced");
        }
        self.start_next();
        pending
    }

    /// Whether a request of this method ended without an answer of its own, and may still be executed.
    pub fn is_under_way(&self, method: &str) -> bool {
        self.state.borrow_mut().is_under_way(method)
    }

    /// The portal's time, in milliseconds since 1970; nothing before the first answer.
    pub fn portal_time(&self) -> Option<f64> {
        Some(js_sys::Date::now() + self.time_difference.get()?)
    }

    fn start_next(&self) {
        let (number, method, params, function, early) = {
            let mut state = self.state.borrow_mut();
            if state.running.is_some() {
                return;
            }
            let Some(job) = state.waiting.pop_front() else {
                return;
            };
            let now = js_sys::Date::now();
            if now > job.send_until {
                // Others took its place: that request may still fail.
                state.end_replaced(job.number);
                drop(state);
                job.settle.settle(Err(Error::of(ErrorKind::NotSent, "")));
                return self.start_next();
            }
            let early = state.take_over(&job);
            let (this, number) = (self.this.clone(), job.number);
            let callback = Callback::new(move |answer, _| {
                if let Some(queue) = this.upgrade() {
                    if let Some(time) = portal_time(&answer) {
                        queue.time_difference.set(Some(time - js_sys::Date::now()));
                    }
                    queue.finish(number, from_rest(answer));
                }
            });
            let function = callback.function();
            let traced = self.trace.begin(&job.method);
            let sent = (
                job.method.clone(),
                Object::assign(&Object::new(), job.params.unchecked_ref()),
            );
            state.running = Some(Running {
                job,
                traced,
                callback,
                may_go_on: false,
            });
            (number, sent.0, sent.1, function, early)
        };
        if let Some(early) = early {
            early.answer_to(&function);
        } else if self.sdk.call_method(&method, &params, &function).is_err() {
            self.finish(number, Err(Error::not_understood("callMethod threw")));
        }
    }

    /// A request has an answer: the one under way, or one whose place an action took.
    fn finish(&self, number: u32, result: Result<Answer, Error>) {
        let is_late = matches!(&result, Err(error) if error.kind == ErrorKind::NoAnswer);
        let (settle, traced) = self.state.borrow_mut().end(number, is_late);
        let Some((settle, _timeout)) = settle else { return };
        if let Some(traced) = traced {
            self.trace.end(traced, &outcome(&result));
        }
        settle.settle(result);
        self.start_next();
    }

    fn time_out(&self, number: u32) {
        let is_unsent = {
            let state = self.state.borrow();
            state.is_waiting(number) && !state.was_replaced(number)
        };
        let kind = if is_unsent {
            ErrorKind::NotSent
        } else {
            ErrorKind::NoAnswer
        };
        self.finish(number, Err(Error::of(kind, "")));
    }

    /// A request has failed, and the SDK does not say which one. Where an action took the place of another request, it
    /// is taken for that one, which waits to be sent again: the action must not be called failed for it. Where others
    /// were given up, the failure may be one of theirs: the one that runs ends, and may still be executed.
    fn fail_running(&self) {
        let number = self.state.borrow_mut().fail();
        if let Some(number) = number {
            self.finish(number, Err(Error::of(ErrorKind::Network, "")));
        }
    }
}

/// Whether a window error is the SDK's throw: `Script error.` from another origin, its own message where the SDK is
/// served from the page's.
fn is_query_error(message: &str) -> bool {
    message.starts_with("Script error") || message.contains("Query error!")
}
