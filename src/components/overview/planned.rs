//! What is planned with a client, and what is overdue.

use super::part::{HistoryPart, PartTexts, part_count, part_items, part_view};
use super::postpone::Postpone;
use super::show_all::{ShowAll, shown};
use crate::api::overview::{ClientActivity, Part};
use crate::components::{ActionButton, Trouble, is_past, scoped_memo};
use crate::i18n::{near_moment, t, tf};
use crate::state::{Overview, now};
use leptos::prelude::*;
use std::hash::Hash;

const TEXTS: PartTexts = PartTexts {
    id: "planned-title",
    title: "planned.title",
    none: "planned.none",
    no_right: "planned.no-right",
    trouble: "planned.trouble",
};

/// The activities of the client that are not done, by their deadlines.
#[component]
pub(super) fn PlannedActivities(
    /// What is known of the client.
    overview: Overview,
) -> impl IntoView {
    let view = part_view(overview, TEXTS, |known| &known.planned);
    view! {
        <HistoryPart
            overview
            part=Part::Planned
            texts=TEXTS
            view
            list=move || view! { <ActivityList overview /> }
            after=move || view! { <ChangeConfirmed overview /> }
        />
    }
}

#[component]
fn ActivityList(overview: Overview) -> impl IntoView {
    let all = RwSignal::new(false);
    let activities = part_items(overview, |known| &known.planned, move || shown(all.get()));
    let count = part_count(overview, |known| &known.planned);
    view! {
        <ul class="history-list" aria-labelledby=TEXTS.id>
            <For each=move || activities.get() key=row_key let(activity)>
                <ActivityRow overview activity />
            </For>
        </ul>
        <ShowAll title=TEXTS.title list=TEXTS.id count=count.into() all />
    }
}

/// A row is drawn anew where something else is to be shown in it.
fn row_key(activity: &ClientActivity) -> impl Eq + Hash + use<> {
    let deadline = activity.deadline.map(f64::to_bits);
    (
        activity.id,
        activity.subject.clone(),
        deadline,
        activity.responsible_id,
    )
}

/// An activity: its subject, its deadline, the responsible colleague, and for a to-do *Done* and *Postpone*, and why that
/// failed.
#[component]
fn ActivityRow(overview: Overview, activity: ClientActivity) -> impl IntoView {
    let changes = overview.changes;
    let subject = subject(&activity);
    let deadline = activity.deadline;
    let overdue = is_past(Signal::stored(deadline));
    let responsible = activity.responsible_id;
    let more = scoped_memo(move || {
        let who = responsible.and_then(|id| overview.session.person(id));
        let due = due(deadline, overdue.get());
        match who {
            Some(name) => format!("{due} · {}", tf("search.responsible", &[("name", &name)])),
            None => due,
        }
    });
    let busy = scoped_memo(move || changes.is_pending());
    let id = activity.id;
    let error = scoped_memo(move || changes.error(id));
    let actions = activity.is_todo().then(|| {
        let done = activity.clone();
        let name = format!("{}: {subject}", t("planned.done"));
        view! {
            <div class="history-actions">
                <ActionButton
                    label="planned.done"
                    name
                    busy
                    on_press=move || changes.complete(done.clone())
                />
                <Postpone changes busy activity=activity.clone() subject=subject.clone() />
            </div>
        }
    });
    view! {
        <li class="history-row" class:overdue=move || overdue.get()>
            <span class="history-name">
                <bdi>{subject.clone()}</bdi>
            </span>
            <span class="history-more">{move || more.get()}</span>
            {actions}
            // If the portal did not answer, it may have made the change.
            <Trouble
                what="planned.failed"
                uncertain="planned.uncertain"
                about=subject
                error
                busy
                on_retry=move || changes.retry(id)
            />
        </li>
    }
}

/// The last change that the portal has confirmed: its row may be gone.
#[component]
fn ChangeConfirmed(overview: Overview) -> impl IntoView {
    let changes = overview.changes;
    let confirmed = scoped_memo(move || {
        changes.last().map(|change| {
            let subject = subject(&change.activity);
            match change.postponed_to {
                None => tf("planned.completed", &[("subject", &subject)]),
                Some(at) => tf(
                    "planned.postponed",
                    &[("subject", &subject), ("time", &near_moment(at, now()))],
                ),
            }
        })
    });
    view! {
        // It stands here before it has a text: a screen reader announces only changes of a live region.
        <p class="good" aria-live="polite">
            {move || confirmed.get()}
        </p>
    }
}

fn subject(activity: &ClientActivity) -> String {
    match activity.subject.trim() {
        "" => t("planned.untitled"),
        subject => subject.to_owned(),
    }
}

/// The sentence with its deadline.
fn due(deadline: Option<f64>, is_overdue: bool) -> String {
    let Some(deadline) = deadline else {
        return t("planned.no-deadline");
    };
    let key = if is_overdue {
        "planned.overdue"
    } else {
        "planned.due"
    };
    tf(key, &[("time", &near_moment(deadline, now()))])
}
