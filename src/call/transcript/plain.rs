//! A pasted dialogue: `Name: sentence`, line by line.

use super::speaker::{is_name, split_speaker};
use super::{Utterance, push, seconds};

/// Reads a dialogue. A line without a name goes on with what the line before it says.
///
/// A time before the name (`[0:12]`, `00:00:12`), or after it (`Name (00:12): sentence`), is when the utterance begins; it
/// lasts until the next one. Without times each utterance gets a second of its own, in their order, because the portal wants
/// times: they say only what comes before what.
pub(super) fn read(text: &str) -> Vec<Utterance> {
    let mut spoken: Vec<(Option<u64>, String, String)> = Vec::new();
    for line in text.lines() {
        if let Some((name, time, said)) = split_named_time(line.trim()) {
            spoken.push((Some(time), name.to_owned(), said.to_owned()));
            continue;
        }
        let (time, line) = split_time(line.trim());
        match split_speaker(line) {
            Some((name, said)) => spoken.push((time, name.to_owned(), said.to_owned())),
            None if line.is_empty() => {}
            None => match spoken.last_mut() {
                Some((_, _, said)) if time.is_none() => {
                    said.push('\n');
                    said.push_str(line);
                }
                last => {
                    let name = last.map(|(_, name, _)| name.clone()).unwrap_or_default();
                    spoken.push((time, name, line.to_owned()));
                }
            },
        }
    }
    let mut utterances = Vec::with_capacity(spoken.len());
    let mut start = 0;
    for (at, (time, name, said)) in spoken.iter().enumerate() {
        // A time that goes back is none.
        start = time.unwrap_or(start).max(start);
        let next = spoken.get(at + 1).and_then(|(time, ..)| *time);
        let stop = next.filter(|next| *next > start).unwrap_or(start + 1);
        push(&mut utterances, name, (start, stop), said);
        start = if time.is_some() || next.is_some() {
            start
        } else {
            stop
        };
    }
    utterances
}

/// Whether a text begins with a time in brackets, as no list of JSON does.
pub(super) fn begins_with_time(text: &str) -> bool {
    split_time(text.trim_start()).0.is_some()
}

/// The time at the beginning of a line, and what follows it.
fn split_time(line: &str) -> (Option<u64>, &str) {
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let time = word.trim_matches(['[', ']', '(', ')']);
    match clock_time(time) {
        Some(time) => (Some(time), rest.trim_start_matches([' ', '\t', '-', '\u{2013}'])),
        None => (None, line),
    }
}

/// The name at the beginning of a line, the time in brackets behind it, and what follows the colon.
fn split_named_time(line: &str) -> Option<(&str, u64, &str)> {
    let (name, rest) = line.split_once(['(', '['])?;
    let (time, rest) = rest.split_once([')', ']'])?;
    let time = clock_time(time.trim())?;
    let said = rest.trim_start().strip_prefix([':', '\u{ff1a}'])?;
    is_name(name).then(|| (name.trim(), time, said.trim()))
}

/// A time as subtitles have it, in whole seconds: `1:05`, `00:01:05.250`, `00:01:05,250`. Nothing for anything else.
pub(super) fn clock_time(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let is_number =
        |text: &str| (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(part) {
        return None;
    }
    let mut time: u32 = 0;
    let mut count = 0;
    for (at, number) in whole.split(':').enumerate() {
        let value: u32 = number.parse().ok().filter(|_| is_number(number))?;
        if at > 2 || at > 0 && (number.len() != 2 || value > 59) {
            return None;
        }
        time = time.checked_mul(60)?.checked_add(value)?;
        count = at + 1;
    }
    seconds(f64::from(time)).filter(|_| count > 1)
}
