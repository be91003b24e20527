//! A text as it is stored in an option of the portal, and how long it may be.
//!
//! The portal stores all options that an app has of a user in one text, and those for all users in another. On an old
//! database each holds 65,535 bytes, with the names of the options.

use core::fmt::Write;

/// How many drafts the portal stores for a user.
pub const SLOTS: usize = 4;

/// How many bytes a draft may take on the portal.
pub const DRAFT_LIMIT: usize = 12_000;

/// How many bytes the phrases of a user may take.
pub const OWN_PHRASES_LIMIT: usize = 8_000;

/// How many bytes the summaries of a user's saved calls may take together.
pub const SUMMARIES_LIMIT: usize = 4_000;

/// How many bytes the entries of a user for a new client may take.
pub const NEW_CLIENT_LIMIT: usize = 4_000;

/// How many bytes a list that all users share may take.
pub const SHARED_LIST_LIMIT: usize = 14_000;

/// A draft as it is sent to the portal; nothing where that would be too long.
pub fn portal_text(json: &str) -> Option<String> {
    portal_text_within(json, DRAFT_LIMIT)
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
