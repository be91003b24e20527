//! Fields of a form: each with its label, its hint, and the sentence about what is wrong with the entry.

use leptos::html;
use leptos::prelude::*;

/// A label, its control (the children, with the same `id`), the sentence about what is wrong, and a hint.
///
/// The control refers to both by `aria-describedby` ([`described_by`]).
#[component]
pub fn Field(
    /// The id of the control, unique on the page.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// What is wrong with the entry; empty where nothing is.
    #[prop(into, optional)]
    error: Signal<String>,
    /// What belongs into the field.
    #[prop(optional_no_strip)]
    hint: Option<Signal<String>>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let (wrong, hint_id) = (format!("{id}-wrong"), format!("{id}-hint"));
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {children()}
            <p class="field-wrong" id=wrong>
                {move || error.get()}
            </p>
            {hint
                .map(|hint| {
                    view! {
                        <p class="hint" id=hint_id>
                            {move || hint.get()}
                        </p>
                    }
                })}
        </div>
    }
}

/// The ids that a control with this `id` refers to by `aria-describedby`.
fn described_by(id: &str, hint: Option<&Signal<String>>) -> String {
    match hint {
        Some(_) => format!("{id}-wrong {id}-hint"),
        None => format!("{id}-wrong"),
    }
}

/// A line of text.
#[component]
pub fn TextField(
    /// The id of the control, unique on the page.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// Receives each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// The type of the input: `text`, `tel`, `url`, `datetime-local`, …
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard that a touch screen shows (`inputmode`).
    #[prop(optional)]
    input_mode: Option<&'static str>,
    /// Whether it holds a number, an id or a code: written from left to right in every language and not spell-checked.
    #[prop(optional)]
    code: bool,
    /// Whether something must be entered.
    #[prop(optional)]
    required: bool,
    /// The step between values (`step`), for the types that have one.
    #[prop(optional)]
    step: Option<&'static str>,
    /// How many characters it takes.
    #[prop(optional)]
    max_length: Option<u32>,
    /// The id of a list of values to choose from (`datalist`).
    #[prop(optional)]
    list: Option<&'static str>,
    /// What is wrong with the entry; empty where nothing is.
    #[prop(into, optional)]
    error: Signal<String>,
    /// What belongs into the field.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let describes = described_by(&id, hint.as_ref());
    let input = NodeRef::<html::Input>::new();
    // A date that is typed in part has the value "". To set that again would clear the part (`prop:value` would).
    Effect::new(move || {
        let value = value.get();
        if let Some(input) = input.get()
            && input.value() != value
        {
            input.set_value(&value);
        }
    });
    view! {
        <Field id=id.clone() label error hint>
            <input
                class="input"
                type=kind
                id=id
                autocomplete="off"
                inputmode=input_mode
                dir=code.then_some("ltr")
                spellcheck=code.then_some("false")
                step=step
                maxlength=max_length
                list=list
                aria-required=required.then_some("true")
                aria-describedby=describes
                aria-invalid=move || error.with(|error| !error.is_empty()).then_some("true")
                node_ref=input
                on:input:target=move |event| on_input.run(event.target().value())
            />
        </Field>
    }
}

/// Several lines of text.
#[component]
pub fn TextAreaField(
    /// The id of the control, unique on the page.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// Receives each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// The number of visible lines.
    #[prop(default = "4")]
    rows: &'static str,
    /// What is wrong with the entry; empty where nothing is.
    #[prop(into, optional)]
    error: Signal<String>,
) -> impl IntoView {
    let describes = described_by(&id, None);
    view! {
        <Field id=id.clone() label error>
            <textarea
                class="input"
                id=id
                rows=rows
                aria-describedby=describes
                aria-invalid=move || error.with(|error| !error.is_empty()).then_some("true")
                prop:value=move || value.get()
                on:input:target=move |event| on_input.run(event.target().value())
            ></textarea>
        </Field>
    }
}

/// A choice of one from a list.
#[component]
pub fn SelectField(
    /// The id of the control, unique on the page.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// The values and their texts.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Receives each change.
    #[prop(into)]
    on_change: Callback<String>,
    /// Whether something must be chosen.
    #[prop(optional)]
    required: bool,
    /// What is wrong with the choice; empty where nothing is.
    #[prop(into, optional)]
    error: Signal<String>,
    /// What belongs into the field.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let describes = described_by(&id, hint.as_ref());
    view! {
        <Field id=id.clone() label error hint>
            <select
                class="input"
                id=id
                aria-required=required.then_some("true")
                aria-describedby=describes
                aria-invalid=move || error.with(|error| !error.is_empty()).then_some("true")
                on:change:target=move |event| on_change.run(event.target().value())
                prop:value=move || value.get()
            >
                <For each=move || options.get() key=Clone::clone let((option, text))>
                    {
                        let this = option.clone();
                        view! {
                            <option value=option prop:selected=move || value.with(|value| *value == this)>
                                {text}
                            </option>
                        }
                    }
                </For>
            </select>
        </Field>
    }
}

/// A box to tick, with its label beside it.
#[component]
pub fn Checkbox(
    /// The id of the control, unique on the page.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Receives each change.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <div class="check">
            <input
                type="checkbox"
                id=id.clone()
                prop:checked=move || checked.get()
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <label for=id>{label}</label>
        </div>
    }
}
