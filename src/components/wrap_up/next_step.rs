//! The next step: a to-do for the agent, or for the colleague who is responsible for the client.

use super::EntryField;
use super::entry::{edit, entry};
use crate::call::Binding;
use crate::call::wrap_up_form::{NO_REMINDER, REMINDER};
use crate::components::due_preset::DuePresets;
use crate::components::{SelectField, colleague_by_id, is_past, joined, scoped_memo};
use crate::i18n::{capitalized, near_moment, t, tf};
use crate::state::{DuePreset, WrapUp, now};
use leptos::prelude::*;

/// Who is responsible for an item: the id of a colleague, and their name where it is known. The context of a page that
/// knows that.
#[derive(Clone, Copy)]
pub struct ResponsibleOf(pub Callback<Binding, Option<(u64, Option<String>)>>);

/// The reminders that can be chosen, in minutes before the next step is due.
const REMINDERS: [u64; 5] = [0, 5, REMINDER, 30, 60];

/// The next step, folded. A check that fails opens it at the wrong field.
#[component]
pub fn NextStep(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    view! {
        <details class="more next-step">
            <summary>{t("wrap-up.step")}</summary>
            <div class="form">
                <NextStepFields wrap_up />
            </div>
        </details>
    }
}

/// Title and due time of the next step, who it is for, and when its reminder comes.
#[component]
pub fn NextStepFields(
    /// The wrap-up.
    wrap_up: WrapUp,
) -> impl IntoView {
    let set_due = edit(wrap_up, |form| &mut form.step_at);
    let due = scoped_memo(move || wrap_up.due());
    let past = is_past(due.into());
    let hint = scoped_memo(move || {
        let moment = due.get().map(|due| capitalized(&near_moment(due, now())));
        let past = past.get().then(|| t("step.past"));
        joined(moment.into_iter().chain(past))
    });
    view! {
        <EntryField
            wrap_up
            id="wrap-up-step"
            label="wrap-up.step"
            read=|form| &form.step
            write=|form| &mut form.step
        />
        <EntryField
            wrap_up
            id="wrap-up-step-at"
            label="wrap-up.step-at"
            kind="datetime-local"
            read=|form| &form.step_at
            write=|form| &mut form.step_at
            hint
        />
        // The field says which moment that is.
        <DuePresets
            name=Callback::new(|label: String| format!("{}: {label}", t("wrap-up.step-at")))
            on_choose=move |preset: DuePreset| set_due.run(preset.local_text(now()))
        />
        <ForField wrap_up />
        <ReminderField wrap_up />
    }
}

/// Who the next step is for; nothing where nobody but the agent is known for it.
#[component]
fn ForField(wrap_up: WrapUp) -> impl IntoView {
    let responsible = use_context::<ResponsibleOf>();
    let value = entry(wrap_up, |form| &form.step_for);
    let options = scoped_memo(move || {
        let mut options = vec![(String::new(), t("step.me"))];
        let colleague = responsible
            .zip(wrap_up.target())
            .and_then(|(known, item)| known.0.run(item));
        let colleague = colleague.zip(wrap_up.agent()).filter(|((id, _), me)| id != me);
        if let Some(((id, name), _)) = colleague {
            let name = name.unwrap_or_else(|| colleague_by_id(id));
            options.push((id.to_string(), tf("search.responsible", &[("name", &name)])));
        }
        // What was chosen for another item stays to be seen.
        let chosen = value.get();
        if let Ok(id) = chosen.parse()
            && !options.iter().any(|(option, _)| *option == chosen)
        {
            options.push((chosen, colleague_by_id(id)));
        }
        options
    });
    view! {
        <Show when=move || options.with(|options| options.len() > 1)>
            <SelectField
                id="wrap-up-step-for"
                label=t("step.for")
                options
                value
                on_change=edit(wrap_up, |form| &mut form.step_for)
            />
        </Show>
    }
}

/// When the reminder of the next step comes.
#[component]
fn ReminderField(wrap_up: WrapUp) -> impl IntoView {
    let chosen = entry(wrap_up, |form| &form.step_remind);
    let value = scoped_memo(move || match chosen.get() {
        usual if usual.is_empty() => REMINDER.to_string(),
        other => other,
    });
    let mut options = vec![(NO_REMINDER.to_owned(), t("step.no-reminder"))];
    options.extend(REMINDERS.map(|minutes| {
        let count = minutes.to_string();
        let words = match minutes {
            0 => t("step.remind-due"),
            _ => tf("step.remind-before", &[("count", &count)]),
        };
        (count, words)
    }));
    view! {
        <SelectField
            id="wrap-up-step-remind"
            label=t("step.reminder")
            options
            value
            on_change=edit(wrap_up, |form| &mut form.step_remind)
        />
    }
}
