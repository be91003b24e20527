//! The result code of the company.

use super::entry::{entry, error_of};
use crate::components::{Field, scoped_memo};
use crate::i18n::t;
use crate::state::WrapUp;
use leptos::prelude::*;

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
    let choices = move || {
        let list = codes.get();
        // A code that was chosen stays chosen, even where an administrator has deleted it.
        let gone = chosen.with(|chosen| list.find(chosen).is_none().then(|| chosen.clone()));
        let gone = gone.filter(|gone| !gone.is_empty());
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for item in list.items {
            match groups.iter_mut().find(|(group, _)| *group == item.group) {
                Some((_, titles)) => titles.push(item.text),
                None => groups.push((item.group, vec![item.text])),
            }
        }
        let groups = groups.into_iter().map(|(group, titles)| {
            let options = titles
                .into_iter()
                .map(|title| option(chosen, title.clone(), title));
            let options = options.collect_view();
            if group.is_empty() {
                options.into_any()
            } else {
                view! { <optgroup label=group>{options}</optgroup> }.into_any()
            }
        });
        view! {
            {option(chosen, String::new(), t("code.none"))}
            {gone.map(|gone| option(chosen, gone.clone(), gone))}
            {groups.collect_view()}
        }
    };
    let field = move || {
        view! {
            <Field id=ID label=t("code.label") error>
                <select
                    class="input"
                    id=ID
                    aria-describedby=format!("{ID}-wrong")
                    aria-required=move || codes.with(|codes| codes.required).then_some("true")
                    aria-invalid=move || error.with(|error| !error.is_empty()).then_some("true")
                    on:change:target=move |event| wrap_up.choose_code(event.target().value())
                >
                    {choices}
                </select>
                <Show when=move || !has_target.get() && chosen.with(|chosen| !chosen.is_empty())>
                    <p class="hint">{t("code.no-target")}</p>
                </Show>
            </Field>
        }
    };
    view! { <Show when=move || asks.get()>{field}</Show> }
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
