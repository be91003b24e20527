//! Who speaks: the name before a colon.

/// The longest name, in characters.
const NAME_LIMIT: usize = 40;

/// The most words of a name.
const WORD_LIMIT: usize = 4;

/// The name before the first colon, and what follows it. Nothing where a sentence stands there, or an address.
pub(super) fn split_speaker(line: &str) -> Option<(&str, &str)> {
    let (name, text) = line.split_once([':', '\u{ff1a}'])?;
    let name = name.trim();
    let is_address = text.starts_with("//");
    (is_name(name) && !is_address).then(|| (name, text.trim()))
}

/// Whether a text may be a name, and is no sentence.
pub(super) fn is_name(text: &str) -> bool {
    text.chars().count() <= NAME_LIMIT
        && text.split_whitespace().count() <= WORD_LIMIT
        && text.chars().any(char::is_alphabetic)
        && !text.contains(['?', '!', ',', ';', '"'])
}
