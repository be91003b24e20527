//! The wrap-up: result, note, rating and the rest, and what became of saving them.

use super::dom::{El, View, el, nothing, switch, value_of, when};
use super::form::{button, checkbox, field, focus, input, select, textarea};
use super::trouble::reason;
use crate::call::outcome::KNOWN;
use crate::i18n::{t, tf};
use crate::session::{Card, Draft, Progress, Step, WrapUp};
use crate::value::joined;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::KeyboardEvent;

/// The wrap-up of the call on the card.
pub fn wrap_up(card: Card) -> View {
    let external = move || card.picture.with(|picture| picture.status.is_external());
    let this = card.wrap_up;
    el("section")
        .class("part wrap-up")
        .attr("aria-labelledby", "wrap-up-title")
        .child(el("h2").attr("id", "wrap-up-title").text(t("wrap-up.title")))
        .child(switch(
            move || external().to_string(),
            move |external| match external {
                "true" => form(card, this, true),
                _ => el("div")
                    .child(el("p").class("quiet").text(t("wrap-up.not-external")))
                    .child(form(card, this, false))
                    .into(),
            },
        ))
        .into()
}

fn form(card: Card, this: WrapUp, whole: bool) -> View {
    let busy = move || this.progress.with(|progress| progress.running);
    let finish = move || go(this, this.finish());
    let save = move || go(this, this.save_note());
    let mut form = el("div").class("form");
    if whole {
        form = form.child(field("wrap-up-result", "wrap-up.result", results(this), || {
            String::new()
        }));
        form = form.child(when(
            move || this.result() != "200",
            move || {
                let control = input(
                    "text",
                    read(this, |draft| &draft.reason),
                    write(this, |draft| &mut draft.reason),
                );
                field("wrap-up-reason", "wrap-up.reason", control, String::new).into()
            },
        ));
    }
    let note = textarea(
        read(this, |draft| &draft.note),
        write(this, |draft| &mut draft.note),
    )
    .attr("rows", "4")
    .on("keydown", move |event| {
        let enter = event.dyn_ref::<KeyboardEvent>().is_some_and(|pressed| {
            pressed.key() == "Enter" && (pressed.ctrl_key() || pressed.meta_key()) && !pressed.repeat()
        });
        if enter {
            event.prevent_default();
            if whole { finish() } else { save() }
        }
    });
    form = form
        .child(field(
            "wrap-up-note",
            "wrap-up.note",
            note,
            wrong(this, "wrap-up-note"),
        ))
        .child(target(card, this));
    if whole {
        form = form.child(rating(this)).child(checkbox(
            "wrap-up-chat",
            "wrap-up.chat",
            move || !this.draft.with(|draft| draft.quiet),
            move |chat| this.edit(|draft| draft.quiet = !chat),
        ));
    }
    let mut buttons = el("div").class("buttons");
    if whole {
        buttons = buttons.child(button("wrap-up.finish", busy, finish).class("button button-main"));
    }
    form.child(more(this, whole))
        .child(buttons.child(button("wrap-up.save-note", busy, save)))
        .child(result(card, this))
        .into()
}

/// After a check that failed, the keyboard goes to the first wrong field.
fn go(this: WrapUp, fine: bool) {
    if !fine && let Some((id, _)) = this.wrong.with_untracked(|wrong| wrong.first().copied()) {
        focus(id);
    }
}

fn read(this: WrapUp, of: fn(&Draft) -> &String) -> impl Fn() -> String + Copy + 'static {
    move || this.draft.with(|draft| of(draft).clone())
}

fn write(this: WrapUp, of: fn(&mut Draft) -> &mut String) -> impl FnMut(String) + Copy + 'static {
    move |text| this.edit(|draft| *of(draft) = text)
}

