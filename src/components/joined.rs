//! Several short texts in one line.

use crate::i18n::isolation;

/// The parts that are not empty, in one line, with a dot between them. Each keeps its own direction.
pub fn joined(parts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let (open, close) = isolation();
    let mut line = String::new();
    for part in parts {
        let part = part.as_ref();
        if part.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push_str(" · ");
        }
        for text in [open, part, close] {
            line.push_str(text);
        }
    }
    line
}
