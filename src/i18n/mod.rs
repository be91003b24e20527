//! The agent's language: one file of texts, loaded beside the wasm by the page's own script, and the browser's `Intl`.

mod intl;

pub use intl::{listed, moment, money, percent};

use crate::bx24::boot;
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The portal's code of the language that texts are written in first.
pub const FALLBACK: &str = "en";

thread_local! {
    static TEXTS: RefCell<(String, JsValue)> = const { RefCell::new((String::new(), JsValue::UNDEFINED)) };
}

/// Takes the texts that the page's own script has loaded. Without it there are none, and keys show.
pub fn install_from_page() {
    take(&boot("lang").as_string().unwrap_or_default(), boot("text"));
}

/// Takes texts: the content of a language file. `lang` is the portal's code (`en`, `la`, `br`, …). Answers whether it
/// was one; if not, nothing changes.
pub fn install(lang: &str, file: &str) -> bool {
    let Ok(texts) = JSON::parse(file) else {
        return false;
    };
    take(lang, texts);
    true
}

fn take(lang: &str, texts: JsValue) {
    TEXTS.set((if lang.is_empty() { FALLBACK } else { lang }.to_owned(), texts));
}

/// The portal's code of the language in use.
pub fn lang() -> String {
    TEXTS.with_borrow(|(lang, _)| lang.clone())
}

/// The title of the tab in every language there is, by the portal's code of the language. The page's own script fetches
/// them with the app's own page; without it there is the one in use.
pub fn titles() -> Vec<(String, String)> {
    let text = boot("titles").as_string().unwrap_or_default();
    let entries = JSON::parse(&text).map(|titles| Object::entries(titles.unchecked_ref()));
    let mut titles: Vec<(String, String)> = Vec::new();
    for entry in entries.iter().flat_map(Array::iter) {
        let entry: Array = entry.unchecked_into();
        titles.extend(entry.get(0).as_string().zip(entry.get(1).as_string()));
    }
    if titles.is_empty() {
        titles.push((lang(), t("tab.title")));
    }
    titles
}

/// Loads another language and uses it. Answers whether that worked; if not, the old one stays.
pub async fn switch(lang: &str) -> bool {
    let Ok(load) = boot("load").dyn_into::<Function>() else {
        return false;
    };
    let Ok(Ok(promise)) = load
        .call1(&JsValue::UNDEFINED, &lang.into())
        .map(JsCast::dyn_into::<Promise>)
    else {
        return false;
    };
    let Ok(texts) = JsFuture::from(promise).await else {
        return false;
    };
    take(lang, texts);
    true
}

/// The text of `key`; the key itself where there is none, so that a gap is seen and nothing is blank.
pub fn t(key: &str) -> String {
    let key = JsValue::from_str(key);
    let here = TEXTS.with_borrow(|(_, texts)| Reflect::get(texts, &key));
    here.ok()
        .and_then(|text| text.as_string())
        .or_else(|| key.as_string())
        .unwrap_or_default()
}

/// The text of `key` with `{name}` replaced by the value of that name.
pub fn tf(key: &str, values: &[(&str, &str)]) -> String {
    let text = t(key);
    // A name or a number keeps its own direction in a text that runs from right to left (U+2068 and U+2069).
    let (open, close) = if lang() == "ar" {
        ("\u{2068}", "\u{2069}")
    } else {
        ("", "")
    };
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
