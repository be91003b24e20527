//! The keyboard shortcuts.

use super::scoped_memo;
use crate::call::ListItem;
use crate::i18n::t;
use crate::state::{Card, SaveProgress};
use leptos::prelude::*;

/// The shortcuts and the text keys of what they do. `boot.js` handles those with Alt, the phrases of the wrap-up the others.
const KEYS: [(&str, &str); 7] = [
    ("Alt+1", "client.title"),
    ("Alt+2", "wrap-up.title"),
    ("Alt+2 Alt+2", "wrap-up.note"),
    ("Alt+3", "colleagues.title"),
    ("Alt+4", "history.title"),
    ("/", "phrases.title"),
    ("/1 … /9", "phrases.number"),
];

/// The list of keyboard shortcuts, folded.
#[component]
pub fn Keys(
    /// The opened card.
    card: Card,
) -> impl IntoView {
    // Keys with names are called differently in some languages.
    let submit = row(t("keys.submit"), t("keys.finish"));
    let rows = KEYS.map(|(keys, action)| row(keys.to_owned(), t(action)));
    let codes = scoped_memo(move || codes(card));
    let of_codes = move || {
        let codes = codes.get().into_iter();
        codes
            .map(|item| row(format!("Alt+{}", item.key), item.text))
            .collect_view()
    };
    view! {
        <details class="keys">
            <summary>{t("keys.title")}</summary>
            <dl>{submit} {rows.into_iter().collect_view()} {of_codes}</dl>
        </details>
    }
}

/// The result codes that have a shortcut, where the wrap-up that is shown asks for one. Tracks them.
fn codes(card: Card) -> Vec<ListItem> {
    let call = card
        .calls
        .shown()
        .filter(|call| call.is_finished_here(card.calls));
    let wrap_up = call.map(|call| call.wrap_up);
    let wrap_up = wrap_up.filter(|wrap_up| !wrap_up.progress.with(SaveProgress::is_finished));
    let mut codes = wrap_up.map(|wrap_up| wrap_up.codes().items).unwrap_or_default();
    codes.retain(|item| !item.key.is_empty());
    codes
}

fn row(keys: String, action: String) -> AnyView {
    view! {
        <div>
            <dt>
                <kbd dir="ltr">{keys}</kbd>
            </dt>
            <dd dir="auto">{action}</dd>
        </div>
    }
    .into_any()
}
