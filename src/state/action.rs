//! What a page does when somebody asks for it: one pattern for pending, result and retry.
//!
//! It differs from Leptos' own `Action` where a portal needs it: a second start while one is pending does nothing, so a
//! double click sends one request; the input is kept, so that a failure can be repeated; and the future ends with its
//! page.
//!
//! ```ignore
//! let hide = ExclusiveAction::new(move |user: SelectedUser| async move { … });
//! hide.start(user);                 // false while another one is pending
//! hide.is_pending();                // disables the buttons
//! hide.error();                     // shows the message, with a button for `hide.retry()`
//! ```

use super::task::Task;
use crate::bx24::Error;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// Starts the work of an action.
type Run<I, O> = Rc<dyn Fn(I) -> Pin<Box<dyn Future<Output = Result<O, Error>>>>>;

/// An action of which at most one runs at a time. A small handle: copies are the same action.
pub struct ExclusiveAction<I: 'static, O: 'static> {
    state: RwSignal<ActionState<I, O>>,
    run: StoredValue<Run<I, O>, LocalStorage>,
    /// What is started when the pending one has ended, the first one first.
    waiting: StoredValue<Vec<I>>,
    task: Task,
}

/// Where an action stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionState<I, O> {
    /// What it was started with last; nothing before that.
    pub input: Option<I>,
    /// Whether it runs.
    pub pending: bool,
    /// What the last one that ended came to; nothing before that, and nothing again once another one was started.
    pub result: Option<Result<O, Error>>,
}

impl<I, O> ExclusiveAction<I, O>
where
    I: Clone + Send + Sync + 'static,
    O: Send + Sync + 'static,
{
    /// An action that was not started yet. `run` does the work, and is not tracked; its future ends with the current
    /// owner.
    pub fn new<F>(run: impl Fn(I) -> F + 'static) -> Self
    where
        F: Future<Output = Result<O, Error>> + 'static,
    {
        let run: Run<I, O> = Rc::new(move |input| Box::pin(run(input)));
        Self {
            state: RwSignal::new(ActionState {
                input: None,
                pending: false,
                result: None,
            }),
            run: StoredValue::new_local(run),
            waiting: StoredValue::new(Vec::new()),
            task: Task::new(),
        }
    }

    /// Starts it, unless one is pending. Returns whether it was started.
    pub fn start(self, input: I) -> bool {
        let is_free = self.state.try_with_untracked(|state| !state.pending) == Some(true);
        if is_free {
            self.begin(input, false);
        }
        is_free
    }

    /// Starts it, or waits with that until the pending one has ended: for what the agent has chosen in a dialog, which
    /// may close while something else runs.
    pub fn enqueue(self, input: I) {
        if !self.start(input.clone()) {
            self.waiting.try_update_value(|waiting| waiting.push(input));
        }
    }

    /// Forgets what waits for the pending one to end.
    pub fn forget_waiting(self) {
        self.waiting.try_update_value(Vec::clear);
    }

    /// Starts it, and gives up the one that is pending.
    pub fn replace(self, input: I) {
        self.begin(input, false);
    }

    /// Starts it again with the same input, unless one is pending or it was never started. The former result stays
    /// until the new one is there. Returns whether it was started.
    pub fn repeat(self) -> bool {
        let input = self.state.try_with_untracked(|state| {
            let input = state.input.clone();
            input.filter(|_| !state.pending)
        });
        let Some(Some(input)) = input else { return false };
        self.begin(input, true);
        true
    }

    /// Starts it again with the same input, unless one is pending or it was never started. Returns whether it was
    /// started.
    pub fn retry(self) -> bool {
        let input = self.state.try_with_untracked(|state| state.input.clone());
        input.flatten().is_some_and(|input| self.start(input))
    }

    /// Forgets the result. What is pending goes on.
    pub fn clear(self) {
        self.state.try_update(|state| state.result = None);
    }

    /// Looks at the state. Tracks it.
    ///
    /// The page may be gone by now; then there is nothing to see.
    pub fn with<T>(self, look: impl FnOnce(&ActionState<I, O>) -> T) -> Option<T> {
        self.state.try_with(look)
    }

    /// Looks at the state without following it.
    pub fn with_untracked<T>(self, look: impl FnOnce(&ActionState<I, O>) -> T) -> Option<T> {
        self.state.try_with_untracked(look)
    }

    /// Whether it runs. Tracks it.
    pub fn is_pending(self) -> bool {
        self.with(|state| state.pending) == Some(true)
    }

    /// Why the last one failed; nothing where it did not. Tracks it.
    pub fn error(self) -> Option<Error> {
        self.with(|state| {
            state
                .result
                .as_ref()
                .and_then(|result| result.as_ref().err().cloned())
        })
        .flatten()
    }

    fn begin(self, input: I, keeps_result: bool) {
        let Some(run) = self.run.try_get_value() else {
            return;
        };
        self.state.try_update(|state| {
            state.input = Some(input.clone());
            state.pending = true;
            if !keeps_result {
                state.result = None;
            }
        });
        let work = untrack(|| run(input));
        self.task.start(async move {
            let result = work.await;
            self.state.try_update(|state| {
                state.pending = false;
                state.result = Some(result);
            });
            let next = self
                .waiting
                .try_update_value(|waiting| (!waiting.is_empty()).then(|| waiting.remove(0)));
            if let Some(Some(next)) = next {
                self.begin(next, false);
            }
        });
    }
}

impl<I: 'static, O: 'static> Clone for ExclusiveAction<I, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I: 'static, O: 'static> Copy for ExclusiveAction<I, O> {}
