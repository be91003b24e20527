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

use super::answer::{from_rest, portal_time};
use super::callback::Callback;
use super::pending::{Pending, Settle, pending};
use super::subscription::Subscription;
use super::sys::{EarlyRequest, Sdk};
use super::trace::{Trace, outcome};
use super::{Answer, Error, ErrorKind};
use gloo_timers::callback::Timeout;
use js_sys::Object;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::ErrorEvent;

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

/// How long a request may still be executed after it was given up, or after the page that sent it has ended, in
/// milliseconds.
pub const MAY_BE_EXECUTED: f64 = 60_000.0;

/// The number of the request that the page's script has sent, as long as it is not one of the program's.
const EARLY: u32 = 0;

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

#[derive(Default)]
struct State {
    last: u32,
    waiting: VecDeque<Job>,
    running: Option<Running>,
    /// Requests that others took the place of: the SDK may still answer them, or fail.
    replaced: VecDeque<Replaced>,
    /// What the page's script has sent. Only the first request of the program can be the same.
    early: Option<EarlyRequest>,
    /// What got no answer in time, ended with a failure that may be another request's, or was sent twice and answered once.
    given_up: Vec<GivenUp>,
}

struct Job {
    number: u32,
    priority: Priority,
    method: String,
    params: JsValue,
    settle: Settle<Answer>,
    timeout: Timeout,
    /// After this moment (milliseconds since 1970) too little time is left to send it.
    send_until: f64,
}

struct Running {
    job: Job,
    traced: u32,
    callback: Callback,
    /// A failure ended it that may be another request's: it may still be under way.
    may_go_on: bool,
}

struct Replaced {
    number: u32,
    /// After this moment (milliseconds since 1970) no failure is expected of it any more.
    until: f64,
    callback: Callback,
}

struct GivenUp {
    number: u32,
    method: String,
    at: f64,
    _callbacks: Vec<Callback>,
}

impl GivenUp {
    fn now(number: u32, method: String, callbacks: Vec<Callback>) -> Self {
        Self {
            number,
            method,
            at: js_sys::Date::now(),
            _callbacks: callbacks,
        }
    }
}

impl State {
    /// As long as nobody has taken the early request over, it is one that others took the place of.
    fn after(early: EarlyRequest, within: u32, queue: &Weak<Queue>) -> Self {
        let queue = queue.clone();
        let callback = Callback::new(move |_, _| {
            if let Some(queue) = queue.upgrade() {
                queue.finish(EARLY, Err(Error::of(ErrorKind::NoAnswer, "")));
            }
        });
        early.answer_to(&callback.function());
        Self {
            replaced: VecDeque::from([Replaced {
                number: EARLY,
                until: js_sys::Date::now() + f64::from(within),
                callback,
            }]),
            early: Some(early),
            ..Self::default()
        }
    }

    /// The early request, where it is this one.
    fn take_over(&mut self, job: &Job) -> Option<EarlyRequest> {
        let early = self.early.take()?;
        let same = early.is(&job.method, &job.params);
        if same {
            self.replaced.retain(|replaced| replaced.number != EARLY);
        }
        same.then_some(early)
    }

    /// Puts a request behind those of the same priority.
    fn enqueue(&mut self, job: Job) {
        let at = self
            .waiting
            .iter()
            .position(|other| other.priority < job.priority)
            .unwrap_or(self.waiting.len());
        self.waiting.insert(at, job);
    }

    /// Forgets requests that were given up so long ago that they are not executed any more.
    fn forget_given_up(&mut self) {
        let since = js_sys::Date::now() - MAY_BE_EXECUTED;
        self.given_up.retain(|request| request.at > since);
    }

    /// Gives up the request under way where one of a higher priority waits. Returns its entry in the trace.
    fn make_way(&mut self) -> Option<u32> {
        let next = self.waiting.front()?.priority;
        let running = self.running.take_if(|running| running.job.priority < next)?;
        self.replaced.push_back(Replaced {
            number: running.job.number,
            // Its own time is measured where it waits.
            until: f64::INFINITY,
            callback: running.callback,
        });
        self.enqueue(running.job);
        Some(running.traced)
    }
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
            let state = EarlyRequest::take()
                .map_or_else(State::default, |request| State::after(request, within, this));
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
        let mut state = self.state.borrow_mut();
        state.forget_given_up();
        state.given_up.iter().any(|request| request.method == method)
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
                let replaced = state.replaced.iter_mut();
                replaced
                    .filter(|replaced| replaced.number == job.number)
                    .for_each(|replaced| replaced.until = now + MAY_BE_EXECUTED);
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
        let (settle, traced) = {
            let is_late = matches!(&result, Err(error) if error.kind == ErrorKind::NoAnswer);
            let mut state = self.state.borrow_mut();
            let at = state
                .replaced
                .iter()
                .position(|replaced| replaced.number == number);
            let earlier = at.and_then(|at| state.replaced.remove(at));
            // It has an end now: where it was sent more than twice, the other ones may still fail.
            let now = js_sys::Date::now();
            for replaced in state.replaced.iter_mut().filter(|other| other.number == number) {
                replaced.until = now + MAY_BE_EXECUTED;
            }
            state.replaced.retain(|replaced| replaced.until > now);
            let mut callbacks: Vec<Callback> = earlier.into_iter().map(|earlier| earlier.callback).collect();
            state.given_up.retain(|request| request.number != number);
            if let Some(at) = state.waiting.iter().position(|job| job.number == number) {
                let job = state.waiting.remove(at).map(|job| {
                    if is_late && !callbacks.is_empty() {
                        state.given_up.push(GivenUp::now(number, job.method, callbacks));
                    }
                    (job.settle, job.timeout)
                });
                (job, None)
            } else {
                let running = state.running.take_if(|running| running.job.number == number);
                let traced = running.as_ref().map(|running| running.traced);
                let job = running.map(|running| {
                    let Running {
                        job,
                        callback,
                        may_go_on,
                        ..
                    } = running;
                    // Where it was sent twice, this is the end of one of both.
                    if is_late || may_go_on || !callbacks.is_empty() {
                        callbacks.push(callback);
                        state.given_up.push(GivenUp::now(number, job.method, callbacks));
                    }
                    (job.settle, job.timeout)
                });
                (job, traced)
            }
        };
        let Some((settle, _timeout)) = settle else { return };
        if let Some(traced) = traced {
            self.trace.end(traced, &outcome(&result));
        }
        settle.settle(result);
        self.start_next();
    }

    fn time_out(&self, number: u32) {
        let (waits, was_sent) = {
            let state = self.state.borrow();
            (
                state.waiting.iter().any(|job| job.number == number),
                state.replaced.iter().any(|replaced| replaced.number == number),
            )
        };
        let kind = if waits && !was_sent {
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
        let number = {
            let mut state = self.state.borrow_mut();
            let now = js_sys::Date::now();
            state.replaced.retain(|replaced| replaced.until > now);
            if state.replaced.pop_front().is_some() {
                return;
            }
            state.forget_given_up();
            let is_doubtful = !state.given_up.is_empty();
            if state.running.is_none() && is_doubtful {
                state.given_up.remove(0);
            }
            state.running.as_mut().map(|running| {
                running.may_go_on = is_doubtful;
                running.job.number
            })
        };
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
