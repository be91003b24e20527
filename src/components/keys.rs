//! The keyboard shortcuts.

use crate::api::settings::SettingKey;
use crate::call::ListItem;
use crate::i18n::t;
use crate::state::Settings;
use leptos::prelude::*;

/// The shortcuts and the text keys of what they do. `boot.js` handles those with Alt, the form of the
/// wrap-up the others.
const KEYS: [(&str, &str); 8] = [
    ("Alt+1", "client.title"),
    ("Alt+2", "wrap-up.title"),
    ("Alt+2 Alt+2", "wrap-up.note"),
    ("Alt+3", "colleagues.title"),
    ("Alt+4", "history.title"),
    ("Ctrl/Cmd+Enter", "keys.finish"),
    ("/", "phrases.title"),
    ("/1 … /9", "phrases.number"),
];

/// The list of keyboard shortcuts, folded.
#[component]
pub fn Keys(
    /// The result codes of the company may have some.
    settings: Settings,
) -> impl IntoView {
    let rows = KEYS.map(|(keys, action)| row(keys.to_owned(), t(action)));
    let of_codes = move || {
        let codes = settings.get(SettingKey::ResultCodes);
        let has_key = |item: &&ListItem| !item.key.is_empty();
        let codes = codes.items().iter().filter(has_key);
        codes
            .map(|item| row(format!("Alt+{}", item.key), item.text.clone()))
            .collect_view()
    };
    view! {
        <details class="keys">
            <summary>{t("keys.title")}</summary>
            <dl>{rows.into_iter().collect_view()} {of_codes}</dl>
        </details>
    }
}

fn row(keys: String, action: String) -> AnyView {
    view! {
        <div>
            <dt>
                <kbd>{keys}</kbd>
            </dt>
            <dd dir="auto">{action}</dd>
        </div>
    }
    .into_any()
}
