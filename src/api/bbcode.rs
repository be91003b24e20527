//! `BBCode`, in which the portal stores what its editors format.

/// The tags that the portal's editors write, and what separates the text before them from the text after them: nothing, a
/// space between the cells of a row, or a line break.
const TAGS: [(&str, Option<char>); 25] = [
    ("b", None),
    ("i", None),
    ("u", None),
    ("s", None),
    ("p", Some('\n')),
    (BREAK, None),
    ("url", None),
    ("user", None),
    ("list", Some('\n')),
    ("*", Some('\n')),
    ("quote", Some('\n')),
    ("code", Some('\n')),
    ("color", None),
    ("size", None),
    ("font", None),
    ("img", None),
    ("video", None),
    ("table", Some('\n')),
    ("tr", Some('\n')),
    ("td", Some(' ')),
    ("th", Some(' ')),
    ("left", Some('\n')),
    ("center", Some('\n')),
    ("right", Some('\n')),
    ("justify", Some('\n')),
];

/// The tag that is a line break itself: two of them are an empty line.
const BREAK: &str = "br";

/// Those that stand for a file, by its `id`.
const FILES: [&str; 3] = [DISK, "file", "document"];

/// The one whose name is two words: `disk file`.
const DISK: &str = "disk";

/// A tag is shorter than this, in bytes: an unfinished one is not looked for in the whole text.
const LONGEST: usize = 2_048;

/// The text without its tags. Only the tags that the portal's editors write are removed: other text in brackets stays, and
/// so does every character of a text without tags.
pub fn without_bbcode(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut separator = None;
    let mut has_tags = false;
    let mut rest = text;
    while !rest.is_empty() {
        if let Some((name, between, after)) = tag(rest) {
            has_tags = true;
            rest = after;
            if name == BREAK {
                plain.push('\n');
                separator = None;
            } else if separator != Some('\n') {
                separator = between.or(separator);
            }
            continue;
        }
        let bracket = rest.char_indices().skip(1).find(|(_, c)| *c == '[');
        let (chunk, after) = rest.split_at(bracket.map_or(rest.len(), |(at, _)| at));
        rest = after;
        push(&mut plain, chunk, &mut separator);
    }
    if has_tags { plain.trim().to_owned() } else { plain }
}

/// Adds text after what separates it from the text before. White space at a separator counts for nothing: the editors
/// write `[p]` on a line of its own, or not.
fn push(plain: &mut String, chunk: &str, separator: &mut Option<char>) {
    let Some(between) = *separator else {
        plain.push_str(chunk);
        return;
    };
    let chunk = chunk.trim_start();
    if chunk.is_empty() {
        return;
    }
    plain.truncate(plain.trim_end().len());
    if !plain.is_empty() {
        plain.push(between);
    }
    plain.push_str(chunk);
    *separator = None;
}

/// The name of the tag that the text begins with, its separator, and what follows it.
fn tag(text: &str) -> Option<(&'static str, Option<char>, &str)> {
    let inside = text.strip_prefix('[')?;
    let (inside, after) = inside.split_at_checked(end(inside)?)?;
    let after = after.strip_prefix(']')?;
    let (is_closing, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    let length = inside.find(|c: char| !c.is_ascii_alphabetic() && c != '*');
    let (name, rest) = inside.split_at(length.unwrap_or(inside.len()));
    if let Some(file) = FILES.iter().find(|file| file.eq_ignore_ascii_case(name)) {
        return is_file(file, rest).then_some((*file, None, after));
    }
    let (name, separator) = TAGS.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(name))?;
    let is_tag = rest.is_empty() || (!is_closing && (rest.starts_with('=') || has_attributes(rest)));
    is_tag.then_some((*name, *separator, after))
}

/// Where a tag ends, in bytes after its bracket. The address of a link may contain brackets, each with its partner.
fn end(inside: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (at, byte) in inside.bytes().enumerate().take(LONGEST) {
        match byte {
            b'\n' => return None,
            b'[' => open += 1,
            b']' if open == 0 => return Some(at),
            b']' => open -= 1,
            _ => {}
        }
    }
    None
}

/// Whether ` name=…` follows the name of a tag. Other words do not make one: `[I will call]` is text.
fn has_attributes(rest: &str) -> bool {
    let attributes = rest.trim_start();
    attributes.len() < rest.len()
        && attributes.split_once('=').is_some_and(|(name, _)| {
            let name = name.trim_end();
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic())
        })
}

/// Whether it is `disk file id=…`, `file id=…` or `document id=…`.
fn is_file(name: &str, rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let is_named = name != DISK || words.next().is_some_and(|word| word.eq_ignore_ascii_case("file"));
    let attribute = words.next().and_then(|word| word.split_once('='));
    is_named && attribute.is_some_and(|(attribute, _)| attribute.eq_ignore_ascii_case("id"))
}
