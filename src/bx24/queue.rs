//! REST requests, one at a time.
//!
//! For 5xx and for a network failure the SDK never calls back: it throws inside its own handler, and as its script
//! comes from another origin the page sees only a window `error` event without details. With one request under way
//! at a time, that failure has exactly one owner.
//!
//! A request that was given up after its time may still be under way inside the SDK. If it fails later, while another
//! one runs, the failure is counted against the running one: a read is repeated then, and for a write the outcome
//! counts as uncertain, which it is.

use super::answer::from_rest;
use super::callback::Callback;
use super::pending::{Pending, Settle, pending};
use super::subscription::Subscription;
use super::sys::Sdk;
use super::trace::{Trace, outcome};
use super::{Answer, Error, ErrorKind};
use gloo_timers::callback::Timeout;
use js_sys::Object;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::ErrorEvent;

/// The requests that wait, and the one under way.
pub struct Queue {
    sdk: Sdk,
    trace: Rc<Trace>,
    state: RefCell<State>,
    this: Weak<Self>,
    _failures: Option<Subscription>,
}

#[derive(Default)]
struct State {
    last: u32,
    waiting: VecDeque<Job>,
    running: Option<Running>,
}

struct Job {
    number: u32,
    method: String,
    params: JsValue,
    settle: Settle<Answer>,
    timeout: Timeout,
}

struct Running {
    number: u32,
    traced: u32,
    settle: Settle<Answer>,
    _timeout: Timeout,
    _callback: Callback,
}

impl Queue {
    /// An empty queue, which receives the failures of its requests from now on.
    pub fn new(sdk: Sdk, trace: Rc<Trace>) -> Rc<Self> {
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
            Self {
                sdk,
                trace,
                state: RefCell::default(),
                this: this.clone(),
                _failures: failures,
            }
        })
    }

    /// Sends a request when those before it are done. `params` is an object; `within` is in milliseconds from now, after
    /// which the request ends as [`ErrorKind::NoAnswer`].
    pub fn send(&self, method: &str, params: &JsValue, within: u32) -> Pending<Answer> {
        let (settle, pending) = pending(None);
        {
            let mut state = self.state.borrow_mut();
            state.last = state.last.wrapping_add(1);
            let number = state.last;
            let this = self.this.clone();
            let timeout = Timeout::new(within, move || {
                if let Some(queue) = this.upgrade() {
                    queue.finish(number, Err(Error::of(ErrorKind::NoAnswer, "")));
                }
            });
            state.waiting.push_back(Job {
                number,
                method: method.to_owned(),
                // The SDK changes what it gets, and a request may be sent again.
                params: Object::assign(&Object::new(), params.unchecked_ref()).into(),
                settle,
                timeout,
            });
        }
        self.start_next();
        pending
    }

    fn start_next(&self) {
        let (job, function) = {
            let mut state = self.state.borrow_mut();
            if state.running.is_some() {
                return;
            }
            let Some(job) = state.waiting.pop_front() else {
                return;
            };
            let (this, number) = (self.this.clone(), job.number);
            let callback = Callback::new(move |answer, _| {
                if let Some(queue) = this.upgrade() {
                    queue.finish(number, from_rest(answer));
                }
            });
            let function = callback.function();
            let traced = self.trace.begin(&job.method);
            let (settle, timeout) = (job.settle.clone(), job.timeout);
            state.running = Some(Running {
                number,
                traced,
                settle,
                _timeout: timeout,
                _callback: callback,
            });
            ((number, job.method, job.params), function)
        };
        let (number, method, params) = job;
        if self.sdk.call_method(&method, &params, &function).is_err() {
            self.finish(number, Err(Error::not_understood("callMethod threw")));
        }
    }

    fn finish(&self, number: u32, result: Result<Answer, Error>) {
        let running = {
            let mut state = self.state.borrow_mut();
            if let Some(at) = state.waiting.iter().position(|job| job.number == number) {
                // Never sent: its time ran out in the queue.
                let job = state.waiting.remove(at);
                drop(state);
                job.map(|job| job.settle.settle(result));
                return;
            }
            state.running.take_if(|running| running.number == number)
        };
        let Some(running) = running else { return };
        self.trace.end(running.traced, &outcome(&result));
        running.settle.settle(result);
        self.start_next();
    }

    fn fail_running(&self) {
        let number = self.state.borrow().running.as_ref().map(|running| running.number);
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
