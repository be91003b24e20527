//! Subtitles: `WebVTT` and `SubRip`. Both are blocks with a line of times, and the text below it.
//!
//! <https://www.w3.org/TR/webvtt1/>

use super::plain::clock_time;
use super::speaker::split_speaker;
use super::{TranscriptProblem, Utterance, push};

/// Whether this is a line of times, which may be wrong. A sentence can have an arrow, too.
pub(super) fn is_times(line: &str) -> bool {
    line.split_once("-->").is_some_and(|(start, _)| {
        let start = start.trim();
        let is_number = start.starts_with(|c: char| c.is_ascii_digit());
        !start.contains(char::is_whitespace) && (is_number || !start.contains(char::is_alphabetic))
    })
}

/// Reads the blocks of a text. What stands outside a block with times (a header, a note, a number) is left out.
pub(super) fn read(text: &str) -> Result<Vec<Utterance>, TranscriptProblem> {
    let mut utterances = Vec::new();
    let mut lines = text.lines().zip(1..).peekable();
    // Who spoke last: a sentence that goes on in the next block has no name before it.
    let mut last = String::new();
    while let Some((line, number)) = lines.next() {
        let Some((start, rest)) = line.split_once("-->").filter(|_| is_times(line)) else {
            continue;
        };
        // Settings may follow the second time.
        let stop = rest.split_whitespace().next().unwrap_or_default();
        let times = clock_time(start.trim()).zip(clock_time(stop));
        let (start, stop) = times.ok_or(TranscriptProblem::Time(number))?;
        if stop < start {
            return Err(TranscriptProblem::Order(number));
        }
        let mut block = String::new();
        while let Some((line, _)) = lines.next_if(|(line, _)| !line.trim().is_empty() && !is_times(line)) {
            block.push_str(line);
            block.push('\n');
        }
        for (voice, text) in voices(&block) {
            let text = plain_text(&text);
            let (name, text) = match voice {
                Some(voice) => (Some(plain_text(&voice)), text),
                None => match split_speaker(&text) {
                    Some((name, text)) => (Some(name.to_owned()), text.to_owned()),
                    None => (None, text),
                },
            };
            if let Some(name) = name {
                name.trim().clone_into(&mut last);
            }
            push(&mut utterances, &last, (start, stop), &text);
        }
    }
    Ok(utterances)
}

/// The parts of a block, each with the name of its voice (`<v Name>`) where it has one.
fn voices(block: &str) -> Vec<(Option<String>, String)> {
    let mut parts = block.split("<v");
    let mut voices = vec![(None, parts.next().unwrap_or_default().to_owned())];
    for part in parts {
        match part.split_once('>') {
            // Classes may follow the tag: `<v.loud Name>`.
            Some((tag, text)) if tag.starts_with([' ', '.', '\t']) => {
                let name = tag.split_once([' ', '\t']).map_or("", |(_, name)| name);
                voices.push((Some(name.to_owned()), text.to_owned()));
            }
            _ => {
                if let Some((_, text)) = voices.last_mut() {
                    text.push_str("<v");
                    text.push_str(part);
                }
            }
        }
    }
    voices
}

/// A text without tags, with its characters as they are meant.
fn plain_text(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        if let Some((_, after)) = after.split_once('>') {
            rest = after;
        } else {
            plain.push('<');
            rest = after;
        }
    }
    plain.push_str(rest);
    let marks = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&lrm;", ""),
        ("&rlm;", ""),
        ("&amp;", "&"),
    ];
    for (mark, meant) in marks {
        if plain.contains(mark) {
            plain = plain.replace(mark, meant);
        }
    }
    plain
}
