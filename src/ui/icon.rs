//! Icons, drawn by the style sheet in the colour of the text. They carry no name: a word always stands beside them or
//! names their button.

use super::dom::{El, el};
use crate::value::concat;

/// An icon of `style/icons.css`: `incoming`, `outgoing`, `callback`, `phone`, `copy`, `contact`, `company`, `lead`,
/// `deal`, `item`.
pub fn icon(name: &str) -> El {
    el("span")
        .class(&concat(&["icon icon-", name]))
        .attr("aria-hidden", "true")
}
