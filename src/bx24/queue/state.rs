//! Which requests wait, which one is under way, and which may still be executed.

use super::{Answer, Priority};
use crate::bx24::callback::Callback;
use crate::bx24::pending::Settle;
use crate::bx24::sys::EarlyRequest;
use gloo_timers::callback::Timeout;
use std::collections::VecDeque;
use wasm_bindgen::JsValue;

/// How long a request may still be executed after it was given up, or after the page that sent it has ended, in
/// milliseconds.
pub const MAY_BE_EXECUTED: f64 = 60_000.0;

/// The number of the request that the page's script has sent, as long as it is not one of the program's.
pub(super) const EARLY: u32 = 0;

/// The requests that wait, and what was sent.
#[derive(Default)]
pub(super) struct State {
    pub last: u32,
    pub waiting: VecDeque<Job>,
    pub running: Option<Running>,
    /// Requests that others took the place of: the SDK may still answer them, or fail.
    pub replaced: VecDeque<Replaced>,
    /// What the page's script has sent. Only the first request of the program can be the same.
    early: Option<EarlyRequest>,
    /// What got no answer in time, ended with a failure that may be another request's, or was sent twice and answered once.
    given_up: Vec<GivenUp>,
}

/// A request.
pub(super) struct Job {
    pub number: u32,
    pub priority: Priority,
    pub method: String,
    pub params: JsValue,
    pub settle: Settle<Answer>,
    pub timeout: Timeout,
    /// After this moment (milliseconds since 1970) too little time is left to send it.
    pub send_until: f64,
}

/// The request under way.
pub(super) struct Running {
    pub job: Job,
    pub traced: u32,
    pub callback: Callback,
    /// A failure ended it that may be another request's: it may still be under way.
    pub may_go_on: bool,
}

/// A request that others took the place of.
pub(super) struct Replaced {
    pub number: u32,
    /// After this moment (milliseconds since 1970) no failure is expected of it any more.
    pub until: f64,
    callback: Callback,
}

/// A request that may still be executed, although nobody waits for it.
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
    pub fn after(early: EarlyRequest, callback: Callback, within: u32) -> Self {
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
    pub fn take_over(&mut self, job: &Job) -> Option<EarlyRequest> {
        let early = self.early.take()?;
        let same = early.is(&job.method, &job.params);
        if same {
            self.replaced.retain(|replaced| replaced.number != EARLY);
        }
        same.then_some(early)
    }

    /// Puts a request behind those of the same priority.
    pub fn enqueue(&mut self, job: Job) {
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
    pub fn make_way(&mut self) -> Option<u32> {
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

    /// Whether a request of this method ended without an answer of its own, and may still be executed.
    pub fn is_under_way(&mut self, method: &str) -> bool {
        self.forget_given_up();
        self.given_up.iter().any(|request| request.method == method)
    }

    /// Whether a request waits for its turn.
    pub fn is_waiting(&self, number: u32) -> bool {
        self.waiting.iter().any(|job| job.number == number)
    }

    /// Whether a request was sent, and others took its place.
    pub fn was_replaced(&self, number: u32) -> bool {
        self.replaced.iter().any(|replaced| replaced.number == number)
    }

    /// Of what was sent of a request before others took its place, no failure is expected any more after the time in which it
    /// may be executed.
    pub fn end_replaced(&mut self, number: u32) {
        let until = js_sys::Date::now() + MAY_BE_EXECUTED;
        for replaced in self.replaced.iter_mut().filter(|other| other.number == number) {
            replaced.until = until;
        }
    }

    /// A request has ended: the one under way, or one that others took the place of. `is_late`: without an answer. Returns
    /// who waits for it with its timeout, and its entry in the trace where it was the one under way.
    pub fn end(&mut self, number: u32, is_late: bool) -> (Option<(Settle<Answer>, Timeout)>, Option<u32>) {
        let at = self
            .replaced
            .iter()
            .position(|replaced| replaced.number == number);
        let earlier = at.and_then(|at| self.replaced.remove(at));
        // Where it was sent more than twice, the other ones may still fail.
        self.end_replaced(number);
        self.forget_replaced();
        let mut callbacks: Vec<Callback> = earlier.into_iter().map(|earlier| earlier.callback).collect();
        self.given_up.retain(|request| request.number != number);
        if let Some(at) = self.waiting.iter().position(|job| job.number == number) {
            let job = self.waiting.remove(at).map(|job| {
                if is_late && !callbacks.is_empty() {
                    self.given_up.push(GivenUp::now(number, job.method, callbacks));
                }
                (job.settle, job.timeout)
            });
            return (job, None);
        }
        let running = self.running.take_if(|running| running.job.number == number);
        let traced = running.as_ref().map(|running| running.traced);
        let job = running.map(|running| {
            // Where it was sent twice, this is the end of one of both.
            if is_late || running.may_go_on || !callbacks.is_empty() {
                callbacks.push(running.callback);
                self.given_up
                    .push(GivenUp::now(number, running.job.method, callbacks));
            }
            (running.job.settle, running.job.timeout)
        });
        (job, traced)
    }

    /// A request has failed, and nobody says which one. Returns the one under way, where it is taken for that one.
    pub fn fail(&mut self) -> Option<u32> {
        self.forget_replaced();
        if self.replaced.pop_front().is_some() {
            return None;
        }
        self.forget_given_up();
        let is_doubtful = !self.given_up.is_empty();
        if self.running.is_none() && is_doubtful {
            self.given_up.remove(0);
        }
        self.running.as_mut().map(|running| {
            running.may_go_on = is_doubtful;
            running.job.number
        })
    }

    /// Forgets what others took the place of so long ago that no failure is expected of it any more.
    fn forget_replaced(&mut self) {
        let now = js_sys::Date::now();
        self.replaced.retain(|replaced| replaced.until > now);
    }
}
