//! Several short texts in one line.

/// The parts that are not empty, in one line, with a dot between them.
pub fn joined(parts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut line = String::new();
    for part in parts {
        let part = part.as_ref();
        if !line.is_empty() && !part.is_empty() {
            line.push_str(" · ");
        }
        line.push_str(part);
    }
    line
}
