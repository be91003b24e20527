//! The call script: its questions, and the answers, which are added to the note.

use crate::call::{ListItem, ScriptLine, script};
use crate::components::{SelectField, TextField, scoped_memo};
use crate::i18n::t;
use crate::state::WrapUp;
use leptos::prelude::*;

/// The answers of one wrap-up, in the order of the script that is shown.
#[derive(Clone, Copy)]
struct ScriptAnswers {
    wrap_up: WrapUp,
    lines: Memo<Vec<ScriptLine>>,
    /// Whether the agent's last change of an answer here has cleared the only one.
    is_last_cleared: StoredValue<bool>,
}

/// The script that fits the call, with a choice where several do. Answers to questions that it does not have (another
/// script was shown before, or it was changed) can be changed below. Nothing where there is neither.
#[component]
pub fn CallScript(
    /// The wrap-up.
    wrap_up: WrapUp,
    /// The scripts that fit the call, the most specific one first.
    #[prop(default = Vec::new().into())]
    scripts: Signal<Vec<ListItem>>,
) -> impl IntoView {
    let scripts = scoped_memo(move || scripts.get());
    let chosen = RwSignal::new(String::new());
    let title = shown_title(wrap_up, scripts, chosen);
    let lines = scoped_memo(move || {
        let shown = title.get();
        scripts.with(|scripts| {
            let shown = scripts.iter().find(|script| script.text == shown);
            shown
                .map(|script| script::parse(&script.questions))
                .unwrap_or_default()
        })
    });
    let answers = ScriptAnswers {
        wrap_up,
        lines,
        is_last_cleared: StoredValue::new(false),
    };
    let others = answers.others();
    let options = scoped_memo(move || {
        let option = |script: &ListItem| (script.text.clone(), script.text.clone());
        scripts.with(|scripts| scripts.iter().map(option).collect::<Vec<_>>())
    });
    let is_shown = scoped_memo(move || !lines.with(Vec::is_empty) || !others.with(Vec::is_empty));
    let has_choice = scoped_memo(move || options.with(|options| options.len() > 1));
    let summary = move || {
        title.with(|title| {
            let words = t("script.title");
            if title.is_empty() {
                words
            } else {
                [&words, " · ", title].concat()
            }
        })
    };
    view! {
        <Show when=move || is_shown.get()>
            <details
                class="script"
                open=wrap_up.opens_scripts()
                on:toggle:target=move |event| wrap_up.keep_scripts_open(event.target().has_attribute("open"))
            >
                <summary>{summary}</summary>
                <div class="form">
                    <Show when=move || has_choice.get()>
                        <SelectField
                            id="script-choice"
                            label=t("script.which")
                            options
                            value=title
                            on_change=move |title| chosen.set(title)
                        />
                    </Show>
                    <Questions answers others />
                </div>
            </details>
        </Show>
    }
}

/// The title of the script that is shown: the chosen one, or the one that was answered, or else the most specific one.
fn shown_title(wrap_up: WrapUp, scripts: Memo<Vec<ListItem>>, chosen: RwSignal<String>) -> Memo<String> {
    let answered = scoped_memo(move || wrap_up.answered());
    // The script of an answer that is being cleared stays.
    let answered_title = Memo::new(move |before: Option<&String>| {
        let answered = answered.get();
        if answered.is_empty() {
            return before.cloned().unwrap_or_default();
        }
        scripts.with(|scripts| {
            let script = script::most_answered(scripts, &answered);
            script.map(|script| script.text.clone()).unwrap_or_default()
        })
    });
    scoped_memo(move || {
        let find = |scripts: &Vec<ListItem>| {
            let titled = |title: &String| scripts.iter().find(|script| script.text == *title);
            let script = chosen.with(titled).or_else(|| answered_title.with(titled));
            script.or(scripts.first()).map(|script| script.text.clone())
        };
        scripts.with(find).unwrap_or_default()
    })
}

/// The questions of the script, and below them those that it does not have.
#[component]
fn Questions(answers: ScriptAnswers, others: Memo<Vec<String>>) -> impl IntoView {
    let lines = answers.lines;
    let asked = move || {
        let lines = lines.get().into_iter().enumerate();
        lines
            .map(|(at, line)| line_view(answers, format!("script-{at}"), line))
            .collect_view()
    };
    let others = move || {
        let others = others.get().into_iter().enumerate();
        others
            .map(|(at, question)| free_answer(answers, format!("script-other-{at}"), question))
            .collect_view()
    };
    view! {
        {asked}
        {others}
    }
}

