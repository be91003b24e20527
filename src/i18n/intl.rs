//! Numbers, money and lists, by the browser's `Intl`.

use super::lang;
use js_sys::{Array, Function, JsString, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    /// The formatters that were made: making one takes a browser longer than using it a hundred times.
    static FORMATTERS: RefCell<Vec<Formatter>> = RefCell::default();
    /// The language tag for Kazakh. Chromium takes the tag without having the words, and writes *M11* for November: then
    /// the other language of Kazakhstan, which writes numbers and dates alike.
    static KAZAKH: &'static str = if has_months("kk") { "kk" } else { "ru" };
}

/// An object of `Intl` for a language and its options.
struct Formatter {
    lang: String,
    class: &'static str,
    options: Vec<(&'static str, String)>,
    object: JsValue,
}

/// An amount of money in the agent's language. A code that the browser does not know stands behind the number as the
/// portal has it.
pub fn money(amount: f64, currency: &str) -> String {
    let mut options = Vec::with_capacity(3);
    if !currency.is_empty() {
        options.push(("style", "currency".to_owned()));
        options.push(("currency", currency.to_owned()));
    }
    if amount.fract() == 0.0 {
        options.push(("minimumFractionDigits", "0".to_owned()));
    }
    number_format(amount, options).unwrap_or_else(|| {
        let number = number_format(amount, Vec::new()).unwrap_or_default();
        format!("{number} {currency}")
    })
}

/// A part of a whole as a percentage in the agent's language; 0.5 is 50 %.
pub fn percent(part: f64) -> String {
    number_format(part, vec![("style", "percent".to_owned())]).unwrap_or_default()
}

/// What is listed in a sentence, in the agent's language: *A, B and C*.
pub fn listed<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let all: Array = items.map(JsValue::from_str).collect();
    format("ListFormat", Vec::new(), &Array::of1(&all)).unwrap_or_else(|| all.join(", ").into())
}

/// A text with a capital first letter, as the agent's language has it (`i` is `İ` in Turkish).
pub fn capitalized(text: &str) -> String {
    let rest = text.char_indices().nth(1).map_or(text.len(), |(at, _)| at);
    let (first, rest) = text.split_at(rest);
    let first = JsString::from(first).to_locale_upper_case(Some(tag(&lang())));
    format!("{}{rest}", String::from(first))
}

fn number_format(number: f64, options: Vec<(&'static str, String)>) -> Option<String> {
    format("NumberFormat", options, &Array::of1(&number.into()))
}

/// `new Intl[class](locale, options).format(...values)`; nothing where the browser refuses the options.
pub(super) fn format(
    class: &'static str,
    options: Vec<(&'static str, String)>,
    values: &Array,
) -> Option<String> {
    let lang = lang();
    let known = FORMATTERS.with_borrow(|formatters| {
        let same =
            |known: &&Formatter| known.class == class && known.lang == lang && known.options == options;
        formatters.iter().find(same).map(|known| known.object.clone())
    });
    let object = if let Some(object) = known {
        object
    } else {
        let object = make(class, &lang, &options)?;
        let made = Formatter {
            lang,
            class,
            options,
            object: object.clone(),
        };
        FORMATTERS.with_borrow_mut(|formatters| formatters.push(made));
        object
    };
    let method: Function = get(&object, "format")?.dyn_into().ok()?;
    method.apply(&object, values).ok()?.as_string()
}

/// Whether the browser has words for the months in this language.
fn has_months(tag: &str) -> bool {
    let month = make("DateTimeFormat", tag, &[("month", "long".to_owned())]).and_then(|object| {
        let method: Function = get(&object, "format")?.dyn_into().ok()?;
        method.call1(&object, &0.into()).ok()?.as_string()
    });
    month.is_some_and(|month| !month.contains(|letter: char| letter.is_ascii_digit()))
}

fn make(class: &str, lang: &str, options: &[(&str, String)]) -> Option<JsValue> {
    let intl = get(&js_sys::global(), "Intl")?;
    let class: Function = get(&intl, class)?.dyn_into().ok()?;
    let object = Object::new();
    for (key, value) in options {
        let _ = Reflect::set(&object, &(*key).into(), &value.into());
    }
    Reflect::construct(&class, &Array::of2(&tag(lang).into(), &object)).ok()
}

fn get(object: &JsValue, key: &str) -> Option<JsValue> {
    Reflect::get(object, &key.into()).ok()
}

/// The language tag (BCP 47) of a portal's language code, with what is usual on the portal: its Arabic pages have the
/// digits that phone numbers have, and its Thai pages the years of the common era.
fn tag(lang: &str) -> &str {
    match lang {
        "la" => "es",
        "br" => "pt-BR",
        "ua" => "uk",
        "kz" => KAZAKH.with(|tag| *tag),
        "sc" => "zh-Hans",
        "tc" => "zh-Hant",
        "vn" => "vi",
        "ar" => "ar-u-nu-latn",
        "th" => "th-u-ca-gregory",
        other => other,
    }
}
