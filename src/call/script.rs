//! Call scripts: what an administrator has written for agents to ask, which one fits a call, and the answers.
//!
//! A script is written as plain text: a question on each line, its answer choices behind it (`Is it urgent? Yes | No`),
//! and section headings in lines that begin with `#`.

use super::{CallStatus, Direction, ListItem};
use serde::{Deserialize, Serialize};

/// What stands between two answer choices. The second one is what Japanese and Chinese keyboards type.
const BARS: [char; 2] = ['|', '｜'];

/// What a question may end with, in any script.
const MARKS: [char; 5] = ['?', '？', '؟', ':', '：'];

/// A line of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScriptLine {
    /// The heading of a section.
    Section(String),
    /// A question.
    Question {
        /// Its text, with the mark at its end.
        text: String,
        /// The answers to choose from; none for a free answer.
        choices: Vec<String>,
    },
}

/// What decides which scripts fit a call.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CallLine {
    /// What the line is called: its number, its name, and what the card shows of both. Empty where it is not known.
    pub names: [String; 3],
    /// Who called whom.
    pub direction: Direction,
}

/// The answers to the questions of a script, in the order in which they are written into the note.
///
/// Each belongs to the text of its question, so it stays when the script is changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(Vec<(String, String)>);

/// Reads the text of a script.
pub fn parse(text: &str) -> Vec<ScriptLine> {
    text.lines().filter_map(ScriptLine::parse).collect()
}

/// The scripts that fit a call and ask something, the most specific one first: one for its line goes before one for its
/// direction, and that before one for all calls.
pub fn fitting(scripts: &[ListItem], line: &CallLine) -> Vec<ListItem> {
    let mut fitting = Vec::new();
    for specific in [(true, true), (true, false), (false, true), (false, false)] {
        let of_line =
            |script: &&ListItem| (!script.line.is_empty(), !script.direction.is_empty()) == specific;
        let fits = |script: &&ListItem| line.fits(script) && !parse(&script.questions).is_empty();
        fitting.extend(scripts.iter().filter(of_line).filter(fits).cloned());
    }
    fitting
}

/// The script to which most of these questions belong; the first one where that says nothing.
pub fn most_answered<'a>(scripts: &'a [ListItem], answered: &[String]) -> Option<&'a ListItem> {
    let mut most = None;
    for script in scripts {
        let lines = parse(&script.questions);
        let is_asked = |question: &&String| asks(&lines, question);
        let count = answered.iter().filter(is_asked).count();
        if most.is_none_or(|(_, before)| count > before) {
            most = Some((script, count));
        }
    }
    most.map(|(script, _)| script)
}

/// Whether a question is one of a script.
pub fn asks(lines: &[ScriptLine], question: &str) -> bool {
    place(lines, question).is_some()
}

fn place(lines: &[ScriptLine], question: &str) -> Option<usize> {
    lines
        .iter()
        .position(|line| matches!(line, ScriptLine::Question { text, .. } if text == question))
}

impl ScriptLine {
    /// Reads a line; nothing for one without a text.
    fn parse(line: &str) -> Option<Self> {
        let line = line.trim();
        match line.strip_prefix('#') {
            Some(section) => {
                let section = section.trim_start_matches('#').trim();
                (!section.is_empty()).then(|| Self::Section(section.to_owned()))
            }
            None if line.is_empty() => None,
            None => Some(Self::question(line)),
        }
    }

    /// The choices begin behind the last mark before the first bar; behind that bar where there is no mark.
    fn question(line: &str) -> Self {
        let head = line.split(BARS).next().unwrap_or_default();
        let end = head.char_indices().rev().find_map(|(at, c)| {
            let end = at + c.len_utf8();
            // A colon is also part of a time (10:30).
            let next = head.get(end..).and_then(|rest| rest.chars().next());
            let is_end = c != ':' || next.is_none_or(char::is_whitespace);
            (MARKS.contains(&c) && is_end).then_some(end)
        });
        let (text, rest) = line.split_at(end.unwrap_or(head.len()));
        let choices = rest
            .split(BARS)
            .map(str::trim)
            .filter(|choice| !choice.is_empty());
        let choices: Vec<_> = choices.map(str::to_owned).collect();
        let is_plain = line.len() == head.len() || text.trim().is_empty();
        Self::Question {
            text: if is_plain { line } else { text.trim() }.to_owned(),
            choices: if is_plain { Vec::new() } else { choices },
        }
    }

