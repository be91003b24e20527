//! Phrases in a note: finding what was typed after `/`, filling in placeholders, and inserting.
//!
//! Places in a text are counted in UTF-16 units, as browsers do.

/// A text after something was inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inserted {
    /// The text.
    pub text: String,
    /// Where the caret goes: behind what was inserted.
    pub caret: usize,
}

/// What an agent types to find a phrase: `/` at the start of a word, and what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseQuery {
    /// The place of the `/`.
    pub start: usize,
    /// What follows it, up to the caret.
    pub filter: String,
    /// Whether it stands behind a number (`38 /40`): a digit that follows is text then.
    pub follows_number: bool,
}

/// The query before the caret; nothing where there is none.
pub fn query(text: &str, caret: usize) -> Option<PhraseQuery> {
    let before = text.get(..byte_at(text, caret))?;
    let (rest, filter) = before.rsplit_once('/')?;
    let begins_word = rest
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '«' | '„' | '“'));
    (begins_word && !filter.contains(char::is_whitespace)).then(|| PhraseQuery {
        start: rest.encode_utf16().count(),
        filter: filter.to_owned(),
        follows_number: rest.trim_end().ends_with(char::is_numeric),
    })
}

/// The places of the phrases that contain the filter, in capital or small letters.
pub fn matching<'a>(phrases: impl Iterator<Item = &'a str>, filter: &str) -> Vec<usize> {
    let filter = filter.to_lowercase();
    let found = phrases
        .enumerate()
        .filter(|(_, phrase)| filter.is_empty() || phrase.to_lowercase().contains(&filter));
    found.map(|(at, _)| at).collect()
}

/// A phrase with its placeholders (`{client}`) replaced by the values of their names. One without a value stays as it was
/// typed.
pub fn fill(phrase: &str, values: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(phrase.len());
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after)).filter(|(value, _)| !value.is_empty())
        });
        rest = if let Some((value, after)) = value {
            filled.push_str(value);
            after
        } else {
            filled.push('{');
            after
        };
    }
    filled.push_str(rest);
    filled
}

/// Puts a phrase in the place of what stands between two places.
pub fn insert(text: &str, start: usize, end: usize, phrase: &str) -> Inserted {
    let (from, to) = (byte_at(text, start), byte_at(text, end.max(start)));
    let (before, after) = (
        text.get(..from).unwrap_or_default(),
        text.get(to..).unwrap_or_default(),
    );
    Inserted {
        caret: before.encode_utf16().count() + phrase.encode_utf16().count(),
        text: [before, phrase, after].concat(),
    }
}

/// What stands between two places; the whole text where that is nothing. Without white space around.
pub fn selected(text: &str, start: usize, end: usize) -> &str {
    let selected = text.get(byte_at(text, start)..byte_at(text, end.max(start)));
    match selected.map(str::trim) {
        Some(selected) if !selected.is_empty() => selected,
        _ => text.trim(),
    }
}

/// The byte at which the character begins that is so many units from the start.
fn byte_at(text: &str, units: usize) -> usize {
    let mut passed = 0;
    for (at, c) in text.char_indices() {
        if passed >= units {
            return at;
        }
        passed += c.len_utf16();
    }
    text.len()
}
