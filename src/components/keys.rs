//! The keyboard shortcuts.

use crate::i18n::t;
use leptos::prelude::*;

/// The shortcuts and the text keys of what they do. `boot.js` handles those with Alt, the note field the others.
const KEYS: [(&str, &str); 6] = [
    ("Alt+1", "client.title"),
    ("Alt+2", "wrap-up.title"),
    ("Alt+3", "colleagues.title"),
    ("Alt+4", "history.title"),
    ("Ctrl/Cmd+Enter", "keys.finish"),
    ("/", "phrases.title"),
];

/// The list of keyboard shortcuts, folded.
#[component]
pub fn Keys() -> impl IntoView {
    let rows = KEYS.map(|(keys, action)| {
        view! {
            <div>
                <dt>
                    <kbd>{keys}</kbd>
                </dt>
                <dd>{t(action)}</dd>
            </div>
        }
    });
    view! {
        <details class="keys">
            <summary>{t("keys.title")}</summary>
            <dl>{rows.into_iter().collect_view()}</dl>
        </details>
    }
}