fn wrong(this: WrapUp, id: &'static str) -> impl Fn() -> String + Copy + 'static {
    move || {
        let key = this
            .wrong
            .with(|wrong| wrong.iter().find(|(field, _)| *field == id).map(|(_, key)| *key));
        key.unwrap_or_default().to_owned()
    }
}

fn results(this: WrapUp) -> El {
    let options = KNOWN
        .iter()
        .map(|(code, key)| ((*code).to_owned(), format!("{} ({code})", t(key))))
        .collect();
    select(
        options,
        move || this.result(),
        write(this, |draft| &mut draft.result),
    )
}

/// Which item note and next step go to, where there is a choice.
fn target(card: Card, this: WrapUp) -> View {
    let choices = move || {
        this.items()
            .iter()
            .map(|item| (item.key(), card.title(item)))
            .collect::<Vec<_>>()
    };
    let all = move || {
        let mut all = String::new();
        for (key, title) in choices() {
            all.push_str(&key);
            all.push_str(&title);
        }
        all
    };
    switch(all, move |_| {
        let options = untrack(choices);
        if options.len() < 2 {
            return nothing();
        }
        let keys: Vec<String> = options.iter().map(|(key, _)| key.clone()).collect();
        let chosen = move || {
            let chosen = this.draft.with(|draft| draft.target.clone());
            if keys.contains(&chosen) {
                chosen
            } else {
                keys.first().cloned().unwrap_or_default()
            }
        };
        let control = select(options, chosen, write(this, |draft| &mut draft.target));
        field("wrap-up-target", "wrap-up.target", control, String::new).into()
    })
}

fn rating(this: WrapUp) -> El {
    let choice = move |value: &'static str| {
        let id = format!("wrap-up-rating-{value}");
        let control = el("input")
            .attr("type", "radio")
            .attr("name", "wrap-up-rating")
            .attr("id", &id)
            .attr("value", value)
            .prop_of("checked", move || {
                JsValue::from_bool(this.draft.with(|draft| draft.rating == value))
            })
            .on("change", move |event| {
                let value = value_of(&event);
                this.edit(|draft| draft.rating = value);
            });
        let words = if value.is_empty() {
            t("wrap-up.no-rating")
        } else {
            value.to_owned()
        };
        el("span")
            .class("choice")
            .child(control)
            .child(el("label").attr("for", &id).text(words))
            .into()
    };
    el("fieldset")
        .class("rating")
        .attr("role", "radiogroup")
        .child(el("legend").text(t("wrap-up.rating")))
        .children(["", "1", "2", "3", "4", "5"].map(choice))
}

fn more(this: WrapUp, whole: bool) -> El {
    let text = move |id, label, kind, of: fn(&Draft) -> &String, to: fn(&mut Draft) -> &mut String| {
        field(
            id,
            label,
            input(kind, read(this, of), write(this, to)),
            wrong(this, id),
        )
    };
    let mut fields = el("div").class("form");
    if whole {
        fields = fields
            .child(text(
                "wrap-up-duration",
                "wrap-up.duration",
                "text",
                |d| &d.duration,
                |d| &mut d.duration,
            ))
            .child(text(
                "wrap-up-cost",
                "wrap-up.cost",
                "text",
                |d| &d.cost,
                |d| &mut d.cost,
            ))
            .child(currency(this));
    }
    fields = fields
        .child(text(
            "wrap-up-step",
            "wrap-up.step",
            "text",
            |d| &d.step,
            |d| &mut d.step,
        ))
        .child(text(
            "wrap-up-step-at",
            "wrap-up.step-at",
            "datetime-local",
            |d| &d.step_at,
            |d| &mut d.step_at,
        ));
    el("details")
        .class("more")
        .on("toggle", move |_| {
            if whole {
                this.load_currencies();
            }
        })
        .child(el("summary").text(t("wrap-up.more")))
        .child(fields)
}

