//! Numbers and money, by the browser's `Intl`.

use super::lang;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;

/// An amount of money in the agent's language. A code that the browser does not know stands behind the number as the
/// portal has it.
pub fn money(amount: f64, currency: &str) -> String {
    let options = Object::new();
    let set = |key: &str, value: &JsValue| Reflect::set(&options, &key.into(), value);
    if !currency.is_empty() {
        let _ = set("style", &"currency".into());
        let _ = set("currency", &currency.into());
    }
    if amount.fract() == 0.0 {
        let _ = set("minimumFractionDigits", &0.into());
    }
    format("NumberFormat", amount, &options).unwrap_or_else(|| {
        let number = format("NumberFormat", amount, &Object::new()).unwrap_or_default();
        format!("{number} {currency}")
    })
}

/// A day and a time of day, in the agent's language and time zone. `at` in milliseconds since 1970.
pub fn moment(at: f64) -> String {
    let options = Object::new();
    let set = |key: &str, value: &str| Reflect::set(&options, &key.into(), &value.into());
    let _ = set("dateStyle", "medium");
    let _ = set("timeStyle", "short");
    format("DateTimeFormat", at, &options).unwrap_or_default()
}

/// `new Intl[class](locale, options).format(number)`; nothing where the browser refuses the options.
fn format(class: &str, number: f64, options: &Object) -> Option<String> {
    let get = |object: &JsValue, key: &str| Reflect::get(object, &key.into()).ok();
    let intl = get(&js_sys::global(), "Intl")?;
    let class: Function = get(&intl, class)?.dyn_into().ok()?;
    let formatter = Reflect::construct(&class, &Array::of2(&tag(&lang()).into(), options)).ok()?;
    let format: Function = get(&formatter, "format")?.dyn_into().ok()?;
    format.call1(&formatter, &number.into()).ok()?.as_string()
}

/// The language tag (BCP 47) of a portal's language code.
fn tag(lang: &str) -> &str {
    match lang {
        "la" => "es",
        "br" => "pt-BR",
        "ua" => "uk",
        "kz" => "kk",
        "sc" => "zh-Hans",
        "tc" => "zh-Hant",
        "vn" => "vi",
        other => other,
    }
}