    /// The heading, or the question.
    pub fn text(&self) -> &str {
        match self {
            Self::Section(text) | Self::Question { text, .. } => text,
        }
    }
}

impl CallLine {
    /// What the portal says of a call.
    pub fn of(status: &CallStatus) -> Self {
        Self {
            names: [
                status.line_number.clone(),
                status.line_name.clone(),
                status.line().unwrap_or_default(),
            ],
            direction: status.direction.clone(),
        }
    }

    /// Whether a script is for this call.
    fn fits(&self, script: &ListItem) -> bool {
        let is_line = script.line.is_empty() || self.names.iter().any(|name| is_same(name, &script.line));
        let wanted = Direction::parse(&script.direction);
        let is_direction = script.direction.is_empty()
            || wanted == self.direction
            // Older portals have a word of their own for a call that a colleague has passed on.
            || wanted == Direction::Incoming
                && matches!(&self.direction, Direction::Other(word) if word.starts_with("incoming"));
        is_line && is_direction
    }
}

/// Whether two names of a line are the same but for white space and capital letters.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |name: &str| {
        let plain: String = name.split_whitespace().collect();
        plain
    };
    plain(one).eq_ignore_ascii_case(&plain(other))
}

impl Answers {
    /// The answer to a question; empty where there is none.
    pub fn get(&self, question: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == question);
        found.map_or("", |(_, answer)| answer)
    }

    /// Sets the answer to a question; an empty one removes it. A new one gets its place by the order of the questions in
    /// its script.
    pub fn set(&mut self, question: &str, answer: String, script: &[ScriptLine]) {
        if answer.is_empty() {
            self.0.retain(|(known, _)| known != question);
        } else if let Some((_, known)) = self.0.iter_mut().find(|(known, _)| known == question) {
            *known = answer;
        } else {
            let own = place(script, question);
            let is_later = |(known, _): &(String, String)| own.is_some() && place(script, known) > own;
            let at = self.0.iter().position(is_later).unwrap_or(self.0.len());
            self.0.insert(at, (question.to_owned(), answer));
        }
    }

    /// Whether nothing is answered.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The questions that are answered.
    pub fn questions(&self) -> Vec<String> {
        self.0.iter().map(|(question, _)| question.clone()).collect()
    }

    /// What the note says of them, a line for each; empty where nothing is answered.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (question, answer) in &self.0 {
            if let Some(line) = line(question, answer) {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&line);
            }
        }
        text
    }

    /// Takes over answers to questions that have none here. What is answered in another way stays in `other`.
    pub fn take_over(&mut self, other: &mut Self) {
        other.0.retain(|(question, answer)| match self.get(question) {
            "" => {
                self.0.push((question.clone(), answer.clone()));
                false
            }
            known => known != answer,
        });
    }

    /// Removes what was saved and not changed since.
    pub fn remove(&mut self, saved: &Self) {
        self.0.retain(|answer| !saved.0.contains(answer));
    }

    /// Removes what stands in the text of a note.
    pub fn remove_written(&mut self, note: &str) {
        self.0.retain(|(question, answer)| {
            let line = line(question, answer);
            !line.is_some_and(|line| note.lines().any(|written| written == line))
        });
    }
}

/// The line of a note: the question and its answer; nothing where that is blank.
fn line(question: &str, answer: &str) -> Option<String> {
    let answer = answer.trim();
    let between = if question.ends_with(MARKS) { " " } else { ": " };
    (!answer.is_empty()).then(|| [question, between, answer].concat())
}
