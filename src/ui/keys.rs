//! The shortcuts of the keyboard, in a list to look them up.

use super::dom::{El, el};
use crate::i18n::t;

/// What each does: those of the parts are in the page's own script, that of the note is in the wrap-up.
const KEYS: [(&str, &str); 5] = [
    ("Alt+1", "client.title"),
    ("Alt+2", "colleagues.title"),
    ("Alt+3", "wrap-up.title"),
    ("Alt+4", "earlier.title"),
    ("Ctrl/Cmd+Enter", "keys.finish"),
];

/// The list, folded.
pub fn keys() -> El {
    let row = |(keys, what)| {
        el("div")
            .child(el("dt").child(el("kbd").text(keys)))
            .child(el("dd").text(t(what)))
            .into()
    };
    el("details")
        .class("keys")
        .child(el("summary").text(t("keys.title")))
        .child(el("dl").children(KEYS.map(row)))
}
