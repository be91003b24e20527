//! Numbers, money, times and lists, by the browser's `Intl`.

use super::lang;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;

/// An amount of money in the agent's language. A code that the browser does not know stands behind the number as the
/// portal has it.
pub fn money(amount: f64, currency: &str) -> String {
    let options = Object::new();
    if !currency.is_empty() {
        set(&options, "style", "currency");
        set(&options, "currency", currency);
    }
    if amount.fract() == 0.0 {
        let _ = Reflect::set(&options, &"minimumFractionDigits".into(), &0.into());
    }
    number_format(amount, &options).unwrap_or_else(|| {
        let number = number_format(amount, &Object::new()).unwrap_or_default();
        format!("{number} {currency}")
    })
}

/// A part of a whole as a percentage in the agent's language; 0.5 is 50 %.
pub fn percent(part: f64) -> String {
    let options = Object::new();
    set(&options, "style", "percent");
    number_format(part, &options).unwrap_or_default()
}

/// A day and a time of day, in the agent's language and time zone. `at` in milliseconds since 1970.
pub fn moment(at: f64) -> String {
    let options = Object::new();
    set(&options, "dateStyle", "medium");
    set(&options, "timeStyle", "short");
    intl("DateTimeFormat", "format", &options, &at.into()).unwrap_or_default()
}

/// What is listed in a sentence, in the agent's language: *A, B and C*.
pub fn listed<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let all: Array = items.map(JsValue::from_str).collect();
    intl("ListFormat", "format", &Object::new(), &all).unwrap_or_else(|| all.join(", ").into())
}

fn set(options: &Object, key: &str, value: &str) {
    let _ = Reflect::set(options, &key.into(), &value.into());
}

fn number_format(number: f64, options: &Object) -> Option<String> {
    intl("NumberFormat", "format", options, &number.into())
}

/// `new Intl[class](locale, options)[method](value)`; nothing where the browser refuses the options.
fn intl(class: &str, method: &str, options: &Object, value: &JsValue) -> Option<String> {
    let get = |object: &JsValue, key: &str| Reflect::get(object, &key.into()).ok();
    let intl = get(&js_sys::global(), "Intl")?;
    let class: Function = get(&intl, class)?.dyn_into().ok()?;
    let made = Reflect::construct(&class, &Array::of2(&tag(&lang()).into(), options)).ok()?;
    let method: Function = get(&made, method)?.dyn_into().ok()?;
    method.call1(&made, value).ok()?.as_string()
}

/// The language tag (BCP 47) of a portal's language code, with what is usual on the portal: its Arabic pages have the
/// digits that phone numbers have, and its Thai pages the years of the common era.
fn tag(lang: &str) -> &str {
    match lang {
        "la" => "es",
        "br" => "pt-BR",
        "ua" => "uk",
        "kz" => "kk",
        "sc" => "zh-Hans",
        "tc" => "zh-Hant",
        "vn" => "vi",
        "ar" => "ar-u-nu-latn",
        "th" => "th-u-ca-gregory",
        other => other,
    }
}
