//! The agent's language: its texts, which the page's own script loads from one file, and the browser's `Intl`.

mod intl;
pub mod text_keys;
mod time;

pub use intl::{capitalized, listed, money, percent};
pub use time::{ago, day, moment, near_moment, time_of_day};

use crate::bx24::from_json;
use crate::bx24::page::{self, Texts};
use std::cell::RefCell;

/// The portal's code of the language in which texts are written first. It is used if the page names none.
pub const FALLBACK: &str = "en";

thread_local! {
    static LANGUAGE: RefCell<Language> = RefCell::default();
}

/// A language and its texts.
#[derive(Default)]
struct Language {
    lang: String,
    texts: Texts,
}

/// Uses the texts that the page's own script has loaded. Without this script there are no texts, and keys are shown.
pub fn install_from_page() {
    put(&page::lang(), page::texts());
}

/// Uses the texts of a language file. `lang` is the portal's code (`en`, `la`, `br`, …), `file` the content of the file.
/// Returns whether it could be read; if not, nothing changes.
pub fn install(lang: &str, file: &str) -> bool {
    let texts = from_json(file);
    texts.map(|texts| put(lang, texts)).is_ok()
}

fn put(lang: &str, texts: Texts) {
    let lang = if lang.is_empty() { FALLBACK } else { lang }.to_owned();
    LANGUAGE.set(Language { lang, texts });
}

/// The portal's code of the current language.
pub fn lang() -> String {
    LANGUAGE.with_borrow(|language| language.lang.clone())
}

/// The title of the tab in the current language.
pub fn tab_title() -> String {
    t("tab.title")
}

/// The title of the tab in every available language, by the portal's code of the language. The page's own script sets the
/// titles for the app's own page; elsewhere there is only the title in the current language.
pub fn titles() -> Vec<(String, String)> {
    let mut titles: Vec<_> = page::titles().into_iter().collect();
    if titles.is_empty() {
        titles.push((lang(), tab_title()));
    }
    titles
}

/// Loads another language and uses it. Returns whether that worked; if not, the old one stays.
pub async fn switch(lang: &str) -> bool {
    let texts = page::load_texts(lang).await;
    texts.map(|texts| put(lang, texts)).is_some()
}

/// The text of `key`; the key itself if there is none, so that a missing text is visible.
pub fn t(key: &str) -> String {
    LANGUAGE.with_borrow(|language| match language.texts.get(key) {
        Some(text) => text.clone(),
        None => key.to_owned(),
    })
}

/// What stands before and after a name or number in a right-to-left text, so that it keeps its own direction (U+2068 and
/// U+2069). See `setLanguage` in boot.js for the direction of the page.
pub fn isolation() -> (&'static str, &'static str) {
    if lang() == "ar" {
        ("\u{2068}", "\u{2069}")
    } else {
        ("", "")
    }
}

/// The text of `key` with `{name}` replaced by the value of that name.
pub fn tf(key: &str, values: &[(&str, &str)]) -> String {
    let text = t(key);
    let (open, close) = isolation();
    let mut filled = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(open);
            filled.push_str(value);
            filled.push_str(close);
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}