/// The answers as they will stand in the note; nothing where there are none.
#[component]
pub fn AnswersInNote(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let text = scoped_memo(move || wrap_up.form.with(|form| form.answers.text()));
    view! {
        <Show when=move || !text.with(String::is_empty)>
            <div class="hint" id="script-note">
                <p>{t("script.in-note")}</p>
                <p class="script-note">{move || text.get()}</p>
            </div>
        </Show>
    }
}

fn line_view(answers: ScriptAnswers, id: String, line: ScriptLine) -> AnyView {
    match line {
        ScriptLine::Section(text) => view! { <h3>{text}</h3> }.into_any(),
        ScriptLine::Question { text, choices } if choices.is_empty() => free_answer(answers, id, text),
        ScriptLine::Question { text, choices } => {
            view! { <ChosenAnswer answers id question=text choices /> }.into_any()
        }
    }
}

/// A question without choices.
fn free_answer(answers: ScriptAnswers, id: String, question: String) -> AnyView {
    let value = answers.value(question.clone());
    let on_input = answers.change(question.clone());
    view! { <TextField id label=question value on_input /> }.into_any()
}

/// A question with choices. An answer that is none of them, because the script was changed, can still be seen.
#[component]
fn ChosenAnswer(answers: ScriptAnswers, id: String, question: String, choices: Vec<String>) -> impl IntoView {
    let value = answers.value(question.clone());
    let on_change = answers.change(question.clone());
    let group = id.clone();
    let radio = move |name: &str, answer: String, label: String| {
        let id = format!("{group}-{name}");
        let this = answer.clone();
        view! {
            <span class="choice">
                <input
                    type="radio"
                    name=group.clone()
                    id=id.clone()
                    prop:checked=move || value.with(|value| *value == this)
                    on:change=move |_| on_change.run(answer.clone())
                />
                <label for=id>{label}</label>
            </span>
        }
        .into_any()
    };
    let known = choices.clone();
    let gone = scoped_memo(move || {
        value.with(|value| {
            if known.contains(value) {
                String::new()
            } else {
                value.clone()
            }
        })
    });
    let radios = choices.into_iter().enumerate();
    let radios: Vec<_> = radios
        .map(|(at, choice)| radio(&at.to_string(), choice.clone(), choice))
        .collect();
    let none = radio("none", String::new(), t("script.no-answer"));
    let gone = move || {
        let gone = gone.get();
        (!gone.is_empty()).then(|| radio("gone", gone.clone(), gone))
    };
    view! {
        <fieldset class="rating script-choices" role="radiogroup">
            <legend>{question}</legend>
            {radios}
            {gone}
            {none}
        </fieldset>
    }
}

impl ScriptAnswers {
    /// Answered questions that the script does not have. The field of an answer that is being cleared stays; what was
    /// saved or discarded has none any more.
    fn others(self) -> Memo<Vec<String>> {
        let answered = scoped_memo(move || self.wrap_up.answered());
        Memo::new(move |before: Option<&Vec<String>>| {
            let answered = answered.get();
            if answered.is_empty() && !self.is_last_cleared.get_value() {
                return answered;
            }
            let mut others = before.cloned().unwrap_or_default();
            for question in answered {
                if !others.contains(&question) {
                    others.push(question);
                }
            }
            self.lines
                .with(|lines| others.retain(|question| !script::asks(lines, question)));
            others
        })
    }

    /// The answer to a question; empty where there is none.
    fn value(self, question: String) -> Signal<String> {
        let answer = move || {
            self.wrap_up
                .form
                .with(|form| form.answers.get(&question).to_owned())
        };
        scoped_memo(answer).into()
    }

    /// Changes the answer to a question.
    fn change(self, question: String) -> Callback<String> {
        Callback::new(move |answer: String| {
            let answered = untrack(|| self.wrap_up.answered());
            let is_last_cleared = answer.is_empty() && answered == [question.as_str()];
            self.is_last_cleared.set_value(is_last_cleared);
            let lines = self.lines.get_untracked();
            self.wrap_up.answer(question.clone(), answer, lines);
        })
    }
}