/// The currency: one of the portal's, or typed where they are not known.
fn currency(this: WrapUp) -> View {
    let of: fn(&Draft) -> &String = |draft| &draft.currency;
    let to: fn(&mut Draft) -> &mut String = |draft| &mut draft.currency;
    let all = move || {
        this.currencies
            .with(|all| joined(all.iter().map(|choice| choice.code.as_str()), " "))
    };
    switch(all, move |_| {
        let mut options: Vec<_> = untrack(|| this.currencies.get())
            .into_iter()
            .map(|choice| (choice.code.clone(), format!("{} {}", choice.code, choice.name)))
            .collect();
        let control = if options.is_empty() {
            input("text", read(this, of), write(this, to))
        } else {
            options.insert(0, (String::new(), String::new()));
            select(options, read(this, of), write(this, to))
        };
        field("wrap-up-currency", "wrap-up.currency", control, String::new).into()
    })
}

/// What became of the save: what is done, what failed and why, and *Try again*.
fn result(card: Card, this: WrapUp) -> View {
    let failure = move || {
        this.progress
            .with(|progress| progress.failure().map(reason).unwrap_or_default())
    };
    let retry = move || {
        // What was asked for is asked for again: the call only if it was tried.
        let call = this
            .progress
            .with_untracked(|progress| progress.finish != Step::Open);
        go(this, if call { this.finish() } else { this.save_note() });
    };
    el("div")
        .class("result")
        .attr("aria-live", "polite")
        .child(when(
            move || this.progress.with(done),
            move || {
                el("p")
                    .class("good")
                    .text_of(move || this.progress.with(saved))
                    .into()
            },
        ))
        .child(switch(
            move || {
                this.progress
                    .with(activity)
                    .map(|id| id.to_string())
                    .unwrap_or_default()
            },
            move |id| match untrack(|| this.progress.with(activity)).and_then(|id| card.activity_link(id)) {
                Some(href) => el("p")
                    .child(
                        el("a")
                            .attr("href", &href)
                            .attr("target", "_blank")
                            .attr("rel", "noopener")
                            .text(tf("wrap-up.activity", &[("id", id)])),
                    )
                    .into(),
                None => nothing(),
            },
        ))
        .child(when(
            move || this.progress.with(|progress| progress.errors),
            || {
                el("p")
                    .class("trouble")
                    .attr("role", "alert")
                    .text(t("wrap-up.errors"))
                    .into()
            },
        ))
        .child(switch(failure, move |why| {
            if why.is_empty() {
                return nothing();
            }
            let sentence = format!(
                "{} {why} {}",
                untrack(|| this.progress.with(failed)),
                t("wrap-up.kept")
            );
            el("div")
                .class("trouble")
                .attr("role", "alert")
                .child(el("p").text(sentence))
                .child(button(
                    "trouble.retry",
                    move || this.progress.with(|progress| progress.running),
                    retry,
                ))
                .into()
        }))
        .into()
}

fn done(progress: &Progress) -> bool {
    [&progress.note, &progress.next_step, &progress.finish].contains(&&Step::Done)
}

/// What the portal has confirmed.
fn saved(progress: &Progress) -> String {
    let mut words = String::new();
    let parts = [
        (&progress.finish, "wrap-up.saved-call"),
        (&progress.note, "wrap-up.saved-note"),
        (&progress.next_step, "wrap-up.saved-step"),
    ];
    for (step, key) in parts {
        if *step == Step::Done {
            words.push_str(if words.is_empty() { "" } else { " " });
            words.push_str(&t(key));
        }
    }
    words
}

/// The activity that the portal made of the call.
fn activity(progress: &Progress) -> Option<u64> {
    progress.activity
}

/// What could not be saved.
fn failed(progress: &Progress) -> String {
    let key = match progress {
        Progress {
            note: Step::Failed(_),
            ..
        } => "wrap-up.failed-note",
        Progress {
            next_step: Step::Failed(_),
            ..
        } => "wrap-up.failed-step",
        Progress {
            finish: Step::Failed(_),
            ..
        } => "wrap-up.failed-call",
        _ => "wrap-up.failed-colleagues",
    };
    t(key)
}
