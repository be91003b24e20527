//! A draft as it is stored in an option of the portal.

use core::fmt::Write;

/// How many drafts the portal stores for a user, and how many bytes each may take. The portal keeps all options of an
/// app in one text, which holds 65,535 bytes on an old database.
pub const SLOTS: usize = 4;

/// How many bytes a draft may take on the portal.
pub const LIMIT: usize = 14_000;

/// How many bytes the phrases of a user may take: what the drafts leave free.
pub const OWN_PHRASES_LIMIT: usize = 8_000;

/// A draft as it is sent to the portal; nothing where that would be too long.
pub fn portal_text(json: &str) -> Option<String> {
    portal_text_within(json, LIMIT)
}

/// A JSON text as it is sent to the portal; nothing where it would have more bytes than `limit`.
///
/// It has no characters that an old database cuts a text off at: those outside the basic plane are escaped, which makes
/// three times as many bytes of them.
pub fn portal_text_within(json: &str, limit: usize) -> Option<String> {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c.len_utf8() < 4 {
            text.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\u{unit:04x}");
        }
    }
    (text.len() <= limit).then_some(text)
}
