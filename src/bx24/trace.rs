//! The last calls to the portal, for diagnostics: what, when, how long, how it ended. Never what was in them.

use super::Error;
use std::cell::RefCell;
use std::collections::VecDeque;

/// How many calls are remembered.
const LENGTH: usize = 20;

/// One call to the portal.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestRecord {
    /// The method or command.
    pub what: String,
    /// When it was sent, in milliseconds since 1970.
    pub at: f64,
    /// How long it took, in milliseconds; nothing while it runs.
    pub took: Option<f64>,
    /// How it ended: `ok`, or the error's kind, code and status.
    pub outcome: String,
}

/// How a call ended, for [`Trace::end`].
pub fn outcome<T>(result: &Result<T, Error>) -> String {
    result
        .as_ref()
        .map_or_else(ToString::to_string, |_| "ok".to_owned())
}

/// The last calls, oldest first.
#[derive(Default)]
pub struct Trace(RefCell<(u32, VecDeque<(u32, RequestRecord)>)>);

impl Trace {
    /// Records a call that begins, and gives its number for [`Trace::end`].
    pub fn begin(&self, what: &str) -> u32 {
        let (last, entries) = &mut *self.0.borrow_mut();
        *last = last.wrapping_add(1);
        if entries.len() == LENGTH {
            entries.pop_front();
        }
        let entry = RequestRecord {
            what: what.to_owned(),
            at: js_sys::Date::now(),
            took: None,
            outcome: String::new(),
        };
        entries.push_back((*last, entry));
        *last
    }

    /// Records how a call ended.
    pub fn end(&self, number: u32, outcome: &str) {
        let (_, entries) = &mut *self.0.borrow_mut();
        if let Some((_, entry)) = entries
            .iter_mut()
            .find(|(known, entry)| *known == number && entry.took.is_none())
        {
            entry.took = Some(js_sys::Date::now() - entry.at);
            outcome.clone_into(&mut entry.outcome);
        }
    }

    /// The remembered calls, oldest first.
    pub fn entries(&self) -> Vec<RequestRecord> {
        self.0.borrow().1.iter().map(|(_, entry)| entry.clone()).collect()
    }
}
