//! A report for developers. What stands in it is listed here one by one; nothing else can get in.

use crate::bx24::{Error, RequestRecord};
use crate::call::{CallState, Phase, is_external};
use core::fmt::Write;

/// Writes the report.
pub fn report(
    placement: &str,
    call: &CallState,
    history: &[(f64, Phase)],
    requests: &[RequestRecord],
    trouble: Option<Error>,
    follow_up_errors: &[String],
    draft: &'static str,
) -> String {
    let mut report = String::new();
    let mut line = |text: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(report, "{text}");
    };
    line(version());
    line(format!("placement: {}", plain(placement)));
    line(format!("draft: {draft}"));
    let status = &call.status;
    line(format!(
        "call: {} {}",
        kind_of(&status.call_id),
        plain(status.state.as_str())
    ));
    line(format!("number: {}", status.phone.redacted()));
    line(format!(
        "bindings: {}",
        plain_words(status.items().iter().map(|item| item.kind.as_str()))
    ));
    for (at, phase) in history {
        line(format!("{} {}", time(*at), phase_word(phase)));
    }
    for RequestRecord {
        what,
        at,
        took,
        outcome,
    } in requests
    {
        let took = took.map_or_else(|| "running".to_owned(), |took| format!("{} ms", took.round()));
        let outcome = plain_words(outcome.split(' '));
        line(format!("{} {} {took} {outcome}", time(*at), plain(what)));
    }
    if let Some(error) = trouble {
        line(trouble_line(&error));
    }
    for error in follow_up_errors {
        line(format!("finish: {}", without_names(error)));
    }
    report
}

/// Writes the report of a start that failed: there is no call yet.
pub fn start_report(error: &Error) -> String {
    format!("{}\n{}\n", version(), trouble_line(error))
}

fn version() -> String {
    format!("call card {}", env!("CARGO_PKG_VERSION"))
}

fn trouble_line(error: &Error) -> String {
    format!("trouble: {}", plain_words(error.to_string().split(' ')))
}

/// A message of the portal, with `…` for what may be a name: every word that has capital and small letters.
fn without_names(message: &str) -> String {
    let word = |word| {
        let is_mixed = |word: &str| {
            word.bytes().any(|byte| byte.is_ascii_uppercase())
                && word.bytes().any(|byte| byte.is_ascii_lowercase())
        };
        if is_mixed(word) { "…" } else { plain(word) }
    };
    message.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn plain_words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(plain).collect::<Vec<_>>().join(" ")
}

/// A word as it is, if it can be nothing but a code: what the portal says may hold anything.
fn plain(word: &str) -> &str {
    let code = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if word.len() <= 40 && digits <= 4 && word.bytes().all(code) {
        word
    } else {
        "…"
    }
}

/// Only the shape of a call's id: the rest could be used to act on the call.
fn kind_of(call_id: &str) -> &'static str {
    match call_id {
        "" => "no id",
        id if is_external(id) => "registered by an app",
        _ => "built-in telephony",
    }
}

fn phase_word(phase: &Phase) -> String {
    match phase {
        Phase::NotStarted => "not started".to_owned(),
        Phase::Connecting => "connecting".to_owned(),
        Phase::Talking => "talking".to_owned(),
        Phase::Ended(None) => "ended".to_owned(),
        Phase::Ended(Some(code)) => format!("ended {}", plain(code.as_str())),
    }
}

fn time(at: f64) -> String {
    js_sys::Date::new(&at.into()).to_iso_string().into()
}
