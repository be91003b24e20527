//! The result code of the company.

use super::entry::{entry, error_of};
use crate::call::{ListItem, SettingList};
use crate::components::{Field, scoped_memo};
use crate::i18n::t;
use crate::state::WrapUp;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

const ID: &str = "wrap-up-code";

/// A choice of the company's result codes, in their groups; nothing where there are none.
#[component]
pub fn ResultCodeField(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let asks = scoped_memo(move || wrap_up.asks_code());
    let codes = scoped_memo(move || wrap_up.codes());
    let chosen = entry(wrap_up, |form| &form.code);
    let error = error_of(wrap_up, ID);
    let has_target = scoped_memo(move || !wrap_up.items().is_empty());
    let announced = use_shortcuts(wrap_up, asks, codes);
    let field = move || {
        view! {
            <Field id=ID label=t("code.label") error>
                <select
                    class="input"
                    id=ID
                    aria-describedby=format!("{ID}-wrong")
                    aria-keyshortcuts=move || codes.with(shortcuts)
                    aria-required=move || codes.with(|codes| codes.required).then_some("true")
                    aria-invalid=move || error.with(|error| !error.is_empty()).then_some("true")
                    on:change:target=move |event| {
                        // The same shortcut may choose the same code again.
                        announced.update(String::clear);
                        wrap_up.choose_code(event.target().value());
                    }
                >
                    <CodeOptions codes chosen />
                </select>
                <p class="visually-hidden" role="status">
                    {move || announced.get()}
                </p>
                <Show when=move || !has_target.get() && chosen.with(|chosen| !chosen.is_empty())>
                    <p class="hint">{t("code.no-target")}</p>
                </Show>
            </Field>
        }
    };
    view! { <Show when=move || asks.get()>{field}</Show> }
}

/// The options of the choice: none, and the codes in their groups.
#[component]
fn CodeOptions(codes: Memo<SettingList>, chosen: Signal<String>) -> impl IntoView {
    move || {
        let list = codes.get();
        // A code that was chosen stays chosen, even where an administrator has deleted it.
        let gone = chosen.with(|chosen| list.find(chosen).is_none().then(|| chosen.clone()));
        let gone = gone.filter(|gone| !gone.is_empty());
        let none = if list.required {
            "field.choose"
        } else {
            "code.none"
        };
        let mut groups: Vec<(String, Vec<ListItem>)> = Vec::new();
        for item in list.items {
            match groups.iter_mut().find(|(group, _)| *group == item.group) {
                Some((_, items)) => items.push(item),
                None => groups.push((item.group.clone(), vec![item])),
            }
        }
        let groups = groups.into_iter().map(|(group, items)| {
            let options = items.into_iter().map(|item| {
                let words = words(&item);
                option(chosen, item.text, words)
            });
            let options = options.collect_view();
            if group.is_empty() {
                options.into_any()
            } else {
                view! { <optgroup label=group>{options}</optgroup> }.into_any()
            }
        });
        view! {
            {option(chosen, String::new(), t(none))}
            {gone.map(|gone| option(chosen, gone.clone(), gone))}
            {groups.collect_view()}
        }
    }
}

/// Chooses a code by its shortcut as long as a code is asked for. Returns what a screen reader is to say: the keyboard focus
/// stays where it is.
fn use_shortcuts(wrap_up: WrapUp, asks: Memo<bool>, codes: Memo<SettingList>) -> RwSignal<String> {
    let announced = RwSignal::new(String::new());
    let pressed = window_event_listener(ev::keydown, move |event| {
        let asks = asks.try_get_untracked() == Some(true);
        let item = shortcut(&event)
            .filter(|_| asks)
            .and_then(|key| codes.with_untracked(|codes| codes.by_shortcut(&key).cloned()));
        if let Some(item) = item {
            event.prevent_default();
            announced.set(item.text.clone());
            wrap_up.choose_code(item.text);
        }
    });
    on_cleanup(move || pressed.remove());
    announced
}

/// A result code with its shortcut.
fn words(item: &ListItem) -> String {
    if item.key.is_empty() {
        item.text.clone()
    } else {
        format!("{} (Alt+{})", item.text, item.key)
    }
}

/// All shortcuts, as `aria-keyshortcuts` has them; nothing where there are none.
fn shortcuts(codes: &SettingList) -> Option<String> {
    let keys = codes.items.iter().map(|item| &item.key);
    let keys = keys.filter(|key| !key.is_empty()).map(|key| format!("Alt+{key}"));
    let keys = keys.collect::<Vec<_>>().join(" ");
    (!keys.is_empty()).then_some(keys)
}

/// The letter or digit that was pressed with Alt; nothing for other keys.
fn shortcut(event: &KeyboardEvent) -> Option<String> {
    let is_other = event.ctrl_key() || event.meta_key() || event.shift_key() || event.is_composing();
    if !event.alt_key() || is_other || event.repeat() || event.get_modifier_state("AltGraph") {
        return None;
    }
    let key = event.key();
    let is_ascii = key.len() == 1;
    if is_ascii && key.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Some(key);
    }
    // On a Mac, Alt types characters of its own into a text.
    let is_mac = window()
        .navigator()
        .platform()
        .is_ok_and(|platform| platform.starts_with("Mac"));
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let is_text = target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA"));
    // Other alphabets have their letters on the same keys. A French keyboard has other characters on those of digits.
    let code = event.code();
    let letter = code.strip_prefix("Key").filter(|_| !is_ascii);
    let key = letter.or_else(|| code.strip_prefix("Digit"));
    key.filter(|_| !(is_mac && is_text)).map(ToOwned::to_owned)
}

fn option(chosen: Signal<String>, value: String, text: String) -> AnyView {
    let this = value.clone();
    view! {
        <option value=value prop:selected=move || chosen.with(|chosen| *chosen == this)>
            {text}
        </option>
    }
    .into_any()
}
